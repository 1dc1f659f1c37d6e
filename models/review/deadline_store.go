package review

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"vitrine/models"
)

// Deadlines returns the operator's rules; before the first change, the usual ones.
func (s *Store) Deadlines(ctx context.Context) (Deadlines, error) {
	d, err := gorm.G[Deadlines](s.query(ctx)).Where("id = 1").Take(ctx)
	if err = models.Fault(err, "deadlines"); models.KindOf(err) == models.NotFound && err != nil {
		d, err = usualDeadlines(), nil
	}
	if err != nil {
		return d, err
	}
	set, err := s.site.Settings(ctx)
	d.zone = set.Location()
	return d, err
}

// EditDeadlines changes the rules. Days that were set for a review stay.
func (s *Store) EditDeadlines(ctx context.Context, e DeadlinesEdit) (d Deadlines, err error) {
	err = s.deed(ctx, func(s *Store) error {
		if d, err = s.Deadlines(ctx); err != nil {
			return err
		}
		if e.Version != 0 && e.Version != d.Version {
			return models.StaleEdit("deadlines")
		}
		c, err := d.apply(e)
		if err != nil || len(c.set) == 0 {
			return err
		}
		read := d.Version
		d.Version, d.UpdatedAt = read+1, s.Now()
		unchanged := clause.Where{Exprs: []clause.Expression{clause.Eq{Column: clause.Column{Table: "review_clocks", Name: "version"}, Value: read}}}
		done := s.query(ctx).Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "id"}}, UpdateAll: true, Where: unchanged}).Create(&d)
		if done.Error == nil && done.RowsAffected == 0 {
			return models.StaleEdit("deadlines")
		}
		if done.Error != nil {
			return models.Fault(done.Error, "deadlines")
		}
		return s.record(ctx, "deadlines.edited", "desk", "deadlines", c.before, c.after)
	})
	return d, err
}
