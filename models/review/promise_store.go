package review

import (
	"context"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

// An action item that was promised in public and the countermeasure that is the
// promise are one thing: whichever of them somebody moves, the other goes along.

// keepPromise brings the public countermeasure of an action item to its state and
// its day.
func (s *Store) keepPromise(ctx context.Context, a Action) error {
	var publicID string
	err := s.query(ctx).Raw("SELECT public_id FROM countermeasures WHERE id = ?", *a.CountermeasureID).Scan(&publicID).Error
	if err != nil || publicID == "" {
		return models.Fault(err, "countermeasure")
	}
	state, due := a.promise(), time.Time{}
	if a.DueOn != nil {
		due = *a.DueOn
	}
	_, err = s.site.EditCountermeasure(ctx, publicID, models.CountermeasureEdit{State: &state, Reason: &a.Reason, DueOn: &due})
	return err
}

// Moved implements models.Promises: the action item that a countermeasure was
// made of moves with it. Its reason is public, so it must be free of finds, those
// that the review alone knows among them.
func (s *Store) Moved(ctx context.Context, tx *models.Tx, before, after models.Countermeasure) error {
	s = s.In(tx)
	as, err := gorm.G[Action](s.query(ctx)).Where("countermeasure_id = ?", after.ID).Find(ctx)
	if err != nil || len(as) == 0 {
		return models.Fault(err, "action item")
	}
	a := as[0]
	r, err := s.reviewByID(ctx, a.ReviewID)
	if err != nil {
		return err
	}
	if after.Reason != before.Reason {
		if err := s.freeOfFinds(ctx, r, models.Text{Field: "reason", Body: after.Reason}); err != nil {
			return err
		}
	}
	c := follow(after).apply(&a, s.Now())
	if len(c.set) == 0 {
		return nil
	}
	if err := a.check(); err != nil {
		return err
	}
	return s.changing(ctx, a.ReviewID, func() error {
		if err := s.amend(ctx, row{"action_items", "action item", a.ID, a.Version, 0}, c); err != nil {
			return err
		}
		return s.record(ctx, "action.edited", "action_item", a.PublicID, c.before, c.after)
	})
}

// follow is the edit that brings an action item to where its promise is.
func follow(m models.Countermeasure) ActionEdit {
	state := map[models.CountermeasureState]ActionState{models.Planned: ActionOpen, models.Underway: ActionUnderway,
		models.Done: ActionDone, models.Dropped: ActionDropped}[m.State]
	due := time.Time{}
	if m.DueOn != nil {
		due = *m.DueOn
	}
	return ActionEdit{State: &state, Reason: &m.Reason, DueOn: &due}
}

// tiePromises ties each action item to the countermeasure made of it.
func (s *Store) tiePromises(ctx context.Context, d Draft, p models.Postmortem) error {
	r, err := s.reviewByID(ctx, d.ReviewID)
	if err != nil {
		return err
	}
	tied := map[int64]bool{}
	for _, a := range r.Actions {
		if a.CountermeasureID != nil {
			tied[*a.CountermeasureID] = true
		}
	}
	for _, a := range r.Actions {
		if !a.promised() || a.CountermeasureID != nil {
			continue
		}
		for _, c := range p.Countermeasures {
			if !tied[c.ID] && c.Body == a.PublicText {
				tied[c.ID] = true
				err := s.query(ctx).Exec("UPDATE action_items SET countermeasure_id = ? WHERE id = ?", c.ID, a.ID).Error
				if err != nil {
					return models.Fault(err, "action item")
				}
				break
			}
		}
	}
	return nil
}

// untiePromises frees action items of promises that were withdrawn.
func (s *Store) untiePromises(ctx context.Context, reviewID int64) error {
	const untie = "UPDATE action_items SET countermeasure_id = NULL WHERE review_id = ? AND countermeasure_id NOT IN (SELECT id FROM countermeasures)"
	return models.Fault(s.query(ctx).Exec(untie, reviewID).Error, "action item")
}
