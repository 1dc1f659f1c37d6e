package audience

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// The three statements of a turn on PostgreSQL. They are sent together and are
// one transaction: under load a journey to the database costs more than its work.
const (
	pgSettle = settleAccepted + `$1 WHERE id = ANY($2) AND state = 'sending'`
	pgBanned = `SELECT email_mac FROM suppressions WHERE email_mac = ANY($1)`
	pgClaim  = `WITH d AS (` + claimPending + `$1 WHERE id = ANY($2) AND state = 'pending' AND next_try_at <= $1
		RETURNING id, attempts, message_id, in_reply_to, notification_id, subscriber_id)
	` + claimedColumns + ` FROM d JOIN notifications n ON n.id = d.notification_id JOIN subscribers s ON s.id = d.subscriber_id`
)

func (s *Store) turnPostgres(ctx context.Context, b *batch) error {
	now, work := s.Now(), &pgx.Batch{}
	if len(b.accepted) > 0 {
		work.Queue(pgSettle, now, b.accepted)
	}
	if len(b.wanted) > 0 {
		work.Queue(pgBanned, b.macs).Query(func(rows pgx.Rows) error {
			var mac string
			_, err := pgx.ForEachRow(rows, []any{&mac}, func() error { b.banned[mac] = true; return nil })
			return err
		})
		work.Queue(pgClaim, now, b.wanted).Query(func(rows pgx.Rows) error {
			var c claimed
			_, err := pgx.ForEachRow(rows, c.fields(), func() error { b.claimed = append(b.claimed, c); return nil })
			return err
		})
	}
	if work.Len() == 0 {
		return nil
	}
	return s.db.Pool().SendBatch(ctx, work).Close()
}

// fields are the places of claimedColumns.
func (c *claimed) fields() []any {
	return []any{&c.DeliveryID, &c.Attempts, &c.MessageID, &c.InReplyTo, &c.Email, &c.Subscriber, &c.LeaveHash,
		&c.ManageSealed, &c.AllComponents, &c.ConfirmedAt,
		&c.Zone, &c.Language, &c.IsList, &c.QuietFrom, &c.QuietUntil, &c.Kind, &c.State, &c.Cancelled, &c.ExpiresAt, &c.Stamp, &c.Overtaken, &c.OutOfOrder}
}
