package audience

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

// signupLease is how long a worker may take over one sign-up mail before another
// tries.
const signupLease = 2 * time.Minute

// SignupMail is a mail that a visitor asked for: a confirmation, or the link to a
// subscription that is there already.
type SignupMail struct {
	ID           int64
	SubscriberID int64
	Channel      Channel // by which it goes
	Kind         string  // confirm, manage, leave
	SealedToken  string  // of a confirmation, sealed by the key for "confirm"; of leaving a list, for "end"
	ManageSealed string  // the manage token, sealed by the key for "manage"
	Email        string
	Attempts     int64 // this one included
	LastError    string
	CreatedAt    time.Time

	IncidentID    string // public id of the one incident it is about; empty: none
	IncidentTitle string

	Language string // BCP 47, the reader's wish; empty: the site's own

	Single bool // the person follows single incidents and nothing else
}

const signupMailRow = `SELECT m.id, m.subscriber_id, m.channel, m.kind, m.sealed_token, m.attempts, m.last_error, m.created_at,
		COALESCE(NULLIF(e.contact, ''), s.email) AS email, s.manage_sealed, COALESCE(i.public_id, '') AS incident_id, COALESCE(i.title, '') AS incident_title, s.language,
		NOT (s.wants_incidents OR s.wants_maintenance OR s.wants_postmortems OR s.wants_countermeasures) AS single
	FROM signup_mails m JOIN subscribers s ON s.id = m.subscriber_id LEFT JOIN endpoints e ON e.subscriber_id = s.id
		LEFT JOIN incidents i ON i.id = m.incident_id `

// SignupMail returns one sign-up mail.
func (s *Store) SignupMail(ctx context.Context, id int64) (m SignupMail, err error) {
	err = s.read(ctx).Raw(signupMailRow+"WHERE m.id = ?", id).Scan(&m).Error
	if err == nil && m.ID == 0 {
		err = gorm.ErrRecordNotFound
	}
	return m, models.Fault(err, "mail")
}

// ClaimSignupMail takes the oldest sign-up mail that is due, nil when there is
// none. Mails to people who are settled otherwise by now are dropped.
func (s *Store) ClaimSignupMail(ctx context.Context) (*SignupMail, error) {
	return s.claimSignup(ctx, "channel = 'email'")
}

// ClaimSignupPost does the same with what goes by another channel.
func (s *Store) ClaimSignupPost(ctx context.Context) (*SignupMail, error) {
	return s.claimSignup(ctx, "channel <> 'email'")
}

func (s *Store) claimSignup(ctx context.Context, which string) (mail *SignupMail, err error) {
	err = s.write(ctx, func(db *gorm.DB) error {
		if err := db.Exec(dropSignupMails).Error; err != nil {
			return err
		}
		query := "SELECT id FROM signup_mails WHERE " + which + " AND state IN ('pending', 'sending') AND next_try_at <= ? ORDER BY next_try_at, id LIMIT 1"
		if s.db.Postgres() {
			query += " FOR UPDATE SKIP LOCKED"
		}
		now, id := s.Now(), int64(0)
		if err := db.Raw(query, now).Scan(&id).Error; err != nil || id == 0 {
			return err
		}
		err := db.Exec("UPDATE signup_mails SET state = 'sending', attempts = attempts + 1, next_try_at = ? WHERE id = ?", now.Add(signupLease), id).Error
		if err != nil {
			return err
		}
		mail = new(SignupMail)
		return db.Raw(signupMailRow+"WHERE m.id = ?", id).Scan(mail).Error
	})
	if err != nil {
		return nil, fmt.Errorf("claim sign-up mail: %w", err)
	}
	return mail, nil
}

const dropSignupMails = `UPDATE signup_mails SET state = 'dropped' WHERE state = 'pending' AND EXISTS (
	SELECT 1 FROM subscribers s WHERE s.id = signup_mails.subscriber_id AND
		(signup_mails.kind = 'confirm' AND s.state <> 'pending' OR signup_mails.kind IN ('manage', 'leave') AND s.state <> 'active'))`

// SignupMailsDue reports whether a sign-up mail waits to be sent now.
func (s *Store) SignupMailsDue(ctx context.Context) (bool, error) {
	return s.signupDue(ctx, "channel = 'email'")
}

// SignupPostsDue reports the same of what goes by another channel.
func (s *Store) SignupPostsDue(ctx context.Context) (bool, error) {
	return s.signupDue(ctx, "channel <> 'email'")
}

func (s *Store) signupDue(ctx context.Context, which string) (bool, error) {
	n, err := count(s.read(ctx), "SELECT count(*) FROM (SELECT 1 FROM signup_mails WHERE "+which+" AND state IN ('pending', 'sending') AND next_try_at <= ? LIMIT 1) x", s.Now())
	return n > 0, models.Fault(err, "mail")
}

// SignupParcel returns what a message about a subscription needs that goes by
// another channel than mail.
func (s *Store) SignupParcel(ctx context.Context, m SignupMail) (Parcel, error) {
	return s.parcel(ctx, `SELECT `+parcelColumns+` FROM subscribers s JOIN endpoints e ON e.subscriber_id = s.id WHERE s.id = ?`, m.SubscriberID)
}

// SettleSignupMail records what became of a claimed sign-up mail: sent, to be
// tried again at next, or failed when next is nil.
func (s *Store) SettleSignupMail(ctx context.Context, id int64, sent bool, detail string, next *time.Time) error {
	now := s.Now()
	return s.write(ctx, func(db *gorm.DB) error {
		set := map[string]any{"state": "failed", "last_error": detail}
		switch {
		case sent:
			set["state"], set["sent_at"] = "sent", now
		case next != nil:
			set["state"], set["next_try_at"] = "pending", *next
		}
		return models.Fault(db.Table("signup_mails").Where("id = ?", id).Updates(set).Error, "mail")
	})
}
