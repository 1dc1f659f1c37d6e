package admin

import (
	"context"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/views"
	"vitrine/views/console"
)

// translations are what a form says in other languages.
func translations(in console.InLanguages) []models.NewTranslation {
	var list []models.NewTranslation
	for _, tag := range console.Tags() {
		n := models.NewTranslation{Language: tag, Origin: models.Origin(in.Origins[tag]), Title: in.Titles[tag], Body: in.Bodies[tag]}
		if n.Origin == "" {
			n.Origin = models.ByTeam
		}
		if strings.TrimSpace(n.Title+n.Body) != "" {
			list = append(list, n)
		}
	}
	return list
}

// translatedTexts are their words, for the gate to look at.
func translatedTexts(list []models.NewTranslation) []models.Text {
	var texts []models.Text
	for _, n := range list {
		texts = append(texts, n.Texts()...)
	}
	return texts
}

// wouldTranslate is what a new text would have in other languages: titles, and the
// texts of its update.
func wouldTranslate(list []models.NewTranslation) (titles, bodies []models.Translation) {
	for _, n := range list {
		if n.Title != "" {
			titles = append(titles, models.Translation{Language: n.Language, Origin: n.Origin, Body: n.Title})
		}
		if n.Body != "" {
			bodies = append(bodies, models.Translation{Language: n.Language, Origin: n.Origin, Body: n.Body})
		}
	}
	return titles, bodies
}

// corrected are the translations that a correction brings. One that the form was
// filled with and that was left as it is counts only where somebody says that it is
// still right.
func corrected(f console.CorrectionForm) []models.NewTranslation {
	return slices.DeleteFunc(translations(f.InLanguages), func(n models.NewTranslation) bool {
		return f.Right[n.Language] == "" && f.Left(n.Language)
	})
}

// filledLanguages is what an update says in other languages, in a form.
func filledLanguages(u models.Update) console.InLanguages {
	in := console.InLanguages{Bodies: map[string]string{}, Origins: map[string]string{}, Was: map[string]string{}}
	for _, t := range u.Translations {
		in.Bodies[t.Language], in.Origins[t.Language], in.Was[t.Language] = t.Body, string(t.Origin), models.WordingOf(t.Body)
	}
	return in
}

// foreign is the language a text is written in where the site's own became another
// since; else empty.
func (h *Handler) foreign(ctx context.Context, tag string) string {
	set, err := h.Site.Settings(ctx)
	if err != nil || console.LanguageOf(tag) == set.OwnLanguage() {
		return ""
	}
	return tag
}

// writtenBeside are the languages of two versions of a text: of what was typed, which is
// the site's own where the form did not ask, and of what is saved.
func (h *Handler) writtenBeside(ctx context.Context, typed, saved string) (yours, theirs string) {
	if typed != "" {
		return typed, saved
	}
	set, err := h.Site.Settings(ctx)
	if err != nil {
		return typed, saved
	}
	return set.OwnLanguage().Tag(), saved
}

// original is a text that an address names to be translated: an update, or the title
// of an incident or a maintenance.
type original struct {
	models.Wording
	text     string
	language string // it is written in
	about    string
	back     string
	section  string
	list     []models.Translation // of it, also retired ones
}

// original finds the text and its translations.
func (h *Handler) original(c *fiber.Ctx) (o original, err error) {
	ctx, id := c.UserContext(), c.Params("id")
	o = original{Wording: models.Wording{Noun: "incident", ID: id}, back: "/incidents/" + id, section: "incidents"}
	var row int64
	var updates []models.Update
	if strings.HasPrefix(c.Path(), "/maintenances/") {
		m, err := h.Site.Maintenance(ctx, id)
		if err != nil {
			return o, err
		}
		o = original{Wording: models.Wording{Noun: "maintenance", ID: id}, back: "/maintenances/" + id, section: "maintenances"}
		row, updates, o.about, o.language = m.ID, m.Updates, m.Title, m.Language
	} else {
		i, err := h.Site.Incident(ctx, id)
		if err != nil {
			return o, err
		}
		row, updates, o.about, o.language = i.ID, i.Updates, i.Title, i.Language
	}
	if o.list, err = h.Site.Translations(ctx, o.Noun, row); err != nil {
		return o, err
	}
	of := int64(0)
	o.text = o.about
	if name := c.Params("update"); name != "" {
		u, found := updateIn(updates, name)
		if !found {
			return o, missing(nil, false)
		}
		o.Wording, o.text, o.language, of = models.Wording{Noun: "update", ID: name}, u.Body, u.Language, u.ID
	}
	o.list = slices.DeleteFunc(o.list, func(t models.Translation) bool {
		return of == 0 && t.UpdateID != nil || of != 0 && (t.UpdateID == nil || *t.UpdateID != of)
	})
	return o, nil
}

// in is the translation into a language; a zero one where there is none.
func (o original) in(tag string) models.Translation {
	for _, t := range o.list {
		if t.Language == tag {
			return t
		}
	}
	return models.Translation{Version: models.NoTranslation}
}

// form is the form for a translation, filled with what is there.
func (o original) form(tag string) console.TranslationForm {
	t := o.in(tag)
	f := console.TranslationForm{Form: fresh(t.Version), Language: tag, Body: t.Body, Origin: string(t.Origin), Of: models.WordingOf(o.text)}
	if f.Origin == "" {
		f.Origin = string(models.ByTeam)
	}
	return f
}

// tongue finds a language that the site is in besides that of a text, the first of them
// where none is asked for.
func (h *Handler) tongue(ctx context.Context, own, tag string) (string, error) {
	set, err := h.Site.Settings(ctx)
	if err != nil {
		return "", err
	}
	for _, l := range set.OthersThan(own) {
		if tag == "" || l.Tag() == tag {
			return l.Tag(), nil
		}
	}
	return "", models.Fail(models.NotFound, "The site is not offered in this language. An administrator can change that under Settings, Words.")
}

func (h *Handler) editTranslation(c *fiber.Ctx) error {
	o, err := h.original(c)
	if err != nil {
		return err
	}
	tag, err := h.tongue(c.UserContext(), o.language, c.Query("language"))
	if err != nil {
		return err
	}
	return h.translation(c, o, o.form(tag), nil)
}

// translation shows the form beside the original, for the first time or with what is
// wrong with it. Where somebody else translated meanwhile it shows both.
func (h *Handler) translation(c *fiber.Ctx, o original, f console.TranslationForm, wrong error) error {
	now := models.WordingOf(o.text)
	if models.KindOf(wrong) == models.Stale && f.Of == now {
		saved := o.form(f.Language)
		return h.showStale(c, "translation", o.back, saved.Version, console.Pairs(f, saved))
	}
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	if models.KindOf(wrong) == models.Stale {
		f.Of = now
	}
	t := o.in(f.Language)
	return views.Show(c, console.Translation, console.TranslationPage{Frame: h.frame(c, o.section).For(o.language), About: o.about, Back: o.back, Action: c.Path(),
		Original: o.text, Heading: o.Noun != "update", Language: console.LanguageOf(f.Language), There: t.ID != 0, Old: t.ID != 0 && t.Wording != now, Apart: t.Retired, Form: f})
}

func (h *Handler) saveTranslation(c *fiber.Ctx) error {
	o, err := h.original(c)
	if err != nil {
		return err
	}
	f := decode[console.TranslationForm](c)
	if !slices.Contains(console.Tags(), f.Language) { // the store refuses one that we know and that the site is not in
		if f.Language, err = h.tongue(c.UserContext(), o.language, f.Language); err != nil {
			return err
		}
	}
	again := func(err error) error { return h.translation(c, h.renewed(c, o), f, err) }
	if put := swappedIn(c); put != nil {
		return again(put)
	}
	switch {
	case step(c) == "remove":
		return h.publish(c, "removed", func(ctx context.Context) (string, error) {
			return o.back, h.Site.RemoveTranslation(ctx, o.Wording, f.Language, f.Version)
		}, func(err error) error { return h.unremoved(c, o, f, err) })
	case !deciding(c):
		return again(errUndecided)
	}
	e := models.TranslationEdit{Wording: o.Wording, Language: f.Language, Origin: models.Origin(f.Origin), Body: f.Body, Of: f.Of,
		Version: f.Version, Accept: acceptances(f.Accept, f.Because)}
	return h.publish(c, "translated", func(ctx context.Context) (string, error) {
		_, err := h.Site.Translate(ctx, e)
		return o.back, err
	}, again)
}

// unremoved shows a translation that was not removed: as it stands now, where
// somebody else changed it meanwhile.
func (h *Handler) unremoved(c *fiber.Ctx, o original, f console.TranslationForm, wrong error) error {
	o = h.renewed(c, o)
	if models.KindOf(wrong) == models.Stale {
		f = o.form(f.Language)
	}
	return h.translation(c, o, f, undeleted(wrong))
}

// renewed is the original as it is by now.
func (h *Handler) renewed(c *fiber.Ctx, o original) original {
	if newer, err := h.original(c); err == nil {
		return newer
	}
	return o
}
