package models

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// spokenColumns are the columns of the ground floor that people write in, or that hold a
// digest of what they wrote, by which a guess could be told right or wrong. PostgreSQL
// keeps samples of every column it plans by, and shows them to whoever may read the
// table (pg_stats): until the next sample is taken, words that were taken back, too.
var spokenColumns = []string{
	"apology", "body", "cause", "countermeasures", "description", "digest", "duration", "home_url", "impact", "imprint", "intro", "logo_alt", "name",
	"note", "noun_plural", "noun_singular", "path", "postal_address", "privacy", "reason", "resolution", "services", "severities", "severity",
	"shape", "slug", "summary", "support_email", "support_url", "target", "timeline", "title", "withdrawn_note", "wording",
}

// sampled are the columns among those that samples are taken of.
const sampled = `SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname = ANY ($1) AND a.attname = ANY ($2)
AND a.atttypid = 'text'::regtype AND NOT a.attisdropped AND COALESCE(a.attstattarget, -1) <> 0 ORDER BY c.relname, a.attname`

// ForgetSamples takes no more samples of what people wrote, and drops those there are: a
// column that is given a type, even its own, loses them. One table is locked at a time.
// It returns the tables that somebody else kept busy for longer than a second: whoever
// calls it again comes back to those.
func ForgetSamples(ctx context.Context, db *DB) (busy []string, err error) {
	if !db.Postgres() {
		return nil, nil
	}
	rows, err := db.pool.Query(ctx, sampled, GroundTables, spokenColumns)
	if err != nil {
		return nil, fmt.Errorf("look for samples: %w", err)
	}
	type column struct{ Table, Name string }
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[column])
	if err != nil {
		return nil, fmt.Errorf("look for samples: %w", err)
	}
	for table := range slices.Values(GroundTables) {
		var steps []string
		for _, c := range list {
			if name := (pgx.Identifier{c.Name}).Sanitize(); c.Table == table {
				steps = append(steps, "ALTER COLUMN "+name+" TYPE text", "ALTER COLUMN "+name+" SET STATISTICS 0")
			}
		}
		if len(steps) == 0 {
			continue
		}
		err := soon(ctx, db, "ALTER TABLE "+(pgx.Identifier{table}).Sanitize()+" "+strings.Join(steps, ", "))
		if pg, ok := errors.AsType[*pgconn.PgError](err); ok && pg.Code == "55P03" { // lock_not_available
			busy = append(busy, table)
		} else if err != nil {
			return busy, fmt.Errorf("forget the samples of %s: %w", table, err)
		}
	}
	return busy, nil
}

// soon runs a statement unless it has to wait for a lock: behind one that waits,
// everybody else who wants the table waits too.
func soon(ctx context.Context, db *DB, statement string) error {
	return pgx.BeginFunc(ctx, db.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "SET LOCAL lock_timeout = '1s'"); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, statement)
		return err
	})
}
