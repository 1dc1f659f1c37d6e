package audience

import (
	"time"

	"vitrine/models"
)

// hush puts off news of maintenance to the end of the reader's quiet hours, nil
// outside of them. Where it expires before, the ledger says so then.
func (c claimed) hush(now time.Time) *Result {
	if c.QuietFrom == "" || c.Kind != Maintenance && c.Kind != Reminder {
		return nil
	}
	end, quiet := models.Quiet{From: c.QuietFrom, Until: c.QuietUntil}.Ends(now, zoneOf(c.Zone))
	if !quiet {
		return nil
	}
	return &Result{DeliveryID: c.DeliveryID, State: Awaiting, NextTryAt: &end, Untried: true, Detail: held}
}

// zoneOf returns the zone of an IANA name, UTC for one that is not known any more.
func zoneOf(name string) *time.Location {
	if zone, err := models.Zone(name); err == nil {
		return zone
	}
	return time.UTC
}
