package audience

import (
	"context"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

const (
	insertSuppression = `INSERT INTO suppressions (email_mac, reason, created_at) VALUES (?, ?, ?) ON CONFLICT (email_mac) DO NOTHING`
	isSuppressed      = `SELECT count(*) FROM suppressions WHERE email_mac IN (?)`
	liftSuppression   = `DELETE FROM suppressions WHERE email_mac IN (?)`

	// A ban under an older key is written down under the newest, and then the
	// older row goes.
	renewSuppression = `INSERT INTO suppressions (email_mac, reason, created_at)
		SELECT ?, reason, created_at FROM suppressions WHERE email_mac IN (?) ORDER BY created_at LIMIT 1
		ON CONFLICT (email_mac) DO NOTHING`
)

// banned reports whether an address must not be written to, whichever of the
// keys it was banned under. A ban that is met moves to the newest key.
func (s *Store) banned(db *gorm.DB, email string) (bool, error) {
	macs := s.key.AddressMACs(email)
	n, err := count(db, isSuppressed, macs)
	if err != nil || n == 0 || len(macs) == 1 {
		return n > 0, models.Fault(err, "suppression")
	}
	if err := db.Exec(renewSuppression, macs[0], macs[1:]).Error; err != nil {
		return true, models.Fault(err, "suppression")
	}
	return true, models.Fault(db.Exec(liftSuppression, macs[1:]).Error, "suppression")
}

const (
	findRemoved = `SELECT reason, created_at FROM suppressions WHERE email_mac IN (?) ORDER BY created_at DESC LIMIT 1`
	findBounced = `SELECT b.kind AS reason, b.status, b.detail, b.created_at, NOT EXISTS (SELECT 1 FROM subscribers s WHERE s.id = b.subscriber_id
		AND s.state = 'active' AND s.confirmed_at > b.created_at) AS returns FROM bounced_addresses b WHERE b.email_mac IN (?) ORDER BY b.created_at DESC LIMIT 1`
)

// SuppressionOf says why an address is not written to; nil when nothing stops
// mail to it. Only somebody who knows the address can ask: the list holds none.
func (s *Store) SuppressionOf(ctx context.Context, email string) (*Suppression, error) {
	email, err := models.Address(email)
	if err != nil {
		return nil, err
	}
	macs := s.key.AddressMACs(email)
	var removed, bounced []Suppression
	if err := s.read(ctx).Raw(findRemoved, macs).Scan(&removed).Error; err != nil {
		return nil, models.Fault(err, "suppression")
	}
	if len(removed) > 0 {
		return &removed[0], nil
	}
	if err := s.read(ctx).Raw(findBounced, macs).Scan(&bounced).Error; err != nil {
		return nil, models.Fault(err, "suppression")
	}
	if len(bounced) > 0 && bounced[0].Returns { // not lifted meanwhile
		return &bounced[0], nil
	}
	return nil, nil
}

// Suppressions counts the addresses that are not written to.
func (s *Store) Suppressions(ctx context.Context) (c SuppressionCounts, err error) {
	var rows []struct {
		Reason string
		N      int64
	}
	err = s.read(ctx).Raw(`SELECT reason, count(*) AS n FROM suppressions GROUP BY reason
		UNION ALL SELECT kind AS reason, count(*) AS n FROM bounced_addresses GROUP BY kind`).Scan(&rows).Error
	if err != nil {
		return c, models.Fault(err, "suppression")
	}
	c.ByReason = map[string]int64{}
	for _, r := range rows {
		c.ByReason[r.Reason] += r.N
	}
	c.Policy, err = count(s.read(ctx), "SELECT count(*) FROM bounce_reports WHERE kind = 'policy' AND created_at > ?", s.Now().Add(-24*time.Hour))
	return c, models.Fault(err, "bounce report")
}
