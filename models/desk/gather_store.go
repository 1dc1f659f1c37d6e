package desk

import (
	"context"
	"slices"

	"vitrine/models"
)

// OpenWith opens an incident and, in the same transaction, gives it the alerts it
// is about: those of the proposal with the given public id, if there is one, and
// those of every proposal for a component that the incident touches. What
// monitoring said before the incident was told so enters its timeline.
func (s *Store) OpenWith(ctx context.Context, proposal string, open func(context.Context) (models.Incident, error)) (i models.Incident, err error) {
	err = s.db.Together(ctx, func(ctx context.Context) error {
		if i, err = open(ctx); err != nil {
			return err
		}
		if proposal != "" {
			if err := s.DraftOpened(ctx, proposal, i.ID); err != nil {
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
