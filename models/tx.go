package models

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"

	"vitrine/models/pgtx"
)

// Tx is one running transaction. Stores bound to the same Tx commit together.
type Tx struct {
	db *gorm.DB
	pg pgtx.Do // nil on SQLite
}

// DB returns the transaction for queries.
func (t *Tx) DB() *gorm.DB { return t.db }

// SQL calls lite with the SQLite transaction or pg with the PostgreSQL one, so
// that a job client can write inside it.
func (t *Tx) SQL(lite func(*sql.Tx) error, pg func(pgx.Tx) error) error {
	if t.pg != nil {
		return t.pg(pg)
	}
	stx, ok := t.db.Statement.ConnPool.(*sql.Tx)
	if !ok {
		return fmt.Errorf("no open transaction in %T", t.db.Statement.ConnPool)
	}
	return lite(stx)
}

// deedLock is the advisory lock under which PostgreSQL does deeds.
const deedLock = 0x76697472 // "vitr"

// Serialise makes the running transaction wait for every other one that does a
// deed, until it ends. A deed takes this lock before any other, and so deeds
// never wait for each other in a circle. SQLite has one writer anyway.
func (t *Tx) Serialise() error {
	if t.pg == nil {
		return nil
	}
	if err := t.db.Exec("SELECT pg_advisory_xact_lock(?)", deedLock).Error; err != nil {
		return fmt.Errorf("wait for the deed before: %w", err)
	}
	return nil
}

// running is under what a context carries the transaction of Together.
type running struct{ db *DB }

// Together makes one transaction of everything that fn does on this database
// with the context it is given: deeds join it, and reads see what they wrote. All
// of it or nothing. A deed that fails inside takes back its own part alone.
func (d *DB) Together(ctx context.Context, fn func(context.Context) error) error {
	return d.transact(ctx, func(tx *Tx) error { return fn(context.WithValue(ctx, running{d}, tx)) })
}

// joined is the transaction of Together that ctx carries, nil without one.
func (d *DB) joined(ctx context.Context) *Tx {
	t, _ := ctx.Value(running{d}).(*Tx)
	return t
}

// Tx runs fn in one transaction: all of it or nothing. Within Together it is a
// part of that transaction. Where PostgreSQL broke it off because another one was
// in its way, fn runs again, three times at most, so it must begin by reading.
func (d *DB) Tx(ctx context.Context, fn func(*Tx) error) error {
	err := d.transact(ctx, fn)
	for range 3 {
		if !collided(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(stepAside()):
		}
		err = d.transact(ctx, fn)
	}
	return err
}

// stepAside is how long a transaction lets the other one go first: who comes back
// at once may take the row that the other was promised, and both stand where they
// stood.
func stepAside() time.Duration { return 20*time.Millisecond + rand.N(80*time.Millisecond) }

// collided reports that PostgreSQL broke a transaction off for the sake of
// another: deadlock_detected or serialization_failure.
func collided(err error) bool {
	pg, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (pg.Code == "40P01" || pg.Code == "40001")
}

func (d *DB) transact(ctx context.Context, fn func(*Tx) error) error {
	if err := d.distrust(); err != nil {
		return err
	}
	return unwilling(d.begin(ctx, fn))
}

func (d *DB) begin(ctx context.Context, fn func(*Tx) error) error {
	if d.write == nil {
		return errors.New("this database handle only reads")
	}
	if t := d.joined(ctx); t != nil {
		return t.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error { return fn(&Tx{db: tx, pg: t.pg}) })
	}
	if d.pool != nil {
		return pgtx.Transaction(ctx, d.write, func(tx *gorm.DB, do pgtx.Do) error {
			return fn(&Tx{db: tx, pg: do})
		})
	}
	return d.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		return fn(&Tx{db: tx})
	})
}
