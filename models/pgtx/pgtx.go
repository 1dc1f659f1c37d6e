// Package pgtx shows one PostgreSQL transaction to GORM and to pgx at once, so
// that a background job is queued by the very transaction that caused it. It
// knows nothing of the product and opens no connection of its own.
package pgtx

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/gorm"
)

// Do runs f while the connection is locked, so that a rollback which
// database/sql starts when the context ends cannot cut into the middle of f.
type Do func(f func(pgx.Tx) error) error

// Transaction runs fn in one transaction of db, seen through both libraries.
// db must stand on a pgx pool and must not prepare statements.
func Transaction(ctx context.Context, db *gorm.DB, fn func(tx *gorm.DB, do Do) error) error {
	return db.WithContext(ctx).Connection(func(one *gorm.DB) error {
		conn, ok := one.Statement.ConnPool.(*sql.Conn)
		if !ok {
			return fmt.Errorf("pgtx: unexpected pool %T", one.Statement.ConnPool)
		}
		return one.Transaction(func(tx *gorm.DB) error {
			return fn(tx, func(f func(pgx.Tx) error) error { return within(conn, f) })
		})
	})
}

// within hands f the pgx side of the transaction that is open on conn.
func within(conn *sql.Conn, f func(pgx.Tx) error) error {
	return conn.Raw(func(driver any) error {
		c, ok := driver.(*stdlib.Conn)
		if !ok {
			return fmt.Errorf("pgtx: unexpected driver connection %T", driver)
		}
		// Outside a transaction block every insert would commit by itself.
		if status := c.Conn().PgConn().TxStatus(); status != 'T' {
			return fmt.Errorf("pgtx: no open transaction (status %q)", status)
		}
		return f(&outer{conn: c.Conn()})
	})
}

var errOuter = errors.New("pgtx: commit and rollback belong to the outer transaction")

// outer is a pgx.Tx whose beginning and end database/sql owns.
type outer struct {
	conn       *pgx.Conn
	savepoints int
}

func (t *outer) Begin(ctx context.Context) (pgx.Tx, error) {
	t.savepoints++
	name := fmt.Sprintf("pgtx_%d", t.savepoints)
	if _, err := t.conn.Exec(ctx, "SAVEPOINT "+name); err != nil {
		return nil, err
	}
	return &savepoint{outer: t, name: name}, nil
}

func (t *outer) Commit(context.Context) error   { return errOuter }
func (t *outer) Rollback(context.Context) error { return errOuter }

func (t *outer) CopyFrom(ctx context.Context, table pgx.Identifier, columns []string, rows pgx.CopyFromSource) (int64, error) {
	return t.conn.CopyFrom(ctx, table, columns, rows)
}

func (t *outer) SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults {
	return t.conn.SendBatch(ctx, b)
}

func (t *outer) LargeObjects() pgx.LargeObjects { return pgx.LargeObjects{} }

func (t *outer) Prepare(ctx context.Context, name, query string) (*pgconn.StatementDescription, error) {
	return t.conn.Prepare(ctx, name, query)
}

func (t *outer) Exec(ctx context.Context, query string, args ...any) (pgconn.CommandTag, error) {
	return t.conn.Exec(ctx, query, args...)
}

func (t *outer) Query(ctx context.Context, query string, args ...any) (pgx.Rows, error) {
	return t.conn.Query(ctx, query, args...)
}

func (t *outer) QueryRow(ctx context.Context, query string, args ...any) pgx.Row {
	return t.conn.QueryRow(ctx, query, args...)
}

func (t *outer) Conn() *pgx.Conn { return t.conn }

// savepoint is a nested transaction.
type savepoint struct {
	*outer
	name string
	done bool
}

func (s *savepoint) Commit(ctx context.Context) error   { return s.end(ctx, "RELEASE SAVEPOINT ") }
func (s *savepoint) Rollback(ctx context.Context) error { return s.end(ctx, "ROLLBACK TO SAVEPOINT ") }

func (s *savepoint) end(ctx context.Context, verb string) error {
	if s.done {
		return pgx.ErrTxClosed
	}
	s.done = true
	_, err := s.conn.Exec(ctx, verb+s.name)
	return err
}
