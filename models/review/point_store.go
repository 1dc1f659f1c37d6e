package review

import (
	"context"

	"gorm.io/gorm"

	"vitrine/models"
)

// list is where one sort of points is kept: factors or learnings.
type list struct{ table, noun string }

var (
	factors   = list{"factors", "factor"}
	learnings = list{"learnings", "learning"}
)

// write is a query for the columns of a list.
func (l list) write(q *gorm.DB) *gorm.DB {
	if l == factors {
		return q.Table(l.table)
	}
	return q.Table(l.table).Omit(ofFactors...)
}

// fillPoints reads the factors and learnings of a review.
func (s *Store) fillPoints(ctx context.Context, r *Review) error {
	for _, l := range []list{factors, learnings} {
		points, err := gorm.G[point](s.query(ctx)).Table(l.table).Where("review_id = ?", r.ID).Order("position, id").Find(ctx)
		if err != nil {
			return models.Fault(err, l.noun)
		}
		for _, p := range points {
			if l == factors {
				r.Factors = append(r.Factors, Factor(p))
			} else {
				r.Learnings = append(r.Learnings, p.learning())
			}
		}
	}
	return nil
}

// addPoint adds a point at the end of a list.
func (s *Store) addPoint(ctx context.Context, l list, reviewID string, n point) (p point, err error) {
	err = s.deed(ctx, func(s *Store) error {
		r, err := find[Review](ctx, s, reviewID, "review")
		if err != nil {
			return err
		}
		p = n
		p.PublicID, p.ReviewID, p.Version, p.CreatedAt, p.UpdatedAt = models.NewID(), r.ID, 1, s.Now(), s.Now()
		if err := p.check(); err != nil {
			return err
		}
		if p.Position, err = s.nextPosition(ctx, l.table, r.ID); err != nil {
			return err
		}
		return s.changing(ctx, r.ID, func() error {
			if err := l.write(s.query(ctx)).Create(&p).Error; err != nil {
				return models.Fault(err, l.noun)
			}
			return s.record(ctx, l.noun+".added", "review", reviewID, nil, map[string]any{l.noun: p.PublicID, "body": fingerprint(p.Body)})
		})
	})
	return p, err
}

// nextPosition is the place behind the last one of a review's list.
func (s *Store) nextPosition(ctx context.Context, table string, reviewID int64) (int64, error) {
	var n int64
	err := s.query(ctx).Raw("SELECT COALESCE(MAX(position), 0) + 1 FROM "+table+" WHERE review_id = ?", reviewID).Scan(&n).Error
	return n, models.Fault(err, "review")
}

func (s *Store) point(ctx context.Context, l list, publicID string) (point, error) {
	p, err := gorm.G[point](s.query(ctx)).Table(l.table).Where("public_id = ?", publicID).Take(ctx)
	return p, models.Fault(err, l.noun)
}

// editPoint changes a point of a list.
func (s *Store) editPoint(ctx context.Context, l list, publicID string, e PointEdit) (p point, err error) {
	err = s.deed(ctx, func(s *Store) error {
		if p, err = s.point(ctx, l, publicID); err != nil {
			return err
		}
		c := e.apply(&p)
		if err := p.check(); err != nil {
			return err
		}
		at := row{l.table, l.noun, p.ID, p.Version, e.Version}
		if err := at.fresh(); err != nil || len(c.set) == 0 {
			return err
		}
		return s.changing(ctx, p.ReviewID, func() error {
			if err := s.amend(ctx, at, c); err != nil {
				return err
			}
			p.Version++
			return s.record(ctx, l.noun+".edited", l.noun, publicID, c.before, c.after)
		})
	})
	return p, err
}

// deletePoint takes a point out of a list.
func (s *Store) deletePoint(ctx context.Context, l list, publicID string, version int64) error {
	return s.deed(ctx, func(s *Store) error {
		p, err := s.point(ctx, l, publicID)
		if err != nil {
			return err
		}
		return s.changing(ctx, p.ReviewID, func() error {
			if err := s.remove(ctx, row{l.table, l.noun, p.ID, p.Version, version}); err != nil {
				return err
			}
			return s.record(ctx, l.noun+".deleted", l.noun, publicID, map[string]any{"body": fingerprint(p.Body)}, nil)
		})
	})
}
