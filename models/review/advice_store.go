package review

import (
	"context"
	"regexp"

	"gorm.io/gorm/clause"

	"vitrine/models"
	"vitrine/models/review/coach"
)

// Coach returns the coach for texts about a review or an incident, named by its
// public id; empty for one that does not exist yet.
func (s *Store) Coach(ctx context.Context, about string) (Coach, error) {
	t, err := s.ReviewTemplate(ctx)
	if err != nil {
		return Coach{}, err
	}
	var advice []string
	if about != "" {
		if err := s.query(ctx).Model(&adviceDismissal{}).Where("about = ?", about).Pluck("advice", &advice).Error; err != nil {
			return Coach{}, models.Fault(err, "advice")
		}
	}
	c := Coach{about: coach.About{Known: t.Known, Prompts: t.Prompts(), Off: t.Silent}, dismissed: map[string]bool{}}
	for _, key := range advice {
		c.dismissed[key] = true
	}
	rules, err := s.gate.ruleset(s.query(ctx))
	if err != nil {
		return c, nil // a rulebook that cannot be read is told of where it stops something
	}
	for _, term := range rules.rules.Terms {
		c.about.Known = append(c.about.Known, term.Match)
	}
	for _, name := range rules.names {
		c.about.Known = append(c.about.Known, capitals.FindAllString(name, -1)...)
	}
	return c, nil
}

// capitals are the abbreviations within a public name: whoever reads the page
// knows those.
var capitals = regexp.MustCompile(`[A-Z][A-Z0-9]+`)

// adviceKey is how a mark is named.
var adviceKey = regexp.MustCompile(`^[0-9a-f]{24}$`)

// DismissAdvice keeps that a sentence about a review or an incident may stand as
// it is; the same advice on it is not given there again. key is that of a
// coach.Mark.
func (s *Store) DismissAdvice(ctx context.Context, about, key string) error {
	if about == "" || len(about) > 40 || !adviceKey.MatchString(key) {
		return models.Fail(models.Invalid, "There is no such advice to leave aside.")
	}
	return s.deed(ctx, func(s *Store) error {
		if err := s.adviseOn(ctx, about); err != nil {
			return err
		}
		row := adviceDismissal{About: about, Advice: key, DismissedBy: models.ActorOf(ctx).ID, CreatedAt: s.Now()}
		done := s.query(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
		if done.Error != nil || done.RowsAffected == 0 {
			return models.Fault(done.Error, "advice")
		}
		return s.record(ctx, "advice.dismissed", "advice", about, nil, map[string]any{"advice": key})
	})
}

// adviseOn fails where there is no such review, draft or incident.
func (s *Store) adviseOn(ctx context.Context, about string) error {
	const there = `SELECT (SELECT COUNT(*) FROM reviews WHERE public_id = ?) + (SELECT COUNT(*) FROM incidents WHERE public_id = ?)`
	var n int64
	if err := s.query(ctx).Raw(there, about, about).Scan(&n).Error; err != nil {
		return models.Fault(err, "advice")
	}
	if n == 0 {
		return models.Fail(models.NotFound, "There is no such review or incident.")
	}
	return nil
}
