package views

import (
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

// Calendar are its last days as months, the newest first.
func (p ComponentPage) Calendar() []CalendarMonth { return Calendar(p.Days) }

// Lines are the incidents that touched it.
func (p ComponentPage) Lines() []IncidentLine {
	return lines(p.Incidents, p.Postmortems, p.Now, p.Frame)
}

// Works are the maintenances that touch it.
func (p ComponentPage) Works() []MaintenanceLine {
	return maintenanceLines(p.Maintenances, p.Components, p.Now, p.Speech())
}

// Feeds of the component come before the site's own.
func (p ComponentPage) Feeds() []Feed {
	own := feeds("/components/"+p.Component.Slug, p.SiteName()+": "+p.Component.Name)
	return append(own, p.Frame.Feeds()...)
}
