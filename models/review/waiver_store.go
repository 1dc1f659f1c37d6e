package review

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"vitrine/models"
)

const waiverRows = `SELECT waivers.*, COALESCE(users.name, 'Vitrine') AS "by" FROM waivers LEFT JOIN users ON users.id = waived_by WHERE incident_id IN ? ORDER BY noun DESC`

// Waivers returns what was said that incidents, by row ids, need not.
func (s *Store) Waivers(ctx context.Context, incidentIDs []int64) ([]Waiver, error) {
	var list []Waiver
	for some := range slices.Chunk(incidentIDs, 500) {
		var ws []Waiver
		if err := s.query(ctx).Raw(waiverRows, some).Scan(&ws).Error; err != nil {
			return nil, models.Fault(err, "waiver")
		}
		list = append(list, ws...)
	}
	return list, nil
}

// Waive says that an incident needs no review, or that no postmortem of it will be
// published: it is asked for no more. reason stays inside.
func (s *Store) Waive(ctx context.Context, incidentID string, noun WaiverNoun, reason string) (w Waiver, err error) {
	err = s.deed(ctx, func(s *Store) error {
		i, err := s.site.Incident(ctx, incidentID)
		if err != nil {
			return err
		}
		by := models.ActorOf(ctx)
		w = Waiver{IncidentID: i.ID, Noun: noun, Reason: clean(reason), WaivedBy: by.ID, By: by.Name, CreatedAt: s.Now()}
		reviewed, told, err := s.covered(ctx, []int64{i.ID})
		if err != nil {
			return err
		}
		if err := w.check(i, reviewed[i.ID].ID != 0, told[i.ID]); err != nil {
			return err
		}
		given, err := s.Waivers(ctx, []int64{i.ID})
		if err != nil {
			return err
		}
		for _, g := range given {
			if g.Noun == noun {
				return models.Fail(models.Conflict, "%s has already said so: “%s”. Take that back first, if the reason is another one.", g.By, shortened(g.Reason, 200))
			}
		}
		if err := gorm.G[Waiver](s.query(ctx)).Omit("By").Create(ctx, &w); err != nil {
			return models.Fault(err, "waiver")
		}
		return s.record(ctx, string(noun)+".waived", "incident", incidentID, nil, map[string]any{"reason": fingerprint(w.Reason)})
	})
	return w, err
}

// Unwaive takes back what Waive said: it is asked for again.
func (s *Store) Unwaive(ctx context.Context, incidentID string, noun WaiverNoun) error {
	return s.deed(ctx, func(s *Store) error {
		i, err := s.site.Incident(ctx, incidentID)
		if err != nil {
			return err
		}
		done := s.query(ctx).Exec("DELETE FROM waivers WHERE incident_id = ? AND noun = ?", i.ID, noun)
		if done.Error != nil || done.RowsAffected == 0 {
			return models.Fault(done.Error, "waiver")
		}
		return s.record(ctx, string(noun)+".unwaived", "incident", incidentID, nil, nil)
	})
}

// DueOf is what some incidents ask for now, and what was said that they need not.
func (s *Store) DueOf(ctx context.Context, is []models.Incident) ([]Due, []Waiver, error) {
	rules, err := s.Deadlines(ctx)
	if err != nil {
		return nil, nil, err
	}
	dues, err := s.askedBy(ctx, is, rules)
	if err != nil {
		return nil, nil, err
	}
	if err := s.findAnswering(ctx, dues); err != nil {
		return nil, nil, err
	}
	ids := make([]int64, len(is))
	for n, i := range is {
		ids[n] = i.ID
	}
	for n := range dues {
		dues[n].Overdue = dues[n].Day.Before(rules.day(s.Now()))
	}
	given, err := s.Waivers(ctx, ids)
	return dues, given, err
}
