package models

import "time"

// IncidentState is where an incident stands.
type IncidentState string

// The states of an incident in their usual order.
const (
	Investigating IncidentState = "investigating"
	Identified    IncidentState = "identified"
	Monitoring    IncidentState = "monitoring"
	Resolved      IncidentState = "resolved"
)

// IncidentStates lists the states in their usual order.
var IncidentStates = []IncidentState{Investigating, Identified, Monitoring, Resolved}

// Impact is how much of the service an incident took, for everybody together.
type Impact string

// The impacts, from none to worst.
const (
	NoImpact       Impact = "none"
	MinorImpact    Impact = "minor"
	MajorImpact    Impact = "major"
	CriticalImpact Impact = "critical"
)

// Impacts lists the impacts from none to worst.
var Impacts = []Impact{NoImpact, MinorImpact, MajorImpact, CriticalImpact}

// Incident is an unplanned interruption as told to the public.
type Incident struct {
	ID                   int64
	PublicID             string
	Title                string
	Language             string `json:",omitempty"` // the title is written in: "en"
	State                IncidentState
	Impact               Impact
	ImpactOverridden     bool
	Severity             int64 // 1 complete outage … 5 false alarm; 0 not said
	StartedAt            time.Time
	DetectedAt           *time.Time
	MonitoringAt         *time.Time
	ResolvedAt           *time.Time
	NextUpdateAt         *time.Time // promise of the next word; nil once resolved
	PostmortemExpectedBy *time.Time // a day, midnight UTC
	Backfilled           bool
	FeedID               string // id it had in the Atom feed of another page; empty: ours
	FeedGUID             string // the same in its RSS feed
	Version              int64
	CreatedAt            time.Time
	UpdatedAt            time.Time

	Updates      []Update      `gorm:"-"`                   // newest first
	Translations []Translation `gorm:"-" json:",omitempty"` // of the title, that hold
	Translated   *Translated   `gorm:"-" json:"-"`          // Title is told in one of them; nil: in its own
}

// Open reports whether the incident is not resolved yet.
func (i Incident) Open() bool { return i.State != Resolved }

// Duration is the time from start to resolution, or to now while it is open.
func (i Incident) Duration(now time.Time) time.Duration {
	if i.ResolvedAt != nil {
		now = *i.ResolvedAt
	}
	return Lasted(i.StartedAt, now)
}

// ComponentIDs lists every component an update of the incident touched, in the
// order they were first named.
func (i Incident) ComponentIDs() []int64 { return componentIDs(i.Updates) }

// NewIncident is what a person says to open an incident. One that is already
// Resolved is a backfill: it is told afterwards, and component statuses of today
// stay as they are.
type NewIncident struct {
	Title                string
	State                IncidentState
	Impact               Impact // empty: worked out from the components
	Severity             int64
	StartedAt            time.Time // zero: now
	DetectedAt           *time.Time
	ResolvedAt           *time.Time // of a backfill; nil: now
	Body                 string     // the first update, Markdown
	Components           []ComponentChoice
	Notify               bool
	NextUpdateAt         *time.Time
	PostmortemExpectedBy *time.Time
	Translations         []NewTranslation
	Accept               []Acceptance
}

// IncidentEdit changes what is given and leaves what is nil. A pointer to the
// zero time clears that time.
type IncidentEdit struct {
	Title                *string
	Language             string  // the title is written in; empty: as before
	Impact               *Impact // pointer to "": worked out again
	Severity             *int64
	StartedAt            *time.Time // cannot be cleared
	DetectedAt           *time.Time
	ResolvedAt           *time.Time // of a resolved incident; cannot be cleared
	NextUpdateAt         *time.Time
	PostmortemExpectedBy *time.Time
	Version              int64 // the version that was read; 0: any
	Accept               []Acceptance
}

// IncidentQuery chooses incidents; its zero value is every incident.
type IncidentQuery struct {
	Open     *bool     // only open ones, or only resolved ones
	From, To time.Time // started in [From, To); zero: no limit
	Before   string    // public id of the last incident already seen
	Limit    int       // 0: no limit
}
