package models

import "time"

// Lasted is how long something took from one moment to another, as people read
// it: times are shown cut to the minute, so the length is measured between the
// same cut times. "20 min, 04:52–05:12" then always adds up. It is never
// negative.
func Lasted(from, until time.Time) time.Duration {
	return max(0, until.Truncate(time.Minute).Sub(from.Truncate(time.Minute)))
}
