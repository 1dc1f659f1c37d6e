package edition

import (
	"time"

	"vitrine/models"
)

// The bodies of /api/postmortems.json and /api/postmortems/SLUG.json. Times are
// RFC 3339 in UTC, texts are Markdown.

type postmortemBody struct {
	ID              string               `json:"id"`
	Slug            string               `json:"slug"`
	URL             string               `json:"url"`
	Title           string               `json:"title"`
	Revision        int64                `json:"revision"`
	Preliminary     bool                 `json:"preliminary"`
	FullBy          *string              `json:"full_report_by"` // YYYY-MM-DD, while preliminary
	PublishedAt     time.Time            `json:"published_at"`
	UpdatedAt       time.Time            `json:"updated_at"`
	WithdrawnAt     *time.Time           `json:"withdrawn_at"`
	WithdrawnNote   string               `json:"withdrawn_note,omitempty"`
	Incidents       []postmortemIncident `json:"incidents"`
	Components      []string             `json:"components"` // ids
	Sections        []postmortemSection  `json:"sections"`
	Timeline        []models.PublicEntry `json:"timeline"`
	Countermeasures []countermeasureBody `json:"countermeasures"`
	Revisions       []revisionBody       `json:"revisions"`
}

type postmortemIncident struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	URL   string `json:"url"`
}

type postmortemSection struct {
	Key     string `json:"key"`
	Heading string `json:"heading"`
	Body    string `json:"body"`
}

type countermeasureBody struct {
	ID     string     `json:"id"`
	Body   string     `json:"body"`
	State  string     `json:"state"`
	Reason string     `json:"reason,omitempty"`
	DueOn  *string    `json:"due_on"`
	DoneAt *time.Time `json:"done_at"`
}

type revisionBody struct {
	Number      int64      `json:"number"`
	Note        string     `json:"note"`
	PublishedAt time.Time  `json:"published_at"`
	WithdrawnAt *time.Time `json:"withdrawn_at"`
	URL         string     `json:"url"`
}

func (p *Press) postmortemBody(c *catalog, pm *postmortem) postmortemBody {
	b := postmortemBody{ID: pm.PublicID, Slug: pm.Slug, URL: p.base() + "/postmortems/" + pm.Slug, Title: c.noun().Title() + " withdrawn",
		PublishedAt: pm.PublishedAt.UTC(), UpdatedAt: pm.revised().UTC(), WithdrawnAt: pm.WithdrawnAt, WithdrawnNote: pm.WithdrawnNote,
		Incidents: []postmortemIncident{}, Components: []string{}, Sections: []postmortemSection{}, Timeline: []models.PublicEntry{},
		Countermeasures: []countermeasureBody{}, Revisions: []revisionBody{}}
	for _, id := range pm.IncidentIDs {
		if i := c.incidentOf[id]; i != nil {
			b.Incidents = append(b.Incidents, postmortemIncident{i.PublicID, i.Title, p.base() + "/incidents/" + i.PublicID})
		}
	}
	for _, s := range c.named(c.postmortemComponents(pm)) {
		b.Components = append(b.Components, s.PublicID)
	}
	if r := pm.current(); r != nil && pm.WithdrawnAt == nil {
		b.fill(pm, r)
	}
	for _, r := range pm.Revisions {
		b.Revisions = append(b.Revisions, revisionBody{r.Number, r.Note, r.PublishedAt.UTC(), r.WithdrawnAt, b.URL + "/revisions/" + digits(r.Number)})
	}
	return b
}

// fill adds what is read only while the postmortem stands.
func (b *postmortemBody) fill(pm *postmortem, r *models.PostmortemRevision) {
	b.Title, b.Revision, b.Preliminary = r.Title, r.Number, r.FullBy != nil
	if r.FullBy != nil {
		by := r.FullBy.UTC().Format(time.DateOnly)
		b.FullBy = &by
	}
	for _, s := range r.Sections() {
		b.Sections = append(b.Sections, postmortemSection{s.Key, s.Heading, s.Body})
	}
	b.Timeline = append(b.Timeline, r.Entries()...)
	for _, m := range pm.Countermeasures {
		body := countermeasureBody{ID: m.PublicID, Body: m.Body, State: string(m.State), Reason: m.Reason, DoneAt: m.DoneAt}
		if m.DueOn != nil {
			day := m.DueOn.UTC().Format(time.DateOnly)
			body.DueOn = &day
		}
		b.Countermeasures = append(b.Countermeasures, body)
	}
}

// postmortemAPISheets are the files of postmortems for programs.
func (p *Press) postmortemAPISheets(c *catalog) []sheet {
	list := fingerprint("postmortems").of(p.build, c.settingsSum)
	var sheets []sheet
	for _, pm := range c.postmortems {
		key := c.postmortemKey(p, pm)
		list.of(key)
		status := 200
		if pm.WithdrawnAt != nil {
			status = 410
		}
		sheets = append(sheets, sheet{path: "/api/postmortems/" + pm.Slug + ".json", mime: jsonType, status: status, open: true, key: key,
			body: func() ([]byte, error) { return encodeJSON(p.postmortemBody(c, pm)) }})
	}
	return append(sheets, sheet{path: "/api/postmortems.json", mime: jsonType, status: 200, open: true, key: list.sum(), body: func() ([]byte, error) {
		body := struct {
			Postmortems []postmortemBody `json:"postmortems"`
		}{[]postmortemBody{}}
		for _, pm := range c.postmortems {
			body.Postmortems = append(body.Postmortems, p.postmortemBody(c, pm))
		}
		return encodeJSON(body)
	}})
}

// postmortemKey fingerprints a postmortem with the names it carries from
// elsewhere.
func (c *catalog) postmortemKey(p *Press, pm *postmortem) sum {
	d := fingerprint("postmortem").of(p.build, c.settingsSum, pm.sum)
	d.of(c.facesOf(c.postmortemComponents(pm))...)
	for _, id := range pm.IncidentIDs {
		if i := c.incidentOf[id]; i != nil {
			d.of(i.sum)
		}
	}
	return d.sum()
}
