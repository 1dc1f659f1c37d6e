package models

import (
	"strings"
	"time"
)

// MaintenanceState is where a planned maintenance stands.
type MaintenanceState string

// The states of a maintenance. Cancelled is shown as completed in /api/v2, which
// has no word for it.
const (
	Scheduled  MaintenanceState = "scheduled"
	InProgress MaintenanceState = "in_progress"
	Verifying  MaintenanceState = "verifying"
	Completed  MaintenanceState = "completed"
	Cancelled  MaintenanceState = "cancelled"
)

// MaintenanceStates lists the states in their usual order.
var MaintenanceStates = []MaintenanceState{Scheduled, InProgress, Verifying, Completed, Cancelled}

// Maintenance is a planned interruption.
type Maintenance struct {
	ID             int64
	PublicID       string
	Title          string
	Language       string `json:",omitempty"` // the title is written in: "en"
	State          MaintenanceState
	ScheduledFor   time.Time
	ScheduledUntil time.Time
	AutoStart      bool
	AutoComplete   bool
	Remind         string     // comma-separated durations before the start: "24h,1h"
	RemindedAt     *time.Time // last reminder that went out
	VerifyingAt    *time.Time
	StartedAt      *time.Time
	CompletedAt    *time.Time // completed or cancelled
	FeedID         string     // id it had in the Atom feed of another page; empty: ours
	FeedGUID       string     // the same in its RSS feed
	Version        int64
	CreatedAt      time.Time
	UpdatedAt      time.Time

	Updates      []Update      `gorm:"-"` // newest first; the oldest is the announcement
	ComponentIDs []int64       `gorm:"-"`
	Translations []Translation `gorm:"-" json:",omitempty"` // of the title, that hold
	Translated   *Translated   `gorm:"-" json:"-"`          // Title is told in one of them; nil: in its own
}

// MaintenanceComponent joins a maintenance to a component it touches.
type MaintenanceComponent struct {
	MaintenanceID int64 `gorm:"primaryKey;autoIncrement:false"`
	ComponentID   int64 `gorm:"primaryKey;autoIncrement:false"`
}

// Over reports whether the maintenance has ended.
func (m Maintenance) Over() bool { return m.State == Completed || m.State == Cancelled }

// Active reports whether the maintenance is going on.
func (m Maintenance) Active() bool { return m.State == InProgress || m.State == Verifying }

// Reminders returns how long before the start subscribers are reminded.
func (m Maintenance) Reminders() []time.Duration {
	var ds []time.Duration
	for part := range strings.SplitSeq(m.Remind, ",") {
		if d, err := time.ParseDuration(strings.TrimSpace(part)); err == nil && d > 0 {
			ds = append(ds, d)
		}
	}
	return ds
}

// NewMaintenance is what a person says to plan a maintenance.
type NewMaintenance struct {
	Title          string
	Body           string // the announcement, Markdown
	ScheduledFor   time.Time
	ScheduledUntil time.Time
	ComponentIDs   []string // public ids or slugs
	AutoStart      bool
	AutoComplete   bool
	Remind         []string // how long before the start: "24h", "1h"
	Notify         bool
	Translations   []NewTranslation
	Accept         []Acceptance
}

// MaintenanceEdit changes what is given and leaves what is nil.
type MaintenanceEdit struct {
	Title          *string
	Language       string // the title is written in; empty: as before
	ScheduledFor   *time.Time
	ScheduledUntil *time.Time
	ComponentIDs   *[]string // public ids or slugs; only while it is scheduled
	AutoStart      *bool
	AutoComplete   *bool
	Remind         *[]string
	Version        int64 // the version that was read; 0: any
	Accept         []Acceptance
}

// NewMaintenanceUpdate is one more public word about a maintenance.
type NewMaintenanceUpdate struct {
	State        MaintenanceState
	Body         string
	Notify       bool
	Version      int64 // the maintenance's version that was read; 0: any
	Translations []NewTranslation
	Accept       []Acceptance
}

// MaintenanceQuery chooses maintenances; its zero value is every maintenance.
type MaintenanceQuery struct {
	Over     *bool     // only those that ended, or only those that did not
	From, To time.Time // scheduled for [From, To); zero: no limit
	Before   string    // public id: those listed after this one
	Limit    int       // 0: no limit
}
