package models

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// spokenColumns are the columns of the ground floor that people write in. PostgreSQL
// keeps samples of every column it plans by, and shows them to whoever may read the
// table (pg_stats): until the next sample is taken, words that were taken back, too.
var spokenColumns = []string{
	"apology", "body", "cause", "countermeasures", "description", "duration", "home_url", "impact", "imprint", "intro", "logo_alt", "name",
	"note", "noun_plural", "noun_singular", "postal_address", "privacy", "reason", "resolution", "services", "severities", "severity",
	"shape", "slug", "summary", "support_email", "support_url", "timeline", "title", "withdrawn_note",
}

// sampled are the columns among those that samples are taken of.
const sampled = `SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname = ANY ($1) AND a.attname = ANY ($2)
AND a.atttypid = 'text'::regtype AND NOT a.attisdropped AND COALESCE(a.attstattarget, -1) <> 0 ORDER BY c.relname, a.attname`

// forgetSamples takes no more samples of what people wrote, and drops those there are: a
// column that is given a type, even its own, loses them. One table is locked at a time.
func forgetSamples(ctx context.Context, pool *pgxpool.Pool) error {
	rows, err := pool.Query(ctx, sampled, GroundTables, spokenColumns)
	if err != nil {
		return fmt.Errorf("look for samples: %w", err)
	}
	type column struct{ Table, Name string }
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[column])
	if err != nil {
		return fmt.Errorf("look for samples: %w", err)
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
		if _, err := pool.Exec(ctx, "ALTER TABLE "+(pgx.Identifier{table}).Sanitize()+" "+strings.Join(steps, ", ")); err != nil {
			return fmt.Errorf("forget the samples of %s: %w", table, err)
		}
	}
	return nil
}
