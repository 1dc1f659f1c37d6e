package audience

import (
	"context"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

const (
	canariesOut = `SELECT count(*) FROM canaries WHERE returned_at IS NULL AND sent_at <= ?
		AND sent_at > COALESCE((SELECT max(c.sent_at) FROM canaries c WHERE c.returned_at IS NOT NULL), ?)`
	canaryHome = `SELECT sent_at, returned_at FROM canaries WHERE returned_at IS NOT NULL ORDER BY returned_at DESC LIMIT 1`
)

// NextCanary writes down that a small mail is about to leave that must come back,
// and returns its number; 0 while the last one is younger than every. Of several
// processes one gets a number.
func (s *Store) NextCanary(ctx context.Context, every time.Duration) (id int64, err error) {
	now := s.Now()
	young, err := count(s.read(ctx), "SELECT count(*) FROM canaries WHERE sent_at > ?", now.Add(-every))
	if err != nil || young > 0 {
		return 0, models.Fault(err, "canary")
	}
	err = s.db.Tx(ctx, func(tx *models.Tx) error {
		if err := tx.Serialise(); err != nil {
			return err
		}
		db := tx.DB().WithContext(ctx)
		if young, err := count(db, "SELECT count(*) FROM canaries WHERE sent_at > ?", now.Add(-every)); err != nil || young > 0 {
			return err
		}
		if err := db.Exec("DELETE FROM canaries WHERE sent_at < ?", now.Add(-canaryLife)).Error; err != nil {
			return err
		}
		id, err = count(db, "INSERT INTO canaries (sent_at) VALUES (?) RETURNING id", now)
		return err
	})
	return id, models.Fault(err, "canary")
}

// CanaryBack writes down that one came back.
func (s *Store) CanaryBack(ctx context.Context, id int64) error {
	return s.write(ctx, func(db *gorm.DB) error {
		return models.Fault(db.Exec("UPDATE canaries SET returned_at = ? WHERE id = ? AND returned_at IS NULL", s.Now(), id).Error, "canary")
	})
}

// Canaries tells how the small mails do that must come back within every.
func (s *Store) Canaries(ctx context.Context, every time.Duration) (c Canaries, err error) {
	db := s.read(ctx)
	var last, home struct{ SentAt, ReturnedAt *time.Time }
	if err := db.Raw("SELECT sent_at FROM canaries ORDER BY sent_at DESC LIMIT 1").Scan(&last).Error; err != nil {
		return c, models.Fault(err, "canary")
	}
	if err := db.Raw(canaryHome).Scan(&home).Error; err != nil {
		return c, models.Fault(err, "canary")
	}
	if c.SentAt, c.ReturnedAt = last.SentAt, home.ReturnedAt; c.ReturnedAt != nil {
		c.Took = home.ReturnedAt.Sub(*home.SentAt)
	}
	c.Missing, err = count(db, canariesOut, s.Now().Add(-every), time.Time{})
	return c, models.Fault(err, "canary")
}
