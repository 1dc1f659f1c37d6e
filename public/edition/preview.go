package edition

import (
	"encoding/json"
	"slices"

	"vitrine/locale"
	"vitrine/models"
	"vitrine/views"
)

// Preview is what readers would see if a text were published now.
type Preview struct {
	Page  []byte // the whole page
	Title string // of the feed entry, plain text
	Entry string // of the feed entry, HTML

	In []PreviewIn // other languages in which something of it is told
}

// PreviewIn is the page in another language of the site.
type PreviewIn struct {
	Language locale.Language
	Page     []byte
}

// known returns the site as last read; previews need it.
func (p *Press) known() (*catalog, error) {
	if e := p.Current(); e != nil && e.site != nil {
		return e.site, nil
	}
	return nil, models.Fail(models.Away, "A preview cannot be made while the database is away. Nothing you typed is lost.")
}

// PreviewIncident shows an incident as it would be, its updates newest first. It
// need not exist.
func (p *Press) PreviewIncident(i models.Incident) (Preview, error) {
	c, err := p.known()
	if err != nil {
		return Preview{}, err
	}
	would := newIncident(i)
	e, err := p.incidentEntry(c, would)
	if err != nil {
		return Preview{}, err
	}
	page := func(c *catalog) views.IncidentPage {
		return views.IncidentPage{Frame: p.previewFrame(c), Incident: c.tell(would), Components: c.named(would.components)}
	}
	return previewIn(c, views.Incident, page, e, c.wordsOf(would))
}

// PreviewUpdate shows the incident with that public id and one more update.
func (p *Press) PreviewUpdate(incidentID string, u models.Update) (Preview, error) {
	c, err := p.known()
	if err != nil {
		return Preview{}, err
	}
	for _, i := range c.incidents {
		if i.PublicID == incidentID {
			would := i.Incident
			would.State = models.IncidentState(u.State)
			would.Updates = append([]models.Update{u}, i.Updates...)
			return p.PreviewIncident(would)
		}
	}
	return Preview{}, models.Fail(models.NotFound, "There is no such incident.")
}

// PreviewMaintenance shows a maintenance as it would be. It need not exist.
func (p *Press) PreviewMaintenance(m models.Maintenance) (Preview, error) {
	c, err := p.known()
	if err != nil {
		return Preview{}, err
	}
	would := &maintenance{Maintenance: m}
	e, err := p.maintenanceEntry(c, would)
	if err != nil {
		return Preview{}, err
	}
	page := func(c *catalog) views.MaintenancePage {
		return views.MaintenancePage{Frame: p.previewFrame(c), Maintenance: c.tellWork(would), Components: c.named(m.ComponentIDs)}
	}
	return previewIn(c, views.Maintenance, page, e, c.wordsOfWork(would))
}

// PreviewPostmortem shows a text as the next revision of the postmortem with its
// slug, or as a new one. incidentIDs are the row ids of what it explains.
func (p *Press) PreviewPostmortem(text models.Publishable, incidentIDs []int64) (Preview, error) {
	c, err := p.known()
	if err != nil {
		return Preview{}, err
	}
	would, err := c.would(text, incidentIDs)
	if err != nil {
		return Preview{}, err
	}
	would.Revisions[0].PublishedAt = p.cfg.Site.Now()
	if would.PublishedAt.IsZero() {
		would.PublishedAt = would.Revisions[0].PublishedAt
	}
	e, err := p.postmortemEntry(c, would)
	if err != nil {
		return Preview{}, err
	}
	page := views.PostmortemPage{Frame: p.previewFrame(c), Postmortem: would.Postmortem, Incidents: c.covered(would),
		Components: c.named(c.postmortemComponents(would))}
	return preview(views.Postmortem, page, e)
}

// would is the postmortem that publishing text makes.
func (c *catalog) would(text models.Publishable, incidentIDs []int64) (*postmortem, error) {
	timeline, err := json.Marshal(text.Timeline)
	if err != nil {
		return nil, err
	}
	pm := &postmortem{Postmortem: models.Postmortem{Slug: text.Slug, IncidentIDs: incidentIDs}}
	for _, known := range c.postmortems {
		if known.Slug == text.Slug {
			pm.Postmortem = known.Postmortem
			pm.IncidentIDs, pm.WithdrawnAt, pm.Countermeasures = incidentIDs, nil, nil
		}
	}
	r := models.PostmortemRevision{Number: 1, Summary: text.Summary, Timeline: string(timeline)}
	if len(pm.Revisions) > 0 {
		r.Number = pm.Revisions[0].Number + 1
	}
	pm.Revisions = append([]models.PostmortemRevision{r}, slices.Clone(pm.Revisions)...)
	for n, m := range text.Countermeasures {
		pm.Countermeasures = append(pm.Countermeasures, models.Countermeasure{PublicID: m.PublicID, Position: int64(n), Body: m.Body,
			State: m.State, Reason: m.Reason, DueOn: m.DueOn})
	}
	return pm, nil
}

// previewFrame is the frame of a page that has no address yet.
func (p *Press) previewFrame(c *catalog) views.Frame {
	f := p.frame(c, "", p.cfg.Site.Now())
	f.Preview = true
	return f
}

// previewIn is preview in the site's own language and in those that told holds words
// of.
func previewIn[T any](c *catalog, page views.Page[T], data func(*catalog) T, e entry, told map[string]searchWords) (Preview, error) {
	whole, err := preview(page, data(c), e)
	for _, l := range c.languages[1:] {
		if _, in := told[l.Tag()]; err != nil || !in {
			continue
		}
		var other Preview
		other, err = preview(page, data(c.in(l)), e)
		whole.In = append(whole.In, PreviewIn{l, other.Page})
	}
	return whole, err
}

func preview[T any](page views.Page[T], data T, e entry) (Preview, error) {
	body, err := page.Bytes(data)
	if err != nil {
		return Preview{}, err
	}
	return Preview{Page: body, Title: e.title, Entry: e.html}, nil
}
