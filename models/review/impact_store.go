package review

import (
	"context"

	"gorm.io/gorm"

	"vitrine/models"
)

// AddInterval adds a stretch of impact to a review.
func (s *Store) AddInterval(ctx context.Context, reviewID string, n NewInterval) (i Interval, err error) {
	err = s.deed(ctx, func(s *Store) error {
		r, err := find[Review](ctx, s, reviewID, "review")
		if err != nil {
			return err
		}
		i = Interval{PublicID: models.NewID(), ReviewID: r.ID, StartsAt: utc(n.StartsAt), Counted: n.Counted, Note: clean(n.Note), Version: 1,
			CreatedAt: s.Now(), UpdatedAt: s.Now()}
		if n.EndsAt != nil {
			i.EndsAt = new(utc(*n.EndsAt))
		}
		if err := i.check(); err != nil {
			return err
		}
		return s.changing(ctx, r.ID, func() error {
			if err := gorm.G[Interval](s.query(ctx)).Create(ctx, &i); err != nil {
				return models.Fault(err, "impact interval")
			}
			return s.record(ctx, "interval.added", "review", reviewID, nil,
				map[string]any{"interval": i.PublicID, "starts_at": i.StartsAt, "ends_at": i.EndsAt, "counted": i.Counted})
		})
	})
	return i, err
}

// EditInterval changes a stretch of impact.
func (s *Store) EditInterval(ctx context.Context, intervalID string, edit IntervalEdit) (i Interval, err error) {
	err = s.deed(ctx, func(s *Store) error {
		if i, err = find[Interval](ctx, s, intervalID, "impact interval"); err != nil {
			return err
		}
		at, c := row{"impact_intervals", "impact interval", i.ID, i.Version, edit.Version}, edit.apply(&i)
		if err := i.check(); err != nil {
			return err
		}
		return s.changing(ctx, i.ReviewID, func() error {
			if err := s.amend(ctx, at, c); err != nil || len(c.set) == 0 {
				return err
			}
			i.Version++
			return s.record(ctx, "interval.edited", "impact_interval", intervalID, c.before, c.after)
		})
	})
	return i, err
}

// DeleteInterval takes a stretch of impact out of a review. version is the one
// that was read; 0 is any.
func (s *Store) DeleteInterval(ctx context.Context, intervalID string, version int64) error {
	return s.deed(ctx, func(s *Store) error {
		i, err := find[Interval](ctx, s, intervalID, "impact interval")
		if err != nil {
			return err
		}
		return s.changing(ctx, i.ReviewID, func() error {
			if err := s.remove(ctx, row{"impact_intervals", "impact interval", i.ID, i.Version, version}); err != nil {
				return err
			}
			return s.record(ctx, "interval.deleted", "impact_interval", intervalID,
				map[string]any{"starts_at": i.StartsAt, "ends_at": i.EndsAt, "note": fingerprint(i.Note)}, nil)
		})
	})
}
