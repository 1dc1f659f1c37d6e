package models_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/pressly/goose/v3"

	"vitrine/models"
)

// rows are the words of translations in a table, in their order.
func rows(t *testing.T, db *models.DB, table string) []string {
	t.Helper()
	list := []string{}
	if err := db.Read(t.Context()).Raw("SELECT body FROM " + table + " ORDER BY body").Scan(&list).Error; err != nil {
		t.Fatal(err)
	}
	return list
}

// places checks where the words of translations are: on the ground floor, and inside.
func places(t *testing.T, db *models.DB, when string, public, inside []string) {
	t.Helper()
	if got := rows(t, db, "translations"); !slices.Equal(got, public) {
		t.Errorf("%s: public %q, want %q", when, got, public)
	}
	if got := rows(t, db, "retired_translations"); !slices.Equal(got, inside) {
		t.Errorf("%s: inside %q, want %q", when, got, inside)
	}
}

// inTwo is an incident and a maintenance, each with a title and an update in German.
func inTwo(t *testing.T, store *models.Store) (models.Incident, models.Maintenance) {
	t.Helper()
	i, err := store.OpenIncident(t.Context(), models.NewIncident{Title: "Errors", State: models.Investigating, Body: "We look.", Translations: german("Fehler", "Wir suchen.")})
	if err != nil {
		t.Fatal(err)
	}
	return i, planned(t, store, models.NewMaintenance{Translations: german("Umbau", "Kurze Pausen.")})
}

// ends is a deed after which translations hold no more: it retires some, others are gone.
type ends struct {
	do            func(context.Context, *models.Store, models.Incident, models.Maintenance) (answered []models.Translation, err error)
	retired, gone []string
}

var everyWord = []string{"Fehler", "Kurze Pausen.", "Umbau", "Wir suchen."}

func endings() map[string]ends {
	title, severity := "Another title", int64(2)
	return map[string]ends{
		"an update is corrected": {func(ctx context.Context, s *models.Store, i models.Incident, _ models.Maintenance) ([]models.Translation, error) {
			u, err := s.CorrectUpdate(ctx, i.Updates[0].PublicID, models.Correction{Body: "We found it."})
			return u.Translations, err
		}, everyWord[3:], nil},
		"the title of an incident is edited": {func(ctx context.Context, s *models.Store, i models.Incident, _ models.Maintenance) ([]models.Translation, error) {
			i, err := s.EditIncident(ctx, i.PublicID, models.IncidentEdit{Title: &title})
			return i.Translations, err
		}, everyWord[:1], nil},
		"the title of a maintenance is edited": {func(ctx context.Context, s *models.Store, _ models.Incident, m models.Maintenance) ([]models.Translation, error) {
			m, err := s.EditMaintenance(ctx, m.PublicID, models.MaintenanceEdit{Title: &title})
			return m.Translations, err
		}, everyWord[2:3], nil},
		"an update is removed": {func(ctx context.Context, s *models.Store, _ models.Incident, m models.Maintenance) ([]models.Translation, error) {
			return nil, s.RemoveUpdate(ctx, m.Updates[0].PublicID, "Too early.")
		}, nil, everyWord[1:2]},
		"a translation is removed": {func(ctx context.Context, s *models.Store, i models.Incident, _ models.Maintenance) ([]models.Translation, error) {
			return nil, s.RemoveTranslation(ctx, models.Wording{Noun: "incident", ID: i.PublicID}, "de", 0)
		}, nil, everyWord[:1]},
		"the language is dropped": {func(ctx context.Context, s *models.Store, _ models.Incident, _ models.Maintenance) ([]models.Translation, error) {
			_, err := s.EditSettings(ctx, models.SettingsEdit{Languages: &[]string{"fr"}})
			return nil, err
		}, everyWord, nil},
		"other facts are edited": {func(ctx context.Context, s *models.Store, i models.Incident, _ models.Maintenance) ([]models.Translation, error) {
			_, err := s.EditIncident(ctx, i.PublicID, models.IncidentEdit{Severity: &severity})
			return nil, err
		}, nil, nil},
	}
}

func TestWhatHoldsNoMoreLeavesTheGroundFloor(t *testing.T) {
	t.Parallel()
	for name, c := range endings() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			store, f := multilingual(t)
			i, m := inTwo(t, store)
			places(t, f.DB, "before", everyWord, []string{})
			if answered, err := c.do(t.Context(), store, i, m); err != nil || len(answered) > 0 {
				t.Fatalf("answered with %+v, %v", answered, err)
			}
			left := slices.DeleteFunc(slices.Clone(everyWord), func(words string) bool { return slices.Contains(slices.Concat(c.retired, c.gone), words) })
			places(t, f.DB, "after", left, append([]string{}, c.retired...))
			list, err := store.Translations(t.Context(), "incident", i.ID)
			if err != nil {
				t.Fatal(err)
			}
			for _, one := range list {
				if one.Retired != slices.Contains(c.retired, one.Body) {
					t.Errorf("%q is read as retired: %t", one.Body, one.Retired)
				}
			}
		})
	}
}

// TestACorrectionRetiresInItsOwnTransaction: what fails after the words were moved leaves
// them where they were, and the original too.
func TestACorrectionRetiresInItsOwnTransaction(t *testing.T) {
	t.Parallel()
	store, f := multilingual(t)
	ctx := t.Context()
	i, _ := inTwo(t, store)
	torn := models.NewStore(f.DB, tornTrail{}, f.Queue, f.Gate)
	u := i.Updates[0].PublicID
	if _, err := torn.CorrectUpdate(ctx, u, models.Correction{Body: "We found it."}); !errors.Is(err, errTorn) {
		t.Fatalf("%v, want what tore the trail", err)
	}
	if read, err := store.Update(ctx, u); err != nil || read.Body != "We look." || read.In("de").Body != "Wir suchen." {
		t.Errorf("%+v, %v", read, err)
	}
	places(t, f.DB, "after a correction that failed", everyWord, []string{})
	if _, err := store.CorrectUpdate(ctx, u, models.Correction{Body: "We found it."}); err != nil {
		t.Fatal(err)
	}
	edit := models.TranslationEdit{Wording: models.Wording{Noun: "update", ID: u}, Language: "de", Origin: models.ByTeam, Body: "Wir haben es."}
	if _, err := torn.Translate(ctx, edit); !errors.Is(err, errTorn) {
		t.Fatalf("%v, want what tore the trail", err)
	}
	places(t, f.DB, "after a translation that failed", everyWord[:3], everyWord[3:])
}

var errTorn = errors.New("the trail is torn")

// tornTrail is an audit trail that takes nothing.
type tornTrail struct{}

// Record implements models.Audit.
func (tornTrail) Record(context.Context, *models.Tx, models.AuditEntry) error { return errTorn }

func TestARetiredTranslationComesBackWhenItIsConfirmed(t *testing.T) {
	t.Parallel()
	store, f := multilingual(t)
	ctx := t.Context()
	i, _ := inTwo(t, store)
	w := models.Wording{Noun: "update", ID: i.Updates[0].PublicID}
	others := everyWord[:3:3]
	correct := func(n models.Correction) {
		t.Helper()
		if _, err := store.CorrectUpdate(ctx, w.ID, n); err != nil {
			t.Fatal(err)
		}
	}
	was := i.Updates[0].Translations[0]
	correct(models.Correction{Body: "We look into it."})
	edit := models.TranslationEdit{Wording: w, Language: "de", Origin: models.ByTeam, Body: "Wir suchen.", Version: was.Version + 7}
	if _, err := store.Translate(ctx, edit); kind(err) != models.Stale {
		t.Errorf("over a version that never was: %v, want stale", err)
	}
	edit.Version = models.NoTranslation
	if _, err := store.Translate(ctx, edit); kind(err) != models.Stale {
		t.Errorf("as the first although there is one: %v, want stale", err)
	}
	edit.Version = was.Version
	made, err := store.Translate(ctx, edit)
	if err != nil || made.ID != was.ID || made.Version != was.Version+1 || made.Retired {
		t.Errorf("confirmed %+v, %v; it was %+v", made, err, was)
	}
	places(t, f.DB, "confirmed", append(others, "Wir suchen."), []string{})
	if u, err := store.Update(ctx, w.ID); err != nil || u.In("de").Body != "Wir suchen." {
		t.Errorf("Germans read %q, %v", u.In("de").Body, err)
	}
	correct(models.Correction{Body: "We look."})
	correct(models.Correction{Body: "We still look."})
	places(t, f.DB, "corrected twice", others, []string{"Wir suchen."})
	correct(models.Correction{Body: "We look into it."}) // as when it was confirmed: what was taken off the page comes back when somebody says so, not because a text happens to read as before
	places(t, f.DB, "worded as before", others, []string{"Wir suchen."})
	correct(models.Correction{Body: "We found it.", Translations: german("", "Wir haben es.")})
	places(t, f.DB, "written anew with a correction", append(others, "Wir haben es."), []string{})
	correct(models.Correction{Body: "It is over."})
	if err := store.RemoveTranslation(ctx, w, "de", 0); err != nil {
		t.Fatal(err)
	}
	places(t, f.DB, "removed while retired", others, []string{})
}

// TestALanguageThatComesBackBringsItsTranslations: those that still hold and that may
// leave by now.
func TestALanguageThatComesBackBringsItsTranslations(t *testing.T) {
	t.Parallel()
	store, f := multilingual(t)
	ctx := t.Context()
	i, _ := inTwo(t, store)
	offer := func(languages ...string) {
		t.Helper()
		if _, err := store.EditSettings(ctx, models.SettingsEdit{Languages: &languages}); err != nil {
			t.Fatal(err)
		}
	}
	offer()
	if _, err := store.CorrectUpdate(ctx, i.Updates[0].PublicID, models.Correction{Body: "We found it."}); err != nil {
		t.Fatal(err)
	}
	f.Gate.Stop = func(text models.Text) error {
		if strings.Contains(text.Body, "Pausen") {
			return &models.Error{Kind: models.Invalid, Message: "A find.", Findings: []models.Held{{Field: text.Field}}}
		}
		return nil
	}
	title := i.Title
	other := title + "!"
	for _, to := range []*string{&other, &title} { // there and back: what was corrected holds no more
		if _, err := store.EditIncident(ctx, i.PublicID, models.IncidentEdit{Title: to}); err != nil {
			t.Fatal(err)
		}
	}
	offer("fr")
	places(t, f.DB, "in French alone", []string{}, []string{"Fehler", "Kurze Pausen.", "Umbau", "Wir suchen."})
	offer("de", "fr")
	places(t, f.DB, "in German again", []string{"Umbau"}, []string{"Fehler", "Kurze Pausen.", "Wir suchen."})
	if e := f.Audit.Entries()[len(f.Audit.Entries())-1].After.(map[string]any); e["translations_back"] != 1 || e["translations_held"] != 1 {
		t.Errorf("the trail says %v", e)
	}
	if got, err := store.Incident(ctx, i.PublicID); err != nil || got.In("de").Title != "Errors" || got.In("de").Updates[0].Body != "We found it." {
		t.Errorf("Germans read %+v, %v", got.In("de"), err)
	}
}

// TestThePublicRoleReadsNoRetiredWords: on PostgreSQL, where the wall is a role.
func TestThePublicRoleReadsNoRetiredWords(t *testing.T) {
	t.Parallel()
	store, f := multilingual(t)
	if !f.DB.Postgres() {
		t.Skip("SQLite has no roles")
	}
	ctx := t.Context()
	address := roleURL(t, f.DB, role(t, f.DB), "secret")
	if err := models.GrantPublic(ctx, f.DB, address); err != nil {
		t.Fatal(err)
	}
	public, err := models.Open(ctx, address)
	if err != nil {
		t.Fatal(err)
	}
	defer public.Close()
	i, _ := inTwo(t, store)
	if _, err := store.CorrectUpdate(ctx, i.Updates[0].PublicID, models.Correction{Body: "We found it."}); err != nil {
		t.Fatal(err)
	}
	if got := rows(t, public, "translations"); !slices.Equal(got, []string{"Fehler", "Kurze Pausen.", "Umbau"}) {
		t.Errorf("the public role reads %q", got)
	}
	if err := public.Read(ctx).Exec("SELECT body FROM retired_translations").Error; err == nil || !strings.Contains(err.Error(), "42501") {
		t.Errorf("reading what is retired: %v, want permission denied", err)
	}
	if got, err := models.NewSite(public).Incident(ctx, i.PublicID); err != nil || got.In("de").Updates[0].Body != "We found it." {
		t.Errorf("the public side tells %+v, %v", got, err)
	}
}

// downTo35 takes the schema back to where translations had one table.
func downTo35(t *testing.T, db *models.DB) *sql.DB {
	t.Helper()
	dialect, folder := goose.DialectSQLite3, "migrations/sqlite"
	if db.Postgres() {
		dialect, folder = goose.DialectPostgres, "migrations/postgres"
	}
	raw, err := db.Writer()
	if err != nil {
		t.Fatal(err)
	}
	steps, err := goose.NewProvider(dialect, raw, os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := steps.DownTo(t.Context(), 35); err != nil {
		t.Fatal(err)
	}
	return raw
}

// TestTheWayBackKeepsWhatIsRetired: the schema before kept everything in one table.
func TestTheWayBackKeepsWhatIsRetired(t *testing.T) {
	t.Parallel()
	store, f := multilingual(t)
	i, _ := inTwo(t, store)
	if _, err := store.CorrectUpdate(t.Context(), i.Updates[0].PublicID, models.Correction{Body: "We found it."}); err != nil {
		t.Fatal(err)
	}
	places(t, f.DB, "before", everyWord[:3], everyWord[3:])
	downTo35(t, f.DB)
	if got := rows(t, f.DB, "translations"); !slices.Equal(got, everyWord) {
		t.Errorf("on the way back there are %q", got)
	}
	if _, err := f.DB.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	places(t, f.DB, "and forth", everyWord[:3], everyWord[3:])
}

// TestTheMigrationRetiresWhatHoldsNoMore begins where translations had one table.
func TestTheMigrationRetiresWhatHoldsNoMore(t *testing.T) {
	t.Parallel()
	store, f := multilingual(t)
	ctx := t.Context()
	i, _ := inTwo(t, store)
	raw := downTo35(t, f.DB)
	for _, statement := range []string{
		"UPDATE updates SET body = 'Wir fanden “es”.' WHERE public_id = '" + i.Updates[0].PublicID + "'",
		"UPDATE maintenances SET title = 'Another title'",
		"UPDATE site_settings SET language = 'pt', languages = 'de fr'",
		"UPDATE translations SET language = 'ja' WHERE body = 'Fehler'",
	} {
		if _, err := raw.ExecContext(ctx, statement); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := f.DB.Migrate(ctx); err != nil || n == 0 {
		t.Fatalf("%d steps, %v", n, err)
	}
	places(t, f.DB, "after the migration", []string{"Kurze Pausen."}, []string{"Fehler", "Umbau", "Wir suchen."})
	got, err := store.Incident(ctx, i.PublicID)
	if err != nil || got.Language != "pt" || got.Updates[0].Language != "pt" {
		t.Errorf("incident = %+v, %v; want it in Portuguese", got, err)
	}
	kept, err := store.Translations(ctx, "incident", i.ID)
	if err != nil || len(kept) != 2 || !kept[0].Retired || kept[0].ID != i.Updates[0].Translations[0].ID || !kept[0].CreatedAt.Equal(i.Updates[0].Translations[0].CreatedAt) {
		t.Errorf("kept %+v, %v", kept, err)
	}
}

// TestAnImportLeavesWhatIsTranslatedHere: what was changed here stays, and so does what
// it is translated by.
func TestAnImportLeavesWhatIsTranslatedHere(t *testing.T) {
	t.Parallel()
	store, f := multilingual(t)
	ctx := t.Context()
	began := store.Now().AddDate(0, -1, 0)
	told := func(title, body string) models.ImportReport {
		t.Helper()
		one := models.ImportedIncident{ForeignID: "a1b2c3d4e5f6", Incident: models.Incident{Title: title, State: models.Resolved, Impact: models.MinorImpact, StartedAt: began, CreatedAt: began, UpdatedAt: began, ResolvedAt: &began},
			Said: []models.ImportedUpdate{{Update: models.Update{State: "resolved", Body: body, DisplayAt: began, CreatedAt: began, UpdatedAt: began}}}}
		r, err := store.Import(ctx, models.Import{Source: "elsewhere", Incidents: []models.ImportedIncident{one}}, false)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	told("Errors", "It is over.")
	i, err := store.Incident(ctx, "a1b2c3d4e5f6")
	if err != nil || i.Language != "en" || i.Updates[0].Language != "en" {
		t.Fatalf("%+v, %v", i, err)
	}
	for _, w := range []models.Wording{{Noun: "incident", ID: i.PublicID}, {Noun: "update", ID: i.Updates[0].PublicID}} {
		if _, err := store.Translate(ctx, models.TranslationEdit{Wording: w, Language: "de", Origin: models.ByTeam, Body: "In German"}); err != nil {
			t.Fatal(err)
		}
	}
	if r := told("Other errors", "It was over."); r.Lines[0].Deed != models.ImportKept {
		t.Errorf("the second import says %+v", r.Lines)
	}
	places(t, f.DB, "after the second import", []string{"In German", "In German"}, []string{})
	if i, err = store.Incident(ctx, i.PublicID); err != nil || i.Title != "Errors" || i.In("de").Title != "In German" || i.In("de").Updates[0].Body != "In German" {
		t.Errorf("%+v, %v", i, err)
	}
}
