package audience

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// The statements of a turn on SQLite. They are prepared once: to read one costs
// more there than to do it.
const (
	liteSettle = settleAccepted + `? WHERE id = ? AND state = 'sending'`
	liteClaim  = claimPending + `? WHERE id = ? AND state = 'pending' AND next_try_at <= ?`
	liteBanned = `SELECT 1 FROM suppressions WHERE email_mac = ?`
)

// prepared are those statements, on the one connection that writes.
type prepared struct{ settle, claim, letter, banned *sql.Stmt }

// prepare reads the statements. They live as long as the database is open.
func (s *Store) prepare(ctx context.Context) (p *prepared, db *sql.DB, err error) {
	s.preparing.Lock()
	defer s.preparing.Unlock()
	if db, err = s.db.Writer(); err != nil || s.prepared != nil {
		return s.prepared, db, err
	}
	p = &prepared{}
	for query, at := range map[string]**sql.Stmt{liteSettle: &p.settle, liteClaim: &p.claim, claimedRow: &p.letter, liteBanned: &p.banned} {
		if *at, err = db.PrepareContext(ctx, query); err != nil {
			return nil, nil, fmt.Errorf("prepare: %w", err)
		}
	}
	s.prepared = p
	return p, db, nil
}

func (s *Store) turnSQLite(ctx context.Context, b *batch) (err error) {
	if len(b.accepted)+len(b.wanted) == 0 {
		return nil
	}
	p, db, err := s.prepare(ctx)
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tx.Rollback())
		}
	}()
	now := s.Now()
	for _, id := range b.accepted {
		if _, err := tx.Stmt(p.settle).Exec(now, id); err != nil {
			return err
		}
	}
	for _, mac := range b.macs {
		var met int
		if err := tx.Stmt(p.banned).QueryRow(mac).Scan(&met); err == nil {
			b.banned[mac] = true
		} else if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
	}
	for _, id := range b.wanted {
		took, err := tx.Stmt(p.claim).Exec(now, id, now)
		if err != nil {
			return err
		}
		if n, err := took.RowsAffected(); err != nil || n == 0 {
			continue
		}
		var c claimed
		if err := tx.Stmt(p.letter).QueryRow(id).Scan(c.fields()...); err != nil {
			return err
		}
		b.claimed = append(b.claimed, c)
	}
	return tx.Commit()
}
