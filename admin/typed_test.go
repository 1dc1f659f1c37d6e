package admin

import (
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/staff"
	"vitrine/views/console"
)

func TestAnUntouchedTimeIsNoEdit(t *testing.T) {
	t.Parallel()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for name, saved := range map[string]time.Time{
		"with seconds":                       time.Date(2026, 11, 20, 16, 5, 42, 0, time.UTC),
		"in the repeated hour, first time":   time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC),
		"in the repeated hour, second time":  time.Date(2026, 10, 25, 1, 30, 7, 0, time.UTC),
		"before the clock was put to summer": time.Date(2026, 3, 29, 0, 59, 59, 0, time.UTC),
	} {
		r := reading(berlin)
		if at := r.moved("at", console.Moment(&saved, berlin), &saved); at != nil {
			t.Errorf("%s: moved to %s", name, at)
		}
		if at := r.moved("at", "2026-11-21T10:00", &saved); at == nil || !at.Equal(time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)) {
			t.Errorf("%s: another time is read as %v", name, at)
		}
		if at := r.moved("at", "", &saved); at == nil || !at.IsZero() {
			t.Errorf("%s: a cleared time is read as %v", name, at)
		}
		if at := r.movedDay("day", console.Day(&saved), &saved); at != nil {
			t.Errorf("%s: the day moved to %s", name, at)
		}
	}
}

// promisedIncident is an incident whose promises have passed.
func promisedIncident(t *testing.T, h *house) models.Incident {
	t.Helper()
	past := models.Clock().Add(-72 * time.Hour)
	h.Site.Now = func() time.Time { return past }
	defer func() { h.Site.Now = models.Clock }()
	next, day := past.Add(time.Hour+7*time.Second), past.Add(24*time.Hour)
	i, err := h.Site.OpenIncident(t.Context(), models.NewIncident{Title: "Sign-in fails", State: models.Investigating, Body: "We are looking.", NextUpdateAt: &next, PostmortemExpectedBy: &day})
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func TestAPassedPromiseIsNoMatterOfAnotherEdit(t *testing.T) {
	t.Parallel()
	h := build(t)
	i := promisedIncident(t, h)
	b, path := h.as(staff.Responder), "/incidents/"+i.PublicID
	b.get(path + "/edit")
	b.submit(path+"/edit", "", map[string]string{"title": "Sign-in is slow"}).wants(t, 200, "Saved.", "Sign-in is slow")
	after, err := h.Site.Incident(t.Context(), i.PublicID)
	if err != nil || !after.StartedAt.Equal(i.StartedAt) || !after.NextUpdateAt.Equal(*i.NextUpdateAt) {
		t.Errorf("the times moved to %v and %v (%v)", after.StartedAt, after.NextUpdateAt, err)
	}
	b.submit(path+"/updates", "quiet", map[string]string{"state": "identified", "body": "We know why."}).wants(t, 200, "We know why.", "Postmortem by")
}

func TestAnOldFormIsStaleBeforeAnythingElse(t *testing.T) {
	t.Parallel()
	h := build(t)
	i := modelstest.Incident(t, h.Site, "Sign-in fails")
	path := "/incidents/" + i.PublicID + "/edit"
	mine, theirs := h.as(staff.Responder), h.as(staff.Responder)
	mine.get(path)
	theirs.get(path)
	theirs.submit(path, "", map[string]string{"title": "Sign-in fails for everybody"}).wants(t, 200, "Saved.")
	stale := mine.submit(path, "", map[string]string{"detected_at": "2026-02-31T10:00", "severity": "2"})
	stale.wants(t, 409, "Somebody else saved this incident first", "Sev2")
	form := fieldsOf(formFor(mine, path))
	if find(stale.document, isControl("select", "severity")) == nil || find(stale.document, isControl("select", "impact")) == nil || form.Get("severity") != "2" {
		t.Error("a choice became a box for any text")
	}
}

func TestAMaintenanceKeepsItsSeconds(t *testing.T) {
	t.Parallel()
	h := build(t)
	from := models.Clock().Add(48 * time.Hour).Truncate(time.Minute).Add(42 * time.Second)
	m, err := h.Site.PlanMaintenance(t.Context(), models.NewMaintenance{Title: "Upgrade", Body: "Soon.", ScheduledFor: from, ScheduledUntil: from.Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	b, path := h.as(staff.Responder), "/maintenances/"+m.PublicID
	b.get(path + "/edit")
	b.submit(path+"/edit", "quiet", map[string]string{"title": "Database upgrade"}).wants(t, 200, "Saved.")
	if now, err := h.Site.Maintenance(t.Context(), m.PublicID); err != nil || !now.ScheduledFor.Equal(from) || !now.ScheduledUntil.Equal(from.Add(time.Hour)) {
		t.Errorf("it moved to %s (%v)", now.ScheduledFor, err)
	}
}
