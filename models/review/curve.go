package review

import (
	"slices"
	"time"
)

// Curve is the recovery curve of a review: time along x, the state of recovery
// along y. It is drawn elsewhere.
type Curve struct {
	Start, End time.Time
	Recovered  bool         // the curve ends in recovery, at 1
	Points     []CurvePoint // by time; a step from each to the next
	Phases     []PhaseSpan  // stretches to shade, within Start and End
	Marks      []Mark       // turning points, by time
}

// CurvePoint is the state of recovery from a time on: 0 is the worst of it, 1 is
// recovered. The first and the last point need not belong to an entry.
type CurvePoint struct {
	At      time.Time
	Y       float64
	Effect  Effect
	EntryID string // public id; empty where no entry is behind it
}

// Mark is a turning point to be marked on the time axis.
type Mark struct {
	Name string // started, detected, acknowledged, informed, recovered
	At   time.Time
}

// Curve is the recovery curve of the review's own entries.
func (r Review) Curve() Curve {
	return Plot(r.drawn(), r.Times())
}

// drawn are the entries that the curve is drawn from and the phases are cut from.
func (r Review) drawn() []Entry {
	all := slices.Concat(r.Timeline, r.unseen)
	slices.SortStableFunc(all, asTold)
	return slices.DeleteFunc(all, func(e Entry) bool { return !e.Counts() })
}

// Plot draws the curve of entries, which are ordered by time: one step up for
// each that helped, one down for each that harmed, none for the others, scaled
// so that the worst lies at 0 and recovery at 1. Without a recovery the curve
// stays below 1.
func Plot(entries []Entry, t Times) Curve {
	c := Curve{Marks: marks(t), Recovered: t.Recovered != nil}
	if c.Start, c.End = bounds(entries, c.Marks); c.Start.IsZero() {
		return Curve{}
	}
	level, lowest, highest := 0, 0, 0
	levels := []int{0}
	c.Points = []CurvePoint{{At: c.Start, Effect: NoEffect}}
	for _, e := range entries {
		if t.Recovered == nil || !e.At.After(*t.Recovered) {
			level += step(e.Effect)
		}
		lowest, highest = min(lowest, level), max(highest, level)
		levels = append(levels, level)
		c.Points = append(c.Points, CurvePoint{At: e.At, Effect: e.Effect, EntryID: e.PublicID})
	}
	scale := float64(highest - lowest)
	if !c.Recovered || scale == 0 || level < highest {
		scale++ // recovery lies one step above everything that was reached
	}
	for i, l := range levels {
		c.Points[i].Y = float64(l-lowest) / scale
	}
	c.finish(t)
	c.Phases = shade(phases(entries, t.Recovered), c.Start, c.End)
	return c
}

// finish brings the curve to its end: to 1 at recovery, or on at its level.
func (c *Curve) finish(t Times) {
	last := c.Points[len(c.Points)-1]
	if t.Recovered == nil {
		if last.At.Before(c.End) {
			c.Points = append(c.Points, CurvePoint{At: c.End, Y: last.Y, Effect: NoEffect})
		}
		return
	}
	if i := slices.IndexFunc(c.Points, func(p CurvePoint) bool { return p.At.After(*t.Recovered) }); i > 0 {
		for n := i; n < len(c.Points); n++ {
			c.Points[n].Y = 1 // what came after recovery was tidying up
		}
		c.Points = slices.Insert(c.Points, i, CurvePoint{At: *t.Recovered, Y: 1, Effect: NoEffect})
		return
	}
	if last.Y < 1 || last.At.Before(*t.Recovered) {
		c.Points = append(c.Points, CurvePoint{At: *t.Recovered, Y: 1, Effect: NoEffect})
	}
}

func step(e Effect) int {
	switch e {
	case Positive:
		return 1
	case Negative:
		return -1
	}
	return 0
}

// marks are the turning points that are known, by time.
func marks(t Times) []Mark {
	var ms []Mark
	for _, m := range []struct {
		name string
		at   *time.Time
	}{{"started", t.Started}, {"detected", t.Detected}, {"acknowledged", t.Acknowledged}, {"informed", t.Informed}, {"recovered", t.Recovered}} {
		if m.at != nil {
			ms = append(ms, Mark{m.name, *m.at})
		}
	}
	slices.SortStableFunc(ms, func(a, b Mark) int { return a.At.Compare(b.At) })
	return ms
}

// bounds are the first and the last time on the curve.
func bounds(entries []Entry, ms []Mark) (start, end time.Time) {
	reach := func(at time.Time) {
		if start.IsZero() || at.Before(start) {
			start = at
		}
		if at.After(end) {
			end = at
		}
	}
	for _, e := range entries {
		reach(e.At)
	}
	for _, m := range ms {
		reach(m.At)
	}
	return start, end
}

// shade keeps the stretches within the curve.
func shade(spans []PhaseSpan, start, end time.Time) []PhaseSpan {
	var kept []PhaseSpan
	for _, s := range spans {
		if s.From.Before(start) {
			s.From = start
		}
		if s.Until.After(end) {
			s.Until = end
		}
		if s.Until.After(s.From) {
			kept = append(kept, s)
		}
	}
	return kept
}
