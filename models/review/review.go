// Package review is the workshop behind the glass: frank internal reviews,
// their timelines, and the drafts from which external summaries are made. It
// finds and settles what must not leave, has a second person approve the exact
// text, and copies that text down to the ground floor. Nothing in here is
// public, and nothing public may import it.
//
// It keeps the leak gate too, since the rules of the gate are inside knowledge:
// who works here, who buys here, and what things are called among ourselves.
package review

import (
	"slices"
	"strings"
	"time"

	"vitrine/models"
)

// State is where a review stands.
type State string

// The states of a review. A completed review may still be corrected.
const (
	Open      State = "open"
	Completed State = "completed"
)

// Priority is how pressing the thing under review was, apart from its severity.
type Priority string

// The priorities, from most to least pressing.
const (
	Critical    Priority = "critical"
	Warning     Priority = "warning"
	Information Priority = "information"
)

// Priorities lists the priorities, most pressing first.
var Priorities = []Priority{Critical, Warning, Information}

// Source is who or what noticed first.
type Source string

// The sources of detection.
const (
	ByMonitoring Source = "monitoring"
	ByStaff      Source = "staff"
	ByCustomer   Source = "customer"
	ByThirdParty Source = "third_party"
)

// Sources lists the sources of detection.
var Sources = []Source{ByMonitoring, ByStaff, ByCustomer, ByThirdParty}

// Review is a frank, blameless look at one incident, at several, or at a near
// miss without any. Texts are Markdown.
type Review struct {
	ID              int64
	PublicID        string
	Title           string
	State           State
	Severity        int64    // 1 complete outage … 5 false alarm; 0 not said
	Priority        Priority // "" not said
	Environment     string   // "production"
	DetectionSource Source   // "" not said
	Facilitator     string
	Commander       string
	Responders      string // names, separated by commas or lines
	SupportCases    int64
	SLAEffect       string
	Toll            Toll   `gorm:"embedded"` // the same in figures
	OutsideNumbers  string // of the same thing in other systems, separated by commas: never public
	Vendor          string // other companies that had a part in it, separated by commas
	Overview        string
	Description     string
	WentWell        string
	Luck            string // good and bad
	KnowSooner      string
	RecoverSooner   string
	Improve         string
	Friction        string     // gaps in knowledge, access, documentation, contacts
	Goals           string     // of the review itself
	StartedAt       *time.Time // these four override what the incidents say
	DetectedAt      *time.Time
	AcknowledgedAt  *time.Time
	RecoveredAt     *time.Time
	DueAt           *time.Time // a day, midnight UTC
	CompletedAt     *time.Time
	CompletionNote  string // why it was completed without an immediate action, or without anything learnt
	CreatedBy       int64  // user id, 0 for the system
	Version         int64
	FactsVersion    int64 // of the facts alone, without sections and people
	CreatedAt       time.Time
	UpdatedAt       time.Time

	Participants []Participant     `gorm:"-"` // by role; empty in lists
	IncidentIDs  []int64           `gorm:"-"`
	Incidents    []models.Incident `gorm:"-"` // by start, with their updates; empty in lists
	Timeline     []Entry           `gorm:"-"` // by time, with what comes by itself merged in
	Intervals    []Interval        `gorm:"-"` // when something was felt, by start
	Graphs       []Graph           `gorm:"-"` // what responders saw, in the order in which it was
	Factors      []Factor          `gorm:"-"`
	Learnings    []Learning        `gorm:"-"`
	Actions      []Action          `gorm:"-"`
	Own          []OwnSection      `gorm:"-"` // what is written in sections of this house; empty in lists
	Draft        *Draft            `gorm:"-"` // nil: none was started

	severities models.SeverityNames // what they are called here; empty in lists

	unseen []Entry // in a deed: marked lines of mails and alerts, see Remark.unseen

	remarks  []Remark // what is read for signatures alone
	answers  []answer
	meetings []Meeting
}

// NewReview is what starts a review. Only the title is required; without one
// that of the first incident is taken.
type NewReview struct {
	Title           string
	IncidentIDs     []string // public ids
	Severity        int64    // 0: that of the incident
	Priority        Priority
	Environment     string
	DetectionSource Source
	Facilitator     string
	Commander       string
	Responders      string
	SupportCases    int64
	SLAEffect       string
	Toll            Toll
	Vendor          string
	OutsideNumbers  string
	Overview        string
	Description     string
}

// ReviewEdit changes what is not nil. A zero time clears a time. Version 0
// overwrites whatever is there.
type ReviewEdit struct {
	Title           *string
	IncidentIDs     *[]string // public ids
	Severity        *int64
	Priority        *Priority
	Environment     *string
	DetectionSource *Source
	Facilitator     *string
	Commander       *string
	Responders      *string
	SupportCases    *int64
	SLAEffect       *string
	Toll            TollEdit
	Vendor          *string
	OutsideNumbers  *string
	Overview        *string
	Description     *string
	WentWell        *string
	Luck            *string
	KnowSooner      *string
	RecoverSooner   *string
	Improve         *string
	Friction        *string
	Goals           *string
	StartedAt       *time.Time
	DetectedAt      *time.Time
	AcknowledgedAt  *time.Time
	RecoveredAt     *time.Time
	DueAt           *time.Time
	Version         int64
	FactsVersion    int64 // as Version, for a form that shows the facts alone
}

// apply makes the edit on r and returns what it changed.
func (e ReviewEdit) apply(r *Review) *changes {
	c := newChanges()
	c.words("title", &r.Title, e.Title)
	put(c, "severity", &r.Severity, e.Severity)
	put(c, "priority", &r.Priority, e.Priority)
	c.words("environment", &r.Environment, e.Environment)
	put(c, "detection_source", &r.DetectionSource, e.DetectionSource)
	c.words("facilitator", &r.Facilitator, e.Facilitator)
	c.words("commander", &r.Commander, e.Commander)
	c.words("responders", &r.Responders, e.Responders)
	put(c, "support_cases", &r.SupportCases, e.SupportCases)
	c.words("sla_effect", &r.SLAEffect, e.SLAEffect)
	e.Toll.apply(c, &r.Toll)
	c.words("vendor", &r.Vendor, e.Vendor)
	c.words("outside_numbers", &r.OutsideNumbers, e.OutsideNumbers)
	c.words("overview", &r.Overview, e.Overview)
	c.words("description", &r.Description, e.Description)
	c.words("went_well", &r.WentWell, e.WentWell)
	c.words("luck", &r.Luck, e.Luck)
	c.words("know_sooner", &r.KnowSooner, e.KnowSooner)
	c.words("recover_sooner", &r.RecoverSooner, e.RecoverSooner)
	c.words("improve", &r.Improve, e.Improve)
	c.words("friction", &r.Friction, e.Friction)
	c.words("goals", &r.Goals, e.Goals)
	c.moment("started_at", &r.StartedAt, e.StartedAt)
	c.moment("detected_at", &r.DetectedAt, e.DetectedAt)
	c.moment("acknowledged_at", &r.AcknowledgedAt, e.AcknowledgedAt)
	c.moment("recovered_at", &r.RecoveredAt, e.RecoveredAt)
	c.day("due_at", &r.DueAt, e.DueAt)
	return c
}

// check says which fields of the review cannot stand as they are.
func (r Review) check() error {
	bad := models.Complaints{}
	bad.Line("title", r.Title, 1, models.MaxTitle)
	between(bad, "severity", r.Severity, 0, 5)
	between(bad, "support_cases", r.SupportCases, 0, 1_000_000_000)
	choice(bad, "priority", r.Priority, Priorities)
	choice(bad, "detection_source", r.DetectionSource, Sources)
	bad.Line("environment", r.Environment, 0, models.MaxTitle)
	bad.Line("facilitator", r.Facilitator, 0, models.MaxTitle)
	bad.Line("commander", r.Commander, 0, models.MaxTitle)
	bad.Line("vendor", r.Vendor, 0, models.MaxTitle)
	bad.Line("outside_numbers", r.OutsideNumbers, 0, models.MaxTitle)
	for field, text := range map[string]string{"responders": r.Responders, "sla_effect": r.SLAEffect} {
		bad.Body(field, text, 0, maxBody)
	}
	r.Toll.check(bad)
	for _, s := range r.all() {
		field := string(s.name)
		if s.name.Own() {
			field = "text" // it has no other name that people know
		}
		bad.Body(field, *s.text, 0, maxBody)
	}
	if r.StartedAt != nil && r.RecoveredAt != nil && r.RecoveredAt.Before(*r.StartedAt) {
		bad.Add("recovered_at", "Recovery cannot come before the start.")
	}
	return bad.Err()
}

// complete closes the review at now. Without an action for right now, or where
// nothing was learnt, it needs a reason.
func (r *Review) complete(note string, now time.Time) error {
	if r.State == Completed {
		return models.Fail(models.Conflict, "This review is already completed.")
	}
	bad := models.Complaints{}
	note = bad.Body("note", note, 0, maxBody)
	if missing := r.missing(); missing != "" && len(note) < 3 {
		bad.Add("note", "%s", missing)
	}
	if err := bad.Err(); err != nil {
		return err
	}
	r.State, r.CompletedAt, r.CompletionNote = Completed, &now, note
	return nil
}

// Unlearnt reports whether a review tells neither a contributing factor nor a
// learning: then somebody should dig more.
func (r Review) Unlearnt() bool { return len(r.Factors)+len(r.Learnings) == 0 }

// missing says what a review lacks that is completed without a reason; empty:
// nothing.
func (r Review) missing() string {
	var lacks []string
	if r.Unlearnt() {
		lacks = append(lacks, "No contributing factor and no learning is written down. Dig once more: what surprised somebody, what made it worse or better, what would you tell a new colleague? Add it, or say here why there is nothing to learn.")
	}
	if !slices.ContainsFunc(r.Actions, Action.now) {
		lacks = append(lacks, "No action item is marked as immediate. Mark one that can be done right away, or say why there is none.")
	}
	return strings.Join(lacks, " ")
}
