package review

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// stamp is a time as somebody wrote it down: what is missing is -1, zero or nil.
type stamp struct {
	year, month, day     int // 0: not said
	hour, minute, second int // hour -1: a day alone
	nano                 int
	half                 bool           // of the twelve-hour clock
	zone                 *time.Location // nil: not said
	weekday              int            // 1 Monday … 7 Sunday; 0: not said
	slashed              [2]int         // 3/4: day and month in an order that the whole text decides
}

// Ways to write a day and a time, as the beginning of a line.
var (
	isoDay     = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:T|\b)`)
	dottedDay  = regexp.MustCompile(`^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})\b,?`)
	slashedDay = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?\b,?`)
	namedDay   = regexp.MustCompile(`^(?i)(\d{1,2})(?:st|nd|rd|th)?\.?[ -](jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?(?:[ -](\d{4})\b)?,?`)
	monthDay   = regexp.MustCompile(`^(?i)(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?\b(?:,? (\d{4})\b)?,?`)
	weekDay    = regexp.MustCompile(`^(?i)(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b,?`)
	nearDay    = regexp.MustCompile(`^(?i)(today|yesterday)\b,?(?: at\b)?`)
	clockTime  = regexp.MustCompile(`^(?i)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:[ \x{00a0}\x{202f}]?([ap])\.?m\b\.?)?`)
	hourTime   = regexp.MustCompile(`^(?i)(\d{1,2})[ \x{00a0}\x{202f}]?([ap])\.?m\b\.?`)
	offset     = regexp.MustCompile(`^(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?(?:\b|$)`)
	zoneWord   = regexp.MustCompile(`^([A-Z][A-Za-z]*(?:/[A-Z][A-Za-z_]+)+|[A-Z]{1,5})\b`)
)

var months = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

var weekdays = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

// abbreviations of zones that one can rely on, in hours east of Greenwich.
var abbreviations = map[string]float64{
	"UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "BST": 1,
	"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "JST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}

// readStamp reads a time at the beginning of a text, a day before it where there
// is one, and returns what follows. ok is false when there is no time of day.
func readStamp(text string) (s stamp, rest string, ok bool) {
	s.hour = -1
	rest = strings.TrimLeft(text, " \t\u00a0")
	for range 3 { // weekday, day, "at"
		before := rest
		rest = s.readDay(rest)
		rest = strings.TrimLeft(strings.TrimPrefix(strings.TrimLeft(rest, " \t\u00a0"), "at "), " \t\u00a0")
		if before == rest {
			break
		}
	}
	if rest, ok = s.readClock(rest); !ok {
		return s, text, false
	}
	rest = s.readZone(rest)
	return s, rest, true
}

// readDay reads one part of a day and returns what follows.
func (s *stamp) readDay(text string) string {
	number := func(t string) int { n, _ := strconv.Atoi(t); return n } // the pattern lets digits through alone
	if m := isoDay.FindStringSubmatch(text); m != nil {
		s.year, s.month, s.day = number(m[1]), number(m[2]), number(m[3])
		return text[len(m[0]):]
	}
	if m := dottedDay.FindStringSubmatch(text); m != nil {
		s.year, s.month, s.day = century(number(m[3])), number(m[2]), number(m[1])
		return text[len(m[0]):]
	}
	if m := slashedDay.FindStringSubmatch(text); m != nil {
		s.year, s.slashed = century(number(m[3])), [2]int{number(m[1]), number(m[2])}
		return text[len(m[0]):]
	}
	if m := namedDay.FindStringSubmatch(text); m != nil {
		s.day, s.month, s.year = number(m[1]), 1+slices.Index(months, strings.ToLower(m[2])), number(m[3])
		return text[len(m[0]):]
	}
	if m := monthDay.FindStringSubmatch(text); m != nil {
		s.month, s.day, s.year = 1+slices.Index(months, strings.ToLower(m[1])), number(m[2]), number(m[3])
		return text[len(m[0]):]
	}
	if m := weekDay.FindStringSubmatch(text); m != nil {
		s.weekday = 1 + slices.Index(weekdays, strings.ToLower(m[1]))
		return text[len(m[0]):]
	}
	return text[len(nearDay.FindString(text)):] // of the one who copied it; its neighbours say which
}

// century makes a year of two digits one of ours.
func century(year int) int {
	if year > 0 && year < 100 {
		return 2000 + year
	}
	return year
}

// readClock reads a time of day.
func (s *stamp) readClock(text string) (rest string, ok bool) {
	half, used := "", 0
	if m := clockTime.FindStringSubmatch(text); m != nil {
		s.hour, _ = strconv.Atoi(m[1])
		s.minute, _ = strconv.Atoi(m[2])
		s.second, _ = strconv.Atoi(m[3])
		s.nano, _ = strconv.Atoi((m[4] + "000000000")[:9])
		half, used = m[5], len(m[0])
	} else if m := hourTime.FindStringSubmatch(text); m != nil {
		s.hour, _ = strconv.Atoi(m[1])
		half, used = m[2], len(m[0])
	} else {
		return text, false
	}
	s.half = half != ""
	switch {
	case half != "" && (s.hour < 1 || s.hour > 12):
		return text, false
	case strings.EqualFold(half, "a"):
		s.hour %= 12
	case half != "":
		s.hour = s.hour%12 + 12
	}
	return text[used:], s.hour < 24 && s.minute < 60 && s.second < 61
}

// readZone reads a zone behind a time.
func (s *stamp) readZone(text string) string {
	trimmed := strings.TrimLeft(text, " \u00a0")
	if m := offset.FindStringSubmatch(trimmed); m != nil && (trimmed == text || strings.HasPrefix(m[0], "UTC") || strings.HasPrefix(m[0], "GMT") || len(m[0]) >= 5) {
		hours, _ := strconv.Atoi(m[2])
		minutes, _ := strconv.Atoi(m[3])
		if seconds := hours*3600 + minutes*60; hours <= 14 && minutes < 60 {
			if m[1] == "-" {
				seconds = -seconds
			}
			s.zone = time.FixedZone("", seconds)
			return trimmed[len(m[0]):]
		}
	}
	if m := zoneWord.FindString(trimmed); m != "" {
		if hours, ok := abbreviations[m]; ok {
			s.zone = time.FixedZone(m, int(hours*3600))
			return trimmed[len(m):]
		}
		if strings.Contains(m, "/") {
			if zone, err := time.LoadLocation(m); err == nil {
				s.zone = zone
				return trimmed[len(m):]
			}
		}
	}
	return text
}

// dated reports whether a day stands in it.
func (s stamp) dated() bool { return s.day > 0 || s.slashed != [2]int{} }

// calendar turns stamps into times one after the other: what a stamp leaves out
// is as near as can be to the time before it.
type calendar struct {
	zone       *time.Location
	last       time.Time // zero: nothing is known yet
	monthFirst bool      // 3/4 is 4 March
	half       bool      // there were times of the twelve-hour clock
}

// at is the time of a stamp; ok is false for one that no calendar has, or where
// no day is known.
func (c *calendar) at(s stamp) (t time.Time, ok bool) {
	zone := c.zone
	if s.zone != nil {
		zone = s.zone
	}
	if s.slashed != [2]int{} {
		s.day, s.month = s.slashed[0], s.slashed[1]
		if c.monthFirst {
			s.day, s.month = s.month, s.day
		}
	}
	if s.day == 0 {
		if c.last.IsZero() {
			return t, false
		}
		t = c.nearest(s, zone)
		if c.half && !s.half && s.hour < 12 { // Slack leaves "PM" out where the same person goes on
			late := s
			late.hour += 12
			if other := c.nearest(late, zone); other.Sub(c.last).Abs() < t.Sub(c.last).Abs() {
				t = other
			}
		}
	} else if t, ok = c.given(s, zone); !ok {
		return t, false
	}
	c.last, c.half = t, c.half || s.half
	return t.UTC().Truncate(time.Microsecond), true
}

// given is the time of a stamp with a day.
func (c *calendar) given(s stamp, zone *time.Location) (time.Time, bool) {
	year := s.year
	if year == 0 && c.last.IsZero() {
		return time.Time{}, false
	}
	if year == 0 {
		year = c.last.In(zone).Year()
	}
	t := time.Date(year, time.Month(s.month), s.day, max(0, s.hour), s.minute, s.second, s.nano, zone)
	return t, t.Day() == s.day && int(t.Month()) == s.month
}

// nearest is the time of day on the day that brings it nearest to the last time.
func (c *calendar) nearest(s stamp, zone *time.Location) time.Time {
	y, m, d := c.last.In(zone).Date()
	best := time.Time{}
	for _, day := range []int{d, d - 1, d + 1} {
		t := time.Date(y, m, day, s.hour, s.minute, s.second, s.nano, zone)
		if s.weekday > 0 && (int(t.Weekday())+6)%7+1 != s.weekday {
			continue
		}
		if best.IsZero() || t.Sub(c.last).Abs() < best.Sub(c.last).Abs() {
			best = t
		}
	}
	if best.IsZero() {
		best = time.Date(y, m, d, s.hour, s.minute, s.second, s.nano, zone)
	}
	return best
}

// begin puts a day before a text whose times have none.
func (c *calendar) begin(day time.Time) {
	y, m, d := day.Date()
	c.last = time.Date(y, m, d, 12, 0, 0, 0, c.zone)
}
