package notify

import (
	"context"
	"fmt"
	"time"

	"github.com/riverqueue/river"

	"vitrine/models"
	"vitrine/models/audience"
)

// Queue takes the jobs of deeds inside their transactions: it implements
// models.Queue. It works nothing itself.
type Queue struct {
	audience *audience.Store
	engine   *engine
	delay    time.Duration
}

// NewQueue returns a queue on db. delay is the undo window between a publication
// and its first mail.
func NewQueue(db *models.DB, a *audience.Store, delay time.Duration) (*Queue, error) {
	e, err := newEngine(db, &river.Config{})
	if err != nil {
		return nil, err
	}
	return &Queue{audience: a, engine: e, delay: delay}, nil
}

// Enqueue implements models.Queue: a notification in the ledger and the job that
// sends it when the undo window is over, both in tx.
func (q *Queue) Enqueue(ctx context.Context, tx *models.Tx, jobs ...models.Job) error {
	for _, job := range jobs {
		at := q.audience.Now()
		if _, ok := job.(models.MaintenanceReminded); !ok {
			at = at.Add(q.delay)
		}
		n, err := q.audience.Announce(ctx, tx, job, at)
		if err != nil {
			return fmt.Errorf("announce %s: %w", job.Kind(), err)
		}
		if n == nil {
			continue
		}
		err = q.engine.add(ctx, tx, []river.InsertManyParams{{Args: FanOut{NotificationID: n.ID}, InsertOpts: once(fanQueue, n.SendAt)}})
		if err != nil {
			return err
		}
	}
	return nil
}
