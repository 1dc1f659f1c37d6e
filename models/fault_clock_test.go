package models_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
)

// TestTwoNodesWithDifferentClocksTellOneStory (F42): two processes on one database
// whose clocks are five minutes apart post in turn. The order of the updates is
// that of the deeds, their times never go back, and the editions count on.
func TestTwoNodesWithDifferentClocksTellOneStory(t *testing.T) {
	t.Parallel()
	one, f := modelstest.Open(t)
	f.Clock.Set(modelstest.At(time.May, 4, 16, 0))
	two := models.NewStore(f.DB, f.Audit, f.Queue, f.Gate)
	two.Now = func() time.Time { return f.Clock.Now().Add(-5 * time.Minute) }
	i := modelstest.Incident(t, one, "Errors")
	want := []string{"We are looking into it."}
	for n, body := range []string{"one", "two", "three", "four"} {
		store := []*models.Store{two, one}[n%2]
		if _, err := store.PostUpdate(t.Context(), i.PublicID, models.NewUpdate{State: models.Identified, Body: body}); err != nil {
			t.Fatal(err)
		}
		f.Clock.Advance(time.Second)
		want = append(want, body)
	}
	for _, store := range []*models.Store{one, two} {
		got, err := store.Incident(t.Context(), i.PublicID)
		if err != nil {
			t.Fatal(err)
		}
		slices.Reverse(got.Updates) // newest first
		var bodies []string
		for n, u := range got.Updates {
			bodies = append(bodies, u.Body)
			if n > 0 && !u.DisplayAt.After(got.Updates[n-1].DisplayAt) {
				t.Errorf("%q is shown at %s, before what came before it", u.Body, u.DisplayAt)
			}
		}
		if !slices.Equal(bodies, want) {
			t.Errorf("the order is %s", strings.Join(bodies, ", "))
		}
		if number, err := store.Edition(t.Context()); err != nil || number != 5 {
			t.Errorf("edition %d, %v", number, err)
		}
	}
}

// TestAClockThatJumpsEndsNothingBeforeItsTime (F41): the clock goes two hours ahead
// and back while an incident and a maintenance go on. Lengths are never negative,
// what the jump began stays begun once, and the next word counts.
func TestAClockThatJumpsEndsNothingBeforeItsTime(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	f.Clock.Set(modelstest.At(time.May, 4, 16, 0))
	i := modelstest.Incident(t, store, "Errors", modelstest.Component(t, store, "API"))
	f.Clock.Advance(2 * time.Hour)
	if _, err := store.PostUpdate(t.Context(), i.PublicID, models.NewUpdate{State: models.Identified, Body: "ahead"}); err != nil {
		t.Fatal(err)
	}
	f.Clock.Advance(-2 * time.Hour)
	if _, err := store.PostUpdate(t.Context(), i.PublicID, models.NewUpdate{State: models.Resolved, Body: "over"}); err != nil {
		t.Fatal(err)
	}
	got, err := store.Incident(t.Context(), i.PublicID)
	if err != nil || got.Open() || got.ResolvedAt == nil || got.ResolvedAt.Before(got.StartedAt) {
		t.Fatalf("resolved at %v, begun at %v, %v", got.ResolvedAt, got.StartedAt, err)
	}
	if got.Updates[0].Body != "over" || !got.Updates[0].DisplayAt.After(got.Updates[1].DisplayAt) {
		t.Errorf("updates = %+v", got.Updates)
	}
}

// TestALeapSecondAddsNoLengthAndNoOrder (F41): where the clock of the machine repeats
// the last second of a day, what was said in it keeps its order and no length is
// negative.
func TestALeapSecondAddsNoLengthAndNoOrder(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	last := time.Date(2028, 12, 31, 23, 59, 59, 900_000_000, time.UTC)
	f.Clock.Set(last)
	i := modelstest.Incident(t, store, "Errors", modelstest.Component(t, store, "API"))
	for n, step := range []time.Duration{-800 * time.Millisecond, 300 * time.Millisecond, 600 * time.Millisecond} { // 59.100, again
		f.Clock.Advance(step)
		state := models.Identified
		if n == 2 {
			state = models.Resolved
		}
		if _, err := store.PostUpdate(t.Context(), i.PublicID, models.NewUpdate{State: state, Body: strings.Repeat("x", n+1)}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := store.Incident(t.Context(), i.PublicID)
	if err != nil || got.Duration(f.Clock.Now()) < 0 || got.ResolvedAt == nil || got.ResolvedAt.Before(got.StartedAt) {
		t.Fatalf("from %v to %v (%v)", got.StartedAt, got.ResolvedAt, err)
	}
	for n := 1; n < len(got.Updates); n++ { // newest first
		if !got.Updates[n-1].DisplayAt.After(got.Updates[n].DisplayAt) {
			t.Errorf("%q stands at %s, what came before it at %s", got.Updates[n-1].Body, got.Updates[n-1].DisplayAt, got.Updates[n].DisplayAt)
		}
	}
}
