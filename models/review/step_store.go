package review

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"gorm.io/gorm"

	"vitrine/models"
)

// keptSteps is how many steps of a draft can be undone.
const keptSteps = 100

// errNothingToUndo answers an undo where there is nothing to take back.
var errNothingToUndo = models.Fail(models.Conflict, "There is nothing to undo here. A publication ends what could be undone before it.")

// Steps lists what can be undone in a draft, the newest first.
func (s *Store) Steps(ctx context.Context, draftID string) ([]Step, error) {
	d, err := find[Draft](ctx, s, draftID, "draft")
	if err != nil {
		return nil, err
	}
	all, err := gorm.G[Step](s.query(ctx)).Where("draft_id = ?", d.ID).Order("id DESC").Limit(keptSteps).Find(ctx)
	if err != nil {
		return nil, models.Fault(err, "draft step")
	}
	fs, err := s.findings(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	accepted := map[int64]bool{}
	for _, f := range fs {
		accepted[f.ID] = f.Action == Accept
	}
	return slices.DeleteFunc(all, func(st Step) bool { return st.void(accepted) }), nil
}

// void reports whether an acceptance holds for nothing any more, since its text
// was changed.
func (s Step) void(accepted map[int64]bool) bool {
	c, err := s.changes()
	return err != nil || s.Deed == Let && !slices.ContainsFunc(c.Settled, func(id int64) bool { return accepted[id] })
}

// keepStep remembers what a deed did to a draft since its texts were before.
func (s *Store) keepStep(ctx context.Context, d Draft, st Step, before []models.Text, c stepChanges) error {
	r, err := s.reviewByID(ctx, d.ReviewID)
	if err != nil {
		return err
	}
	was, fields := byField(before)
	is, more := byField(d.texts(r))
	for _, f := range more {
		if _, ok := was[f]; !ok {
			fields = append(fields, f)
		}
	}
	c.Texts = reworded(fields, was, is)
	undo, err := json.Marshal(c)
	if err != nil {
		return err
	}
	by := models.ActorOf(ctx)
	st.PublicID, st.DraftID, st.UserID, st.Actor, st.Undo, st.CreatedAt = models.NewID(), d.ID, by.ID, by.Name, string(undo), s.Now()
	if err := s.query(ctx).Create(&st).Error; err != nil {
		return models.Fault(err, "draft step")
	}
	const old = "DELETE FROM draft_steps WHERE draft_id = ? AND id NOT IN (SELECT id FROM draft_steps WHERE draft_id = ? ORDER BY id DESC LIMIT ?)"
	return models.Fault(s.query(ctx).Exec(old, d.ID, d.ID, keptSteps).Error, "draft step")
}

func byField(ts []models.Text) (map[string]string, []string) {
	bodies, fields := map[string]string{}, []string{}
	for _, t := range ts {
		bodies[t.Field] = t.Body
		fields = append(fields, t.Field)
	}
	return bodies, fields
}

// endSteps forgets what could be undone.
func (s *Store) endSteps(ctx context.Context, draftID int64) error {
	return models.Fault(s.query(ctx).Exec("DELETE FROM draft_steps WHERE draft_id = ?", draftID).Error, "draft step")
}

// Undo takes a step of a draft back, the newest one of whoever does it when
// stepID is empty, and returns the step and the finds after it. What was written
// elsewhere since stays. It fails as Stale where the same words were changed
// since: Restored tells what stood there.
func (s *Store) Undo(ctx context.Context, draftID, stepID string) (st Step, fs []Finding, err error) {
	err = s.deed(ctx, func(s *Store) error {
		d, r, err := s.work(ctx, draftID)
		if err != nil {
			return err
		}
		if st, err = s.step(ctx, draftID, stepID); err != nil {
			return err
		}
		c, err := st.changes()
		if err != nil {
			return err
		}
		if err := s.takeBack(ctx, &d, r, c); err != nil {
			return err
		}
		if err := s.unsettle(ctx, c); err != nil {
			return err
		}
		if d.State != Drafting {
			if err := s.saveDraft(ctx, &d, 0, d.reopen()); err != nil {
				return err
			}
		}
		if err := s.query(ctx).Exec("DELETE FROM draft_steps WHERE id = ?", st.ID).Error; err != nil {
			return models.Fault(err, "draft step")
		}
		if r, err = s.reviewByID(ctx, d.ReviewID); err != nil {
			return err
		}
		if fs, err = s.scan(ctx, d, r); err != nil {
			return err
		}
		return s.record(ctx, "draft.undone", "draft", d.PublicID, nil, map[string]any{"step": st.PublicID, "deed": st.Deed,
			"by": st.Actor, "at": st.CreatedAt, "found": fingerprint(st.Found), "places": st.Places})
	})
	return st, fs, err
}

// step finds the step to undo.
func (s *Store) step(ctx context.Context, draftID, stepID string) (Step, error) {
	all, err := s.Steps(ctx, draftID)
	if err != nil {
		return Step{}, err
	}
	by := models.ActorOf(ctx).ID
	i := slices.IndexFunc(all, func(st Step) bool { return st.PublicID == stepID || stepID == "" && st.UserID == by })
	if i < 0 {
		return Step{}, errNothingToUndo
	}
	return all[i], nil
}

// takeBack gives texts the wording they had before a step, and forgets where a
// sentence came from.
func (s *Store) takeBack(ctx context.Context, d *Draft, r Review, did stepChanges) error {
	if len(did.Texts) == 0 {
		return nil
	}
	c := newChanges()
	for _, w := range did.Texts {
		now, err := s.wording(*d, r, w.Field)
		if err != nil {
			return err
		}
		text, ok := w.takeBack(now)
		if !ok {
			return models.Fail(models.Stale, "These words were changed since. Nothing was undone: look at both texts and choose.")
		}
		if err := s.reword(ctx, d, r, w.Field, text, c); err != nil {
			return err
		}
	}
	if did.Origin != "" {
		kept, field := d.sourcesOf(), did.Texts[0].Field
		kept[field] = slices.DeleteFunc(kept[field], func(o Origin) bool { return o.Key == did.Origin })
		d.Sources = sources(kept)
		c.set["sources"] = d.Sources
	}
	return s.rewrite(ctx, d, 0, c)
}

// wording is what a field of a draft, its timeline or its promises says now.
func (s *Store) wording(d Draft, r Review, field string) (string, error) {
	if sec, ok := sectionOf(field); ok {
		return *sec.at(&d), nil
	}
	prefix, id, _ := strings.Cut(field, "/")
	for _, e := range r.Timeline {
		if prefix == "timeline" && e.PublicID == id {
			return e.PublicText, nil
		}
	}
	for _, a := range r.Actions {
		switch {
		case a.PublicID != id:
		case prefix == "reason":
			return a.Reason, nil
		case prefix == "countermeasure":
			return a.PublicText, nil
		}
	}
	return "", models.Fail(models.Conflict, "What this was about is gone from the review, so it cannot be undone.")
}

// unsettle opens finds again, and takes back what the gate was told to let
// through.
func (s *Store) unsettle(ctx context.Context, c stepChanges) error {
	err := s.query(ctx).Model(&Finding{}).Where("id IN ?", c.Settled).
		Updates(map[string]any{"action": "", "replacement": "", "reason": "", "settled_by": 0, "settled_at": nil}).Error
	if err != nil || len(c.Granted) == 0 {
		return models.Fault(err, "finding")
	}
	return models.Fault(s.query(ctx).Exec("DELETE FROM acceptances WHERE id IN ?", c.Granted).Error, "acceptance")
}

// Restored lists the texts that a step changed, each with what it said before.
// After is what stands there now.
func (s *Store) Restored(ctx context.Context, draftID, stepID string) ([]Rewording, error) {
	d, r, err := s.draftAndReview(ctx, draftID)
	if err != nil {
		return nil, err
	}
	st, err := s.step(ctx, draftID, stepID)
	if err != nil {
		return nil, err
	}
	c, err := st.changes()
	for i, w := range c.Texts {
		now, missing := s.wording(d, r, w.Field)
		if missing != nil {
			return nil, missing
		}
		c.Texts[i].After = now
		if text, ok := w.takeBack(now); ok {
			c.Texts[i].Before = text
		}
	}
	return c.Texts, err
}
