package audience

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"
)

// Turn is a Step of one of several workers that share a transaction.
type Turn struct {
	Last  *Result // what the last attempt came to; nil: there was none
	Next  int64   // the delivery to claim; 0: none
	Email string  // to whom it goes, as Work told; it may be empty
}

// Turns takes the steps of several workers in one transaction, and returns their
// letters in the same order; nil for a delivery that is not to be sent: it is
// settled then, or put off. Each worker sends one mail at a time and hears of its
// next one here alone, so what a crash can double is one mail for each of them,
// whoever crashes: the commit waits for the disk, on PostgreSQL too, where leaving
// that out would be faster and would send again what left in the last second
// before the machine of the database died. Whether a person may still be written
// to is asked in the same transaction, right before the mail.
// Letters that come with an error are claimed and to be sent all the same; who got
// none asks again.
func (s *Store) Turns(ctx context.Context, turns []Turn) ([]*Letter, error) {
	batch := s.batch(turns)
	if err := s.seldom(ctx, batch.odd); err != nil {
		return nil, fmt.Errorf("ledger: %w", err)
	}
	quick := s.turnSQLite
	if s.db.Postgres() {
		quick = s.turnPostgres
	}
	if err := quick(ctx, batch); err != nil {
		return nil, fmt.Errorf("ledger: %w", err)
	}
	letters, err := s.letters(ctx, batch, turns)
	if err != nil {
		err = fmt.Errorf("ledger: %w", err)
	}
	return letters, err
}

// batch is what many turns have in common, and what came of it.
type batch struct {
	accepted []int64  // mails that were taken
	wanted   []int64  // deliveries to claim
	macs     []string // of the addresses that they go to
	odd      []Result // all that came out otherwise

	claimed []claimed       // those of the wanted that were never on their way
	banned  map[string]bool // macs that are suppressed
}

func (s *Store) batch(turns []Turn) *batch {
	b := &batch{banned: map[string]bool{}}
	for _, t := range turns {
		switch {
		case t.Last == nil:
		case *t.Last == Result{DeliveryID: t.Last.DeliveryID, State: Accepted, Code: 250}:
			b.accepted = append(b.accepted, t.Last.DeliveryID)
		default:
			b.odd = append(b.odd, *t.Last)
		}
		if t.Next != 0 && t.Email != "" {
			b.wanted = append(b.wanted, t.Next)
			b.macs = append(b.macs, s.key.AddressMACs(t.Email)...)
		}
	}
	return b
}

// seldom writes results one by one.
func (s *Store) seldom(ctx context.Context, results []Result) error {
	if len(results) == 0 {
		return nil
	}
	return s.write(ctx, func(db *gorm.DB) error {
		for _, r := range results {
			if err := s.settle(db, r); err != nil {
				return err
			}
		}
		return nil
	})
}

// letters gives each turn its letter. What is not to be sent is settled; what the
// batch could not claim is claimed by itself: it was on its way before, or its
// address is another one now.
func (s *Store) letters(ctx context.Context, b *batch, turns []Turn) (_ []*Letter, failed error) {
	now, verdicts := s.Now(), []Result(nil)
	known := make(map[int64]*claimed, len(b.claimed))
	for i := range b.claimed {
		known[b.claimed[i].DeliveryID] = &b.claimed[i]
	}
	letters, asked := make([]*Letter, len(turns)), map[int64]bool{}
	for i, t := range turns {
		c := known[t.Next]
		switch {
		case t.Next == 0 || asked[t.Next]: // of two who ask for the same, one gets it
		case c == nil:
			failed = errors.Join(failed, s.write(ctx, func(db *gorm.DB) (err error) { letters[i], err = s.claim(db, t.Next); return err }))
		case c.Email != t.Email: // cannot be told from the macs: later, by itself
			verdicts = append(verdicts, Result{DeliveryID: t.Next, State: Awaiting, NextTryAt: &now, Untried: true})
		default:
			if verdict := c.verdict(s.anyBanned(b.banned, c.Email), now); verdict != nil {
				verdicts = append(verdicts, *verdict)
			} else {
				letters[i] = &c.Letter
			}
		}
		asked[t.Next] = true
	}
	return letters, errors.Join(failed, s.seldom(ctx, verdicts))
}

// anyBanned reports whether one of the forms of an address is among the banned.
func (s *Store) anyBanned(banned map[string]bool, email string) bool {
	if len(banned) == 0 {
		return false
	}
	for _, mac := range s.key.AddressMACs(email) {
		if banned[mac] {
			return true
		}
	}
	return false
}

const (
	settleAccepted = `UPDATE deliveries SET state = 'accepted', code = 250, detail = '', next_try_at = NULL, done_at = `
	claimPending   = `UPDATE deliveries SET state = 'sending', attempts = attempts + 1, next_try_at = NULL, started_at = `
)
