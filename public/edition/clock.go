package edition

import (
	"time"

	"vitrine/models"
)

// clock is the time an edition is made for, and what only the time says.
type clock struct {
	now   time.Time
	seen  time.Time  // until when the facts are known: now, or when the database was last seen
	stale *time.Time // the database was last seen then, which is too long ago
}

// seesToday reports whether the facts of the present day are known.
func (w clock) seesToday() bool { return !w.seen.Before(midnight(w.now)) }

// clockAt reads the clock. Data count as old much sooner while something is going
// on: on a quiet page the last word is likely to be still true.
func (p *Press) clockAt(now time.Time) clock { return p.clockSince(now, p.away.Load()) }

// clockSince is clockAt where the facts were last true at a time, nil for now.
func (p *Press) clockSince(now time.Time, since *time.Time) clock {
	w := clock{now: now, seen: now}
	if since == nil || p.site == nil {
		return w
	}
	if since.Before(now) {
		w.seen = *since
	}
	patience := p.cfg.Calm
	if p.site.active() {
		patience = p.cfg.Patience
	}
	if now.Sub(*since) >= patience {
		w.stale = since
	}
	return w
}

// active reports whether readers wait for the next word.
func (c *catalog) active() bool {
	for _, i := range c.incidents {
		if i.Open() {
			return true
		}
	}
	for _, m := range c.maintenances {
		if m.Active() {
			return true
		}
	}
	return false
}

// midnight is the start of the day of t, in UTC, by which pages count days.
func midnight(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }

// A mark is a time at which a page changes although nothing was published. A
// promise counts as broken one second after its time.
const broken = time.Second

// marks are the times that i sets.
func (i *incident) marks() []time.Time {
	var list []time.Time
	if i.Open() && i.NextUpdateAt != nil {
		list = append(list, i.NextUpdateAt.Add(broken))
	}
	if i.PostmortemExpectedBy != nil {
		list = append(list, midnight(*i.PostmortemExpectedBy).AddDate(0, 0, 1)) // the whole day counts
	}
	return list
}

// marks are the times that m sets.
func (m *maintenance) marks() []time.Time {
	if m.Over() {
		return nil
	}
	return []time.Time{m.ScheduledFor, m.ScheduledUntil.Add(broken)}
}

// passed returns the latest of marks that is not after now, and not before floor.
func passed(marks []time.Time, floor, now time.Time) time.Time {
	for _, t := range marks {
		if !t.After(now) && t.After(floor) {
			floor = t
		}
	}
	return floor
}

// allMarks are the times set by anything.
func (c *catalog) allMarks() []time.Time {
	var list []time.Time
	for _, i := range c.incidents {
		list = append(list, i.marks()...)
	}
	for _, m := range c.maintenances {
		list = append(list, m.marks()...)
	}
	for _, p := range c.postmortems {
		list = append(list, p.marks()...)
	}
	return list
}

// Steps are how often the figures of a component move on by the clock alone:
// those of a day in trouble soon, those of a good one seldom.
const (
	calmStep    = time.Hour
	troubleStep = 10 * time.Minute
)

// step is how often the figures of s move on.
func step(s *models.Component) time.Duration {
	if s.Status == models.Operational {
		return calmStep
	}
	return troubleStep
}

// step is the shortest step of any component.
func (c *catalog) step() time.Duration {
	for n := range c.components {
		if step(&c.components[n]) == troubleStep {
			return troubleStep
		}
	}
	return calmStep
}

// toldUntil is how far the record of s is told: to its last change or the last
// step of the clock, never further than the facts are known.
func (c *catalog) toldUntil(s *models.Component, w clock) time.Time {
	at := w.seen.UTC().Truncate(step(s))
	for _, change := range c.changes[s.ID] {
		if change.At.After(at) && !change.At.After(w.seen) {
			at = change.At
		}
	}
	return at
}

// nextMark is when the clock alone will change a page after now.
func (c *catalog) nextMark(w clock) time.Time {
	next := w.now.UTC().Truncate(c.step()).Add(c.step())
	for _, t := range c.allMarks() {
		if t.After(w.now) && t.Before(next) {
			next = t
		}
	}
	return next
}

// liveAt is the time the home page is rendered for: that of the last publication
// or of the last mark the clock passed since. Two presses that know the same
// render the same.
func (c *catalog) liveAt(w clock) time.Time {
	return passed(append(c.allMarks(), midnight(w.now), w.seen.UTC().Truncate(c.step())), c.at, w.now)
}
