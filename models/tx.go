package models

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
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

// running is under what a context carries the transaction of Together.
type running struct{ db *DB }

// Together makes one transaction of everything that fn does on this database
// with the context it is given: deeds join it, and reads see what they wrote. All
// of it or nothing. A deed that fails inside takes back its own part alone.
func (d *DB) Together(ctx context.Context, fn func(context.Context) error) error {
	return d.Tx(ctx, func(tx *Tx) error { return fn(context.WithValue(ctx, running{d}, tx)) })
}

// joined is the transaction of Together that ctx carries, nil without one.
func (d *DB) joined(ctx context.Context) *Tx {
	t, _ := ctx.Value(running{d}).(*Tx)
	return t
}

// Tx runs fn in one transaction: all of it or nothing. Within Together it is a
// part of that transaction.
func (d *DB) Tx(ctx context.Context, fn func(*Tx) error) error {
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
