package views

import (
	"slices"
	"time"
)

// scale places moments on the x axis. A stretch in which nothing happens and
// that takes most of the room is cut short.
type scale struct {
	at   []time.Time // moments, ascending
	xs   []float64   // their places
	gaps []gap
}

// gap is a stretch that was cut short.
type gap struct {
	x      int // its middle
	length time.Duration
}

// newScale places everything of a figure.
func newScale(f Figure) scale {
	s := scale{at: []time.Time{f.Start, f.End}}
	add := func(t time.Time) {
		if !t.Before(f.Start) && !t.After(f.End) {
			s.at = append(s.at, t)
		}
	}
	for _, p := range f.Points {
		add(p.At)
	}
	for _, m := range f.Marks {
		add(m.At)
	}
	for _, i := range slices.Concat(f.Phases, f.Impact) {
		add(i.From)
		add(i.Until)
	}
	slices.SortFunc(s.at, time.Time.Compare)
	s.at = slices.CompactFunc(s.at, time.Time.Equal)
	weights, cut := shorten(s.at)
	var whole float64
	for _, w := range weights {
		whole += w
	}
	s.xs = []float64{figureLeft}
	for _, w := range weights {
		s.xs = append(s.xs, s.xs[len(s.xs)-1]+w/whole*(figureRight-figureLeft))
	}
	for n, c := range cut {
		if c {
			s.gaps = append(s.gaps, gap{int((s.xs[n]+s.xs[n+1])/2 + .5), s.at[n+1].Sub(s.at[n])})
		}
	}
	return s
}

// shorten is how much room each stretch gets: as long as it lasted, except where
// it would take more than two fifths of it all from four others or more.
func shorten(at []time.Time) (weights []float64, cut []bool) {
	weights, cut = make([]float64, len(at)-1), make([]bool, len(at)-1)
	var whole float64
	for n := range weights {
		weights[n] = float64(at[n+1].Sub(at[n]))
		whole += weights[n]
	}
	for range len(weights) {
		longest := slices.Index(weights, slices.Max(weights))
		rest := whole - weights[longest]
		if len(weights) < 5 || cut[longest] || weights[longest] < 2*rest/3 || at[longest+1].Sub(at[longest]) < 20*time.Minute {
			break
		}
		whole -= weights[longest]
		weights[longest], cut[longest] = rest/5, true
		whole += weights[longest]
	}
	return weights, cut
}

// x is the place of a moment.
func (s scale) x(t time.Time) int {
	n, _ := slices.BinarySearchFunc(s.at, t, time.Time.Compare)
	switch {
	case n == 0:
		return figureLeft
	case n == len(s.at):
		return figureRight
	}
	from, to := s.at[n-1], s.at[n]
	share := float64(t.Sub(from)) / float64(to.Sub(from))
	return int(s.xs[n-1] + share*(s.xs[n]-s.xs[n-1]) + .5)
}

// ticks are round moments, about eight for an axis without cuts, and none inside
// a cut.
func (s scale) ticks() []time.Time {
	var shown time.Duration
	for n := 1; n < len(s.at); n++ {
		if !s.cut(n) {
			shown += s.at[n].Sub(s.at[n-1])
		}
	}
	step := curveStep(shown / 2)
	var list []time.Time
	for n := 1; n < len(s.at); n++ {
		if s.cut(n) {
			continue
		}
		first := s.at[n-1].Truncate(step)
		for t := first; !t.After(s.at[n]); t = t.Add(step) {
			if !t.Before(s.at[n-1]) && (len(list) == 0 || t.After(list[len(list)-1])) {
				list = append(list, t)
			}
		}
	}
	return list
}

// cut reports whether the stretch that ends at moment n was cut short.
func (s scale) cut(n int) bool {
	middle := int((s.xs[n-1]+s.xs[n])/2 + .5)
	return slices.ContainsFunc(s.gaps, func(g gap) bool { return g.x == middle && g.length == s.at[n].Sub(s.at[n-1]) })
}
