package mail

import (
	"html/template"

	"vitrine/models"
)

// telling is a mail about words of the team that may be known in its language.
type telling[T any] interface{ Told() T }

// Told is the mail with its words in its own language, where they are known in it.
func (m IncidentUpdateMail) Told() IncidentUpdateMail {
	m.Incident, m.Update = m.Incident.In(m.Lang()), m.Update.In(m.Lang())
	return m
}

// Told is the mail with its words in its own language, where they are known in it.
func (m MaintenanceUpdateMail) Told() MaintenanceUpdateMail {
	m.Maintenance, m.Update = m.Maintenance.In(m.Lang()), m.Update.In(m.Lang())
	return m
}

// Told is the mail with its words in its own language, where they are known in it.
func (m CorrectionMail) Told() CorrectionMail {
	m.Title, m.Translated = models.Tell(m.Title, m.Written, m.Titles, m.Lang())
	m.Update = m.Update.In(m.Lang())
	return m
}

// Told is the mail in the conversation that its reader knows.
func (m PostmortemPublishedMail) Told() PostmortemPublishedMail {
	m.Thread, _ = models.Tell(m.Thread, "", m.Threads, m.Lang())
	return m
}

// Told is the mail in the conversation that its reader knows.
func (m CountermeasuresDoneMail) Told() CountermeasuresDoneMail {
	m.Thread, _ = models.Tell(m.Thread, "", m.Threads, m.Lang())
	return m
}

// Told is the mail in the conversation that its reader knows.
func (m RetractionMail) Told() RetractionMail {
	m.Thread, _ = models.Tell(m.Thread, "", m.Threads, m.Lang())
	return m
}

// Titled is a line that the team wrote. One that is not told in the language of the
// mail is marked with the one it is written in.
func (f Frame) Titled(text string, t *models.Translated, tag string) template.HTML {
	return f.line(text, f.Speech().ToldIn(t, tag))
}

// Worded is what an update says. Words that are not told in the language of the mail
// are marked with the one they are written in.
func (f Frame) Worded(u models.Update) template.HTML {
	return f.words(u.Body, f.Speech().ToldIn(u.Translated, u.Language))
}

// Origin says who translated an update for the mail, or which language it is in
// where nobody did; empty where it is written in the language of the mail.
func (f Frame) Origin(u models.Update) string {
	if u.Translated != nil {
		return f.Speech().Origin(*u.Translated)
	}
	l := f.Speech().Mother(u.Language)
	if l == f.Language {
		return ""
	}
	return f.Say("This message is in {0}.", f.Speech().LanguageName(l))
}
