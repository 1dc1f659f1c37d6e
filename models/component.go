package models

import "time"

// Status is the state of a component in the field's standard words.
type Status string

// The statuses, from best to worst (Unknown stands apart: it is never shown as
// good). The order is that of hosted status pages, where a group shows its worst.
const (
	Operational      Status = "operational"
	UnderMaintenance Status = "under_maintenance"
	Degraded         Status = "degraded_performance"
	PartialOutage    Status = "partial_outage"
	MajorOutage      Status = "major_outage"
	UnknownStatus    Status = "unknown"
)

// Statuses lists every status a person may choose, best first.
var Statuses = []Status{Operational, UnderMaintenance, Degraded, PartialOutage, MajorOutage, UnknownStatus}

// rank orders statuses from best to worst. Unknown ranks with degraded: worse
// than good, better than a known outage.
func (s Status) rank() int {
	switch s {
	case Operational:
		return 0
	case UnderMaintenance:
		return 1
	case UnknownStatus:
		return 2
	case Degraded:
		return 3
	case PartialOutage:
		return 4
	default:
		return 5
	}
}

// Worse returns the worse of a and b.
func Worse(a, b Status) Status {
	if b.rank() > a.rank() {
		return b
	}
	return a
}

// ComponentGroup is a heading over components.
type ComponentGroup struct {
	ID          int64
	PublicID    string
	Slug        string
	Name        string
	Description string
	Position    int64
	Version     int64
	CreatedAt   time.Time
	UpdatedAt   time.Time
}

// Component is a service as customers know it.
type Component struct {
	ID             int64
	PublicID       string
	Slug           string
	Name           string
	Description    string
	GroupID        *int64
	Position       int64
	Status         Status
	Showcase       bool       // uptime bar shown on the home page
	OnlyIfDegraded bool       // the home page leaves it out while it is operational
	StartDate      *time.Time // first day of its history, midnight UTC
	Version        int64
	CreatedAt      time.Time
	UpdatedAt      time.Time
}

// ComponentChange says that a component took a status at a time: the stuff
// uptime is made of. It lasts until the component's next change.
type ComponentChange struct {
	ID            int64
	ComponentID   int64
	Status        Status
	At            time.Time
	IncidentID    *int64
	MaintenanceID *int64
}

// ComponentChoice is the status a person chose for a component in an update.
type ComponentChoice struct {
	ID     string // public id or slug
	Status Status
}

// NewComponent is what a person says to add a component.
type NewComponent struct {
	Name           string
	Slug           string // empty: made from the name
	Description    string
	GroupID        string // public id; empty: in no group
	Position       int64
	Status         Status // empty: operational
	Showcase       bool
	OnlyIfDegraded bool       // left out of the home page while it is operational
	StartDate      *time.Time // first day of its history; nil: its history begins now
	Accept         []Acceptance
}

// ComponentEdit changes what is given and leaves what is nil.
type ComponentEdit struct {
	Name           *string
	Slug           *string
	Description    *string
	GroupID        *string // public id; pointer to "": in no group
	Position       *int64
	Status         *Status
	Showcase       *bool
	OnlyIfDegraded *bool
	StartDate      *time.Time // pointer to the zero time: none
	Version        int64      // the version that was read; 0: any
	Accept         []Acceptance
}

// NewGroup is what a person says to add a component group.
type NewGroup struct {
	Name        string
	Slug        string // empty: made from the name
	Description string
	Position    int64
	Accept      []Acceptance
}

// GroupEdit changes what is given and leaves what is nil.
type GroupEdit struct {
	Name        *string
	Slug        *string
	Description *string
	Position    *int64
	Version     int64 // the version that was read; 0: any
	Accept      []Acceptance
}
