package models_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
)

func TestAnIncidentFromFirstToLastWord(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	ctx := t.Context()
	now := modelstest.At(time.May, 4, 16, 0)
	f.Clock.Set(now)
	login, mail, web := modelstest.Component(t, store, "Login"), modelstest.Component(t, store, "Mail"), modelstest.Component(t, store, "Web")
	f.Clock.Advance(time.Hour)
	i := modelstest.Incident(t, store, "Login fails", login)
	post := func(n models.NewUpdate) models.Update {
		t.Helper()
		f.Clock.Advance(10 * time.Minute)
		u, err := store.PostUpdate(ctx, i.PublicID, n)
		if err != nil {
			t.Fatal(err)
		}
		return u
	}
	u := post(models.NewUpdate{State: models.Identified, Body: "Found.", NextUpdateAt: to(f.Clock.Now().Add(time.Hour)),
		Components: []models.ComponentChoice{{ID: mail.PublicID, Status: models.Degraded}}})
	want := []models.UpdateComponent{
		{UpdateID: u.ID, ComponentID: mail.ID, OldStatus: models.Operational, NewStatus: models.Degraded},
		{UpdateID: u.ID, ComponentID: login.ID, OldStatus: models.MajorOutage, NewStatus: models.MajorOutage},
	}
	if !slices.Equal(u.Components, want) {
		t.Errorf("components = %+v, want the unchanged one as well", u.Components)
	}
	monitored := post(models.NewUpdate{State: models.Monitoring, Body: "Better.", PostmortemExpectedBy: to(now.AddDate(0, 0, 3))})
	resolved := post(models.NewUpdate{State: models.Resolved, Body: "Over.", Notify: true, Components: []models.ComponentChoice{
		{ID: login.PublicID, Status: models.Operational}, {ID: mail.PublicID, Status: models.Operational}}})
	got, err := store.Incident(ctx, i.PublicID)
	if err != nil {
		t.Fatal(err)
	}
	if got.Open() || !got.ResolvedAt.Equal(resolved.DisplayAt) || !got.MonitoringAt.Equal(monitored.DisplayAt) || got.NextUpdateAt != nil ||
		got.PostmortemExpectedBy == nil || got.Impact != models.MajorImpact || got.Version != 4 {
		t.Errorf("resolved = %+v", got)
	}
	if got.Duration(f.Clock.Now().Add(time.Hour)) != 30*time.Minute || len(got.Updates) != 4 || got.Updates[0].State != "resolved" {
		t.Errorf("duration %s, updates %+v", got.Duration(f.Clock.Now()), got.Updates)
	}
	if ids := got.ComponentIDs(); !slices.Equal(ids, []int64{login.ID, mail.ID}) {
		t.Errorf("components = %v, want %d and %d and not %d", ids, login.ID, mail.ID, web.ID)
	}
	reopened := post(models.NewUpdate{State: models.Investigating, Body: "It is back."})
	if got, err = store.Incident(ctx, i.PublicID); err != nil || !got.Open() || got.ResolvedAt != nil || !reopened.DisplayAt.After(resolved.DisplayAt) {
		t.Errorf("reopened = %+v, %v", got, err)
	}
}

// TestUpdatesKeepTheirOrderWhenTheClockGoesBack: order is that of the deeds (F41).
func TestUpdatesKeepTheirOrderWhenTheClockGoesBack(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	f.Clock.Set(modelstest.At(time.May, 4, 16, 0))
	i := modelstest.Incident(t, store, "Errors")
	f.Clock.Advance(-2 * time.Hour)
	for _, body := range []string{"one", "two"} {
		if _, err := store.PostUpdate(t.Context(), i.PublicID, models.NewUpdate{State: models.Identified, Body: body}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := store.Incident(t.Context(), i.PublicID)
	if err != nil {
		t.Fatal(err)
	}
	if got.Updates[0].Body != "two" || got.Updates[1].Body != "one" || got.Updates[0].DisplayAt.Sub(got.Updates[2].DisplayAt) != 2*time.Microsecond {
		t.Errorf("updates = %+v", got.Updates)
	}
	_, err = store.PostUpdate(t.Context(), i.PublicID, models.NewUpdate{State: models.Identified, Body: "x", DisplayAt: to(modelstest.At(time.May, 4, 15, 0))})
	if fields(t, err)["display_at"] == "" {
		t.Errorf("an update before the last one: %v", err)
	}
}

// TestTwoPeoplePostAtOnce: one is kept, the others learn that they came too late (F11).
func TestTwoPeoplePostAtOnce(t *testing.T) {
	t.Parallel()
	store, _ := modelstest.Open(t)
	i := modelstest.Incident(t, store, "Errors")
	var wg sync.WaitGroup
	errs := make([]error, 4)
	for n := range errs {
		wg.Go(func() {
			_, errs[n] = store.PostUpdate(t.Context(), i.PublicID, models.NewUpdate{State: models.Identified, Body: "Found.", Version: i.Version})
		})
	}
	wg.Wait()
	stale := 0
	for _, err := range errs {
		if kind(err) == models.Stale {
			stale++
		} else if err != nil {
			t.Error(err)
		}
	}
	if stale != 3 {
		t.Errorf("%d of 4 were stale, want 3", stale)
	}
	if got, err := store.Incident(t.Context(), i.PublicID); err != nil || len(got.Updates) != 2 || got.Version != 2 {
		t.Errorf("incident = %+v, %v", got, err)
	}
}

// TestDeedsOfManyPeopleKeepTheEditionInOrder: numbers commit in order (F11 and F42).
func TestDeedsOfManyPeopleKeepTheEditionInOrder(t *testing.T) {
	t.Parallel()
	store, _ := modelstest.Open(t)
	c := modelstest.Component(t, store, "API")
	i := modelstest.Incident(t, store, "Errors", c)
	before, err := store.Edition(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for n := range 4 {
		wg.Go(func() {
			for k := range 5 {
				status := models.Statuses[(n+k)%len(models.Statuses)]
				_, err := store.PostUpdate(t.Context(), i.PublicID, models.NewUpdate{State: models.Identified, Body: "Found.",
					Components: []models.ComponentChoice{{ID: c.PublicID, Status: status}}})
				_, err2 := store.SetComponentStatus(t.Context(), c.PublicID, models.Operational)
				if err := errors.Join(err, err2); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	ps, err := store.Publications(t.Context(), before)
	if err != nil {
		t.Fatal(err)
	}
	for n, p := range ps {
		if p.Edition != before+int64(n)+1 {
			t.Fatalf("publication %d has number %d", n, p.Edition)
		}
	}
	if after, err := store.Edition(t.Context()); err != nil || after != before+int64(len(ps)) || len(ps) < 40 {
		t.Errorf("%d publications up to edition %d, %v", len(ps), after, err)
	}
}

func TestCorrectUpdate(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	ctx := t.Context()
	i := modelstest.Incident(t, store, "Errors")
	first := i.Updates[0]
	u, err := store.CorrectUpdate(ctx, first.PublicID, models.Correction{Body: "We are looking into errors.", Notify: true, Version: first.Version})
	if err != nil {
		t.Fatal(err)
	}
	if u.Body != "We are looking into errors." || u.CorrectedAt == nil || u.Version != 2 {
		t.Errorf("corrected = %+v", u)
	}
	if jobs := f.Queue.Jobs(); jobs[len(jobs)-1] != (models.UpdateCorrected{UpdateID: u.ID}) {
		t.Errorf("jobs = %v", jobs)
	}
	if got, err := store.Incident(ctx, i.PublicID); err != nil || got.Version != i.Version || !got.UpdatedAt.After(i.UpdatedAt) {
		t.Errorf("incident = %+v, %v; want it marked as changed and its version kept", got, err)
	}
	if _, err := store.CorrectUpdate(ctx, first.PublicID, models.Correction{Body: "Late.", Version: 1}); kind(err) != models.Stale {
		t.Errorf("a correction of an old text: %v, want stale", err)
	}
	if _, err := store.CorrectUpdate(ctx, "nothing", models.Correction{Body: "x"}); kind(err) != models.NotFound {
		t.Errorf("a correction of nothing: %v, want not found", err)
	}
}

func TestRemoveUpdate(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	ctx := t.Context()
	c := modelstest.Component(t, store, "API")
	i := modelstest.Incident(t, store, "Errors", c)
	leaked, err := store.PostUpdate(ctx, i.PublicID, models.NewUpdate{State: models.Identified, Body: "It was web-prod-3."})
	if err != nil {
		t.Fatal(err)
	}
	if err := store.RemoveUpdate(ctx, leaked.PublicID, ""); fields(t, err)["reason"] == "" {
		t.Errorf("without a reason: %v", err)
	}
	before, _ := store.Edition(ctx)
	if err := store.RemoveUpdate(ctx, leaked.PublicID, "It named a host."); err != nil {
		t.Fatal(err)
	}
	got, err := store.Incident(ctx, i.PublicID)
	if err != nil || len(got.Updates) != 1 || got.State != models.Identified {
		t.Errorf("incident = %+v, %v", got, err)
	}
	if ps, err := store.Publications(ctx, before); err != nil || len(ps) != 1 || ps[0].Noun != "incident" || ps[0].SubjectID != i.ID {
		t.Errorf("publications = %+v, %v", ps, err)
	}
	entries := f.Audit.Entries()
	e := entries[len(entries)-1]
	was, _ := e.Before.(map[string]any)
	if e.Deed != "update.removed" || e.Subject != i.PublicID || !strings.Contains(was["body"].(string), "web-prod-3") {
		t.Errorf("the trail keeps %+v", e)
	}
}
