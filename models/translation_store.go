package models

import (
	"context"
	"slices"

	"gorm.io/gorm"
)

// translationsUnder returns the translations on the ground floor of the given parents
// ("incident_id", "maintenance_id"), or of every one.
func (s *Site) translationsUnder(ctx context.Context, parent string, ids []int64, all bool) ([]Translation, error) {
	const order = "language, id"
	if all {
		list, err := gorm.G[Translation](s.query(ctx)).Where(parent + " IS NOT NULL").Order(order).Find(ctx)
		return list, Fault(err, "translation")
	}
	var list []Translation
	for some := range slices.Chunk(ids, batch) {
		part, err := gorm.G[Translation](s.query(ctx)).Where(parent+" IN ?", some).Order(order).Find(ctx)
		if err != nil {
			return nil, Fault(err, "translation")
		}
		list = append(list, part...)
	}
	return list, nil
}

// spread puts the translations that hold in place: at returns the title of the one's
// parent, where that keeps its own, and its updates.
func spread(list []Translation, at func(Translation) (title string, own *[]Translation, updates []Update)) {
	for _, t := range list {
		title, own, updates := at(t)
		if t.UpdateID == nil && own != nil && t.Holds(title) {
			*own = append(*own, t)
		}
		for n := range updates {
			if u := &updates[n]; t.UpdateID != nil && u.ID == *t.UpdateID && t.Holds(u.Body) {
				u.Translations = append(u.Translations, t)
			}
		}
	}
}

// original is a text that is translated.
type original struct {
	text          string
	subject       string // public id of the incident or maintenance
	noun          string // "incident", "maintenance"
	language      string // the text is written in
	incidentID    *int64
	maintenanceID *int64
	update        *Update // nil: it is the title
}

// id is the row of the incident or maintenance.
func (o original) id() int64 {
	if o.incidentID != nil {
		return *o.incidentID
	}
	return *o.maintenanceID
}

// original is the title, as it is translated.
func (i Incident) original() original {
	return original{text: i.Title, subject: i.PublicID, noun: "incident", language: i.Language, incidentID: &i.ID}
}

// original is the title, as it is translated.
func (m Maintenance) original() original {
	return original{text: m.Title, subject: m.PublicID, noun: "maintenance", language: m.Language, maintenanceID: &m.ID}
}

// original is the text, as it is translated; what it belongs to has no public id yet.
func (u Update) original() original {
	o := original{text: u.Body, noun: "incident", language: u.Language, incidentID: u.IncidentID, maintenanceID: u.MaintenanceID, update: &u}
	if o.incidentID == nil {
		o.noun = "maintenance"
	}
	return o
}

// original finds the text that w names.
func (s *Site) original(ctx context.Context, w Wording) (original, error) {
	switch w.Noun {
	case "incident":
		i, err := s.incidentRow(ctx, w.ID)
		return i.original(), err
	case "maintenance":
		m, err := gorm.G[Maintenance](s.query(ctx)).Where("public_id = ?", w.ID).Take(ctx)
		return m.original(), Fault(err, w.Noun)
	}
	u, err := s.Update(ctx, w.ID)
	if err != nil {
		return original{}, err
	}
	o := u.original()
	err = s.query(ctx).Table(o.noun+"s").Where("id = ?", o.id()).Pluck("public_id", &o.subject).Error
	return o, Fault(err, o.noun)
}

// Translate says a text in another language of the site, or says so anew; that of
// the same words by the same origin confirms it for the wording of now. Nobody is
// told again.
func (s *Store) Translate(ctx context.Context, e TranslationEdit) (t Translation, err error) {
	err = s.deed(ctx, func(s *Store) error {
		o, err := s.original(ctx, e.Wording)
		if err != nil {
			return err
		}
		n, err := s.checkTranslation(ctx, e, o)
		if err != nil {
			return err
		}
		before, err := s.translationOf(ctx, o, e.Language)
		if err != nil {
			return err
		}
		if e.Version > 0 && e.Version != before.Version || e.Version == NoTranslation && before.ID != 0 {
			return StaleEdit("translation")
		}
		if t = before; t.ID != 0 && t.Body == n && t.Origin == e.Origin && t.Holds(o.text) {
			return nil // it says so already
		}
		if err := s.pass(ctx, e.Accept, Text{"body", n}); err != nil {
			return err
		}
		if t, err = s.putTranslation(ctx, o, before, e.Language, e.Origin, n); err != nil {
			return err
		}
		entry := AuditEntry{Deed: "translation.written", After: toldTranslation(o, t)}
		if before.ID != 0 {
			entry.Before = toldTranslation(o, before)
		}
		return s.recordTranslation(ctx, o, entry)
	})
	return t, err
}

// checkTranslation returns the words of e, or everything that is wrong with them.
func (s *Store) checkTranslation(ctx context.Context, e TranslationEdit, o original) (string, error) {
	set, err := s.Settings(ctx)
	if err != nil {
		return "", err
	}
	c, words := Complaints{}, ""
	if o.update == nil {
		words = c.Line("body", e.Body, 1, MaxTitle)
	} else {
		words = c.Body("body", e.Body, 1, MaxBody)
	}
	c.translatable("language", e.Language, e.Origin, set.OthersThan(o.language))
	if err := c.Err(); err != nil {
		return "", err
	}
	if e.Of != "" && e.Of != WordingOf(o.text) {
		return "", Fail(Stale, "The original was corrected while you were translating it. Nothing of yours was saved or lost: compare it with what it says now, then save again.")
	}
	return words, nil
}

// putTranslation writes one translation of the wording of now, over the one before
// where there is one.
func (s *Store) putTranslation(ctx context.Context, o original, before Translation, language string, origin Origin, words string) (Translation, error) {
	now, t := s.Now(), before
	t.Origin, t.Body, t.Wording, t.UpdatedAt = origin, words, WordingOf(o.text), now
	if before.Retired {
		err := s.restore(ctx, &t)
		return t, err
	}
	if before.ID != 0 {
		var err error
		t.Version, err = amend[Translation](ctx, s, row{"translation", t.ID, before.Version, 0},
			map[string]any{"origin": t.Origin, "body": t.Body, "wording": t.Wording, "updated_at": now})
		return t, err
	}
	t.IncidentID, t.MaintenanceID, t.Language, t.Version, t.CreatedAt = o.incidentID, o.maintenanceID, language, 1, now
	if o.update != nil {
		t.UpdateID = &o.update.ID
	}
	err := gorm.G[Translation](s.query(ctx)).Create(ctx, &t)
	return t, Fault(err, "translation")
}

// RemoveTranslation takes a translation off the page; readers get the original. Its
// words stay in the audit trail alone. version is what was read; 0: any.
func (s *Store) RemoveTranslation(ctx context.Context, w Wording, language string, version int64) error {
	return s.deed(ctx, func(s *Store) error {
		o, err := s.original(ctx, w)
		if err != nil {
			return err
		}
		t, err := s.translationOf(ctx, o, language)
		switch {
		case err != nil:
			return err
		case t.ID == 0:
			return Fail(NotFound, "There is no such translation.")
		case version != 0 && version != t.Version:
			return StaleEdit("translation")
		}
		if err := s.removeTranslation(ctx, t); err != nil {
			return err
		}
		return s.recordTranslation(ctx, o, AuditEntry{Deed: "translation.removed", Before: toldTranslation(o, t)})
	})
}

// toldTranslation is what the audit trail keeps of one.
func toldTranslation(o original, t Translation) map[string]any {
	kept := map[string]any{"language": t.Language, "origin": t.Origin, "body": t.Body}
	if o.update != nil {
		kept["update"] = o.update.PublicID
	}
	return kept
}

// recordTranslation records a deed on the incident or maintenance whose words were
// translated. The update gets a new version, and the newest one where it is the
// title, so that a mail on its way is written with it; what is said in the site's
// own language, and when, stays.
func (s *Store) recordTranslation(ctx context.Context, o original, e AuditEntry) error {
	if o.update != nil {
		done := s.query(ctx).Exec("UPDATE updates SET version = version + 1 WHERE id = ? AND version = ?", o.update.ID, o.update.Version)
		if done.Error != nil {
			return Fault(done.Error, "update")
		}
		if done.RowsAffected == 0 {
			return StaleEdit("update")
		}
	}
	if o.update == nil {
		newest := s.query(ctx).Exec("UPDATE updates SET version = version + 1 WHERE id = (SELECT MAX(id) FROM updates WHERE "+o.noun+"_id = ?)", o.id())
		if newest.Error != nil {
			return Fault(newest.Error, "update")
		}
	}
	e.Noun, e.Subject = o.noun, o.subject
	if err := s.changedHere(ctx, e.Noun, e.Subject); err != nil {
		return err
	}
	return s.record(ctx, e, o.id())
}

// checkTranslations checks what a form says in other languages beside its text, which
// is in the given one; empty: in the site's own.
func (s *Store) checkTranslations(ctx context.Context, list []NewTranslation, language string) ([]NewTranslation, []Text, error) {
	if len(list) == 0 {
		return nil, nil, nil
	}
	set, err := s.Settings(ctx)
	if err != nil {
		return nil, nil, err
	}
	c := Complaints{}
	list = c.translations(list, language, set.OthersThan(language))
	var texts []Text
	for _, n := range list {
		texts = append(texts, n.Texts()...)
	}
	return list, texts, c.Err()
}

// addTranslations writes what was said in other languages together with an update.
func (s *Store) addTranslations(ctx context.Context, u *Update, list []NewTranslation) error {
	o := u.original()
	for _, n := range list {
		if n.Body == "" {
			continue
		}
		before, err := s.translationOf(ctx, o, n.Language)
		if err != nil {
			return err
		}
		t, err := s.putTranslation(ctx, o, before, n.Language, n.Origin, n.Body)
		if err != nil {
			return err
		}
		u.Translations = append(slices.DeleteFunc(u.Translations, func(old Translation) bool { return old.ID == t.ID }), t)
	}
	return nil
}

// addTitles writes the titles that were said in other languages together with a new
// incident or maintenance.
func (s *Store) addTitles(ctx context.Context, o original, list []NewTranslation) (titles []Translation, err error) {
	for _, n := range list {
		if n.Title == "" {
			continue
		}
		t, err := s.putTranslation(ctx, o, Translation{}, n.Language, n.Origin, n.Title)
		if err != nil {
			return nil, err
		}
		titles = append(titles, t)
	}
	return titles, nil
}
