package audience

import (
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

// The outcomes of a notification that is finished are counted once and kept: no
// index knows the state of a delivery, because each mail changes it twice.
const (
	outcomesOf = `SELECT notification_id, channel, state, n FROM notification_outcomes
			WHERE notification_id IN (SELECT id FROM notifications WHERE id IN (@ids) AND finished_at IS NOT NULL)
		UNION ALL SELECT notification_id, channel, state, count(*) FROM deliveries
			WHERE notification_id IN (SELECT id FROM notifications WHERE id IN (@ids) AND finished_at IS NULL)
		GROUP BY notification_id, channel, state`
	outcomesOfAll = `SELECT state, CAST(sum(n) AS BIGINT) AS n FROM (
			SELECT o.state, o.n FROM notification_outcomes o JOIN notifications n ON n.id = o.notification_id WHERE n.finished_at IS NOT NULL
			UNION ALL SELECT state, count(*) FROM deliveries WHERE ` + unsettled + ` GROUP BY state
		) x GROUP BY state`

	finishSettled = `UPDATE notifications SET finished_at = ? WHERE finished_at IS NULL AND (fanned_at IS NOT NULL OR cancelled_at IS NOT NULL)
		AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.notification_id = notifications.id AND ` + open + `)`
	forgetOutcomes = `DELETE FROM notification_outcomes WHERE notification_id IN (?)`
	keepOutcomes   = `INSERT INTO notification_outcomes (notification_id, channel, state, n)
		SELECT notification_id, channel, state, count(*) FROM deliveries WHERE notification_id IN (?) GROUP BY notification_id, channel, state`
)

// finish marks a notification whose ledger is complete and settled, all of them
// for id 0, and keeps what came of it.
func finish(db *gorm.DB, id int64, now time.Time) error {
	query, args := finishSettled, []any{now}
	if id != 0 {
		query, args = query+" AND id = ?", append(args, id)
	}
	var done []int64
	if err := db.Raw(query+" RETURNING id", args...).Scan(&done).Error; err != nil {
		return models.Fault(err, "notification")
	}
	if len(done) == 0 {
		return nil
	}
	if err := db.Exec(forgetOutcomes, done).Error; err != nil { // of an end that was not the last
		return models.Fault(err, "notification")
	}
	return models.Fault(db.Exec(keepOutcomes, done).Error, "notification")
}
