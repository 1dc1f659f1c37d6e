package edition

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
)

// TestAPublicationWritesDownWhatItChangedAlone: the list of everything is written once
// and stays while a later one needs it.
func TestAPublicationWritesDownWhatItChangedAlone(t *testing.T) {
	t.Parallel()
	store, _ := modelstest.Open(t)
	if _, err := store.EditSettings(t.Context(), models.SettingsEdit{Languages: &[]string{"de"}}); err != nil {
		t.Fatal(err)
	}
	for n := range 30 {
		modelstest.Component(t, store, fmt.Sprintf("Service %d", n))
	}
	p := New(Config{Dir: t.TempDir(), BaseURL: "https://status.example.org", Site: &store.Site, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	catch := func() {
		t.Helper()
		if _, err := p.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	catch()
	base := p.shelf.base
	for n := range 6 {
		modelstest.Incident(t, store, fmt.Sprintf("Sign-in fails %d", n))
		catch()
	}
	current, err := os.Readlink(p.shelf.link())
	if err != nil {
		t.Fatal(err)
	}
	if gone, err := p.shelf.clear(1, time.Time{}, time.Now().Add(time.Minute)); err != nil || gone == 0 {
		t.Fatalf("%d files were swept, %v", gone, err)
	}
	if left := p.shelf.history(); !slices.Equal(left, []string{filepath.Base(current), base}) {
		t.Errorf("left are %v, with the base %s", left, base)
	}
	lines := func(name string) int {
		text, err := os.ReadFile(filepath.Join(p.shelf.manifests(), name))
		if err != nil {
			t.Fatal(err)
		}
		return strings.Count(string(text), "\n")
	}
	if all, some := lines(base), lines(filepath.Base(current)); all < 100 || some < 20 || some > all/2 {
		t.Errorf("everything is %d lines, six incidents are %d", all, some)
	}
	sameFiles(t, p)
}

// sameFiles wants a press that starts from disk to hold what p does, as it does.
func sameFiles(t *testing.T, p *Press) {
	t.Helper()
	again := New(p.cfg)
	if err := again.Load(); err != nil {
		t.Fatal(err)
	}
	want := slices.Collect(p.Current().Files())
	if got := slices.Collect(again.Current().Files()); len(got) != len(want) {
		t.Fatalf("%d files on disk of %d", len(got), len(want))
	}
	for _, f := range want {
		got, ok := again.File(f.Path)
		if !ok || got.name != f.name || got.key != f.key || !got.Modified().Equal(f.Modified()) || len(got.told) != len(f.told) {
			t.Fatalf("%s is another on disk", f.Path)
		}
	}
	if f, ok := again.File("/de/history"); !ok || f.Path != "/de/history" || !f.Has(Gzip) {
		t.Error("a page in another language is not there")
	}
	for _, path := range []string{"/de/", "/de/feed.rss", "/fr/history", "/de/nothing", "/d", "//"} {
		if _, ok := again.File(path); ok {
			t.Errorf("%s is there", path)
		}
	}
}
