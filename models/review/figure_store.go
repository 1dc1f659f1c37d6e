package review

import (
	"context"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"vitrine/models"
)

// note writes the figures and the words of a review as it is now, within the
// deed that changed it.
func (s *Store) note(ctx context.Context, reviewID int64) error {
	r, err := s.reviewByID(ctx, reviewID)
	if err != nil {
		return err
	}
	f := r.figures(s.Now())
	if f.Outdated, err = s.outdated(ctx, r); err != nil {
		return err
	}
	if err := s.query(ctx).Clauses(onto("review_id")).Create(&f).Error; err != nil {
		return models.Fault(err, "review")
	}
	return s.noteWords(ctx, r)
}

// outdated reports whether a review whose postmortem is out says something else
// now than when that was published, or than what somebody has looked at since.
func (s *Store) outdated(ctx context.Context, r Review) (bool, error) {
	if r.Draft == nil || r.Draft.PostmortemID == nil {
		return false, nil
	}
	list, err := s.origins(ctx, *r.Draft, r)
	return slices.ContainsFunc(list, SectionOrigins.Changed), err
}

// OutdatedPostmortems tells of postmortems, by row id, those whose review says
// something else now than when they were published.
func (s *Store) OutdatedPostmortems(ctx context.Context, ids []int64) (map[int64]bool, error) {
	const query = "SELECT postmortem_id FROM drafts JOIN review_figures ON review_figures.review_id = drafts.review_id WHERE outdated AND postmortem_id IN ?"
	changed := map[int64]bool{}
	for some := range slices.Chunk(ids, 500) {
		var found []int64
		if err := s.query(ctx).Raw(query, some).Scan(&found).Error; err != nil {
			return nil, models.Fault(err, "postmortem")
		}
		for _, id := range found {
			changed[id] = true
		}
	}
	return changed, nil
}

// wordRow is one word of a review as it is kept.
type wordRow struct {
	Word     string
	Part     string
	ReviewID int64
	Weight   int64
}

// TableName names the table of words.
func (wordRow) TableName() string { return "review_words" }

// noteWords brings the kept words of a review to those it has now: what is the
// same stays untouched.
func (s *Store) noteWords(ctx context.Context, r Review) error {
	var kept []wordRow
	if err := s.query(ctx).Where("review_id = ?", r.ID).Find(&kept).Error; err != nil {
		return models.Fault(err, "review")
	}
	fresh, gone := r.weighed(), map[string][]string{}
	for _, k := range kept {
		at := spot{k.Word, k.Part}
		switch weight, there := fresh[at]; {
		case !there:
			gone[k.Part] = append(gone[k.Part], k.Word)
		case weight == k.Weight:
			delete(fresh, at)
		}
	}
	for part, list := range gone {
		for some := range slices.Chunk(list, 200) {
			err := s.query(ctx).Exec("DELETE FROM review_words WHERE review_id = ? AND part = ? AND word IN ?", r.ID, part, some).Error
			if err != nil {
				return models.Fault(err, "review")
			}
		}
	}
	rows := make([]wordRow, 0, len(fresh))
	for at, weight := range fresh {
		rows = append(rows, wordRow{at.word, at.part, r.ID, weight})
	}
	if len(rows) == 0 {
		return nil
	}
	return models.Fault(s.query(ctx).Clauses(onto("word", "part", "review_id")).CreateInBatches(rows, 200).Error, "review")
}

// Told implements models.Promises: the reviews of an incident that changed are
// noted anew.
func (s *Store) Told(ctx context.Context, tx *models.Tx, incidentID int64) error {
	s = s.In(tx)
	var ids []int64
	err := s.query(ctx).Raw("SELECT review_id FROM review_incidents WHERE incident_id = ?", incidentID).Scan(&ids).Error
	if err != nil {
		return models.Fault(err, "review")
	}
	for _, id := range ids {
		if err := s.note(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// noteBatch is how many reviews one transaction of Note takes.
const noteBatch = 20

// unnotedQuery finds reviews whose figures are missing or were made by another
// program.
const unnotedQuery = `SELECT id FROM reviews WHERE NOT EXISTS
 (SELECT 1 FROM review_figures f WHERE f.review_id = reviews.id AND f.format = ?) ORDER BY id DESC LIMIT ?`

// Note works out the figures and words of every review that has none yet, or has
// those of an older program, newest first. It changes nothing a person wrote.
func (s *Store) Note(ctx context.Context) error {
	for {
		var ids []int64
		if err := s.db.Read(ctx).Raw(unnotedQuery, figuresFormat, noteBatch).Scan(&ids).Error; err != nil || len(ids) == 0 {
			return models.Fault(err, "review")
		}
		err := s.deed(ctx, func(s *Store) error {
			for _, id := range ids {
				if err := s.note(ctx, id); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
}

// figuresWhere reads the figures of reviews, the newest first.
func (s *Store) figuresWhere(ctx context.Context, where string, args ...any) ([]Figures, error) {
	fs, err := gorm.G[Figures](s.query(ctx)).Where(where, args...).Order("at DESC, review_id DESC").Find(ctx)
	return fs, models.Fault(err, "review")
}

// onto makes an insert take the place of the row with the same key.
func onto(key ...string) clause.OnConflict {
	c := clause.OnConflict{UpdateAll: true}
	for _, name := range key {
		c.Columns = append(c.Columns, clause.Column{Name: name})
	}
	return c
}
