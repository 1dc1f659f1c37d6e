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

// Tx runs fn in one transaction: all of it or nothing.
func (d *DB) Tx(ctx context.Context, fn func(*Tx) error) error {
	if d.write == nil {
		return errors.New("this database handle only reads")
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
