package console

import (
	"fmt"
	"time"
)

// Layouts in which the browser's own controls send and take times.
const (
	momentLayout = "2006-01-02T15:04"
	dayLayout    = "2006-01-02"
)

// Moment is t as a datetime-local control takes it, in zone; empty for nil.
func Moment(t *time.Time, zone *time.Location) string {
	if t == nil {
		return ""
	}
	return t.In(zone).Format(momentLayout)
}

// Day is t as a date control takes it; days are kept as midnight UTC.
func Day(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.UTC().Format(dayLayout)
}

// clock is t for a reader: the time alone today, with the date otherwise.
func (f Frame) clock(t time.Time) string {
	t, now := t.In(f.zone()), f.Now.In(f.zone())
	switch {
	case t.YearDay() == now.YearDay() && t.Year() == now.Year():
		return t.Format("15:04")
	case t.Year() == now.Year():
		return t.Format("Mon 2 Jan, 15:04")
	default:
		return t.Format("2 Jan 2006, 15:04")
	}
}

// Clock is clock for pages; nothing for nil.
func (f Frame) Clock(t any) string {
	switch v := t.(type) {
	case time.Time:
		return f.clock(v)
	case *time.Time:
		if v != nil {
			return f.clock(*v)
		}
	}
	return ""
}

// Due says how far a promised time is away, or by how much it is missed.
func (f Frame) Due(t *time.Time) string {
	if t == nil {
		return ""
	}
	if d := t.Sub(f.Now); d >= 0 {
		return "in " + span(d)
	}
	return span(f.Now.Sub(*t)) + " overdue"
}

// Late reports whether a promised time has passed.
func (f Frame) Late(t *time.Time) bool { return t != nil && f.Now.After(*t) }

// Ago says how long ago t was.
func (f Frame) Ago(t time.Time) string {
	if d := f.Now.Sub(t); d >= time.Minute {
		return span(d) + " ago"
	}
	return "just now"
}

// span is a duration in words, to the two largest units.
func span(d time.Duration) string {
	minutes := int64(d.Round(time.Minute) / time.Minute)
	days, hours, left := minutes/1440, minutes%1440/60, minutes%60
	switch {
	case minutes < 1:
		return "less than a minute"
	case days > 1:
		return fmt.Sprintf("%d days", days)
	case days == 1 && hours > 0:
		return fmt.Sprintf("1 day %d h", hours)
	case days == 1:
		return "1 day"
	case hours > 0 && left > 0:
		return fmt.Sprintf("%d h %d min", hours, left)
	case hours > 0:
		return fmt.Sprintf("%d h", hours)
	default:
		return fmt.Sprintf("%d min", minutes)
	}
}

// optionalSpan is span for a measure that may not be known yet.
func optionalSpan(d *time.Duration) string {
	if d == nil {
		return "not known yet"
	}
	return span(*d)
}

// Seconds is the time of day with its seconds.
func (f Frame) Seconds(t time.Time) string { return t.In(f.zone()).Format("15:04:05") }
