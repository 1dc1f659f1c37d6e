package review

import (
	"context"
	"time"

	"vitrine/models"
	"vitrine/redact"
)

// Submit hands a draft to an approver. version is the one that was read; 0 is
// any. It fails as Conflict with the finds while one is not settled.
func (s *Store) Submit(ctx context.Context, draftID string, version int64) (Draft, error) {
	return s.move(ctx, draftID, version, "draft.submitted", func(s *Store, d *Draft, r Review) (*changes, error) {
		return d.submit(models.ActorOf(ctx).ID, s.Now())
	})
}

// Approve signs the draft as it stands; version is the one the approver read, 0
// is any. Whoever wrote or submitted it is Denied, unless the settings of the
// desk let one person do both.
func (s *Store) Approve(ctx context.Context, draftID string, version int64) (Draft, error) {
	return s.move(ctx, draftID, version, "draft.approved", func(s *Store, d *Draft, r Review) (*changes, error) {
		second, err := s.secondPerson(ctx)
		if err != nil {
			return nil, err
		}
		p, err := s.publishable(ctx, *d, r)
		if err != nil {
			return nil, err
		}
		return d.approve(models.ActorOf(ctx).ID, p.Digest(), second, s.Now())
	})
}

// move takes a draft without unsettled finds one state on.
func (s *Store) move(ctx context.Context, draftID string, version int64, deed string, on func(*Store, *Draft, Review) (*changes, error)) (d Draft, err error) {
	if err := s.settledNow(ctx, draftID); err != nil {
		return Draft{}, err
	}
	err = s.deed(ctx, func(s *Store) error {
		var r Review
		if d, r, err = s.work(ctx, draftID); err != nil {
			return err
		}
		if err := s.draftRow(d, version).fresh(); err != nil {
			return err
		}
		if err := s.scanSettled(ctx, d, r); err != nil {
			return err
		}
		c, err := on(s, &d, r)
		if err != nil {
			return err
		}
		if err := s.saveState(ctx, &d, c); err != nil {
			return err
		}
		return s.record(ctx, deed, "draft", draftID, nil, map[string]any{"state": d.State, "digest": d.ApprovedDigest, "version": d.Version})
	})
	return d, err
}

// settledNow scans in a transaction of its own, so that the finds it complains
// about are there to be settled.
func (s *Store) settledNow(ctx context.Context, draftID string) error {
	fs, err := s.ScanDraft(ctx, draftID)
	if err != nil {
		return err
	}
	return s.gate.noted(unsettled(fs))
}

func (s *Store) scanSettled(ctx context.Context, d Draft, r Review) error {
	fs, err := s.scan(ctx, d, r)
	if err != nil {
		return err
	}
	return unsettled(fs)
}

// saveState writes changes that leave the text alone: the version, which names
// the text, stays.
func (s *Store) saveState(ctx context.Context, d *Draft, c *changes) error {
	c.set["updated_at"] = s.Now()
	done := s.query(ctx).Model(&Draft{}).Where("id = ? AND version = ?", d.ID, d.Version).Updates(c.set)
	if done.Error == nil && done.RowsAffected == 0 {
		return models.StaleEdit("draft")
	}
	return models.Fault(done.Error, "draft")
}

// secondPerson reports whether somebody else must approve what one wrote: yes,
// unless the settings of the desk say otherwise.
func (s *Store) secondPerson(ctx context.Context) (bool, error) {
	var rows []bool
	err := s.query(ctx).Raw("SELECT second_person FROM desk_settings WHERE id = 1").Scan(&rows).Error
	return len(rows) == 0 || rows[0], models.Fault(err, "settings")
}

// Return sends a submitted or approved draft back with a note that says why.
func (s *Store) Return(ctx context.Context, draftID, note string) (d Draft, err error) {
	err = s.deed(ctx, func(s *Store) error {
		if d, err = s.lockDraft(ctx, "public_id = ?", draftID); err != nil {
			return err
		}
		c, err := d.giveBack(note)
		if err != nil {
			return err
		}
		if err := s.saveState(ctx, &d, c); err != nil {
			return err
		}
		return s.record(ctx, "draft.returned", "draft", draftID, nil, map[string]any{"note": fingerprint(d.ReturnedNote)})
	})
	return d, err
}

// PublishOrder is how to publish.
type PublishOrder struct {
	Notify bool       // mail the full text to subscribers
	Note   string     // what changed since the last revision, for the public
	FullBy *time.Time // publish it as preliminary: the day the full report is promised for; nil: it is the full report
}

// Publish copies exactly the approved text down to the ground floor, as a new
// revision. It fails as Conflict with the finds while one is not settled, and
// when this text is out already.
func (s *Store) Publish(ctx context.Context, draftID string, order PublishOrder) (p models.Postmortem, err error) {
	if err := s.settledNow(ctx, draftID); err != nil {
		return models.Postmortem{}, err
	}
	err = s.deed(ctx, func(s *Store) error {
		d, r, err := s.work(ctx, draftID)
		if err != nil {
			return err
		}
		if err := s.scanSettled(ctx, d, r); err != nil {
			return err
		}
		out, err := s.publishable(ctx, d, r)
		if err != nil {
			return err
		}
		if err := d.publishable(out.Digest()); err != nil {
			return err
		}
		order.Note = clean(order.Note)
		if err := s.freeOfFinds(ctx, r, models.Text{Field: "note", Body: order.Note}); err != nil {
			return err
		}
		if p, err = s.copyDown(ctx, d, r, out, order); err != nil {
			return err
		}
		return s.published(ctx, &d, p)
	})
	return p, err
}

// copyDown publishes the text on the ground floor, with what the gate must let
// through because it was accepted here.
func (s *Store) copyDown(ctx context.Context, d Draft, r Review, out models.Publishable, order PublishOrder) (models.Postmortem, error) {
	accept, err := s.accepted(ctx, d, r)
	if err != nil {
		return models.Postmortem{}, err
	}
	n := models.NewRevision{Slug: out.Slug, IncidentIDs: r.IncidentIDs, Summary: out.Summary, Timeline: out.Timeline,
		Countermeasures: out.Countermeasures, Note: order.Note, Notify: order.Notify, FullBy: order.FullBy, Accept: accept}
	if d.PostmortemID != nil {
		n.PostmortemID = *d.PostmortemID
	}
	return s.site.PublishRevision(ctx, n)
}

// accepted are the acceptances of a draft in the words of the gate.
func (s *Store) accepted(ctx context.Context, d Draft, r Review) ([]models.Acceptance, error) {
	fs, err := s.findings(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	rules, err := s.gate.ruleset(s.query(ctx))
	if err != nil {
		return nil, err
	}
	var accept []models.Acceptance
	for _, t := range d.texts(r) {
		for _, f := range fs {
			for _, h := range acceptedIn(rules, t, []Finding{f}) {
				if h.Severity == redact.Block {
					accept = append(accept, models.Acceptance{Key: h.Key, Reason: f.Reason})
				}
			}
		}
	}
	return accept, nil
}

// published says on the draft that it is out, ties action items to their
// promises, and begins a new list of authors.
func (s *Store) published(ctx context.Context, d *Draft, p models.Postmortem) error {
	d.PostmortemID = &p.ID
	if err := s.tiePromises(ctx, *d, p); err != nil {
		return err
	}
	r, err := s.reviewByID(ctx, d.ReviewID)
	if err != nil {
		return err
	}
	out, err := s.publishable(ctx, *d, r)
	if err != nil {
		return err
	}
	kept, err := s.seen(ctx, *d, r)
	if err != nil {
		return err
	}
	c := newChanges()
	c.set["state"], c.set["postmortem_id"], c.set["published_at"] = Published, p.ID, s.Now()
	c.set["published_digest"], c.set["sources"] = out.Digest(), sources(kept)
	if err := s.saveState(ctx, d, c); err != nil {
		return err
	}
	if err := s.note(ctx, d.ReviewID); err != nil {
		return err
	}
	if err := s.releaseAuthors(ctx, d.ID, p.Revision); err != nil {
		return err
	}
	if err := s.endSteps(ctx, d.ID); err != nil {
		return err
	}
	return s.record(ctx, "draft.published", "draft", d.PublicID, nil,
		map[string]any{"postmortem": p.Slug, "revision": p.Revision, "digest": d.ApprovedDigest})
}

// Withdraw takes a revision of the postmortem back, or with revision 0 all of
// it, for the reason that note gives to the public. When what is withdrawn is
// what readers see now, the draft is open again, and whoever wrote what was
// withdrawn is one of its authors again.
func (s *Store) Withdraw(ctx context.Context, draftID string, revision int64, note string) (p models.Postmortem, err error) {
	err = s.deed(ctx, func(s *Store) error {
		d, r, err := s.work(ctx, draftID)
		if err != nil {
			return err
		}
		if d.PostmortemID == nil {
			return models.Fail(models.Conflict, "Nothing of this draft is published.")
		}
		if err := s.freeOfFinds(ctx, r, models.Text{Field: "note", Body: note}); err != nil {
			return err
		}
		before, err := s.site.Postmortem(ctx, d.Slug)
		if err != nil {
			return err
		}
		if p, err = s.site.WithdrawPostmortem(ctx, d.Slug, revision, note); err != nil {
			return err
		}
		if revision == 0 || revision == before.Revision {
			c := d.reopen()
			c.set["published_digest"] = ""
			if err := s.saveState(ctx, &d, c); err != nil {
				return err
			}
			since := revision
			if p.WithdrawnAt != nil {
				since = 0
			}
			if err := s.recallAuthors(ctx, d.ID, since); err != nil {
				return err
			}
		}
		if err := s.untiePromises(ctx, d.ReviewID); err != nil {
			return err
		}
		return s.record(ctx, "draft.withdrawn", "draft", draftID, nil,
			map[string]any{"postmortem": d.Slug, "revision": revision, "note": fingerprint(note)})
	})
	return p, err
}

// NextRevision is the number that a draft would be published under.
func (s *Store) NextRevision(ctx context.Context, d Draft) (int64, error) {
	number := int64(1)
	if d.PostmortemID == nil {
		return number, nil
	}
	published, err := s.site.PostmortemsByID(ctx, []int64{*d.PostmortemID})
	for _, p := range published {
		for _, r := range p.Revisions {
			number = max(number, r.Number+1)
		}
	}
	return number, err
}

// Thread is the title of the incident whose conversation the mail with the
// postmortem continues; empty where the review covers several, or none.
func (r Review) Thread() string {
	if len(r.Incidents) == 1 {
		return r.Incidents[0].Title
	}
	return ""
}
