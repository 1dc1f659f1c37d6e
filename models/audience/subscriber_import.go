package audience

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"gorm.io/gorm"

	"vitrine/models"
)

// importPage is how many lines are taken over in one transaction.
const importPage = 500

// Report says what became of an import, line by line where something was wrong.
type Report struct {
	Added      int
	Known      int // on the list already, nothing changed
	Suppressed int // left or removed for good: nobody writes to them
	Problems   []Problem
}

// since is what a report says more than one before it.
func (r Report) since(before Report) map[string]any {
	return map[string]any{"added": r.Added - before.Added, "known": r.Known - before.Known,
		"suppressed": r.Suppressed - before.Suppressed, "problems": len(r.Problems) - len(before.Problems)}
}

// Problem is a line that was not taken over.
type Problem struct {
	Line   int
	Reason string
}

// Import takes over a CSV file with a header line. The column "email" is needed;
// "components" (slugs, separated by spaces or semicolons; empty: all),
// "incidents", "maintenance", "postmortems" (yes or no), "consent",
// "confirmed_at" (RFC 3339), "state" and "left_at" are read where they are there,
// so that what Export wrote comes back as it was: who had left is kept as that,
// and who never confirmed is not taken over. Nobody gets a mail, and nobody who
// left comes back. When an error ends it, the report says what was done before.
//
// A list of subscribers of Statuspage, as CSV or as its API's JSON, is taken over
// likewise: see statuspage.
func (s *Store) Import(ctx context.Context, r io.Reader) (Report, error) {
	r, entries, err := statuspage(r)
	if err != nil {
		return Report{}, err
	}
	in := csv.NewReader(r)
	in.FieldsPerRecord, in.TrimLeadingSpace = -1, true
	header, err := in.Read()
	if err != nil {
		return Report{}, models.Fail(models.Invalid, "This is not a CSV file with a header line.")
	}
	take := taking{store: s, columns: columns(header), entries: entries}
	if _, ok := take.columns["email"]; !ok {
		return Report{}, models.Fail(models.Invalid, `The header line has no column "email".`)
	}
	if err := take.lookUp(ctx); err != nil {
		return Report{}, err
	}
	for {
		lines, err := take.read(in)
		if err == nil && len(lines) > 0 {
			err = take.page(ctx, lines)
		}
		if err != nil || len(lines) == 0 {
			return take.report, err
		}
	}
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
	names   map[string]string // of components and groups, in lower case, to public ids
	groups  map[string]string // slugs and public ids of groups to public ids
	entries bool              // the lines were entries of a JSON list
	report  Report
}

// csvLine is one line of the file, or why it is none.
type csvLine struct {
	number int
	record []string
	bad    string
}

// read returns the next lines of the file, none at its end.
func (t *taking) read(in *csv.Reader) (rows []csvLine, err error) {
	for len(rows) < importPage {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if bad, ok := errors.AsType[*csv.ParseError](err); ok {
			rows = append(rows, csvLine{number: bad.StartLine, bad: "This line is not CSV: " + bad.Err.Error() + "."})
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("import subscribers: %w", err)
		}
		line, _ := in.FieldPos(0)
		if t.entries {
			line--
		}
		rows = append(rows, csvLine{number: line, record: record})
	}
	return rows, nil
}

// page takes lines over in one transaction, which also says so in the trail.
func (t *taking) page(ctx context.Context, rows []csvLine) error {
	before := t.report
	err := t.store.db.Tx(ctx, func(tx *models.Tx) error {
		if err := tx.Serialise(); err != nil {
			return err
		}
		t.report = before
		for _, r := range rows {
			if err := t.line(tx.DB().WithContext(ctx), r); err != nil {
				return err
			}
		}
		return t.store.audit.Record(ctx, tx, models.AuditEntry{Deed: "subscribers.imported", Noun: "subscriber", After: t.report.since(before)})
	})
	if err != nil {
		t.report = before
		return fmt.Errorf("import subscribers: %w", err)
	}
	return nil
}

func (t *taking) line(db *gorm.DB, r csvLine) error {
	if r.bad != "" {
		t.problem(r.number, r.bad)
		return nil
	}
	if why := t.unreachable(r.record); why != "" {
		t.problem(r.number, why)
		return nil
	}
	switch state := State(strings.ToLower(t.field(r.record, "state"))); state {
	case "", Active:
		return t.active(db, r)
	case Left, "unsubscribed":
		return t.left(db, r)
	case Pending, "unconfirmed":
		t.problem(r.number, "This person never confirmed. Only the person can do that, by signing up again.")
	default:
		t.problem(r.number, fmt.Sprintf("The state %q is none of active, pending and left.", state))
	}
	return nil
}

// active takes over somebody who is to be written to.
func (t *taking) active(db *gorm.DB, r csvLine) error {
	n, confirmed, err := t.subscriber(r.record)
	if err != nil {
		t.problem(r.number, models.MessageOf(err))
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

// left takes over that somebody had left, so that no list brings them back.
func (t *taking) left(db *gorm.DB, r csvLine) error {
	n := NewSubscriber{Email: t.field(r.record, "email"), Consent: t.consent(r.record), Choice: everything}
	at, err := t.moment(r.record, "left_at")
	if err == nil {
		n, err = n.check()
	}
	if err != nil {
		t.problem(r.number, models.MessageOf(err))
		return nil
	}
	err = t.store.refuse(db, n.Email)
	if conflict(err) {
		return t.known(db, n.Email)
	}
	id := models.NewID()
	if err == nil {
		err = t.store.insert(db, id, n, "import", at)
	}
	if err == nil {
		err = db.Exec("UPDATE subscribers SET state = 'left', left_at = ?, confirmed_at = NULL WHERE public_id = ?", at, id).Error
	}
	if err == nil {
		t.report.Suppressed++
	}
	return err
}

// everything is what a person who has left is noted with: no choice binds them.
var everything = Choice{AllComponents: true, Incidents: true, Maintenance: true, Postmortems: true}

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

func (t *taking) problem(line int, reason string) {
	if len(t.report.Problems) < 1000 {
		t.report.Problems = append(t.report.Problems, Problem{Line: line, Reason: reason})
	}
}
