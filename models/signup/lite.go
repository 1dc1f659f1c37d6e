package signup

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

// lite keeps the door's rules on SQLite, step by step as the functions of the
// migration do on PostgreSQL: change both together.
type lite struct{ *Door }

const (
	liteCrowd = `SELECT count(*) FROM signup_mails WHERE created_at > ?`
	liteKnown = `SELECT count(*) FROM suppressions WHERE email_mac IN (?)`
	liteRenew = `INSERT INTO suppressions (email_mac, reason, created_at)
		SELECT ?, reason, created_at FROM suppressions WHERE email_mac IN (?) ORDER BY created_at LIMIT 1 ON CONFLICT (email_mac) DO NOTHING`
	liteLift = `DELETE FROM suppressions WHERE email_mac IN (?) AND email_mac <> ?`

	liteInsert = `INSERT INTO subscribers (public_id, email, state, source, requested_at, manage_hash, manage_sealed, leave_hash, created_at, updated_at)
		VALUES (?, ?, 'pending', 'page', ?, ?, ?, ?, ?, ?) ON CONFLICT (email) DO NOTHING`
	liteRequest = `UPDATE subscribers SET state = 'pending', all_components = ?, wants_incidents = ?, wants_maintenance = ?, wants_postmortems = ?,
		wants_countermeasures = ?, consent = ?, requested_at = ?, requested_from = ?, updated_at = ? WHERE id = ?`
	liteComponents = `INSERT INTO subscriber_components (subscriber_id, component_id) SELECT ?, id FROM components WHERE public_id IN (?)`
	liteMails      = `SELECT count(*) FROM signup_mails WHERE subscriber_id = ? AND created_at > ?`
	liteMail       = `INSERT INTO signup_mails (subscriber_id, kind, sealed_token, state, next_try_at, created_at) VALUES (?, ?, ?, 'pending', ?, ?)`
	liteConfirmBy  = `UPDATE subscribers SET confirm_hash = ?, confirm_expires_at = ? WHERE id = ?`

	liteFind = `SELECT s.email, s.state, CASE WHEN s.confirm_hash = @hash THEN 'confirm' WHEN s.manage_hash = @hash THEN 'manage' ELSE 'leave' END AS purpose,
		s.all_components, s.wants_incidents, s.wants_maintenance, s.wants_postmortems, s.wants_countermeasures, s.confirm_expires_at, s.requested_at, s.confirmed_at,
		COALESCE((SELECT group_concat(c.public_id, ',') FROM subscriber_components j JOIN components c ON c.id = j.component_id WHERE j.subscriber_id = s.id), '') AS components
		FROM subscribers s WHERE s.confirm_hash = @hash OR s.manage_hash = @hash OR s.leave_hash = @hash LIMIT 1`

	liteConfirm = `UPDATE subscribers SET state = 'active', confirmed_at = ?, confirmed_from = ?, left_at = NULL, updated_at = ? WHERE id = ? AND state = 'pending'`
	liteChange  = `UPDATE subscribers SET all_components = ?, wants_incidents = ?, wants_maintenance = ?, wants_postmortems = ?,
		wants_countermeasures = ?, updated_at = ?
		WHERE manage_hash = ? AND state = 'active' RETURNING id`
	liteLeave = `UPDATE subscribers SET state = 'left', left_at = ?, confirm_hash = '', updated_at = ? WHERE (leave_hash = ? OR manage_hash = ?) AND state <> 'left'`
)

// subscriber is what the door reads of a row.
type subscriber struct {
	ID               int64
	State            State
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
	now := l.Now()
	if n, err := count(db, liteCrowd, now.Add(-time.Minute)); err != nil || n >= PerMinute {
		return crowded, err
	}
	if n, err := count(db, liteKnown, a.macs); err != nil || n > 0 {
		return done, errors.Join(err, renew(db, a.macs))
	}
	err := db.Exec(liteInsert, a.publicID, a.Email, now, a.manageHash, a.manageSealed, a.leaveHash, now, now).Error
	if err != nil {
		return "", err
	}
	var s subscriber
	if err := db.Raw("SELECT id, state FROM subscribers WHERE email = ?", a.Email).Scan(&s).Error; err != nil {
		return "", err
	}
	if s.State != Active {
		if err := l.request(db, s.ID, a); err != nil {
			return "", err
		}
	}
	return done, l.mail(db, s, a)
}

// renew keeps a ban under the newest key, so that an older one may go.
func renew(db *gorm.DB, macs []string) error {
	if err := db.Exec(liteRenew, macs[0], macs).Error; err != nil {
		return err
	}
	return db.Exec(liteLift, macs, macs[0]).Error
}

// request keeps what a person who is not active asks for now.
func (l lite) request(db *gorm.DB, id int64, a asked) error {
	now := l.Now()
	err := db.Exec(liteRequest, a.AllComponents, a.Incidents, a.Maintenance, a.Postmortems, a.Countermeasures, a.Consent, now, a.From, now, id).Error
	if err != nil {
		return err
	}
	return choose(db, id, a.Choice)
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
	if err != nil || hour >= PerHour || day >= PerDay {
		return err
	}
	if s.State == Active {
		return db.Exec(liteMail, s.ID, "manage", "", now, now).Error
	}
	if err := db.Exec(liteConfirmBy, a.confirmHash, now.Add(ConfirmWithin), s.ID).Error; err != nil {
		return err
	}
	return db.Exec(liteMail, s.ID, "confirm", a.confirmSealed, now, now).Error
}

func (l lite) find(ctx context.Context, hash string) (rows []found, err error) {
	err = l.db.Read(ctx).Raw(liteFind, map[string]any{"hash": hash}).Scan(&rows).Error
	return rows, err
}

func (l lite) confirm(ctx context.Context, hash, from string) (result answer, err error) {
	result = nobody
	err = l.db.Tx(ctx, func(tx *models.Tx) error {
		var s []subscriber
		err := tx.DB().Raw("SELECT id, state, confirm_expires_at FROM subscribers WHERE confirm_hash = ?", hash).Scan(&s).Error
		if err != nil || len(s) == 0 || s[0].State == Left {
			return err
		}
		now := l.Now()
		if s[0].State == Pending && (s[0].ConfirmExpiresAt == nil || !s[0].ConfirmExpiresAt.After(now)) {
			result = expired
			return nil
		}
		result = done
		return tx.DB().Exec(liteConfirm, now, from, now, s[0].ID).Error
	})
	return result, err
}

func (l lite) change(ctx context.Context, hash string, c Choice) (result answer, err error) {
	result = nobody
	err = l.db.Tx(ctx, func(tx *models.Tx) error {
		var id int64
		err := tx.DB().Raw(liteChange, c.AllComponents, c.Incidents, c.Maintenance, c.Postmortems, c.Countermeasures, l.Now(), hash).Scan(&id).Error
		if err != nil || id == 0 {
			return err
		}
		result = done
		return choose(tx.DB(), id, c)
	})
	return result, err
}

func (l lite) leave(ctx context.Context, hash string) (answer, error) {
	return done, l.db.Tx(ctx, func(tx *models.Tx) error {
		now := l.Now()
		return tx.DB().Exec(liteLeave, now, now, hash, hash).Error
	})
}

// choose replaces the components of a subscriber.
func choose(db *gorm.DB, id int64, c Choice) error {
	if err := db.Exec("DELETE FROM subscriber_components WHERE subscriber_id = ?", id).Error; err != nil {
		return err
	}
	if c.AllComponents {
		return nil
	}
	return db.Exec(liteComponents, id, c.ComponentIDs).Error
}

func count(db *gorm.DB, query string, args ...any) (n int64, err error) {
	err = db.Raw(query, args...).Scan(&n).Error
	return n, err
}
