package admin

import (
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/staff"
)

// TestAMaintenanceInAnHourThatIsMissingOrComesTwiceIsAskedAbout (F43): the form
// guesses nothing, keeps what was typed, shows both offsets, and takes the answer;
// what is saved is UTC, and editing something else does not move it.
func TestAMaintenanceInAnHourThatIsMissingOrComesTwiceIsAskedAbout(t *testing.T) {
	t.Parallel()
	h := build(t)
	zone := "Europe/Berlin"
	if _, err := h.Site.EditSettings(t.Context(), models.SettingsEdit{TimeZone: &zone}); err != nil {
		t.Fatal(err)
	}
	b := h.as(staff.Responder)
	b.get("/maintenances/new")
	plan := map[string]string{"title": "Upgrade", "body": "Soon.", "scheduled_for": "2027-03-28T02:30", "scheduled_until": "2027-03-28T05:00"}
	asked := b.submit("/maintenances", "quiet", plan)
	asked.wants(t, 422, "does not exist in Europe/Berlin", "Did you mean 03:30?")
	if at := find(asked.document, isControl("input", "scheduled_for")); at == nil || attr(at, "value") != "2027-03-28T02:30" || attr(at, "type") != "text" {
		t.Error("what was typed is gone, or the control takes no zone")
	}
	b.submit("/maintenances", "quiet", map[string]string{"scheduled_for": "2027-10-31T02:30", "scheduled_until": "2027-10-31T05:00"}).
		wants(t, 422, "comes twice in Europe/Berlin", "2027-10-31T02:30+02:00 for the first (00:30 UTC)", "2027-10-31T02:30+01:00 for the second (01:30 UTC)")
	b.submit("/maintenances", "quiet", map[string]string{"scheduled_for": "2027-10-31T02:30+01:00"}).wants(t, 200, "Upgrade")
	want := time.Date(2027, 10, 31, 1, 30, 0, 0, time.UTC)
	list, err := h.Site.Maintenances(t.Context(), models.MaintenanceQuery{})
	if err != nil || len(list) != 1 || !list[0].ScheduledFor.Equal(want) {
		t.Fatalf("%v %+v", err, list)
	}
	path := "/maintenances/" + list[0].PublicID
	b.get(path + "/edit")
	b.submit(path+"/edit", "quiet", map[string]string{"title": "Database upgrade"}).wants(t, 200, "Saved.")
	if now, err := h.Site.Maintenance(t.Context(), list[0].PublicID); err != nil || !now.ScheduledFor.Equal(want) || now.Title != "Database upgrade" {
		t.Errorf("an untouched time moved to %v (%v)", now.ScheduledFor, err)
	}
}

// TestWallClocksMeanOneMomentTwoOrNone (F43), also where a zone moves by less than
// an hour, or leaves out a day.
func TestWallClocksMeanOneMomentTwoOrNone(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ zone, wall, want string }{
		{"UTC", "2027-03-28T02:30", "2027-03-28T02:30"},
		{"Europe/Berlin", "2027-03-28T01:59", "2027-03-28T00:59"},
		{"Europe/Berlin", "2027-03-28T02:00", ""},
		{"Europe/Berlin", "2027-03-28T03:00", "2027-03-28T01:00"},
		{"Europe/Berlin", "2027-10-31T01:59", "2027-10-30T23:59"},
		{"Europe/Berlin", "2027-10-31T02:00", "2027-10-31T00:00 2027-10-31T01:00"},
		{"Europe/Berlin", "2027-10-31T03:00", "2027-10-31T02:00"},
		{"America/New_York", "2027-03-14T02:15", ""},
		{"Australia/Lord_Howe", "2027-04-04T01:45", "2027-04-03T14:45 2027-04-03T15:15"},
		{"Australia/Lord_Howe", "2027-10-03T02:15", ""},
		{"Pacific/Apia", "2011-12-30T12:00", ""}, // the day that Samoa left out
	} {
		zone, err := time.LoadLocation(tc.zone)
		if err != nil {
			t.Fatal(err)
		}
		wall, err := time.Parse(momentShape, tc.wall)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, at := range meant(wall, zone) {
			got = append(got, at.Format(momentShape))
		}
		if strings.Join(got, " ") != tc.want {
			t.Errorf("%s in %s is %v, want %s", tc.wall, tc.zone, got, tc.want)
		}
	}
}
