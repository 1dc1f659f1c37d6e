package models_test

import (
	"fmt"
	"slices"
	"testing"

	"vitrine/models"
	"vitrine/models/modelstest"
)

// TestAListOfPostmortemsLosesNoneBetweenItsPages publishes several at one moment,
// where the time alone tells no order.
func TestAListOfPostmortemsLosesNoneBetweenItsPages(t *testing.T) {
	t.Parallel()
	store, _ := modelstest.Open(t)
	i := modelstest.Incident(t, store, "Login fails")
	for n := range 7 {
		publish(t, store, revision(fmt.Sprintf("outage-%d", n), i.ID))
	}
	all, err := store.Postmortems(t.Context())
	if err != nil || len(all) != 7 {
		t.Fatalf("%d postmortems, %v", len(all), err)
	}
	for _, limit := range []int{1, 3, 7, 50} {
		var walked []models.Postmortem
		for before := ""; ; {
			page, err := store.PostmortemList(t.Context(), before, limit)
			if err != nil || len(page) > limit {
				t.Fatalf("%d of at most %d, %v", len(page), limit, err)
			}
			if len(page) == 0 {
				break
			}
			walked, before = append(walked, page...), page[len(page)-1].PublicID
		}
		same := func(a, b models.Postmortem) bool { return a.ID == b.ID && a.Current().Title == b.Current().Title }
		if !slices.EqualFunc(walked, all, same) {
			t.Errorf("by %d: %d postmortems in another order than all of them", limit, len(walked))
		}
	}
	if _, err := store.PostmortemList(t.Context(), "nothing", 3); models.KindOf(err) != models.NotFound {
		t.Errorf("after one that does not exist: %v", err)
	}
}

func TestAnIncidentLeadsToItsLatestPostmortem(t *testing.T) {
	t.Parallel()
	store, _ := modelstest.Open(t)
	one, other := modelstest.Incident(t, store, "Login fails"), modelstest.Incident(t, store, "Reports are late")
	about := func(id int64, want string) {
		t.Helper()
		if slug, err := store.PostmortemAbout(t.Context(), id); err != nil || slug != want {
			t.Errorf("%q, %v, want %q", slug, err, want)
		}
	}
	about(one.ID, "")
	publish(t, store, revision("first", one.ID))
	second := publish(t, store, revision("second", one.ID, other.ID))
	about(one.ID, "second")
	if _, err := store.WithdrawPostmortem(t.Context(), second.Slug, 0, "It said too much."); err != nil {
		t.Fatal(err)
	}
	about(one.ID, "first")
	about(other.ID, "")
}
