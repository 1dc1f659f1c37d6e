package models

import "time"

// PartialWeight is the share of a partial outage that counts as time down. A
// major outage counts whole; degraded performance and maintenance count as up.
const PartialWeight = 0.3

// Uptime returns the share of [from, to) in which one component was up, between
// 0 and 1. changes are that component's, oldest first. Time of unknown status
// and time before the first change is left out; known is false when nothing
// else is left.
func Uptime(changes []ComponentChange, from, to time.Time) (share float64, known bool) {
	var up, all time.Duration
	for status, d := range spent(changes, from, to) {
		if status == UnknownStatus {
			continue
		}
		all += d
		up += d - down(status, d)
	}
	if all == 0 {
		return 0, false
	}
	return float64(up) / float64(all), true
}

func down(status Status, d time.Duration) time.Duration {
	switch status {
	case MajorOutage:
		return d
	case PartialOutage:
		return time.Duration(float64(d) * PartialWeight)
	}
	return 0
}

// DayStatus is what one component went through on one day.
type DayStatus struct {
	Day    time.Time                // midnight UTC
	Status Status                   // the worst of the day; empty without data
	Known  bool                     // false: nothing is known of this day
	Uptime float64                  // between 0 and 1, where Known
	Spent  map[Status]time.Duration // time in each status
}

// Days returns the days from the one of from up to and with the one of to, which
// is not looked beyond. changes are one component's, oldest first. Days before
// its start date (nil: none) are without data.
func Days(changes []ComponentChange, start *time.Time, from, to time.Time) []DayStatus {
	var days []DayStatus
	for d := day(from); !d.After(to); d = d.AddDate(0, 0, 1) {
		end := d.AddDate(0, 0, 1)
		if end.After(to) {
			end = to
		}
		days = append(days, dayStatus(changes, start, d, end))
	}
	return days
}

func dayStatus(changes []ComponentChange, start *time.Time, from, to time.Time) DayStatus {
	d := DayStatus{Day: from, Spent: map[Status]time.Duration{}}
	if start != nil && from.Before(day(*start)) {
		return d
	}
	d.Spent = spent(changes, from, to)
	for status := range d.Spent {
		if d.Status == "" {
			d.Status = status
		}
		d.Status = Worse(d.Status, status)
	}
	d.Uptime, d.Known = Uptime(changes, from, to)
	return d
}

// spent sums up the time in each status within [from, to). The last of several
// changes at one moment counts.
func spent(changes []ComponentChange, from, to time.Time) map[Status]time.Duration {
	sums := map[Status]time.Duration{}
	for n, c := range changes {
		begin, end := c.At, to
		if n+1 < len(changes) && changes[n+1].At.Before(to) {
			end = changes[n+1].At
		}
		if begin.Before(from) {
			begin = from
		}
		if d := end.Sub(begin); d > 0 {
			sums[c.Status] += d
		}
	}
	return sums
}
