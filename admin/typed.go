package admin

import (
	"strconv"
	"strings"
	"time"

	"vitrine/models"
	"vitrine/views/console"
)

// typed reads what a person typed and gathers what is wrong with it.
type typed struct {
	zone *time.Location
	bad  models.Complaints
}

func reading(zone *time.Location) typed { return typed{zone: zone, bad: models.Complaints{}} }

// moment reads a date with a time in the site's zone; nil when nothing was
// typed.
func (t typed) moment(field, text string) *time.Time {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil
	}
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02 15:04", time.RFC3339, momentShape + "Z07:00"} {
		if at, err := time.ParseInLocation(layout, text, t.zone); err == nil {
			at = at.UTC()
			return &at
		}
	}
	t.bad.Add(field, "%s is no date and time that exists. Write it like 2026-11-20T16:05 (%s).", quoted(text), t.zone)
	return nil
}

// moved is moment for an edit of what is saved: nil, "as before", where the
// control still says what it was filled with. A control shows whole minutes, and
// in autumn one hour twice: what nobody touched stays as exact as it was, and a
// promise that has passed is no matter of another edit.
func (t typed) moved(field, text string, saved *time.Time) *time.Time {
	if strings.TrimSpace(text) == console.Moment(saved, t.zone) {
		return nil
	}
	return cleared(t.moment(field, text))
}

// movedDay is moved for a day.
func (t typed) movedDay(field, text string, saved *time.Time) *time.Time {
	if strings.TrimSpace(text) == console.Day(saved) {
		return nil
	}
	return cleared(t.day(field, text))
}

// day reads a date, kept as midnight UTC; nil when nothing was typed.
func (t typed) day(field, text string) *time.Time {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil
	}
	at, err := time.ParseInLocation("2006-01-02", text, time.UTC)
	if err != nil {
		t.bad.Add(field, "%s is no date that exists. Write it like 2026-11-20.", quoted(text))
		return nil
	}
	return &at
}

// whole reads a whole number; 0 when nothing was typed.
func (t typed) whole(field, text string) int64 {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		t.bad.Add(field, "%s is not a whole number.", quoted(text))
	}
	return n
}

// quoted shows the beginning of what was typed.
func quoted(text string) string {
	if r := []rune(text); len(r) > 40 {
		text = string(r[:40]) + "…"
	}
	return "“" + text + "”"
}

// cleared is a pointer for edits in which nil means "as before": the zero time
// where nothing was typed.
func cleared(t *time.Time) *time.Time {
	if t == nil {
		return new(time.Time)
	}
	return t
}
