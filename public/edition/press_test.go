package edition_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/public/edition"
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

func TestAFailingCheckKeepsTheOldEdition(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	leak := errors.New("a forbidden word")
	p, cfg := press(t, store, func(c *edition.Config) {
		c.Check = func(path string, body []byte) error {
			if bytes.Contains(body, []byte("web-prod-3")) {
				return leak
			}
			return nil
		}
	})
	catchUp(t, p)
	before, number := whole(t, p), p.Current().Number

	i := modelstest.Incident(t, store, "web-prod-3 is slow")
	if _, err := p.CatchUp(t.Context()); !errors.Is(err, leak) {
		t.Fatalf("CatchUp = %v, want the error of the check", err)
	}
	if p.Current().Number != number || len(whole(t, p)) != len(before) {
		t.Error("the edition moved although a file failed its check")
	}
	again := edition.New(cfg)
	if err := again.Load(); err != nil || again.Current().Number != number {
		t.Errorf("Load = %v, edition %d; want the old edition %d", err, again.Current().Number, number)
	}

	clean := "One server is slow"
	if _, err := store.EditIncident(t.Context(), i.PublicID, models.IncidentEdit{Title: &clean}); err != nil {
		t.Fatal(err)
	}
	catchUp(t, p)
	if !strings.Contains(read(t, p, "/"), clean) {
		t.Error("the corrected incident did not appear")
	}
}

func TestLoadServesTheLastEditionWithoutADatabase(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	modelstest.Incident(t, store, "Sign-in fails")
	p, cfg := press(t, store)
	catchUp(t, p)
	want := whole(t, p)
	if err := fix.DB.Close(); err != nil {
		t.Fatal(err)
	}
	again := edition.New(cfg)
	if again.Current() != nil {
		t.Fatal("a new press has an edition before it loaded one")
	}
	if err := again.Load(); err != nil {
		t.Fatal(err)
	}
	if _, err := again.CatchUp(t.Context()); err == nil {
		t.Error("CatchUp did not notice that the database is away")
	}
	for path, body := range want {
		if got := read(t, again, path); got != string(body) {
			t.Errorf("%s differs after a restart", path)
		}
	}
	for f := range again.Current().Files() {
		for _, e := range []edition.Encoding{edition.Gzip, edition.Brotli} {
			if body, err := f.Body(e); err != nil || len(body) != f.Size(e) {
				t.Errorf("%s in %s: %d bytes, %v", f.Path, e, len(body), err)
			}
		}
	}
	if got := again.Frame("/u/x").SiteName(); got != "Status" {
		t.Errorf("the frame of a visitor's page says %q", got)
	}
}

func TestAnotherProcessThatRestartsRendersNothingAnew(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	i := modelstest.Incident(t, store, "Sign-in fails")
	p, cfg := press(t, store)
	catchUp(t, p)
	again := edition.New(cfg)
	if err := again.Load(); err != nil {
		t.Fatal(err)
	}
	if change := catchUp(t, again); !change.Empty() {
		t.Errorf("after a restart %v changed", change.Paths)
	}
	before, _ := p.File("/incidents/" + i.PublicID)
	after, _ := again.File("/incidents/" + i.PublicID)
	if before.Modified != after.Modified || before.ETags != after.ETags {
		t.Error("validators changed with a restart")
	}
}

func TestAnotherProgramVersionRendersAnew(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	p, cfg := press(t, store)
	catchUp(t, p)
	var rendered sync.Map
	cfg.Version, cfg.Check = "next", func(path string, _ []byte) error { rendered.Store(path, true); return nil }
	next := edition.New(cfg)
	if err := next.Load(); err != nil {
		t.Fatal(err)
	}
	catchUp(t, next)
	if _, ok := rendered.Load("/"); !ok {
		t.Error("a new version served the old version's page")
	}
}

// crashes are states a killed process can leave behind.
func TestLoadAfterACrash(t *testing.T) {
	t.Parallel()
	for name, harm := range map[string]func(t *testing.T, dir string){
		"between blobs and manifest": func(t *testing.T, dir string) {
			put(t, filepath.Join(dir, "blobs", "ab", ".new-1"), "half a blo")
		},
		"while the manifest was written": func(t *testing.T, dir string) {
			put(t, filepath.Join(dir, "manifests", ".new-2"), "vitrine edition 1\t99")
		},
		"between manifest and link": func(t *testing.T, dir string) {
			put(t, filepath.Join(dir, "manifests", "000000000099-99"), "vitrine edition 1\t99\t99")
			if err := os.Symlink("manifests/000000000099-99", filepath.Join(dir, "current.new")); err != nil {
				t.Fatal(err)
			}
		},
		"with a manifest that power loss cut short": func(t *testing.T, dir string) {
			put(t, filepath.Join(dir, "manifests", "000000000099-99"), "vitrine edition 1\t99\t99")
			relink(t, dir, "manifests/000000000099-99")
		},
		"with the link gone": func(t *testing.T, dir string) {
			if err := os.Remove(filepath.Join(dir, "current")); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			store, _ := open(t)
			p, cfg := press(t, store)
			catchUp(t, p)
			want := read(t, p, "/")
			harm(t, cfg.Dir)
			again := edition.New(cfg)
			if err := again.Load(); err != nil {
				t.Fatal(err)
			}
			if read(t, again, "/") != want {
				t.Error("the page after the crash is not the page before it")
			}
			modelstest.Incident(t, store, "After the crash")
			catchUp(t, again)
			third := edition.New(cfg)
			if err := third.Load(); err != nil || !strings.Contains(read(t, third, "/"), "After the crash") {
				t.Errorf("the next edition did not survive: %v", err)
			}
		})
	}
}

func TestLoadRefusesAnEditionWithDamagedFiles(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	p, cfg := press(t, store)
	if err := p.Load(); !errors.Is(err, edition.ErrNoEdition) {
		t.Fatalf("Load of an empty directory = %v", err)
	}
	catchUp(t, p)
	blobs, err := filepath.Glob(filepath.Join(cfg.Dir, "blobs", "*", "*"))
	if err != nil || len(blobs) == 0 {
		t.Fatal("no blobs", err)
	}
	for _, blob := range blobs {
		body, err := os.ReadFile(blob)
		if err != nil {
			t.Fatal(err)
		}
		body[0] ^= 1
		put(t, blob, string(body))
	}
	again := edition.New(cfg)
	if err := again.Load(); !errors.Is(err, edition.ErrNoEdition) || again.Current() != nil {
		t.Errorf("Load = %v; a damaged edition was served", err)
	}
	catchUp(t, again)
	if read(t, again, "/") != read(t, p, "/") {
		t.Error("the edition did not heal from the database")
	}
}

func TestADiskThatCannotBeWrittenKeepsTheOldEdition(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	p, cfg := press(t, store)
	catchUp(t, p)
	want := read(t, p, "/")
	blobs := filepath.Join(cfg.Dir, "blobs")
	if err := os.Rename(blobs, blobs+".away"); err != nil {
		t.Fatal(err)
	}
	put(t, blobs, "a file where the folder was")
	modelstest.Incident(t, store, "Nobody can write this down")
	if _, err := p.CatchUp(t.Context()); err == nil {
		t.Fatal("an edition that is not on disk became current")
	}
	if read(t, p, "/") != want {
		t.Error("the page changed")
	}
	if err := errors.Join(os.Remove(blobs), os.Rename(blobs+".away", blobs)); err != nil {
		t.Fatal(err)
	}
	catchUp(t, p)
	if !strings.Contains(read(t, p, "/"), "Nobody can write this down") {
		t.Error("the press did not recover when the disk did")
	}
}

func TestWithdrawnTextLeavesTheDisk(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	const secret = "kestrel-secret-marker"
	pm := postmortem(t, store, "outage", "A title", secret)
	p, cfg := press(t, store)
	catchUp(t, p)
	if !holds(t, cfg.Dir, secret) {
		t.Fatal("the text was not there to begin with")
	}
	if _, err := store.WithdrawPostmortem(t.Context(), pm.Slug, 0, "It named a customer."); err != nil {
		t.Fatal(err)
	}
	catchUp(t, p)
	if holds(t, cfg.Dir, secret) {
		t.Error("the withdrawn text is still on disk")
	}
	for path, status := range map[string]int{"/postmortems/outage": 410, "/postmortems/outage/revisions/1": 410, "/api/postmortems/outage.json": 410} {
		if f, ok := p.File(path); !ok || f.Status != status {
			t.Errorf("%s is not answered with %d", path, status)
		}
	}
}

func TestManyCallersShareOneRendering(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	var mu sync.Mutex
	homes := 0
	p, _ := press(t, store, func(c *edition.Config) {
		c.Check = func(path string, _ []byte) error {
			if path == "/" {
				mu.Lock()
				homes++
				mu.Unlock()
			}
			return nil
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

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
		t.Fatal(err)
	}
}

func relink(t *testing.T, dir, target string) {
	t.Helper()
	link := filepath.Join(dir, "current")
	if err := errors.Join(os.Remove(link), os.Symlink(target, link)); err != nil {
		t.Fatal(err)
	}
}

// holds reports whether any file under dir begins with a plain body that holds
// text.
func holds(t *testing.T, dir, text string) bool {
	t.Helper()
	found := false
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := os.ReadFile(path)
		found = found || bytes.Contains(body, []byte(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
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
