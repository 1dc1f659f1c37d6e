package audience

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

// knownPerson is whom a report is about.
type knownPerson struct {
	ID       int64
	PublicID string
	Email    string
	State    State
}

const (
	personOf         = "SELECT s.id, s.public_id, s.email, s.state FROM subscribers s "
	personOfDelivery = personOf + "JOIN deliveries d ON d.subscriber_id = s.id WHERE d.id = ?"
	personOfSignup   = personOf + "JOIN signup_mails m ON m.subscriber_id = s.id WHERE m.id = ?"
	personOfAddress  = personOf + "WHERE s.email = ?"

	insertReport = `INSERT INTO bounce_reports (report_key, email_mac, subscriber_id, delivery_id, kind, status, detail, source, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (report_key) DO NOTHING`
	countReports = `SELECT count(*) FROM bounce_reports WHERE email_mac IN (?) AND kind = ? AND created_at > ?`

	insertBounced = `INSERT INTO bounced_addresses (email_mac, subscriber_id, kind, status, detail, created_at) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (email_mac) DO UPDATE SET subscriber_id = excluded.subscriber_id, kind = excluded.kind, status = excluded.status,
		detail = excluded.detail, created_at = excluded.created_at`
	leaveBounced = `UPDATE subscribers SET state = 'left', left_at = ?, confirm_hash = '', updated_at = ? WHERE id = ? AND state = 'active'`
)

// TakeBounce takes a report in. Where there is enough against an address, its
// subscriber is not written to any more, and only a new sign-up that is confirmed
// brings the person back. The same report twice counts once.
func (s *Store) TakeBounce(ctx context.Context, r BounceReport) (verdict BounceVerdict, err error) {
	r.Status = statusKept(r.Status)
	err = s.db.Tx(ctx, func(tx *models.Tx) error {
		if err := tx.Serialise(); err != nil {
			return err
		}
		db := tx.DB().WithContext(ctx)
		who, err := s.reportedPerson(db, r)
		if err != nil || who.ID == 0 {
			verdict = BounceUnknown
			return err
		}
		if verdict, err = s.countReport(db, who, r); err != nil || verdict != BounceSuppressed {
			return err
		}
		return s.audit.Record(ctx, tx, models.AuditEntry{Deed: "subscriber.suppressed", Noun: "subscriber", Subject: who.PublicID,
			After: map[string]any{"kind": r.Kind, "status": r.Status, "source": r.Source}})
	})
	if err != nil {
		return "", models.Fault(err, "bounce report")
	}
	return verdict, nil
}

// reportedPerson finds whom a report is about; nobody has ID 0.
func (s *Store) reportedPerson(db *gorm.DB, r BounceReport) (who knownPerson, err error) {
	switch {
	case r.DeliveryID != 0:
		err = db.Raw(personOfDelivery, r.DeliveryID).Scan(&who).Error
	case r.SignupMailID != 0:
		err = db.Raw(personOfSignup, r.SignupMailID).Scan(&who).Error
	case r.Believed:
		if email, bad := models.Address(r.Recipient); bad == nil {
			err = db.Raw(personOfAddress, email).Scan(&who).Error
		}
	}
	return who, err
}

// countReport keeps a report, and suppresses the person where it is enough.
func (s *Store) countReport(db *gorm.DB, who knownPerson, r BounceReport) (BounceVerdict, error) {
	now, mac := s.Now(), s.key.AddressMAC(who.Email)
	key := r.Key
	if key == "" {
		key = r.mail() + " " + string(r.Kind)
	}
	took := db.Exec(insertReport, r.Source+" "+key, mac, who.ID, r.DeliveryID, r.Kind, r.Status, hushed(r.Detail), r.Source, now)
	if took.Error != nil || took.RowsAffected == 0 {
		return BounceRepeated, took.Error
	}
	enough, err := s.enough(db, who, r, now)
	if err != nil || !enough || who.State != Active {
		return BounceCounted, err
	}
	if err := db.Exec(insertBounced, mac, who.ID, r.Kind, r.Status, hushed(r.Detail), now).Error; err != nil {
		return "", err
	}
	return BounceSuppressed, db.Exec(leaveBounced, now, now, who.ID).Error
}

// mail names the mail that a report is about.
func (r BounceReport) mail() string {
	if r.SignupMailID != 0 {
		return "s" + strconv.FormatInt(r.SignupMailID, 10)
	}
	return "d" + strconv.FormatInt(r.DeliveryID, 10)
}

// enough reports whether what is known against an address, this report included,
// is enough.
func (s *Store) enough(db *gorm.DB, who knownPerson, r BounceReport, now time.Time) (bool, error) {
	within := func(kind BounceKind, life time.Duration, most int64) (bool, error) {
		n, err := count(db, countReports, s.key.AddressMACs(who.Email), kind, now.Add(-life))
		return n >= most, err
	}
	switch r.Kind {
	case Complaint:
		return true, nil
	case HardBounce:
		if email, err := models.Address(r.Recipient); err == nil && email == who.Email {
			return true, nil
		}
		return within(HardBounce, hardBounceIn, hardBounces)
	case SoftBounce:
		return within(SoftBounce, softBounceIn, softBounces)
	default:
		return false, nil
	}
}

// bounced reports whether mail to an address came back for good, and nobody
// confirmed it since.
func (s *Store) bounced(db *gorm.DB, email string) (bool, error) {
	n, err := count(db, "SELECT count(*) FROM bounced_addresses WHERE email_mac IN (?)", s.key.AddressMACs(email))
	return n > 0, models.Fault(err, "suppression")
}

const (
	// A person who confirmed again is written to: what was before does not count.
	liftBounced = `DELETE FROM bounced_addresses WHERE EXISTS (SELECT 1 FROM subscribers s WHERE s.id = bounced_addresses.subscriber_id
		AND s.state = 'active' AND s.confirmed_at > bounced_addresses.created_at)`
	liftReports = `DELETE FROM bounce_reports WHERE EXISTS (SELECT 1 FROM subscribers s WHERE s.id = bounce_reports.subscriber_id
		AND s.state = 'active' AND s.confirmed_at > bounce_reports.created_at)`
	forgetReports = `DELETE FROM bounce_reports WHERE created_at < ?`

	// Refusals that the mail server gave at once count like reports, once there was
	// time to take back what it said of everybody. They are of the last week alone,
	// and since the person confirmed.
	refusedRows = `SELECT d.id, d.code, d.detail FROM deliveries d JOIN subscribers s ON s.id = d.subscriber_id
		WHERE d.channel = 'email' AND d.state = 'failed' AND d.code >= 500 AND d.done_at BETWEEN ? AND ? AND d.done_at > COALESCE(s.confirmed_at, s.created_at)
		AND NOT EXISTS (SELECT 1 FROM bounce_reports b WHERE b.delivery_id = d.id AND b.source = 'mail server') ORDER BY d.id LIMIT 500`
)

// refusalRest is how long a refusal lies before it counts.
const refusalRest = 10 * time.Minute

// HearRefusals counts what our own mail server said for good about addresses, and
// forgets what a new confirmation or time has settled.
func (s *Store) HearRefusals(ctx context.Context) error {
	var refused []struct {
		ID     int64
		Code   int64
		Detail string
	}
	now := s.Now()
	if err := s.read(ctx).Raw(refusedRows, now.Add(-hardBounceIn), now.Add(-refusalRest)).Scan(&refused).Error; err != nil {
		return models.Fault(err, "delivery")
	}
	for _, d := range refused {
		status := statusIn.FindString(d.Detail)
		kind := BounceKindOf(status)
		if status == "" {
			kind = HardBounce // a plain 550 to RCPT: the server knows no such mailbox
		}
		_, err := s.TakeBounce(ctx, BounceReport{DeliveryID: d.ID, Kind: kind, Status: status, Detail: d.Detail, Source: "mail server"})
		if err != nil {
			return fmt.Errorf("count a refusal: %w", err)
		}
	}
	return s.write(ctx, func(db *gorm.DB) error {
		for _, statement := range []string{liftBounced, liftReports} {
			if err := db.Exec(statement).Error; err != nil {
				return models.Fault(err, "suppression")
			}
		}
		return models.Fault(db.Exec(forgetReports, now.Add(-reportLife)).Error, "bounce report")
	})
}
