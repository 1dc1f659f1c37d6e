package edition

import (
	"net/http"
	"slices"
	"strconv"
	"sync"
)

// The lists of /api/v2 hold the newest fifty of their kind as a file. What is older
// is asked for by ?page=2 and so on: a list of such pages would move with each new
// incident, so they are made when somebody asks, from what the edition was made
// from. Nothing of it asks the database.

// apiPagesKept is how many of them an edition remembers: more would let somebody
// who walks through all of them fill the memory.
const apiPagesKept = 8

type apiPages struct {
	mu   sync.Mutex
	made map[string]*File // by path and page
}

// APIPage is page number of the list at path, "/api/v2/incidents.json" or
// "/api/v2/scheduled-maintenances.json"; pages count from 1. A page behind the last
// is an empty list. It reports false where the press does not know what was
// published, or where something on the page is held back.
func (p *Press) APIPage(path string, number int) (*File, bool) {
	e := p.Current()
	if e == nil || e.site == nil || number < 1 {
		return nil, false
	}
	e.pages.mu.Lock()
	defer e.pages.mu.Unlock()
	name := path + strconv.Itoa(number)
	if f := e.pages.made[name]; f != nil {
		return f, true
	}
	body, ok := p.apiPageBody(e.site, path, number)
	if !ok {
		return nil, false
	}
	text, err := encodeJSON(body)
	if err != nil {
		return nil, false
	}
	f, err := newFile(sheet{path: path, mime: jsonType, status: http.StatusOK, open: true}, text, e.At, p.shelf)
	if err != nil {
		return nil, false
	}
	if e.pages.made == nil || len(e.pages.made) >= apiPagesKept {
		e.pages.made = map[string]*File{}
	}
	e.pages.made[name] = f
	return f, true
}

// apiPageBody is the list of one page, false where it must not be told.
func (p *Press) apiPageBody(c *catalog, path string, number int) (any, bool) {
	held := func(path string) bool {
		return slices.ContainsFunc(p.HeldBack(), func(h Held) bool { return h.Path == path })
	}
	if path == "/api/v2/incidents.json" {
		some := slicePage(c.incidents, number)
		body := apiIncidentsBody{c.apiPage(p.cfg.BaseURL), c.apiIncidents(p.cfg.BaseURL, some)}
		return body, !slices.ContainsFunc(some, func(i *incident) bool { return held("/incidents/" + i.PublicID) })
	}
	some := slicePage(c.maintenances, number)
	body := apiMaintenancesBody{c.apiPage(p.cfg.BaseURL), []apiIncident{}}
	for _, m := range some {
		body.Maintenances = append(body.Maintenances, c.apiMaintenance(p.cfg.BaseURL, m))
	}
	return body, !slices.ContainsFunc(some, func(m *maintenance) bool { return held("/maintenance/" + m.PublicID) })
}

// slicePage is one page of a list, empty behind its end.
func slicePage[T any](all []T, number int) []T {
	if number > len(all)/apiLength+1 {
		return nil
	}
	from := min((number-1)*apiLength, len(all))
	return all[from:min(from+apiLength, len(all))]
}
