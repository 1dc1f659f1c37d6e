package edition

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"sync/atomic"
	"testing"

	"vitrine/models"
	"vitrine/models/modelstest"
)

// TestASiteMadeAnewIsWhole: more files than a publication changes go to disk while they
// are made, and are read from there; what is read most stays in memory and in brotli.
func TestASiteMadeAnewIsWhole(t *testing.T) {
	t.Parallel()
	store, _ := modelstest.Open(t)
	tags := []string{"en", "de", "fr", "es", "pt", "ja", "ar"}
	if _, err := store.EditSettings(t.Context(), models.SettingsEdit{Languages: &tags}); err != nil {
		t.Fatal(err)
	}
	for n := range 45 {
		modelstest.Component(t, store, fmt.Sprintf("Service %d", n))
	}
	cfg := Config{Dir: t.TempDir(), BaseURL: "https://status.example.org", Site: &store.Site, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	p := New(cfg)
	if _, err := p.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	i := modelstest.Incident(t, store, "Sign-in fails")
	if _, err := p.CatchUp(t.Context()); err != nil { // a small change beside
		t.Fatal(err)
	}
	if n := p.Current().Len(); n < manyFiles {
		t.Fatalf("%d files are no trial", n)
	}
	again := New(cfg)
	if err := again.Load(); err != nil {
		t.Fatal(err)
	}
	hasty := 0
	for _, f := range slices.Concat(slices.Collect(p.Current().Files()), slices.Collect(again.Current().Files())) {
		for e := range encodings {
			if body, err := f.Body(e); err != nil || len(body) != f.Size(e) {
				t.Fatalf("%s in %s: %d bytes of %d, %v", f.Path, e, len(body), f.Size(e), err)
			}
		}
		if f.Has(Gzip) && !f.Has(Brotli) {
			hasty++
			if !f.archival {
				t.Errorf("%s is read often and has no brotli", f.Path)
			}
		}
	}
	if f, ok := p.File("/incidents/" + i.PublicID); !ok || !f.Has(Brotli) || hasty < 200 {
		t.Errorf("the page of an incident has no brotli, or %d files have none", hasty)
	}
}

// TestAPageThatIsHeldBackHoldsBackNoOtherLanguage: each language of a page stands for
// itself, and none is there twice.
func TestAPageThatIsHeldBackHoldsBackNoOtherLanguage(t *testing.T) {
	t.Parallel()
	for _, held := range []string{"/incidents/", "/de/incidents/"} {
		store, _ := modelstest.Open(t)
		if _, err := store.EditSettings(t.Context(), models.SettingsEdit{Languages: &[]string{"en", "de", "fr"}}); err != nil {
			t.Fatal(err)
		}
		i := modelstest.Incident(t, store, "Sign-in fails")
		var refuse atomic.Bool
		p := New(Config{Dir: t.TempDir(), BaseURL: "https://status.example.org", Site: &store.Site, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
			Watch: func(context.Context) func(string, string, []byte) error {
				return func(path, _ string, _ []byte) error {
					if refuse.Load() && path == held+i.PublicID {
						return errors.New("a forbidden word")
					}
					return nil
				}
			}})
		says := func(words string) (in []string) {
			t.Helper()
			if _, err := p.CatchUp(t.Context()); err != nil {
				t.Fatal(err)
			}
			seen := map[string]bool{}
			for f := range p.Current().Files() {
				if seen[f.Path] {
					t.Errorf("%s is there twice", f.Path)
				}
				seen[f.Path] = true
			}
			for _, prefix := range []string{"/incidents/", "/de/incidents/", "/fr/incidents/"} {
				f, ok := p.File(prefix + i.PublicID)
				if !ok {
					t.Fatalf("%s is gone", prefix)
				}
				if body, err := f.Body(Plain); err == nil && bytes.Contains(body, []byte(words)) {
					in = append(in, prefix)
				}
			}
			return in
		}
		says("")
		refuse.Store(true)
		if _, err := store.PostUpdate(t.Context(), i.PublicID, models.NewUpdate{State: models.Identified, Body: "The second word."}); err != nil {
			t.Fatal(err)
		}
		if got := says("The second word."); len(got) != 2 || slices.Contains(got, held) {
			t.Errorf("with %s held back the news is in %v", held, got)
		}
		refuse.Store(false)
		if _, err := store.PostUpdate(t.Context(), i.PublicID, models.NewUpdate{State: models.Identified, Body: "The third word."}); err != nil {
			t.Fatal(err)
		}
		if got := says("The third word."); len(got) != 3 {
			t.Errorf("at last the news is in %v", got)
		}
	}
}
