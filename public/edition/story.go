package edition

import (
	"time"

	"vitrine/models"
)

// When the parts of a story happened, worked out from what is stored.

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// firstWord is when the public first heard of the incident.
func (i *incident) firstWord() time.Time {
	if len(i.Updates) == 0 {
		return i.CreatedAt
	}
	return i.Updates[len(i.Updates)-1].DisplayAt
}

// lastWord is when something was last said or corrected.
func lastWord(updates []models.Update) time.Time {
	var t time.Time
	for _, u := range updates {
		t = later(t, u.DisplayAt)
		if u.CorrectedAt != nil {
			t = later(t, *u.CorrectedAt)
		}
	}
	return t
}

// ended is when a maintenance was over; the zero time while it is not.
func ended(m models.Maintenance) time.Time {
	if m.CompletedAt == nil {
		return time.Time{}
	}
	return *m.CompletedAt
}

// settling is how long after its making a backfilled incident still counts as
// being made.
const settling = time.Minute

// touched is when the incident last changed for its readers. One that was
// backfilled is as old as its story, until somebody edits it.
func (i *incident) touched() time.Time {
	t := lastWord(i.Updates)
	if !i.Backfilled || i.UpdatedAt.Sub(i.CreatedAt) > settling {
		t = later(t, i.UpdatedAt)
	}
	return t
}

// revised is touched, or when one of its postmortems appeared or changed.
func (c *catalog) revised(i *incident) time.Time {
	t := i.touched()
	for _, p := range c.postmortemOf[i.ID] {
		t = later(t, p.revised())
	}
	return t
}

// revised is when the postmortem last changed for its readers: a revision, a
// countermeasure, its withdrawal.
func (p *postmortem) revised() time.Time {
	t := p.PublishedAt
	for _, r := range p.Revisions {
		t = later(t, r.PublishedAt)
		if r.WithdrawnAt != nil {
			t = later(t, *r.WithdrawnAt)
		}
	}
	for _, m := range p.Countermeasures {
		if m.UpdatedAt.Sub(m.CreatedAt) > settling {
			t = later(t, m.UpdatedAt)
		}
	}
	if p.WithdrawnAt != nil {
		t = later(t, *p.WithdrawnAt)
	}
	return t
}

// postmortemComponents lists the components that the incidents of p touched.
func (c *catalog) postmortemComponents(p *postmortem) []int64 {
	var ids []int64
	seen := map[int64]bool{}
	for _, incidentID := range p.IncidentIDs {
		i := c.incidentOf[incidentID]
		if i == nil {
			continue
		}
		for _, id := range i.components {
			if !seen[id] {
				seen[id] = true
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// componentNames lists the names of those that still exist.
func (c *catalog) componentNames(ids []int64) []string {
	var names []string
	for _, s := range c.named(ids) {
		names = append(names, plainTitle(s.Name))
	}
	return names
}
