package models

import (
	"context"

	"gorm.io/gorm"
)

// Retract tells by mail exactly those who received a text that was withdrawn. It
// fails as Conflict where the text is still public: a mail about it would lead
// readers to it.
func (s *Store) Retract(ctx context.Context, n NewRetraction) (r Retraction, err error) {
	c := Complaints{}
	body := c.Body("body", n.Body, 1, MaxBody)
	if err := c.Err(); err != nil {
		return Retraction{}, err
	}
	err = s.deed(ctx, func(s *Store) error {
		p, err := s.Postmortem(ctx, n.Slug)
		if err != nil {
			return err
		}
		if !p.gone(n.Revision) {
			return Fail(Conflict, "This text is still public. Withdraw it first, then tell those who received it.")
		}
		if err := s.pass(ctx, n.Accept, Text{"body", body}); err != nil {
			return err
		}
		r = Retraction{PublicID: NewID(), PostmortemID: p.ID, Revision: n.Revision, Body: body, CreatedAt: s.Now()}
		if err := gorm.G[Retraction](s.query(ctx)).Create(ctx, &r); err != nil {
			return Fault(err, "retraction")
		}
		if err := s.enqueue(ctx, PostmortemRetracted{r.ID}); err != nil {
			return err
		}
		return s.record(ctx, AuditEntry{Deed: "postmortem.retracted", Noun: "postmortem", Subject: p.PublicID,
			After: map[string]any{"retraction": r.PublicID, "revision": r.Revision, "body": body}}, p.ID)
	})
	return r, err
}

// Retraction returns one retraction by its row id.
func (s *Site) Retraction(ctx context.Context, id int64) (Retraction, error) {
	r, err := gorm.G[Retraction](s.query(ctx)).Where("id = ?", id).Take(ctx)
	return r, Fault(err, "retraction")
}

// Retractions lists what the readers of a postmortem were told after it was
// withdrawn, the newest first.
func (s *Site) Retractions(ctx context.Context, postmortemID int64) ([]Retraction, error) {
	list, err := gorm.G[Retraction](s.query(ctx)).Where("postmortem_id = ?", postmortemID).Order("id DESC").Find(ctx)
	return list, Fault(err, "retraction")
}
