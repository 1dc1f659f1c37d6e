package review

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"vitrine/models"
)

// Deadlines are the operator's rules: which incidents need a review, when it is
// due, and when its postmortem is. Days are days of the site's zone.
type Deadlines struct {
	ID         int64
	Severities string // those that need a review: "1,2"
	ReviewDays int64  // working days after recovery until the review is due
	PublicDays int64  // days after recovery until the postmortem is due
	Weekend    string // days of the week without work: "saturday,sunday"
	Holidays   string // further days without work, one in a line: "2026-12-25 Christmas Day"
	Version    int64
	UpdatedAt  time.Time

	zone *time.Location
}

// TableName names the table of the one row of deadlines.
func (Deadlines) TableName() string { return "review_clocks" }

// DeadlinesEdit changes what is not nil. Version 0 overwrites whatever is there.
type DeadlinesEdit struct {
	Severities *string
	ReviewDays *int64
	PublicDays *int64
	Weekend    *string
	Holidays   *string
	Version    int64
}

// usualDeadlines hold until somebody sets others: the next working day, and a week.
func usualDeadlines() Deadlines {
	return Deadlines{ID: 1, Severities: "1,2", ReviewDays: 1, PublicDays: 7, Weekend: "saturday,sunday", Version: 1}
}

// weekdayNames are the names a weekend is written with.
var weekdayNames = []string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

// apply makes the edit, or says everything that is wrong with it.
func (d *Deadlines) apply(e DeadlinesEdit) (*changes, error) {
	c, bad := newChanges(), models.Complaints{}
	if e.Severities != nil {
		put(c, "severities", &d.Severities, new(namesOf(bad, "severities", *e.Severities, []string{"1", "2", "3", "4", "5"})))
	}
	if e.Weekend != nil {
		put(c, "weekend", &d.Weekend, new(namesOf(bad, "weekend", *e.Weekend, weekdayNames)))
	}
	put(c, "review_days", &d.ReviewDays, e.ReviewDays)
	put(c, "public_days", &d.PublicDays, e.PublicDays)
	if e.Holidays != nil {
		holidays := clean(*e.Holidays)
		put(c, "holidays", &d.Holidays, &holidays)
	}
	between(bad, "review_days", d.ReviewDays, 1, 30)
	between(bad, "public_days", d.PublicDays, 1, 90)
	bad.Body("holidays", d.Holidays, 0, maxBody)
	if strings.Count(d.Weekend, ",") == len(weekdayNames)-1 {
		bad.Add("weekend", "A week without a working day leaves no day on which a review could be due.")
	}
	d.holidays(func(line string) {
		bad.Add("holidays", "“%s” does not begin with a date. Write it like 2026-12-25 Christmas Day.", line)
	})
	return c, bad.Err()
}

// namesOf reads names separated by commas or blanks, in the order of known.
func namesOf(bad models.Complaints, field, text string, known []string) string {
	names := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == ',' || r == ' ' || r == ';' })
	var found []string
	for _, name := range known {
		if slices.Contains(names, name) {
			found = append(found, name)
		}
	}
	for _, name := range names {
		if !slices.Contains(known, name) {
			bad.Add(field, "“%s” is none of %s.", name, strings.Join(known, ", "))
		}
	}
	return strings.Join(found, ",")
}

// holidays reads the days; stray is told of lines that are none.
func (d Deadlines) holidays(stray func(line string)) map[string]bool {
	days := map[string]bool{}
	for line := range strings.Lines(d.Holidays) {
		line = strings.TrimSpace(line)
		date, _, _ := strings.Cut(line, " ")
		if _, err := time.Parse(time.DateOnly, date); err != nil && line != "" {
			stray(line)
			continue
		}
		days[date] = true
	}
	return days
}

// day is the day of t in the site's zone, as midnight UTC.
func (d Deadlines) day(t time.Time) time.Time {
	if d.zone != nil {
		t = t.In(d.zone)
	}
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// works reports whether people work on a day.
func (d Deadlines) works(day time.Time) bool {
	return !slices.Contains(strings.Split(d.Weekend, ","), weekdayNames[day.Weekday()]) &&
		!d.holidays(func(string) {})[day.Format(time.DateOnly)]
}

// maxSearch is how many days are looked through for a working one: holidays
// without end must not hang the console.
const maxSearch = 400

// reviewDay is the day on which the review of what ended at t is due.
func (d Deadlines) reviewDay(t time.Time) time.Time {
	day, left := d.day(t), d.ReviewDays
	for range maxSearch {
		if day = day.AddDate(0, 0, 1); d.works(day) {
			left--
		}
		if left <= 0 {
			break
		}
	}
	return day
}

// publicDay is the day on which the postmortem of what ended at t is due.
func (d Deadlines) publicDay(t time.Time) time.Time {
	return d.day(t).AddDate(0, 0, int(d.PublicDays))
}

// serious reports whether an incident needs a review: by its severity, and where
// nobody ranked it by an impact of major or worse.
func (d Deadlines) serious(severity int64, impact models.Impact) bool {
	if severity == 0 {
		return impact == models.MajorImpact || impact == models.CriticalImpact
	}
	return slices.Contains(strings.Split(d.Severities, ","), strconv.FormatInt(severity, 10))
}
