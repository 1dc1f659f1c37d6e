package audience

import (
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
