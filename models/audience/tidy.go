package audience

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

// unconfirmedLife is how long the address of somebody who never confirmed is
// kept.
const unconfirmedLife = 7 * 24 * time.Hour

const (
	expireDeliveries = `UPDATE deliveries SET state = 'expired', detail = ?, next_try_at = NULL, done_at = ? WHERE state = 'pending'
		AND notification_id IN (SELECT id FROM notifications WHERE finished_at IS NULL AND expires_at <= ?)`
	expireUncertain = `UPDATE deliveries SET next_try_at = NULL, done_at = ? WHERE state = 'unknown' AND next_try_at IS NOT NULL
		AND notification_id IN (SELECT id FROM notifications WHERE finished_at IS NULL AND expires_at <= ?)`
	leaveAgain  = `UPDATE subscribers SET state = 'left', confirm_hash = '' WHERE state = 'pending' AND left_at IS NOT NULL AND requested_at < ?`
	forget      = `DELETE FROM subscribers WHERE state = 'pending' AND left_at IS NULL AND requested_at < ?`
	forgetMails = `DELETE FROM signup_mails WHERE created_at < ?`
	forgetAsks  = `DELETE FROM signup_asks WHERE created_at < ?`
)

// Tidy does by the clock what nobody asks for: news that is too old expires,
// notifications that are settled are finished, and addresses that were never
// confirmed are forgotten after 7 days.
func (s *Store) Tidy(ctx context.Context) error {
	now := s.Now()
	week := now.Add(-unconfirmedLife)
	return s.write(ctx, func(db *gorm.DB) error {
		return models.Fault(errors.Join(
			db.Exec(expireDeliveries, tooOld, now, now).Error,
			db.Exec(expireUncertain, now, now).Error,
			finish(db, 0, now),
			db.Exec(leaveAgain, week).Error,
			db.Exec(forget, week).Error,
			db.Exec(forgetMails, week).Error,
			db.Exec(forgetAsks, now.Add(-24*time.Hour)).Error,
			s.partings(db, now),
		), "audience")
	})
}
