package signup

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

// lite keeps the door's rules on SQLite, step by step as the functions of the
// migrations do on PostgreSQL: change both together.
type lite struct{ *Door }

const (
	liteFind = `SELECT s.*, CASE WHEN s.confirm_hash = @hash THEN 'confirm' WHEN s.manage_hash = @hash THEN 'manage'
			WHEN s.end_hash = @hash THEN 'end' ELSE 'leave' END AS purpose,
		COALESCE((SELECT group_concat(c.public_id, ',') FROM subscriber_components j JOIN components c ON c.id = j.component_id WHERE j.subscriber_id = s.id), '') AS components,
		COALESCE((SELECT group_concat(g.public_id, ',') FROM subscriber_groups j JOIN component_groups g ON g.id = j.group_id WHERE j.subscriber_id = s.id), '') AS "groups"
		FROM subscribers s WHERE length(@hash) = 64 AND (s.confirm_hash = @hash OR s.manage_hash = @hash OR s.leave_hash = @hash OR s.end_hash = @hash) LIMIT 1`
	liteFollows = `SELECT i.public_id AS incident_id, i.title, i.state <> 'resolved' AS open, f.every_update, f.postmortem
		FROM subscriber_incidents f JOIN incidents i ON i.id = f.incident_id JOIN subscribers s ON s.id = f.subscriber_id
		WHERE s.email = ? ORDER BY i.id DESC`

	liteConfirm = `UPDATE subscribers SET state = 'active', confirmed_at = ?, confirmed_from = ?, left_at = NULL, updated_at = ? WHERE id = ? AND state = 'pending'`
	liteManaged = `SELECT id FROM subscribers WHERE manage_hash = ? AND length(manage_hash) = 64 AND state = 'active'`
	liteChoose  = `UPDATE subscribers SET all_components = ?, wants_incidents = ?, wants_maintenance = ?, wants_postmortems = ?, wants_countermeasures = ?,
		least_impact = ?, digest = ?, quiet_from = ?, quiet_until = ?, zone = ?, language = ?, is_list = (is_list OR ?) AND channel = 'email', updated_at = ? WHERE id = ?`
	liteComponents = `INSERT INTO subscriber_components (subscriber_id, component_id)
		SELECT s.id, c.id FROM subscribers s, components c WHERE s.id = ? AND NOT s.all_components AND c.public_id IN (?)`
	liteGroups = `INSERT INTO subscriber_groups (subscriber_id, group_id)
		SELECT s.id, g.id FROM subscribers s, component_groups g WHERE s.id = ? AND NOT s.all_components AND g.public_id IN (?)`
	liteFollow = `INSERT INTO subscriber_incidents (subscriber_id, incident_id, every_update, postmortem, created_at)
		SELECT s.id, i.id, ?, ?, ? FROM subscribers s, incidents i WHERE s.id = ? AND i.public_id = ?
		ON CONFLICT (subscriber_id, incident_id) DO UPDATE SET every_update = excluded.every_update, postmortem = excluded.postmortem`
	liteUnfollow = `DELETE FROM subscriber_incidents WHERE subscriber_id IN (` + liteManaged + `) AND incident_id IN (SELECT id FROM incidents WHERE public_id = ?)`

	liteLeaving = `SELECT id, state, is_list, end_hash FROM subscribers
		WHERE length(?) = 64 AND (leave_hash = ? OR manage_hash = ? OR end_hash = ? AND end_expires_at > ?)`
	liteGoodbyes = `SELECT count(*) FROM signup_mails WHERE subscriber_id = ? AND kind = 'leave' AND created_at > ?`
	liteEndBy    = `UPDATE subscribers SET end_hash = ?, end_expires_at = ? WHERE id = ?`
	liteEndMail  = `INSERT INTO signup_mails (subscriber_id, kind, sealed_token, state, next_try_at, created_at) VALUES (?, 'leave', ?, 'pending', ?, ?)`
	liteLeave    = `UPDATE subscribers SET state = 'left', left_at = ?, confirm_hash = '', end_hash = '', updated_at = ? WHERE id = ?`

	liteErasable = `SELECT id FROM subscribers WHERE length(?) = 64 AND (manage_hash = ? AND NOT is_list OR end_hash = ? AND end_expires_at > ?)`
	liteBan      = `INSERT INTO suppressions (email_mac, reason, created_at) SELECT ?, 'erased', ? FROM subscribers WHERE id = ? AND channel = 'email'
		ON CONFLICT (email_mac) DO NOTHING`

	liteKept  = `SELECT *, updated_at AS changed_at FROM subscribers WHERE manage_hash = ? AND length(manage_hash) = 64`
	litePosts = `SELECT kind, state, created_at AS asked_at, sent_at FROM signup_mails
		WHERE subscriber_id = (SELECT id FROM subscribers WHERE manage_hash = ?) ORDER BY id`
	liteTold = `SELECT n.kind, n.title, d.state AS outcome, d.attempts AS tries, d.detail AS answer, d.message_id, n.send_at AS due_at, d.done_at
		FROM deliveries d JOIN notifications n ON n.id = d.notification_id
		WHERE d.subscriber_id = (SELECT id FROM subscribers WHERE manage_hash = ?) ORDER BY d.id`
)

func (l lite) find(ctx context.Context, hash string) (rows []found, err error) {
	db := l.db.Read(ctx)
	err = db.Raw(liteFind, map[string]any{"hash": hash}).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return rows, db.Raw(liteFollows, rows[0].Email).Scan(&rows[0].Follows).Error
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
		if s[0].State == Pending && over(s[0].ConfirmExpiresAt, now) {
			result = expired
			return nil
		}
		result = done
		return tx.DB().Exec(liteConfirm, now, from, now, s[0].ID).Error
	})
	return result, err
}

// managed does something to the holder of a manage token, if there is one.
func (l lite) managed(ctx context.Context, hash string, fn func(db *gorm.DB, id int64) error) (result answer, err error) {
	result = nobody
	err = l.db.Tx(ctx, func(tx *models.Tx) error {
		var id int64
		if err := tx.DB().Raw(liteManaged, hash).Scan(&id).Error; err != nil || id == 0 {
			return err
		}
		result = done
		return fn(tx.DB(), id)
	})
	return result, err
}

func (l lite) change(ctx context.Context, hash string, c Choice) (answer, error) {
	return l.managed(ctx, hash, func(db *gorm.DB, id int64) error { return l.choose(db, id, c) })
}

func (l lite) follow(ctx context.Context, hash string, f Follow) (answer, error) {
	return l.managed(ctx, hash, func(db *gorm.DB, id int64) error { return l.keepFollow(db, id, f) })
}

func (l lite) keepFollow(db *gorm.DB, id int64, f Follow) error {
	return db.Exec(liteFollow, f.Every, f.Postmortem, l.Now(), id, f.IncidentID).Error
}

func (l lite) unfollow(ctx context.Context, hash, incident string) (answer, error) {
	return done, l.db.Tx(ctx, func(tx *models.Tx) error { return tx.DB().Exec(liteUnfollow, hash, incident).Error })
}

// choose replaces the choice of a subscriber; 0 is nobody.
func (l lite) choose(db *gorm.DB, id int64, c Choice) error {
	return errors.Join(
		db.Exec(liteChoose, c.AllComponents, c.Incidents, c.Maintenance, c.Postmortems, c.Countermeasures,
			c.Least(), c.Digest, c.Quiet.From, c.Quiet.Until, c.Zone, c.Language, c.List, l.Now(), id).Error,
		db.Exec("DELETE FROM subscriber_components WHERE subscriber_id = ?", id).Error,
		db.Exec("DELETE FROM subscriber_groups WHERE subscriber_id = ?", id).Error,
		db.Exec(liteComponents, id, c.ComponentIDs).Error,
		db.Exec(liteGroups, id, c.GroupIDs).Error,
	)
}

func (l lite) leave(ctx context.Context, hash, endHash, endSealed string) (result answer, err error) {
	result = done
	err = l.db.Tx(ctx, func(tx *models.Tx) error {
		now, db := l.Now(), tx.DB()
		var s []subscriber
		err := db.Raw(liteLeaving, hash, hash, hash, hash, now).Scan(&s).Error
		if err != nil || len(s) == 0 || s[0].State == Left {
			return err
		}
		if s[0].IsList && s[0].State == Active && s[0].EndHash != hash {
			result = mailed
			return l.askList(db, s[0].ID, endHash, endSealed, now)
		}
		return errors.Join(db.Exec(liteForget, s[0].ID).Error, db.Exec(liteLeave, now, now, s[0].ID).Error)
	})
	return result, err
}

// askList queues the mail that asks everybody on a list, unless it went lately.
func (l lite) askList(db *gorm.DB, id int64, endHash, endSealed string, now time.Time) error {
	hour, err := count(db, liteGoodbyes, id, now.Add(-time.Hour))
	if err != nil {
		return err
	}
	day, err := count(db, liteGoodbyes, id, now.Add(-24*time.Hour))
	if err != nil || hour >= PerHour || day >= PerDay {
		return err
	}
	return errors.Join(db.Exec(liteEndBy, endHash, now.Add(ConfirmWithin), id).Error, db.Exec(liteEndMail, id, endSealed, now, now).Error)
}

func (l lite) erase(ctx context.Context, hash, mac string) (result answer, err error) {
	result = nobody
	err = l.db.Tx(ctx, func(tx *models.Tx) error {
		var id int64
		if err := tx.DB().Raw(liteErasable, hash, hash, hash, l.Now()).Scan(&id).Error; err != nil || id == 0 {
			return err
		}
		result = done
		return errors.Join(tx.DB().Exec(liteBan, mac, l.Now(), id).Error, tx.DB().Exec("DELETE FROM subscribers WHERE id = ?", id).Error)
	})
	return result, err
}

func (l lite) kept(ctx context.Context, hash string) (k Kept, there bool, err error) {
	db := l.db.Read(ctx)
	if err := db.Raw(liteKept, hash).Scan(&k).Error; err != nil || k.Email == "" {
		return k, false, err
	}
	err = errors.Join(db.Raw(litePosts, hash).Scan(&k.SignUpMails).Error, db.Raw(liteTold, hash).Scan(&k.Mails).Error)
	return k, err == nil, err
}

func count(db *gorm.DB, query string, args ...any) (n int64, err error) {
	err = db.Raw(query, args...).Scan(&n).Error
	return n, err
}
