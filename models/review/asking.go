package review

import (
	"context"
	"time"

	"vitrine/models"
	"vitrine/models/staff"
)

// askedFor is how long somebody is written to that they were asked: over the free
// days of any season. What is older stands on their first page.
const askedFor = 14 * 24 * time.Hour

// askedEvery is how far apart the mails are that tell somebody so.
const askedEvery = time.Hour

// unwritten marks a question that no mail will tell of: who was asked wants none.
const unwritten = -1

// untold finds the users who were called by name, or asked to sign, and whom no
// mail tells so yet.
const untold = `SELECT m.user_id FROM review_mentions m JOIN review_comments c ON c.id = m.comment_id JOIN users u ON u.id = m.user_id
 WHERE m.mail_id = 0 AND u.disabled_at IS NULL AND c.author_id <> m.user_id AND c.created_at > ?
 UNION SELECT o.user_id FROM review_signoffs o JOIN users u ON u.id = o.user_id
 WHERE o.mail_id = 0 AND u.disabled_at IS NULL AND o.asked_by <> o.user_id AND o.signed_at IS NULL AND o.asked_at > ? ORDER BY 1`

func (s *Store) untold(ctx context.Context) (users []int64, err error) {
	since := s.Now().Add(-askedFor)
	err = s.query(ctx).Raw(untold, since, since).Scan(&users).Error
	return users, models.Fault(err, "mention")
}

// TellAsked queues one mail for everybody whom a comment calls by name or who is
// asked to sign: in the day of a working day, and at most one an hour, which tells
// of all that came until then.
func (s *Store) TellAsked(ctx context.Context, post Post, then Then) error {
	users, err := s.untold(ctx)
	if err != nil || len(users) == 0 {
		return err
	}
	rules, today, awake, err := s.morning(ctx)
	if err != nil || !awake || !rules.works(today) {
		return err
	}
	choices, err := post.MailChoices(ctx)
	if err != nil {
		return err
	}
	return s.db.Tx(ctx, func(tx *models.Tx) error {
		if err := tx.Serialise(); err != nil {
			return err
		}
		s := s.In(tx)
		if users, err = s.untold(ctx); err != nil {
			return err
		}
		var queued []int64
		for _, user := range users {
			id, fresh, err := s.tell(ctx, post, user, choices)
			if err != nil {
				return err
			}
			if fresh {
				queued = append(queued, id)
			}
		}
		return then(tx, queued)
	})
}

// tell queues the mail of one user and notes what it tells of.
func (s *Store) tell(ctx context.Context, post Post, user int64, choices map[int64]staff.MailChoice) (mailID int64, fresh bool, err error) {
	mailID = unwritten
	if c, chose := choices[user]; !chose || c.Wants(staff.AskMail) {
		if lately, err := s.toldLately(ctx, user); err != nil || lately {
			return 0, false, err // the next mail tells the rest
		}
		m, added, err := post.QueueMail(ctx, s.tx, user, staff.AskMail, s.Now().UTC().Format("2006-01-02T15:04"))
		if err != nil || m.State != staff.MailWaiting {
			return 0, false, err
		}
		mailID, fresh = m.ID, added
	}
	for _, table := range []string{"review_mentions", "review_signoffs"} {
		if err := s.query(ctx).Exec("UPDATE "+table+" SET mail_id = ? WHERE user_id = ? AND mail_id = 0", mailID, user).Error; err != nil {
			return 0, false, models.Fault(err, "mention")
		}
	}
	return mailID, fresh, nil
}

// toldLately reports whether a mail left for a user within the hour, or leaves now.
func (s *Store) toldLately(ctx context.Context, user int64) (bool, error) {
	var some []int64
	err := s.query(ctx).Raw("SELECT id FROM staff_mails WHERE user_id = ? AND kind = ? AND state NOT IN (?, ?) AND (done_at IS NULL OR done_at > ?) LIMIT 1",
		user, staff.AskMail, staff.MailWaiting, staff.MailExpired, s.Now().Add(-askedEvery)).Scan(&some).Error
	return len(some) > 0, models.Fault(err, "mail")
}

const askedInMail = `SELECT r.public_id AS review, r.title, COALESCE(askers.name, 'Vitrine') AS "by" FROM review_signoffs o JOIN reviews r ON r.id = o.review_id
 LEFT JOIN users askers ON askers.id = o.asked_by WHERE o.mail_id = ? AND o.user_id = ? AND o.signed_at IS NULL AND r.state = ? ORDER BY o.asked_at, r.id`

// AskedIn is what a mail tells its user, so far as it still waits: the comments
// that call them by name, and the reviews to sign.
func (s *Store) AskedIn(ctx context.Context, m staff.Mail) (mentions []Mention, asked []Asked, err error) {
	if err := s.query(ctx).Raw(mentionRows+" AND m.mail_id = ?"+mentionOrder, m.UserID, m.ID).Scan(&mentions).Error; err != nil {
		return nil, nil, models.Fault(err, "mention")
	}
	err = s.query(ctx).Raw(askedInMail, m.ID, m.UserID, Open).Scan(&asked).Error
	return mentions, asked, models.Fault(err, "sign-off")
}
