package models_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/modelstest"
)

// multilingual is a store whose site is in English, German and French.
func multilingual(t testing.TB) (*models.Store, *modelstest.Fixtures) {
	t.Helper()
	store, f := modelstest.Open(t)
	if _, err := store.EditSettings(t.Context(), models.SettingsEdit{Languages: &[]string{"de", "fr"}}); err != nil {
		t.Fatal(err)
	}
	return store, f
}

// german is what an update says in German.
func german(title, body string) []models.NewTranslation {
	return []models.NewTranslation{{Language: "de", Origin: models.ByTeam, Title: title, Body: body}}
}

func TestAnIncidentIsOpenedInTwoLanguages(t *testing.T) {
	t.Parallel()
	store, f := multilingual(t)
	ctx := t.Context()
	in := append(german("Anmeldung gestört", "Wir sehen Fehler."), models.NewTranslation{Language: "fr", Origin: models.ByMachine, Body: "Nous voyons des erreurs."})
	i, err := store.OpenIncident(ctx, models.NewIncident{Title: "Sign-in fails", State: models.Investigating, Body: "We see errors.", Notify: true, Translations: in})
	if err != nil {
		t.Fatal(err)
	}
	got, err := store.Incident(ctx, i.PublicID)
	if err != nil || got.Title != "Sign-in fails" || got.Translated != nil {
		t.Errorf("incident = %+v, %v", got, err)
	}
	de := got.In("de")
	if de.Title != "Anmeldung gestört" || *de.Translated != (models.Translated{Origin: models.ByTeam, Original: "Sign-in fails", Language: "en"}) ||
		de.Updates[0].Body != "Wir sehen Fehler." || de.Updates[0].Translated.Original != "We see errors." {
		t.Errorf("in German = %+v", de)
	}
	fr := got.In("fr")
	if fr.Title != "Sign-in fails" || fr.Translated != nil || fr.Updates[0].Body != "Nous voyons des erreurs." || fr.Updates[0].Translated.Origin != models.ByMachine {
		t.Errorf("in French = %+v", fr)
	}
	if got.Updates[0].Body != "We see errors." {
		t.Error("the original was written over")
	}
	for _, want := range []models.Text{{Field: "title_de", Body: "Anmeldung gestört"}, {Field: "body_de", Body: "Wir sehen Fehler."}, {Field: "body_fr", Body: "Nous voyons des erreurs."}} {
		if !slices.Contains(f.Gate.Texts(), want) {
			t.Errorf("the gate did not see %v", want)
		}
	}
	all, err := store.Snapshot(ctx)
	if err != nil || !reflect.DeepEqual(all.Incidents[0], got) {
		t.Errorf("snapshot:\n%+v\n%+v, %v", all.Incidents[0], got, err)
	}
	if one, err := store.Update(ctx, got.Updates[0].PublicID); err != nil || !reflect.DeepEqual(one, got.Updates[0]) {
		t.Errorf("update:\n%+v\n%+v, %v", one, got.Updates[0], err)
	}
}

func TestATranslationHoldsForOneWording(t *testing.T) {
	t.Parallel()
	store, f := multilingual(t)
	ctx := t.Context()
	i, err := store.OpenIncident(ctx, models.NewIncident{Title: "Sign-in fails", State: models.Investigating, Body: "At 16:20 it began.", Translations: german("", "Es begann um 16:20.")})
	if err != nil {
		t.Fatal(err)
	}
	first := i.Updates[0]
	told := func() string {
		t.Helper()
		got, err := store.Incident(ctx, i.PublicID)
		if err != nil {
			t.Fatal(err)
		}
		return got.In("de").Updates[0].Body
	}
	if _, err := store.CorrectUpdate(ctx, first.PublicID, models.Correction{Body: "At 16:02 it began."}); err != nil {
		t.Fatal(err)
	}
	if got := told(); got != "At 16:02 it began." {
		t.Errorf("after a correction Germans read %q, want the original", got)
	}
	kept, err := store.Translations(ctx, "incident", i.ID)
	if err != nil || len(kept) != 1 || kept[0].Body != "Es begann um 16:20." || kept[0].Holds("At 16:02 it began.") {
		t.Errorf("kept = %+v, %v", kept, err)
	}
	edit := models.TranslationEdit{Wording: models.Wording{Noun: "update", ID: first.PublicID}, Language: "de", Origin: models.ByTeam, Body: "Es begann um 16:02.", Version: kept[0].Version}
	if _, err := store.Translate(ctx, edit); err != nil || told() != "Es begann um 16:02." {
		t.Errorf("written anew: %q, %v", told(), err)
	}
	if _, err := store.CorrectUpdate(ctx, first.PublicID, models.Correction{Body: "It began at 16:02.", Notify: true, Translations: german("", "Es begann um 16:02.")}); err != nil || told() != "Es begann um 16:02." {
		t.Errorf("confirmed with the correction: %q, %v", told(), err)
	}
	if jobs := f.Queue.Jobs(); jobs[len(jobs)-1] != (models.UpdateCorrected{UpdateID: first.ID}) {
		t.Errorf("jobs = %v", jobs)
	}
}

func TestATranslationIsADeed(t *testing.T) {
	t.Parallel()
	store, f := multilingual(t)
	ctx := t.Context()
	i := modelstest.Incident(t, store, "Errors")
	before, _ := store.Edition(ctx)
	jobs, touched := len(f.Queue.Jobs()), i.UpdatedAt
	title := models.Wording{Noun: "incident", ID: i.PublicID}
	edit := models.TranslationEdit{Wording: title, Language: "de", Origin: models.ByMachine, Body: "Fehler", Of: models.WordingOf("Errors")}
	made, err := store.Translate(ctx, edit)
	if err != nil || made.Version != 1 {
		t.Fatalf("%+v, %v", made, err)
	}
	if again, err := store.Translate(ctx, edit); err != nil || again.Version != 1 {
		t.Errorf("once more: %+v, %v", again, err)
	}
	ps, err := store.Publications(ctx, before)
	if err != nil || len(ps) != 1 || ps[0].Noun != "incident" || ps[0].SubjectID != i.ID || len(f.Queue.Jobs()) != jobs {
		t.Errorf("publications %+v, jobs %v, %v; want one and nobody told", ps, f.Queue.Jobs(), err)
	}
	if e := f.Audit.Entries()[len(f.Audit.Entries())-1]; e.Deed != "translation.written" || e.Subject != i.PublicID || !strings.Contains(encoded(t, e.After), "Fehler") {
		t.Errorf("audit = %+v", e)
	}
	edit.Body, edit.Origin, edit.Version = "Störung", models.ByTeam, 1
	if _, err := store.Translate(ctx, edit); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Translate(ctx, edit); kind(err) != models.Stale {
		t.Errorf("over a newer one: %v, want stale", err)
	}
	if got, err := store.Incident(ctx, i.PublicID); err != nil || got.In("de").Title != "Störung" || !got.UpdatedAt.Equal(touched) || got.Version != i.Version {
		t.Errorf("incident = %+v, %v; want it told in German and as old as it was", got, err)
	}
	if err := store.RemoveTranslation(ctx, title, "de", 1); kind(err) != models.Stale {
		t.Errorf("an old one removed: %v, want stale", err)
	}
	if err := store.RemoveTranslation(ctx, title, "de", 2); err != nil {
		t.Fatal(err)
	}
	if e := f.Audit.Entries()[len(f.Audit.Entries())-1]; e.Deed != "translation.removed" || !strings.Contains(encoded(t, e.Before), "Störung") {
		t.Errorf("audit = %+v", e)
	}
	if got, err := store.Incident(ctx, i.PublicID); err != nil || got.In("de").Title != "Errors" {
		t.Errorf("after the removal %+v, %v", got, err)
	}
	if err := store.RemoveTranslation(ctx, title, "de", 0); kind(err) != models.NotFound {
		t.Errorf("twice removed: %v, want not found", err)
	}
}

func TestATranslationIsRefused(t *testing.T) {
	t.Parallel()
	store, f := multilingual(t)
	ctx := t.Context()
	i := modelstest.Incident(t, store, "Errors")
	f.Gate.Stop = func(text models.Text) error {
		if strings.Contains(text.Body, "10.1.2.3") {
			return models.Fail(models.Invalid, "There is an address in the text.")
		}
		return nil
	}
	before, _ := store.Edition(ctx)
	update := models.Wording{Noun: "update", ID: i.Updates[0].PublicID}
	for name, c := range map[string]struct {
		edit models.TranslationEdit
		kind models.Kind
	}{
		"into a language that the site is not in":     {models.TranslationEdit{Wording: update, Language: "ja", Origin: models.ByTeam, Body: "x"}, models.Invalid},
		"into its own language":                       {models.TranslationEdit{Wording: update, Language: "en", Origin: models.ByTeam, Body: "x"}, models.Invalid},
		"without an origin":                           {models.TranslationEdit{Wording: update, Language: "de", Body: "x"}, models.Invalid},
		"without words":                               {models.TranslationEdit{Wording: update, Language: "de", Origin: models.ByTeam, Body: " "}, models.Invalid},
		"with a find that blocks":                     {models.TranslationEdit{Wording: update, Language: "de", Origin: models.ByTeam, Body: "10.1.2.3 ist weg."}, models.Invalid},
		"of a wording that is not said any more":      {models.TranslationEdit{Wording: update, Language: "de", Origin: models.ByTeam, Body: "x", Of: models.WordingOf("before")}, models.Stale},
		"of nothing":                                  {models.TranslationEdit{Wording: models.Wording{Noun: "update", ID: "nothing"}, Language: "de", Origin: models.ByTeam, Body: "x"}, models.NotFound},
		"of a title with lines":                       {models.TranslationEdit{Wording: models.Wording{Noun: "incident", ID: i.PublicID}, Language: "de", Origin: models.ByTeam, Body: "a\nb"}, models.Invalid},
		"over a version that was never there":         {models.TranslationEdit{Wording: update, Language: "de", Origin: models.ByTeam, Body: "x", Version: 7}, models.Stale},
		"of a maintenance that is an incident's name": {models.TranslationEdit{Wording: models.Wording{Noun: "maintenance", ID: i.PublicID}, Language: "de", Origin: models.ByTeam, Body: "x"}, models.NotFound},
	} {
		if _, err := store.Translate(ctx, c.edit); kind(err) != c.kind {
			t.Errorf("%s: %v, want %s", name, err, c.kind)
		}
	}
	for name, in := range map[string][]models.NewTranslation{
		"a find that blocks": german("", "10.1.2.3 ist weg."), "a language twice": append(german("", "a"), german("", "b")...),
		"a language of nobody": {{Language: "xx", Origin: models.ByTeam, Body: "x"}},
	} {
		if _, err := store.PostUpdate(ctx, i.PublicID, models.NewUpdate{State: models.Identified, Body: "We know.", Translations: in}); kind(err) != models.Invalid {
			t.Errorf("an update with %s: %v, want invalid", name, err)
		}
	}
	if after, err := store.Edition(ctx); err != nil || after != before {
		t.Errorf("edition moved from %d to %d, %v", before, after, err)
	}
}

func TestAMaintenanceIsSaidInTwoLanguages(t *testing.T) {
	t.Parallel()
	store, _ := multilingual(t)
	ctx := t.Context()
	m := planned(t, store, models.NewMaintenance{Translations: german("Umbau", "Kurze Unterbrechungen.")})
	u, err := store.PostMaintenanceUpdate(ctx, m.PublicID, models.NewMaintenanceUpdate{State: models.InProgress, Body: "It begins.", Translations: german("", "Es geht los.")})
	if err != nil {
		t.Fatal(err)
	}
	got, err := store.Maintenance(ctx, m.PublicID)
	if err != nil {
		t.Fatal(err)
	}
	if de := got.In("de"); de.Title != "Umbau" || de.Updates[0].Body != "Es geht los." || de.Updates[1].Body != "Kurze Unterbrechungen." {
		t.Errorf("in German = %+v", de)
	}
	if err := store.RemoveUpdate(ctx, u.PublicID, "Too early."); err != nil {
		t.Fatal(err)
	}
	if kept, err := store.Translations(ctx, "maintenance", m.ID); err != nil || len(kept) != 2 {
		t.Errorf("after its update was removed: %+v, %v", kept, err)
	}
	if all, err := store.Snapshot(ctx); err != nil || all.Maintenances[0].In("de").Title != "Umbau" {
		t.Errorf("snapshot %+v, %v", all.Maintenances, err)
	}
}

func TestACorrectionAnswersALanguageOnce(t *testing.T) {
	t.Parallel()
	store, _ := multilingual(t)
	ctx := t.Context()
	in := append(german("", "Wir suchen."), models.NewTranslation{Language: "fr", Origin: models.ByMachine, Body: "Nous cherchons."})
	i, err := store.OpenIncident(ctx, models.NewIncident{Title: "Errors", State: models.Investigating, Body: "We look into it.", Translations: in})
	if err != nil {
		t.Fatal(err)
	}
	id := i.Updates[0].PublicID
	u, err := store.CorrectUpdate(ctx, id, models.Correction{Body: "We look into it.", Translations: german("", "Wir suchen die Ursache.")})
	if err != nil || len(u.Translations) != 2 || u.In("de").Body != "Wir suchen die Ursache." || u.In("fr").Body != "Nous cherchons." {
		t.Errorf("answered %+v, %v", u.Translations, err)
	}
	if read, err := store.Update(ctx, id); err != nil || read.In("de").Body != "Wir suchen die Ursache." || len(read.Translations) != 2 {
		t.Errorf("read %+v, %v", read.Translations, err)
	}
}

// TestATitleInAnotherLanguageIsMailedAtOnce: what a mail on its way was read from is
// believed while the update that it is about has the same version.
func TestATitleInAnotherLanguageIsMailedAtOnce(t *testing.T) {
	t.Parallel()
	store, _ := multilingual(t)
	ctx := t.Context()
	i := modelstest.Incident(t, store, "Errors")
	m := planned(t, store, models.NewMaintenance{})
	if _, err := store.PostUpdate(ctx, i.PublicID, models.NewUpdate{State: models.Identified, Body: "We know."}); err != nil {
		t.Fatal(err)
	}
	updates := func() []models.Update {
		t.Helper()
		i, err := store.Incident(ctx, i.PublicID)
		if err != nil {
			t.Fatal(err)
		}
		m, err := store.Maintenance(ctx, m.PublicID)
		if err != nil {
			t.Fatal(err)
		}
		return append(i.Updates, m.Updates...)
	}
	before := updates()
	for _, w := range []models.Wording{{Noun: "incident", ID: i.PublicID}, {Noun: "maintenance", ID: m.PublicID}} {
		if _, err := store.Translate(ctx, models.TranslationEdit{Wording: w, Language: "de", Origin: models.ByTeam, Body: "Störung"}); err != nil {
			t.Fatal(err)
		}
		if err := store.RemoveTranslation(ctx, w, "de", 0); err != nil {
			t.Fatal(err)
		}
	}
	before[0].Version += 2
	before[2].Version += 2
	if after := updates(); !reflect.DeepEqual(after, before) {
		t.Errorf("updates:\n%+v, want\n%+v", after, before)
	}
}
