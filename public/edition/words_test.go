package edition_test

import (
	"path/filepath"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/public/edition"
)

const leaked = "kestrel-secret-marker"

// TestWordsThatWereTakenBackLeaveTheDisk tells something, takes it back, and
// looks through everything the press keeps: older editions and the facts.
func TestWordsThatWereTakenBackLeaveTheDisk(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		tell     func(t *testing.T, store *models.Store) string // returns what takeBack needs
		takeBack func(t *testing.T, store *models.Store, id string) error
	}{
		"a corrected update of a maintenance": {plannedWith(leaked), correctFirst},
		"a removed update of an incident":     {incidentWith(leaked), removeFirst},
		"a title": {func(t *testing.T, store *models.Store) string { return modelstest.Incident(t, store, leaked).PublicID },
			func(t *testing.T, store *models.Store, id string) error {
				title := "Something is slow"
				_, err := store.EditIncident(t.Context(), id, models.IncidentEdit{Title: &title})
				return err
			}},
		"a deleted component": {func(t *testing.T, store *models.Store) string { return modelstest.Component(t, store, leaked).PublicID },
			func(t *testing.T, store *models.Store, id string) error {
				return store.DeleteComponent(t.Context(), id)
			}},
		"the introduction": {func(t *testing.T, store *models.Store) string { return setIntro(t, store, leaked) },
			func(t *testing.T, store *models.Store, _ string) error { setIntro(t, store, "Calm words."); return nil }},
	} {
		for _, restart := range []bool{false, true} {
			way := map[bool]string{false: " in one process", true: " before a restart"}[restart]
			t.Run(name+way, func(t *testing.T) {
				t.Parallel()
				store, _ := open(t)
				p, cfg := press(t, store)
				catchUp(t, p)
				id := tc.tell(t, store)
				catchUp(t, p)
				if !holds(t, cfg.Dir, leaked) {
					t.Fatal("the words were not there to begin with")
				}
				if err := tc.takeBack(t, store, id); err != nil {
					t.Fatal(err)
				}
				if restart { // it crashed between the commit and the rendering
					p = edition.New(cfg)
					if err := p.Load(); err != nil {
						t.Fatal(err)
					}
				}
				catchUp(t, p)
				if holds(t, cfg.Dir, leaked) {
					t.Error("the words are still on disk")
				}
			})
		}
	}
}

func TestFactsOfAKilledProcessLeaveTheDisk(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	p, cfg := press(t, store)
	put(t, filepath.Join(cfg.Dir, ".facts-1"), leaked)
	catchUp(t, p)
	if holds(t, cfg.Dir, leaked) {
		t.Error("half a file of facts stays for ever")
	}
}

func plannedWith(text string) func(*testing.T, *models.Store) string {
	return func(t *testing.T, store *models.Store) string {
		t.Helper()
		from := store.Now().Add(time.Hour)
		m, err := store.PlanMaintenance(t.Context(), models.NewMaintenance{Title: "Works", Body: text, ScheduledFor: from, ScheduledUntil: from.Add(time.Hour)})
		if err != nil {
			t.Fatal(err)
		}
		return m.Updates[0].PublicID
	}
}

func incidentWith(text string) func(*testing.T, *models.Store) string {
	return func(t *testing.T, store *models.Store) string {
		t.Helper()
		i := modelstest.Incident(t, store, "Something is slow")
		u, err := store.PostUpdate(t.Context(), i.PublicID, models.NewUpdate{State: models.Identified, Body: text})
		if err != nil {
			t.Fatal(err)
		}
		return u.PublicID
	}
}

func correctFirst(t *testing.T, store *models.Store, id string) error {
	_, err := store.CorrectUpdate(t.Context(), id, models.Correction{Body: "Calm words."})
	return err
}

func removeFirst(t *testing.T, store *models.Store, id string) error {
	return store.RemoveUpdate(t.Context(), id, "It named a customer.")
}

func setIntro(t *testing.T, store *models.Store, text string) string {
	t.Helper()
	if _, err := store.EditSettings(t.Context(), models.SettingsEdit{Intro: &text}); err != nil {
		t.Fatal(err)
	}
	return ""
}
