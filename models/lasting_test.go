package models_test

import (
	"testing"
	"time"

	"vitrine/models"
)

func TestALengthAgreesWithTheTimesThatAreShown(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name        string
		from, until string
		want        time.Duration
	}{
		{"seconds that would round up", "04:52:10", "05:12:50", 20 * time.Minute},
		{"seconds that would round down", "04:52:50", "05:12:10", 20 * time.Minute},
		{"whole minutes", "16:00:00", "16:20:00", 20 * time.Minute},
		{"within one minute", "16:00:05", "16:00:55", 0},
		{"the end before the start", "16:20:00", "16:00:00", 0},
	} {
		from, _ := time.Parse(time.TimeOnly, tc.from)
		until, _ := time.Parse(time.TimeOnly, tc.until)
		if got := models.Lasted(from, until); got != tc.want {
			t.Errorf("%s: %s–%s lasted %s, want %s", tc.name, tc.from, tc.until, got, tc.want)
		}
		if i := (models.Incident{StartedAt: from, ResolvedAt: &until}); i.Duration(until.Add(time.Hour)) != tc.want {
			t.Errorf("%s: an incident lasted %s, want %s", tc.name, i.Duration(until), tc.want)
		}
	}
}
