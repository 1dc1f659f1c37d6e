package edition

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"vitrine/models"
	"vitrine/models/modelstest"
)

// packed is a press over a site in seven languages that is large enough to be put into
// packs when it is made anew.
func packed(t *testing.T, watch func(context.Context) func(path, mime string, body []byte) error) (*Press, *models.Store, models.Incident) {
	t.Helper()
	store, _ := modelstest.Open(t)
	if _, err := store.EditSettings(t.Context(), models.SettingsEdit{Languages: &[]string{"en", "de", "fr", "es", "pt", "ja", "ar"}}); err != nil {
		t.Fatal(err)
	}
	for n := range 45 {
		modelstest.Component(t, store, fmt.Sprintf("Service %d", n))
	}
	i := modelstest.Incident(t, store, "Sign-in fails")
	p := New(Config{Dir: t.TempDir(), BaseURL: "https://status.example.org", Site: &store.Site, Watch: watch, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	follow(t, p)
	return p, store, i
}

func follow(t *testing.T, p *Press) {
	t.Helper()
	if _, err := p.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// packsOf lists the packs that an edition names, and how many files lie in each.
func packsOf(e *Edition) map[string]int {
	packs := map[string]int{}
	for f := range e.all() {
		if f.pack != "" {
			packs[f.pack]++
		}
	}
	return packs
}

// unpacked is body, and what is compressed in it.
func unpacked(body []byte) []byte {
	all := body
	for rest := body; ; rest = rest[1:] {
		at := bytes.Index(rest, []byte{0x1f, 0x8b, 8})
		if at < 0 {
			return all
		}
		rest = rest[at:]
		z, err := gzip.NewReader(bytes.NewReader(rest))
		if err != nil {
			continue
		}
		z.Multistream(false)
		text, _ := io.ReadAll(z) // up to where it is none
		all = slices.Concat(all, text)
	}
}

// lyingWith lists the files under dir that hold text, in whatever encoding but brotli.
func lyingWith(t *testing.T, dir, text string) (paths []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := os.ReadFile(path)
		if bytes.Contains(unpacked(body), []byte(text)) {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// TestPagesInAPackAreRead: in the process that made them and in the next, in every
// encoding; and another machine is not told where they lie.
func TestPagesInAPackAreRead(t *testing.T) {
	t.Parallel()
	p, store, i := packed(t, nil)
	packs, together := packsOf(p.Current()), 0
	for name, n := range packs {
		if _, err := os.Stat(p.shelf.lying(name)); err != nil {
			t.Error(err)
		}
		if n == len(p.Current().Languages()) {
			together++
		}
	}
	if together < 40 {
		t.Fatalf("%d pages that lie together are no trial", together)
	}
	if _, err := store.PostUpdate(t.Context(), i.PublicID, models.NewUpdate{State: models.Identified, Body: "A second word."}); err != nil {
		t.Fatal(err)
	}
	follow(t, p) // its manifest goes on from the one with the packs
	again := New(p.cfg)
	if err := again.Load(); err != nil {
		t.Fatal(err)
	}
	if !maps.Equal(packsOf(again.Current()), packsOf(p.Current())) {
		t.Error("after a restart files lie elsewhere")
	}
	for f := range again.Current().Files() {
		now, ok := p.File(f.Path)
		if !ok {
			t.Fatalf("%s is new", f.Path)
		}
		for e := range encodings {
			want, err := now.Body(e)
			got, err2 := f.Body(e)
			if err := errors.Join(err, err2); err != nil || !bytes.Equal(got, want) || len(got) != f.Size(e) {
				t.Fatalf("%s in %s: %d bytes, %v", f.Path, e, len(got), err)
			}
		}
		if plain, err := f.Body(Plain); err != nil || blobName(f.Type, plain) != f.name {
			t.Errorf("%s holds something else, %v", f.Path, err)
		}
	}
	if list := listing(p.Current()); bytes.Contains(list, []byte("-pack")) {
		t.Error("another machine is told of packs")
	}
}

// wholePages wants every page that lies in a pack to read as its name says.
func wholePages(t *testing.T, e *Edition) {
	t.Helper()
	pages := 0
	for f := range e.Files() {
		if f.pack == "" {
			continue
		}
		pages++
		for _, f := range []*File{f, f.evicted()} {
			plain, err := f.Body(Plain)
			if err != nil || blobName(f.Type, plain) != f.name {
				t.Fatalf("%s in %s holds something else, %v", f.Path, f.pack, err)
			}
		}
	}
	if pages < manyFiles/2 {
		t.Fatalf("%d pages are no trial", pages)
	}
}

// TestPacksOfEarlierVersionsAreRead: they hold the plain bytes too.
func TestPacksOfEarlierVersionsAreRead(t *testing.T) {
	t.Parallel()
	p, _, _ := packed(t, nil)
	e := p.Current()
	before := &Edition{Number: e.Number, Serial: e.Serial + 1, At: e.At, files: maps.Clone(e.files), settings: e.settings, languages: e.languages, logo: e.logo}
	packs := map[string][]byte{}
	for f := range e.all() {
		if f.pack == "" {
			continue
		}
		old := *f
		old.pack, old.bytes, old.told = strings.TrimSuffix(f.pack, "ed"), nil, nil
		old.at = uint32(len(packs[old.pack]))
		for enc := range encodings {
			body, err := f.Body(enc)
			if err != nil {
				t.Fatal(err)
			}
			packs[old.pack] = append(packs[old.pack], body...)
		}
		before.put(&old)
	}
	for name, body := range packs {
		if err := errors.Join(os.WriteFile(p.shelf.lying(name), body, 0o644), os.Remove(p.shelf.lying(name+"ed"))); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.shelf.publish(before, true); err != nil {
		t.Fatal(err)
	}
	again := New(p.cfg)
	if err := again.Load(); err != nil {
		t.Fatal(err)
	}
	if f, ok := again.File("/de/history/" + e.At.Format("2006-01")); !ok || !strings.HasSuffix(f.pack, wholePack) {
		t.Fatal("the page lies in no such pack")
	}
	wholePages(t, again.Current())
	for f := range again.Current().all() {
		if single, err := f.alone(); err != nil || !single.resident() && f.pack != "" || len(single.pack) > 0 {
			t.Fatalf("%s alone: %v", f.Path, err)
		}
	}
}

// TestADamagedPackIsNoEdition: one that is gone or cut short is noticed at the start.
func TestADamagedPackIsNoEdition(t *testing.T) {
	t.Parallel()
	p, _, _ := packed(t, nil)
	for name, harm := range map[string]func(path string) error{
		"gone": os.Remove,
		"cut short": func(path string) error {
			info, err := os.Stat(path)
			if err != nil {
				return err
			}
			return os.Truncate(path, info.Size()-1)
		},
		"of other bytes": func(path string) error {
			body, err := os.ReadFile(path)
			for n := range body {
				body[n] ^= 1
			}
			return errors.Join(err, os.WriteFile(path, body, 0o644))
		},
	} {
		t.Run(name, func(t *testing.T) {
			cfg := p.cfg
			cfg.Dir = t.TempDir()
			again := New(cfg)
			if err := os.CopyFS(cfg.Dir, os.DirFS(p.cfg.Dir)); err != nil {
				t.Fatal(err)
			}
			for pack := range packsOf(p.Current()) {
				if err := harm(again.shelf.lying(pack)); err != nil {
					t.Fatal(err)
				}
			}
			if err := again.Load(); !errors.Is(err, ErrNoEdition) {
				t.Fatalf("Load = %v", err)
			}
			follow(t, again)
			next := New(cfg)
			if err := next.Load(); err != nil {
				t.Fatal(err)
			}
			for _, e := range []*Edition{again.Current(), next.Current()} {
				wholePages(t, e)
			}
		})
	}
}

// TestWordsThatAreTakenBackLeaveTheirPack: of a page that is corrected in every
// language, and of one whose last good version stays in a single one.
func TestWordsThatAreTakenBackLeaveTheirPack(t *testing.T) {
	t.Parallel()
	var refused atomic.Value
	refused.Store("")
	p, store, i := packed(t, func(context.Context) func(string, string, []byte) error {
		return func(path, _ string, _ []byte) error {
			if path == refused.Load() {
				return errors.New("a forbidden word")
			}
			return nil
		}
	})
	page, ok := p.File("/fr/incidents/" + i.PublicID)
	if !ok || page.pack == "" {
		t.Fatal("the page lies in no pack")
	}
	refused.Store("/fr/incidents/" + i.PublicID)
	if _, err := store.PostUpdate(t.Context(), i.PublicID, models.NewUpdate{State: models.Identified, Body: "kestrel-marker is slow."}); err != nil {
		t.Fatal(err)
	}
	follow(t, p)
	if slices.Contains(slices.Collect(maps.Keys(packsOf(p.Current()))), page.pack) {
		t.Error("a page that is held back alone keeps the old pages of other languages on disk")
	}
	refused.Store("")
	p.cfg.BaseURL = "https://other.example.org"
	p.call(origin{Base: p.cfg.BaseURL})
	next := New(p.cfg) // everything is made anew, with the word
	follow(t, next)
	if held, ok := next.File("/fr/incidents/" + i.PublicID); !ok || held.pack == "" || len(lyingWith(t, p.cfg.Dir, "kestrel-marker")) < 2 {
		t.Fatal("the word lies in no pack")
	}
	incident, err := store.Incident(t.Context(), i.PublicID)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(incident.Updates, func(u models.Update) bool { return strings.Contains(u.Body, "kestrel-marker") })
	if _, err := store.CorrectUpdate(t.Context(), incident.Updates[at].PublicID, models.Correction{Body: "It is slow."}); err != nil {
		t.Fatal(err)
	}
	follow(t, next)
	if paths := lyingWith(t, p.cfg.Dir, "kestrel-marker"); len(paths) > 0 {
		t.Errorf("the word still lies in %v", paths)
	}
}

// TestOldPagesAreServedWhileTheSiteIsMadeAnew: each of them, in every encoding, from
// disk where memory is needed for the new ones.
func TestOldPagesAreServedWhileTheSiteIsMadeAnew(t *testing.T) {
	t.Parallel()
	p, _, i := packed(t, nil)
	cfg := p.cfg
	cfg.BaseURL = "https://other.example.org"
	var next *Press
	var looked, old atomic.Int64
	cfg.Watch = func(context.Context) func(string, string, []byte) error {
		return func(path, _ string, _ []byte) error {
			f, ok := next.Current().File(path)
			if !ok {
				return nil
			}
			looked.Add(1)
			if f.archival && f.resident() {
				t.Errorf("%s of the old edition takes memory", path)
			}
			for e := range encodings {
				if body, err := f.Body(e); err != nil || len(body) != f.Size(e) {
					t.Errorf("%s in %s: %d bytes of %d, %v", path, e, len(body), f.Size(e), err)
				}
			}
			if body, err := f.Body(Plain); err == nil && bytes.Contains(body, []byte(p.cfg.BaseURL)) {
				old.Add(1)
			}
			return nil
		}
	}
	next = New(cfg)
	if err := next.Load(); err != nil {
		t.Fatal(err)
	}
	follow(t, next)
	if looked.Load() < manyFiles || old.Load() < manyFiles/2 {
		t.Errorf("%d pages were served meanwhile, %d of them old", looked.Load(), old.Load())
	}
	f, ok := next.File("/de/incidents/" + i.PublicID)
	if !ok {
		t.Fatal("the page is missing")
	}
	if body, err := f.Body(Plain); err != nil || !bytes.Contains(body, []byte(cfg.BaseURL)) {
		t.Errorf("at last the page is not new, %v", err)
	}
}
