package audience

import (
	"context"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

// What the operator's WebSub hub was told of is kept as the number of the last
// edition it took: nothing is queued, and nothing can be forgotten.

const (
	meetHub  = `INSERT INTO hub_pings (hub, edition, tries, next_at) VALUES (?, ?, 0, ?) ON CONFLICT (hub) DO NOTHING`
	claimHub = `UPDATE hub_pings SET tries = tries + 1, next_at = ? WHERE hub = ? AND edition < ? AND tries = ? AND next_at <= ?`
	tellHub  = `UPDATE hub_pings SET edition = ?, tries = 0, next_at = ? WHERE hub = ? AND edition < ?`
)

// hubWaits are the waits between tries, the last one repeated.
var hubWaits = []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour}

// ClaimHub takes the turn to tell hub of everything up to an edition. It returns
// the last edition that the hub took, and false where there is nothing new, a try
// is not due yet, or another process has the turn. A turn that is not ended by
// HubTold comes again, later each time. A hub that was never met is told only of
// what comes.
func (s *Store) ClaimHub(ctx context.Context, hub string, edition int64) (since int64, due bool, err error) {
	now := s.Now()
	var row struct {
		Edition int64
		Tries   int
		NextAt  time.Time
	}
	found := s.read(ctx).Raw("SELECT edition, tries, next_at FROM hub_pings WHERE hub = ?", hub).Scan(&row)
	if found.Error != nil {
		return 0, false, models.Fault(found.Error, "hub")
	}
	if found.RowsAffected == 0 {
		return 0, false, s.write(ctx, func(db *gorm.DB) error { return models.Fault(db.Exec(meetHub, hub, edition, now).Error, "hub") })
	}
	if row.Edition >= edition || row.NextAt.After(now) {
		return 0, false, nil
	}
	err = s.write(ctx, func(db *gorm.DB) error {
		again := now.Add(hubWaits[min(row.Tries, len(hubWaits)-1)])
		claim := db.Exec(claimHub, again, hub, edition, row.Tries, now)
		due = claim.RowsAffected == 1
		return models.Fault(claim.Error, "hub")
	})
	return row.Edition, due, err
}

// HubTold notes that the hub took everything up to an edition.
func (s *Store) HubTold(ctx context.Context, hub string, edition int64) error {
	return s.write(ctx, func(db *gorm.DB) error {
		return models.Fault(db.Exec(tellHub, edition, s.Now(), hub, edition).Error, "hub")
	})
}
