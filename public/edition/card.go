package edition

import (
	"vitrine/locale"
	"vitrine/views"
)

// cardSheets are the pictures that link previews show: one of the site, one of each
// postmortem that can be read, and those of each open incident.
func (p *Press) cardSheets(c *catalog) []sheet {
	sheets := []sheet{cardSheet(views.SiteCardPath, p.cardKey("card"), views.ShareCard{Site: c.settings.Name, Title: "Is it working?",
		Line: "Current state, incidents and " + c.noun().Many(), Accent: c.settings.Accent})}
	for _, pm := range c.postmortems {
		path := "/postmortems/" + pm.Slug
		r := pm.current()
		if pm.WithdrawnAt != nil || r == nil {
			continue
		}
		page := views.PostmortemPage{Frame: p.frame(c, path, r.PublishedAt), Postmortem: pm.Postmortem}
		sheets = append(sheets, cardSheet(path+".png", p.cardKey("postmortem card"), page.Card()))
	}
	for _, i := range c.incidents {
		if i.Open() {
			sheets = append(sheets, p.incidentCards(c, i)...)
		}
	}
	return sheets
}

// incidentCards show the title of an incident as it was written, and in each language that
// it was translated into.
func (p *Press) incidentCards(c *catalog, i *incident) (sheets []sheet) {
	path := "/incidents/" + i.PublicID
	add := func(page views.IncidentPage) {
		if at := page.CardPath(); at != "" {
			sheets = append(sheets, cardSheet(at, p.cardKey("incident card"), page.Card()))
		}
	}
	mother := locale.Or(i.Language, c.languages[0])
	add(views.IncidentPage{Frame: p.frame(c.in(mother), path, i.StartedAt), Incident: i.Incident})
	for _, l := range c.languages {
		page := views.IncidentPage{Frame: p.frame(c.in(l), path, i.StartedAt), Incident: c.in(l).tell(i)}
		if told := page.Incident.Translated; told != nil && page.CardPath() != path+".png" {
			add(page)
		}
	}
	return sheets
}

// cardKey begins the fingerprint of a card.
func (p *Press) cardKey(noun string) *digest { return fingerprint(noun).of(p.build) }

func cardSheet(path string, key *digest, card views.ShareCard) sheet {
	return sheet{path: path, mime: "image/png", status: 200, open: true, key: key.text(card.Site, card.Title, card.Line, card.Accent).sum(),
		drawn: card.Site + "\n" + card.Title + "\n" + card.Line, body: card.PNG}
}
