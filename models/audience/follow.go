package audience

import (
	"errors"
	"time"

	"gorm.io/gorm"
)

const (
	// lateWord is how long after its end an incident is still followed: it may open
	// again, or what was said last may need to be corrected.
	lateWord = 24 * time.Hour
	// longestWait is how long somebody waits for a postmortem that nobody writes.
	longestWait = 90 * 24 * time.Hour
)

const (
	// An incident that is over is followed no more, once everything about it has
	// left: after its last word, or for those who wait for it after its postmortem.
	partFromOver = `DELETE FROM subscriber_incidents WHERE incident_id IN (
			SELECT i.id FROM incidents i WHERE i.state = 'resolved' AND i.resolved_at <= ?
			AND (NOT subscriber_incidents.postmortem OR i.resolved_at <= ? OR EXISTS (
				SELECT 1 FROM postmortem_incidents j JOIN postmortems p ON p.id = j.postmortem_id WHERE j.incident_id = i.id AND p.published_at <= ?))
			AND NOT EXISTS (SELECT 1 FROM notifications n WHERE n.thread = 'inc-' || i.public_id AND n.finished_at IS NULL AND n.cancelled_at IS NULL))`

	// Who followed nothing else leaves by that.
	partFromUs = `UPDATE subscribers SET state = 'left', left_at = ?, updated_at = ? WHERE state = 'active'
		AND NOT wants_incidents AND NOT wants_maintenance AND NOT wants_postmortems AND NOT wants_countermeasures
		AND NOT EXISTS (SELECT 1 FROM subscriber_incidents f WHERE f.subscriber_id = subscribers.id)`
)

// partings lets go who followed an incident that is over.
func (s *Store) partings(db *gorm.DB, now time.Time) error {
	return errors.Join(
		db.Exec(partFromOver, now.Add(-lateWord), now.Add(-longestWait), now.Add(-lateWord)).Error,
		db.Exec(partFromUs, now, now).Error,
	)
}
