package views

import (
	"fmt"
	"html/template"
	"strings"
	"time"
)

// Clock is the time of day: "16:00".
func Clock(t time.Time) string { return t.UTC().Format("15:04") }

// Date is a whole date: "19 November 2026".
func Date(t time.Time) string { return t.UTC().Format("2 January 2006") }

// Day is a day near ref: "Thu 19 Nov", with the year when it is another.
func Day(t, ref time.Time) string {
	if t.UTC().Year() != ref.UTC().Year() {
		return t.UTC().Format("Mon 2 Jan 2006")
	}
	return t.UTC().Format("Mon 2 Jan")
}

// When is a moment as told on the day of ref: "16:00", and with weekday and date
// on any other day.
func When(t, ref time.Time) string {
	if sameDay(t, ref) {
		return Clock(t)
	}
	return Day(t, ref) + ", " + Clock(t)
}

// Took is a duration in its two largest units: "20 min", "1 h 5 min",
// "2 days 3 h".
func Took(d time.Duration) string {
	m := int64(d.Round(time.Minute) / time.Minute)
	days, h, m := m/(24*60), m/60%24, m%60
	switch {
	case days > 0:
		return pair(days, plural(days, "day"), h, "h")
	case h > 0:
		return pair(h, "h", m, "min")
	case m > 0:
		return fmt.Sprintf("%d min", m)
	default:
		return "less than a minute"
	}
}

func pair(a int64, unit string, b int64, lesser string) string {
	if b == 0 {
		return fmt.Sprintf("%d %s", a, unit)
	}
	return fmt.Sprintf("%d %s %d %s", a, unit, b, lesser)
}

func plural(n int64, unit string) string {
	if n == 1 {
		return unit
	}
	return unit + "s"
}

// SpanText is from and to as told on the day of ref: "16:00–16:20",
// "Thu 19 Nov, 16:00–16:20", "Thu 19 Nov, 23:50 – Fri 20 Nov, 00:10".
func SpanText(from, to, ref time.Time) string {
	if sameDay(from, to) {
		return When(from, ref) + "–" + Clock(to)
	}
	return When(from, ref) + " – " + When(to, ref)
}

// sameDay reports whether a and b fall on one day in UTC.
func sameDay(a, b time.Time) bool {
	ay, am, ad := a.UTC().Date()
	by, bm, bd := b.UTC().Date()
	return ay == by && am == bm && ad == bd
}

// midnight is the start of t's day in UTC.
func midnight(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }

// element is a <time> for the moment t.
func element(t time.Time, text string) string {
	return `<time datetime="` + t.UTC().Format(time.RFC3339) + `">` + template.HTMLEscapeString(text) + `</time>`
}

// dayElement is a <time> for the day of t.
func dayElement(t time.Time, text string) template.HTML {
	return template.HTML(`<time datetime="` + t.UTC().Format(time.DateOnly) + `">` + template.HTMLEscapeString(text) + `</time>`)
}

func whenElement(t, ref time.Time) template.HTML { return template.HTML(element(t, When(t, ref))) }
func clockElement(t time.Time) template.HTML     { return template.HTML(element(t, Clock(t))) }
func momentElement(t time.Time) template.HTML {
	return template.HTML(element(t, t.UTC().Format("Mon 2 Jan 2006, 15:04")))
}
func dateElement(t time.Time) template.HTML         { return dayElement(t, Date(t)) }
func weekdayElement(t, ref time.Time) template.HTML { return dayElement(t, Day(t, ref)) }

// spanElement marks the pair, so that a script can add one pair of local times.
func spanElement(from, to, ref time.Time) template.HTML {
	text := SpanText(from, to, ref)
	first, last, _ := strings.Cut(text, "–")
	dash := "–"
	if strings.HasSuffix(first, " ") {
		first, last, dash = strings.TrimSuffix(first, " "), strings.TrimPrefix(last, " "), " – "
	}
	return template.HTML(`<span class="span">` + element(from, first) + dash + element(to, last) + `</span>`)
}
