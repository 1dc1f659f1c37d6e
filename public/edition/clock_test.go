package edition_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/public/edition"
)

// TestTheClockIsAnEditor moves the clock alone: nothing is published, no
// database asked.
func TestTheClockIsAnEditor(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	due := store.Now().Add(30 * time.Minute)
	by := modelstest.At(time.November, 20, 0, 0)
	i, err := store.OpenIncident(t.Context(), models.NewIncident{Title: "Cards are refused", State: models.Investigating, Body: "We look.", NextUpdateAt: &due,
		PostmortemExpectedBy: &by, Components: []models.ComponentChoice{{ID: "payments", Status: models.MajorOutage}}})
	if err != nil {
		t.Fatal(err)
	}
	p, _ := press(t, store)
	catchUp(t, p)
	changes, stop := p.Watch()
	defer stop()
	if err := fix.DB.Close(); err != nil {
		t.Fatal(err)
	}
	tick := func(at time.Time) []string {
		t.Helper()
		fix.Clock.Set(at)
		p.Tick()
		select {
		case c := <-changes:
			return c.Paths
		default:
			return nil
		}
	}
	page := "/incidents/" + i.PublicID
	if got := tick(store.Now().Add(9 * time.Minute)); got != nil {
		t.Errorf("before any mark %v changed", got)
	}
	if got := tick(due.Add(-time.Second)); !slices.Equal(got, []string{"/", "/components/payments"}) {
		t.Errorf("while an outage lasts %v changed", got)
	}
	if strings.Contains(read(t, p, "/"), "was due") {
		t.Error("the promise is called broken before its time")
	}
	got := tick(due.Add(2 * time.Second))
	if !slices.Contains(got, "/") || !slices.Contains(got, page) || slices.Contains(got, "/subscribe") {
		t.Errorf("a broken promise changed %v", got)
	}
	if !strings.Contains(read(t, p, "/"), "Next update was due at") || !strings.Contains(read(t, p, page), "due") {
		t.Error("the pages do not say that the next update is late")
	}
	if got = tick(modelstest.At(time.November, 19, 0, 0)); !slices.Contains(got, "/") || !slices.Contains(got, "/components/payments") || slices.Contains(got, page) {
		t.Errorf("midnight changed %v", got)
	}
	if got = tick(modelstest.At(time.November, 21, 0, 0)); !slices.Contains(got, page) {
		t.Errorf("the late postmortem changed %v", got)
	}
	if got = tick(modelstest.At(time.December, 1, 0, 0)); !slices.Contains(got, "/history") || !slices.Contains(got, "/history/2026-12") {
		t.Errorf("a new month changed %v", got)
	}
}

// TestDataThatMayBeOldSayTheySo: the page says since when (F12).
func TestDataThatMayBeOldSayTheySo(t *testing.T) {
	t.Parallel()
	const notice = "could not refresh it since"
	for name, tc := range map[string]struct {
		open bool
		wait time.Duration
		want bool
	}{
		"an open incident and a silent database": {true, 3 * time.Minute, true},
		"a short silence":                        {true, time.Minute, false},
		"nothing going on":                       {false, time.Hour, false},
		"nothing going on for a day's half":      {false, 7 * time.Hour, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			store, fix := open(t)
			if tc.open {
				modelstest.Incident(t, store, "Cards are refused")
			}
			p, _ := press(t, store)
			catchUp(t, p)
			if err := fix.DB.Close(); err != nil {
				t.Fatal(err)
			}
			if _, err := p.CatchUp(t.Context()); err == nil {
				t.Fatal("the database is not away")
			}
			fix.Clock.Advance(tc.wait)
			p.Tick()
			if got := strings.Contains(read(t, p, "/"), notice); got != tc.want {
				t.Errorf("the home page says that its data may be old: %t, want %t", got, tc.want)
			}
			if p.DataAwaySince() == nil {
				t.Error("the press does not know that the database is away")
			}
		})
	}
}

func TestRunFollowsOtherProcesses(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	p, _ := press(t, store)
	catchUp(t, p)
	changes, stop := p.Watch()
	defer stop()
	go p.Run(t.Context())
	i := modelstest.Incident(t, store, "Told by another process")
	select {
	case c := <-changes:
		if !slices.Contains(c.Paths, "/incidents/"+i.PublicID) {
			t.Errorf("Run brought %v", c.Paths)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("Run did not follow")
	}
	_ = fix
}

func TestPreviewsShowWhatWouldBe(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	i := modelstest.Incident(t, store, "Sign-in fails")
	p, _ := press(t, store)
	if _, err := p.PreviewIncident(i); models.KindOf(err) != models.Away {
		t.Errorf("a preview before the first edition: %v", err)
	}
	catchUp(t, p)
	before := p.Current()
	all := map[string]func() (edition.Preview, error){
		"New words": func() (edition.Preview, error) {
			return p.PreviewUpdate(i.PublicID, models.Update{State: "identified", Body: "New words", DisplayAt: store.Now()})
		},
		"Brand new": func() (edition.Preview, error) {
			return p.PreviewIncident(models.Incident{Title: "Brand new", State: models.Investigating, StartedAt: store.Now(),
				Updates: []models.Update{{State: "investigating", Body: "Brand new", DisplayAt: store.Now()}}})
		},
		"Works ahead": func() (edition.Preview, error) {
			return p.PreviewMaintenance(models.Maintenance{Title: "Works ahead", State: models.Scheduled, ScheduledFor: store.Now(), ScheduledUntil: store.Now().Add(time.Hour),
				Updates: []models.Update{{State: "scheduled", Body: "Works ahead", DisplayAt: store.Now()}}})
		},
		"What happened": func() (edition.Preview, error) {
			return p.PreviewPostmortem(models.Publishable{Slug: "x", Summary: models.Summary{Title: "Title", Summary: "What happened"}}, []int64{i.ID})
		},
	}
	for want, make := range all {
		got, err := make()
		if err != nil || !strings.Contains(string(got.Page), want) || !strings.Contains(got.Entry, want) || got.Title == "" {
			t.Errorf("%s: %v, entry %q", want, err, got.Entry)
		}
		if !strings.Contains(string(got.Page), "preview") {
			t.Errorf("%s: the page does not say that it is a preview", want)
		}
	}
	if p.Current() != before {
		t.Error("a preview changed the edition")
	}
	if _, err := p.PreviewUpdate("nobodyknows0", models.Update{}); models.KindOf(err) != models.NotFound {
		t.Errorf("a preview of an unknown incident: %v", err)
	}
}
