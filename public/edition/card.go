package edition

import "vitrine/views"

// cardSheets are the pictures that link previews show: one of the site and one of
// each postmortem that can be read.
func (p *Press) cardSheets(c *catalog) []sheet {
	sheets := []sheet{cardSheet(views.SiteCardPath, fingerprint("card").of(p.build).text(c.settings.Name, c.settings.Accent, c.noun().Many()), func() views.ShareCard {
		return views.ShareCard{Site: c.settings.Name, Title: "Is it working?", Line: "Current state, incidents and " + c.noun().Many(), Accent: c.settings.Accent}
	})}
	for _, pm := range c.postmortems {
		path := "/postmortems/" + pm.Slug
		r := pm.current()
		if pm.WithdrawnAt != nil || r == nil {
			continue
		}
		page := views.PostmortemPage{Frame: p.frame(c, path, r.PublishedAt), Postmortem: pm.Postmortem}
		key := fingerprint("postmortem card").of(p.build).text(c.settings.Name, c.settings.Accent, r.Title, views.Date(pm.PublishedAt), c.noun().One())
		sheets = append(sheets, cardSheet(path+".png", key, page.Card))
	}
	return sheets
}

func cardSheet(path string, key *digest, card func() views.ShareCard) sheet {
	return sheet{path: path, mime: "image/png", status: 200, open: true, key: key.sum(), body: func() ([]byte, error) { return card().PNG() }}
}
