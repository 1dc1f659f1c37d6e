package edition

import (
	"bytes"
	"net/http"
	"sync"

	"vitrine/locale"
	"vitrine/models"
	"vitrine/views"
)

// What the few pages need that are made for one visitor. None of it asks the
// database.

// Frame is the frame of a page at path that belongs to one visitor. It works
// from an edition on disk too.
func (p *Press) Frame(path string) views.Frame {
	return p.FrameIn(p.settings().OwnLanguage(), path)
}

// FrameIn is Frame in one of the languages that Offered lists.
func (p *Press) FrameIn(l locale.Language, path string) views.Frame {
	f := views.Frame{BaseURL: p.cfg.BaseURL, Path: path, Now: p.cfg.Site.Now(), Language: l}
	if e := p.Current(); e != nil {
		f.Settings, f.LogoPath, f.Offered = e.settings, e.logo, e.languages
	}
	return f
}

// settings are those of the current edition.
func (p *Press) settings() models.SiteSettings {
	if e := p.Current(); e != nil {
		return e.settings
	}
	return models.SiteSettings{}
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

// filtered keeps the histories that were asked for by component, one for each
// component and language at most.
type filtered struct{ files sync.Map }

// ComponentHistory is /history about one component, by its slug or public id.
func (p *Press) ComponentHistory(l locale.Language, name string) (*File, bool) {
	e := p.Current()
	if e == nil || e.site == nil {
		return nil, false
	}
	for n := range e.site.components {
		if s := &e.site.components[n]; s.Slug == name || s.PublicID == name {
			f, err := p.componentHistory(e, e.site.in(l), s)
			return f, err == nil
		}
	}
	return nil, false
}

func (p *Press) componentHistory(e *Edition, told *catalog, s *models.Component) (*File, error) {
	key := told.language.Tag() + s.PublicID
	if f, ok := e.filtered.files.Load(key); ok {
		return f.(*File), nil
	}
	months := e.site.months(e.At)
	page := views.HistoryPage{Frame: p.frame(told, "/history", e.site.at), Component: s}
	for _, m := range months {
		report := m.report(told, s)
		if report.Quiet() {
			continue
		}
		if len(page.Months) < historyMonths {
			page.Months = append(page.Months, report)
		}
		page.Archive = append(page.Archive, views.MonthCount{Month: m.first, Incidents: len(report.Incidents), Maintenances: len(report.Maintenances)})
	}
	var buf bytes.Buffer
	if err := views.History.Write(&buf, page); err != nil {
		return nil, err
	}
	f, err := newFile(sheet{path: "/history", mime: htmlType, status: http.StatusOK}, buf.Bytes(), e.At, p.shelf)
	if err == nil {
		e.filtered.files.Store(key, f)
	}
	return f, err
}
