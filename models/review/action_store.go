package review

import (
	"context"

	"gorm.io/gorm"

	"vitrine/models"
)

// fillActions reads the action items of a review.
func (s *Store) fillActions(ctx context.Context, r *Review) (err error) {
	r.Actions, err = gorm.G[Action](s.query(ctx)).Where("review_id = ?", r.ID).Order("position, id").Find(ctx)
	return models.Fault(err, "action item")
}

// AddAction adds an action item at the end of the list.
func (s *Store) AddAction(ctx context.Context, reviewID string, n NewAction) (a Action, err error) {
	err = s.deed(ctx, func(s *Store) error {
		r, err := find[Review](ctx, s, reviewID, "review")
		if err != nil {
			return err
		}
		a = n.action()
		a.PublicID, a.ReviewID, a.CreatedAt, a.UpdatedAt = models.NewID(), r.ID, s.Now(), s.Now()
		a.PublicBy = wordedBy(ctx, a.PublicText)
		if err := s.own(ctx, &a); err != nil {
			return err
		}
		if a.State == ActionDone {
			a.DoneAt = &a.CreatedAt
		}
		if err := a.check(); err != nil {
			return err
		}
		if err := s.origin(ctx, r, a); err != nil {
			return err
		}
		if a.Position, err = s.nextPosition(ctx, "action_items", r.ID); err != nil {
			return err
		}
		return s.changing(ctx, r.ID, func() error {
			if err := gorm.G[Action](s.query(ctx)).Create(ctx, &a); err != nil {
				return models.Fault(err, "action item")
			}
			return s.record(ctx, "action.added", "review", reviewID, nil,
				map[string]any{"action": a.PublicID, "kind": a.Kind, "state": a.State, "public": a.PublicText != ""})
		})
	})
	return a, err
}

// own finds the user whom the owner of an action item names. One who is named by
// an address or a handle stands there by name from then on.
func (s *Store) own(ctx context.Context, a *Action) error {
	a.OwnerID = 0
	if a.Owner == "" {
		return nil
	}
	people, err := s.people(ctx)
	if u, ok := people[foldName(a.Owner)]; ok {
		a.Owner, a.OwnerID = u.Name, u.ID
	}
	return err
}

func (n NewAction) action() Action {
	if n.State == "" {
		n.State = ActionOpen
	}
	a := Action{Body: clean(n.Body), Kind: n.Kind, Owner: clean(n.Owner), OnlyIf: clean(n.OnlyIf), Priority: n.Priority, Immediate: n.Immediate,
		Parked: n.Parked, Ticket: clean(n.Ticket), TicketURL: clean(n.TicketURL), State: n.State, Reason: clean(n.Reason),
		PublicText: clean(n.PublicText), MadeOf: n.MadeOf, Version: 1}
	if n.DueOn != nil && !n.DueOn.IsZero() {
		due := midnight(*n.DueOn)
		a.DueOn = &due
	}
	return a
}

// EditAction changes an action item. Where it was promised in public, the
// promise follows its state and its day in the same transaction.
func (s *Store) EditAction(ctx context.Context, actionID string, edit ActionEdit) (a Action, err error) {
	err = s.deed(ctx, func(s *Store) error {
		if a, err = find[Action](ctx, s, actionID, "action item"); err != nil {
			return err
		}
		c := edit.apply(&a, s.Now())
		if c.touches("public_text") {
			a.PublicBy = wordedBy(ctx, a.PublicText)
			c.set["public_by"] = a.PublicBy
		}
		if c.touches("owner") {
			if err := s.own(ctx, &a); err != nil {
				return err
			}
			c.set["owner"], c.set["owner_id"] = a.Owner, a.OwnerID
		}
		if err := a.check(); err != nil {
			return err
		}
		return s.changing(ctx, a.ReviewID, func() error { return s.saveAction(ctx, &a, edit.Version, c) })
	})
	return a, err
}

func (s *Store) saveAction(ctx context.Context, a *Action, version int64, c *changes) error {
	if err := s.amend(ctx, row{"action_items", "action item", a.ID, a.Version, version}, c); err != nil || len(c.set) == 0 {
		return err
	}
	a.Version++
	if err := s.record(ctx, "action.edited", "action_item", a.PublicID, c.before, c.after); err != nil {
		return err
	}
	if a.CountermeasureID == nil || !c.touches("state", "reason", "due_on") {
		return nil
	}
	return s.keepPromise(ctx, *a)
}

// DeleteAction takes an action item away, unless it was promised in public.
// version is the one that was read; 0 is any.
func (s *Store) DeleteAction(ctx context.Context, actionID string, version int64) error {
	return s.deed(ctx, func(s *Store) error {
		a, err := find[Action](ctx, s, actionID, "action item")
		if err != nil {
			return err
		}
		if a.CountermeasureID != nil {
			return models.Fail(models.Conflict, "This was promised in public and cannot be unsaid. Drop it with a reason instead.")
		}
		return s.changing(ctx, a.ReviewID, func() error {
			if err := s.remove(ctx, row{"action_items", "action item", a.ID, a.Version, version}); err != nil {
				return err
			}
			return s.record(ctx, "action.deleted", "action_item", actionID, map[string]any{"body": fingerprint(a.Body), "state": a.State}, nil)
		})
	})
}
