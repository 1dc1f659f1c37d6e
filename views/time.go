package views

import (
	"html/template"
	"time"
)

// Clock is the time of day: "16:00".
func Clock(t time.Time) string { return t.UTC().Format("15:04") }

// Date is a whole date: "19 November 2026".
func Date(t time.Time) string { return Speech{}.Date(t) }

// Date is a whole date: "19 November 2026".
func (s Speech) Date(t time.Time) string { return s.Language.Date(t.UTC()) }

// Day is a day near ref: "Thu 19 Nov", with the year when it is another.
func Day(t, ref time.Time) string { return Speech{}.Day(t, ref) }

// Day is a day near ref: "Thu 19 Nov", with the year when it is another.
func (s Speech) Day(t, ref time.Time) string {
	if t.UTC().Year() != ref.UTC().Year() {
		return s.DayOfYear(t.UTC())
	}
	return s.Language.Day(t.UTC())
}

// When is a moment as told on the day of ref: "16:00", and with weekday and date
// on any other day.
func When(t, ref time.Time) string { return Speech{}.When(t, ref) }

// When is a moment as told on the day of ref: "16:00", and with weekday and date
// on any other day.
func (s Speech) When(t, ref time.Time) string {
	if sameDay(t, ref) {
		return Clock(t)
	}
	return s.At(s.Day(t, ref), t.UTC())
}

// Took is a duration in its two largest units: "20 min", "1 h 5 min",
// "2 days 3 h".
func Took(d time.Duration) string { return Speech{}.Took(d) }

// Took is a duration in its two largest units: "20 min", "1 h 5 min",
// "2 days 3 h".
func (s Speech) Took(d time.Duration) string {
	m := int(d.Round(time.Minute) / time.Minute)
	days, h, m := m/(24*60), m/60%24, m%60
	hours, minutes := s.Say("{0} h", h), s.Say("{0} min", m)
	switch {
	case days > 0 && h > 0:
		return s.Many(days, "{0} days") + " " + hours
	case days > 0:
		return s.Many(days, "{0} days")
	case h > 0 && m > 0:
		return hours + " " + minutes
	case h > 0:
		return hours
	case m > 0:
		return minutes
	default:
		return s.Say("less than a minute")
	}
}

// SpanText is from and to as told on the day of ref: "16:00–16:20",
// "Thu 19 Nov, 16:00–16:20", "Thu 19 Nov, 23:50 – Fri 20 Nov, 00:10".
func SpanText(from, to, ref time.Time) string { return Speech{}.SpanText(from, to, ref) }

// SpanText is from and to as told on the day of ref: "16:00–16:20",
// "Thu 19 Nov, 16:00–16:20", "Thu 19 Nov, 23:50 – Fri 20 Nov, 00:10".
func (s Speech) SpanText(from, to, ref time.Time) string {
	if sameDay(from, to) {
		return s.When(from, ref) + "–" + Clock(to)
	}
	return s.When(from, ref) + " – " + s.When(to, ref)
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

func clockElement(t time.Time) template.HTML { return template.HTML(element(t, Clock(t))) }

func (s Speech) whenElement(t, ref time.Time) template.HTML {
	return template.HTML(element(t, s.When(t, ref)))
}

func (s Speech) momentElement(t time.Time) template.HTML {
	return template.HTML(element(t, s.At(s.DayOfYear(t.UTC()), t.UTC())))
}

func (s Speech) dateElement(t time.Time) template.HTML { return dayElement(t, s.Date(t)) }

func (s Speech) weekdayElement(t, ref time.Time) template.HTML { return dayElement(t, s.Day(t, ref)) }

// spanElement marks the pair, so that a script can add one pair of local times.
func (s Speech) spanElement(from, to, ref time.Time) template.HTML {
	first, dash, last := s.When(from, ref), " – ", s.When(to, ref)
	if sameDay(from, to) {
		dash, last = "–", Clock(to)
	}
	return template.HTML(`<span class="span">` + element(from, first) + dash + element(to, last) + `</span>`)
}
