package models

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"regexp"
	"strings"

	"gorm.io/gorm"
)

// errRehearsed ends a rehearsal: all that it did is taken back.
var errRehearsed = errors.New("rehearsed")

// Import takes over what another status page published: whole, or not at all.
// What is known already stays, so that a second import changes nothing; what
// changed over there follows, unless it was changed here too. Times stay what
// they were and nobody is told. A rehearsal does everything and takes it back.
// Where the gate stops texts, or one cannot be kept, the Invalid *Error comes with
// a report that names each.
func (s *Store) Import(ctx context.Context, in Import, rehearse bool) (ImportReport, error) {
	var report ImportReport
	err := s.db.Tx(ctx, func(tx *Tx) error {
		if err := tx.Serialise(); err != nil {
			return err
		}
		report = ImportReport{}
		run := &importing{Store: s.In(tx), in: in, report: &report, components: map[string]Component{}, groups: map[string]int64{}}
		if err := run.all(ctx); err != nil {
			return err
		}
		if n := len(report.Held) + len(report.Problems); n > 0 {
			return Fail(Invalid, "The import needs decisions first (%d). Nothing was imported.", n)
		}
		if rehearse {
			return errRehearsed
		}
		return nil
	})
	if errors.Is(err, errRehearsed) {
		err = nil
	}
	return report, err
}

// importing is a running import.
type importing struct {
	*Store
	in         Import
	report     *ImportReport
	components map[string]Component // by foreign id
	groups     map[string]int64     // foreign id to row
	fresh      []Component          // whose histories begin with this import
	events     []statusEvent
}

func (r *importing) all(ctx context.Context) error {
	if r.toldTwice() {
		return nil
	}
	if err := r.page(ctx); err != nil {
		return err
	}
	for _, g := range r.in.Groups {
		if err := r.group(ctx, g); err != nil {
			return err
		}
	}
	for _, c := range r.in.Components {
		if err := r.component(ctx, c); err != nil {
			return err
		}
	}
	for _, i := range r.in.Incidents {
		if err := r.incident(ctx, i); err != nil {
			return err
		}
	}
	for _, m := range r.in.Maintenances {
		if err := r.maintenance(ctx, m); err != nil {
			return err
		}
	}
	return r.history(ctx)
}

// toldTwice complains of what comes under one id more than once: the later would
// overwrite the earlier.
func (r *importing) toldTwice() bool {
	titles := map[string]string{}
	told := func(noun, id, title string) {
		if before, there := titles[noun+id]; there {
			r.report.Problems = append(r.report.Problems, fmt.Sprintf("%s %s is told twice, as “%s” and as “%s”.", noun, id, before, title))
		}
		titles[noun+id] = title
	}
	for _, g := range r.in.Groups {
		told("group ", g.ForeignID, g.Name)
	}
	for _, c := range r.in.Components {
		told("component ", c.ForeignID, c.Name)
	}
	for _, i := range r.in.Incidents {
		told("incident ", i.ForeignID, i.Title)
	}
	for _, m := range r.in.Maintenances {
		told("maintenance ", m.ForeignID, m.Title)
	}
	return len(r.report.Problems) > 0
}

// page takes over name, id and zone where nothing stands on this page yet.
func (r *importing) page(ctx context.Context) error {
	p := r.in.Page
	var there int64
	const count = "SELECT (SELECT COUNT(*) FROM components) + (SELECT COUNT(*) FROM incidents) + (SELECT COUNT(*) FROM maintenances)"
	if err := r.query(ctx).Raw(count).Scan(&there).Error; err != nil || p == nil || there > 0 {
		return Fault(err, "site")
	}
	before, err := r.Settings(ctx)
	if err != nil {
		return err
	}
	after, c := before, Complaints{}
	after.Name, after.TimeZone = c.Line("name", tidy(p.Name, false), 1, 80), p.TimeZone
	if ourID.MatchString(p.PublicID) {
		after.PublicID = p.PublicID
	}
	after.check(c)
	if err := r.note(ctx, "the page", c, Text{"name", after.Name}); err != nil {
		return err
	}
	r.tell(ImportLine{Noun: "page", ForeignID: p.PublicID, Title: after.Name, Path: "/", Deed: ImportNew})
	const set = "UPDATE site_settings SET public_id = ?, name = ?, time_zone = ?, version = version + 1, updated_at = ? WHERE id = 1"
	if err := r.query(ctx).Exec(set, after.PublicID, after.Name, after.TimeZone, r.Now()).Error; err != nil {
		return Fault(err, "site")
	}
	return r.record(ctx, AuditEntry{Deed: "site.imported", Noun: "site", Subject: after.PublicID, Before: before.told(), After: r.origin(after.told())}, 1)
}

// origin adds to what the trail keeps where it comes from.
func (r *importing) origin(after map[string]any) map[string]any {
	after["imported_from"] = r.in.Source
	return after
}

// adopted meets a thing that came here from another place under the same id: it
// learns the ids that feeds gave it, and nothing else changes. It reports whether
// there is such a thing.
func (r *importing) adopted(ctx context.Context, ids fed, line ImportLine) (bool, error) {
	i, err := r.Incident(ctx, line.ForeignID)
	if err == nil {
		line.Noun, line.Path = "incident", "/incidents/"+i.PublicID
		return true, r.adopt(ctx, "incidents", i.ID, ids, line)
	} else if KindOf(err) != NotFound {
		return false, err
	}
	m, err := r.Maintenance(ctx, line.ForeignID)
	if err == nil {
		line.Noun, line.Path = "maintenance", "/maintenance/"+m.PublicID
		return true, r.adopt(ctx, "maintenances", m.ID, ids, line)
	} else if KindOf(err) != NotFound {
		return false, err
	}
	return false, nil
}

// fed are the ids that a thing had in the feeds of its page. They are no part of
// its digest: a feed tells its newest entries alone, and ids stay for ever.
type fed struct{ atom, guid string }

// or returns ids with those of other in place of what is not known.
func (ids fed) or(other fed) fed {
	return fed{cmp.Or(ids.atom, other.atom), cmp.Or(ids.guid, other.guid)}
}

// adopt learns the ids of a row that has none yet.
func (r *importing) adopt(ctx context.Context, table string, id int64, ids fed, line ImportLine) error {
	done := r.query(ctx).Table(table).Where("id = ? AND (feed_id = '' AND ? <> '' OR feed_guid = '' AND ? <> '')", id, ids.atom, ids.guid).
		Updates(map[string]any{"feed_id": gorm.Expr("CASE WHEN feed_id = '' THEN ? ELSE feed_id END", ids.atom),
			"feed_guid": gorm.Expr("CASE WHEN feed_guid = '' THEN ? ELSE feed_guid END", ids.guid)})
	line.Deed = ImportKnown
	if done.Error != nil || done.RowsAffected == 0 {
		r.tell(line)
		return Fault(done.Error, line.Noun)
	}
	line.Deed = ImportChanged
	r.tell(line)
	return r.record(ctx, AuditEntry{Deed: line.Noun + ".feed_kept", Noun: line.Noun, Subject: path.Base(line.Path),
		After: r.origin(map[string]any{"feed_id": ids.atom, "feed_guid": ids.guid})}, id)
}

// known returns what is remembered of a thing, and whether it is as it was.
func (r *importing) known(ctx context.Context, noun, foreignID, digest string) (seen imported, there, same bool, err error) {
	found, err := gorm.G[imported](r.query(ctx)).Where("source = ? AND noun = ? AND foreign_id = ?", r.in.Source, noun, foreignID).Find(ctx)
	if err != nil || len(found) == 0 {
		return imported{Source: r.in.Source, Noun: noun, ForeignID: foreignID, Digest: digest}, false, false, Fault(err, "import")
	}
	seen = found[0]
	same = seen.Digest == digest
	seen.Digest = digest
	return seen, true, same, nil
}

// changedHere notes that an incident or maintenance that was imported has other
// words here than the import wrote, though its version stands: no later import
// brings back what was removed or corrected.
func (s *Store) changedHere(ctx context.Context, noun, subject string) error {
	const never = "UPDATE imports SET version = 0 WHERE noun = ? AND subject = ?" // no row has that version
	return Fault(s.query(ctx).Exec(never, noun, subject).Error, "import")
}

// write saves a row of an import. Unlike another change it leaves the times of the
// row what they are over there.
func (r *importing) write(ctx context.Context, row any, noun string) error {
	return Fault(r.query(ctx).Session(&gorm.Session{SkipHooks: true}).Save(row).Error, noun)
}

// remember keeps what was taken over.
func (r *importing) remember(ctx context.Context, seen imported, subject string, version int64) error {
	seen.Subject, seen.Version, seen.UpdatedAt = subject, version, r.Now()
	if seen.ID == 0 {
		seen.CreatedAt = seen.UpdatedAt
	}
	return Fault(r.query(ctx).Save(&seen).Error, "import")
}

func (r *importing) tell(l ImportLine) { r.report.Lines = append(r.report.Lines, l) }

// note sends texts through the gate. What it stops, and what c complains of, is
// gathered for the report under the name of the thing.
func (r *importing) note(ctx context.Context, name string, c Complaints, texts ...Text) error {
	for _, complaint := range c {
		r.report.Problems = append(r.report.Problems, name+": "+complaint)
	}
	err := r.pass(ctx, nil, texts...)
	e, ok := errors.AsType[*Error](err)
	if !ok || len(e.Findings) == 0 {
		return err
	}
	if r.in.Reason == "" {
		for _, f := range e.Findings {
			f.Field = name + ", " + f.Field
			r.report.Held = append(r.report.Held, f)
		}
		return nil
	}
	var accept []Acceptance
	for _, f := range e.Findings {
		accept = append(accept, Acceptance{Key: f.Key, Reason: r.in.Reason})
	}
	r.report.Accepted += len(accept)
	return r.pass(ctx, accept, texts...)
}

// ourID is the form of a public id, which is that of hosted status pages.
var ourID = regexp.MustCompile(`^[a-z0-9]{12}$`)

// keepID returns id where it has our form, or a new one.
func keepID(id string) string {
	if ourID.MatchString(id) {
		return id
	}
	return NewID()
}

// freeSlug returns a slug for name that no row of table has.
func (r *importing) freeSlug(ctx context.Context, table, name string) (string, error) {
	stem := Complaints{}.Slug("slug", "", name)
	for n, slug := 2, stem; ; n++ {
		var taken int64
		if err := r.query(ctx).Table(table).Where("slug = ?", slug).Count(&taken).Error; err != nil || taken == 0 {
			return slug, Fault(err, table)
		}
		slug = fmt.Sprintf("%s-%d", strings.TrimSuffix(stem[:min(len(stem), 74)], "-"), n)
	}
}

// tidy leaves out of a text what may not stand in a public one and nobody sees.
func tidy(text string, lines bool) string {
	text = strings.ToValidUTF8(strings.ReplaceAll(text, "\r\n", "\n"), "\uFFFD")
	return strings.Map(func(c rune) rune {
		if refused(c, lines) != "" {
			return -1
		}
		return c
	}, text)
}
