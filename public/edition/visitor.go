package edition

import (
	"net/http"

	"vitrine/locale"
	"vitrine/models"
	"vitrine/views"
)

// What the few pages need that are made for one visitor. None of it asks the
// database.

// FrameIn is the frame of a page at path that belongs to one visitor, in one of the
// languages that Offered lists. It works from an edition on disk too.
func (p *Press) FrameIn(l locale.Language, path string) views.Frame {
	f := views.Frame{BaseURL: p.base(), Path: path, Now: p.cfg.Site.Now(), Language: l, Also: p.also()}
	if e := p.Current(); e != nil {
		f.Settings, f.LogoPath, f.Offered = e.settings, e.logo, e.languages
	}
	return f
}

// Offered lists the languages the site is in, its own first.
func (p *Press) Offered() []locale.Language {
	if e := p.Current(); e != nil && len(e.languages) > 0 {
		return e.languages
	}
	return []locale.Language{locale.English}
}

// Services lists the components to choose from, in groups; none before the
// database was read.
func (p *Press) Services() []views.ServiceGroup {
	if e := p.Current(); e != nil && e.site != nil {
		return e.site.services(nil)
	}
	return nil
}

// Knows reports whether the press knows what is published, and not only the
// pages that say it.
func (p *Press) Knows() bool {
	e := p.Current()
	return e != nil && e.site != nil
}

// filteredKept is how many histories of one component an edition remembers, in all
// languages together.
const filteredKept = 500

// HasComponent reports whether there is a component with that slug or public id.
func (p *Press) HasComponent(name string) bool {
	e := p.Current()
	return e != nil && e.site != nil && e.site.component(name) != nil
}

// ComponentHistory is /history about one component, by its slug or public id. It
// reports false where there is none, or where what it would tell is held back.
func (p *Press) ComponentHistory(l locale.Language, name string) (*File, bool) {
	e := p.Current()
	if e == nil || e.site == nil {
		return nil, false
	}
	s := e.site.component(name)
	if s == nil {
		return nil, false
	}
	told := e.site.in(l)
	path := "/history?component=" + s.PublicID + "&language=" + l.Tag()
	return p.ask(e, &e.filtered, filteredKept, sheet{path: path, mime: htmlType, status: http.StatusOK, body: func() ([]byte, error) {
		return views.History.Bytes(p.componentHistory(e, told, s))
	}})
}

// component finds a component by its slug or public id.
func (c *catalog) component(name string) *models.Component {
	for n := range c.components {
		if s := &c.components[n]; s.Slug == name || s.PublicID == name {
			return s
		}
	}
	return nil
}

func (p *Press) componentHistory(e *Edition, told *catalog, s *models.Component) views.HistoryPage {
	page := views.HistoryPage{Frame: p.frame(told, "/history", e.site.at), Component: s}
	for _, m := range e.site.months(e.At) {
		report := m.report(told, s)
		if report.Quiet() {
			continue
		}
		if len(page.Months) < historyMonths {
			page.Months = append(page.Months, report)
		}
		page.Archive = append(page.Archive, views.MonthCount{Month: m.first, Incidents: len(report.Incidents), Maintenances: len(report.Maintenances)})
	}
	return page
}
