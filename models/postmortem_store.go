package models

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"
)

// Postmortems returns every postmortem with its revisions, the latest first.
func (s *Site) Postmortems(ctx context.Context) ([]Postmortem, error) {
	ps, err := gorm.G[Postmortem](s.query(ctx)).Order("published_at DESC, id DESC").Find(ctx)
	if err != nil {
		return nil, Fault(err, "postmortem")
	}
	return ps, s.fillPostmortems(ctx, ps)
}

// Postmortem returns the postmortem with a slug or public id. One that was
// withdrawn is returned with its note and without texts.
func (s *Site) Postmortem(ctx context.Context, slug string) (Postmortem, error) {
	p, err := gorm.G[Postmortem](s.query(ctx)).Where("slug = ? OR public_id = ?", slug, slug).Take(ctx)
	if err != nil {
		return Postmortem{}, Fault(err, "postmortem")
	}
	ps := []Postmortem{p}
	err = s.fillPostmortems(ctx, ps)
	return ps[0], err
}

// PostmortemsByID returns the postmortems with these row ids, the latest first.
// Ids of none are passed over.
func (s *Site) PostmortemsByID(ctx context.Context, ids []int64) ([]Postmortem, error) {
	var ps []Postmortem
	for some := range slices.Chunk(ids, batch) {
		part, err := gorm.G[Postmortem](s.query(ctx)).Where("id IN ?", some).Find(ctx)
		if err != nil {
			return nil, Fault(err, "postmortem")
		}
		ps = append(ps, part...)
	}
	slices.SortFunc(ps, func(a, b Postmortem) int {
		if c := b.PublishedAt.Compare(a.PublishedAt); c != 0 {
			return c
		}
		return int(b.ID - a.ID)
	})
	return ps, s.fillPostmortems(ctx, ps)
}

// PostmortemIncident joins a postmortem to an incident it explains.
type PostmortemIncident struct {
	PostmortemID int64 `gorm:"primaryKey;autoIncrement:false"`
	IncidentID   int64 `gorm:"primaryKey;autoIncrement:false"`
}

// fillPostmortems puts revisions, incidents and countermeasures in place.
func (s *Site) fillPostmortems(ctx context.Context, ps []Postmortem) error {
	at := make(map[int64]*Postmortem, len(ps))
	ids := make([]int64, 0, len(ps))
	for n := range ps {
		at[ps[n].ID] = &ps[n]
		ids = append(ids, ps[n].ID)
	}
	for some := range slices.Chunk(ids, batch) {
		if err := s.fillRevisions(ctx, at, some); err != nil {
			return Fault(err, "postmortem")
		}
	}
	return nil
}

func (s *Site) fillRevisions(ctx context.Context, at map[int64]*Postmortem, ids []int64) error {
	q := s.query(ctx)
	rs, err := gorm.G[PostmortemRevision](q).Where("postmortem_id IN ?", ids).Order("postmortem_id, number DESC").Find(ctx)
	if err != nil {
		return err
	}
	for _, r := range rs {
		at[r.PostmortemID].Revisions = append(at[r.PostmortemID].Revisions, r)
	}
	is, err := gorm.G[PostmortemIncident](q).Where("postmortem_id IN ?", ids).Order("postmortem_id, incident_id").Find(ctx)
	if err != nil {
		return err
	}
	for _, i := range is {
		at[i.PostmortemID].IncidentIDs = append(at[i.PostmortemID].IncidentIDs, i.IncidentID)
	}
	cs, err := gorm.G[Countermeasure](q).Where("postmortem_id IN ?", ids).Order("postmortem_id, position, id").Find(ctx)
	for _, c := range cs {
		at[c.PostmortemID].Countermeasures = append(at[c.PostmortemID].Countermeasures, c)
	}
	return err
}

// PublishRevision makes an approved text public: as a new postmortem, or as the
// next revision of one. Revisions never change. The text is kept byte for byte,
// so that it is the text the approval was given for.
func (s *Store) PublishRevision(ctx context.Context, n NewRevision) (p Postmortem, err error) {
	err = s.deed(ctx, func(s *Store) error {
		if p, err = s.revise(ctx, &n); err != nil {
			return err
		}
		out := append(n.Publishable().Texts(), Text{"note", n.Note})
		if err := s.pass(ctx, n.Accept, slices.DeleteFunc(out, func(t Text) bool { return t.Body == "" })...); err != nil {
			return err
		}
		fresh := p.ID == 0
		before, err := s.PostmortemsByID(ctx, []int64{p.ID})
		if err != nil {
			return err
		}
		if err := s.writeRevision(ctx, &p, n); err != nil {
			return err
		}
		if err := s.tellRevision(ctx, before, p, n.Notify); err != nil {
			return err
		}
		deed := "postmortem.revised"
		if fresh {
			deed = "postmortem.published"
		}
		return s.recordPostmortem(ctx, p, AuditEntry{Deed: deed,
			After: map[string]any{"slug": p.Slug, "revision": p.Revision, "digest": n.Publishable().Digest(), "note": n.Note}})
	})
	if err != nil {
		return Postmortem{}, err
	}
	return p, nil
}

// tellRevision queues what follows a revision: its whole text, or, where it goes
// out quietly, the word that it settled the last promise.
func (s *Store) tellRevision(ctx context.Context, before []Postmortem, p Postmortem, notify bool) error {
	switch {
	case notify:
		return s.enqueue(ctx, PostmortemPublished{p.ID, p.Revision})
	case len(before) > 0 && slices.ContainsFunc(before[0].Countermeasures, Countermeasure.open) && settled(p.Countermeasures):
		return s.enqueue(ctx, CountermeasuresDone{p.ID})
	}
	return nil
}

// revise returns the postmortem whose next revision n is, checked.
func (s *Store) revise(ctx context.Context, n *NewRevision) (Postmortem, error) {
	now := s.Now()
	p := Postmortem{PublicID: NewID(), Slug: n.Slug, PublishedAt: now, CreatedAt: now}
	if n.PostmortemID != 0 {
		row, err := gorm.G[Postmortem](s.query(ctx), s.lock()...).Where("id = ?", n.PostmortemID).Take(ctx)
		if err != nil {
			return p, Fault(err, "postmortem")
		}
		p = row
	}
	c := Complaints{}
	n.check(c)
	c.fullBy(n.FullBy, now)
	if n.Slug != p.Slug {
		c.Add("slug", "It is public at “%s”. Keep this slug, so that links to it go on working.", p.Slug)
	}
	if n.PostmortemID != 0 && n.Note == "" {
		c.Add("note", "Say in a sentence what changed since the last revision.")
	}
	known, err := s.IncidentsByID(ctx, n.IncidentIDs)
	if err == nil && len(known) != len(slices.Compact(slices.Sorted(slices.Values(n.IncidentIDs)))) {
		c.Add("incident_ids", "One of the incidents does not exist any more. Choose the incidents again.")
	}
	n.incidents = nil
	for _, i := range known {
		n.incidents = append(n.incidents, i.PublicID)
	}
	slices.Sort(n.incidents)
	p.Revisions, p.UpdatedAt = nil, now
	p.WithdrawnAt, p.WithdrawnNote = nil, ""
	if err != nil {
		return p, err
	}
	return p, c.Err()
}

// fullBy refuses to promise a full report for a day that is over.
func (c Complaints) fullBy(on *time.Time, now time.Time) {
	if on != nil && day(*on).Before(day(now)) {
		c.Add("full_by", "The day of the full report is over. Choose today or a later day, or publish this as the full report.")
	}
}

// check looks at the texts without changing them.
func (n NewRevision) check(c Complaints) {
	c.Line("title", n.Summary.Title, 1, MaxTitle)
	for _, s := range n.Summary.Sections() {
		c.Body(s.Key, s.Body, 0, MaxBody)
	}
	c.Body("summary", n.Summary.Summary, 1, MaxBody)
	if n.Slug == "" {
		c.Add("slug", "The slug is missing. It is the last part of the page's address.")
	} else {
		c.Slug("slug", n.Slug, "")
	}
	c.Line("note", n.Note, 0, 500)
	for _, e := range n.Timeline {
		c.Body("timeline", e.Text, 1, 2_000)
	}
	for _, m := range n.Countermeasures {
		c.Body("countermeasures", m.Body, 1, 2_000)
		c.countermeasure("countermeasures", m.State, m.Reason)
	}
}

// writeRevision writes the rows of a checked revision and reads the postmortem
// back.
func (s *Store) writeRevision(ctx context.Context, p *Postmortem, n NewRevision) error {
	number, err := s.nextRevision(ctx, p.ID)
	if err != nil {
		return err
	}
	if p.Revision = number; p.ID == 0 {
		err = taken(gorm.G[Postmortem](s.query(ctx)).Create(ctx, p), "postmortem", p.Slug)
	} else {
		err = Fault(s.query(ctx).Model(p).Where("id = ?", p.ID).Updates(map[string]any{"revision": number,
			"withdrawn_at": nil, "withdrawn_note": "", "updated_at": p.UpdatedAt}).Error, "postmortem")
	}
	if err != nil {
		return err
	}
	timeline := n.Timeline
	if timeline == nil {
		timeline = []PublicEntry{}
	}
	r := PostmortemRevision{PostmortemID: p.ID, Number: number, Note: n.Note, Summary: n.Summary,
		Timeline: encode(timeline), Digest: n.Publishable().Digest(), PublishedAt: p.UpdatedAt}
	if n.FullBy != nil {
		by := day(*n.FullBy)
		r.FullBy = &by
	}
	if err := gorm.G[PostmortemRevision](s.query(ctx)).Create(ctx, &r); err != nil {
		return Fault(err, "postmortem revision")
	}
	if err := s.joinIncidents(ctx, p.ID, n.IncidentIDs); err != nil {
		return err
	}
	if err := s.keepCountermeasures(ctx, p.ID, number, n.Countermeasures); err != nil {
		return err
	}
	*p, err = s.Postmortem(ctx, p.Slug)
	return err
}

func (s *Store) nextRevision(ctx context.Context, postmortemID int64) (int64, error) {
	var last int64
	const newest = "SELECT COALESCE(MAX(number), 0) FROM postmortem_revisions WHERE postmortem_id = ?"
	err := s.query(ctx).Raw(newest, postmortemID).Scan(&last).Error
	return last + 1, Fault(err, "postmortem revision")
}

func (s *Store) joinIncidents(ctx context.Context, postmortemID int64, ids []int64) error {
	if _, err := gorm.G[PostmortemIncident](s.query(ctx)).Where("postmortem_id = ?", postmortemID).Delete(ctx); err != nil {
		return Fault(err, "postmortem")
	}
	var joins []PostmortemIncident
	for _, id := range slices.Compact(slices.Sorted(slices.Values(ids))) {
		joins = append(joins, PostmortemIncident{postmortemID, id})
	}
	if len(joins) == 0 {
		return nil
	}
	return Fault(gorm.G[PostmortemIncident](s.query(ctx)).CreateInBatches(ctx, &joins, batch), "postmortem")
}

// recordPostmortem records a deed on a postmortem and announces the incidents it
// explains, whose pages show it.
func (s *Store) recordPostmortem(ctx context.Context, p Postmortem, e AuditEntry) error {
	e.Noun, e.Subject = "postmortem", p.PublicID
	if err := s.record(ctx, e, p.ID); err != nil {
		return err
	}
	for _, id := range p.IncidentIDs {
		if err := s.announce(ctx, "incident", id); err != nil {
			return err
		}
	}
	return nil
}
