package audience

import (
	"context"
	"time"

	"vitrine/models"
)

// OutboxMail is a mail that waits for a mail server. One of DeliveryID and
// SignupMailID names it.
type OutboxMail struct {
	DeliveryID   int64
	SignupMailID int64
	Kind         string // a Kind, or confirm, manage
	Title        string
	Email        string
	Since        time.Time
}

const outboxRows = `SELECT 0 AS delivery_id, m.id AS signup_mail_id, m.kind, '' AS title, s.email, m.created_at AS since
	FROM signup_mails m JOIN subscribers s ON s.id = m.subscriber_id WHERE m.channel = 'email' AND m.state IN ('pending', 'sending') AND (@before = 0 OR m.id < @before)
	ORDER BY m.id DESC LIMIT @limit`

const outboxDeliveries = `SELECT d.id AS delivery_id, 0 AS signup_mail_id, n.kind, n.title, s.email, n.send_at AS since
	FROM deliveries d JOIN notifications n ON n.id = d.notification_id JOIN subscribers s ON s.id = d.subscriber_id
	WHERE d.channel = 'email' AND d.state IN ('pending', 'sending') AND n.finished_at IS NULL AND (@before = 0 OR d.id < @before)
	ORDER BY d.id DESC LIMIT @limit`

// Outbox lists mails that wait: those about sign-ups, then the others, the newest
// of each first. after is the last mail of the part before, the zero one for the
// first part; limit is at most 201.
func (s *Store) Outbox(ctx context.Context, after OutboxMail, limit int) ([]OutboxMail, error) {
	var mails, more []OutboxMail
	limit = min(limit, 201)
	if after.DeliveryID == 0 {
		err := s.read(ctx).Raw(outboxRows, map[string]any{"before": after.SignupMailID, "limit": limit}).Scan(&mails).Error
		if err != nil || len(mails) == limit {
			return mails, models.Fault(err, "mail")
		}
	}
	err := s.read(ctx).Raw(outboxDeliveries, map[string]any{"before": after.DeliveryID, "limit": limit - len(mails)}).Scan(&more).Error
	return append(mails, more...), models.Fault(err, "delivery")
}

// Waiting counts the mails that are due, and says since when the oldest is.
func (s *Store) Waiting(ctx context.Context) (n int64, since *time.Time, err error) {
	var w struct {
		N     int64
		Since *time.Time
	}
	err = s.read(ctx).Raw(`SELECT count(*) AS n, min(n.send_at) AS since FROM deliveries d JOIN notifications n ON n.id = d.notification_id
		WHERE d.channel = 'email' AND d.state IN ('pending', 'sending') AND n.finished_at IS NULL`).Scan(&w).Error
	return w.N, w.Since, models.Fault(err, "delivery")
}

// DeliveryByID returns one row of the ledger with the address.
func (s *Store) DeliveryByID(ctx context.Context, id int64) (Delivery, error) {
	var list []Delivery
	if err := s.read(ctx).Raw(deliveryRows+"WHERE d.id = ?", id).Scan(&list).Error; err != nil {
		return Delivery{}, models.Fault(err, "delivery")
	}
	if len(list) == 0 {
		return Delivery{}, models.Fail(models.NotFound, "There is no such delivery.")
	}
	return list[0], nil
}

// LetterOf returns the letter of a delivery without claiming it, for a preview.
func (s *Store) LetterOf(ctx context.Context, id int64) (Letter, error) {
	var c claimed
	if err := s.read(ctx).Raw(claimedRow, id).Scan(&c).Error; err != nil {
		return c.Letter, models.Fault(err, "delivery")
	}
	if c.DeliveryID == 0 {
		return c.Letter, models.Fail(models.NotFound, "There is no such delivery.")
	}
	return c.Letter, nil
}
