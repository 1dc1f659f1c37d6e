package edition_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"vitrine/locale"
	"vitrine/models/modelstest"
	"vitrine/public/edition"
)

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
	if got := again.FrameIn(locale.English, "/u/x").SiteName(); got != "Status" {
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
	if before.Modified() != after.Modified() || before.ETag(edition.Gzip) != after.ETag(edition.Gzip) {
		t.Error("validators changed with a restart")
	}
}

func TestAnotherProgramVersionRendersAnew(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	p, cfg := press(t, store)
	catchUp(t, p)
	var rendered sync.Map
	cfg.Version, cfg.Watch = "next", func(context.Context) func(string, string, []byte) error {
		return func(path, _ string, _ []byte) error { rendered.Store(path, true); return nil }
	}
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
			put(t, filepath.Join(dir, "manifests", ".new-2"), "vitrine edition 2\t99")
		},
		"between manifest and link": func(t *testing.T, dir string) {
			put(t, filepath.Join(dir, "manifests", "000000000099-99"), "vitrine edition 2\t99\t99")
			if err := os.Symlink("manifests/000000000099-99", filepath.Join(dir, "current.new")); err != nil {
				t.Fatal(err)
			}
		},
		"with a manifest that power loss cut short": func(t *testing.T, dir string) {
			put(t, filepath.Join(dir, "manifests", "000000000099-99"), "vitrine edition 2\t99\t99")
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

// TestADiskThatCannotBeWrittenKeepsTheOldEdition: the pages stay, and follow once the disk takes them (F07).
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
		if f, ok := p.File(path); !ok || int(f.Status) != status {
			t.Errorf("%s is not answered with %d", path, status)
		}
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
