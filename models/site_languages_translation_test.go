package models_test

import (
	"slices"
	"testing"

	"vitrine/models"
	"vitrine/models/modelstest"
)

// germanised is an incident in English with words in German, on a site whose own
// language became German since.
func germanised(t *testing.T, offered ...string) (*models.Store, *modelstest.Fixtures, models.Incident) {
	t.Helper()
	store, f := multilingual(t)
	i, _ := inTwo(t, store)
	own := "de"
	if _, err := store.EditSettings(t.Context(), models.SettingsEdit{Language: &own, Languages: &offered}); err != nil {
		t.Fatal(err)
	}
	return store, f, i
}

func TestATextKeepsTheLanguageItWasWrittenIn(t *testing.T) {
	t.Parallel()
	for name, offered := range map[string][]string{"the site is in English too": {"en", "fr"}, "it is in German alone": nil} {
		store, f, i := germanised(t, offered...)
		places(t, f.DB, name, []string{"Fehler", "Kurze Pausen.", "Umbau", "Wir suchen."}, []string{})
		got, err := store.Incident(t.Context(), i.PublicID)
		if err != nil || got.Language != "en" || got.Updates[0].Language != "en" {
			t.Fatalf("%s: %+v, %v", name, got, err)
		}
		de, en := got.In("de"), got.In("en")
		if de.Title != "Fehler" || *de.Translated != (models.Translated{Origin: models.ByTeam, Original: "Errors", Language: "en"}) || de.Updates[0].Body != "Wir suchen." {
			t.Errorf("%s: in German %+v", name, de)
		}
		if en.Title != "Errors" || en.Translated != nil || en.Updates[0].Body != "We look." {
			t.Errorf("%s: in English %+v", name, en)
		}
		m, err := store.Maintenances(t.Context(), models.MaintenanceQuery{})
		if err != nil || m[0].Language != "en" || m[0].In("de").Title != "Umbau" {
			t.Errorf("%s: %+v, %v", name, m, err)
		}
	}
}

func TestATextIsTranslatedIntoEveryLanguageButItsOwn(t *testing.T) {
	t.Parallel()
	store, _, i := germanised(t, "en", "fr")
	ctx := t.Context()
	made, err := store.OpenIncident(ctx, models.NewIncident{Title: "Störung", State: models.Investigating, Body: "Wir suchen.",
		Translations: []models.NewTranslation{{Language: "en", Origin: models.ByTeam, Title: "Trouble", Body: "We look."}}})
	if err != nil || made.Language != "de" || made.Updates[0].Language != "de" || made.In("en").Title != "Trouble" || made.In("en").Updates[0].Translated.Language != "de" {
		t.Fatalf("said in German: %+v, %v", made, err)
	}
	old, now := models.Wording{Noun: "update", ID: i.Updates[0].PublicID}, models.Wording{Noun: "incident", ID: made.PublicID}
	for name, c := range map[string]struct {
		of       models.Wording
		language string
		kind     models.Kind
	}{
		"English words in German":  {old, "de", ""},
		"English words in French":  {old, "fr", ""},
		"English words in English": {old, "en", models.Invalid},
		"German words in English":  {now, "en", ""},
		"German words in German":   {now, "de", models.Invalid},
	} {
		_, err := store.Translate(ctx, models.TranslationEdit{Wording: c.of, Language: c.language, Origin: models.ByMachine, Body: "x"})
		if c.kind == "" && err != nil || c.kind != "" && kind(err) != c.kind {
			t.Errorf("%s: %v, want %q", name, err, c.kind)
		}
	}
}

func TestARewrittenTextMayBeInAnotherLanguage(t *testing.T) {
	t.Parallel()
	store, f, i := germanised(t, "en", "fr")
	ctx := t.Context()
	id := i.Updates[0].PublicID
	if _, err := store.CorrectUpdate(ctx, id, models.Correction{Body: "Hai.", Language: "ja"}); kind(err) != models.Invalid {
		t.Errorf("in a language that the site is not in: %v, want invalid", err)
	}
	u, err := store.CorrectUpdate(ctx, id, models.Correction{Body: "We look into it."})
	if err != nil || u.Language != "en" {
		t.Errorf("corrected: %+v, %v; want it in English still", u, err)
	}
	title := "Fehler"
	if i, err = store.EditIncident(ctx, i.PublicID, models.IncidentEdit{Title: &title, Language: "de"}); err != nil || i.Language != "de" || len(i.Translations) > 0 {
		t.Errorf("the title: %+v, %v; want it in German", i, err)
	}
	u, err = store.CorrectUpdate(ctx, id, models.Correction{Body: "Wir suchen.", Language: "de",
		Translations: []models.NewTranslation{{Language: "en", Origin: models.ByTeam, Body: "We search."}}})
	if err != nil || u.Language != "de" || u.In("de").Translated != nil || u.In("en").Body != "We search." {
		t.Errorf("written anew in German: %+v, %v", u, err)
	}
	places(t, f.DB, "in German", []string{"Kurze Pausen.", "Umbau", "We search."}, []string{"Fehler", "Wir suchen."})
	if e := f.Audit.Entries()[len(f.Audit.Entries())-1]; e.Before.(map[string]any)["language"] != "en" || e.After.(map[string]any)["language"] != "de" {
		t.Errorf("audit = %+v", e)
	}
	read, err := store.Update(ctx, id)
	if err != nil || read.Language != "de" || !slices.ContainsFunc(read.Translations, func(t models.Translation) bool { return t.Language == "en" }) {
		t.Errorf("read %+v, %v", read, err)
	}
}
