package mail

import (
	"html/template"

	"vitrine/models"
	"vitrine/views"
)

// telling is a mail about words of the team that may be known in its language.
type telling[T any] interface{ Told() T }

// Told is the mail with its words in its own language, where they are known in it.
func (m IncidentUpdateMail) Told() IncidentUpdateMail {
	if m.foreign() {
		m.Incident, m.Update = m.Incident.In(m.Lang()), m.Update.In(m.Lang())
	}
	return m
}

// Told is the mail with its words in its own language, where they are known in it.
func (m MaintenanceUpdateMail) Told() MaintenanceUpdateMail {
	if m.foreign() {
		m.Maintenance, m.Update = m.Maintenance.In(m.Lang()), m.Update.In(m.Lang())
	}
	return m
}

// Told is the mail with its words in its own language, where they are known in it.
func (m CorrectionMail) Told() CorrectionMail {
	if m.foreign() {
		m.Title, m.Translated = models.Tell(m.Title, m.Titles, m.Lang())
		m.Update = m.Update.In(m.Lang())
	}
	return m
}

// Told is the mail in the conversation that its reader knows.
func (m PostmortemPublishedMail) Told() PostmortemPublishedMail {
	if m.foreign() {
		m.Thread, _ = models.Tell(m.Thread, m.Threads, m.Lang())
	}
	return m
}

// Told is the mail in the conversation that its reader knows.
func (m CountermeasuresDoneMail) Told() CountermeasuresDoneMail {
	if m.foreign() {
		m.Thread, _ = models.Tell(m.Thread, m.Threads, m.Lang())
	}
	return m
}

// Told is the mail in the conversation that its reader knows.
func (m RetractionMail) Told() RetractionMail {
	if m.foreign() {
		m.Thread, _ = models.Tell(m.Thread, m.Threads, m.Lang())
	}
	return m
}

// Titled is a line that the team wrote. One that is not told in the language of the
// mail is marked with its own.
func (f Frame) Titled(text string, t *models.Translated) template.HTML {
	if t == nil {
		return f.Quoted(text)
	}
	return template.HTML(template.HTMLEscapeString(text))
}

// Worded is what an update says. Words that are not told in the language of the mail
// are marked with their own.
func (f Frame) Worded(u models.Update) template.HTML {
	if u.Translated == nil {
		return f.Written(u.Body)
	}
	return views.Markdown(u.Body)
}

// Origin says who translated an update for the mail, or which language it is in
// where nobody did; empty where the mail is in the language of the team.
func (f Frame) Origin(u models.Update) string {
	switch {
	case !f.foreign():
		return ""
	case u.Translated != nil:
		return f.Speech().Origin(u.Translated.Origin)
	}
	return f.Say("This message is in {0}.", f.Speech().LanguageName(f.Settings.OwnLanguage()))
}
