package console

import (
	"strconv"
	"strings"

	"vitrine/models"
)

// ShapeForm is what the operator makes of the public page, as it is typed.
type ShapeForm struct {
	Form
	Header            string `form:"header" label:"Over every page"`
	Footer            string `form:"footer" label:"At the foot of every page"`
	Links             string `form:"links" label:"Links at the foot"`
	HideUptime        bool   `form:"hide_uptime" label:"Leave out uptime"`
	HideHistory       bool   `form:"hide_history" label:"Leave out the history"`
	Partial           string `form:"partial_percent" label:"Partial outage counts, in percent"`
	MaintenanceCounts bool   `form:"maintenance_counts" label:"Maintenance counts as time down"`
	Style             string `form:"style" label:"Style sheet"`
}

// FilledShape is the form filled with what is saved.
func FilledShape(s models.SiteSettings, form Form) ShapeForm {
	p := s.PageShape()
	return ShapeForm{Form: form, Header: p.Header, Footer: p.Footer, Links: p.Lines(), HideUptime: p.HideUptime, HideHistory: p.HideHistory,
		Partial: strconv.FormatInt(p.PartialPercent(), 10), MaintenanceCounts: p.MaintenanceCounts, Style: p.Style}
}

// Shape is what was typed. Invalid where a number is none.
func (f ShapeForm) Shape() (models.PageShape, error) {
	p := models.PageShape{Header: f.Header, Footer: f.Footer, Links: models.LinkLines(f.Links), HideUptime: f.HideUptime, HideHistory: f.HideHistory,
		MaintenanceCounts: f.MaintenanceCounts, Style: f.Style}
	if given := strings.TrimSuffix(strings.TrimSpace(f.Partial), "%"); given != "" {
		n, err := strconv.ParseInt(strings.TrimSpace(given), 10, 64)
		if err != nil {
			c := models.Complaints{}
			c.Add("partial_percent", "A partial outage counts as 0 to 100 percent: write a number such as 30.")
			return p, c.Err()
		}
		p.Partial = &n
	}
	return p, nil
}

// Shape is the form for what the operator makes of the public page.
var Shape = page[ShapePage]("shape")

// ShapePage is what Shape shows.
type ShapePage struct {
	Frame Frame
	Form  ShapeForm
}

// Title implements the layout's need for one.
func (p ShapePage) Title() string { return "The public page" }
