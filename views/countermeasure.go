package views

import (
	"fmt"
	"html/template"
	"time"

	"vitrine/models"
)

// Promise is a countermeasure as readers see it.
type Promise struct {
	Countermeasure models.Countermeasure
	Now            time.Time
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
func (p Promise) State() string { return StateWord(p.Countermeasure.State) }

// Body is its text, without the paragraph around it.
func (p Promise) Body() template.HTML { return MarkdownAt(4, p.Countermeasure.Body) }

// Day is the day that matters for it, with the word before it: "by", "on". Nil
// means none.
func (p Promise) Day() *PromiseDay {
	c := p.Countermeasure
	switch {
	case c.State == models.Done && c.DoneAt != nil:
		return &PromiseDay{"on", *c.DoneAt, p.Now}
	case c.State == models.Done || c.State == models.Dropped || c.DueOn == nil:
		return nil
	case p.Late():
		return &PromiseDay{"late, was due", *c.DueOn, p.Now}
	default:
		return &PromiseDay{"by", *c.DueOn, p.Now}
	}
}

// PromiseDay is a day and what it means.
type PromiseDay struct {
	Word string
	At   time.Time
	Ref  time.Time
}

func promises(list []models.Countermeasure, now time.Time) []Promise {
	ps := make([]Promise, len(list))
	for i, c := range list {
		ps[i] = Promise{c, now}
	}
	return ps
}

// kept counts the promises that are done; dropped ones are no longer promises.
func kept(list []models.Countermeasure) string {
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
		return fmt.Sprintf("All %d countermeasures done", all)
	default:
		return fmt.Sprintf("%d of %s done", done, Count(all, "countermeasure"))
	}
}
