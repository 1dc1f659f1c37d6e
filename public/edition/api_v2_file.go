package edition

import "vitrine/models"

// apiLength is how many incidents and maintenances the lists hold.
const apiLength = 50

const jsonType = "application/json; charset=utf-8"

// apiStatus sums up the page. Its indicator stays within the four documented
// words, since strict clients refuse the fifth (maintenance) that is sometimes
// seen.
func (c *catalog) apiStatus() apiStatus {
	var all, major, partial, degraded, maintenance int
	for _, s := range c.components {
		all++
		switch s.Status {
		case models.MajorOutage:
			major++
		case models.PartialOutage:
			partial++
		case models.Degraded, models.UnknownStatus:
			degraded++
		case models.UnderMaintenance:
			maintenance++
		}
	}
	switch {
	case major > 0 && major == all:
		return apiStatus{"critical", "Major System Outage"}
	case major > 0:
		return apiStatus{"major", "Partial System Outage"}
	case partial > 0:
		return apiStatus{"minor", "Minor Service Outage"}
	case degraded > 0:
		return apiStatus{"minor", "Partially Degraded Service"}
	}
	if s, ok := c.apiImpact(); ok {
		return s
	}
	if maintenance > 0 {
		return apiStatus{"minor", "Service Under Maintenance"}
	}
	return apiStatus{"none", "All Systems Operational"}
}

// apiImpact sums up open incidents that set no component.
func (c *catalog) apiImpact() (worst apiStatus, found bool) {
	by := map[models.Impact]apiStatus{models.CriticalImpact: {"critical", "Major System Outage"},
		models.MajorImpact: {"major", "Partial System Outage"}, models.MinorImpact: {"minor", "Minor Service Outage"}}
	for _, impact := range []models.Impact{models.CriticalImpact, models.MajorImpact, models.MinorImpact} {
		for _, i := range c.open() {
			if i.Impact == impact {
				return by[impact], true
			}
		}
	}
	return apiStatus{}, false
}

// apiSheets are the files under /api/v2.
func (p *Press) apiSheets(c *catalog, w clock) []sheet {
	base := p.base()
	page := func() apiPage { return c.apiPage(base) }
	status := func() apiStatus {
		if w.stale != nil {
			return c.apiStatus().aged(*w.stale)
		}
		return c.apiStatus()
	}
	unresolved := func() []apiIncident { return c.apiIncidents(base, c.open()) }
	upcoming := func(m *maintenance) bool { return m.State == models.Scheduled }
	active := func(m *maintenance) bool { return m.Active() }
	bodies := map[string]func() any{
		"summary": func() any {
			return apiSummary{page(), c.apiComponents(), unresolved(), c.apiMaintenances(base, func(m *maintenance) bool { return !m.Over() }), status()}
		},
		"status":               func() any { return apiStatusBody{page(), status()} },
		"components":           func() any { return apiComponentsBody{page(), c.apiComponents()} },
		"incidents":            func() any { return apiIncidentsBody{page(), c.apiIncidents(base, c.incidents)} },
		"incidents/unresolved": func() any { return apiIncidentsBody{page(), unresolved()} },
		"scheduled-maintenances": func() any {
			return apiMaintenancesBody{page(), c.apiMaintenances(base, func(*maintenance) bool { return true })}
		},
		"scheduled-maintenances/upcoming": func() any { return apiMaintenancesBody{page(), c.apiMaintenances(base, upcoming)} },
		"scheduled-maintenances/active":   func() any { return apiMaintenancesBody{page(), c.apiMaintenances(base, active)} },
	}
	key := fingerprint("api").of(p.build, c.settingsSum).number(c.edition).time(c.at).moment(w.stale).sum()
	var sheets []sheet
	for name, body := range bodies {
		sheets = append(sheets, sheet{path: "/api/v2/" + name + ".json", mime: jsonType, status: 200, open: true, key: key,
			body: func() ([]byte, error) { return encodeJSON(body()) }})
	}
	return sheets
}

type apiSummary struct {
	Page         apiPage        `json:"page"`
	Components   []apiComponent `json:"components"`
	Incidents    []apiIncident  `json:"incidents"`
	Maintenances []apiIncident  `json:"scheduled_maintenances"`
	Status       apiStatus      `json:"status"`
}

type apiStatusBody struct {
	Page   apiPage   `json:"page"`
	Status apiStatus `json:"status"`
}

type apiComponentsBody struct {
	Page       apiPage        `json:"page"`
	Components []apiComponent `json:"components"`
}

type apiIncidentsBody struct {
	Page      apiPage       `json:"page"`
	Incidents []apiIncident `json:"incidents"`
}

type apiMaintenancesBody struct {
	Page         apiPage       `json:"page"`
	Maintenances []apiIncident `json:"scheduled_maintenances"`
}

func (c *catalog) apiIncidents(base string, incidents []*incident) []apiIncident {
	list := []apiIncident{}
	for _, i := range incidents[:min(apiLength, len(incidents))] {
		list = append(list, c.apiIncident(base, i))
	}
	return list
}

func (c *catalog) apiMaintenances(base string, wanted func(*maintenance) bool) []apiIncident {
	list := []apiIncident{}
	for _, m := range c.maintenances {
		if len(list) < apiLength && wanted(m) {
			list = append(list, c.apiMaintenance(base, m))
		}
	}
	return list
}
