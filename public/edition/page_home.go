package edition

import (
	"slices"
	"sync"

	"vitrine/models"
	"vitrine/views"
)

// homeSheet is the front page: every publication and every mark of the clock
// makes it anew.
func (p *Press) homeSheet(c *catalog, w clock) sheet {
	at := c.liveAt(w)
	key := p.pageKey(c, "home").number(c.edition).time(c.at).time(at).moment(w.stale)
	for n := range c.components {
		key.of(c.recordKey(&c.components[n], w))
	}
	shown := sync.OnceValues(func() ([]views.ServiceGroup, []models.Component) { // the same in every language
		groups := c.shown(&w)
		return groups, views.Listed(groups)
	})
	return pageSheet(c, "/", key, views.Home, func(c *catalog) views.HomePage {
		page := views.HomePage{Frame: p.frame(c, "/", at), Maintenances: c.ahead()}
		page.Groups, page.Every = shown()
		page.Edition, page.Stale = c.edition, w.stale
		since := midnight(at).AddDate(0, 0, -views.PastDays)
		for _, i := range c.incidents {
			switch {
			case i.Open():
				page.Open = append(page.Open, c.tell(i))
			case !i.StartedAt.Before(since) || i.ResolvedAt != nil && !i.ResolvedAt.Before(since):
				page.Past = append(page.Past, c.tell(i))
			}
		}
		for _, m := range c.maintenances {
			if m.Over() && !later(m.ScheduledFor, ended(m.Maintenance)).Before(since) {
				page.PastWorks = append(page.PastWorks, c.tellWork(m))
			}
		}
		page.Postmortems = c.readable(page.Open, page.Past)
		return page
	})
}

// ahead lists the maintenances that are not over, soonest first.
func (c *catalog) ahead() []models.Maintenance {
	var list []models.Maintenance
	for _, m := range c.maintenances {
		if !m.Over() {
			list = append(list, c.tellWork(m))
		}
	}
	slices.Reverse(list)
	return list
}

// services lists the components in their groups, those in none under no heading,
// in the order of the page. Showcased ones carry their days as of w; nil asks for
// none.
func (c *catalog) services(w *clock) []views.ServiceGroup {
	var list []views.ServiceGroup
	where := map[int64]int{} // group id to place in list; 0 is the group of none
	for n := range c.components {
		s := &c.components[n]
		var g models.ComponentGroup
		if of := c.group(s); of != nil {
			g = *of
		}
		at0, ok := where[g.ID]
		if !ok {
			at0 = len(list)
			where[g.ID] = at0
			list = append(list, views.ServiceGroup{Group: g})
		}
		service := views.Service{Component: *s}
		if s.Showcase && w != nil {
			service.Days = c.days(s, *w)
		}
		list[at0].Services = append(list[at0].Services, service)
	}
	return list
}

// shown is services without the components that are told only while something is
// wrong with them.
func (c *catalog) shown(w *clock) []views.ServiceGroup {
	list := c.services(w)
	for n := range list {
		list[n].Services = slices.DeleteFunc(list[n].Services, func(s views.Service) bool {
			return s.Component.OnlyIfDegraded && s.Component.Status == models.Operational
		})
	}
	return slices.DeleteFunc(list, func(g views.ServiceGroup) bool { return len(g.Services) == 0 })
}

// days are the last days of a component. A day that was not seen has no record.
func (c *catalog) days(s *models.Component, w clock) []views.DayRecord {
	if c.settings.PageShape().HideUptime {
		return nil
	}
	return views.Record(*s, c.changes[s.ID], c.toldUntil(s, w), w.now, w.seesToday())
}

// recordKey fingerprints what the clock adds to the days of a component.
func (c *catalog) recordKey(s *models.Component, w clock) sum {
	return fingerprint("record").time(c.toldUntil(s, w)).time(midnight(w.now)).flag(w.seesToday()).sum()
}
