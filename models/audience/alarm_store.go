package audience

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

const (
	raiseAlarm = `INSERT INTO alarms (kind, since, detail, tell_at) VALUES (?, ?, ?, ?) ON CONFLICT (kind) DO UPDATE SET
		since = excluded.since, detail = excluded.detail, told_at = NULL, tell_at = excluded.tell_at, over_at = NULL WHERE alarms.over_at IS NOT NULL`
	// Where its beginning is being told, its end waits until that is done.
	endAlarm = `UPDATE alarms SET over_at = @now, tell_at = CASE WHEN told_at IS NULL AND tell_at > @now THEN tell_at ELSE @now END
		WHERE kind = @kind AND over_at IS NULL`
	aliveBeat = `UPDATE sending SET beat_at = ? WHERE id = 1`

	// What was refused for what it is goes at once when sending goes on.
	hurryRefused = `UPDATE deliveries SET next_try_at = ? WHERE state = 'pending' AND code >= 500 AND channel = 'email' AND next_try_at > ? AND ` + unsettled
)

// Alarms lists what is wrong with our own sending, the gravest first. That nobody
// works the queues is seen by the missing sign of life.
func (s *Store) Alarms(ctx context.Context) (list []Alarm, err error) {
	var found []Alarm
	if err := s.read(ctx).Raw("SELECT kind, since, detail, told_at FROM alarms WHERE over_at IS NULL").Scan(&found).Error; err != nil {
		return nil, models.Fault(err, "alarm")
	}
	quiet, err := s.quiet(ctx)
	if err != nil {
		return nil, err
	}
	for _, kind := range AlarmKinds {
		at := len(list)
		for _, a := range found {
			if a.Kind == kind {
				list = append(list, a)
			}
		}
		if kind == WorkersAlarm && quiet != nil && len(list) == at {
			list = append(list, *quiet)
		}
	}
	return list, nil
}

// quiet is the alarm that no worker gave a sign of life lately, nil while one
// does, or where none ever ran.
func (s *Store) quiet(ctx context.Context) (*Alarm, error) {
	beat, err := s.Beaten(ctx)
	if err != nil || beat == nil || s.Now().Sub(*beat) <= silence {
		return nil, err
	}
	return &Alarm{Kind: WorkersAlarm, Since: *beat, Detail: "No worker gave a sign of life since."}, nil
}

// Beaten is when a worker last gave a sign of life, nil for never.
func (s *Store) Beaten(ctx context.Context) (at *time.Time, err error) {
	var row struct{ BeatAt *time.Time }
	err = s.read(ctx).Raw("SELECT beat_at FROM sending WHERE id = 1").Scan(&row).Error
	return row.BeatAt, models.Fault(err, "alarm")
}

// Beat is a worker's sign of life.
func (s *Store) Beat(ctx context.Context) error {
	return s.write(ctx, func(db *gorm.DB) error { return models.Fault(db.Exec(aliveBeat, s.Now()).Error, "alarm") })
}

// Deadman raises the alarm that no worker gives a sign of life, from a process
// that is none.
func (s *Store) Deadman(ctx context.Context) error {
	quiet, err := s.quiet(ctx)
	if err != nil || quiet == nil {
		return err
	}
	return s.Raise(ctx, quiet.Kind, quiet.Detail)
}

// Raise raises an alarm; one that goes on already stays as it is. Addresses are
// taken out of its words.
func (s *Store) Raise(ctx context.Context, kind AlarmKind, detail string) error {
	now := s.Now()
	return s.write(ctx, func(db *gorm.DB) error {
		return models.Fault(db.Exec(raiseAlarm, kind, now, hushed(detail), now).Error, "alarm")
	})
}

// End ends an alarm, if it goes on.
func (s *Store) End(ctx context.Context, kind AlarmKind) error {
	n, err := count(s.read(ctx), "SELECT count(*) FROM alarms WHERE kind = ? AND over_at IS NULL", kind)
	if err != nil || n == 0 {
		return models.Fault(err, "alarm")
	}
	now := s.Now()
	return s.write(ctx, func(db *gorm.DB) error {
		return models.Fault(db.Exec(endAlarm, map[string]any{"now": now, "kind": kind}).Error, "alarm")
	})
}

// Outgoing is how the sending of mails stands.
type Outgoing struct {
	Held bool   // nothing leaves until staff say so
	Why  string // it is held

	resumed *time.Time // when staff last let mails leave
}

// Refused are mails that the mail server refuses for what they are, in its words, heard
// while sending stood so.
func (o Outgoing) Refused(words string) Refusals { return Refusals{Words: words, since: o.resumed} }

// Outgoing reads how the sending of mails stands.
func (s *Store) Outgoing(ctx context.Context) (Outgoing, error) {
	var row struct {
		ResumedAt *time.Time
		Detail    *string
	}
	err := s.read(ctx).Raw("SELECT resumed_at, (SELECT max(detail) FROM alarms WHERE kind = ? AND over_at IS NULL) AS detail FROM sending WHERE id = 1", PolicyAlarm).Scan(&row).Error
	if err != nil || row.Detail == nil {
		return Outgoing{resumed: row.ResumedAt}, models.Fault(err, "alarm")
	}
	return Outgoing{true, *row.Detail, row.ResumedAt}, nil
}

// Resume lets mails leave again that were held back because they were refused for
// what they are. Conflict when nothing is held back.
func (s *Store) Resume(ctx context.Context) error {
	now := s.Now()
	e := models.AuditEntry{Deed: "mail.resumed", Noun: "mail", Subject: string(PolicyAlarm)}
	return s.deed(ctx, e, func(db *gorm.DB) error {
		err := db.Exec("UPDATE sending SET resumed_at = ? WHERE id = 1", now).Error // first, as HoldBack does
		res := db.Exec(endAlarm, map[string]any{"now": now, "kind": PolicyAlarm})
		if errors.Join(err, res.Error) == nil && res.RowsAffected == 0 {
			return models.Fail(models.Conflict, "Nothing is held back: mails leave by themselves.")
		}
		return models.Fault(errors.Join(err, res.Error, db.Exec(hurryRefused, now, now).Error), "alarm")
	})
}

const (
	// Reports of the last hour about mails that left since sending was last resumed.
	policyReports = `SELECT count(*) AS n, max(b.detail) AS words FROM bounce_reports b JOIN deliveries d ON d.id = b.delivery_id
		WHERE b.kind = 'policy' AND b.created_at > ? AND d.started_at > ?`
	policyAbout = `SELECT count(*) FROM deliveries WHERE state = 'accepted' AND notification_id IN (SELECT d.notification_id FROM bounce_reports b
		JOIN deliveries d ON d.id = b.delivery_id WHERE b.kind = 'policy' AND b.created_at > ? AND d.started_at > ?)`
)

// Refusals are mails that were refused for what they are, so many that it is about the
// sender.
type Refusals struct {
	Words string     // of one of them
	since *time.Time // when sending was last resumed as they were counted
}

// Refused counts the reports of mails that were refused for what they are, and
// gives nil while they are few.
func (s *Store) Refused(ctx context.Context) (*Refusals, error) {
	var row struct {
		N     int64
		Words string
	}
	var last struct{ ResumedAt *time.Time }
	db, from := s.read(ctx), s.Now().Add(-policyWithin)
	if err := db.Raw("SELECT resumed_at FROM sending WHERE id = 1").Scan(&last).Error; err != nil {
		return nil, models.Fault(err, "alarm")
	}
	since := time.Time{}
	if last.ResumedAt != nil {
		since = *last.ResumedAt
	}
	if err := db.Raw(policyReports, from, since).Scan(&row).Error; err != nil || row.N < policyLeast {
		return nil, models.Fault(err, "bounce report")
	}
	about, err := count(db, policyAbout, from, since)
	if err != nil || row.N*policyPart < about {
		return nil, models.Fault(err, "delivery")
	}
	return &Refusals{Words: row.Words, since: last.ResumedAt}, nil
}

// HoldBack raises the alarm that mails are refused for what they are, and reports whether
// it did. Where staff resumed sending since that was counted or heard, they knew of it:
// nothing is raised.
func (s *Store) HoldBack(ctx context.Context, r Refusals) (raised bool, err error) {
	now := s.Now()
	err = s.write(ctx, func(db *gorm.DB) error {
		res := db.Exec("UPDATE sending SET resumed_at = resumed_at WHERE id = 1 AND resumed_at IS NOT DISTINCT FROM ?", r.since)
		if raised = res.RowsAffected > 0; res.Error != nil || !raised {
			return models.Fault(res.Error, "alarm")
		}
		return models.Fault(db.Exec(raiseAlarm, PolicyAlarm, now, hushed(r.Words), now).Error, "alarm")
	})
	return raised, err
}
