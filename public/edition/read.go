package edition

import (
	"context"
	"maps"
	"slices"
	"time"

	"vitrine/models"
	"vitrine/views"
)

// window is how far back component changes are read: as far as any page looks,
// and some days more for clocks that differ.
const window = (views.BarDays + 10) * 24 * time.Hour

// readLimit ends the reading of a database that hangs.
const readLimit = 30 * time.Second

// read returns the catalog as the database has it now. It reads only what was
// published since the last one, when there is one.
func (p *Press) read(ctx context.Context) (*catalog, error) {
	if p.site == nil || !p.confirmed {
		return p.readAll(ctx)
	}
	news, err := p.cfg.Site.Publications(ctx, p.site.edition)
	if err != nil {
		return nil, err
	}
	if len(news) == 0 {
		return p.unchanged(ctx)
	}
	if news[0].Edition != p.site.edition+1 {
		return p.readAll(ctx) // a gap: what happened in it is not known one by one
	}
	c, err := p.readNews(ctx, news)
	if err == nil && (c.lost(p.site) || c.speaks(p.site)) {
		return p.readAll(ctx) // a component took its part of old stories with it, or a language its translations
	}
	return c, err
}

// lost reports whether a component of before is gone.
func (c *catalog) lost(before *catalog) bool {
	for id := range before.componentOf {
		if c.componentOf[id] == nil {
			return true
		}
	}
	return false
}

// speaks reports whether the site is in other languages than before.
func (c *catalog) speaks(before *catalog) bool {
	return c.settings.Language != before.settings.Language || c.settings.Languages != before.settings.Languages
}

// unchanged notices a database that went back, by a restored backup.
func (p *Press) unchanged(ctx context.Context) (*catalog, error) {
	number, err := p.cfg.Site.Edition(ctx)
	if err != nil {
		return nil, err
	}
	if number != p.site.edition {
		return p.readAll(ctx)
	}
	return p.site, nil
}

func (p *Press) readAll(ctx context.Context) (*catalog, error) {
	s, err := p.cfg.Site.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	last, err := p.cfg.Site.Publications(ctx, s.Edition-1)
	if err != nil {
		return nil, err
	}
	at := s.Settings.UpdatedAt
	if len(last) > 0 {
		at = last[0].At
	}
	return newCatalog(s, at), nil
}

// readNews reads the rows that news names, and the components, whose state any
// news may move.
func (p *Press) readNews(ctx context.Context, news []models.Publication) (*catalog, error) {
	c := *p.site
	last := news[len(news)-1]
	c.edition, c.at = last.Edition, last.At
	for _, step := range []func(context.Context, *catalog, []models.Publication) error{
		p.readSettings, p.readComponents, p.readIncidents, p.readMaintenances, p.readPostmortems, p.readChanges, p.readRedirects} {
		if err := step(ctx, &c, news); err != nil {
			return nil, err
		}
	}
	return c.indexed(), nil
}

// Nouns of publications that name a row to read again. Settings, groups and
// components are few and always read.
const (
	nounComponent   = "component"
	nounIncident    = "incident"
	nounMaintenance = "maintenance"
	nounPostmortem  = "postmortem"
	nounRedirect    = "redirect"
)

// subjects lists the rows of noun in news, each once.
func subjects(news []models.Publication, noun string) []int64 {
	var ids []int64
	for _, n := range news {
		if n.Noun == noun {
			ids = append(ids, n.SubjectID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func (p *Press) readSettings(ctx context.Context, c *catalog, _ []models.Publication) (err error) {
	c.settings, err = p.cfg.Site.Settings(ctx)
	return err
}

func (p *Press) readComponents(ctx context.Context, c *catalog, _ []models.Publication) (err error) {
	if c.groups, err = p.cfg.Site.Groups(ctx); err != nil {
		return err
	}
	c.components, err = p.cfg.Site.Components(ctx)
	return err
}

// readChanges reads the histories of the components that the news may have moved.
func (p *Press) readChanges(ctx context.Context, c *catalog, news []models.Publication) error {
	ids := c.moved(p.site, news)
	changes, err := p.cfg.Site.ComponentChangesOf(ctx, ids, p.cfg.Site.Now().Add(-window))
	if err != nil {
		return err
	}
	c.changes = maps.Clone(c.changes)
	for _, id := range ids {
		delete(c.changes, id)
	}
	maps.Copy(c.changes, changesByComponent(changes))
	return nil
}

// moved lists the components whose histories may differ from those of before:
// those that differ themselves, and those that what is new touches now or
// touched before.
func (c *catalog) moved(before *catalog, news []models.Publication) []int64 {
	ids := subjects(news, nounComponent)
	for n := range c.components {
		if s := &c.components[n]; before.componentOf[s.ID] == nil || sumOf(s) != sumOf(before.componentOf[s.ID]) {
			ids = append(ids, s.ID)
		}
	}
	incidents, works := subjects(news, nounIncident), subjects(news, nounMaintenance)
	for _, some := range []*catalog{before, c} {
		for _, i := range some.incidents {
			if slices.Contains(incidents, i.ID) {
				ids = append(ids, i.components...)
			}
		}
		for _, m := range some.maintenances {
			if slices.Contains(works, m.ID) {
				ids = append(ids, m.ComponentIDs...)
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// readRedirects reads the redirects where there is a new one.
func (p *Press) readRedirects(ctx context.Context, c *catalog, news []models.Publication) (err error) {
	if len(subjects(news, nounRedirect)) > 0 {
		c.redirects, err = p.cfg.Site.Redirects(ctx)
	}
	return err
}

func (p *Press) readIncidents(ctx context.Context, c *catalog, news []models.Publication) error {
	ids := subjects(news, nounIncident)
	if len(ids) == 0 {
		return nil
	}
	rows, err := p.cfg.Site.IncidentsByID(ctx, ids)
	if err != nil {
		return err
	}
	c.incidents = slices.DeleteFunc(slices.Clone(c.incidents), func(i *incident) bool { return slices.Contains(ids, i.ID) })
	for _, row := range rows {
		c.incidents = append(c.incidents, newIncident(row))
	}
	return nil
}

func (p *Press) readMaintenances(ctx context.Context, c *catalog, news []models.Publication) error {
	ids := subjects(news, nounMaintenance)
	if len(ids) == 0 {
		return nil
	}
	rows, err := p.cfg.Site.MaintenancesByID(ctx, ids)
	if err != nil {
		return err
	}
	c.maintenances = slices.DeleteFunc(slices.Clone(c.maintenances), func(m *maintenance) bool { return slices.Contains(ids, m.ID) })
	for _, row := range rows {
		c.maintenances = append(c.maintenances, &maintenance{Maintenance: row, sum: sumOf(row)})
	}
	return nil
}

func (p *Press) readPostmortems(ctx context.Context, c *catalog, news []models.Publication) error {
	ids := subjects(news, nounPostmortem)
	if len(ids) == 0 {
		return nil
	}
	rows, err := p.cfg.Site.PostmortemsByID(ctx, ids)
	if err != nil {
		return err
	}
	c.postmortems = slices.DeleteFunc(slices.Clone(c.postmortems), func(pm *postmortem) bool { return slices.Contains(ids, pm.ID) })
	for _, row := range rows {
		c.postmortems = append(c.postmortems, &postmortem{Postmortem: row, sum: sumOf(row)})
	}
	return nil
}
