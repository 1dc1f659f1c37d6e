package models

import (
	"context"

	"gorm.io/gorm/clause"
)

// row names the row an edit is about to change: read is the version the deed
// read, asked the one the person had before them (0: any).
type row struct {
	noun        string
	id          int64
	read, asked int64
}

// amend writes columns of one row, unless somebody else saved first, and returns
// its new version.
func amend[T any](ctx context.Context, s *Store, r row, columns map[string]any) (int64, error) {
	if r.asked != 0 && r.asked != r.read {
		return 0, StaleEdit(r.noun)
	}
	columns["version"] = r.read + 1
	done := s.query(ctx).Model(new(T)).Where("id = ? AND version = ?", r.id, r.read).Updates(columns)
	if done.Error != nil {
		return 0, Fault(done.Error, r.noun)
	}
	if done.RowsAffected == 0 {
		return 0, StaleEdit(r.noun)
	}
	return r.read + 1, nil
}

// lock keeps the rows that a question reads from other writers until the deed is
// done. SQLite has one writer anyway.
func (s *Store) lock() []clause.Expression {
	if !s.db.Postgres() {
		return nil
	}
	return []clause.Expression{clause.Locking{Strength: clause.LockingStrengthUpdate}}
}

// setLine puts a checked text of one line in place when one is given.
func setLine(c Complaints, field string, at *string, given *string, least, most int) {
	if given != nil {
		*at = c.Line(field, *given, least, most)
	}
}

// setBody puts a checked text in place when one is given; it may be empty.
func setBody(c Complaints, field string, at *string, given *string, most int) {
	if given != nil {
		*at = c.Body(field, *given, 0, most)
	}
}

// set puts a value in place when one is given.
func set[T any](at *T, given *T) {
	if given != nil {
		*at = *given
	}
}
