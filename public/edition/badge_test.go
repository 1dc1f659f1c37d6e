package edition_test

import (
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
)

// TestBadgeAndFrontPageSayTheSame compares the two wherever components alone do
// not know the state of the whole.
func TestBadgeAndFrontPageSayTheSame(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		deed        func(t *testing.T, store *models.Store)
		badge, icon string
	}{
		"all is well": {func(*testing.T, *models.Store) {}, "Status: Operational", "icon-ok"},
		"a critical incident without a component": {func(t *testing.T, store *models.Store) {
			t.Helper()
			_, err := store.OpenIncident(t.Context(), models.NewIncident{Title: "All is slow", State: models.Investigating, Impact: models.CriticalImpact, Body: "We look."})
			if err != nil {
				t.Fatal(err)
			}
		}, "Status: Major outage", "icon-major"},
		"a maintenance without a component": {func(t *testing.T, store *models.Store) {
			t.Helper()
			from := store.Now().Add(time.Minute)
			m, err := store.PlanMaintenance(t.Context(), models.NewMaintenance{Title: "Works", Body: "We work.", ScheduledFor: from, ScheduledUntil: from.Add(time.Hour)})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := store.PostMaintenanceUpdate(t.Context(), m.PublicID, models.NewMaintenanceUpdate{State: models.InProgress, Body: "We begin."}); err != nil {
				t.Fatal(err)
			}
		}, "Status: Maintenance", "icon-maint"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			store, _ := open(t)
			tc.deed(t, store)
			p, _ := press(t, store)
			catchUp(t, p)
			if !strings.Contains(read(t, p, "/badge.svg"), tc.badge) || !strings.Contains(read(t, p, "/"), tc.icon) {
				t.Errorf("the badge does not say %q, or the front page does not show %s", tc.badge, tc.icon)
			}
		})
	}
}

func TestASiteWithoutComponentsIsNotGreen(t *testing.T) {
	t.Parallel()
	store, _ := modelstest.Open(t)
	p, _ := press(t, store)
	catchUp(t, p)
	if !strings.Contains(read(t, p, "/badge.svg"), "Status: Unknown") || !strings.Contains(read(t, p, "/"), "icon-unknown") {
		t.Error("nothing is known, and it is called something else")
	}
}
