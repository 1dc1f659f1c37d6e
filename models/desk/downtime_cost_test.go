package desk_test

import (
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/desk"
)

func TestDowntimeCost(t *testing.T) {
	t.Parallel()
	store, trail, _ := open(t)
	first, err := store.DowntimeCost(t.Context())
	if err != nil || first.Known() {
		t.Fatalf("before anybody filled it in: %+v, %v", first, err)
	}
	deployments, permille, hourly, currency := int64(1200), int64(75), int64(20_000), "EUR"
	d, err := store.EditDowntimeCost(t.Context(), desk.DowntimeCostEdit{Deployments: &deployments, FailurePermille: &permille, HourlyCost: &hourly, Currency: &currency, Version: first.Version})
	if err != nil || !d.Known() {
		t.Fatalf("filled in: %+v, %v", d, err)
	}
	// 1,200 × 7.5 % = 90 failures of half an hour each, at 20,000 an hour.
	if got := d.Yearly(30 * time.Minute); got != 900_000 {
		t.Errorf("a year costs %d, want 900,000", got)
	}
	if _, err := store.EditDowntimeCost(t.Context(), desk.DowntimeCostEdit{HourlyCost: &hourly, Version: first.Version}); models.KindOf(err) != models.Stale {
		t.Errorf("a second writer: %v", err)
	}
	wrong := int64(1_001)
	if _, err := store.EditDowntimeCost(t.Context(), desk.DowntimeCostEdit{FailurePermille: &wrong}); models.KindOf(err) != models.Invalid {
		t.Errorf("more failures than changes: %v", err)
	}
	if again, err := store.DowntimeCost(t.Context()); err != nil || again.HourlyCost != hourly || again.Version != d.Version || again.Currency != "EUR" {
		t.Errorf("kept: %+v, %v", again, err)
	}
	deeds := trail.Deeds()
	if len(deeds) != 1 || deeds[0] != "desk.downtime_cost_edited" {
		t.Errorf("the trail says %q", deeds)
	}
}
