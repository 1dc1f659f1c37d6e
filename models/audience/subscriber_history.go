package audience

import (
	"context"

	"gorm.io/gorm"

	"vitrine/models"
)

// Told is one notification to one subscriber, and what became of it.
type Told struct {
	Delivery     `gorm:"embedded"`
	Notification string // public id
	Kind         Kind
	Title        string
}

const toldRows = `SELECT d.*, n.public_id AS notification, n.kind, n.title FROM deliveries d JOIN notifications n ON n.id = d.notification_id
	WHERE d.subscriber_id = (SELECT id FROM subscribers WHERE public_id = ?) ORDER BY d.id DESC LIMIT ?`

// History lists what a subscriber was told, the newest first: 100 where limit is
// 0, 500 at most.
func (s *Store) History(ctx context.Context, publicID string, limit int) (list []Told, err error) {
	err = s.read(ctx).Raw(toldRows, publicID, page(limit, 100, 500)).Scan(&list).Error
	return list, models.Fault(err, "delivery")
}

// MarkList says that an address stands for many people, so that no single one of
// them can end its mail, or that it does not. NotFound for nobody, Conflict for
// what is no mailbox.
func (s *Store) MarkList(ctx context.Context, publicID string, list bool) error {
	e := models.AuditEntry{Deed: "subscriber.marked", Noun: "subscriber", Subject: publicID, After: map[string]any{"list": list}}
	return s.deed(ctx, e, func(db *gorm.DB) error {
		var channel Channel
		if err := db.Raw("SELECT channel FROM subscribers WHERE public_id = ?", publicID).Scan(&channel).Error; err != nil {
			return models.Fault(err, "subscriber")
		}
		switch channel {
		case models.ByEmail:
			return models.Fault(db.Exec("UPDATE subscribers SET is_list = ?, updated_at = ? WHERE public_id = ?", list, s.Now(), publicID).Error, "subscriber")
		case "":
			return models.Fault(gorm.ErrRecordNotFound, "subscriber")
		}
		return models.Fail(models.Conflict, "Only a mail address can stand for a list.")
	})
}

// Retry tries a mail again that failed or whose answer was lost,
// because somebody asks for it. Conflict for one that arrived, is on its way or
// was stopped, and where the news is not to be told any more; NotFound for no
// notification.
func (s *Store) Retry(ctx context.Context, publicID, subscriber string) error {
	now := s.Now()
	e := models.AuditEntry{Deed: "delivery.retried", Noun: "notification", Subject: publicID, After: map[string]any{"subscriber": subscriber}}
	return s.deed(ctx, e, func(db *gorm.DB) error {
		id, err := count(db, "SELECT id FROM notifications WHERE public_id = ?", publicID)
		if err == nil && id == 0 {
			err = gorm.ErrRecordNotFound
		}
		if err != nil {
			return models.Fault(err, "notification")
		}
		res := db.Exec(`UPDATE deliveries SET state = CASE WHEN state = 'unknown' THEN 'unknown' ELSE 'pending' END, next_try_at = ?, done_at = NULL
			WHERE notification_id = ? AND (state = 'failed' OR state = 'unknown' AND next_try_at IS NULL)
			AND subscriber_id = (SELECT id FROM subscribers WHERE public_id = ? AND state = 'active')
			AND EXISTS (SELECT 1 FROM notifications n WHERE n.id = notification_id AND n.cancelled_at IS NULL AND n.fanned_at IS NOT NULL
				AND (n.expires_at IS NULL OR n.expires_at > ?))`, now, id, subscriber, now)
		if res.Error != nil {
			return models.Fault(res.Error, "delivery")
		}
		if res.RowsAffected == 0 {
			return models.Fail(models.Conflict, "This mail cannot be tried again: it arrived, is on its way, was stopped, or its news is too old.")
		}
		return models.Fault(db.Exec("UPDATE notifications SET finished_at = NULL WHERE id = ?", id).Error, "notification")
	})
}
