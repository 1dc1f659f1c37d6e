package views

import (
	"time"

	"vitrine/models"
)

// Component is the page of one component.
var Component = page[ComponentPage]("component")

// ComponentPage tells how one service is and has been.
type ComponentPage struct {
	Frame
	Component    models.Component
	Group        *models.ComponentGroup // nil: in none
	Days         []DayRecord            // the last BarDays, oldest first
	Incidents    []models.Incident      // those that touched it, newest first
	Maintenances []models.Maintenance   // those that touch it, newest first
	Components   []models.Component     // every component of the site
	Postmortems  []models.Postmortem    // those that cover one of the incidents
}

// Title implements the layout's need for a title.
func (p ComponentPage) Title() string {
	return p.Speech().Say("{0}: {1}", p.Component.Name, p.Speech().Word(p.Component.Status))
}

// Description says how it is and how it has been.
func (p ComponentPage) Description() string {
	if len(p.Days) == 0 {
		return p.Sentence()
	}
	return p.Sentence() + " " + p.Speech().BarSentence(p.Days)
}

// Sentence says how it is now.
func (p ComponentPage) Sentence() string { return p.Speech().sentenceOf(p.Component) }

func (s Speech) sentenceOf(c models.Component) string {
	if c.Status == models.Operational {
		return s.Say("{0} is working.", c.Name)
	}
	return s.sentence(c.Status, []models.Component{c})
}

// Calendar are its last days as months, the newest first. A day on which something
// happened opens it.
func (p ComponentPage) Calendar() []CalendarMonth {
	months := Calendar(p.Days)
	for _, m := range months {
		for w := range m.Weeks {
			for n := range m.Weeks[w] {
				if day := &m.Weeks[w][n]; day.Notable() {
					day.Opens = p.opens(day.Record.Date)
				}
			}
		}
	}
	return months
}

// opens is the page of the only thing that happened on a day, or the newest of
// several among the lines below.
func (p ComponentPage) opens(day time.Time) string {
	var pages, ids []string
	touches := func(from time.Time, until *time.Time) bool {
		return from.Before(day.AddDate(0, 0, 1)) && (until == nil || until.After(day))
	}
	for _, i := range p.Incidents {
		if touches(i.StartedAt, i.ResolvedAt) {
			pages, ids = append(pages, "/incidents/"+i.PublicID), append(ids, i.PublicID)
		}
	}
	for _, m := range p.Maintenances {
		if m.StartedAt != nil && touches(*m.StartedAt, m.CompletedAt) {
			pages, ids = append(pages, "/maintenance/"+m.PublicID), append(ids, m.PublicID)
		}
	}
	switch len(pages) {
	case 0:
		return ""
	case 1:
		return p.Prefix() + pages[0]
	}
	return "#" + ids[0]
}

// Lines are the incidents that touched it.
func (p ComponentPage) Lines() []IncidentLine {
	list := lines(p.Incidents, p.Postmortems, p.Now, p.Frame)
	for n := range list {
		list[n].ID = list[n].Incident.PublicID
	}
	return list
}

// Works are the maintenances that touch it.
func (p ComponentPage) Works() []MaintenanceLine {
	list := maintenanceLines(p.Maintenances, p.Components, p.Now, p.Speech())
	for n := range list {
		list[n].ID = list[n].Maintenance.PublicID
	}
	return list
}

// Feeds of the component come before the site's own.
func (p ComponentPage) Feeds() []Feed {
	own := feeds("/components/"+p.Component.Slug, p.SiteName()+": "+p.Component.Name)
	return append(own, p.Frame.Feeds()...)
}
