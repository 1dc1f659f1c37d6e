package edition

import (
	"strconv"
	"time"

	"vitrine/models"
	"vitrine/views"
)

func digits(n int64) string { return strconv.FormatInt(n, 10) }

// marks are the days after which a promise of p is late.
func (p *postmortem) marks() []time.Time {
	var list []time.Time
	for _, m := range p.Countermeasures {
		if m.DueOn != nil && (m.State == models.Planned || m.State == models.Underway) {
			list = append(list, midnight(*m.DueOn).AddDate(0, 0, 1))
		}
	}
	if r := p.current(); r != nil && r.FullBy != nil {
		list = append(list, midnight(*r.FullBy).AddDate(0, 0, 1))
	}
	return list
}

// postmortemSheets are the archive, each postmortem and each of its revisions.
func (p *Press) postmortemSheets(c *catalog, w clock) []sheet {
	archive := p.pageKey(c, "postmortems")
	at := c.settings.UpdatedAt
	var sheets []sheet
	for _, pm := range c.postmortems {
		archive.of(pm.sum)
		at = later(at, pm.revised())
		sheets = append(sheets, p.postmortemSheet(c, w, pm), p.postmortemTextSheet(c, pm))
		sheets = append(sheets, p.changesSheets(c, pm)...)
		for n := range pm.Revisions {
			sheets = append(sheets, p.revisionSheet(c, pm, &pm.Revisions[n]))
		}
	}
	return append(sheets, pageSheet(c, "/postmortems", archive.time(at).moment(w.stale), views.Postmortems, func(c *catalog) views.PostmortemsPage {
		page := views.PostmortemsPage{Frame: p.frame(c, "/postmortems", at)}
		page.Stale = w.stale
		for _, pm := range c.postmortems {
			page.Postmortems = append(page.Postmortems, pm.Postmortem)
		}
		return page
	}))
}

func (p *Press) postmortemSheet(c *catalog, w clock, pm *postmortem) sheet {
	path := "/postmortems/" + pm.Slug
	at := passed(pm.marks(), pm.revised(), w.now)
	key := fingerprint("postmortem page").of(c.postmortemKey(p, pm)).time(at)
	if pm.WithdrawnAt != nil || pm.current() == nil {
		return p.withdrawnSheet(c, path, key, pm, views.WithdrawnPage{Note: pm.WithdrawnNote})
	}
	return pageSheet(c, path, key, views.Postmortem, func(c *catalog) views.PostmortemPage {
		page := views.PostmortemPage{Frame: p.frame(c, path, at), Postmortem: pm.Postmortem, Incidents: c.covered(pm),
			Components: c.named(c.postmortemComponents(pm))}
		return page
	})
}

func (p *Press) revisionSheet(c *catalog, pm *postmortem, r *models.PostmortemRevision) sheet {
	path := "/postmortems/" + pm.Slug + "/revisions/" + digits(r.Number)
	key := fingerprint("revision page").of(c.postmortemKey(p, pm)).number(r.Number)
	switch {
	case pm.WithdrawnAt != nil:
		return p.withdrawnSheet(c, path, key, pm, views.WithdrawnPage{Note: pm.WithdrawnNote})
	case r.WithdrawnAt != nil:
		return p.withdrawnSheet(c, path, key, pm, views.WithdrawnPage{At: *r.WithdrawnAt, Note: r.Note, Revision: r.Number, Current: "/postmortems/" + pm.Slug})
	}
	return pageSheet(c, path, key, views.Revision, func(c *catalog) views.RevisionPage {
		page := views.RevisionPage{Frame: p.frame(c, path, r.PublishedAt), Postmortem: pm.Postmortem, Revision: *r, Incidents: c.covered(pm),
			Components: c.named(c.postmortemComponents(pm))}
		return page
	})
}

// withdrawnSheet says that a text was taken back; its address stays taken (410).
func (p *Press) withdrawnSheet(c *catalog, path string, key *digest, pm *postmortem, page views.WithdrawnPage) sheet {
	if page.At.IsZero() && pm.WithdrawnAt != nil {
		page.At = *pm.WithdrawnAt
	}
	return pageSheet(c, path, key, views.Withdrawn, func(c *catalog) views.WithdrawnPage {
		told := page
		told.Frame = p.frame(c, path, pm.revised())
		return told
	}).withStatus(410)
}

// covered lists the incidents that a postmortem explains.
func (c *catalog) covered(pm *postmortem) []models.Incident {
	var list []models.Incident
	for _, id := range pm.IncidentIDs {
		if i := c.incidentOf[id]; i != nil {
			list = append(list, c.tell(i))
		}
	}
	return list
}
