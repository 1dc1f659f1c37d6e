package views

import "vitrine/models"

func recordExamples() []Example {
	components := exampleComponents(map[int64]models.Status{signIn: models.MajorOutage, reports: models.Degraded})
	frame := exampleFrame("/incidents/k3v9x2m4q7ta")
	later := frame
	later.Now = at(15, 1, -1)
	tardy := frame
	tardy.Now = at(0, 0, -2)
	published := examplePostmortem()
	return []Example{
		example("incident/open", Incident, IncidentPage{Frame: frame, Incident: exampleOutage(), Components: components}),
		example("incident/promised", Incident, IncidentPage{Frame: frame, Incident: exampleResolved(), Components: components}),
		example("incident/late", Incident, IncidentPage{Frame: tardy, Incident: exampleResolved(), Components: components}),
		example("incident/postmortem", Incident, IncidentPage{Frame: later, Incident: exampleResolved(), Components: components, Postmortem: &published}),
		example("incident/bare", Incident, IncidentPage{Frame: frame, Incident: models.Incident{PublicID: "bare", Title: "Something is odd", State: models.Investigating, StartedAt: at(23, 50, 1), CreatedAt: at(23, 50, 1)}}),
		example("maintenance/planned", Maintenance, exampleMaintenance(exampleUpgrade(), components)),
		example("maintenance/over", Maintenance, exampleMaintenance(exampleOver(), components)),
		example("component/working", Component, exampleComponent(components, invoices)),
		example("component/down", Component, exampleComponent(components, signIn)),
		example("component/young", Component, exampleComponent(components, sandbox)),
	}
}

func exampleMaintenance(m models.Maintenance, components []models.Component) MaintenancePage {
	return MaintenancePage{Frame: exampleFrame("/maintenance/" + m.PublicID), Maintenance: m, Components: components}
}

// exampleOver is a maintenance that ended the next day.
func exampleOver() models.Maintenance {
	m := exampleUpgrade()
	m.State, m.ScheduledFor, m.ScheduledUntil, m.CompletedAt = models.Completed, at(23, 0, 8), at(1, 30, 7), ptr(at(1, 10, 7))
	m.Updates = append([]models.Update{
		{PublicID: "u3", State: string(models.Completed), DisplayAt: at(1, 10, 7), Body: "Done, twenty minutes early."},
		{PublicID: "u2", State: string(models.InProgress), DisplayAt: at(23, 0, 8), Body: "We have begun."},
	}, m.Updates...)
	return m
}

func exampleComponent(components []models.Component, id int64) ComponentPage {
	c, _ := find(components, id)
	c.Description = "What customers of ours use " + c.Name + " for, in one sentence."
	p := ComponentPage{
		Frame: exampleFrame("/components/" + c.Slug), Component: c, Group: &models.ComponentGroup{Name: "Identity"},
		Days: Days(examplePast(c), nil, exampleNow, BarDays), Components: components,
	}
	if id == signIn {
		p.Incidents, p.Maintenances = []models.Incident{exampleOutage(), exampleEarlier()}, []models.Maintenance{exampleUpgrade()}
	}
	return p
}
