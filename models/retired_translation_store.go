package models

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"gorm.io/gorm"
)

// retiredTranslation is a translation that readers are not shown: its original was
// corrected since, or the site is not offered in its language any more. It lives
// inside, under the id it had on the ground floor.
type retiredTranslation struct{ Translation }

// TableName implements GORM's interface.
func (retiredTranslation) TableName() string { return "retired_translations" }

// translationColumns are what both tables of translations keep.
const translationColumns = "id, incident_id, maintenance_id, update_id, language, origin, body, wording, version, created_at, updated_at"

// Translations returns every translation of an incident or a maintenance ("incident",
// "maintenance") by its row, also the retired ones, which readers are not shown.
func (s *Store) Translations(ctx context.Context, noun string, id int64) ([]Translation, error) {
	list, err := s.translationsUnder(ctx, noun+"_id", []int64{id}, false)
	if err != nil {
		return nil, err
	}
	retired, err := gorm.G[retiredTranslation](s.query(ctx)).Where(noun+"_id = ?", id).Find(ctx)
	for _, r := range retired {
		r.Retired = true
		list = append(list, r.Translation)
	}
	slices.SortFunc(list, func(a, b Translation) int {
		return cmp.Or(cmp.Compare(a.Language, b.Language), cmp.Compare(a.ID, b.ID))
	})
	return list, Fault(err, "translation")
}

// translationOf finds the translation of a text, retired or not; a zero one where there
// is none.
func (s *Store) translationOf(ctx context.Context, o original, language string) (Translation, error) {
	where, of := o.noun+"_id = ? AND update_id IS NULL AND language = ?", o.id()
	if o.update != nil {
		where, of = "update_id = ? AND language = ?", o.update.ID
	}
	t, err := gorm.G[Translation](s.query(ctx)).Where(where, of, language).Take(ctx)
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return t, Fault(err, "translation")
	}
	r, err := gorm.G[retiredTranslation](s.query(ctx)).Where(where, of, language).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return Translation{}, nil
	}
	r.Retired = true
	return r.Translation, Fault(err, "translation")
}

// retire takes the translations that a condition names off the ground floor.
func (s *Store) retire(ctx context.Context, where string, args ...any) error {
	for _, step := range []string{
		"INSERT INTO retired_translations (" + translationColumns + ") SELECT " + translationColumns + " FROM translations WHERE " + where,
		"DELETE FROM translations WHERE " + where,
	} {
		if err := s.query(ctx).Exec(step, args...).Error; err != nil {
			return Fault(err, "translation")
		}
	}
	return nil
}

// retireOld retires the translations of a text that are not of its wording or are in
// its own language, and returns those of list that stay.
func (s *Store) retireOld(ctx context.Context, o original, list []Translation) ([]Translation, error) {
	where, of := o.noun+"_id = ? AND update_id IS NULL", o.id()
	if o.update != nil {
		where, of = "update_id = ?", o.update.ID
	}
	err := s.retire(ctx, where+" AND (wording <> ? OR language = ?)", of, WordingOf(o.text), o.language)
	return slices.DeleteFunc(list, func(t Translation) bool { return !t.Holds(o.text) || t.Language == o.language }), err
}

// restore brings a retired translation back to the ground floor as it is now.
func (s *Store) restore(ctx context.Context, t *Translation) error {
	taken := s.query(ctx).Exec("DELETE FROM retired_translations WHERE id = ? AND version = ?", t.ID, t.Version)
	if taken.Error != nil {
		return Fault(taken.Error, "translation")
	}
	if taken.RowsAffected == 0 {
		return StaleEdit("translation")
	}
	t.Retired = false
	t.Version++
	return Fault(gorm.G[Translation](s.query(ctx)).Create(ctx, t), "translation")
}

// removeTranslation deletes the row of a translation.
func (s *Store) removeTranslation(ctx context.Context, t Translation) error {
	if t.Retired {
		_, err := gorm.G[retiredTranslation](s.query(ctx)).Where("id = ?", t.ID).Delete(ctx)
		return Fault(err, "translation")
	}
	_, err := gorm.G[Translation](s.query(ctx)).Where("id = ?", t.ID).Delete(ctx)
	return Fault(err, "translation")
}

// waiting are the retired translations in some languages, with what they would
// translate now and the language that is written in.
const waiting = `SELECT r.*, COALESCE(u.body, i.title, m.title) AS text, COALESCE(u.language, i.language, m.language) AS mother
FROM retired_translations r LEFT JOIN updates u ON u.id = r.update_id LEFT JOIN incidents i ON i.id = r.incident_id
LEFT JOIN maintenances m ON m.id = r.maintenance_id WHERE r.language IN ? ORDER BY r.id`

// followLanguages retires the translations in languages that the site is not offered in
// any more, and brings those back that still hold in languages that it is offered in
// again. What the gate would stop by now stays inside.
func (s *Store) followLanguages(ctx context.Context, before, after SiteSettings) error {
	tags := tagsOf(after.Offered())
	if err := s.retire(ctx, "language NOT IN ?", tags); err != nil {
		return err
	}
	again := slices.DeleteFunc(tags, func(tag string) bool { return slices.Contains(tagsOf(before.Offered()), tag) })
	var list []struct {
		Translation
		Text, Mother string
	}
	if err := s.query(ctx).Raw(waiting, again).Scan(&list).Error; err != nil {
		return Fault(err, "translation")
	}
	for _, t := range list {
		if !t.Holds(t.Text) || t.Language == t.Mother {
			continue
		}
		err := s.pass(ctx, nil, Text{"body", t.Body})
		if e, stopped := errors.AsType[*Error](err); stopped && len(e.Findings) > 0 {
			continue
		}
		if err == nil {
			err = s.restore(ctx, &t.Translation)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
