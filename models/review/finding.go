package review

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"vitrine/models"
	"vitrine/redact"
)

// SettleAction is how a find is settled.
type SettleAction string

// The ways to settle a find.
const (
	Remove  SettleAction = "remove"
	Replace SettleAction = "replace"
	Accept  SettleAction = "accept"
)

// Finding is something in a draft that should not leave as it stands, and how it
// was settled. Removed and replaced ones stay as a record of what was there;
// accepted ones hold while the text of their field does.
type Finding struct {
	ID          int64
	PublicID    string
	DraftID     int64
	Field       string // "summary", "slug", "timeline/ID", "countermeasure/ID", "reason/ID"
	FieldDigest string // SHA-256 of the text it was found in
	StartAt     int64  // byte offset into that text
	EndAt       int64  // exclusive
	Kind        redact.Kind
	Rule        string
	Found       string
	Severity    redact.Severity
	Suggestion  string
	Why         string
	Action      SettleAction // "" while unsettled
	Replacement string       // what stands there now, where it was replaced
	Reason      string       // why it was accepted
	SettledBy   int64
	SettledAt   *time.Time
	CreatedAt   time.Time
}

// Stops reports whether the find keeps the draft from being published: it weighs
// enough and is not settled.
func (f Finding) Stops() bool { return f.Severity == redact.Block && f.Action == "" }

// past reports whether the find is a record of what once stood there.
func (f Finding) past() bool { return f.Action == Remove || f.Action == Replace }

// same reports whether two finds are the same thing in the same place.
func (f Finding) same(g Finding) bool {
	return f.Field == g.Field && f.FieldDigest == g.FieldDigest && f.StartAt == g.StartAt && f.EndAt == g.EndAt && f.Rule == g.Rule
}

// held is the find as an error carries it; its key is its public id.
func (f Finding) held() models.Held {
	return models.Held{Field: f.Field, Key: f.PublicID, Finding: redact.Finding{Start: int(f.StartAt), End: int(f.EndAt), Kind: f.Kind,
		Rule: f.Rule, Text: f.Found, Severity: f.Severity, Suggestion: f.Suggestion, Why: f.Why}}
}

// byUrgency orders finds: the unsettled, the accepted, the past; what stops
// before what warns; then as they stand in the text.
func byUrgency(a, b Finding) int {
	return cmp.Or(a.stage()-b.stage(), cmp.Compare(a.Severity, b.Severity), place(a.Field)-place(b.Field),
		cmp.Compare(a.Field, b.Field), cmp.Compare(a.StartAt, b.StartAt), cmp.Compare(a.ID, b.ID))
}

func (f Finding) stage() int {
	switch {
	case f.Action == "":
		return 0
	case f.Action == Accept:
		return 1
	}
	return 2
}

// place is where a field stands in the draft; the timeline and the promises come
// last.
func place(field string) int {
	if i := slices.IndexFunc(sections, func(s section) bool { return s.field == field }); i >= 0 {
		return i
	}
	return len(sections)
}

// Settlement says how to settle a find.
type Settlement struct {
	Action      SettleAction
	Replacement string // for replace; empty: what the find suggests
	Reason      string // for accept, at least 3 characters
	All         bool   // the same find everywhere in the draft
}

// check says what is missing in a settlement.
func (s *Settlement) check(f Finding) error {
	bad := models.Complaints{}
	pick(bad, "action", s.Action, []SettleAction{Remove, Replace, Accept})
	switch s.Action {
	case Replace:
		if s.Replacement = clean(s.Replacement); s.Replacement == "" {
			s.Replacement = f.Suggestion
		}
		bad.Line("replacement", s.Replacement, 1, 2_000)
	case Accept:
		s.Reason = bad.Body("reason", s.Reason, 3, 2_000)
	}
	return bad.Err()
}

// covers reports whether settling f settles g too: the same words in the same
// place, with all everywhere; an acceptance holds for the whole field.
func (s Settlement) covers(f, g Finding) bool {
	if g.past() || g.Action != "" && s.Action == Accept {
		return false
	}
	alike := strings.EqualFold(f.Found, g.Found)
	switch {
	case g.ID == f.ID:
		return true
	case s.All:
		return alike
	case s.Action == Accept:
		return f.Field == g.Field && f.Rule == g.Rule && f.Found == g.Found
	}
	return false
}

// rewrite makes the settlement in a text, at the places of the finds given.
func (s Settlement) rewrite(text string, at []Finding) string {
	var repl []redact.Replacement
	for _, f := range at {
		start, end := int(f.StartAt), int(f.EndAt)
		switch {
		case s.Action == Remove:
			repl = append(repl, redact.Fitting(text, start, end, ""))
		case f.Field == "slug":
			repl = append(repl, redact.Replacement{Start: start, End: end, With: s.Replacement})
		default:
			repl = append(repl, redact.Fitting(text, start, end, s.Replacement))
		}
	}
	return strings.TrimSpace(redact.Apply(text, repl))
}

// reconcile compares the finds in place with those of a new scan: gone are the
// rows to delete, fresh the finds to add. What was removed or replaced stays.
func reconcile(have, now []Finding) (gone, fresh []Finding) {
	for _, h := range have {
		if !h.past() && !slices.ContainsFunc(now, h.same) {
			gone = append(gone, h)
		}
	}
	for _, n := range now {
		if !slices.ContainsFunc(have, func(h Finding) bool { return !h.past() && h.same(n) }) {
			fresh = append(fresh, n)
		}
	}
	return gone, fresh
}

// unsettled is the Conflict error with the finds that still stop a draft, nil
// without any.
func unsettled(fs []Finding) error {
	var open []models.Held
	for _, f := range fs {
		if f.Stops() {
			open = append(open, f.held())
		}
	}
	if len(open) == 0 {
		return nil
	}
	message := "One find is not settled yet. Remove or replace it, or accept it with a reason."
	if len(open) > 1 {
		message = fmt.Sprintf("%d finds are not settled yet. Remove or replace each, or accept it with a reason.", len(open))
	}
	return &models.Error{Kind: models.Conflict, Message: message, Findings: open}
}
