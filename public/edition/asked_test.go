package edition_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"vitrine/locale"
	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/public/edition"
)

// TestWhatIsMadeOnRequestPassesTheCheckOfFiles: a postmortem that is held back is not
// told by an older page of /api/v2 either, nor words of an incident by the history of
// its component; the page comes once they pass, and the log says it once.
func TestWhatIsMadeOnRequestPassesTheCheckOfFiles(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	i := modelstest.Incident(t, store, "Cards are refused by web-prod-4", mustComponent(t, store, "payments"))
	if _, err := store.PostUpdate(t.Context(), i.PublicID, models.NewUpdate{State: models.Resolved, Body: "It is over."}); err != nil {
		t.Fatal(err)
	}
	_, err := store.PublishRevision(t.Context(), models.NewRevision{Slug: "cards", IncidentIDs: []int64{i.ID},
		Summary: models.Summary{Title: "Cards", Summary: "What happened.", Cause: "web-prod-3 was full."}})
	if err != nil {
		t.Fatal(err)
	}
	for n := range 50 {
		fix.Clock.Advance(time.Minute)
		modelstest.Incident(t, store, fmt.Sprintf("Number %d", n))
	}
	var log bytes.Buffer
	var word atomic.Value
	word.Store("web-prod-3")
	p, _ := press(t, store, func(c *edition.Config) {
		c.Log = slog.New(slog.NewTextHandler(&log, nil))
		c.Watch = func(context.Context) func(string, string, []byte) error {
			forbidden := []byte(word.Load().(string))
			return func(path, _ string, body []byte) error {
				if bytes.Contains(body, forbidden) && !strings.HasPrefix(path, "/postmortems/") { // the page alone is fine, say
					return errors.New("a forbidden word")
				}
				return nil
			}
		}
	})
	catchUp(t, p)
	for range 3 {
		if f, ok := p.APIPage("/api/v2/incidents.json", 2); ok {
			body, _ := f.Body(edition.Plain)
			t.Fatalf("the second page tells what its check refuses: %t", bytes.Contains(body, []byte("web-prod-3")))
		}
		fix.Clock.Advance(time.Minute)
	}
	if n := strings.Count(log.String(), "?page=2"); n != 1 {
		t.Errorf("the log says it %d times", n)
	}
	word.Store("web-prod-4")
	modelstest.Incident(t, store, "Another")
	catchUp(t, p)
	if _, ok := p.ComponentHistory(locale.English, "payments"); ok || !p.HasComponent("payments") {
		t.Error("the history tells what its check refuses")
	}
	word.Store("nothing of it")
	modelstest.Incident(t, store, "A third")
	catchUp(t, p)
	if _, ok := p.ComponentHistory(locale.English, "payments"); !ok {
		t.Error("the history that passes does not come")
	}
	if f, ok := p.APIPage("/api/v2/incidents.json", 2); !ok || f.Status != 200 {
		t.Error("the page that passes does not come")
	}
}

// TestAnOldEditionKeepsItsLanguages: pages of which nothing but their bytes is known
// get the sign in every language, and are still chosen by it.
func TestAnOldEditionKeepsItsLanguages(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	if _, err := store.EditSettings(t.Context(), models.SettingsEdit{Languages: &[]string{"de"}}); err != nil {
		t.Fatal(err)
	}
	p, cfg := press(t, store)
	catchUp(t, p)
	fix.Clock.Advance(time.Hour)
	put(t, cfg.Dir+"/facts", "nothing that can be read")
	again := restarted(t, cfg, fix)
	fix.Clock.Advance(24 * time.Hour)
	again.Tick()
	if len(again.Current().Languages()) != 2 || read(t, again, "/de") == read(t, p, "/de") {
		t.Errorf("the pages that may be old are in %v", again.Current().Languages())
	}
}

// TestAnExportHoldsEveryAddressThatItsPagesName: a site in several languages names
// its own language too.
func TestAnExportHoldsEveryAddressThatItsPagesName(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	if _, err := store.EditSettings(t.Context(), models.SettingsEdit{Languages: &[]string{"de"}}); err != nil {
		t.Fatal(err)
	}
	p, _ := press(t, store)
	catchUp(t, p)
	dir := t.TempDir()
	if err := p.Export(dir); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"history/index.html", "de/history/index.html", "en/history/index.html", "en/index.html", "index.html"} {
		if _, err := os.Stat(filepath.Join(dir, path)); err != nil {
			t.Error(err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "en/feed.rss")); err == nil {
		t.Error("what has no language lies under one")
	}
}
