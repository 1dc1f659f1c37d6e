package models_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
)

func TestOpenIncident(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	ctx := t.Context()
	now := modelstest.At(time.May, 4, 16, 12)
	f.Clock.Set(now.AddDate(0, -1, 0))
	login, mail := modelstest.Component(t, store, "Login"), modelstest.Component(t, store, "Mail")
	f.Clock.Set(now)
	before, err := store.Edition(ctx)
	if err != nil {
		t.Fatal(err)
	}
	i, err := store.OpenIncident(ctx, models.NewIncident{
		Title: "  Login page fails ", State: models.Investigating, Severity: 2, StartedAt: now.Add(-12 * time.Minute), DetectedAt: to(now.Add(-2 * time.Minute)),
		Body: "We see errors.\r\nMore soon.", Components: []models.ComponentChoice{{ID: "login", Status: models.MajorOutage}},
		Notify: true, NextUpdateAt: to(now.Add(30 * time.Minute)), PostmortemExpectedBy: to(now.AddDate(0, 0, 1)),
	})
	if err != nil {
		t.Fatal(err)
	}
	got, err := store.Incident(ctx, i.PublicID)
	if err != nil {
		t.Fatal(err)
	}
	if got.Title != "Login page fails" || got.Impact != models.CriticalImpact || got.ImpactOverridden || !got.StartedAt.Equal(now.Add(-12*time.Minute)) ||
		!got.PostmortemExpectedBy.Equal(modelstest.At(time.May, 5, 0, 0)) || got.Backfilled {
		t.Errorf("incident = %+v", got)
	}
	u := got.Updates[0]
	if u.Body != "We see errors.\nMore soon." || !u.DisplayAt.Equal(now) || len(u.Components) != 1 ||
		u.Components[0] != (models.UpdateComponent{UpdateID: u.ID, ComponentID: login.ID, OldStatus: models.Operational, NewStatus: models.MajorOutage}) {
		t.Errorf("update = %+v", u)
	}
	if c, err := store.Component(ctx, "login"); err != nil || c.Status != models.MajorOutage {
		t.Errorf("login = %+v, %v", c, err)
	}
	if c, err := store.Component(ctx, mail.Slug); err != nil || c.Status != models.Operational {
		t.Errorf("mail = %+v, %v", c, err)
	}
	changes, err := store.ComponentChanges(ctx, now.Add(-time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	down := slices.IndexFunc(changes, func(c models.ComponentChange) bool { return c.Status == models.MajorOutage })
	if down < 0 || !changes[down].At.Equal(got.StartedAt) || *changes[down].IncidentID != got.ID {
		t.Errorf("the outage counts from %+v, want the start of the incident", changes)
	}
	if jobs := f.Queue.Jobs(); len(jobs) != 1 || jobs[0] != (models.UpdatePublished{UpdateID: u.ID}) {
		t.Errorf("jobs = %+v", jobs)
	}
	published, err := store.Publications(ctx, before)
	if err != nil || len(published) != 2 || published[0].Noun != "incident" || published[0].SubjectID != got.ID ||
		published[1].Noun != "component" || published[1].SubjectID != login.ID {
		t.Errorf("publications = %+v, %v", published, err)
	}
	if texts := f.Gate.Texts(); !slices.Contains(texts, models.Text{Field: "title", Body: got.Title}) || !slices.Contains(texts, models.Text{Field: "body", Body: u.Body}) {
		t.Errorf("the gate saw %v", texts)
	}
}

func TestOpenIncidentRefusesEverythingAtOnce(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	now := time.Now()
	_, err := store.OpenIncident(t.Context(), models.NewIncident{
		Title: strings.Repeat("x", 10_000), State: "broken", Impact: "huge", Severity: 9, StartedAt: now.Add(time.Hour),
		DetectedAt: to(now.Add(-time.Hour)), Body: "a\x07b", NextUpdateAt: to(now.Add(-time.Minute)), PostmortemExpectedBy: to(now.AddDate(0, 0, -3)),
	})
	got := fields(t, err)
	for _, field := range []string{"title", "state", "impact", "severity", "started_at", "detected_at", "body", "next_update_at", "postmortem_expected_by"} {
		if !strings.HasSuffix(got[field], ".") {
			t.Errorf("%s: %q, want a whole sentence", field, got[field])
		}
	}
	if !strings.Contains(got["body"], "U+0007") || !strings.Contains(got["body"], "character 2") {
		t.Errorf("body: %q, want which and where", got["body"])
	}
	if n, err := store.Incidents(t.Context(), models.IncidentQuery{}); err != nil || len(n) != 0 || len(f.Queue.Jobs()) != 0 {
		t.Errorf("left behind: %v %v, %v", n, f.Queue.Jobs(), err)
	}
}

func TestOpenIncidentNamesUnknownComponents(t *testing.T) {
	t.Parallel()
	store, _ := modelstest.Open(t)
	_, err := store.OpenIncident(t.Context(), models.NewIncident{Title: "Errors", State: models.Investigating, Body: "Looking.",
		Components: []models.ComponentChoice{{ID: "gone", Status: models.MajorOutage}, {ID: "lost", Status: models.Degraded}}})
	if got := fields(t, err)["components"]; !strings.Contains(got, `"gone", "lost"`) {
		t.Errorf("components: %q", got)
	}
}

func TestTheGateStopsAnIncident(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	f.Gate.Stop = func(text models.Text) error {
		if strings.Contains(text.Body, "10.1.2.3") {
			return models.Fail(models.Invalid, "There is an address in the text.")
		}
		return nil
	}
	before, err := store.Edition(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, err = store.OpenIncident(t.Context(), models.NewIncident{Title: "Errors", State: models.Investigating, Body: "10.1.2.3 is down."})
	if kind(err) != models.Invalid {
		t.Errorf("err = %v, want invalid", err)
	}
	if after, err := store.Edition(t.Context()); err != nil || after != before {
		t.Errorf("edition moved from %d to %d, %v", before, after, err)
	}
}

func TestBackfill(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	ctx := t.Context()
	f.Clock.Set(modelstest.At(time.June, 20, 9, 0))
	c, err := store.CreateComponent(ctx, models.NewComponent{Name: "API", StartDate: to(modelstest.At(time.January, 1, 0, 0))})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.SetComponentStatus(ctx, c.PublicID, models.Degraded); err != nil {
		t.Fatal(err)
	}
	start, end := modelstest.At(time.February, 28, 17, 37), modelstest.At(time.February, 28, 21, 54)
	i, err := store.OpenIncident(ctx, models.NewIncident{Title: "Storage away", State: models.Resolved, StartedAt: start, ResolvedAt: &end,
		Body: "It is over.", Components: []models.ComponentChoice{{ID: c.PublicID, Status: models.PartialOutage}}})
	if err != nil {
		t.Fatal(err)
	}
	if !i.Backfilled || !i.ResolvedAt.Equal(end) || !i.Updates[0].DisplayAt.Equal(end) || i.Impact != models.MajorImpact {
		t.Errorf("incident = %+v", i)
	}
	if now, err := store.Component(ctx, c.PublicID); err != nil || now.Status != models.Degraded {
		t.Errorf("the status of today = %s, %v", now.Status, err)
	}
	changes, err := store.ComponentChanges(ctx, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	var got []models.Status
	for _, ch := range changes {
		got = append(got, ch.Status)
	}
	if want := []models.Status{models.Operational, models.PartialOutage, models.Operational, models.Degraded}; !slices.Equal(got, want) {
		t.Errorf("history = %v, want %v", got, want)
	}
	if len(f.Queue.Jobs()) != 0 {
		t.Errorf("a backfill told subscribers: %v", f.Queue.Jobs())
	}
	_, err = store.OpenIncident(ctx, models.NewIncident{Title: "x", State: models.Resolved, StartedAt: end, ResolvedAt: &start, Body: "x"})
	if fields(t, err)["resolved_at"] == "" {
		t.Errorf("resolved before it started: %v", err)
	}
}

func TestIncidentsByPage(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	ctx := t.Context()
	at := modelstest.At(time.April, 1, 8, 0)
	for n := range 5 {
		f.Clock.Set(at.AddDate(0, 0, n/2)) // some start at the same moment
		modelstest.Incident(t, store, string(rune('A'+n)))
	}
	titles := func(q models.IncidentQuery) (got string, last string) {
		t.Helper()
		is, err := store.Incidents(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range is {
			got, last = got+i.Title, i.PublicID
			if len(i.Updates) != 1 {
				t.Errorf("%s has %d updates", i.Title, len(i.Updates))
			}
		}
		return got, last
	}
	first, last := titles(models.IncidentQuery{Limit: 2})
	second, last := titles(models.IncidentQuery{Limit: 2, Before: last})
	third, _ := titles(models.IncidentQuery{Limit: 2, Before: last})
	if first+" "+second+" "+third != "ED CB A" {
		t.Errorf("pages = %s %s %s", first, second, third)
	}
	if got, _ := titles(models.IncidentQuery{From: at.AddDate(0, 0, 1), To: at.AddDate(0, 0, 2)}); got != "DC" {
		t.Errorf("of the second day = %s", got)
	}
	if got, _ := titles(models.IncidentQuery{Open: to(false)}); got != "" {
		t.Errorf("resolved ones = %s", got)
	}
	if _, err := store.Incidents(ctx, models.IncidentQuery{Before: "nobody"}); kind(err) != models.NotFound {
		t.Errorf("a cursor of nowhere: %v, want not found", err)
	}
}

func TestEditIncident(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	ctx := t.Context()
	f.Clock.Set(modelstest.At(time.May, 1, 0, 0))
	c := modelstest.Component(t, store, "API")
	f.Clock.Set(modelstest.At(time.May, 4, 12, 0))
	i := modelstest.Incident(t, store, "Errors", c)
	earlier := modelstest.At(time.May, 4, 11, 30)
	edited, err := store.EditIncident(ctx, i.PublicID, models.IncidentEdit{Title: to("Elevated errors"), Impact: to(models.MinorImpact),
		StartedAt: &earlier, NextUpdateAt: to(modelstest.At(time.May, 4, 13, 0)), Version: i.Version})
	if err != nil {
		t.Fatal(err)
	}
	if edited.Title != "Elevated errors" || edited.Impact != models.MinorImpact || !edited.ImpactOverridden || edited.NextUpdateAt == nil {
		t.Errorf("edited = %+v", edited)
	}
	changes, err := store.ComponentChanges(ctx, earlier)
	if err != nil || len(changes) != 2 || !changes[1].At.Equal(earlier) {
		t.Errorf("the outage did not move with the start: %+v, %v", changes, err)
	}
	edited, err = store.EditIncident(ctx, i.PublicID, models.IncidentEdit{Impact: to(models.Impact("")), NextUpdateAt: &time.Time{}})
	if err != nil || edited.Impact != models.CriticalImpact || edited.ImpactOverridden || edited.NextUpdateAt != nil {
		t.Errorf("worked out again = %+v, %v", edited, err)
	}
	_, err = store.EditIncident(ctx, i.PublicID, models.IncidentEdit{Title: to("Late"), Version: i.Version})
	if kind(err) != models.Stale {
		t.Errorf("an edit of an old version: %v, want stale", err)
	}
	_, err = store.EditIncident(ctx, i.PublicID, models.IncidentEdit{StartedAt: to(modelstest.At(time.April, 20, 0, 0))})
	if fields(t, err)["started_at"] == "" {
		t.Errorf("a start before the component's other changes: %v", err)
	}
	_, err = store.EditIncident(ctx, i.PublicID, models.IncidentEdit{ResolvedAt: &earlier})
	if fields(t, err)["resolved_at"] == "" {
		t.Errorf("a resolution of an open incident: %v", err)
	}
}

func TestAnOverduePromiseStandsUntilItIsChanged(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	ctx := t.Context()
	f.Clock.Set(modelstest.At(time.May, 4, 12, 0))
	due, dueDay := modelstest.At(time.May, 4, 13, 0).Add(20*time.Second), modelstest.At(time.May, 6, 0, 0)
	i, err := store.OpenIncident(ctx, models.NewIncident{Title: "Errors", State: models.Investigating, Body: "Looking.", NextUpdateAt: &due, PostmortemExpectedBy: &dueDay})
	if err != nil {
		t.Fatal(err)
	}
	f.Clock.Set(modelstest.At(time.May, 8, 12, 0))
	for _, again := range []time.Time{due, due.Truncate(time.Minute)} {
		i, err = store.EditIncident(ctx, i.PublicID, models.IncidentEdit{Title: to("Elevated errors"), NextUpdateAt: &again, PostmortemExpectedBy: to(dueDay.Add(time.Hour))})
		if err != nil || !i.NextUpdateAt.Equal(due) || !i.PostmortemExpectedBy.Equal(dueDay) {
			t.Fatalf("edited with the promises as they stood: %+v, %v", i, err)
		}
	}
	_, err = store.EditIncident(ctx, i.PublicID, models.IncidentEdit{NextUpdateAt: to(due.Add(time.Hour)), PostmortemExpectedBy: to(dueDay.AddDate(0, 0, 1))})
	if got := fields(t, err); got["next_update_at"] == "" || got["postmortem_expected_by"] == "" {
		t.Errorf("other promises in the past: %v", err)
	}
	if i, err = store.EditIncident(ctx, i.PublicID, models.IncidentEdit{PostmortemExpectedBy: &time.Time{}}); err != nil || i.PostmortemExpectedBy != nil || i.NextUpdateAt == nil {
		t.Errorf("a promise taken back: %+v, %v", i, err)
	}
	if _, err = store.PostUpdate(ctx, i.PublicID, models.NewUpdate{State: models.Identified, Body: "Found.", NextUpdateAt: &due}); err != nil {
		t.Errorf("the promised word, with the promise still in the form: %v", err)
	}
	if i, err = store.Incident(ctx, i.PublicID); err != nil || i.NextUpdateAt != nil {
		t.Errorf("after the promised word %v is promised, %v", i.NextUpdateAt, err)
	}
}

func TestAnEditOfAnOldVersionIsStaleWhateverElseIsWrongWithIt(t *testing.T) {
	t.Parallel()
	store, f := modelstest.Open(t)
	f.Clock.Set(modelstest.At(time.May, 4, 12, 0))
	i := modelstest.Incident(t, store, "Errors", modelstest.Component(t, store, "API"))
	_, err := store.EditIncident(t.Context(), i.PublicID, models.IncidentEdit{StartedAt: to(modelstest.At(time.April, 20, 0, 0)),
		NextUpdateAt: to(modelstest.At(time.April, 20, 0, 0)), Title: to(""), Version: i.Version + 1})
	if kind(err) != models.Stale {
		t.Errorf("incident: %v, want stale", err)
	}
	m := planned(t, store, models.NewMaintenance{})
	_, err = store.EditMaintenance(t.Context(), m.PublicID, models.MaintenanceEdit{Title: to(""), Version: m.Version + 1})
	if kind(err) != models.Stale {
		t.Errorf("maintenance: %v, want stale", err)
	}
}
