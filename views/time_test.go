package views

import (
	"strings"
	"testing"
	"time"
)

func TestTimesSpeakPlainly(t *testing.T) {
	t.Parallel()
	ref := exampleNow
	berlin := time.FixedZone("CET", 3600)
	for _, tc := range []struct{ name, got, want string }{
		{"today is the time alone", When(at(16, 0, 0), ref), "16:00"},
		{"another day has its weekday and date", When(at(16, 0, 1), ref), "Wed 18 Nov, 16:00"},
		{"another year has the year", When(time.Date(2025, 1, 2, 3, 4, 0, 0, time.UTC), ref), "Thu 2 Jan 2025, 03:04"},
		{"every zone is told as UTC", When(time.Date(2026, 11, 19, 17, 0, 0, 0, berlin), ref), "16:00"},
		{"a day in another zone is the day in UTC", Day(time.Date(2026, 11, 20, 0, 30, 0, 0, berlin), ref), "Thu 19 Nov"},
		{"a span of one day names it once", SpanText(at(16, 0, 1), at(16, 20, 1), ref), "Wed 18 Nov, 16:00–16:20"},
		{"a span of today names no day", SpanText(at(16, 0, 0), at(16, 20, 0), ref), "16:00–16:20"},
		{"a span over midnight names both", SpanText(at(23, 50, 1), at(0, 10, 0), ref), "Wed 18 Nov, 23:50 – 00:10"},
		{"minutes", Took(20 * time.Minute), "20 min"},
		{"hours and minutes", Took(65 * time.Minute), "1 h 5 min"},
		{"whole hours", Took(2 * time.Hour), "2 h"},
		{"one day", Took(24 * time.Hour), "1 day"},
		{"days and hours", Took(51*time.Hour + 20*time.Minute), "2 days 3 h"},
		{"next to nothing", Took(20 * time.Second), "less than a minute"},
		{"never below nothing", Took(-time.Minute), "less than a minute"},
	} {
		if tc.got != tc.want {
			t.Errorf("%s: %q, not %q", tc.name, tc.got, tc.want)
		}
	}
}

func TestTimeElementsCarryTheMoment(t *testing.T) {
	t.Parallel()
	got := string((Speech{}).spanElement(at(23, 50, 1), at(0, 10, 0), at(12, 0, 5)))
	want := `<span class="span"><time datetime="2026-11-18T23:50:00Z">Wed 18 Nov, 23:50</time> – <time datetime="2026-11-19T00:10:00Z">Thu 19 Nov, 00:10</time></span>`
	if got != want {
		t.Errorf("got %s", got)
	}
	if got := string((Speech{}).weekdayElement(at(0, 0, 0), exampleNow)); !strings.Contains(got, `datetime="2026-11-19"`) {
		t.Errorf("got %s", got)
	}
}
