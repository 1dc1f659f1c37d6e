package audience

import (
	"context"

	"gorm.io/gorm"

	"vitrine/models"
)

// SetAlarms says whether a channel hears of what is wrong with our own sending.
// Only one that staff added may: what is told there is for colleagues. Conflict
// for others.
func (s *Store) SetAlarms(ctx context.Context, publicID string, on bool) (Subscriber, error) {
	return s.changeEndpoint(ctx, "subscriber.alarms", publicID, func(db *gorm.DB, e Endpoint) error {
		var source string
		if err := db.Raw("SELECT source FROM subscribers WHERE id = ?", e.SubscriberID).Scan(&source).Error; err != nil {
			return models.Fault(err, "channel")
		}
		if on && (source != "staff" || e.Shape == models.StatuspageShape) {
			return models.Fail(models.Conflict, "Alarms are for colleagues: choose a channel that you added yourself, a chat, a telephone or a webhook of our own shape.")
		}
		return models.Fault(db.Exec("UPDATE endpoints SET alarms = ? WHERE subscriber_id = ?", on, e.SubscriberID).Error, "channel")
	})
}

// AlarmsDue lists the alarms to tell now, with the channels that hear of them. Who
// takes one tells it alone, for a while.
func (s *Store) AlarmsDue(ctx context.Context) (list []Alarm, channels []string, err error) {
	now := s.Now()
	db := s.read(ctx)
	if err := db.Raw("SELECT kind, since, detail, told_at, over_at FROM alarms WHERE tell_at <= ? ORDER BY since", now).Scan(&list).Error; err != nil || len(list) == 0 {
		return nil, nil, models.Fault(err, "alarm")
	}
	err = db.Raw(`SELECT s.public_id FROM endpoints e JOIN subscribers s ON s.id = e.subscriber_id
		WHERE e.alarms AND e.disabled_at IS NULL AND s.state = 'active' ORDER BY s.id`).Scan(&channels).Error
	return list, channels, models.Fault(err, "channel")
}

// TakeAlarm claims the telling of an alarm until it is tried again, and reports
// whether it was still to be told.
func (s *Store) TakeAlarm(ctx context.Context, a Alarm) (mine bool, err error) {
	now := s.Now()
	err = s.write(ctx, func(db *gorm.DB) error {
		res := db.Exec("UPDATE alarms SET tell_at = ? WHERE kind = ? AND tell_at <= ?", now.Add(alarmAgain), a.Kind, now)
		mine = res.RowsAffected == 1
		return models.Fault(res.Error, "alarm")
	})
	return mine, err
}

// AlarmTold writes down that an alarm was told. One that is over is forgotten; of
// one that ended while it was told, the end is due now.
func (s *Store) AlarmTold(ctx context.Context, a Alarm) error {
	return s.write(ctx, func(db *gorm.DB) error {
		if a.OverAt != nil {
			return models.Fault(db.Exec("DELETE FROM alarms WHERE kind = ? AND since = ? AND over_at IS NOT NULL", a.Kind, a.Since).Error, "alarm")
		}
		return models.Fault(db.Exec("UPDATE alarms SET told_at = ?, tell_at = over_at WHERE kind = ? AND since = ?", s.Now(), a.Kind, a.Since).Error, "alarm")
	})
}
