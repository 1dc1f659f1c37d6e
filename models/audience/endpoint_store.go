package audience

import (
	"context"
	"strings"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

// SecretPrefix begins every secret as people see it (Standard Webhooks).
const SecretPrefix = "whsec_"

const (
	insertEndpoint = `INSERT INTO endpoints (subscriber_id, address_sealed, secret_sealed, shape, contact)
		SELECT id, ?, ?, ?, ? FROM subscribers WHERE public_id = ?`
	setChannel = `UPDATE subscribers SET channel = ? WHERE public_id = ?`

	rotateSecret = `UPDATE endpoints SET old_secret_sealed = secret_sealed, old_secret_until = ?, secret_sealed = ?
		WHERE subscriber_id = ? AND secret_sealed <> '' AND (old_secret_until IS NULL OR old_secret_until <= ?)`
	disableEndpoint = `UPDATE endpoints SET disabled_at = ?, disabled_why = ? WHERE subscriber_id = ? AND disabled_at IS NULL`
	gaveUpEndpoint  = `UPDATE endpoints SET disabled_at = ?, disabled_why = ?, gave_up = TRUE WHERE subscriber_id = ? AND disabled_at IS NULL`
	enableEndpoint  = `UPDATE endpoints SET disabled_at = NULL, disabled_why = '', gave_up = FALSE, failing_since = NULL, failure = '' WHERE subscriber_id = ?`

	deviceGone = `UPDATE subscribers SET state = 'left', left_at = ?, updated_at = ? WHERE id = ? AND channel = 'push' AND state = 'active'`

	endpointTook   = `UPDATE endpoints SET succeeded_at = ?, failing_since = NULL, failure = '' WHERE subscriber_id = ?`
	endpointFailed = `UPDATE endpoints SET failing_since = COALESCE(failing_since, ?), failure = ? WHERE subscriber_id = ?`
	endpointTired  = `UPDATE endpoints SET disabled_at = ?, disabled_why = ?, gave_up = TRUE WHERE subscriber_id = ? AND disabled_at IS NULL AND failing_since <= ?`
)

// AddEndpoint adds a channel on somebody's word, active at once. For a webhook it
// returns the secret that signs its calls. Errors are
// Invalid, and Conflict for an address that is on the list.
func (s *Store) AddEndpoint(ctx context.Context, n NewEndpoint) (one Subscriber, secret string, err error) {
	if n, err = n.check(); err != nil {
		return one, "", err
	}
	if err := s.reachable(n.Channel, n.Address); err != nil {
		return one, "", err
	}
	id, sealed := models.NewID(), ""
	if n.Channel == models.ByWebhook {
		secret = models.NewWebhookSecret()
		sealed = s.key.Seal("webhook", secret)
	}
	names := s.key.Fingerprints(n.Channel, n.Address)
	e := models.AuditEntry{Deed: "subscriber.added", Noun: "subscriber", Subject: id, After: map[string]any{"consent": n.Consent, "channel": n.Channel}}
	err = s.deed(ctx, e, func(db *gorm.DB) error {
		if err := s.makeRoom(db, names); err != nil {
			return err
		}
		if err := s.insert(db, id, NewSubscriber{Email: names[0], Choice: n.Choice, Consent: n.Consent}, "staff", s.Now()); err != nil {
			return err
		}
		if err := db.Exec(setChannel, n.Channel, id).Error; err != nil {
			return models.Fault(err, "subscriber")
		}
		if err := db.Exec(insertEndpoint, s.key.Seal("endpoint", n.Address), sealed, n.Shape, n.Contact, id).Error; err != nil {
			return models.Fault(err, "subscriber")
		}
		one, err = s.one(db, id)
		return err
	})
	return one, shown(secret), err
}

// shown is a secret as people see it.
func shown(secret string) string {
	if secret == "" {
		return ""
	}
	return SecretPrefix + secret
}

// reachable refuses an address that would never be dialled.
func (s *Store) reachable(c Channel, address string) error {
	if s.Reachable == nil || c == models.BySMS {
		return nil
	}
	return models.Callable(s.Reachable(address))
}

// makeRoom refuses an address that is on the list, and lets one come back that
// had left: staff answer for it.
func (s *Store) makeRoom(db *gorm.DB, names []string) error {
	there, err := count(db, "SELECT count(*) FROM subscribers WHERE email IN (?) AND state = 'active'", names)
	if err == nil && there > 0 {
		return models.Fail(models.Conflict, "This address is on the list already.")
	}
	if err == nil {
		err = db.Exec("DELETE FROM subscribers WHERE email IN (?)", names).Error
	}
	return models.Fault(err, "subscriber")
}

// Endpoint returns where a subscriber is told who is no mailbox, NotFound for one
// who is.
func (s *Store) Endpoint(ctx context.Context, publicID string) (Endpoint, error) {
	return endpointOf(s.read(ctx), publicID)
}

func endpointOf(db *gorm.DB, publicID string) (e Endpoint, err error) {
	err = db.Raw(`SELECT e.*, e.secret_sealed <> '' AS signed FROM endpoints e
		JOIN subscribers s ON s.id = e.subscriber_id WHERE s.public_id = ?`, publicID).Scan(&e).Error
	if err == nil && e.SubscriberID == 0 {
		err = gorm.ErrRecordNotFound
	}
	return e, models.Fault(err, "channel")
}

// changeEndpoint is a deed on a channel that is no mailbox: it returns the
// subscriber as it stands then.
func (s *Store) changeEndpoint(ctx context.Context, deed, publicID string, change func(*gorm.DB, Endpoint) error) (one Subscriber, err error) {
	e := models.AuditEntry{Deed: deed, Noun: "subscriber", Subject: publicID}
	err = s.deed(ctx, e, func(db *gorm.DB) error {
		now, err := endpointOf(db, publicID)
		if err != nil {
			return err
		}
		if err := change(db, now); err != nil {
			return err
		}
		one, err = s.one(db, publicID)
		return err
	})
	return one, err
}

// RotateSecret gives a webhook a new secret and returns it. For a day its calls
// carry two signatures, by the new one and by the one before; within that day it
// refuses (Conflict), for a third one would end the one that the receiver holds.
func (s *Store) RotateSecret(ctx context.Context, publicID string) (Subscriber, string, error) {
	secret := models.NewWebhookSecret()
	one, err := s.changeEndpoint(ctx, "subscriber.rotated", publicID, func(db *gorm.DB, e Endpoint) error {
		now := s.Now()
		res := db.Exec(rotateSecret, now.Add(rotation), s.key.Seal("webhook", secret), e.SubscriberID, now)
		switch {
		case res.Error != nil || res.RowsAffected > 0:
			return models.Fault(res.Error, "subscriber")
		case e.Signed && e.OldSecretUntil != nil:
			return models.Fail(models.Conflict, "The secret was changed less than a day ago, and another change would end the one before at once. Let the receiver change over; from %s on it can be changed again. If the new one is in wrong hands, remove the webhook and add it anew.",
				e.OldSecretUntil.UTC().Format("2 January 15:04 UTC"))
		}
		return models.Fail(models.Conflict, "Only the calls of a webhook are signed.")
	})
	if err != nil {
		return one, "", err
	}
	return one, shown(secret), nil
}

// SwitchEndpoint stops calling an address, or begins again.
func (s *Store) SwitchEndpoint(ctx context.Context, publicID string, on bool) (Subscriber, error) {
	if on {
		return s.changeEndpoint(ctx, "subscriber.enabled", publicID, func(db *gorm.DB, e Endpoint) error {
			return models.Fault(db.Exec(enableEndpoint, e.SubscriberID).Error, "subscriber")
		})
	}
	return s.changeEndpoint(ctx, "subscriber.disabled", publicID, func(db *gorm.DB, e Endpoint) error {
		why := "Switched off by " + models.ActorOf(ctx).Name + "."
		return models.Fault(db.Exec(disableEndpoint, s.Now(), why, e.SubscriberID).Error, "subscriber")
	})
}

// AskTest asks the workers to send a test to a channel. What comes of it is shown
// as what comes of every call is.
func (s *Store) AskTest(ctx context.Context, publicID string) (Subscriber, error) {
	return s.changeEndpoint(ctx, "subscriber.tested", publicID, func(db *gorm.DB, e Endpoint) error {
		return models.Fault(db.Exec("UPDATE endpoints SET test_at = ? WHERE subscriber_id = ?", s.Now(), e.SubscriberID).Error, "channel")
	})
}

// TestsDue lists the subscribers whose channel is to be sent a test.
func (s *Store) TestsDue(ctx context.Context) (ids []int64, err error) {
	err = s.read(ctx).Raw("SELECT subscriber_id FROM endpoints WHERE test_at IS NOT NULL ORDER BY test_at LIMIT 100").Scan(&ids).Error
	return ids, models.Fault(err, "channel")
}

// ClaimTest takes a test that was asked for, NotFound when another worker did: it
// is sent once at most.
func (s *Store) ClaimTest(ctx context.Context, subscriberID int64) (Parcel, error) {
	err := s.write(ctx, func(db *gorm.DB) error {
		res := db.Exec("UPDATE endpoints SET test_at = NULL WHERE subscriber_id = ? AND test_at IS NOT NULL", subscriberID)
		if res.Error == nil && res.RowsAffected == 0 {
			return models.Fault(gorm.ErrRecordNotFound, "channel")
		}
		return models.Fault(res.Error, "channel")
	})
	if err != nil {
		return Parcel{}, err
	}
	return s.parcel(ctx, `SELECT `+parcelColumns+` FROM subscribers s JOIN endpoints e ON e.subscriber_id = s.id WHERE s.id = ?`, subscriberID)
}

// Secret returns the secret that signs a webhook's calls now, as its receiver
// wants it.
func (s *Store) Secret(ctx context.Context, publicID string) (string, error) {
	p, err := s.ParcelFor(ctx, publicID)
	if err != nil {
		return "", err
	}
	if len(p.Secrets) == 0 {
		return "", models.Fail(models.Conflict, "Only the calls of a webhook are signed.")
	}
	return shown(p.Secrets[0]), nil
}

// Note records how an address answered a delivery.
func (s *Store) Note(ctx context.Context, subscriberID int64, t Trial) error {
	return s.write(ctx, func(db *gorm.DB) error { return s.note(db, subscriberID, t) })
}

func (s *Store) note(db *gorm.DB, id int64, t Trial) error {
	now := s.Now()
	if t.Good() {
		return models.Fault(db.Exec(endpointTook, now, id).Error, "channel")
	}
	err := db.Exec(endpointFailed, now, t.Detail, id).Error
	switch {
	case err != nil:
	case t.Disable != "":
		err = db.Exec(gaveUpEndpoint, now, t.Disable, id).Error
		if err == nil { // a browser never comes back under the same address
			err = db.Exec(deviceGone, now, now, id).Error
		}
	default:
		err = db.Exec(endpointTired, now, "It took nothing for five days.", id, now.Add(-patience)).Error
	}
	return models.Fault(err, "channel")
}

// parcelRow reads what a delivery or a test needs of an endpoint.
type parcelRow struct {
	Parcel          `gorm:"embedded"`
	AddressSealed   string
	SecretSealed    string
	OldSecretSealed string
	OldSecretUntil  *time.Time
	DisabledAt      *time.Time
}

const parcelColumns = `s.channel, e.subscriber_id, e.address_sealed, e.secret_sealed, e.old_secret_sealed, e.old_secret_until, e.shape, e.disabled_at, e.disabled_why`

// Parcel returns what a delivery needs, NotFound when it is gone.
func (s *Store) Parcel(ctx context.Context, deliveryID int64) (Parcel, error) {
	return s.parcel(ctx, `SELECT d.id AS delivery_id, d.notification_id, `+parcelColumns+` FROM deliveries d
		JOIN subscribers s ON s.id = d.subscriber_id JOIN endpoints e ON e.subscriber_id = s.id WHERE d.id = ?`, deliveryID)
}

// ParcelFor returns what a call to a subscriber's channel needs.
func (s *Store) ParcelFor(ctx context.Context, publicID string) (Parcel, error) {
	return s.parcel(ctx, `SELECT `+parcelColumns+` FROM subscribers s JOIN endpoints e ON e.subscriber_id = s.id WHERE s.public_id = ?`, publicID)
}

func (s *Store) parcel(ctx context.Context, query string, id any) (Parcel, error) {
	var r parcelRow
	err := s.read(ctx).Raw(query, id).Scan(&r).Error
	if err == nil && r.SubscriberID == 0 {
		err = gorm.ErrRecordNotFound
	}
	if err != nil {
		return Parcel{}, models.Fault(err, "channel")
	}
	if r.Address, err = s.key.Unseal("endpoint", r.AddressSealed); err != nil {
		return Parcel{}, err
	}
	sealed := []string{r.SecretSealed}
	if r.OldSecretUntil != nil && s.Now().Before(*r.OldSecretUntil) {
		sealed = append(sealed, r.OldSecretSealed)
	}
	for _, text := range sealed {
		if strings.TrimSpace(text) == "" {
			continue
		}
		secret, err := s.key.Unseal("webhook", text)
		if err != nil {
			return Parcel{}, err
		}
		r.Secrets = append(r.Secrets, secret)
	}
	r.Disabled = r.DisabledAt != nil
	return r.Parcel, nil
}

const postsDue = `SELECT d.id FROM deliveries d WHERE d.channel <> 'email' AND d.` + unsettled + ` AND (d.state IN ('pending', 'unknown') AND d.next_try_at <= ?
	OR d.state = 'sending' AND d.started_at <= ?) ORDER BY d.id LIMIT ?`

// PostsDue lists deliveries to endpoints that are to be made now, and such as a
// worker that died left behind.
func (s *Store) PostsDue(ctx context.Context, most int) (ids []int64, err error) {
	now := s.Now()
	err = s.read(ctx).Raw(postsDue, now, now.Add(-abandoned), most).Scan(&ids).Error
	return ids, models.Fault(err, "delivery")
}
