// Package staff is the room of the people who run the page: users and their
// roles, sessions, API tokens, and the audit trail of every deed in the house.
// It decides who somebody is; what a role may do is said where the deed is
// offered. No password, session or token is kept in clear, and none is logged.
package staff

import (
	"context"
	"time"

	"github.com/alexedwards/argon2id"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"vitrine/models"
)

// hashesAtOnce bounds the memory that sign-ins can take: 19 MiB each.
const hashesAtOnce = 2

// Store keeps users, sessions, tokens and the audit trail. It is safe for
// concurrent use.
type Store struct {
	db      *models.DB
	key     models.Key
	hashing chan struct{}    // one place per password being hashed
	Now     func() time.Time // the only clock
	Cost    argon2id.Params  // of hashing a new password; less is for tests alone
}

var _ models.Audit = (*Store)(nil)

// NewStore returns the store on db, whose audit trail and CSRF tokens hang on
// key.
func NewStore(db *models.DB, key models.Key) *Store {
	return &Store{db: db, key: key, hashing: make(chan struct{}, hashesAtOnce), Now: models.Clock, Cost: cost}
}

// change runs fn in one transaction.
func (s *Store) change(ctx context.Context, fn func(tx *models.Tx, q *gorm.DB) error) error {
	return s.db.Tx(ctx, func(tx *models.Tx) error { return fn(tx, tx.DB().WithContext(ctx)) })
}

// deed is a change that the trail tells of. It comes after every deed that began
// before it.
func (s *Store) deed(ctx context.Context, fn func(tx *models.Tx, q *gorm.DB) error) error {
	return s.change(ctx, func(tx *models.Tx, q *gorm.DB) error {
		if err := tx.Serialise(); err != nil {
			return err
		}
		return fn(tx, q)
	})
}

// lock keeps the rows that a question reads from other writers until the change
// is done. SQLite has one writer anyway.
func (s *Store) lock() []clause.Expression {
	if !s.db.Postgres() {
		return nil
	}
	return []clause.Expression{clause.Locking{Strength: clause.LockingStrengthUpdate}}
}
