package edition

import (
	"time"

	"vitrine/models"
	"vitrine/views"
)

// componentLength is how many incidents and how many maintenances the page of a
// component lists; the months hold the rest.
const componentLength = 50

// componentStory is what the page of a component tells.
type componentStory struct {
	incidents    []*incident
	maintenances []*maintenance
	at           time.Time
}

func (c *catalog) storyOf(s *models.Component, w clock) componentStory {
	t := componentStory{incidents: c.touching[s.ID], maintenances: c.maintaining[s.ID]}
	t.incidents = t.incidents[:min(componentLength, len(t.incidents))]
	t.maintenances = t.maintenances[:min(componentLength, len(t.maintenances))]
	t.at = later(midnight(w.now), s.UpdatedAt)
	var marks []time.Time
	for _, i := range t.incidents {
		t.at = later(t.at, c.revised(i))
		marks = append(marks, i.marks()...)
	}
	for _, m := range t.maintenances {
		t.at = later(t.at, later(m.UpdatedAt, lastWord(m.Updates)))
		marks = append(marks, m.marks()...)
	}
	if t.at.After(w.now) {
		t.at = w.now // what was announced for later is not yet so
	}
	t.at = passed(append(marks, c.toldUntil(s, w)), t.at, w.now)
	return t
}

func (p *Press) componentSheet(c *catalog, w clock, s *models.Component) sheet {
	path := "/components/" + s.Slug
	t := c.storyOf(s, w)
	stale := staleIf(true, w)
	key := p.pageKey(c, "component").of(c.faces[s.ID], sumOf(s), c.recordKey(s, w)).time(t.at).moment(stale)
	for _, change := range c.recentChanges(s.ID, t.at) {
		key.text(string(change.Status)).time(change.At)
	}
	for _, i := range t.incidents {
		key.of(i.sum)
		for _, pm := range c.postmortemOf[i.ID] {
			key.of(pm.sum)
		}
	}
	for _, m := range t.maintenances {
		key.of(m.sum).of(c.facesOf(m.ComponentIDs)...)
	}
	return pageSheet(c, path, key, views.Component, func(c *catalog) views.ComponentPage {
		page := views.ComponentPage{Frame: p.frame(c, path, t.at), Component: *s, Group: c.group(s), Days: c.days(s, w), Components: c.components}
		page.Stale = stale
		for _, i := range t.incidents {
			page.Incidents = append(page.Incidents, c.tell(i))
		}
		for _, m := range t.maintenances {
			page.Maintenances = append(page.Maintenances, c.tellWork(m))
		}
		page.Postmortems = c.readable(page.Incidents)
		return page
	})
}

// recentChanges are the changes that a page as of at can show: those of its
// days, and the last one before them.
func (c *catalog) recentChanges(id int64, at time.Time) []models.ComponentChange {
	changes := c.changes[id]
	since := midnight(at).AddDate(0, 0, -views.BarDays)
	for n := len(changes) - 1; n >= 0; n-- {
		if changes[n].At.Before(since) {
			return changes[n:]
		}
	}
	return changes
}
