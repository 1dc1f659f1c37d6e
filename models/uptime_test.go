package models

import (
	"math"
	"testing"
	"time"
)

func TestUptime(t *testing.T) {
	t.Parallel()
	begin := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	at := func(hour int, s Status) ComponentChange {
		return ComponentChange{Status: s, At: begin.Add(time.Duration(hour) * time.Hour)}
	}
	for _, tc := range []struct {
		name    string
		changes []ComponentChange
		want    float64
		known   bool
	}{
		{"no history is not known", nil, 0, false},
		{"a history that begins later is not known", []ComponentChange{at(100, Operational)}, 0, false},
		{"up all day", []ComponentChange{at(-100, Operational)}, 1, true},
		{"a major outage counts whole", []ComponentChange{at(-1, Operational), at(6, MajorOutage), at(12, Operational)}, 0.75, true},
		{"a partial outage counts 30 %", []ComponentChange{at(-1, Operational), at(0, PartialOutage), at(12, Operational)}, 0.85, true},
		{"degraded and maintenance count as up", []ComponentChange{at(-1, Degraded), at(12, UnderMaintenance)}, 1, true},
		{"unknown time is left out", []ComponentChange{at(-1, UnknownStatus), at(12, MajorOutage), at(18, Operational)}, 0.5, true},
		{"unknown all day is not known", []ComponentChange{at(-1, UnknownStatus)}, 0, false},
		{"time before the first change is left out", []ComponentChange{at(12, MajorOutage), at(18, Operational)}, 0.5, true},
		{"of two changes at one moment the last counts", []ComponentChange{at(-1, Operational), at(6, MajorOutage), at(6, Operational)}, 1, true},
		{"what is after the span does not matter", []ComponentChange{at(-1, Operational), at(24, MajorOutage)}, 1, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			got, known := Uptime(tc.changes, begin, begin.AddDate(0, 0, 1))
			if known != tc.known || math.Abs(got-tc.want) > 1e-9 {
				t.Errorf("uptime = %v, %v; want %v, %v", got, known, tc.want, tc.known)
			}
		})
	}
}

func TestDays(t *testing.T) {
	t.Parallel()
	day := func(n, hour int) time.Time { return time.Date(2026, 5, n, hour, 0, 0, 0, time.UTC) }
	changes := []ComponentChange{{Status: Operational, At: day(1, 0)}, {Status: PartialOutage, At: day(3, 22)}, {Status: Operational, At: day(4, 2)},
		{Status: UnknownStatus, At: day(5, 6)}, {Status: Operational, At: day(5, 9)}}
	start := day(2, 0)
	days := Days(changes, &start, day(1, 12), day(6, 6))
	if len(days) != 6 {
		t.Fatalf("%d days, want 6", len(days))
	}
	for n, want := range []Status{"", Operational, PartialOutage, PartialOutage, UnknownStatus, Operational} {
		if days[n].Status != want || days[n].Known != (want != "") || !days[n].Day.Equal(day(n+1, 0)) {
			t.Errorf("day %d = %+v, want %q", n+1, days[n], want)
		}
	}
	if days[2].Spent[PartialOutage] != 2*time.Hour || days[2].Spent[Operational] != 22*time.Hour {
		t.Errorf("the third day = %v", days[2].Spent)
	}
	if days[5].Spent[Operational] != 6*time.Hour {
		t.Errorf("today is looked at beyond now: %v", days[5].Spent)
	}
}
