package signup

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

// What a wish for another channel does on SQLite, as signup_plug does it on
// PostgreSQL: change both together.
const (
	liteHost = `SELECT count(*) FROM signup_mails m JOIN endpoints e ON e.subscriber_id = m.subscriber_id
		WHERE e.host = ? AND e.host <> '' AND m.created_at > ?`
	liteRename = `UPDATE subscribers SET email = ? WHERE email IN (?) AND NOT EXISTS (SELECT 1 FROM subscribers s WHERE s.email = ?)`

	liteGaveUp = `UPDATE subscribers SET state = 'left', left_at = ?, updated_at = ? WHERE email = ? AND state = 'active'
		AND EXISTS (SELECT 1 FROM endpoints e WHERE e.subscriber_id = subscribers.id AND e.gave_up)`

	liteChannel  = `UPDATE subscribers SET channel = ? WHERE public_id = ?`
	liteEndpoint = `INSERT INTO endpoints (subscriber_id, address_sealed, secret_sealed, shape, host)
		SELECT s.id, ?, ?, ?, ? FROM subscribers s WHERE s.public_id = ?`
	liteAnew = `UPDATE endpoints SET shape = ?, failing_since = NULL, failure = '', gave_up = FALSE,
		disabled_at = CASE WHEN gave_up THEN NULL ELSE disabled_at END, disabled_why = CASE WHEN gave_up THEN '' ELSE disabled_why END
		WHERE subscriber_id IN (SELECT s.id FROM subscribers s WHERE s.email = ? AND s.state <> 'active')`
	liteBy = `UPDATE signup_mails SET channel = ? WHERE state = 'pending' AND subscriber_id IN (SELECT s.id FROM subscribers s WHERE s.email = ?)`
)

func (l lite) plug(ctx context.Context, p plugged) (result answer, err error) {
	err = l.db.Tx(ctx, func(tx *models.Tx) error {
		result, err = l.plugging(tx.DB(), p)
		return err
	})
	return result, err
}

func (l lite) pushKey(ctx context.Context) (key string, err error) {
	err = l.db.Read(ctx).Raw("SELECT public_key FROM push_keys WHERE id = 1").Scan(&key).Error
	return key, err
}

func (l lite) plugging(db *gorm.DB, p plugged) (answer, error) {
	n, err := count(db, liteHost, p.host, l.Now().Add(-time.Hour))
	if err != nil {
		return "", err
	}
	p.barred = n >= PerHost
	if err := db.Exec(liteRename, p.Email, p.former, p.Email).Error; err != nil {
		return "", err
	}
	now := l.Now()
	if err := db.Exec(liteGaveUp, now, now, p.Email).Error; err != nil {
		return "", err
	}
	said, err := l.asking(db, p.asked)
	if err != nil {
		return "", err
	}
	return said, errors.Join(
		db.Exec(liteChannel, p.channel, p.publicID).Error,
		db.Exec(liteEndpoint, p.addressSealed, p.secretSealed, p.shape, p.host, p.publicID).Error,
		db.Exec(liteAnew, p.shape, p.Email).Error,
		db.Exec(liteBy, p.channel, p.Email).Error,
	)
}
