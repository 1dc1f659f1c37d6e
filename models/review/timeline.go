package review

import (
	"cmp"
	"slices"
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

// Entry is one line of the timeline.
type Entry struct {
	ID         int64
	PublicID   string // of a merged public update: that of the update
	ReviewID   int64
	At         time.Time
	Kind       EntryKind
	Phase      Phase // "" not said
	Who        string
	What       string
	Effect     Effect
	PublicText string // its wording for the public timeline; empty: not public
	PublicBy   int64  // who wrote that wording
	Version    int64
	CreatedAt  time.Time
	UpdatedAt  time.Time

	Merged bool `gorm:"-"` // a public update of a covered incident; it has no row here
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
	put(c, "kind", &to.Kind, e.Kind)
	put(c, "phase", &to.Phase, e.Phase)
	c.words("who", &to.Who, e.Who)
	c.words("what", &to.What, e.What)
	put(c, "effect", &to.Effect, e.Effect)
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
	bad.Body("public_text", e.PublicText, 0, maxPublic)
	return bad.Err()
}

// merge puts the public updates of incidents among the entries, by time.
func merge(entries []Entry, incidents []models.Incident) []Entry {
	all := slices.Clone(entries)
	for _, i := range incidents {
		for _, u := range i.Updates {
			all = append(all, told(u))
		}
	}
	slices.SortStableFunc(all, func(a, b Entry) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
	return all
}

// told is a public update as an entry of the timeline.
func told(u models.Update) Entry {
	return Entry{PublicID: u.PublicID, At: u.DisplayAt, Kind: StatusUpdate, Who: "Status page", Effect: NoEffect,
		What: stateWord(u.State) + ": " + u.Body, Merged: true, CreatedAt: u.CreatedAt, UpdatedAt: u.UpdatedAt}
}

// own are the entries that have a row here, those flagged public alone on wish.
func own(entries []Entry, publicOnly bool) []Entry {
	var kept []Entry
	for _, e := range entries {
		if !e.Merged && (!publicOnly || e.PublicText != "") {
			kept = append(kept, e)
		}
	}
	return kept
}

// first is the time of the earliest entry of a kind.
func first(entries []Entry, kind EntryKind) *time.Time {
	for _, e := range entries {
		if e.Kind == kind {
			return &e.At
		}
	}
	return nil
}
