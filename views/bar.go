package views

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"vitrine/models"
)

// The bar is 5 units a day: 4 of ink and 1 of paper, 28 high.
const (
	barStep   = 5
	barHeight = 28
	barQuiet  = 6 // height of a good day
)

// Bar draws the days as one small picture: quiet when good, tall when bad, a
// hollow mark for what we do not know, nothing but a dot before the history
// begins. One path per state keeps it small; the sentence says what it shows.
func (s Speech) Bar(days []DayRecord) template.HTML {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="bar" viewBox="0 0 %d %d" preserveAspectRatio="none" role="img" aria-label="%s">`,
		len(days)*barStep-1, barHeight, template.HTMLEscapeString(s.BarSentence(days)))
	runs(&b, days, "none", func(d DayRecord) bool { return !d.Known() })
	runs(&b, days, "ok", func(d DayRecord) bool { return d.Known() && d.Worst() == models.Operational })
	for _, status := range []models.Status{models.UnderMaintenance, models.UnknownStatus, models.Degraded, models.PartialOutage, models.MajorOutage} {
		columns(&b, days, status)
	}
	b.WriteString("</svg>")
	return template.HTML(b.String())
}

// runs draws each unbroken run of days as one dashed line along the ground.
func runs(b *strings.Builder, days []DayRecord, class string, is func(DayRecord) bool) {
	var path strings.Builder
	for i := 0; i < len(days); i++ {
		from := i
		for i < len(days) && is(days[i]) {
			i++
		}
		if i > from {
			fmt.Fprintf(&path, "M%d %dh%d", from*barStep, barHeight-barQuiet/2, (i-from)*barStep-1)
		}
	}
	if path.Len() > 0 {
		fmt.Fprintf(b, `<path class="%s" stroke-dasharray="4 1" d="%s"/>`, class, path.String())
	}
}

// columns draws the days whose worst state is s as standing strokes.
func columns(b *strings.Builder, days []DayRecord, s models.Status) {
	var path strings.Builder
	for i, d := range days {
		if d.Known() && d.Worst() == s {
			fmt.Fprintf(&path, "M%d %dv-%d", i*barStep+2, barHeight, barRise(d))
		}
	}
	if path.Len() > 0 {
		fmt.Fprintf(b, `<path class="%s" d="%s"/>`, Tone(s), path.String())
	}
}

// barRise is how tall a day stands: by its worst state, and within it by how long
// the trouble was, up to four hours.
func barRise(d DayRecord) int {
	low, high := 9, 9
	switch d.Worst() {
	case models.UnknownStatus:
		low, high = 16, 16
	case models.Degraded:
		low, high = 10, 14
	case models.PartialOutage:
		low, high = 15, 20
	case models.MajorOutage:
		low, high = 21, barHeight
	}
	return low + int(float64(high-low)*min(1, d.Trouble().Hours()/4))
}

// BarSentence says what the bar shows: "Last 90 days: 99.91 % up, 2 days with an
// outage, 1 day degraded."
func (s Speech) BarSentence(days []DayRecord) string {
	var outage, slow, unknown int
	for _, d := range days {
		switch worst := d.Worst(); {
		case worst == models.MajorOutage || worst == models.PartialOutage:
			outage++
		case worst == models.Degraded:
			slow++
		case worst == models.UnknownStatus && d.Known():
			unknown++
		}
	}
	parts := []string{s.UptimeText(days)}
	if outage > 0 {
		parts = append(parts, s.Many(outage, "{0} days with an outage"))
	}
	if slow > 0 {
		parts = append(parts, s.Many(slow, "{0} days degraded"))
	}
	if unknown > 0 {
		parts = append(parts, s.Many(unknown, "{0} days not fully known"))
	}
	return s.Many(len(days), "Last {0} days: {1}.", s.Row(parts))
}

// CalendarMonth is one month of a component's history as weeks of seven days,
// Monday first.
type CalendarMonth struct {
	Month time.Time
	Weeks [][7]CalendarDay
}

// CalendarDay is one field of the calendar. A field outside the month or the
// history has no number.
type CalendarDay struct {
	Number int
	Record DayRecord
	Opens  string // where what happened is told: a page, or "#" and a line of this one; empty: nowhere
}

// Class is the day's tone; "none" for a day of which nothing is known.
func (d CalendarDay) Class() string {
	if !d.Record.Known() {
		return "none"
	}
	return Tone(d.Record.Worst())
}

// Notable reports whether the day carries a sign.
func (d CalendarDay) Notable() bool {
	return d.Record.Known() && d.Record.Worst() != models.Operational
}

// Calendar lays days out as months, the newest first.
func Calendar(days []DayRecord) []CalendarMonth {
	var months []CalendarMonth
	for _, d := range days {
		column := (int(d.Date.Weekday()) + 6) % 7
		if n := len(months); n == 0 || months[n-1].Month.Month() != d.Date.Month() {
			months = append(months, CalendarMonth{Month: d.Date.AddDate(0, 0, 1-d.Date.Day()), Weeks: make([][7]CalendarDay, 1)})
		} else if column == 0 {
			months[n-1].Weeks = append(months[n-1].Weeks, [7]CalendarDay{})
		}
		m := &months[len(months)-1]
		m.Weeks[len(m.Weeks)-1][column] = CalendarDay{Number: d.Date.Day(), Record: d}
	}
	for i, j := 0, len(months)-1; i < j; i, j = i+1, j-1 {
		months[i], months[j] = months[j], months[i]
	}
	return months
}
