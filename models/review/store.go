package review

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

// Store is the door to the reviews, their drafts and the rulebook.
type Store struct {
	db    *models.DB
	tx    *models.Tx
	site  *models.Store
	audit models.Audit
	gate  *Gate
	Key   models.Key       // seals what only this house may read: the secrets of trackers
	Now   func() time.Time // the only clock

	presences *presences
	read      *read // which words the world has read

	// Mails tells what subscribers were mailed about incidents, for timelines.
	// It is kept by another room; nil: nobody is mailed.
	Mails func(ctx context.Context, about []models.Incident) ([]Mailing, error)

	// Alerts tells what monitoring said during incidents, for timelines. It is kept
	// by another room; nil: nothing.
	Alerts func(ctx context.Context, about []models.Incident) ([]Alert, error)
}

// NewStore returns a Store over db that publishes through site, on the clock of
// site, and follows what happens there to the promises of its reviews. Every
// argument is required.
func NewStore(db *models.DB, site *models.Store, audit models.Audit, gate *Gate) *Store {
	s := &Store{db: db, site: site, audit: audit, gate: gate, Now: func() time.Time { return site.Now() }, presences: newPresences(), read: &read{}}
	site.Follow(s)
	return s
}

// In returns the store bound to a running transaction of the same database.
func (s *Store) In(tx *models.Tx) *Store {
	bound := *s
	bound.tx, bound.site = tx, s.site.In(tx)
	return &bound
}

// deed runs fn in the running transaction, or in a new one, after every deed
// that began before it.
func (s *Store) deed(ctx context.Context, fn func(*Store) error) error {
	if s.tx != nil {
		return fn(s)
	}
	return s.db.Tx(ctx, func(tx *models.Tx) error {
		if err := tx.Serialise(); err != nil {
			return err
		}
		return fn(s.In(tx))
	})
}

// query returns the running transaction, or the reading pool.
func (s *Store) query(ctx context.Context) *gorm.DB {
	if s.tx != nil {
		return s.tx.DB().WithContext(ctx)
	}
	return s.db.Read(ctx)
}

// record writes a deed into the trail.
func (s *Store) record(ctx context.Context, deed, noun, subject string, before, after any) error {
	err := s.audit.Record(ctx, s.tx, models.AuditEntry{Deed: deed, Noun: noun, Subject: subject, Before: before, After: after})
	if err != nil {
		return fmt.Errorf("audit %s: %w", deed, err)
	}
	return nil
}

// row names the row of an edit: read is the version the deed read, asked the
// one the person had before them (0: any).
type row struct {
	table, noun string
	id          int64
	read, asked int64
}

// fresh fails as Stale when the person had an older version before them.
func (r row) fresh() error {
	if r.asked != 0 && r.asked != r.read {
		return models.StaleEdit(r.noun)
	}
	return nil
}

// amend writes the changes of an edit to one row, unless somebody else saved
// first.
func (s *Store) amend(ctx context.Context, r row, c *changes) error {
	if err := r.fresh(); err != nil || len(c.set) == 0 {
		return err
	}
	c.set["version"], c.set["updated_at"] = r.read+1, s.Now()
	done := s.query(ctx).Table(r.table).Where("id = ? AND version = ?", r.id, r.read).Updates(c.set)
	if done.Error == nil && done.RowsAffected == 0 {
		return models.StaleEdit(r.noun)
	}
	return models.Fault(done.Error, r.noun)
}

// remove deletes one row, unless somebody else saved first.
func (s *Store) remove(ctx context.Context, r row) error {
	if err := r.fresh(); err != nil {
		return err
	}
	done := s.query(ctx).Exec("DELETE FROM "+r.table+" WHERE id = ? AND version = ?", r.id, r.read)
	if done.Error == nil && done.RowsAffected == 0 {
		return models.StaleEdit(r.noun)
	}
	return models.Fault(done.Error, r.noun)
}

// find reads the row of a public id.
func find[T any](ctx context.Context, s *Store, publicID, noun string) (T, error) {
	t, err := gorm.G[T](s.query(ctx)).Where("public_id = ?", publicID).Take(ctx)
	return t, models.Fault(err, noun)
}

// touch says that a part of the review changed: for lists by last change, for
// charts and for searches.
func (s *Store) touch(ctx context.Context, reviewID int64) error {
	err := s.query(ctx).Exec("UPDATE reviews SET updated_at = ? WHERE id = ?", s.Now(), reviewID).Error
	if err != nil {
		return models.Fault(err, "review")
	}
	return s.note(ctx, reviewID)
}
