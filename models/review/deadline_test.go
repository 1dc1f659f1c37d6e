package review

import (
	"testing"
	"time"

	"vitrine/models"
)

func day(month time.Month, day int) time.Time {
	return time.Date(2026, month, day, 0, 0, 0, 0, time.UTC)
}

func TestAReviewIsDueOnTheNextWorkingDay(t *testing.T) {
	t.Parallel()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	christmas := usualDeadlines()
	christmas.Holidays = "2026-12-24\n2026-12-25 Christmas Day"
	gulf := usualDeadlines()
	gulf.Weekend = "friday,saturday"
	later := usualDeadlines()
	later.ReviewDays = 3
	never := usualDeadlines()
	never.Weekend = "sunday,monday,tuesday,wednesday,thursday,friday,saturday"
	local := usualDeadlines()
	local.zone = berlin
	for name, tc := range map[string]struct {
		rules     Deadlines
		end, want time.Time
	}{
		"after a Thursday comes Friday":              {usualDeadlines(), day(11, 19).Add(23 * time.Hour), day(11, 20)},
		"after a Friday comes Monday":                {usualDeadlines(), day(11, 20), day(11, 23)},
		"after a Sunday comes Monday":                {usualDeadlines(), day(11, 22), day(11, 23)},
		"holidays and a weekend are left out":        {christmas, day(12, 23), day(12, 28)},
		"another weekend":                            {gulf, day(11, 19), day(11, 22)},
		"three working days":                         {later, day(11, 19), day(11, 24)},
		"half past eleven at night in UTC is Friday": {local, day(11, 19).Add(23*time.Hour + 30*time.Minute), day(11, 23)},
		"no working day at all ends the search":      {never, day(1, 1), day(1, 1).AddDate(0, 0, maxSearch)},
	} {
		if got := tc.rules.reviewDay(tc.end); !got.Equal(tc.want) {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
}

func TestSeverityDecidesWhetherAReviewIsDue(t *testing.T) {
	t.Parallel()
	strict := usualDeadlines()
	strict.Severities = "1,2,3"
	for _, tc := range []struct {
		rules    Deadlines
		severity int64
		impact   models.Impact
		want     bool
	}{
		{usualDeadlines(), 1, "", true}, {usualDeadlines(), 2, "", true}, {usualDeadlines(), 3, "", false},
		{strict, 3, "", true}, {usualDeadlines(), 0, models.MajorImpact, true}, {usualDeadlines(), 0, models.MinorImpact, false},
		{usualDeadlines(), 4, models.CriticalImpact, false},
	} {
		if got := tc.rules.serious(tc.severity, tc.impact); got != tc.want {
			t.Errorf("Sev%d, impact %q under %q: %v", tc.severity, tc.impact, tc.rules.Severities, got)
		}
	}
}

func TestDeadlinesThatCannotBeAreRefused(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		edit  DeadlinesEdit
		field string
	}{
		"a severity of nowhere":       {DeadlinesEdit{Severities: new("1,7")}, "severities"},
		"a week without working days": {DeadlinesEdit{Weekend: new("monday tuesday wednesday thursday friday saturday sunday")}, "weekend"},
		"a weekday of nowhere":        {DeadlinesEdit{Weekend: new("caturday")}, "weekend"},
		"a holiday without a date":    {DeadlinesEdit{Holidays: new("2026-12-25 Christmas\nEaster")}, "holidays"},
		"no time at all":              {DeadlinesEdit{ReviewDays: new(int64(0))}, "review_days"},
		"a quarter of a year":         {DeadlinesEdit{PublicDays: new(int64(91))}, "public_days"},
	} {
		d := usualDeadlines()
		_, err := d.apply(tc.edit)
		if e, ok := err.(*models.Error); !ok || e.Fields[tc.field] == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	d := usualDeadlines()
	if _, err := d.apply(DeadlinesEdit{Weekend: new("Saturday; Friday"), Severities: new("")}); err != nil || d.Weekend != "friday,saturday" || d.Severities != "" {
		t.Errorf("%+v, %v", d, err)
	}
}
