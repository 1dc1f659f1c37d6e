// Package desk is inside: what staff keep ready to work with. Incident templates,
// settings that no visitor needs, and the memory of requests that must not be
// carried out twice.
package desk

import (
	"context"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

// Store is the only door to the desk's tables.
type Store struct {
	db    *models.DB
	tx    *models.Tx
	audit models.Audit
	Site  *models.Store    // moves components for alerts
	Gate  models.Gate      // looks at what mails show of the settings; nil: nothing does
	Now   func() time.Time // the only clock
}

// NewStore returns a Store over db whose deeds are kept by audit.
func NewStore(db *models.DB, audit models.Audit) *Store {
	return &Store{db: db, audit: audit, Now: models.Clock}
}

// deed runs fn in the running transaction, or in a new one, after every deed that
// began before it.
func (s *Store) deed(ctx context.Context, fn func(*Store) error) error {
	if s.tx != nil {
		return fn(s)
	}
	return s.db.Tx(ctx, func(tx *models.Tx) error {
		if err := tx.Serialise(); err != nil {
			return err
		}
		bound := *s
		bound.tx = tx
		return fn(&bound)
	})
}

// query returns the running transaction, or the reading pool.
func (s *Store) query(ctx context.Context) *gorm.DB {
	if s.tx != nil {
		return s.tx.DB().WithContext(ctx)
	}
	return s.db.Read(ctx)
}

func (s *Store) record(ctx context.Context, deed, noun, subject string, before, after any) error {
	return s.audit.Record(ctx, s.tx, models.AuditEntry{Deed: deed, Noun: noun, Subject: subject, Before: before, After: after})
}
