package edition_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/public/edition"
	"vitrine/views"
)

// open returns a store whose clock stands at noon on a Wednesday, with two
// components.
func open(t testing.TB) (*models.Store, *modelstest.Fixtures) {
	t.Helper()
	store, fix := modelstest.Open(t)
	fix.Clock.Set(modelstest.At(time.November, 18, 12, 0))
	modelstest.Component(t, store, "Sign-in")
	modelstest.Component(t, store, "Payments")
	return store, fix
}

// press returns a press for store in a new directory.
func press(t testing.TB, store *models.Store, change ...func(*edition.Config)) (*edition.Press, edition.Config) {
	t.Helper()
	cfg := edition.Config{Dir: t.TempDir(), BaseURL: "https://status.example.org", Site: &store.Site, Version: "test", Log: slog.New(slog.DiscardHandler)}
	for _, c := range change {
		c(&cfg)
	}
	return edition.New(cfg), cfg
}

// catchUp brings p up to date.
func catchUp(t testing.TB, p *edition.Press) edition.Change {
	t.Helper()
	change, err := p.CatchUp(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return change
}

// read returns a file of the current edition as text.
func read(t testing.TB, p *edition.Press, path string) string {
	t.Helper()
	f, ok := p.File(path)
	if !ok {
		t.Fatalf("there is no %s", path)
	}
	body, err := f.Body(edition.Plain)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// whole returns every file of the current edition.
func whole(t testing.TB, p *edition.Press) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for f := range p.Current().Files() {
		body, err := f.Body(edition.Plain)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Path] = body
	}
	return all
}

func TestCatchUpRendersWhatChangedAndNothingElse(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	old := modelstest.Incident(t, store, "An older story")
	p, _ := press(t, store)
	catchUp(t, p)
	before := whole(t, p)

	pay, err := store.Component(t.Context(), "payments")
	if err != nil {
		t.Fatal(err)
	}
	i := modelstest.Incident(t, store, "Cards are refused", pay)
	change := catchUp(t, p)
	for _, path := range []string{"/", "/incidents/" + i.PublicID, "/history", "/history/2026-11", "/components/payments", "/components/payments.rss",
		"/feed.rss", "/feed.atom", "/feed.json", "/api/v2/summary.json", "/api/v2/incidents/unresolved.json", "/badge.svg", "/badge/payments.svg", "/sitemap.xml"} {
		if !slices.Contains(change.Paths, path) {
			t.Errorf("%s was not named as changed", path)
		}
	}
	for _, path := range []string{"/incidents/" + old.PublicID, "/components/sign-in", "/components/sign-in.rss", "/badge/sign-in.svg", "/subscribe", "/postmortems", "/maintenance.ics"} {
		if slices.Contains(change.Paths, path) {
			t.Errorf("%s has nothing to do with it and was named as changed", path)
		}
		if !bytes.Equal(before[path], whole(t, p)[path]) {
			t.Errorf("%s changed", path)
		}
	}
	if again := catchUp(t, p); !again.Empty() {
		t.Errorf("nothing was published, but %v changed", again.Paths)
	}
}

func TestWhatFailsItsCheckIsHeldBackAndNothingElse(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	var allowed atomic.Bool
	p, cfg := press(t, store, func(c *edition.Config) {
		c.Watch = func(context.Context) func(string, string, []byte) error {
			return func(_, _ string, body []byte) error {
				if bytes.Contains(body, []byte("web-prod-3")) && !allowed.Load() {
					return errors.New("a forbidden word")
				}
				return nil
			}
		}
	})
	catchUp(t, p)
	home := read(t, p, "/")
	i := modelstest.Incident(t, store, "web-prod-3 is slow")
	c := modelstest.Component(t, store, "Card payments")
	catchUp(t, p)
	home = strings.Replace(home, views.MainStart, views.MainStart+"\n"+string(views.StaleNotice(store.Now())), 1)
	if read(t, p, "/") != home {
		t.Error("the home page is not the last good one with the notice that it may be old")
	}
	if _, ok := p.File("/incidents/" + i.PublicID); ok {
		t.Error("the page with the word is public")
	}
	for path, body := range whole(t, p) {
		if bytes.Contains(body, []byte("web-prod-3")) {
			t.Errorf("%s has the word", path)
		}
	}
	if _, ok := p.File("/components/" + c.Slug); !ok {
		t.Error("a page without the word did not come")
	}
	if held := p.HeldBack(); len(held) < 3 || held[0].Path != "/" || held[0].Why != "a forbidden word" || held[0].Since.IsZero() {
		t.Errorf("held back: %v", held)
	}
	again := edition.New(cfg)
	if err := again.Load(); err != nil || read(t, again, "/") != home {
		t.Errorf("after a restart: %v", err)
	}
	allowed.Store(true)
	catchUp(t, again)
	if home := read(t, again, "/"); len(again.HeldBack()) != 0 || !strings.Contains(home, "web-prod-3") || strings.Contains(home, oldData) {
		t.Errorf("what passes at last is still held back: %v", again.HeldBack())
	}
	allowed.Store(false)
	clean := "One server is slow"
	if _, err := store.EditIncident(t.Context(), i.PublicID, models.IncidentEdit{Title: &clean}); err != nil {
		t.Fatal(err)
	}
	catchUp(t, p)
	if len(p.HeldBack()) != 0 || !strings.Contains(read(t, p, "/"), clean) {
		t.Error("the corrected incident did not appear")
	}
}

// TestManyCallersShareOneRendering is trial F31.
func TestManyCallersShareOneRendering(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	var mu sync.Mutex
	homes := 0
	p, _ := press(t, store, func(c *edition.Config) {
		c.Watch = func(context.Context) func(string, string, []byte) error {
			return func(path, _ string, _ []byte) error {
				if path == "/" {
					mu.Lock()
					homes++
					mu.Unlock()
				}
				return nil
			}
		}
	})
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if _, err := p.CatchUp(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if homes != 1 {
		t.Errorf("the home page was rendered %d times for one edition", homes)
	}
}

func TestWatchMergesWhatASlowWatcherMissed(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	p, _ := press(t, store)
	catchUp(t, p)
	changes, stop := p.Watch()
	a := modelstest.Incident(t, store, "First")
	catchUp(t, p)
	b := modelstest.Incident(t, store, "Second")
	catchUp(t, p)
	got := <-changes
	if got.Edition != p.Current().Number || !slices.Contains(got.Paths, "/incidents/"+a.PublicID) || !slices.Contains(got.Paths, "/incidents/"+b.PublicID) {
		t.Errorf("the watcher got %+v", got)
	}
	stop()
	stop()
	if _, ok := <-changes; ok {
		t.Error("the channel is open after stop")
	}
}

func TestOldFilesStayOnDiskAlone(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	var ids []string
	for range 5 {
		ids = append(ids, modelstest.Incident(t, store, "One of several").PublicID)
	}
	p, cfg := press(t, store, func(c *edition.Config) { c.Memory = 1 })
	catchUp(t, p)
	cfg.Memory = 0
	all := edition.New(cfg)
	if err := all.Load(); err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		small, _ := p.File("/incidents/" + id)
		large, _ := all.File("/incidents/" + id)
		for _, e := range []edition.Encoding{edition.Plain, edition.Gzip, edition.Brotli} {
			a, err := small.Body(e)
			b, err2 := large.Body(e)
			if err != nil || err2 != nil || !bytes.Equal(a, b) || len(a) == 0 {
				t.Errorf("%s in %s: %v %v", id, e, err, err2)
			}
		}
	}
}

// TestALargeSiteIsRenderedAgain has pages on disk alone whose fingerprint moves
// although their bytes stay.
func TestALargeSiteIsRenderedAgain(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	for range 5 {
		modelstest.Incident(t, store, "One of several")
	}
	p, _ := press(t, store, func(c *edition.Config) { c.Memory = 1 })
	catchUp(t, p)
	intro := "What our services do."
	if _, err := store.EditSettings(t.Context(), models.SettingsEdit{Intro: &intro}); err != nil {
		t.Fatal(err)
	}
	catchUp(t, p)
	if !strings.Contains(read(t, p, "/"), intro) {
		t.Error("the front page does not say what was changed")
	}
	full, _ := press(t, store)
	catchUp(t, full)
	same(t, whole(t, p), whole(t, full))
}

func TestCatchUpEndsWithItsContext(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	p, _ := press(t, store)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.CatchUp(ctx); err == nil || p.Current() != nil {
		t.Error("a cancelled CatchUp made an edition")
	}
}

// postmortem publishes one about no incident.
func postmortem(t testing.TB, store *models.Store, slug, title, text string, incidents ...int64) models.Postmortem {
	t.Helper()
	pm, err := store.PublishRevision(t.Context(), models.NewRevision{Slug: slug, IncidentIDs: incidents,
		Summary: models.Summary{Title: title, Summary: text, Services: "Sign-in", Duration: "20 minutes", Severity: "Sev2", Impact: "Nobody could sign in.",
			Cause: "A process ran away.", Resolution: "We stopped it.", Countermeasures: "We will watch it."},
		Timeline:        []models.PublicEntry{{At: store.Now(), Text: "We stopped the process.", Effect: "positive"}},
		Countermeasures: []models.PublicCommitment{{Body: "Limit every process.", State: models.Planned}}})
	if err != nil {
		t.Fatal(err)
	}
	return pm
}
