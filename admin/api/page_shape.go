package api

import "vitrine/models"

// pageShape is what the operator makes of the public page.
type pageShape struct {
	Header            string     `json:"header,omitempty" doc:"Markdown over the answer, on every page." example:"Our office is closed until 4 January."`
	Footer            string     `json:"footer,omitempty" doc:"Markdown at the foot of every page."`
	Links             []pageLink `json:"links,omitempty" nullable:"false" maxItems:"8" doc:"At the foot of every page, in this order."`
	HideUptime        bool       `json:"hide_uptime,omitempty" doc:"Leave out the bars of 90 days and their figures."`
	HideHistory       bool       `json:"hide_history,omitempty" doc:"Leave out the last days and the way to the months."`
	Partial           *int64     `json:"partial,omitempty" minimum:"0" maximum:"100" doc:"How much of a partial outage counts as time down, in percent; left out: 30." example:"50"`
	MaintenanceCounts bool       `json:"maintenance_counts,omitempty" doc:"Planned maintenance counts as time down."`
	Style             string     `json:"style,omitempty" doc:"CSS behind ours. It fetches nothing." example:".answer { border-left: 4px solid }"`
}

// pageLink is one link at the foot of every page.
type pageLink struct {
	Name string `json:"name" example:"Documentation"`
	URL  string `json:"url" maxLength:"500" doc:"Whole, or a path of this site." example:"https://docs.northpole.example"`
}

func (p pageShape) shape() models.PageShape {
	return models.PageShape{Header: p.Header, Footer: p.Footer, Links: each(p.Links, func(l pageLink) models.PageLink { return models.PageLink(l) }),
		HideUptime: p.HideUptime, HideHistory: p.HideHistory, Partial: p.Partial, MaintenanceCounts: p.MaintenanceCounts, Style: p.Style}
}

func showShape(p models.PageShape) pageShape {
	return pageShape{Header: p.Header, Footer: p.Footer, Links: each(p.Links, func(l models.PageLink) pageLink { return pageLink(l) }),
		HideUptime: p.HideUptime, HideHistory: p.HideHistory, Partial: new(p.PartialPercent()), MaintenanceCounts: p.MaintenanceCounts, Style: p.Style}
}
