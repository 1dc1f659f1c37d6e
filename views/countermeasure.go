package views

import (
	"html/template"
	"time"

	"vitrine/locale"
	"vitrine/models"
)

// Promise is a countermeasure as readers see it.
type Promise struct {
	Countermeasure models.Countermeasure
	Now            time.Time
	Speech         Speech
}

// Tone gives its glyph: kept, under way, to come, late.
func (p Promise) Tone() string {
	switch {
	case p.Countermeasure.State == models.Done:
		return "ok"
	case p.Late():
		return "partial"
	case p.Countermeasure.State == models.Underway:
		return "degraded"
	case p.Countermeasure.State == models.Dropped:
		return "maint"
	default:
		return "unknown"
	}
}

// Late reports whether its day has passed and it is not done.
func (p Promise) Late() bool {
	c := p.Countermeasure
	open := c.State == models.Planned || c.State == models.Underway
	return open && c.DueOn != nil && !p.Now.Before(c.DueOn.AddDate(0, 0, 1))
}

// State says how far it is: "Done", "In progress", "Planned", "Dropped".
func (p Promise) State() string { return p.Speech.Measure(p.Countermeasure.State) }

// measureWords are the states of a countermeasure.
var measureWords = map[models.CountermeasureState]locale.Key{
	models.Planned: "Planned // countermeasure", models.Underway: "In progress // countermeasure", models.Done: "Done // countermeasure", models.Dropped: "Dropped // countermeasure",
}

// Measure says how far a countermeasure is: "In progress".
func (s Speech) Measure(state models.CountermeasureState) string { return s.Say(measureWords[state]) }

// Body is its text, without the paragraph around it.
func (p Promise) Body() template.HTML { return MarkdownAt(4, p.Countermeasure.Body) }

// Day is the day that matters for it, with the word before it: "by", "on". Nil
// means none.
func (p Promise) Day() *PromiseDay {
	c := p.Countermeasure
	switch {
	case c.State == models.Done && c.DoneAt != nil:
		return &PromiseDay{locale.Key("on {0}"), *c.DoneAt, p.Now}
	case c.State == models.Done || c.State == models.Dropped || c.DueOn == nil:
		return nil
	case p.Late():
		return &PromiseDay{locale.Key("late, was due {0}"), *c.DueOn, p.Now}
	default:
		return &PromiseDay{locale.Key("by {0}"), *c.DueOn, p.Now}
	}
}

// PromiseDay is a day and what it means.
type PromiseDay struct {
	Words locale.Key // "by {0}"
	At    time.Time
	Ref   time.Time
}

func promises(list []models.Countermeasure, now time.Time, s Speech) []Promise {
	ps := make([]Promise, len(list))
	for i, c := range list {
		ps[i] = Promise{c, now, s}
	}
	return ps
}

// kept counts the promises that are done; dropped ones are no longer promises.
func (s Speech) kept(list []models.Countermeasure) string {
	done, all := 0, 0
	for _, c := range list {
		switch c.State {
		case models.Done:
			done, all = done+1, all+1
		case models.Planned, models.Underway:
			all++
		}
	}
	switch {
	case all == 0:
		return ""
	case done == all && all > 1:
		return s.Many(all, "All {0} countermeasures done")
	default:
		return s.Many(all, "{1} of {0} countermeasures done", done)
	}
}
