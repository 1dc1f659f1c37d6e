package admin

import (
	"strings"
	"time"

	"vitrine/views/console"
)

// planned is moment for a time to come: where the clocks are put forward or back
// the site's zone has an hour that does not exist, and one that comes twice. The
// first is refused and the second asked about, never guessed. saved is what the
// control was filled with, nil on a new form: it stays as it was where nobody
// touched it.
func (t typed) planned(field, text string, saved *time.Time) *time.Time {
	if text = strings.TrimSpace(text); saved != nil && text == console.Moment(saved, t.zone) {
		return saved
	}
	wall, err := time.Parse(momentShape, text)
	if err != nil {
		return t.moment(field, text)
	}
	switch at := meant(wall, t.zone); len(at) {
	case 0:
		after := wall.Add(-offsetBefore(wall, t.zone)).In(t.zone)
		t.bad.Add(field, "%s does not exist in %s: the clocks are put forward. Did you mean %s? Write that, or another time.", quoted(text), t.zone, after.Format("15:04"))
		return nil
	case 1:
		return &at[0]
	default:
		t.bad.Add(field, "%s comes twice in %s, because the clocks are put back. Write %s for the first (%s UTC) or %s for the second (%s UTC).", quoted(text), t.zone,
			at[0].In(t.zone).Format(momentShape+"-07:00"), at[0].Format("15:04"), at[1].In(t.zone).Format(momentShape+"-07:00"), at[1].Format("15:04"))
		return nil
	}
}

// momentShape is what a control for a date and a time sends.
const momentShape = "2006-01-02T15:04"

// meant are the moments, in UTC and in their order, at which the clocks of a zone
// show the date and time that wall shows.
func meant(wall time.Time, zone *time.Location) (list []time.Time) {
	for _, offset := range []time.Duration{offsetBefore(wall, zone), offsetAt(wall.Add(36*time.Hour), zone)} {
		at := wall.Add(-offset).UTC()
		if at.In(zone).Format(momentShape) == wall.Format(momentShape) && (len(list) == 0 || !list[0].Equal(at)) {
			list = append(list, at)
		}
	}
	return list
}

// offsetBefore is how far a zone is ahead of UTC the day before wall.
func offsetBefore(wall time.Time, zone *time.Location) time.Duration {
	return offsetAt(wall.Add(-36*time.Hour), zone)
}

func offsetAt(at time.Time, zone *time.Location) time.Duration {
	_, seconds := at.In(zone).Zone()
	return time.Duration(seconds) * time.Second
}
