package audience

import (
	"context"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

const deliveryRows = `SELECT d.*, s.email, s.public_id AS subscriber FROM deliveries d JOIN subscribers s ON s.id = d.subscriber_id `

// Notifications lists notifications with their outcomes, newest first.
func (s *Store) Notifications(ctx context.Context, q NotificationQuery) ([]Notification, error) {
	db := s.read(ctx).Order("id DESC").Limit(page(q.Limit, 50, 201)).
		Where("kind <> 'digest' OR recipients > 0 OR fanned_at IS NULL") // a summary that nobody wanted
	if q.Running {
		db = db.Where("finished_at IS NULL AND cancelled_at IS NULL")
	}
	if q.Thread != "" {
		db = db.Where("thread = ?", q.Thread)
	}
	if q.Before != "" {
		db = db.Where("id < (SELECT id FROM notifications WHERE public_id = ?)", q.Before)
	}
	var list []Notification
	if err := db.Find(&list).Error; err != nil {
		return nil, models.Fault(err, "notification")
	}
	return list, s.tally(ctx, list)
}

// Notification returns one notification with its outcomes.
func (s *Store) Notification(ctx context.Context, publicID string) (Notification, error) {
	n, err := gorm.G[Notification](s.read(ctx)).Where("public_id = ?", publicID).First(ctx)
	if err != nil {
		return n, models.Fault(err, "notification")
	}
	list := []Notification{n}
	err = s.tally(ctx, list)
	return list[0], err
}

// tally adds the outcomes.
func (s *Store) tally(ctx context.Context, list []Notification) error {
	ids, place := make([]int64, len(list)), map[int64]int{}
	for i, n := range list {
		ids[i], place[n.ID] = n.ID, i
		list[i].Outcomes = map[Outcome]int64{}
	}
	var rows []struct {
		NotificationID int64
		State          Outcome
		N              int64
	}
	err := s.read(ctx).Raw(outcomesOf, map[string]any{"ids": ids}).Scan(&rows).Error
	for _, r := range rows {
		list[place[r.NotificationID]].Outcomes[r.State] += r.N
	}
	return models.Fault(err, "delivery")
}

// Deliveries lists who was told, in the order of the ledger.
func (s *Store) Deliveries(ctx context.Context, publicID string, q DeliveryQuery) ([]Delivery, error) {
	query, args := deliveryRows+"WHERE d.notification_id = (SELECT id FROM notifications WHERE public_id = ?) AND d.id > ?", []any{publicID, q.After}
	if q.State != "" {
		query, args = query+" AND d.state = ?", append(args, q.State)
	}
	var list []Delivery
	err := s.read(ctx).Raw(query+" ORDER BY d.id LIMIT ?", append(args, page(q.Limit, 100, 500))...).Scan(&list).Error
	return list, models.Fault(err, "delivery")
}

// Cancel stops a notification: within the undo window nobody is told, later
// nobody more. Mail that is being handed over at this moment still goes.
// Conflict when everybody was told already.
func (s *Store) Cancel(ctx context.Context, publicID string) error {
	now := s.Now()
	e := models.AuditEntry{Deed: "notification.cancelled", Noun: "notification", Subject: publicID}
	return s.deed(ctx, e, func(db *gorm.DB) error {
		err := s.running(db, publicID, map[string]any{"cancelled_at": now, "cancelled_by": models.ActorOf(ctx).Name})
		if err != nil {
			return err
		}
		var id int64
		if err := db.Raw("SELECT id FROM notifications WHERE public_id = ?", publicID).Scan(&id).Error; err != nil {
			return models.Fault(err, "notification")
		}
		if err := withhold(db, id, "Cancelled before it was sent.", now); err != nil {
			return err
		}
		return finish(db, id, now)
	})
}

// withhold stops every mail of a notification that is not on its way.
func withhold(db *gorm.DB, id int64, why string, now time.Time) error {
	err := db.Exec(`UPDATE deliveries SET state = 'cancelled', detail = ?, next_try_at = NULL, done_at = ?
		WHERE notification_id = ? AND state = 'pending'`, why, now, id).Error
	if err == nil { // perhaps told already: no further try
		err = db.Exec("UPDATE deliveries SET next_try_at = NULL, done_at = ? WHERE notification_id = ? AND state = 'unknown' AND next_try_at IS NOT NULL", now, id).Error
	}
	return models.Fault(err, "delivery")
}

// SendNow ends the undo window at once. Conflict when it is over or cancelled.
func (s *Store) SendNow(ctx context.Context, publicID string) error {
	e := models.AuditEntry{Deed: "notification.hurried", Noun: "notification", Subject: publicID}
	return s.deed(ctx, e, func(db *gorm.DB) error {
		return s.running(db, publicID, map[string]any{"send_at": s.Now()})
	})
}

// running changes a notification that still runs.
func (s *Store) running(db *gorm.DB, publicID string, set map[string]any) error {
	res := db.Table("notifications").Where("public_id = ? AND cancelled_at IS NULL AND finished_at IS NULL", publicID).Updates(set)
	if res.Error != nil || res.RowsAffected > 0 {
		return models.Fault(res.Error, "notification")
	}
	n, err := count(db, "SELECT count(*) FROM notifications WHERE public_id = ?", publicID)
	if err == nil && n == 0 {
		err = gorm.ErrRecordNotFound
	}
	if err != nil {
		return models.Fault(err, "notification")
	}
	return models.Fail(models.Conflict, "This notification is finished or cancelled already.")
}

const (
	// open is the condition on a delivery d that is not settled.
	open = `(d.state IN ('pending', 'sending') OR d.state = 'unknown' AND d.next_try_at IS NOT NULL)`

	// unsettled narrows deliveries to the few notifications with an open one.
	unsettled = `notification_id IN (SELECT id FROM notifications WHERE finished_at IS NULL)`
)
