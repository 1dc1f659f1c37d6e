package review

import (
	"cmp"
	"context"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"vitrine/models"
)

var errNoSection = models.Fail(models.NotFound, "There is no such section.")

// Section returns one section of a review.
func (s *Store) Section(ctx context.Context, reviewID string, name Section) (Written, error) {
	list, err := s.written(ctx, reviewID)
	if err != nil {
		return Written{}, err
	}
	for _, w := range list {
		if w.Section == name {
			return w, nil
		}
	}
	return Written{}, errNoSection
}

// Written returns every section of a review in the order in which they are read,
// those that this house has added at the end. One that the template does not ask
// for is left out unless something is written in it.
func (s *Store) Written(ctx context.Context, reviewID string) ([]Written, error) {
	list, err := s.written(ctx, reviewID)
	return slices.DeleteFunc(list, func(w Written) bool { return w.Off && w.Text == "" }), err
}

func (s *Store) written(ctx context.Context, reviewID string) ([]Written, error) {
	r, t, err := s.sectioned(ctx, reviewID)
	if err != nil {
		return nil, err
	}
	var marks []struct {
		Mark sectionMark `gorm:"embedded"`
		Name string
	}
	const with = `SELECT review_sections.*, COALESCE(users.name, '') AS name FROM review_sections LEFT JOIN users ON users.id = edited_by WHERE review_id = ?`
	if err := s.query(ctx).Raw(with, r.ID).Scan(&marks).Error; err != nil {
		return nil, models.Fault(err, "section")
	}
	all := r.all()
	list := make([]Written, len(all))
	for i, section := range all {
		list[i] = Written{Section: section.name, Heading: cmp.Or(section.heading, t.Heading(section.name)), Off: t.section(section.name).Off || !t.has(section.name), Text: *section.text, Version: 1}
		for _, m := range marks {
			if k := m.Mark; k.Section == section.name {
				list[i].Version, list[i].EditedBy, list[i].EditedAt, list[i].Mine = k.Version, m.Name, &k.EditedAt, k.EditedBy == models.ActorOf(ctx).ID
			}
		}
	}
	return list, nil
}

// WriteSection saves a text of a section. What is saved already needs no newer
// version: an answer that was lost is no reason to ask.
func (s *Store) WriteSection(ctx context.Context, reviewID string, name Section, e SectionEdit) (w Written, err error) {
	err = s.deed(ctx, func(s *Store) error {
		r, _, err := s.sectioned(ctx, reviewID)
		if err != nil {
			return err
		}
		at := r.text(name)
		if at == nil {
			return errNoSection
		}
		m, err := s.mark(ctx, r.ID, name)
		if err != nil {
			return err
		}
		c := newChanges()
		c.words(string(name), at, &e.Text)
		if err := r.check(); err != nil {
			return err
		}
		if len(c.set) > 0 && e.Version != 0 && e.Version != m.Version {
			return models.StaleEdit("section")
		}
		if err := s.writeSection(ctx, &r, m, c, e.Going); err != nil {
			return err
		}
		w, err = s.Section(ctx, reviewID, name)
		return err
	})
	return w, err
}

// writeSection writes the changes of one section, and tells the trail of them
// unless it knows of the sitting. The last word of a sitting is always told.
func (s *Store) writeSection(ctx context.Context, r *Review, m sectionMark, c *changes, going bool) error {
	by, now, text := models.ActorOf(ctx).ID, s.Now(), fingerprint(*r.text(m.Section))
	heard := m.heard(by, now) && going
	if len(c.set) == 0 && (going || m.EditedBy == 0 || m.Recorded == text) {
		return nil
	}
	if len(c.set) > 0 {
		m.Version, m.EditedBy, m.EditedAt = m.Version+1, by, now
	}
	told := c.before
	if m.Recorded != "" {
		told = map[string]any{string(m.Section): m.Recorded}
	}
	if !heard {
		m.Recorded, m.RecordedBy, m.RecordedAt = text, by, now
	}
	return s.changing(ctx, r.ID, func() error {
		if err := s.keepText(ctx, r, m.Section, c); err != nil {
			return err
		}
		if err := s.keepMark(ctx, m); err != nil || heard {
			return err
		}
		return s.record(ctx, "review.section.written", "review", r.PublicID, told, map[string]any{string(m.Section): text})
	})
}

// keepText writes the text of a section where it is kept.
func (s *Store) keepText(ctx context.Context, r *Review, name Section, c *changes) error {
	if name.Own() {
		return s.keepOwn(ctx, r, name)
	}
	return s.amend(ctx, row{"reviews", "review", r.ID, r.Version, 0}, c)
}

// mark reads what is kept of a section; before anybody wrote in it its version
// is 1.
func (s *Store) mark(ctx context.Context, reviewID int64, name Section) (sectionMark, error) {
	m, err := gorm.G[sectionMark](s.query(ctx)).Where("review_id = ? AND section = ?", reviewID, name).Take(ctx)
	if err = models.Fault(err, "section"); err != nil && models.KindOf(err) == models.NotFound {
		return sectionMark{ReviewID: reviewID, Section: name, Version: 1}, nil
	}
	return m, err
}

func (s *Store) keepMark(ctx context.Context, m sectionMark) error {
	all := clause.OnConflict{Columns: []clause.Column{{Name: "review_id"}, {Name: "section"}}, UpdateAll: true}
	return models.Fault(s.query(ctx).Clauses(all).Create(&m).Error, "section")
}

// markSections moves the versions of the sections that an edit of the whole
// review wrote in.
func (s *Store) markSections(ctx context.Context, r *Review, c *changes) error {
	for _, section := range written {
		if !c.touches(string(section.name)) {
			continue
		}
		m, err := s.mark(ctx, r.ID, section.name)
		if err != nil {
			return err
		}
		by := models.ActorOf(ctx).ID
		m.Version, m.EditedBy, m.EditedAt = m.Version+1, by, s.Now()
		m.Recorded, m.RecordedBy, m.RecordedAt = fingerprint(*section.text(r)), by, s.Now()
		if err := s.keepMark(ctx, m); err != nil {
			return err
		}
	}
	return nil
}
