package review

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"vitrine/models"
)

// fillOwn reads what is written in the sections that this house has added.
func (s *Store) fillOwn(ctx context.Context, r *Review) (err error) {
	r.Own, err = gorm.G[OwnSection](s.query(ctx)).Where("review_id = ? AND body <> ''", r.ID).Order("section").Find(ctx)
	if len(r.Own) == 0 {
		r.Own = nil // what is not there is not signed
	}
	return models.Fault(err, "section")
}

// readOwn is fillOwn for several reviews.
func (s *Store) readOwn(ctx context.Context, ids []int64, at map[int64]*Review) error {
	list, err := gorm.G[OwnSection](s.query(ctx)).Where("review_id IN ? AND body <> ''", ids).Order("review_id, section").Find(ctx)
	for _, o := range list {
		at[o.ReviewID].Own = append(at[o.ReviewID].Own, o)
	}
	return models.Fault(err, "section")
}

// sectioned is a review with every section that can be written in: those of the
// template too in which nothing is written yet. Nothing else of it is read.
func (s *Store) sectioned(ctx context.Context, reviewID string) (r Review, t ReviewTemplate, err error) {
	if r, err = find[Review](ctx, s, reviewID, "review"); err != nil {
		return r, t, err
	}
	if t, err = s.ReviewTemplate(ctx); err != nil {
		return r, t, err
	}
	kept, err := gorm.G[OwnSection](s.query(ctx)).Where("review_id = ?", r.ID).Order("section").Find(ctx)
	if err != nil {
		return r, t, models.Fault(err, "section")
	}
	at := map[Section]OwnSection{}
	for _, o := range kept {
		at[o.Section] = o
	}
	for _, asked := range t.Sections {
		if asked.Section.Own() {
			o := at[asked.Section]
			r.Own = append(r.Own, OwnSection{r.ID, asked.Section, asked.Heading, o.Text})
			delete(at, asked.Section)
		}
	}
	for _, o := range kept {
		if _, gone := at[o.Section]; gone {
			r.Own = append(r.Own, o)
		}
	}
	return r, t, nil
}

// keepOwn writes the text of an added section.
func (s *Store) keepOwn(ctx context.Context, r *Review, name Section) error {
	for _, o := range r.Own {
		if o.Section == name {
			all := clause.OnConflict{Columns: []clause.Column{{Name: "review_id"}, {Name: "section"}}, UpdateAll: true}
			return models.Fault(s.query(ctx).Clauses(all).Create(&o).Error, "section")
		}
	}
	return errNoSection
}
