package edition

import (
	"vitrine/models"
	"vitrine/views"
)

// everyPair is up to how many revisions each is compared with each other one.
// Where there are more, each is compared with the one before it and the newest.
const everyPair = 8

// changesSheets are the pages of what differs between two revisions of pm. Where
// one of them was withdrawn, the page says so (410) and nothing of its text.
func (p *Press) changesSheets(c *catalog, pm *postmortem) []sheet {
	var sheets []sheet
	for newer := range pm.Revisions { // newest first
		for older := newer + 1; older < len(pm.Revisions); older++ {
			if len(pm.Revisions) <= everyPair || newer == 0 || older == newer+1 {
				sheets = append(sheets, p.changesSheet(c, pm, &pm.Revisions[older], &pm.Revisions[newer]))
			}
		}
	}
	return sheets
}

func (p *Press) changesSheet(c *catalog, pm *postmortem, from, to *models.PostmortemRevision) sheet {
	path := views.ChangesPath(pm.Slug, from.Number, to.Number)
	key := fingerprint("changes page").of(c.postmortemKey(p, pm)).number(from.Number).number(to.Number)
	if pm.WithdrawnAt != nil {
		return p.withdrawnSheet(c, path, key, pm, views.WithdrawnPage{Note: pm.WithdrawnNote})
	}
	for _, r := range []*models.PostmortemRevision{to, from} {
		if r.WithdrawnAt != nil {
			return p.withdrawnSheet(c, path, key, pm, views.WithdrawnPage{At: *r.WithdrawnAt, Note: r.Note, Revision: r.Number, Current: "/postmortems/" + pm.Slug})
		}
	}
	return pageSheet(c, path, key, views.Changes, func(c *catalog) views.ChangesPage {
		return views.ChangesPage{Frame: p.frame(c, path, to.PublishedAt), Postmortem: pm.Postmortem, From: *from, To: *to}
	})
}
