package review

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"vitrine/models"
)

// RemarkEdit says something of a line that comes by itself. What is nil stays.
type RemarkEdit struct {
	Kind    *EntryKind
	Phase   *Phase
	Effect  *Effect
	Thought *string
	Hidden  *bool

	PublicText *string // of a public update, an opening or an end
	Version    int64   // of the line; 0 overwrites whatever is there
}

// Remark says something of a line that comes by itself: its effect, its phase, a
// thought; or puts it aside. The line itself stays as it is.
func (s *Store) Remark(ctx context.Context, reviewID, line string, edit RemarkEdit) (e Entry, err error) {
	r, err := s.Review(ctx, reviewID) // with the mails, which a deed does not read
	if err != nil {
		return e, err
	}
	at := slices.IndexFunc(r.Timeline, func(e Entry) bool { return e.PublicID == line && e.Merged })
	if at < 0 {
		return e, models.Fail(models.NotFound, "There is no such line.")
	}
	e = r.Timeline[at]
	err = s.deed(ctx, func(s *Store) error {
		return s.changing(ctx, r.ID, func() error {
			was, now, err := s.putRemark(ctx, r.ID, e, edit)
			if err != nil {
				return err
			}
			now.say(&e)
			if was.Version == now.Version {
				return nil
			}
			return s.record(ctx, "timeline.remarked", "timeline_entry", line, was.audited(), now.audited())
		})
	})
	return e, err
}

// putRemark writes a remark and returns how it was and how it is.
func (s *Store) putRemark(ctx context.Context, reviewID int64, line Entry, edit RemarkEdit) (was, now Remark, err error) {
	list, err := gorm.G[Remark](s.query(ctx)).Where("review_id = ? AND line = ?", reviewID, line.PublicID).Limit(1).Find(ctx)
	if err != nil {
		return was, now, models.Fault(err, "timeline line")
	}
	was = Remark{ReviewID: reviewID, Line: line.PublicID, At: &line.At, CreatedAt: s.Now()}
	if len(list) > 0 {
		was = list[0]
	}
	now = was
	c := newChanges()
	put(c, "kind", &now.Kind, edit.Kind)
	put(c, "phase", &now.Phase, edit.Phase)
	put(c, "effect", &now.Effect, edit.Effect)
	put(c, "hidden", &now.Hidden, edit.Hidden)
	c.words("thought", &now.Thought, edit.Thought)
	if c.words("public_text", &now.PublicText, edit.PublicText); c.touches("public_text") {
		now.PublicBy = wordedBy(ctx, now.PublicText)
		c.set["public_by"] = now.PublicBy
	}
	bad := now.check(line)
	at := row{"timeline_remarks", "timeline line", was.ID, was.Version, edit.Version}
	if err := bad.Err(); err != nil {
		return was, now, err
	}
	if err := at.fresh(); err != nil || len(c.set) == 0 {
		return was, now, err
	}
	if was.At == nil {
		now.At, c.set["at"] = &line.At, line.At
	}
	now.Version, now.UpdatedAt = was.Version+1, s.Now()
	if was.Version > 0 {
		return was, now, s.amend(ctx, at, c)
	}
	return was, now, models.Fault(gorm.G[Remark](s.query(ctx)).Create(ctx, &now), "timeline line")
}

// check says what of a remark about a line cannot stand as it is.
func (m Remark) check(line Entry) models.Complaints {
	bad := models.Complaints{}
	choice(bad, "kind", m.Kind, EntryKinds)
	choice(bad, "phase", m.Phase, Phases)
	choice(bad, "effect", m.Effect, Effects)
	bad.Body("thought", m.Thought, 0, maxBody)
	bad.Body("public_text", m.PublicText, 0, maxPublic)
	if m.PublicText != "" && (line.Origin == OfMail || line.Origin == OfAlert) {
		bad.Add("public_text", "The words of mails and alerts stay inside. Add an entry of your own at this time and give that one a public wording.")
	}
	return bad
}

// audited is what the trail may say of a remark.
func (m Remark) audited() map[string]any {
	return map[string]any{"kind": m.Kind, "phase": m.Phase, "effect": m.Effect, "hidden": m.Hidden, "public": m.PublicText != "", "thought": fingerprint(m.Thought)}
}
