package review

import (
	"encoding/json"
	"fmt"
	"time"
)

// StepDeed is what a step did to a draft.
type StepDeed string

// The deeds that can be undone. The first three settle finds.
const (
	Removed  StepDeed = "removed"
	Replaced StepDeed = "replaced"
	Let      StepDeed = "accepted"
	Brought  StepDeed = "brought"
)

// stepOf is the step that a settlement makes.
var stepOf = map[SettleAction]StepDeed{Remove: Removed, Replace: Replaced, Accept: Let}

// Step is one settlement of a draft, or one sentence brought over into it, and
// what it takes to undo it. A publication ends all steps before it.
type Step struct {
	ID          int64
	PublicID    string
	DraftID     int64
	UserID      int64
	Actor       string // who did it
	Deed        StepDeed
	Found       string // what was found, or the sentence as it was brought
	Replacement string // what stands there instead; the section of a sentence
	Places      int64  // how many finds it settled; 1 for a sentence
	Undo        string // JSON: what it changed
	CreatedAt   time.Time
}

// TableName implements gorm's tabler.
func (Step) TableName() string { return "draft_steps" }

// stepChanges is what a step changed.
type stepChanges struct {
	Texts   []Rewording `json:"texts,omitempty"`
	Settled []int64     `json:"settled,omitempty"` // row ids of finds
	Granted []int64     `json:"granted,omitempty"` // row ids of acceptances
	Origin  string      `json:"origin,omitempty"`  // key of the origin that came with the sentence
}

// Rewording is one text of a draft before and after a step.
type Rewording struct {
	Field  string `json:"field"` // "summary", "timeline/ID", "countermeasure/ID", "reason/ID"
	Before string `json:"before"`
	After  string `json:"after"`
}

func (s Step) changes() (c stepChanges, err error) {
	if err := json.Unmarshal([]byte(s.Undo), &c); err != nil {
		return c, fmt.Errorf("step %s: %w", s.PublicID, err)
	}
	return c, nil
}

// reworded lists the texts that differ, in the order of the fields given.
func reworded(fields []string, before, after map[string]string) []Rewording {
	var list []Rewording
	for _, f := range fields {
		if before[f] != after[f] {
			list = append(list, Rewording{Field: f, Before: before[f], After: after[f]})
		}
	}
	return list
}

// takeBack undoes a rewording in a text that may have been changed elsewhere
// since. It reports false where both changed the same words: then somebody has
// to look.
func (w Rewording) takeBack(now string) (string, bool) {
	if now == w.After {
		return w.Before, true
	}
	from, to, was := apart(w.After, w.Before)
	editFrom, editTo, _ := apart(w.After, now)
	moved := len(now) - len(w.After)
	put := w.Before[from:was]
	switch {
	case to < editFrom:
		return now[:from] + put + now[to:], true
	case editTo < from:
		return now[:from+moved] + put + now[to+moved:], true
	}
	return "", false
}

// apart finds the stretch in which two texts differ: a[from:aTo] stands where b
// has b[from:bTo].
func apart(a, b string) (from, aTo, bTo int) {
	for from < min(len(a), len(b)) && a[from] == b[from] {
		from++
	}
	aTo, bTo = len(a), len(b)
	for aTo > from && bTo > from && a[aTo-1] == b[bTo-1] {
		aTo--
		bTo--
	}
	return from, aTo, bTo
}
