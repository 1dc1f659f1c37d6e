package audience

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

// importPage is how many lines are taken over in one transaction.
const importPage = 500

// Report says what became of an import, line by line where something was wrong.
type Report struct {
	Added      int
	Known      int // on the list already, nothing changed
	Suppressed int // left or removed for good, nothing changed
	Problems   []Problem
}

// Problem is a line that was not taken over.
type Problem struct {
	Line   int
	Reason string
}

// Import takes over a CSV file with a header line. The column "email" is needed;
// "components" (slugs, separated by spaces or semicolons; empty: all),
// "incidents", "maintenance", "postmortems" (yes or no), "consent" and
// "confirmed_at" (RFC 3339) are read where they are there. Nobody gets a mail,
// and nobody who left comes back. An error is about the file as a whole.
func (s *Store) Import(ctx context.Context, r io.Reader) (Report, error) {
	in := csv.NewReader(r)
	in.FieldsPerRecord, in.TrimLeadingSpace = -1, true
	header, err := in.Read()
	if err != nil {
		return Report{}, models.Fail(models.Invalid, "This is not a CSV file with a header line.")
	}
	take := taking{store: s, columns: columns(header)}
	if _, ok := take.columns["email"]; !ok {
		return Report{}, models.Fail(models.Invalid, `The header line has no column "email".`)
	}
	if take.slugs, err = s.slugs(ctx); err != nil {
		return Report{}, err
	}
	for more := true; more; {
		if more, err = take.page(ctx, in); err != nil {
			return take.report, err
		}
	}
	return take.report, s.deed(ctx, models.AuditEntry{Deed: "subscribers.imported", Noun: "subscriber",
		After: map[string]any{"added": take.report.Added, "known": take.report.Known, "suppressed": take.report.Suppressed,
			"problems": len(take.report.Problems)}}, func(*gorm.DB) error { return nil })
}

// columns maps the names of a header line to their places.
func columns(header []string) map[string]int {
	places := map[string]int{}
	for i, name := range header {
		name = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))
		places[strings.ReplaceAll(name, " ", "_")] = i
	}
	return places
}

// slugs maps the slug of every component to its public id.
func (s *Store) slugs(ctx context.Context) (map[string]string, error) {
	var rows []struct{ Slug, PublicID string }
	if err := s.read(ctx).Raw("SELECT slug, public_id FROM components").Scan(&rows).Error; err != nil {
		return nil, models.Fault(err, "component")
	}
	slugs := map[string]string{}
	for _, r := range rows {
		slugs[r.Slug], slugs[r.PublicID] = r.PublicID, r.PublicID
	}
	return slugs, nil
}

// taking is a running import.
type taking struct {
	store   *Store
	columns map[string]int
	slugs   map[string]string
	report  Report
}

// page takes over the next lines in one transaction.
func (t *taking) page(ctx context.Context, in *csv.Reader) (more bool, err error) {
	before := t.report
	err = t.store.write(ctx, func(db *gorm.DB) error {
		for range importPage {
			record, err := in.Read()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if bad, ok := errors.AsType[*csv.ParseError](err); ok {
				t.problem(bad.StartLine, "This line is not CSV: "+bad.Err.Error()+".")
				continue
			}
			if err != nil {
				return err
			}
			line, _ := in.FieldPos(0)
			if err := t.line(db, line, record); err != nil {
				return err
			}
		}
		more = true
		return nil
	})
	if err != nil {
		t.report = before
		err = fmt.Errorf("import subscribers: %w", err)
	}
	return more && err == nil, err
}

func (t *taking) line(db *gorm.DB, line int, record []string) error {
	n, confirmed, err := t.subscriber(record)
	if err != nil {
		t.problem(line, models.MessageOf(err))
		return nil
	}
	err = t.store.refuse(db, n.Email)
	if conflict(err) {
		return t.known(db, n.Email)
	}
	if err == nil {
		err = t.store.insert(db, models.NewID(), n, "import", confirmed)
	}
	if err == nil {
		t.report.Added++
	}
	return err
}

// known counts a line about somebody who cannot be added.
func (t *taking) known(db *gorm.DB, email string) error {
	n, err := count(db, "SELECT count(*) FROM subscribers WHERE email = ? AND state <> 'left'", email)
	if n > 0 {
		t.report.Known++
	} else {
		t.report.Suppressed++
	}
	return err
}

// subscriber reads one line.
func (t *taking) subscriber(record []string) (n NewSubscriber, confirmed time.Time, err error) {
	n = NewSubscriber{Email: t.field(record, "email"), Consent: t.field(record, "consent")}
	if n.Consent == "" {
		n.Consent = "imported list"
	}
	n.Incidents, n.Maintenance, n.Postmortems = t.wants(record, "incidents"), t.wants(record, "maintenance"), t.wants(record, "postmortems")
	names := strings.FieldsFunc(t.field(record, "components"), func(r rune) bool { return strings.ContainsRune(" ;,|", r) })
	n.AllComponents = len(names) == 0
	for _, name := range names {
		id, ok := t.slugs[name]
		if !ok {
			return n, confirmed, models.Fail(models.Invalid, "There is no service %q.", name)
		}
		n.ComponentIDs = append(n.ComponentIDs, id)
	}
	confirmed = t.store.Now()
	if text := t.field(record, "confirmed_at"); text != "" {
		if confirmed, err = time.Parse(time.RFC3339, text); err != nil {
			return n, confirmed, models.Fail(models.Invalid, "The time %q is not of the form 2026-11-20T03:12:00Z.", text)
		}
	}
	n, err = n.check()
	return n, confirmed.UTC().Truncate(time.Microsecond), err
}

func (t *taking) field(record []string, name string) string {
	place, ok := t.columns[name]
	if !ok || place >= len(record) {
		return ""
	}
	cell := strings.TrimSpace(record[place])
	if bare := strings.TrimPrefix(cell, "'"); guarded(bare) == cell {
		return bare // as Export guards a cell
	}
	return cell
}

// wants reads a yes or no; what is not there is a yes.
func (t *taking) wants(record []string, name string) bool {
	switch text := strings.ToLower(t.field(record, name)); text {
	case "", "yes":
		return true
	case "no":
		return false
	default:
		yes, err := strconv.ParseBool(text)
		return yes || err != nil
	}
}

func (t *taking) problem(line int, reason string) {
	if len(t.report.Problems) < 1000 {
		t.report.Problems = append(t.report.Problems, Problem{Line: line, Reason: reason})
	}
}
