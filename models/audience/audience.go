// Package audience is who is told: subscribers, the notifications that go out
// to them, and the ledger with one row for each person and notification, which
// is what makes sure that everyone is told, and told once. It is inside: the
// public side never imports it. It sends nothing itself.
package audience

import (
	"context"
	"fmt"
	"sync"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

// Choice is what a subscriber wants to hear about.
type Choice = models.Choice

// Store is the door to the audience.
type Store struct {
	db    *models.DB
	key   models.Key
	audit models.Audit
	Now   func() time.Time // the only clock

	// Reachable refuses an address of a webhook or a chat that would never be
	// dialled, in words that end a sentence; nil: none is refused.
	Reachable func(address string) error

	preparing sync.Mutex
	prepared  *prepared // of SQLite, once the first mail goes
}

// NewStore returns a Store over db. Every argument is required.
func NewStore(db *models.DB, key models.Key, audit models.Audit) *Store {
	return &Store{db: db, key: key, audit: audit, Now: models.Clock}
}

func (s *Store) read(ctx context.Context) *gorm.DB { return s.db.Read(ctx) }

// write runs fn in one transaction.
func (s *Store) write(ctx context.Context, fn func(*gorm.DB) error) error {
	return s.db.Tx(ctx, func(tx *models.Tx) error { return fn(tx.DB().WithContext(ctx)) })
}

// deed is write with an entry in the trail. Entries never hold an address: the
// trail outlives an erasure.
func (s *Store) deed(ctx context.Context, e models.AuditEntry, fn func(*gorm.DB) error) error {
	return s.db.Tx(ctx, func(tx *models.Tx) error {
		if err := tx.Serialise(); err != nil {
			return err
		}
		if err := fn(tx.DB().WithContext(ctx)); err != nil {
			return err
		}
		if err := s.audit.Record(ctx, tx, e); err != nil {
			return fmt.Errorf("audit %s: %w", e.Deed, err)
		}
		return nil
	})
}

// count returns the single number that query yields.
func count(db *gorm.DB, query string, args ...any) (n int64, err error) {
	err = db.Raw(query, args...).Scan(&n).Error
	return n, err
}
