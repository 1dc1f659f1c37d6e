package views

import (
	"time"

	"vitrine/models"
)

// Month is the page of one month.
var Month = page[MonthPage]("month")

// MonthReport is what happened in a month.
type MonthReport struct {
	Month        time.Time            // its first day, midnight UTC
	Incidents    []models.Incident    // started in it, newest first
	Maintenances []models.Maintenance // planned for it and over, newest first
	Postmortems  []models.Postmortem  // those that cover one of the incidents
	Components   []models.Component   // every component of the site
	Frame        Frame                // of the page that tells it
}

// Name is the month in words: "November 2026".
func (m MonthReport) Name() string { return m.Frame.Speech().Month(m.Month.UTC()) }

// Path is the month's own page.
func (m MonthReport) Path() string { return MonthPath(m.Month) }

// Lines are the month's incidents.
func (m MonthReport) Lines() []IncidentLine {
	return lines(m.Incidents, m.Postmortems, m.Month, m.Frame)
}

// Works are the month's maintenances.
func (m MonthReport) Works() []MaintenanceLine {
	return maintenanceLines(m.Maintenances, m.Components, m.Month, m.Frame.Speech())
}

// Quiet reports whether there is nothing to tell.
func (m MonthReport) Quiet() bool { return len(m.Incidents)+len(m.Maintenances) == 0 }

// MonthPath is where a month is told: "/history/2026-11".
func MonthPath(month time.Time) string { return "/history/" + month.UTC().Format("2006-01") }

// MonthPage tells one month.
type MonthPage struct {
	Frame
	Report         MonthReport
	Earlier, Later *time.Time // the months beside it that have a page; nil: none
}

// Title implements the layout's need for a title.
func (p MonthPage) Title() string { return p.Speech().Month(p.Report.Month.UTC()) }

// Description counts what happened.
func (p MonthPage) Description() string {
	s := p.Speech()
	return s.Say("{0}: {1}, {2}.", p.Title(), s.Many(len(p.Report.Incidents), "{0} incidents"), s.Many(len(p.Report.Maintenances), "{0} maintenances"))
}

// EarlierReport is the month before, for a link.
func (p MonthPage) EarlierReport() *MonthReport { return neighbour(p.Earlier) }

// LaterReport is the month after, for a link.
func (p MonthPage) LaterReport() *MonthReport { return neighbour(p.Later) }

func neighbour(month *time.Time) *MonthReport {
	if month == nil {
		return nil
	}
	return &MonthReport{Month: *month}
}
