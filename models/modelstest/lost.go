package modelstest

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"

	"gorm.io/gorm"

	"vitrine/models"
)

// Lost is a database that answers nothing any more once a deed is certain: from
// the record of a deed on every read outside a transaction fails, until Found.
type Lost struct {
	models.Audit // what the deeds are told to
	lost         atomic.Bool
}

// Lose makes a database one that gets lost. Stores must be given what it returns
// as their audit trail; it hands on to audit.
func Lose(t testing.TB, db *models.DB, audit models.Audit) *Lost {
	t.Helper()
	l := &Lost{Audit: audit}
	refuse := func(q *gorm.DB) {
		if _, within := q.Statement.ConnPool.(gorm.TxCommitter); !within && l.lost.Load() {
			_ = q.AddError(errors.New("the database is away"))
		}
	}
	reads := db.Read(t.Context()).Callback()
	if err := errors.Join(reads.Query().Before("*").Register("lost", refuse), reads.Row().Before("*").Register("lost", refuse)); err != nil {
		t.Fatal(err)
	}
	return l
}

// Record implements models.Audit.
func (l *Lost) Record(ctx context.Context, tx *models.Tx, e models.AuditEntry) error {
	l.lost.Store(true)
	return l.Audit.Record(ctx, tx, e)
}

// Found brings the database back.
func (l *Lost) Found() { l.lost.Store(false) }
