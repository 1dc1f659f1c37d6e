package models

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

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
// its own language, and returns those of list that stay. What was of another wording
// holds for none from then on: it comes back when somebody says so, not when the text
// happens to read as before.
func (s *Store) retireOld(ctx context.Context, o original, list []Translation) ([]Translation, error) {
	where, of := o.noun+"_id = ? AND update_id IS NULL", o.id()
	if o.update != nil {
		where, of = "update_id = ?", o.update.ID
	}
	err := s.retire(ctx, where+" AND (wording <> ? OR language = ?)", of, WordingOf(o.text), o.language)
	if err == nil {
		err = Fault(s.query(ctx).Exec("UPDATE retired_translations SET wording = '' WHERE "+where+" AND wording <> ?", of, WordingOf(o.text)).Error, "translation")
	}
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

// followed is what became of translations when the site's languages changed.
type followed struct{ Back, Held int }

// followLanguages retires the translations in languages that the site is not offered in
// any more, and brings those back that still hold in languages that it is offered in
// again. What the gate would stop by now stays inside.
func (s *Store) followLanguages(ctx context.Context, before, after SiteSettings) (f followed, err error) {
	tags := tagsOf(after.Offered())
	if err := s.retire(ctx, "language NOT IN ?", tags); err != nil {
		return f, err
	}
	again := slices.DeleteFunc(tags, func(tag string) bool { return slices.Contains(tagsOf(before.Offered()), tag) })
	if len(again) == 0 {
		return f, nil
	}
	var list []struct {
		Translation
		Text, Mother string
	}
	if err := s.query(ctx).Raw(waiting, again).Scan(&list).Error; err != nil {
		return f, Fault(err, "translation")
	}
	var back []Translation
	for _, t := range list {
		if t.Holds(t.Text) && t.Language != t.Mother {
			back = append(back, t.Translation)
		}
	}
	for some := range slices.Chunk(back, batch) {
		may, err := s.passing(ctx, some)
		if err == nil {
			err = s.restoreAll(ctx, may)
		}
		if err != nil {
			return f, err
		}
		f.Back, f.Held = f.Back+len(may), f.Held+len(some)-len(may)
	}
	return f, nil
}

// passing are the rows of those translations that the gate does not stop.
func (s *Store) passing(ctx context.Context, list []Translation) ([]int64, error) {
	var texts []Text
	for _, t := range list {
		texts = append(texts, Text{strconv.FormatInt(t.ID, 10), t.Body})
	}
	for len(texts) > 0 {
		err := s.pass(ctx, nil, texts...)
		if err == nil {
			break
		}
		e, stopped := errors.AsType[*Error](err)
		before := len(texts)
		texts = slices.DeleteFunc(texts, func(t Text) bool {
			return stopped && slices.ContainsFunc(e.Findings, func(h Held) bool { return h.Field == t.Field })
		})
		if len(texts) == before {
			return nil, err
		}
	}
	ids := make([]int64, len(texts))
	for n, t := range texts {
		ids[n], _ = strconv.ParseInt(t.Field, 10, 64)
	}
	return ids, nil
}

// restoreAll brings retired translations back to the ground floor as they are.
func (s *Store) restoreAll(ctx context.Context, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	for _, step := range []string{
		"INSERT INTO translations (" + translationColumns + ") SELECT " + strings.Replace(translationColumns, "version", "version + 1", 1) + " FROM retired_translations WHERE id IN ?",
		"DELETE FROM retired_translations WHERE id IN ?",
	} {
		if err := s.query(ctx).Exec(step, ids).Error; err != nil {
			return Fault(err, "translation")
		}
	}
	return nil
}
