package review

import (
	"slices"
	"strings"
	"time"

	"vitrine/models"
)

// Interval is one stretch of time in which customers felt something. A review
// may have several, and some of them may not belong to the stated duration.
type Interval struct {
	ID        int64
	PublicID  string
	ReviewID  int64
	StartsAt  time.Time
	EndsAt    *time.Time // nil: it goes on
	Counted   bool       // it belongs to the stated duration
	Note      string     // what was felt
	Version   int64
	CreatedAt time.Time
	UpdatedAt time.Time
}

// TableName names the table of intervals.
func (Interval) TableName() string { return "impact_intervals" }

// NewInterval is a stretch to add.
type NewInterval struct {
	StartsAt time.Time
	EndsAt   *time.Time
	Counted  bool
	Note     string
}

// IntervalEdit changes what is not nil. A zero EndsAt says that it goes on.
type IntervalEdit struct {
	StartsAt *time.Time
	EndsAt   *time.Time
	Counted  *bool
	Note     *string
	Version  int64
}

func (e IntervalEdit) apply(to *Interval) *changes {
	c := newChanges()
	at := &to.StartsAt
	c.moment("starts_at", &at, e.StartsAt)
	if at == nil {
		at = &time.Time{}
	}
	to.StartsAt = *at
	c.moment("ends_at", &to.EndsAt, e.EndsAt)
	put(c, "counted", &to.Counted, e.Counted)
	c.words("note", &to.Note, e.Note)
	return c
}

// check says which fields of the interval cannot stand as they are.
func (i Interval) check() error {
	bad := models.Complaints{}
	if i.StartsAt.Year() < 1970 || i.StartsAt.Year() > 9999 {
		bad.Add("starts_at", "When did it begin?")
	}
	if i.EndsAt != nil && i.EndsAt.Before(i.StartsAt) {
		bad.Add("ends_at", "The end cannot come before the beginning.")
	}
	bad.Line("note", i.Note, 0, models.MaxTitle)
	return bad.Err()
}

// Length is how long it lasted, as its times are shown; nil while it goes on.
func (i Interval) Length() *time.Duration { return elapsed(&i.StartsAt, i.EndsAt) }

// counted are the intervals of the stated duration, by start.
func (r Review) counted() []Interval {
	return slices.DeleteFunc(slices.Clone(r.Intervals), func(i Interval) bool { return !i.Counted })
}

// felt is the first and the last moment of the stated intervals; nil where there
// are none, or while the last one goes on.
func felt(intervals []Interval) (from, until *time.Time) {
	for n, i := range intervals {
		from = earlier(from, &i.StartsAt)
		switch {
		case i.EndsAt == nil:
			return from, nil
		case n == 0 || until != nil && i.EndsAt.After(*until):
			until = i.EndsAt
		}
	}
	return from, until
}

// Impact is for how long something was felt: the sum of the stated intervals,
// what overlaps counted once; without any, from start to recovery. It is nil
// where an end is missing.
func (r Review) Impact() *time.Duration {
	list := r.counted()
	if len(list) == 0 {
		t := r.Times()
		return elapsed(t.Started, t.Recovered)
	}
	var sum time.Duration
	var until time.Time
	for _, i := range list {
		if i.EndsAt == nil {
			return nil
		}
		from := i.StartsAt
		if from.Before(until) {
			from = until
		}
		if i.EndsAt.After(from) {
			sum, until = sum+models.Lasted(from, *i.EndsAt), *i.EndsAt
		}
	}
	return &sum
}

// intervalWords tell how long it lasted by the intervals of a review, for readers
// outside: those of the stated duration first, with their sum where they are
// several, then what was felt besides.
func (r Review) intervalWords() string {
	var stated, besides []string
	for _, i := range r.Intervals {
		if line := span(i.StartsAt, i.EndsAt); i.Counted {
			stated = append(stated, line)
		} else {
			besides = append(besides, line)
		}
	}
	text := bullets(stated)
	if sum := r.Impact(); len(stated) > 1 && sum != nil {
		text = lasting(*sum) + " in all.\n\n" + text
	}
	if len(besides) > 0 {
		text += "\n\nNot counted in this: " + strings.Join(besides, "; ") + "."
	}
	return strings.TrimSpace(text)
}

// feltWords tell what was felt in the intervals of a review, for readers outside.
func (r Review) feltWords() string {
	var lines []string
	for _, i := range r.Intervals {
		if i.Note != "" {
			lines = append(lines, i.felt(len(r.Intervals) > 1, r.feltOnDays()))
		}
	}
	return bullets(lines)
}

// feltOnDays reports whether something was felt on more than one day.
func (r Review) feltOnDays() bool {
	days := map[string]bool{}
	for _, i := range r.Intervals {
		days[i.StartsAt.UTC().Format(time.DateOnly)] = true
		if i.EndsAt != nil {
			days[i.EndsAt.UTC().Format(time.DateOnly)] = true
		}
	}
	return len(days) > 1
}

// felt is what was felt in an interval, where timed with its times, and where
// dated with its days too.
func (i Interval) felt(timed, dated bool) string {
	if i.Note == "" || !timed {
		return i.Note
	}
	const clock, day = "15:04", "2 January"
	from, on := i.StartsAt.UTC(), ""
	if dated {
		on = " on " + from.Format(day)
	}
	when := "From " + from.Format(clock) + on
	if i.EndsAt != nil {
		until := i.EndsAt.UTC()
		if on == " on "+until.Format(day) {
			when = "On " + from.Format(day) + ", from " + from.Format(clock)
			on = ""
		} else if dated {
			on = " on " + until.Format(day)
		}
		when += " to " + until.Format(clock) + on
	}
	return when + " UTC: " + i.Note
}

func bullets(lines []string) string {
	switch len(lines) {
	case 0:
		return ""
	case 1:
		return lines[0]
	}
	return "- " + strings.Join(lines, "\n- ")
}
