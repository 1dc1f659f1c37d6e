package review_test

import (
	"slices"
	"testing"
	"time"

	"vitrine/models/review"
)

// line is the heights of a curve, in quarters rounded down.
func heights(c review.Curve) []int {
	var hs []int
	for _, p := range c.Points {
		hs = append(hs, int(p.Y*4))
	}
	return hs
}

func TestPlot(t *testing.T) {
	t.Parallel()
	entry := func(minute int, e review.Effect) review.Entry {
		return review.Entry{PublicID: "e", At: at(16, minute), Effect: e, Phase: review.Triage}
	}
	up, down, flat := review.Positive, review.Negative, review.NoEffect
	start, end := at(16, 0), at(16, 20)
	for _, tc := range []struct {
		name    string
		entries []review.Entry
		times   review.Times
		want    []int // quarters of recovery
	}{
		{name: "nothing known draws nothing"},
		{name: "two steps up end in recovery", entries: []review.Entry{entry(5, up), entry(10, flat), entry(20, up)},
			times: review.Times{Started: &start, Recovered: &end}, want: []int{0, 2, 2, 4}},
		{name: "a harmful step goes down to the bottom", entries: []review.Entry{entry(5, down), entry(10, up), entry(20, up)},
			times: review.Times{Started: &start, Recovered: &end}, want: []int{2, 0, 2, 4}},
		{name: "without recovery the top is not reached", entries: []review.Entry{entry(5, up), entry(10, up), entry(15, up)},
			times: review.Times{Started: &start}, want: []int{0, 1, 2, 3}},
		{name: "recovery comes even where no entry helped", entries: []review.Entry{entry(5, flat)},
			times: review.Times{Started: &start, Recovered: &end}, want: []int{0, 0, 4}},
		{name: "what comes after recovery stays up", entries: []review.Entry{entry(5, up), entry(30, down)},
			times: review.Times{Started: &start, Recovered: &end}, want: []int{0, 4, 4, 4}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			c := review.Plot(tc.entries, tc.times)
			if got := heights(c); !slices.Equal(got, tc.want) {
				t.Errorf("curve %v, want %v", got, tc.want)
			}
			if !slices.IsSortedFunc(c.Points, func(a, b review.CurvePoint) int { return a.At.Compare(b.At) }) {
				t.Error("the points are not in order")
			}
		})
	}
}

func TestCurveOfTheStory(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := h.tell(t, h.outage(t))
	c := r.Curve()
	if !c.Recovered || !c.Start.Equal(at(16, 0)) || !c.End.Equal(at(16, 20)) || c.Points[len(c.Points)-1].Y != 1 {
		t.Errorf("curve: %+v", c)
	}
	var marks []string
	for _, m := range c.Marks {
		marks = append(marks, m.Name+m.At.Format(" 15:04"))
	}
	if want := []string{"started 16:00", "detected 16:10", "acknowledged 16:11", "informed 16:12", "recovered 16:20"}; !slices.Equal(marks, want) {
		t.Errorf("marks %v, want %v", marks, want)
	}
	for i, p := range c.Phases {
		if p.Until.Sub(p.From) <= 0 || i > 0 && p.From.Sub(c.Phases[i-1].Until) != time.Duration(0) {
			t.Errorf("phases do not follow each other: %+v", c.Phases)
		}
	}
}
