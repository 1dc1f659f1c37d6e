package notify

import (
	"context"
	"fmt"
	"time"

	"github.com/riverqueue/river"

	"vitrine/models"
	"vitrine/models/audience"
)

// FanOut says that the undo window of a notification is over: its audience is to
// be taken.
type FanOut struct {
	NotificationID int64 `json:"notification_id"`
	Hurried        bool  `json:"hurried,omitempty"` // found by the clock, beside the job of the deed
}

// Kind implements river.JobArgs.
func (FanOut) Kind() string { return "fan_out" }

// fanner works FanOut.
type fanner struct {
	river.WorkerDefaults[FanOut]
	*Notifier
}

// Work takes the audience page by page. Each page commits together with the jobs
// that deliver it.
func (f *fanner) Work(ctx context.Context, job *river.Job[FanOut]) error {
	id, end := job.Args.NotificationID, time.Now().Add(f.box())
	for {
		fan, err := f.Audience.FanOut(ctx, id, f.host, func(tx *models.Tx, rs []audience.Range) error {
			return f.engine.add(ctx, tx, batches(id, rs, 0))
		})
		switch {
		case err != nil:
			return err
		case fan.Early > 0:
			return river.JobSnooze(fan.Early)
		case !fan.More:
			return nil
		case f.closing() || time.Now().After(end):
			return river.JobSnooze(0)
		}
	}
}

// pulse starts what is due and has not started: a notification sent at once, or
// one whose job is late or lost.
func (n *Notifier) pulse(ctx context.Context) error {
	ids, err := n.Audience.Due(ctx, false)
	if err != nil || len(ids) == 0 {
		return err
	}
	jobs := make([]river.InsertManyParams, len(ids))
	for i, id := range ids {
		jobs[i] = river.InsertManyParams{Args: FanOut{NotificationID: id, Hurried: true}, InsertOpts: once(fanQueue, time.Time{})}
	}
	return n.DB.Tx(ctx, func(tx *models.Tx) error { return n.engine.add(ctx, tx, jobs) })
}

// heal queues the deliveries of notifications that are not settled and whose jobs
// were lost: with a process that was killed, or in a restored backup.
func (n *Notifier) heal(ctx context.Context) error {
	ids, err := n.Audience.Due(ctx, true)
	if err != nil {
		return err
	}
	for _, id := range ids {
		ranges, err := n.Audience.OpenRanges(ctx, id)
		if err != nil {
			return err
		}
		busy, err := n.busy(ctx, id)
		if err != nil {
			return err
		}
		if busy || len(ranges) == 0 {
			continue
		}
		if err := n.DB.Tx(ctx, func(tx *models.Tx) error { return n.engine.add(ctx, tx, batches(id, ranges, time.Now().Unix())) }); err != nil {
			return err
		}
	}
	return nil
}

// liveJobs counts the batches of a notification that wait, or run for no longer
// than a living process would let them.
const liveJobs = `SELECT count(*) FROM river_job WHERE kind = 'deliver_batch' AND %s = ?
	AND (state IN ('available', 'pending', 'retryable', 'scheduled') OR state = 'running' AND attempted_at > ?)`

// busy reports whether a delivery of the notification is queued.
func (n *Notifier) busy(ctx context.Context, id int64) (bool, error) {
	field := "json_extract(args, '$.notification_id')"
	if n.DB.Postgres() {
		field = "CAST(args->>'notification_id' AS BIGINT)"
	}
	var live int64
	err := n.DB.Read(ctx).Raw(fmt.Sprintf(liveJobs, field), id, models.Clock().Add(-n.RescueAfter)).Scan(&live).Error
	if err != nil {
		return false, fmt.Errorf("look for jobs: %w", err)
	}
	return live > 0, nil
}
