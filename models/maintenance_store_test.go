package models_test

import (
	"slices"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
)

// planned announces a maintenance of c in two hours, for one hour.
func planned(t *testing.T, store *models.Store, n models.NewMaintenance, cs ...models.Component) models.Maintenance {
	t.Helper()
	n.Title, n.Body = "Database upgrade", "We are moving to a new release."
	n.ScheduledFor = store.Now().Add(2 * time.Hour)
	n.ScheduledUntil = n.ScheduledFor.Add(time.Hour)
	for _, c := range cs {
		n.ComponentIDs = append(n.ComponentIDs, c.PublicID)
	}
	m, err := store.PlanMaintenance(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func status(t *testing.T, store *models.Store, c models.Component) models.Status {
	t.Helper()
	got, err := store.Component(t.Context(), c.PublicID)
	if err != nil {
		t.Fatal(err)
	}
	return got.Status
}

func TestPlanMaintenance(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	ctx := t.Context()
	api := modelstest.Component(t, store, "API")
	m := planned(t, store, models.NewMaintenance{Remind: []string{"24h", " 1h "}, Notify: true}, api)
	got, err := store.Maintenance(ctx, m.PublicID)
	if err != nil {
		t.Fatal(err)
	}
	if got.State != models.Scheduled || got.Remind != "24h,1h" || !slices.Equal(got.ComponentIDs, []int64{api.ID}) || len(got.Updates) != 1 ||
		got.Updates[0].State != "scheduled" || got.Updates[0].Components[0].NewStatus != models.Operational {
		t.Errorf("maintenance = %+v", got)
	}
	if jobs := f.Queue.Jobs(); len(jobs) != 1 || jobs[0] != (models.UpdatePublished{UpdateID: got.Updates[0].ID}) {
		t.Errorf("jobs = %v", jobs)
	}
	_, err = store.PlanMaintenance(ctx, models.NewMaintenance{ScheduledFor: store.Now().Add(-2 * time.Hour), ScheduledUntil: store.Now().Add(-3 * time.Hour),
		ComponentIDs: nil, Remind: []string{"soon"}})
	if got := fields(t, err); got["title"] == "" || got["body"] == "" || got["scheduled_until"] == "" || got["remind"] == "" {
		t.Errorf("complaints = %v", got)
	}
}

func TestMaintenanceByHand(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	ctx := t.Context()
	f.Clock.Set(modelstest.At(time.May, 4, 8, 0))
	api, web := modelstest.Component(t, store, "API"), modelstest.Component(t, store, "Web")
	m := planned(t, store, models.NewMaintenance{}, api, web)
	if _, err := store.SetComponentStatus(ctx, web.PublicID, models.MajorOutage); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		state    models.MaintenanceState
		api, web models.Status
	}{
		{models.InProgress, models.UnderMaintenance, models.MajorOutage},
		{models.Verifying, models.UnderMaintenance, models.MajorOutage},
		{models.Completed, models.Operational, models.MajorOutage},
	} {
		f.Clock.Advance(time.Hour)
		if _, err := store.PostMaintenanceUpdate(ctx, m.PublicID, models.NewMaintenanceUpdate{State: step.state, Body: "On it."}); err != nil {
			t.Fatal(err)
		}
		if a, w := status(t, store, api), status(t, store, web); a != step.api || w != step.web {
			t.Errorf("%s: api %s, web %s; want %s, %s", step.state, a, w, step.api, step.web)
		}
	}
	got, err := store.Maintenance(ctx, m.PublicID)
	if err != nil || !got.Over() || !got.StartedAt.Equal(modelstest.At(time.May, 4, 9, 0)) || !got.VerifyingAt.Equal(modelstest.At(time.May, 4, 10, 0)) ||
		!got.CompletedAt.Equal(modelstest.At(time.May, 4, 11, 0)) || len(got.Updates) != 4 {
		t.Errorf("maintenance = %+v, %v", got, err)
	}
	_, err = store.PostMaintenanceUpdate(ctx, m.PublicID, models.NewMaintenanceUpdate{State: models.InProgress, Body: "Again."})
	if fields(t, err)["state"] == "" {
		t.Errorf("starting what is over: %v", err)
	}
	_, err = store.PostMaintenanceUpdate(ctx, m.PublicID, models.NewMaintenanceUpdate{State: models.Completed, Body: "PS", Version: 1})
	if kind(err) != models.Stale {
		t.Errorf("an old version: %v, want stale", err)
	}
}

func TestOverlappingMaintenancesShareAComponent(t *testing.T) {
	t.Parallel()
	store, _ := modelstest.Open(t)
	api := modelstest.Component(t, store, "API")
	first, second := planned(t, store, models.NewMaintenance{}, api), planned(t, store, models.NewMaintenance{}, api)
	for _, step := range []struct {
		m     models.Maintenance
		state models.MaintenanceState
		want  models.Status
	}{
		{first, models.InProgress, models.UnderMaintenance},
		{second, models.InProgress, models.UnderMaintenance},
		{first, models.Completed, models.UnderMaintenance},
		{second, models.Cancelled, models.Operational},
	} {
		if _, err := store.PostMaintenanceUpdate(t.Context(), step.m.PublicID, models.NewMaintenanceUpdate{State: step.state, Body: "On it."}); err != nil {
			t.Fatal(err)
		}
		if got := status(t, store, api); got != step.want {
			t.Errorf("after %s: %s, want %s", step.state, got, step.want)
		}
	}
}

func TestAMaintenanceEndsOnlyWhatAMaintenanceBegan(t *testing.T) {
	t.Parallel()
	say := func(store *models.Store, m models.Maintenance, states ...models.MaintenanceState) {
		t.Helper()
		for _, state := range states {
			if _, err := store.PostMaintenanceUpdate(t.Context(), m.PublicID, models.NewMaintenanceUpdate{State: state, Body: "Word."}); err != nil {
				t.Fatal(err)
			}
		}
	}
	byHand := func(store *models.Store, c models.Component, status models.Status) {
		t.Helper()
		if _, err := store.SetComponentStatus(t.Context(), c.PublicID, status); err != nil {
			t.Fatal(err)
		}
	}
	for name, tc := range map[string]struct {
		do   func(*models.Store, models.Maintenance, models.Component)
		want models.Status
	}{
		"what it brought under maintenance itself": {func(s *models.Store, m models.Maintenance, _ models.Component) {
			say(s, m, models.InProgress, models.Completed)
		}, models.Operational},
		"a component set by hand before it began": {func(s *models.Store, m models.Maintenance, c models.Component) {
			byHand(s, c, models.UnderMaintenance)
			say(s, m, models.InProgress, models.Completed)
		}, models.UnderMaintenance},
		"a component set by hand, where it never began": {func(s *models.Store, m models.Maintenance, c models.Component) {
			byHand(s, c, models.UnderMaintenance)
			say(s, m, models.Cancelled)
		}, models.UnderMaintenance},
		"a component of another one, by a word said after the end": {func(s *models.Store, m models.Maintenance, c models.Component) {
			say(s, m, models.InProgress, models.Completed)
			other := planned(t, s, models.NewMaintenance{}, c)
			say(s, other, models.InProgress)
			say(s, m, models.Completed)
		}, models.UnderMaintenance},
		"a component set by hand after the end, by one more word": {func(s *models.Store, m models.Maintenance, c models.Component) {
			say(s, m, models.InProgress, models.Completed)
			byHand(s, c, models.UnderMaintenance)
			say(s, m, models.Completed)
		}, models.UnderMaintenance},
	} {
		store, _ := modelstest.Open(t)
		c := modelstest.Component(t, store, "API")
		tc.do(store, planned(t, store, models.NewMaintenance{}, c), c)
		if got := status(t, store, c); got != tc.want {
			t.Errorf("%s: %s, want %s", name, got, tc.want)
		}
	}
}

func TestAMaintenanceThatFailsStopsNoOther(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	f.Clock.Set(modelstest.At(time.May, 4, 12, 0))
	first := planned(t, store, models.NewMaintenance{AutoStart: true})
	f.Clock.Advance(time.Minute)
	last := planned(t, store, models.NewMaintenance{AutoStart: true}) // looked at first
	f.Clock.Advance(2 * time.Hour)
	stuck := ""
	f.Gate.Stop = func(models.Text) error {
		if stuck == "" {
			stuck = "one"
			return models.Fail(models.Invalid, "One find stops this text.")
		}
		return nil
	}
	n, err := store.AdvanceMaintenances(t.Context())
	if n != 1 || kind(err) != models.Invalid {
		t.Errorf("%d changed, %v; want one, and the failure of the other", n, err)
	}
	started := 0
	for _, id := range []string{first.PublicID, last.PublicID} {
		if m, err := store.Maintenance(t.Context(), id); err == nil && m.State == models.InProgress {
			started++
		}
	}
	if started != 1 {
		t.Errorf("%d were started, want 1", started)
	}
}

func TestMaintenanceByClock(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	ctx := t.Context()
	f.Clock.Set(modelstest.At(time.May, 4, 8, 0))
	api := modelstest.Component(t, store, "API")
	byHand := planned(t, store, models.NewMaintenance{})
	m := planned(t, store, models.NewMaintenance{AutoStart: true, AutoComplete: true, Remind: []string{"24h", "1h"}, Notify: true}, api)
	for _, step := range []struct {
		at      int // hour
		changed int
		want    models.MaintenanceState
		jobs    int // so far, the announcement included
	}{{8, 0, models.Scheduled, 1}, {9, 0, models.Scheduled, 2}, {9, 0, models.Scheduled, 2}, {10, 1, models.InProgress, 3}, {10, 0, models.InProgress, 3}, {11, 1, models.Completed, 4}, {12, 0, models.Completed, 4}} {
		f.Clock.Set(modelstest.At(time.May, 4, step.at, 30))
		if step.at == 8 || step.at == 12 {
			f.Clock.Set(modelstest.At(time.May, 4, step.at, 0))
		}
		n, err := store.AdvanceMaintenances(ctx)
		if err != nil || n != step.changed {
			t.Errorf("%d o'clock: %d changed, %v; want %d", step.at, n, err, step.changed)
		}
		got, err := store.Maintenance(ctx, m.PublicID)
		if err != nil || got.State != step.want || len(f.Queue.Jobs()) != step.jobs {
			t.Errorf("%d o'clock: %s with %v, %v; want %s with %d jobs", step.at, got.State, f.Queue.Jobs(), err, step.want, step.jobs)
		}
	}
	if jobs := f.Queue.Jobs(); jobs[1] != (models.MaintenanceReminded{MaintenanceID: m.ID}) {
		t.Errorf("jobs = %v, want one reminder before the start", jobs)
	}
	if got, err := store.Maintenance(ctx, byHand.PublicID); err != nil || got.State != models.Scheduled {
		t.Errorf("what was planned by hand = %+v, %v", got, err)
	}
	if got := status(t, store, api); got != models.Operational {
		t.Errorf("the component = %s", got)
	}
}

func TestAMissedMaintenanceIsCaughtUp(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	f.Clock.Set(modelstest.At(time.May, 4, 8, 0))
	m := planned(t, store, models.NewMaintenance{AutoStart: true, AutoComplete: true})
	f.Clock.Advance(24 * time.Hour)
	if n, err := store.AdvanceMaintenances(t.Context()); err != nil || n != 2 {
		t.Errorf("%d steps, %v; want 2", n, err)
	}
	if got, err := store.Maintenance(t.Context(), m.PublicID); err != nil || got.State != models.Completed || len(got.Updates) != 3 {
		t.Errorf("maintenance = %+v, %v", got, err)
	}
}

func TestEditMaintenance(t *testing.T) {
	t.Parallel()
	store, _ := modelstest.Open(t)
	ctx := t.Context()
	api, web := modelstest.Component(t, store, "API"), modelstest.Component(t, store, "Web")
	m := planned(t, store, models.NewMaintenance{Remind: []string{"1h"}}, api)
	until := m.ScheduledUntil.Add(time.Hour)
	got, err := store.EditMaintenance(ctx, m.PublicID, models.MaintenanceEdit{ScheduledUntil: &until, ComponentIDs: &[]string{web.Slug},
		AutoStart: to(true), Remind: &[]string{}, Version: m.Version})
	if err != nil || !got.ScheduledUntil.Equal(until) || !slices.Equal(got.ComponentIDs, []int64{web.ID}) || !got.AutoStart || got.Remind != "" {
		t.Errorf("edited = %+v, %v", got, err)
	}
	if _, err := store.EditMaintenance(ctx, m.PublicID, models.MaintenanceEdit{Title: to("x"), Version: m.Version}); kind(err) != models.Stale {
		t.Errorf("an old version: %v, want stale", err)
	}
	if _, err := store.PostMaintenanceUpdate(ctx, m.PublicID, models.NewMaintenanceUpdate{State: models.InProgress, Body: "Go."}); err != nil {
		t.Fatal(err)
	}
	_, err = store.EditMaintenance(ctx, m.PublicID, models.MaintenanceEdit{ComponentIDs: &[]string{api.Slug}})
	if fields(t, err)["components"] == "" {
		t.Errorf("other components after the start: %v", err)
	}
	over := false
	if ms, err := store.Maintenances(ctx, models.MaintenanceQuery{Over: &over}); err != nil || len(ms) != 1 {
		t.Errorf("not over = %v, %v", ms, err)
	}
}
