package notify

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/riverqueue/river/rivertype"

	"vitrine/models"
)

// MigrateRiver brings the job queue's own tables to the version this program
// knows. Call it after the migration of our own schema.
func MigrateRiver(ctx context.Context, db *models.DB) error {
	if db.Postgres() {
		return migrateRiver(ctx, riverpgxv5.New(db.Pool()))
	}
	writer, err := db.Writer()
	if err != nil {
		return err
	}
	return migrateRiver(ctx, riversqlite.New(writer))
}

func migrateRiver[T any](ctx context.Context, driver riverdriver.Driver[T]) error {
	m, err := rivermigrate.New(driver, &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return fmt.Errorf("migrate the job queue: %w", err)
	}
	if _, err := m.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("migrate the job queue: %w", err)
	}
	return nil
}

// engine is a River client on either database.
type engine struct {
	insert func(ctx context.Context, tx *models.Tx, jobs []river.InsertManyParams) error
	start  func(context.Context) error
	stop   func(context.Context) error
	cancel func(context.Context) error
}

func newEngine(db *models.DB, config *river.Config) (*engine, error) {
	if db.Postgres() {
		client, err := river.NewClient(riverpgxv5.New(db.Pool()), config)
		if err != nil {
			return nil, fmt.Errorf("job queue: %w", err)
		}
		return &engine{start: client.Start, stop: client.Stop, cancel: client.StopAndCancel,
			insert: func(ctx context.Context, tx *models.Tx, jobs []river.InsertManyParams) error {
				return tx.SQL(nil, func(tx pgx.Tx) error {
					_, err := client.InsertManyTx(ctx, tx, jobs)
					return err
				})
			}}, nil
	}
	writer, err := db.Writer()
	if err != nil {
		return nil, err
	}
	client, err := river.NewClient(riversqlite.New(writer), config)
	if err != nil {
		return nil, fmt.Errorf("job queue: %w", err)
	}
	return &engine{start: client.Start, stop: client.Stop, cancel: client.StopAndCancel,
		insert: func(ctx context.Context, tx *models.Tx, jobs []river.InsertManyParams) error {
			return tx.SQL(func(tx *sql.Tx) error {
				_, err := client.InsertManyTx(ctx, tx, jobs)
				return err
			}, nil)
		}}, nil
}

// add queues jobs inside tx; one that waits or runs already is not queued twice.
func (e *engine) add(ctx context.Context, tx *models.Tx, jobs []river.InsertManyParams) error {
	if len(jobs) == 0 {
		return nil
	}
	if err := e.insert(ctx, tx, jobs); err != nil {
		return fmt.Errorf("queue jobs: %w", err)
	}
	return nil
}

// recover frees the jobs of a process that is gone, where there can be but one.
func (e *engine) recover(ctx context.Context, db *models.DB) error {
	return db.Tx(ctx, func(tx *models.Tx) error {
		err := tx.DB().WithContext(ctx).Exec("UPDATE river_job SET state = 'available' WHERE state = 'running'").Error
		if err != nil {
			return fmt.Errorf("recover jobs: %w", err)
		}
		return nil
	})
}

// The queues. Sign-up mails have no queue here: they are polled, so that nothing
// can stand before them.
const (
	fanQueue  = "fan_out"
	mailQueue = "mail"
)

// once lets a job be queued unless the same one waits or runs. Its worker never
// gives up: what it works on is settled in the ledger, not by being forgotten.
func once(queue string, at time.Time) *river.InsertOpts {
	return &river.InsertOpts{Queue: queue, MaxAttempts: 10_000, ScheduledAt: at, UniqueOpts: river.UniqueOpts{
		ByArgs: true,
		ByState: []rivertype.JobState{rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning,
			rivertype.JobStateRetryable, rivertype.JobStateScheduled},
	}}
}

// patience waits longer after each failure of a job, half a minute at most.
type patience struct{}

// NextRetry implements river.ClientRetryPolicy.
func (patience) NextRetry(job *rivertype.JobRow) time.Time {
	return time.Now().Add(min(30*time.Second, time.Second<<min(5, len(job.Errors))))
}

// warnings lets only what is wrong through to the log.
type warnings struct{ slog.Handler }

// Enabled implements slog.Handler.
func (w warnings) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && w.Handler.Enabled(ctx, level)
}
