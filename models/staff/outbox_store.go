package staff

import (
	"context"
	"time"

	"vitrine/models"
)

// OutboxMail is a mail to a user that has not left, or of which it is not certain
// that it arrived.
type OutboxMail struct {
	Mail
	Name string // of the user
}

// remembered is how long a mail that failed stands in the outbox.
const remembered = 14 * 24 * time.Hour

const outboxMails = `SELECT staff_mails.*, users.name FROM staff_mails JOIN users ON users.id = staff_mails.user_id
 WHERE (staff_mails.done_at IS NULL OR staff_mails.done_at > ? AND staff_mails.state IN ('failed', 'unknown', 'expired') AND staff_mails.last_error <> '')
 AND (? = 0 OR staff_mails.id < ?) ORDER BY staff_mails.id DESC LIMIT ?`

// Outbox lists mails to users, the newest first: those on their way, and for two
// weeks those that failed or perhaps did. before is the row id of the last mail of
// the part before, 0 for the first; limit is at most 201.
func (s *Store) Outbox(ctx context.Context, before int64, limit int) ([]OutboxMail, error) {
	var list []OutboxMail
	err := s.db.Read(ctx).Raw(outboxMails, s.Now().Add(-remembered), before, before, min(limit, 201)).Scan(&list).Error
	return list, models.Fault(err, "mail")
}
