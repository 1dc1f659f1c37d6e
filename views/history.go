package views

import (
	"time"

	"vitrine/models"
)

// History is the page of what happened, month by month.
var History = page[HistoryPage]("history")

// HistoryPage tells the newest months in full and leads to the older ones.
type HistoryPage struct {
	Frame
	Months    []MonthReport     // told in full, newest first
	Archive   []MonthCount      // every month with a page, newest first
	Component *models.Component // the page is about this component alone; nil: about all
}

// MonthCount is a month in the archive.
type MonthCount struct {
	Month                   time.Time
	Incidents, Maintenances int
}

// Report lends the month its name and path.
func (m MonthCount) Report() MonthReport { return MonthReport{Month: m.Month} }

// Title implements the layout's need for a title.
func (p HistoryPage) Title() string {
	if p.Component != nil {
		return p.Speech().Say("History of {0}", p.Component.Name)
	}
	return p.Speech().Say("History")
}

// Description implements the layout's need for one.
func (p HistoryPage) Description() string {
	return p.Speech().Say("Past incidents and maintenance of {0}, month by month.", p.SiteName())
}

// Hidden keeps filtered lists out of search engines.
func (p HistoryPage) Hidden() bool { return p.Component != nil || p.Frame.Hidden() }

// Empty reports whether nothing ever happened.
func (p HistoryPage) Empty() bool {
	for _, m := range p.Months {
		if !m.Quiet() {
			return false
		}
	}
	return len(p.Archive) == 0
}
