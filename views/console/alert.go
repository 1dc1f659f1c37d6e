package console

import "vitrine/models/desk"

// Alerts lists what monitoring says, and the incidents it proposes.
var Alerts = page[AlertsPage]("alerts")

// AlertsPage is what Alerts shows.
type AlertsPage struct {
	Frame     Frame
	Drafts    []desk.IncidentDraft
	Alerts    []desk.Alert
	Names     map[int64]string // of components
	Older     string
	Paginated bool
}

// Title implements the layout's need for one.
func (p AlertsPage) Title() string { return "Alerts" }

// Proposed is a proposal on a page.
type Proposed struct {
	Frame Frame
	Draft desk.IncidentDraft
	Names map[int64]string
}

func proposed(f Frame, names map[int64]string, d desk.IncidentDraft) Proposed {
	return Proposed{f, d, names}
}

// Service names the component; empty where none was named.
func (p Proposed) Service() string {
	if p.Draft.ComponentID == nil {
		return ""
	}
	return p.Names[*p.Draft.ComponentID]
}

// Heading says what is proposed, in words of the public page where there are any.
func (p Proposed) Heading() string {
	if name := p.Service(); name != "" {
		return name
	}
	if len(p.Draft.Alerts) > 0 {
		return p.Draft.Alerts[0].Name
	}
	return "An alert"
}

// State says whether it fires still.
func (p Proposed) State() string {
	if n := p.Draft.Firing(); n > 0 {
		return count(n, "alert") + " firing"
	}
	return "over"
}

// Service names the component of an alert.
func (p AlertsPage) Service(a desk.Alert) string {
	if a.ComponentID == nil {
		return ""
	}
	return p.Names[*a.ComponentID]
}
