package models

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// What a database that takes no changes answers, by SQLite's result codes
// (https://www.sqlite.org/rescode.html) and PostgreSQL's SQLSTATE.
const (
	liteBusy, liteReadOnly, liteFull    = 5, 8, 13
	pgReadOnly, pgDiskFull, pgNotInTime = "25006", "53100", "57014"
)

// The sentences for a deed that a database did not take. All of them are true of a
// transaction that was not committed, and of nothing else.
const (
	saidBusy     = "The database is busy with something long, so nothing was saved. What you typed is kept: try again in a moment."
	saidFull     = "The disk under the database is full, so nothing was saved. What you typed is kept: free some space, then try again."
	saidReadOnly = "The database only reads at the moment, as a replica does, so nothing was saved. What you typed is kept: try again once it takes changes."
)

// unwilling tells in a sentence why the database did not take a transaction, where
// that is known and a person can do something about it.
func unwilling(err error) error {
	if err == nil || KindOf(err) != Internal {
		return err
	}
	said := ""
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		said = map[string]string{pgReadOnly: saidReadOnly, pgDiskFull: saidFull, pgNotInTime: saidBusy}[pg.Code]
	} else if lite, ok := errors.AsType[interface {
		error
		Code() int
	}](err); ok {
		said = map[int]string{liteBusy: saidBusy, liteReadOnly: saidReadOnly, liteFull: saidFull}[lite.Code()&0xff]
	}
	if said == "" {
		return err
	}
	return &Error{Kind: Away, Message: said, Err: err}
}

// Distrust makes every question and every deed fail with err, until it is called
// with nil: a file that is damaged must not be written to.
func (d *DB) Distrust(err error) {
	if err == nil {
		d.distrusted.Store(nil)
		return
	}
	d.distrusted.Store(&err)
}

// distrust is why nothing may be asked, nil where there is no reason.
func (d *DB) distrust() error {
	if err := d.distrusted.Load(); err != nil {
		return *err
	}
	return nil
}

// largestChecked is how large a file may be to be read whole at the start.
const largestChecked = 512 << 20

// CheckFile reads a SQLite file whole, within patience, and returns an error of kind
// Away that says how to bring back a good one where it is damaged, or empty although
// published tells that it held something. PostgreSQL looks after its own files.
func (d *DB) CheckFile(ctx context.Context, published bool, patience time.Duration) error {
	if d.path == "" {
		return nil
	}
	info, err := os.Stat(d.path)
	switch {
	case err != nil: // that it is away, others find out
		return nil
	case info.Size() == 0 && published:
		return damaged(d.path, errors.New("it is empty"))
	case info.Size() == 0 || info.Size() > largestChecked:
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var found string
	err = d.read.WithContext(ctx).Raw("PRAGMA quick_check(1)").Scan(&found).Error
	switch {
	case ctx.Err() != nil, err == nil && found == "ok":
		return nil
	case err != nil:
		return damaged(d.path, err)
	}
	return damaged(d.path, errors.New(found))
}

// CheckLog refuses a SQLite file with a write-ahead log beside it that knows of less
// than was published from it: with a part of the log commits were lost. A file
// without a log is a copy that somebody put back, and right. published is the newest
// edition's number; the log is left as it is.
func (d *DB) CheckLog(ctx context.Context, published int64) error {
	if info, err := os.Stat(d.path + "-wal"); d.path == "" || err != nil || info.Size() == 0 {
		return nil
	}
	// Who may not write clears no log away when the last connection closes.
	pool, err := sqlitePool("file:"+inURI.Replace(d.path)+"?mode=ro&_pragma=busy_timeout(5000)&_pragma=query_only(1)", 1)
	if err != nil {
		return nil // what is wrong with it, CheckFile finds out
	}
	defer (&DB{write: pool, read: pool}).Close()
	var number int64
	if err := pool.WithContext(ctx).Raw("SELECT edition FROM site_settings WHERE id = 1").Scan(&number).Error; err != nil || number >= published {
		return nil
	}
	return damaged(d.path, fmt.Errorf("edition %d was published, and with a part of its log it knows of %d alone", published, number))
}

// damaged is what an operator reads of a file that cannot be trusted.
func damaged(path string, why error) error {
	if whole, err := filepath.Abs(path); err == nil {
		path = whole
	}
	e := Fail(Away, "The database file %s is damaged. Nothing is written to it, and no new one is made in its place; the last pages are served. "+
		"Stop Vitrine, put a good copy back, and start again: mv %s %s.damaged && rm -f %s-wal %s-shm && cp BACKUP %s", path, path, path, path, path, path)
	e.Err = why
	return e
}
