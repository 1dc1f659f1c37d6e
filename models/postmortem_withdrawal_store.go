package models

import (
	"context"

	"gorm.io/gorm"
)

// blank takes the texts of revisions off the ground floor; number, dates and
// digest stay, and in place of what changed stands why it was withdrawn. A revision
// that was withdrawn before keeps its date.
const blank = `UPDATE postmortem_revisions SET note = ?, title = '', apology = '', summary = '', services = '', duration = '',
severity = '', impact = '', cause = '', resolution = '', countermeasures = '', timeline = '[]', withdrawn_at = COALESCE(withdrawn_at, ?)
WHERE postmortem_id = ?`

// WithdrawPostmortem takes one revision back, or the whole postmortem when
// revision is 0: the texts leave the ground floor for good. Behind the newest
// revision the one before it is read again, and the note stands in the list of
// revisions; behind the last, it stands in place of the postmortem.
func (s *Store) WithdrawPostmortem(ctx context.Context, slug string, revision int64, note string) (p Postmortem, err error) {
	c := Complaints{}
	note = c.Body("note", note, 1, 2_000)
	if err := c.Err(); err != nil {
		return Postmortem{}, err
	}
	err = s.deed(ctx, func(s *Store) error {
		if _, err := gorm.G[Postmortem](s.query(ctx), s.lock()...).Where("slug = ? OR public_id = ?", slug, slug).Take(ctx); err != nil {
			return Fault(err, "postmortem")
		}
		if p, err = s.Postmortem(ctx, slug); err != nil {
			return err
		}
		if err := s.pass(ctx, nil, Text{"note", note}); err != nil {
			return err
		}
		if err := s.withdraw(ctx, &p, revision, note); err != nil {
			return err
		}
		return s.recordPostmortem(ctx, p, AuditEntry{Deed: "postmortem.withdrawn",
			After: map[string]any{"slug": p.Slug, "withdrawn": revision, "note": note, "revision": p.Revision}})
	})
	return p, err
}

// withdraw blanks the revision and says which one is read from now on.
func (s *Store) withdraw(ctx context.Context, p *Postmortem, revision int64, note string) error {
	out, next, err := p.withdrawn(revision)
	if err != nil {
		return err
	}
	now := s.Now()
	statement, of := blank, []any{"", now, p.ID}
	if next != 0 {
		statement, of = blank+" AND number = ?", []any{note, now, p.ID, revision}
	}
	if err := s.query(ctx).Exec(statement, of...).Error; err != nil {
		return Fault(err, "postmortem revision")
	}
	if err := s.withdrawCountermeasures(ctx, *p, out, next); err != nil {
		return err
	}
	columns := map[string]any{"updated_at": now, "revision": next}
	if next == 0 {
		columns = map[string]any{"updated_at": now, "withdrawn_at": now, "withdrawn_note": note}
	}
	if err := s.query(ctx).Model(p).Where("id = ?", p.ID).Updates(columns).Error; err != nil {
		return Fault(err, "postmortem")
	}
	*p, err = s.Postmortem(ctx, p.Slug)
	return err
}

// withdrawn returns the revision that goes and the number of the one that is
// read afterwards, 0 when none is left.
func (p Postmortem) withdrawn(revision int64) (out PostmortemRevision, next int64, err error) {
	if p.WithdrawnAt != nil {
		return out, 0, Fail(Conflict, "This was already withdrawn.")
	}
	found := revision == 0
	for _, r := range p.Revisions {
		switch {
		case r.Number == revision && r.WithdrawnAt != nil:
			return out, 0, Fail(Conflict, "Revision %d was already withdrawn.", revision)
		case r.Number == revision:
			out, found = r, true
		case r.WithdrawnAt == nil && revision != 0:
			next = max(next, r.Number)
		}
	}
	if !found {
		return out, 0, Fail(NotFound, "There is no revision %d of this text.", revision)
	}
	return out, next, nil
}

// withdrawCountermeasures removes the countermeasures whose words may come from
// what is withdrawn: all with the whole postmortem, and with the revision being
// read those that it worded. One that was only moved on since keeps its words from
// before and stays.
func (s *Store) withdrawCountermeasures(ctx context.Context, p Postmortem, out PostmortemRevision, next int64) error {
	since := out.Number
	if next == 0 {
		since = 0
	} else if out.Number != p.Current().Number {
		return nil
	}
	_, err := gorm.G[Countermeasure](s.query(ctx)).Where("postmortem_id = ? AND worded_in >= ?", p.ID, since).Delete(ctx)
	return Fault(err, "countermeasure")
}
