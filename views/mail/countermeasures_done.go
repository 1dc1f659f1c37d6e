package mail

import (
	"vitrine/models"
	"vitrine/views"
)

// CountermeasuresDone is the mail that says that no promise of a postmortem is
// open any more.
var CountermeasuresDone = mail[CountermeasuresDoneMail]("countermeasures_done")

// CountermeasuresDoneMail is what a CountermeasuresDone says.
type CountermeasuresDoneMail struct {
	Frame
	Thread     string               // title of the incident whose conversation it continues; empty: its own
	Threads    []models.Translation // of that title
	Postmortem models.Postmortem
}

// Subject implements about: that of the conversation.
func (m CountermeasuresDoneMail) Subject() string {
	if m.Thread != "" {
		return m.subject(m.Thread)
	}
	return m.subject(m.Postmortem.Current().Title)
}

// Preheader implements about.
func (m CountermeasuresDoneMail) Preheader() string { return m.Sentence() }

// Sentence says what became of the promises, dropped ones included.
func (m CountermeasuresDoneMail) Sentence() string {
	done, dropped := 0, 0
	for _, c := range m.Postmortem.Countermeasures {
		switch c.State {
		case models.Done:
			done++
		case models.Dropped:
			dropped++
		}
	}
	switch {
	case dropped > 0:
		return m.Say("What we promised after this is settled: {0} done, {1} dropped.", done, dropped)
	default:
		return m.Many(done, "All {0} things we promised after this are done.")
	}
}

// PostmortemTitle is the title of the postmortem that made the promises.
func (m CountermeasuresDoneMail) PostmortemTitle() string { return m.Postmortem.Current().Title }

// Lines are the promises, each as the postmortem's own mail tells them.
func (m CountermeasuresDoneMail) Lines() []PromiseLine {
	as := PostmortemPublishedMail{Frame: m.Frame, Postmortem: m.Postmortem}
	var lines []PromiseLine
	for _, c := range m.Postmortem.Countermeasures {
		lines = append(lines, PromiseLine{views.PlainLine(c.Body), as.Mark(c), as.Standing(c)})
	}
	return lines
}

// PromiseLine is one promise and what became of it.
type PromiseLine struct{ Body, Mark, Standing string }

// URL is the list of promises on the postmortem's page.
func (m CountermeasuresDoneMail) URL() string {
	return m.to("/postmortems/" + m.Postmortem.Slug + "#countermeasures")
}
