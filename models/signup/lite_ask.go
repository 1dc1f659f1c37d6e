package signup

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

// What a request does on SQLite. Every request runs every statement, whoever
// asks: what is not for somebody finds no row. So an address that is known, one
// that must not be written to and a new one take the same way.
const (
	liteCrowd   = `SELECT count(*) FROM signup_mails WHERE created_at > ?`
	liteAsked   = `INSERT INTO signup_asks (network, created_at) VALUES (?, ?)`
	liteNetwork = `SELECT count(*) FROM signup_asks WHERE network = ? AND created_at > ?`
	liteKnown   = `SELECT count(*) FROM suppressions WHERE email_mac IN (?)`
	liteRenew   = `INSERT INTO suppressions (email_mac, reason, created_at)
		SELECT ?, reason, created_at FROM suppressions WHERE email_mac IN (?) ORDER BY created_at LIMIT 1 ON CONFLICT (email_mac) DO NOTHING`
	liteLift = `DELETE FROM suppressions WHERE email_mac IN (?) AND email_mac <> ?`

	liteInsert = `INSERT INTO subscribers (public_id, email, state, source, requested_at, manage_hash, manage_sealed, leave_hash, created_at, updated_at)
		SELECT ?, ?, 'pending', 'page', ?, ?, ?, ?, ?, ? WHERE ? ON CONFLICT (email) DO NOTHING`
	liteFound   = `SELECT id, state FROM subscribers WHERE email = ? AND ?`
	liteRequest = `UPDATE subscribers SET state = 'pending', is_list = FALSE, consent = ?, requested_at = ?, requested_from = ?, updated_at = ?
		WHERE id = ?`
	liteForget    = `DELETE FROM subscriber_incidents WHERE subscriber_id = ?`
	liteMails     = `SELECT count(*) FROM signup_mails WHERE subscriber_id = ? AND created_at > ?`
	liteConfirmBy = `UPDATE subscribers SET confirm_hash = ?, confirm_expires_at = ? WHERE id = ?`
	liteMail      = `INSERT INTO signup_mails (subscriber_id, kind, sealed_token, state, next_try_at, created_at, incident_id)
		SELECT s.id, ?, ?, 'pending', ?, ?, (SELECT i.id FROM incidents i WHERE i.public_id = ?) FROM subscribers s WHERE s.id = ?`
)

// subscriber is what the door reads of a row.
type subscriber struct {
	ID               int64
	State            State
	IsList           bool
	EndHash          string
	ConfirmExpiresAt *time.Time
}

func (l lite) ask(ctx context.Context, a asked) (result answer, err error) {
	err = l.db.Tx(ctx, func(tx *models.Tx) error {
		result, err = l.asking(tx.DB(), a)
		return err
	})
	return result, err
}

func (l lite) asking(db *gorm.DB, a asked) (answer, error) {
	if n, err := count(db, liteCrowd, l.Now().Add(-time.Minute)); err != nil || n >= a.perMinute {
		return crowded, err
	}
	welcome, err := l.welcome(db, a)
	if err != nil {
		return "", err
	}
	now := l.Now()
	if err := db.Exec(liteInsert, a.publicID, a.Email, now, a.manageHash, a.manageSealed, a.leaveHash, now, now, welcome).Error; err != nil {
		return "", err
	}
	var s subscriber
	if err := db.Raw(liteFound, a.Email, welcome).Scan(&s).Error; err != nil {
		return "", err
	}
	if err := l.request(db, s, a); err != nil {
		return "", err
	}
	return done, l.mail(db, s, a)
}

// welcome reports whether the request goes on: its network has not asked too
// often, and the address may be written to.
func (l lite) welcome(db *gorm.DB, a asked) (bool, error) {
	now := l.Now()
	if err := db.Exec(liteAsked, a.From, now).Error; err != nil {
		return false, err
	}
	often, err := count(db, liteNetwork, a.From, now.Add(-time.Hour))
	if err != nil {
		return false, err
	}
	banned, err := count(db, liteKnown, a.macs)
	if err != nil {
		return false, err
	}
	return often <= PerNetwork && banned == 0 && !a.barred, renew(db, a.macs)
}

// renew keeps a ban under the newest key, so that an older one may go.
func renew(db *gorm.DB, macs []string) error {
	if err := db.Exec(liteRenew, macs[0], macs).Error; err != nil {
		return err
	}
	return db.Exec(liteLift, macs, macs[0]).Error
}

// request keeps what a person who is not active asks for now, in the place of
// whatever was asked for before and not confirmed: that may have been a stranger,
// and the consent that is kept speaks of this request alone.
func (l lite) request(db *gorm.DB, s subscriber, a asked) error {
	var open int64
	if s.State != Active {
		open = s.ID
	}
	now := l.Now()
	return errors.Join(
		db.Exec(liteForget, open).Error,
		db.Exec(liteRequest, a.Consent, now, a.From, now, open).Error,
		l.choose(db, open, a.Choice),
		l.keepFollow(db, open, a.Follow),
	)
}

// mail queues a confirmation, or a link for who is confirmed, unless the address
// had its share.
func (l lite) mail(db *gorm.DB, s subscriber, a asked) error {
	now := l.Now()
	hour, err := count(db, liteMails, s.ID, now.Add(-time.Hour))
	if err != nil {
		return err
	}
	day, err := count(db, liteMails, s.ID, now.Add(-24*time.Hour))
	if err != nil {
		return err
	}
	to, unconfirmed := s.ID, s.ID
	if hour >= PerHour || day >= PerDay {
		to, unconfirmed = 0, 0
	}
	kind, sealed := "confirm", a.confirmSealed
	if s.State == Active {
		kind, sealed, unconfirmed = "manage", "", 0
	}
	return errors.Join(
		db.Exec(liteConfirmBy, a.confirmHash, now.Add(ConfirmWithin), unconfirmed).Error,
		db.Exec(liteMail, kind, sealed, now, now, a.Follow.IncidentID, to).Error,
	)
}
