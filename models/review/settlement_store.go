package review

import (
	"context"
	"slices"
	"strings"

	"vitrine/models"
)

// Settle settles a find of a draft and returns the finds after it. Removing and
// replacing change the text and so void an approval; accepting keeps the text,
// and sends an approved draft back to its approver. Undo takes it back.
func (s *Store) Settle(ctx context.Context, findingID string, how Settlement) (fs []Finding, err error) {
	err = s.deed(ctx, func(s *Store) error {
		f, err := find[Finding](ctx, s, findingID, "finding")
		if err != nil {
			return err
		}
		if f.past() {
			return models.Fail(models.Conflict, "This find is settled already; what was found does not stand there any more.")
		}
		if err := how.check(f); err != nil {
			return err
		}
		d, r, err := s.workOn(ctx, f)
		if err != nil {
			return err
		}
		if fs, err = s.settle(ctx, &d, r, f, how); err != nil {
			return err
		}
		return s.record(ctx, "finding.settled", "draft", d.PublicID, nil, map[string]any{"finding": f.PublicID, "field": f.Field,
			"rule": f.Rule, "found": fingerprint(f.Found), "action": how.Action, "all": how.All, "reason": fingerprint(how.Reason)})
	})
	return fs, err
}

// workOn reads the draft and review of a find, and fails as Stale when the text
// it was found in has changed since.
func (s *Store) workOn(ctx context.Context, f Finding) (Draft, Review, error) {
	d, err := s.lockDraft(ctx, "id = ?", f.DraftID)
	if err != nil {
		return Draft{}, Review{}, err
	}
	r, err := s.reviewByID(ctx, d.ReviewID)
	if err != nil {
		return Draft{}, Review{}, err
	}
	for _, t := range d.texts(r) {
		if t.Field == f.Field && digest(t.Body) == f.FieldDigest {
			return d, r, nil
		}
	}
	return Draft{}, Review{}, models.Fail(models.Stale, "The text has changed since this was found. Scan it again.")
}

func (s *Store) settle(ctx context.Context, d *Draft, r Review, f Finding, how Settlement) ([]Finding, error) {
	have, err := s.scan(ctx, *d, r)
	if err != nil {
		return nil, err
	}
	covered := slices.DeleteFunc(slices.Clone(have), func(g Finding) bool { return !how.covers(f, g) })
	before, did := d.texts(r), stepChanges{}
	if how.Action == Accept {
		did.Granted, err = s.accept(ctx, d, r, covered, how)
	} else {
		err = s.replace(ctx, d, r, covered, how)
	}
	if err != nil {
		return nil, err
	}
	if did.Settled, err = s.settled(ctx, covered, how); err != nil {
		return nil, err
	}
	step := Step{Deed: stepOf[how.Action], Found: f.Found, Replacement: how.Replacement, Places: int64(len(covered))}
	if err := s.keepStep(ctx, *d, step, before, did); err != nil {
		return nil, err
	}
	if r, err = s.reviewByID(ctx, d.ReviewID); err != nil {
		return nil, err
	}
	return s.scan(ctx, *d, r)
}

// settled writes how finds were settled, and returns their row ids.
func (s *Store) settled(ctx context.Context, fs []Finding, how Settlement) ([]int64, error) {
	ids := make([]int64, len(fs))
	for i, f := range fs {
		ids[i] = f.ID
	}
	columns := map[string]any{"action": how.Action, "replacement": "", "reason": how.Reason,
		"settled_by": models.ActorOf(ctx).ID, "settled_at": s.Now()}
	if how.Action == Replace {
		columns["replacement"] = how.Replacement
	}
	err := s.query(ctx).Model(&Finding{}).Where("id IN ?", ids).Updates(columns).Error
	return ids, models.Fault(err, "finding")
}

// accept tells the gate of what is accepted, and takes back an approval that was
// given before. It returns the row ids of what the gate did not know yet.
func (s *Store) accept(ctx context.Context, d *Draft, r Review, fs []Finding, how Settlement) ([]int64, error) {
	rules, err := s.gate.ruleset(s.query(ctx))
	if err != nil {
		return nil, err
	}
	for i := range fs {
		fs[i].Action, fs[i].Reason = Accept, how.Reason
	}
	var granted []Acceptance
	for _, t := range d.texts(r) {
		for _, h := range acceptedIn(rules, t, fs) {
			granted = append(granted, grant(ctx, t, h, how.Reason))
		}
	}
	ids, err := s.grantNew(ctx, d.texts(r), granted)
	if err != nil || d.State != Approved {
		return ids, err
	}
	d.State = Submitted
	c := d.unapprove()
	c.set["state"] = d.State
	return ids, s.saveDraft(ctx, d, 0, c)
}

// grantNew tells the gate of acceptances and returns the row ids of those that
// it did not know for these texts.
func (s *Store) grantNew(ctx context.Context, texts []models.Text, granted []Acceptance) (ids []int64, err error) {
	known, err := acceptedBefore(s.query(ctx), texts)
	if err != nil {
		return nil, err
	}
	if err := keep(s.query(ctx), granted); err != nil {
		return nil, err
	}
	for _, a := range granted {
		if known[a.TextDigest+a.FindingKey] {
			continue
		}
		known[a.TextDigest+a.FindingKey] = true
		var id int64
		err := s.query(ctx).Raw("SELECT id FROM acceptances WHERE text_digest = ? AND finding_key = ?", a.TextDigest, a.FindingKey).Scan(&id).Error
		if err != nil {
			return nil, models.Fault(err, "acceptance")
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// acceptedIn are the finds of the gate in a text that lie on a find accepted in
// the draft. The two scanners may cut the same words differently.
func acceptedIn(gate ruleset, t models.Text, fs []Finding) []models.Held {
	return slices.DeleteFunc(gate.held(t), func(h models.Held) bool {
		return !slices.ContainsFunc(fs, func(f Finding) bool {
			return f.Action == Accept && f.Field == t.Field && h.Start < int(f.EndAt) && int(f.StartAt) < h.End
		})
	})
}

// replace puts the replacement, or nothing, in the place of finds in every field
// they stand in.
func (s *Store) replace(ctx context.Context, d *Draft, r Review, fs []Finding, how Settlement) error {
	if how.Action == Replace {
		if err := s.cleanReplacement(ctx, r, how.Replacement); err != nil {
			return err
		}
	}
	c := newChanges()
	for _, t := range d.texts(r) {
		var here []Finding
		for _, f := range fs {
			if f.Field == t.Field {
				here = append(here, f)
			}
		}
		if len(here) == 0 {
			continue
		}
		if err := s.reword(ctx, d, r, t.Field, how.rewrite(t.Body, here), c); err != nil {
			return err
		}
	}
	return s.rewrite(ctx, d, 0, c)
}

func (s *Store) cleanReplacement(ctx context.Context, r Review, text string) error {
	return s.freeOfFinds(ctx, r, models.Text{Field: "replacement", Body: text})
}

// reword gives a field of the draft, or of the timeline and the promises it
// takes its public texts from, a new wording.
func (s *Store) reword(ctx context.Context, d *Draft, r Review, field, text string, c *changes) error {
	if sec, ok := sectionOf(field); ok {
		if field == "slug" {
			text = models.Slug(text)
		}
		if field == "slug" && d.PostmortemID != nil {
			return models.Fail(models.Conflict, "The address is public already. Withdraw what is published if the address must not be seen.")
		}
		c.words(sec.column, sec.at(d), &text)
		return nil
	}
	prefix, id, _ := strings.Cut(field, "/")
	if prefix == "timeline" {
		return s.rewordEntry(ctx, r, id, text)
	}
	return s.rewordAction(ctx, id, prefix, text)
}

// rewordEntry rewords an entry, or a line that comes by itself and was given a
// public wording.
func (s *Store) rewordEntry(ctx context.Context, r Review, id, text string) error {
	if n := slices.IndexFunc(r.Timeline, func(e Entry) bool { return e.PublicID == id && e.Merged }); n >= 0 {
		_, _, err := s.putRemark(ctx, r.ID, r.Timeline[n], RemarkEdit{PublicText: &text})
		return err
	}
	e, err := find[Entry](ctx, s, id, "timeline entry")
	if err != nil {
		return err
	}
	c := EntryEdit{PublicText: &text}.apply(&e)
	c.set["public_by"] = wordedBy(ctx, text)
	return s.amend(ctx, row{"timeline_entries", "timeline entry", e.ID, e.Version, 0}, c)
}

func (s *Store) rewordAction(ctx context.Context, id, prefix, text string) error {
	a, err := find[Action](ctx, s, id, "action item")
	if err != nil {
		return err
	}
	edit := ActionEdit{PublicText: &text}
	if prefix == "reason" {
		edit = ActionEdit{Reason: &text}
	}
	c := edit.apply(&a, s.Now())
	if err := a.check(); err != nil {
		return err
	}
	if prefix != "reason" {
		c.set["public_by"] = wordedBy(ctx, text)
	}
	return s.amend(ctx, row{"action_items", "action item", a.ID, a.Version, 0}, c)
}
