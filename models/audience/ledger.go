package audience

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

// abandoned is how long a mail may be on its way before its worker is taken for
// dead. It must be longer than two SMTP conversations and a greeting.
const abandoned = 90 * time.Second

// Reasons that the ledger gives by itself.
const (
	gone      = "What this told of is not public any more."
	overtaken = "A newer update was sent instead."
	tooOld    = "The news was too old to be sent."
	hasLeft   = "The person had left."
	erased    = "This address must not be written to."
	held      = "Held until the end of the reader's quiet hours."
	cutOff    = "The program stopped while this mail was being sent. It was sent again with the same Message-ID."
)

// Letter is one person's mail, claimed and ready to be sent.
type Letter struct {
	DeliveryID    int64
	Attempts      int64 // this one included
	MessageID     string
	InReplyTo     string
	Email         string
	Subscriber    string // public id
	LeaveHash     string // SHA-256 of the leave token, hex
	ManageSealed  string // the manage token, sealed by the key for "manage"
	AllComponents bool
	ConfirmedAt   *time.Time
	Zone          string // IANA name, the site's where the person chose none
	Language      string // BCP 47, a wish; empty: the site's own
	IsList        bool   // the address stands for many people
	Stamp         int64  // version of what is told: what was rendered for another is out of date
}

// Result is what an attempt came to.
type Result struct {
	DeliveryID int64
	State      Outcome
	Code       int64 // the mail server's reply, 0 when there was none
	Detail     string
	NextTryAt  *time.Time // for Awaiting and Uncertain
	Untried    bool       // the mail was not handed over at all: the attempt does not count
}

// Work is what is left of a range.
type Work struct {
	Ready  []int64          // to be tried now
	Next   *time.Time       // when the first of the others is due; nil: there are no others
	Emails map[int64]string // to whom the ready ones go
}

// NotificationByID returns a notification by its inside key, without outcomes.
func (s *Store) NotificationByID(ctx context.Context, id int64) (Notification, error) {
	n, err := gorm.G[Notification](s.read(ctx)).Where("id = ?", id).First(ctx)
	return n, models.Fault(err, "notification")
}

const workRows = `SELECT d.id, d.state, d.next_try_at, d.started_at, s.email FROM deliveries d JOIN subscribers s ON s.id = d.subscriber_id
	WHERE d.notification_id = ? AND d.channel = 'email' AND d.id BETWEEN ? AND ? AND ` + open + ` ORDER BY d.id`

// Work lists what is left to do in a range of a notification's ledger.
func (s *Store) Work(ctx context.Context, id int64, r Range) (w Work, err error) {
	var rows []Delivery
	err = s.read(ctx).Raw(workRows, id, r.First, r.Last).Scan(&rows).Error
	now := s.Now()
	w.Emails = make(map[int64]string, len(rows))
	for _, d := range rows {
		if at := d.due(); !at.After(now) {
			w.Ready = append(w.Ready, d.ID)
			w.Emails[d.ID] = d.Email
		} else if w.Next == nil || at.Before(*w.Next) {
			w.Next = &at
		}
	}
	return w, models.Fault(err, "delivery")
}

// due is when an unsettled delivery may be tried.
func (d Delivery) due() time.Time {
	if d.State == Sending && d.StartedAt != nil {
		return d.StartedAt.Add(abandoned)
	}
	if d.NextTryAt != nil {
		return *d.NextTryAt
	}
	return time.Time{}
}

// Step records what the last attempt came to (nil: there was none) and claims
// the next delivery (0: none), in one transaction. It returns no letter when the
// next one is not to be sent: it is settled then, or put off.
func (s *Store) Step(ctx context.Context, last *Result, next int64) (letter *Letter, err error) {
	err = s.write(ctx, func(db *gorm.DB) error {
		if last != nil {
			if err := s.settle(db, *last); err != nil {
				return err
			}
		}
		if next == 0 {
			return nil
		}
		letter, err = s.claim(db, next)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("ledger: %w", err)
	}
	return letter, nil
}

const settleDelivery = `UPDATE deliveries SET state = ?, code = ?, detail = ?, next_try_at = ?, done_at = ?, attempts = attempts - ?
	WHERE id = ? AND state = 'sending'`

// settle writes a result. A row that is not being sent any more was settled by
// somebody who took this worker for dead, or erased with its person.
func (s *Store) settle(db *gorm.DB, r Result) error {
	var done *time.Time
	if now := s.Now(); r.NextTryAt == nil {
		done = &now
	}
	untried := 0
	if r.Untried {
		untried = 1
	}
	return db.Exec(settleDelivery, r.State, r.Code, r.Detail, r.NextTryAt, done, untried, r.DeliveryID).Error
}

const claimDelivery = `UPDATE deliveries SET state = 'sending', attempts = attempts + 1, started_at = ?, next_try_at = NULL,
	detail = CASE WHEN state = 'sending' THEN ? ELSE detail END
	WHERE id = ? AND (state IN ('pending', 'unknown') AND next_try_at <= ? OR state = 'sending' AND started_at <= ?)`

// claim takes a delivery, if it is still to be taken and still to be sent.
func (s *Store) claim(db *gorm.DB, id int64) (*Letter, error) {
	now, was := s.Now(), Outcome("")
	if err := db.Raw("SELECT state FROM deliveries WHERE id = ?", id).Scan(&was).Error; err != nil {
		return nil, err
	}
	took := db.Exec(claimDelivery, now, cutOff, id, now, now.Add(-abandoned))
	if took.Error != nil || took.RowsAffected == 0 {
		return nil, took.Error
	}
	c := claimed{Ambiguous: was == Uncertain || was == Sending}
	if err := db.Raw(claimedRow, id).Scan(&c).Error; err != nil {
		return nil, err
	}
	banned, err := s.banned(db, c.Email)
	if err != nil {
		return nil, err
	}
	if verdict := c.verdict(banned, now); verdict != nil {
		return nil, s.settle(db, *verdict)
	}
	return &c.Letter, nil
}

// claimed is a delivery with everything that decides whether it may go.
type claimed struct {
	Letter     `gorm:"embedded"`
	State      State // of the subscriber
	Kind       Kind
	QuietFrom  string
	QuietUntil string
	Cancelled  bool
	ExpiresAt  *time.Time
	Overtaken  bool // the person has a row for newer news that replaces this
	OutOfOrder bool // the person still waits for older news; news waits for no correction or postmortem that the mail server put off
	Ambiguous  bool `gorm:"-"` // an earlier try may have arrived
}

const claimedRow = claimedColumns + " FROM deliveries d JOIN notifications n ON n.id = d.notification_id JOIN subscribers s ON s.id = d.subscriber_id WHERE d.id = ?"

// claimedColumns are read by claimed.fields, in this order.
const claimedColumns = `SELECT d.id AS delivery_id, d.attempts, d.message_id, d.in_reply_to, s.email, s.public_id AS subscriber, s.leave_hash,
		s.manage_sealed, s.all_components, s.confirmed_at, COALESCE(NULLIF(s.zone, ''), ` + siteZone + `) AS zone, s.language, s.is_list, s.quiet_from, s.quiet_until, n.kind, s.state, n.cancelled_at IS NOT NULL AS cancelled, n.expires_at, ` + stampOf + ` AS stamp,
		EXISTS (SELECT 1 FROM notifications m JOIN deliveries e ON e.notification_id = m.id AND e.subscriber_id = d.subscriber_id
			WHERE m.thread = n.thread AND m.id > n.id AND m.cancelled_at IS NULL AND e.state <> 'cancelled' AND (
				n.kind IN ('incident', 'maintenance', 'reminder') AND m.kind IN ('incident', 'maintenance')
				OR n.kind = 'postmortem' AND m.kind = 'postmortem'
				OR n.kind = 'correction' AND m.kind = 'correction' AND m.subject_id = n.subject_id)) AS overtaken,
		EXISTS (SELECT 1 FROM notifications m JOIN deliveries d ON d.notification_id = m.id AND d.subscriber_id = s.id
			WHERE m.thread = n.thread AND m.id < n.id AND ` + open + ` AND NOT (
				n.kind IN ('incident', 'maintenance', 'reminder') AND m.kind IN ('correction', 'postmortem') AND d.state <> 'sending' AND d.attempts > 0
			)) AS out_of_order`

// verdict returns how to settle a delivery that is not to be sent now, nil for
// one that is.
func (c claimed) verdict(banned bool, now time.Time) *Result {
	not := func(state Outcome, why string) *Result {
		if c.Ambiguous {
			state = Uncertain
		}
		return &Result{DeliveryID: c.DeliveryID, State: state, Detail: why, Untried: true}
	}
	switch {
	case c.Stamp < 0:
		return not(Withheld, gone)
	case c.Cancelled:
		return not(Withheld, "Cancelled before it was sent.")
	case banned:
		return not(Suppressed, erased)
	case c.State != Active:
		return not(Suppressed, hasLeft)
	case c.ExpiresAt != nil && !now.Before(*c.ExpiresAt):
		return not(Expired, tooOld)
	case c.Overtaken:
		return not(Expired, overtaken)
	case c.OutOfOrder:
		soon := now.Add(5 * time.Second)
		return &Result{DeliveryID: c.DeliveryID, State: Awaiting, NextTryAt: &soon, Untried: true}
	}
	return c.hush(now)
}

// Requeue puts refused deliveries back, because everybody was refused. Where they
// had finished their notification, it goes on.
func (s *Store) Requeue(ctx context.Context, ids []int64, at time.Time, why string) error {
	return s.write(ctx, func(db *gorm.DB) error {
		return models.Fault(errors.Join(
			db.Exec(`UPDATE deliveries SET state = 'pending', next_try_at = ?, done_at = NULL, detail = ?
				WHERE id IN (?) AND state = 'failed'`, at, why, ids).Error,
			db.Exec(`UPDATE notifications SET finished_at = NULL WHERE cancelled_at IS NULL AND finished_at IS NOT NULL
				AND id IN (SELECT notification_id FROM deliveries WHERE id IN (?) AND state = 'pending')`, ids).Error,
		), "delivery")
	})
}

// nextOpen looks for an open delivery behind a place in the ledger. Most often the
// very next row is one.
const nextOpen = `SELECT count(*) FROM (SELECT d.id FROM deliveries d WHERE d.id > ? AND d.notification_id = ? AND ` + open + ` ORDER BY d.id LIMIT 1) x`

// Settled marks a notification as finished when nobody is left to be told. last is
// the delivery that was settled last, 0 where it is not known: the ledger goes on
// behind it as a rule, and then nothing else is looked at.
func (s *Store) Settled(ctx context.Context, id, last int64) error {
	if last > 0 {
		if left, err := count(s.read(ctx), nextOpen, last, id); err != nil || left > 0 {
			return models.Fault(err, "delivery")
		}
	}
	left, err := count(s.read(ctx), "SELECT count(*) FROM (SELECT 1 FROM deliveries d WHERE d.notification_id = ? AND "+open+" LIMIT 1) x", id)
	if err != nil || left > 0 {
		return models.Fault(err, "delivery")
	}
	return s.write(ctx, func(db *gorm.DB) error { return finish(db, id, s.Now()) })
}

// Recover takes up the mails that were on their way when the only process there
// was stopped. It must not be called while another process sends.
func (s *Store) Recover(ctx context.Context) error {
	return s.write(ctx, func(db *gorm.DB) error {
		return errors.Join(
			db.Exec("UPDATE deliveries SET state = 'unknown', next_try_at = ?, detail = ? WHERE state = 'sending' AND "+unsettled, s.Now(), cutOff).Error,
			db.Exec("UPDATE signup_mails SET next_try_at = ? WHERE state = 'sending'", s.Now()).Error)
	})
}
