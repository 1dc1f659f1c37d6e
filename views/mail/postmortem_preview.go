package mail

import (
	"encoding/json"
	"time"

	"vitrine/models"
)

// PostmortemPreview is the mail that would carry a text as a revision published
// now. thread is the title of the incident whose conversation it would continue.
func PostmortemPreview(f Frame, p models.Publishable, number int64, now time.Time, thread string) PostmortemPublishedMail {
	timeline, err := json.Marshal(p.Timeline)
	if err != nil {
		timeline = []byte("[]")
	}
	m := PostmortemPublishedMail{Frame: f, Thread: thread,
		Revision: models.PostmortemRevision{Number: number, Summary: p.Summary, Timeline: string(timeline), PublishedAt: now}}
	m.Postmortem = models.Postmortem{Slug: p.Slug, Revision: number, PublishedAt: now, Revisions: []models.PostmortemRevision{m.Revision}}
	for _, c := range p.Countermeasures {
		m.Postmortem.Countermeasures = append(m.Postmortem.Countermeasures, models.Countermeasure{Body: c.Body, State: c.State, Reason: c.Reason, DueOn: c.DueOn})
	}
	return m
}
