package views

import (
	"math"
	"slices"
	"time"

	"vitrine/models"
)

// BarDays is how far the bar of a component looks back.
const BarDays = 90

// DayRecord is one day of one component, by how long it was in which state. Time
// before its history began and time to come are in none.
type DayRecord struct {
	Date    time.Time // midnight UTC
	Good    time.Duration
	Maint   time.Duration
	Unknown time.Duration
	Slow    time.Duration // degraded
	Partial time.Duration
	Major   time.Duration

	Holds models.Status // on the last day: what holds at its end, however short; empty on others
}

// Days turns the changes of one component into its last n days, oldest first;
// the last one is now's, up to now. Changes must reach back to the last one
// before the window. The history begins at start, in working order unless a
// change says otherwise, or at the first change when start is nil.
func Days(changes []models.ComponentChange, start *time.Time, now time.Time, n int) []DayRecord {
	changes = slices.Clone(changes)
	slices.SortStableFunc(changes, func(a, b models.ComponentChange) int { return a.At.Compare(b.At) })
	if start != nil && (len(changes) == 0 || changes[0].At.After(*start)) {
		changes = slices.Insert(changes, 0, models.ComponentChange{Status: models.Operational, At: *start})
	}
	first := midnight(now).AddDate(0, 0, 1-n)
	days := make([]DayRecord, n)
	for i := range days {
		days[i].Date = first.AddDate(0, 0, i)
	}
	for i, c := range changes {
		until := now
		if i+1 < len(changes) && changes[i+1].At.Before(now) {
			until = changes[i+1].At
		}
		spend(days, c.Status, later(c.At, begin(start)), until)
	}
	return days
}

// Record is the last BarDays of c up to now, of which nothing is known after told.
// seen says that the status of c holds now, so that today has a state from its
// first moment on.
func Record(c models.Component, changes []models.ComponentChange, told, now time.Time, seen bool) []DayRecord {
	ahead := int(midnight(now).Sub(midnight(told)) / (24 * time.Hour))
	days := Days(changes, c.StartDate, told, max(0, BarDays-ahead))
	for n := max(1, ahead-BarDays+1); n <= ahead; n++ {
		days = append(days, DayRecord{Date: midnight(told).AddDate(0, 0, n)})
	}
	if seen {
		days[BarDays-1].Holds = c.Status
	}
	return days
}

func begin(start *time.Time) time.Time {
	if start == nil {
		return time.Time{}
	}
	return *start
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// spend books the time from..until to the days it falls on. Most changes of a
// long history lie before all of them.
func spend(days []DayRecord, s models.Status, from, until time.Time) {
	for i := range days {
		if !days[i].Date.Before(until) {
			return
		}
		if i+1 < len(days) && !from.Before(days[i+1].Date) {
			continue
		}
		a, b := later(days[i].Date, from), days[i].Date.AddDate(0, 0, 1)
		if until.Before(b) {
			b = until
		}
		if d := b.Sub(a); d > 0 {
			*days[i].in(s) += d
		}
	}
}

// in is the account of a status.
func (d *DayRecord) in(s models.Status) *time.Duration {
	switch s {
	case models.Operational:
		return &d.Good
	case models.UnderMaintenance:
		return &d.Maint
	case models.Degraded:
		return &d.Slow
	case models.PartialOutage:
		return &d.Partial
	case models.MajorOutage:
		return &d.Major
	default:
		return &d.Unknown
	}
}

// Known reports whether there is anything to say about the day.
func (d DayRecord) Known() bool {
	return d.Holds != "" || d.Good+d.Maint+d.Unknown+d.Slow+d.Partial+d.Major > 0
}

// had reports whether s was seen on the day.
func (d DayRecord) had(s models.Status) bool {
	return *d.in(s) > 0 || d.Holds != "" && d.in(d.Holds) == d.in(s)
}

// Worst is the worst state of the day. A day we mostly did not see is unknown
// unless something worse was seen.
func (d DayRecord) Worst() models.Status {
	switch {
	case d.had(models.MajorOutage):
		return models.MajorOutage
	case d.had(models.PartialOutage):
		return models.PartialOutage
	case d.had(models.Degraded):
		return models.Degraded
	case d.had(models.UnknownStatus) || !d.Known():
		return models.UnknownStatus
	case d.had(models.UnderMaintenance):
		return models.UnderMaintenance
	default:
		return models.Operational
	}
}

// Trouble is how long the day was not as it should be, maintenance aside.
func (d DayRecord) Trouble() time.Duration { return d.Slow + d.Partial + d.Major }

// Sentence says the day in words: "Partial outage for 20 min". It says nothing of
// a good day but that.
func (d DayRecord) Sentence() string { return Speech{}.DaySentence(d) }

// DaySentence says a day in words: "Partial outage for 20 min". It says nothing of
// a good day but that.
func (s Speech) DaySentence(d DayRecord) string {
	switch worst := d.Worst(); {
	case !d.Known():
		return s.Say("No data")
	case worst == models.Operational:
		return s.Word(worst)
	case d.Trouble() == 0:
		return s.Say("{0} for {1}", s.Word(worst), s.Took(*d.in(worst)))
	default:
		return s.Say("{0}, trouble for {1}", s.Word(worst), s.Took(d.Trouble()))
	}
}

// Uptime is the share of known time that the component was up, by the operator's
// rule, which the component's page tells. It is false when nothing is known.
func Uptime(days []DayRecord, rule models.UptimeRule) (float64, bool) {
	var known, down float64
	for _, d := range days {
		known += float64(d.Good + d.Maint + d.Slow + d.Partial + d.Major)
		down += float64(d.Major) + float64(rule.Partial())/100*float64(d.Partial)
		if rule.Maintenance() {
			down += float64(d.Maint)
		}
	}
	if known == 0 {
		return 0, false
	}
	return 1 - down/known, true
}

// UptimeText says the share: "99.91 % up". It rounds down, so that only a spotless
// record reads 100 %.
func (s Speech) UptimeText(days []DayRecord) string {
	up, ok := Uptime(days, s.Rule)
	if !ok {
		return s.Say("no data yet")
	}
	if up == 1 {
		return s.Say("{0} % up", 100)
	}
	return s.Say("{0} % up", s.Decimal(math.Floor(up*10000)/100, 2))
}
