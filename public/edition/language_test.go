package edition_test

import (
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/public/edition"
)

const german = "Die Anmeldung klemmt gerade."

// TestATranslationIsToldWhereItsLanguageIs: on every page of that language, in no file
// of another, in no feed and no API; and it is gone from the disk with the wording
// it was made of.
func TestATranslationIsToldWhereItsLanguageIs(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	ctx := t.Context()
	if _, err := store.EditSettings(ctx, models.SettingsEdit{Languages: &[]string{"de", "fr"}}); err != nil {
		t.Fatal(err)
	}
	api := modelstest.Component(t, store, "API")
	p, cfg := press(t, store)
	catchUp(t, p)
	i, err := store.OpenIncident(ctx, models.NewIncident{Title: "Sign-in fails", State: models.Investigating, Body: "Sign-in is stuck.",
		Components:   []models.ComponentChoice{{ID: api.PublicID, Status: models.Degraded}},
		Translations: []models.NewTranslation{{Language: "de", Origin: models.ByTeam, Title: "Anmeldung gestört", Body: german}}})
	if err != nil {
		t.Fatal(err)
	}
	planMaintenance(t, store)
	catchUp(t, p)
	path := "/incidents/" + i.PublicID
	for _, where := range []string{"", "/history", "/components/api", path, path + "/follow", "/history/" + fix.Clock.Now().Format("2006-01")} {
		if got := read(t, p, "/de"+where); !strings.Contains(got, "Anmeldung gestört") {
			t.Errorf("/de%s does not tell it in German", where)
		}
		if got := read(t, p, "/fr"+where); strings.Contains(got, "Anmeldung gestört") || !strings.Contains(got, "Sign-in fails") {
			t.Errorf("/fr%s does not tell the original", where)
		}
	}
	if home := read(t, p, "/de"); !strings.Contains(home, german) || !strings.Contains(home, "Wartung der Datenbank") || !strings.Contains(home, "Vom Team aus dem Englischen übersetzt") {
		t.Errorf("the German front page tells:\n%s", home)
	}
	for name, body := range whole(t, p) {
		spoken := strings.HasPrefix(name, "/de") || strings.HasPrefix(name, "/search/")
		if !spoken && (strings.Contains(string(body), "Anmeldung") || strings.Contains(string(body), german)) {
			t.Errorf("%s tells it in German", name)
		}
	}
	if list := read(t, p, "/search/"+fix.Clock.Now().Format("2006-01")+".json"); !strings.Contains(list, `"in":{"de":{"title":"Anmeldung gestört","text":"`+german+`"}}`) {
		t.Errorf("the search cannot find it in German:\n%s", list)
	}
	leavesGerman(t, store, p)
	if _, err := store.CorrectUpdate(ctx, i.Updates[0].PublicID, models.Correction{Body: "Sign-in is slow."}); err != nil {
		t.Fatal(err)
	}
	catchUp(t, p)
	if got := read(t, p, "/de"+path); strings.Contains(got, german) || !strings.Contains(got, "Sign-in is slow.") || !strings.Contains(got, "Anmeldung gestört") {
		t.Errorf("after a correction the German page tells:\n%s", got)
	}
	if holds(t, cfg.Dir, german) {
		t.Error("the translation of the older wording is still on disk")
	}
}

// leavesGerman takes German from the site for a while: no file tells it then.
func leavesGerman(t *testing.T, store *models.Store, p *edition.Press) {
	t.Helper()
	offer := func(tags ...string) {
		if _, err := store.EditSettings(t.Context(), models.SettingsEdit{Languages: &tags}); err != nil {
			t.Fatal(err)
		}
		catchUp(t, p)
	}
	offer("fr")
	for name, body := range whole(t, p) {
		if strings.Contains(string(body), german) {
			t.Errorf("%s tells it in German while the site is not in it", name)
		}
	}
	offer("de", "fr")
}

// planMaintenance plans one that is announced in German too.
func planMaintenance(t *testing.T, store *models.Store) {
	t.Helper()
	start := store.Now().Add(24 * time.Hour)
	_, err := store.PlanMaintenance(t.Context(), models.NewMaintenance{Title: "Database upgrade", Body: "Short breaks.", ScheduledFor: start, ScheduledUntil: start.Add(time.Hour),
		Translations: []models.NewTranslation{{Language: "de", Origin: models.ByMachine, Title: "Wartung der Datenbank", Body: "Kurze Pausen."}}})
	if err != nil {
		t.Fatal(err)
	}
}

// TestATranslationMovesItsPagesAlone: readers of the original, of feeds and of the API
// get the same bytes as before.
func TestATranslationMovesItsPagesAlone(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	if _, err := store.EditSettings(t.Context(), models.SettingsEdit{Languages: &[]string{"de"}}); err != nil {
		t.Fatal(err)
	}
	i := modelstest.Incident(t, store, "Errors")
	p, _ := press(t, store)
	catchUp(t, p)
	path := "/incidents/" + i.PublicID
	before := map[string]string{}
	for _, name := range []string{path, "/feed.atom", "/feed.json", "/api/v2/summary.json"} {
		before[name] = read(t, p, name)
	}
	_, err := store.Translate(t.Context(), models.TranslationEdit{Wording: models.Wording{Noun: "update", ID: i.Updates[0].PublicID}, Language: "de", Origin: models.ByTeam, Body: german})
	if err != nil {
		t.Fatal(err)
	}
	catchUp(t, p)
	for name, was := range before {
		if now := read(t, p, name); now != was {
			t.Errorf("%s changed:\n%s\n%s", name, was, now)
		}
	}
	if got := read(t, p, "/de"+path); !strings.Contains(got, german) {
		t.Errorf("the German page tells:\n%s", got)
	}
	if err := store.RemoveTranslation(t.Context(), models.Wording{Noun: "update", ID: i.Updates[0].PublicID}, "de", 0); err != nil {
		t.Fatal(err)
	}
	catchUp(t, p)
	if got := read(t, p, "/de"+path); strings.Contains(got, german) {
		t.Error("a translation that was removed is still told")
	}
}

// TestASiteThatChangesItsLanguageTellsWhatItSaidBefore: its readers get the translations
// into the new one, and are told which language those were made from.
func TestASiteThatChangesItsLanguageTellsWhatItSaidBefore(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	speak := func(own string, tags ...string) {
		t.Helper()
		if _, err := store.EditSettings(t.Context(), models.SettingsEdit{Language: &own, Languages: &tags}); err != nil {
			t.Fatal(err)
		}
	}
	speak("en", "de", "fr")
	p, cfg := press(t, store)
	i, err := store.OpenIncident(t.Context(), models.NewIncident{Title: "Sign-in fails", State: models.Investigating, Body: "Sign-in is stuck.",
		Translations: []models.NewTranslation{{Language: "de", Origin: models.ByTeam, Title: "Anmeldung gestört", Body: german}}})
	if err != nil {
		t.Fatal(err)
	}
	catchUp(t, p)
	speak("de", "en", "fr")
	catchUp(t, p)
	path := "/incidents/" + i.PublicID
	for where, want := range map[string][]string{
		path:         {"Anmeldung gestört", german, "Vom Team aus dem Englischen übersetzt", `lang="en" dir="auto"><p>Sign-in is stuck.</p>`, `"inLanguage":"de"`},
		"/":          {"Anmeldung gestört", german},
		"/en" + path: {`<span dir="auto">Sign-in fails</span>`, "Sign-in is stuck."},
		"/fr" + path: {`<span dir="auto" lang="en">Sign-in fails</span>`, "Les nouvelles sont en anglais."},
		"/search/" + fix.Clock.Now().Format("2006-01") + ".json": {`"language":"en"`, `"in":{"de":{"title":"Anmeldung gestört"`},
	} {
		for _, words := range want {
			if got := read(t, p, where); !strings.Contains(got, words) {
				t.Errorf("%s lacks %s:\n%s", where, words, got)
			}
		}
	}
	if got := read(t, p, "/en"+path); strings.Contains(got, "Translated from") || strings.Contains(got, "messages are in") {
		t.Errorf("the English page tells of a translation:\n%s", got)
	}
	speak("fr", "en")
	catchUp(t, p)
	if holds(t, cfg.Dir, german) {
		t.Error("what was said in a language that was dropped is still on disk")
	}
	if got := read(t, p, path); !strings.Contains(got, "Sign-in fails") || !strings.Contains(got, "Les nouvelles sont en anglais.") {
		t.Errorf("in French:\n%s", got)
	}
	speak("fr", "de", "en")
	catchUp(t, p)
	if got := read(t, p, "/de"+path); !strings.Contains(got, german) {
		t.Errorf("in German again:\n%s", got)
	}
}
