package models_test

import (
	"slices"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
)

// settledJobs counts how often subscribers are to hear that no promise is open.
func settledJobs(f *modelstest.Fixtures) (n int) {
	for _, job := range f.Queue.Jobs() {
		if _, ok := job.(models.CountermeasuresDone); ok {
			n++
		}
	}
	return n
}

func TestTheLastPromiseIsToldOfAndNoOther(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name string
		to   []models.CountermeasureState // of each promise in turn
		want int
	}{
		{"one of two is kept", []models.CountermeasureState{models.Done, models.Planned}, 0},
		{"both are kept", []models.CountermeasureState{models.Done, models.Done}, 1},
		{"the last one is dropped", []models.CountermeasureState{models.Done, models.Dropped}, 1},
		{"both are dropped", []models.CountermeasureState{models.Dropped, models.Dropped}, 0},
		{"the last one is under way", []models.CountermeasureState{models.Done, models.Underway}, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			store, f := modelstest.Open(t)
			n := revision("login-outage")
			n.Countermeasures[1].State = models.Planned
			p := publish(t, store, n)
			for k, state := range tc.to {
				if _, err := store.SetCountermeasure(t.Context(), p.Countermeasures[k].PublicID, state, "It is not needed."); err != nil {
					t.Fatal(err)
				}
			}
			if got := settledJobs(f); got != tc.want {
				t.Errorf("told %d times, want %d", got, tc.want)
			}
			if _, err := store.SetCountermeasure(t.Context(), p.Countermeasures[0].PublicID, tc.to[0], "It is not needed any more."); err != nil {
				t.Fatal(err)
			}
			if got := settledJobs(f); got != tc.want {
				t.Errorf("another reason made it %d times, want %d", got, tc.want)
			}
		})
	}
}

func TestAQuietRevisionThatSettlesTheLastPromiseTellsOfIt(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	p := publish(t, store, revision("login-outage"))
	n := revision("login-outage")
	n.PostmortemID, n.Note = p.ID, "The queue is watched now."
	n.Countermeasures[0].PublicID, n.Countermeasures[0].State = p.Countermeasures[0].PublicID, models.Done
	publish(t, store, n)
	if got := settledJobs(f); got != 1 {
		t.Errorf("told %d times, want once", got)
	}
}

func TestAPreliminaryReportPromisesTheFullOne(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	f.Clock.Set(modelstest.At(time.May, 5, 10, 0))
	n := revision("login-outage")
	n.FullBy = to(modelstest.At(time.May, 4, 0, 0))
	if _, err := store.PublishRevision(t.Context(), n); fields(t, err)["full_by"] == "" {
		t.Errorf("a day that is over: %v", err)
	}
	n.FullBy = to(modelstest.At(time.May, 12, 15, 0))
	p := publish(t, store, n)
	if by := p.Current().FullBy; by == nil || !by.Equal(modelstest.At(time.May, 12, 0, 0)) {
		t.Errorf("the full report is due %v", by)
	}
	n.PostmortemID, n.Note, n.FullBy = p.ID, "This is the full report.", nil
	p = publish(t, store, n)
	if p.Current().FullBy != nil || p.Revision != 2 {
		t.Errorf("the full report = %+v", p.Current())
	}
	if !slices.ContainsFunc(p.Revisions, func(r models.PostmortemRevision) bool { return r.Number == 1 && r.FullBy != nil }) {
		t.Error("the first revision forgot that it was preliminary")
	}
}
