package review

import (
	"fmt"
	"time"
)

// remindAhead is how many days before its day an action item is first reminded of.
const remindAhead = 3

// Morning is the hour of the site's day after which staff are written to.
const Morning = 8

// stage names the reminder that an action item due on a day asks for today:
// within three days, on the day, and weekly from then on. Empty: none. It holds
// the day, so that an item with a new day is reminded of anew.
func stage(due, today time.Time) string {
	days := int(today.Sub(due).Hours() / 24)
	on := due.UTC().Format(time.DateOnly)
	switch {
	case days < -remindAhead:
		return ""
	case days < 0:
		return "soon " + on
	case days == 0:
		return "today " + on
	default:
		return fmt.Sprintf("overdue %s %d", on, (days-1)/7)
	}
}
