package review

import (
	"time"

	"vitrine/models"
)

// EntryKind is what sort of thing happened.
type EntryKind string

// The kinds of timeline entries.
const (
	Detected            EntryKind = "detected"
	Acknowledged        EntryKind = "acknowledged"
	Escalated           EntryKind = "escalated"
	Deploy              EntryKind = "deploy"
	ConfigurationChange EntryKind = "configuration_change"
	Discovery           EntryKind = "discovery"
	Communication       EntryKind = "communication"
	Task                EntryKind = "task"
	StatusUpdate        EntryKind = "status_update"
	Restored            EntryKind = "restored"
)

// EntryKinds lists the kinds of timeline entries.
var EntryKinds = []EntryKind{Detected, Acknowledged, Escalated, Deploy, ConfigurationChange, Discovery, Communication,
	Task, StatusUpdate, Restored}

// Phase is the part of the response an entry belongs to.
type Phase string

// The phases in their usual order. Triage, investigation and identification
// make up the response; Response says so without telling them apart.
const (
	Detection      Phase = "detection"
	Response       Phase = "response"
	Triage         Phase = "triage"
	Investigation  Phase = "investigation"
	Identification Phase = "identification"
	Remediation    Phase = "remediation"
)

// Phases lists the phases in their usual order.
var Phases = []Phase{Detection, Response, Triage, Investigation, Identification, Remediation}

// Effect is what an entry did for recovery.
type Effect string

// The effects on recovery.
const (
	Positive Effect = "positive"
	Negative Effect = "negative"
	NoEffect Effect = "none"
)

// Effects lists the effects on recovery.
var Effects = []Effect{Positive, Negative, NoEffect}

// LineOrigin is where a line comes from that has no row of its own.
type LineOrigin string

// The origins of merged lines.
const (
	OfOpening    LineOrigin = "opened"   // an incident was opened
	OfUpdate     LineOrigin = "update"   // the public was told
	OfResolution LineOrigin = "resolved" // an incident was over
	OfMail       LineOrigin = "mail"     // subscribers were mailed
	OfAlert      LineOrigin = "alert"    // monitoring said that something is wrong, or over
	OfGraph      LineOrigin = "graph"    // a graph of the review that was seen then
)

// Entry is one line of the timeline.
type Entry struct {
	ID         int64
	PublicID   string // of a merged line: see merge
	ReviewID   int64
	At         time.Time
	Kind       EntryKind
	Phase      Phase // "" not said
	Who        string
	What       string
	Effect     Effect
	Thought    string // what was thought or believed at the time
	PublicText string // its wording for the public timeline; empty: not public
	PublicBy   int64  // who wrote that wording
	Position   int64  // order among entries of one moment
	Version    int64  // of a merged line: that of its remark, 0 without one
	CreatedAt  time.Time
	UpdatedAt  time.Time

	Merged bool       `gorm:"-"` // it comes by itself; it has no row here
	Origin LineOrigin `gorm:"-"` // of a merged line: where from
	Marked bool       `gorm:"-"` // of a merged line: a person said something of it
	Hidden bool       `gorm:"-"` // of a merged line: a person put it aside

	Statuses []StatusChange `gorm:"-"` // of a public update: what it said of components

	signed string // what a signature takes for What, where this house has a word of its own in it; empty: What
}

// TableName names the table of timeline entries.
func (Entry) TableName() string { return "timeline_entries" }

// NewEntry is a line to add. An empty effect is none.
type NewEntry struct {
	At         time.Time
	Kind       EntryKind
	Phase      Phase
	Who        string
	What       string
	Effect     Effect
	Thought    string
	PublicText string
}

// EntryEdit changes what is not nil. Version 0 overwrites whatever is there.
type EntryEdit struct {
	At         *time.Time
	Kind       *EntryKind
	Phase      *Phase
	Who        *string
	What       *string
	Effect     *Effect
	Thought    *string
	PublicText *string
	Version    int64
}

// apply makes the edit on an entry and returns what it changed.
func (e EntryEdit) apply(to *Entry) *changes {
	c := newChanges()
	at := &to.At
	c.moment("at", &at, e.At)
	if at == nil {
		at = &time.Time{}
	}
	to.At = *at
	if c.touches("at") {
		to.Position = 0
		c.set["position"] = to.Position
	}
	put(c, "kind", &to.Kind, e.Kind)
	put(c, "phase", &to.Phase, e.Phase)
	c.words("who", &to.Who, e.Who)
	c.words("what", &to.What, e.What)
	put(c, "effect", &to.Effect, e.Effect)
	c.words("thought", &to.Thought, e.Thought)
	c.words("public_text", &to.PublicText, e.PublicText)
	return c
}

// check says which fields of the entry cannot stand as they are.
func (e Entry) check() error {
	bad := models.Complaints{}
	if e.At.Year() < 1970 || e.At.Year() > 9999 {
		bad.Add("at", "The time is missing or not a real one.")
	}
	pick(bad, "kind", e.Kind, EntryKinds)
	choice(bad, "phase", e.Phase, Phases)
	pick(bad, "effect", e.Effect, Effects)
	bad.Line("who", e.Who, 0, models.MaxTitle)
	bad.Body("what", e.What, 1, maxBody)
	bad.Body("thought", e.Thought, 0, maxBody)
	bad.Body("public_text", e.PublicText, 0, maxPublic)
	return bad.Err()
}

// own are the entries that count: those that have a row here, and merged ones
// of which a person said something; or those with a public wording alone. What other
// rooms tell, mails and alerts, is drawn and listed beside them: a deed does not
// see it, so nothing that a deed keeps may be made of it.
func own(entries []Entry, publicOnly bool) []Entry {
	var kept []Entry
	for _, e := range entries {
		switch {
		case publicOnly && e.PublicText != "" && !e.Hidden, !publicOnly && e.Counts() && e.Origin != OfMail && e.Origin != OfAlert:
			kept = append(kept, e)
		}
	}
	return kept
}

// Counts reports whether an entry is part of the recovery curve.
func (e Entry) Counts() bool { return !e.Merged || e.Marked && !e.Hidden }

// first is the time of the earliest entry of a kind.
func first(entries []Entry, kind EntryKind) *time.Time {
	for _, e := range entries {
		if e.Kind == kind {
			return &e.At
		}
	}
	return nil
}
