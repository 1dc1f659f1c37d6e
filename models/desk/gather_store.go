package desk

import (
	"context"
	"slices"

	"vitrine/models"
)

// ErrTaken refuses to open an incident from a proposal that is dealt with, so that
// two people do not tell the same twice.
var ErrTaken = models.Fail(models.Conflict, "Somebody has opened an incident from these alerts meanwhile, or has dismissed them, so nothing was opened now. Look at the open incidents first. To open this one all the same, send it again without the proposal.")

// OpenWith opens an incident and, in the same transaction, gives it the alerts it
// is about: those of the proposal with the given public id, if there is one, and
// those of every proposal for a component that the incident touches. What
// monitoring said before the incident was told so enters its timeline. Where
// somebody opened or dismissed that proposal before, it opens nothing: ErrTaken.
func (s *Store) OpenWith(ctx context.Context, proposal string, open func(context.Context) (models.Incident, error)) (i models.Incident, err error) {
	err = s.db.Together(ctx, func(ctx context.Context) error {
		if i, err = open(ctx); err != nil {
			return err
		}
		if proposal != "" {
			if err := s.DraftOpened(ctx, proposal, i.ID); models.KindOf(err) == models.Conflict {
				return ErrTaken
			} else if err != nil {
				return err
			}
		}
		return s.gather(ctx, i)
	})
	return i, err
}

// gather gives an open incident the proposals for its components. Of one that is
// over nobody knows which alerts it was about.
func (s *Store) gather(ctx context.Context, i models.Incident) error {
	if !i.Open() {
		return nil
	}
	drafts, err := s.IncidentDrafts(ctx)
	if err != nil {
		return err
	}
	for _, d := range drafts {
		if d.ComponentID == nil || !slices.Contains(i.ComponentIDs(), *d.ComponentID) {
			continue
		}
		if err := s.DraftOpened(ctx, d.PublicID, i.ID); err != nil {
			return err
		}
	}
	return nil
}
