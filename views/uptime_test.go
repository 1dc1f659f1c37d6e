package views

import (
	"strings"
	"testing"
	"time"

	"vitrine/locale"
	"vitrine/models"
)

func change(s models.Status, at time.Time) models.ComponentChange {
	return models.ComponentChange{Status: s, At: at}
}

func TestDaysAreMadeOfChanges(t *testing.T) {
	t.Parallel()
	days := Days([]models.ComponentChange{
		change(models.Operational, at(23, 0, 1)), // given in any order
		change(models.Operational, at(0, 0, 30)),
		change(models.MajorOutage, at(22, 0, 2)),
	}, nil, exampleNow, 4)
	want := []DayRecord{
		{Date: at(0, 0, 3), Good: 24 * time.Hour},
		{Date: at(0, 0, 2), Good: 22 * time.Hour, Major: 2 * time.Hour},
		{Date: at(0, 0, 1), Good: time.Hour, Major: 23 * time.Hour},
		{Date: at(0, 0, 0), Good: exampleNow.Sub(at(0, 0, 0))},
	}
	for i := range want {
		if days[i] != want[i] {
			t.Errorf("day %d is %+v, not %+v", i, days[i], want[i])
		}
	}
}

func TestBeforeItsBeginningNothingIsKnown(t *testing.T) {
	t.Parallel()
	start := at(0, 0, 1)
	for _, tc := range []struct {
		name    string
		changes []models.ComponentChange
		start   *time.Time
		known   []bool
		worst   models.Status // of the last day
	}{
		{"without a start it begins at the first change", []models.ComponentChange{change(models.Operational, at(12, 0, 0))}, nil, []bool{false, false, true}, models.Operational},
		{"a start without changes is a good history", nil, &start, []bool{false, true, true}, models.Operational},
		{"a start cuts off what was before", []models.ComponentChange{change(models.MajorOutage, at(0, 0, 9))}, &start, []bool{false, true, true}, models.MajorOutage},
		{"nothing at all is unknown", nil, nil, []bool{false, false, false}, models.UnknownStatus},
	} {
		days := Days(tc.changes, tc.start, exampleNow, 3)
		for i, known := range tc.known {
			if days[i].Known() != known {
				t.Errorf("%s: day %d known is %t", tc.name, i, days[i].Known())
			}
		}
		if got := days[2].Worst(); got != tc.worst {
			t.Errorf("%s: today is %s", tc.name, got)
		}
	}
}

func TestARecordEndsWhereItWasLastSeen(t *testing.T) {
	t.Parallel()
	c := models.Component{Status: models.PartialOutage}
	changes := []models.ComponentChange{change(models.Operational, at(0, 0, 200)), change(models.PartialOutage, at(6, 0, 3))}
	for _, tc := range []struct {
		name  string
		told  time.Time
		seen  bool
		today string
		third string // three days ago
	}{
		{"seen now, told to the last step", at(16, 10, 0), true, "Partial outage, trouble for 16 h 10 min", "Partial outage, trouble for 18 h"},
		{"seen now, in the first moment of the day", at(0, 0, 0), true, "Partial outage for less than a minute", "Partial outage, trouble for 18 h"},
		{"last seen today", at(8, 0, 0), true, "Partial outage, trouble for 8 h", "Partial outage, trouble for 18 h"},
		{"last seen three days ago", at(8, 0, 3), false, "No data", "Partial outage, trouble for 2 h"},
		{"last seen before the record", at(8, 0, 150), false, "No data", "No data"},
	} {
		days := Record(c, changes, tc.told, exampleNow, tc.seen)
		if len(days) != BarDays || !days[BarDays-1].Date.Equal(midnight(exampleNow)) || !days[0].Date.Equal(at(0, 0, BarDays-1)) {
			t.Fatalf("%s: %d days from %s to %s", tc.name, len(days), days[0].Date, days[len(days)-1].Date)
		}
		if got := days[BarDays-1].Sentence(); got != tc.today {
			t.Errorf("%s: today is %q", tc.name, got)
		}
		if got := days[BarDays-4].Sentence(); got != tc.third {
			t.Errorf("%s: three days ago is %q", tc.name, got)
		}
	}
}

func TestUptimeNeverFlatters(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name string
		day  DayRecord
		want string
	}{
		{"a spotless record", DayRecord{Good: time.Hour}, "100 % up"},
		{"a moment of outage is seen", DayRecord{Good: 1000 * time.Hour, Major: time.Second}, "99.99 % up"},
		{"an outage counts in full", DayRecord{Good: time.Hour, Major: time.Hour}, "50.00 % up"},
		{"a partial outage counts 30 %", DayRecord{Good: 9 * time.Hour, Partial: time.Hour}, "97.00 % up"},
		{"maintenance and slowness count as up", DayRecord{Good: time.Hour, Maint: time.Hour, Slow: time.Hour}, "100 % up"},
		{"what is unknown does not count at all", DayRecord{Unknown: time.Hour}, "no data yet"},
		{"nothing", DayRecord{}, "no data yet"},
	} {
		if got := (Speech{}).UptimeText([]DayRecord{tc.day}); got != tc.want {
			t.Errorf("%s: %q, not %q", tc.name, got, tc.want)
		}
	}
}

func TestADaySaysItsWorst(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		day  DayRecord
		want string
	}{
		{DayRecord{}, "No data"},
		{DayRecord{Good: time.Hour}, "Operational"},
		{DayRecord{Good: time.Hour, Maint: time.Hour}, "Maintenance for 1 h"},
		{DayRecord{Good: time.Hour, Unknown: 20 * time.Minute, Maint: time.Hour}, "Unknown for 20 min"},
		{DayRecord{Slow: time.Hour, Partial: 20 * time.Minute}, "Partial outage, trouble for 1 h 20 min"},
	} {
		if got := tc.day.Sentence(); got != tc.want {
			t.Errorf("%+v: %q, not %q", tc.day, got, tc.want)
		}
	}
}

func TestTheBarIsQuietWhenGoodAndTallWhenBad(t *testing.T) {
	t.Parallel()
	last := 0
	for _, d := range []DayRecord{{Maint: time.Hour}, {Slow: time.Minute}, {Slow: 9 * time.Hour}, {Partial: time.Minute}, {Partial: 4 * time.Hour}, {Major: time.Minute}, {Major: 2 * time.Hour}, {Major: 24 * time.Hour}} {
		rise := barRise(d)
		if rise <= last || rise > barHeight || rise <= barQuiet {
			t.Errorf("%+v rises to %d after %d", d, rise, last)
		}
		last = rise
	}
}

func TestTheBarNeedsOnePathForEachState(t *testing.T) {
	t.Parallel()
	var days []DayRecord
	for n := range BarDays {
		d := DayRecord{Date: at(0, 0, BarDays-n)}
		*d.in(models.Statuses[n%6]) = time.Hour
		days = append(days, d)
	}
	days[3] = DayRecord{}
	got := string(Speech{}.Bar(days))
	if n := strings.Count(got, "<path"); n != 7 {
		t.Errorf("%d paths for six states and days without data", n)
	}
	good := string(Speech{}.Bar(Days([]models.ComponentChange{change(models.Operational, at(0, 0, 200))}, nil, exampleNow, BarDays)))
	want := `<svg class="bar" viewBox="0 0 449 28" preserveAspectRatio="none" role="img" aria-label="Last 90 days: 100 % up."><path class="ok" stroke-dasharray="4 1" d="M0 25h449"/></svg>`
	if good != want {
		t.Errorf("a good record is drawn as %s", good)
	}
}

func TestTheBarSaysWhatItShows(t *testing.T) {
	t.Parallel()
	days := []DayRecord{{Major: time.Hour, Good: 3 * time.Hour}, {Slow: time.Hour}, {Slow: time.Hour}, {Unknown: time.Hour}, {Good: time.Hour}}
	if got, want := (Speech{}).BarSentence(days), "Last 5 days: 85.71 % up, 1 day with an outage, 2 days degraded, 1 day not fully known."; got != want {
		t.Errorf("said %q, not %q", got, want)
	}
}

func TestTheCalendarPutsDaysUnderTheirWeekdays(t *testing.T) {
	t.Parallel()
	months := Calendar(Days(nil, nil, exampleNow, BarDays))
	if len(months) != 4 || months[0].Month.Format("2006-01") != "2026-11" || months[3].Month.Format("2006-01") != "2026-08" {
		t.Fatalf("%d months, the first %s", len(months), months[0].Month)
	}
	seen := 0
	for _, m := range months {
		for _, week := range m.Weeks {
			for column, d := range week {
				if d.Number == 0 {
					continue
				}
				seen++
				if int(d.Record.Date.Weekday()) != (column+1)%7 || d.Record.Date.Day() != d.Number || d.Record.Date.Month() != m.Month.Month() {
					t.Errorf("%s stands in column %d of %s", d.Record.Date, column, m.Month)
				}
			}
		}
	}
	if seen != BarDays {
		t.Errorf("%d days are shown", seen)
	}
}

func TestADayOpensWhatHappened(t *testing.T) {
	t.Parallel()
	page := exampleComponent(exampleComponents(nil), signIn)
	page.Offered = []locale.Language{locale.All()[0], locale.All()[1]}
	page.Language = page.Offered[1]
	at := func(day, hour int) time.Time {
		return midnight(exampleNow).AddDate(0, 0, -day).Add(time.Duration(hour) * time.Hour)
	}
	over := func(day, hour int) *time.Time { return ptr(at(day, hour)) }
	page.Days = make([]DayRecord, 5)
	for n := range page.Days {
		page.Days[n] = DayRecord{Date: at(4-n, 0), Partial: time.Hour, Good: 23 * time.Hour}
	}
	page.Days[0].Partial = 0
	page.Incidents = []models.Incident{
		{PublicID: "open", StartedAt: at(1, 20)},
		{PublicID: "night", StartedAt: at(2, 23), ResolvedAt: over(1, 1)},
	}
	page.Maintenances = []models.Maintenance{{PublicID: "works", StartedAt: over(2, 10), CompletedAt: over(2, 11)}, {PublicID: "ahead", ScheduledFor: at(3, 1)}}
	opens := map[int]string{}
	for _, m := range page.Calendar() {
		for _, week := range m.Weeks {
			for _, d := range week {
				if d.Number > 0 {
					opens[d.Number] = d.Opens
				}
			}
		}
	}
	prefix := "/" + page.Language.Tag()
	for day, want := range map[int]string{4: "", 3: "", 2: "#night", 1: "#open", 0: prefix + "/incidents/open"} {
		if got := opens[at(day, 0).Day()]; got != want {
			t.Errorf("%d days ago opens %q, not %q", day, got, want)
		}
	}
	var b strings.Builder
	if err := Component.Write(&b, page); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`href="#night"`, `id="night"`, `href="#open"`, `id="open"`, `id="works"`, `href="` + prefix + `/incidents/open"`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the page lacks %s", want)
		}
	}
}
