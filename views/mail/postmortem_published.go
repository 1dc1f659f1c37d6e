package mail

import (
	"strings"

	"vitrine/models"
	"vitrine/views"
)

// PostmortemPublished is the mail with the full text of a postmortem.
var PostmortemPublished = mail[PostmortemPublishedMail]("postmortem_published")

// PostmortemPublishedMail is what a PostmortemPublished says.
type PostmortemPublishedMail struct {
	Frame
	Thread     string               // title of the incident whose conversation it continues; empty: its own
	Threads    []models.Translation // of that title
	Postmortem models.Postmortem
	Revision   models.PostmortemRevision
}

// Subject implements about: that of the conversation.
func (m PostmortemPublishedMail) Subject() string {
	if m.Thread != "" {
		return m.subject(m.Thread)
	}
	return m.subject(m.Revision.Title)
}

// Preheader implements about.
func (m PostmortemPublishedMail) Preheader() string {
	lead := []rune(views.PlainLine(m.Revision.Summary.Summary))
	if len(lead) > 160 {
		lead = []rune(strings.TrimSpace(string(lead[:160])) + "…")
	}
	return m.Say("{0}: {1}", m.Noun().Title(), string(lead))
}

// Sentence says what the mail is.
func (m PostmortemPublishedMail) Sentence() string {
	if by := m.Revision.FullBy; by != nil {
		return m.Say("This is our preliminary {0}: what we know so far. The full report follows by {1}.", m.Noun().One(), m.Day(*by))
	}
	if m.before() {
		return m.Say("This is our full report on this. It follows the preliminary one.")
	}
	if m.Revision.Number > 1 {
		return m.Say("We revised this {0}. This is its whole text.", m.Noun().One())
	}
	return m.Say("This is our {0}, in full: what happened, why, and what we do about it.", m.Noun().One())
}

// before reports whether the revision before this one was preliminary.
func (m PostmortemPublishedMail) before() bool {
	for _, r := range m.Postmortem.Revisions {
		if r.Number < m.Revision.Number && r.WithdrawnAt == nil {
			return r.FullBy != nil
		}
	}
	return false
}

// Sections are the parts that have a text, without the apology.
func (m PostmortemPublishedMail) Sections() []models.Section {
	var list []models.Section
	for _, s := range m.Revision.Sections() {
		if s.Key != "apology" && strings.TrimSpace(s.Body) != "" && s.Key != "countermeasures" {
			s.Heading = m.Speech().Heading(s)
			list = append(list, s)
		}
	}
	return list
}

// Promises reports whether there are countermeasures to tell.
func (m PostmortemPublishedMail) Promises() bool {
	return strings.TrimSpace(m.Revision.Countermeasures) != "" || len(m.Postmortem.Countermeasures) > 0
}

// Standing says how far a countermeasure is: "Planned, due Fri 27 Nov 2026".
func (m PostmortemPublishedMail) Standing(c models.Countermeasure) string {
	switch {
	case c.State == models.Done && c.DoneAt != nil:
		return m.Say("Done {0} // on a day", m.Day(*c.DoneAt))
	case c.State == models.Dropped:
		return m.Say("{0}: {1}", m.Speech().Measure(c.State), Line(c.Reason))
	case c.DueOn != nil && c.State != models.Done:
		return m.Say("{0}, due {1}", m.Speech().Measure(c.State), m.Day(*c.DueOn))
	default:
		return m.Speech().Measure(c.State)
	}
}

// Mark is the shape of a countermeasure's state.
func (m PostmortemPublishedMail) Mark(c models.Countermeasure) string {
	switch c.State {
	case models.Done:
		return glyph(models.Operational)
	case models.Underway:
		return glyph(models.Degraded)
	default:
		return glyph(models.UnknownStatus)
	}
}

// Effect says in words how an entry of the timeline moved the recovery, empty
// when it did not.
func (m PostmortemPublishedMail) Effect(e models.PublicEntry) string {
	switch e.Effect {
	case "positive":
		return m.Say("closer to recovery")
	case "negative":
		return m.Say("away from recovery")
	default:
		return ""
	}
}

// URL is the postmortem's page.
func (m PostmortemPublishedMail) URL() string { return m.to("/postmortems/" + m.Postmortem.Slug) }
