package edition

import (
	"net/http"
	"slices"
	"strconv"
)

// The lists of /api/v2 hold the newest fifty of their kind as a file. What is older
// is asked for by ?page=2 and so on: a list of such pages would move with each new
// incident, so they are made when somebody asks, from what the edition was made
// from. Nothing of it asks the database.

// apiPagesKept is how many of them an edition remembers: more would let somebody
// who walks through all of them fill the memory.
const apiPagesKept = 8

// APIPage is page number of the list at path, "/api/v2/incidents.json" or
// "/api/v2/scheduled-maintenances.json"; pages count from 1. A page behind the last
// is an empty list. It reports false where the press does not know what was
// published, or where something on the page is held back.
func (p *Press) APIPage(path string, number int) (*File, bool) {
	e := p.Current()
	if e == nil || e.site == nil || number < 1 {
		return nil, false
	}
	body, ok := p.apiPageBody(e.site, path, number)
	if !ok {
		return nil, false
	}
	return p.ask(e, &e.pages, apiPagesKept, sheet{path: path + "?page=" + strconv.Itoa(number), mime: jsonType, status: http.StatusOK, open: true,
		body: func() ([]byte, error) { return encodeJSON(body()) }})
}

// apiPageBody makes the list of one page, false where it must not be told: an
// incident there, or its postmortem, is held back.
func (p *Press) apiPageBody(c *catalog, path string, number int) (body func() any, ok bool) {
	back := map[string]bool{}
	for _, h := range p.HeldBack() {
		back[h.Path] = true
	}
	if path == "/api/v2/incidents.json" {
		some := slicePage(c.incidents, number)
		return func() any { return apiIncidentsBody{c.apiPage(p.base()), c.apiIncidents(p.base(), some)} },
			!slices.ContainsFunc(some, func(i *incident) bool { return back["/incidents/"+i.PublicID] || c.tells(i, back) })
	}
	some := slicePage(c.maintenances, number)
	return func() any {
		body := apiMaintenancesBody{c.apiPage(p.base()), []apiIncident{}}
		for _, m := range some {
			body.Maintenances = append(body.Maintenances, c.apiMaintenance(p.base(), m))
		}
		return body
	}, !slices.ContainsFunc(some, func(m *maintenance) bool { return back["/maintenance/"+m.PublicID] })
}

// tells reports whether an incident carries the text of a postmortem that is held
// back.
func (c *catalog) tells(i *incident, back map[string]bool) bool {
	return slices.ContainsFunc(c.postmortemOf[i.ID], func(pm *postmortem) bool { return back["/postmortems/"+pm.Slug] })
}

// slicePage is one page of a list, empty behind its end.
func slicePage[T any](all []T, number int) []T {
	if number > len(all)/apiLength+1 {
		return nil
	}
	from := min((number-1)*apiLength, len(all))
	return all[from:min(from+apiLength, len(all))]
}
