package mirror_test

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/public/edition"
	"vitrine/public/mirror"
)

// site is a public site with mirrors that run.
type site struct {
	t       *testing.T
	store   *models.Store
	press   *edition.Press
	mirrors *mirror.Mirrors
	dir     string // of the mirrors' memory
	stop    func()
}

func newSite(t *testing.T) *site {
	t.Helper()
	store, _ := modelstest.Open(t)
	modelstest.Component(t, store, "Sign-in")
	s := &site{t: t, store: store, dir: t.TempDir(), stop: func() {}}
	s.press = edition.New(edition.Config{Dir: t.TempDir(), BaseURL: "https://status.example.org", Site: &store.Site, Version: "test", Log: slog.New(slog.DiscardHandler)})
	s.catchUp()
	return s
}

// carry runs the mirrors until the test ends or they are carried anew.
func (s *site) carry(targets ...mirror.Target) {
	s.t.Helper()
	s.stop()
	s.mirrors = mirror.New(mirror.Config{Press: s.press, Dir: s.dir, Log: slog.New(slog.DiscardHandler)}, targets...)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); s.mirrors.Run(ctx) }()
	s.stop = func() { cancel(); <-ended; s.stop = func() {} }
	s.t.Cleanup(func() { s.stop() })
}

func (s *site) catchUp() {
	s.t.Helper()
	if _, err := s.press.CatchUp(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
}

// settled waits until no mirror is behind, and returns the states.
func (s *site) settled() []mirror.State {
	s.t.Helper()
	return s.until("no mirror is behind", func(m mirror.State) bool {
		return m.Behind == nil && m.Edition == s.press.Current().Number && m.At != nil
	})
}

func (s *site) until(what string, is func(mirror.State) bool) []mirror.State {
	s.t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if list := s.mirrors.States(); !slices.ContainsFunc(list, func(m mirror.State) bool { return !is(m) }) {
			return list
		}
	}
	s.t.Fatalf("not within 20 s: %s; %+v", what, s.mirrors.States())
	return nil
}

// want is every file of the current edition by its place.
func (s *site) want() map[string]string {
	s.t.Helper()
	all := map[string]string{}
	for f := range s.press.Current().Files() {
		body, err := f.Body(edition.Plain)
		if err != nil {
			s.t.Fatal(err)
		}
		all[f.Place()] = string(body)
	}
	return all
}

// same fails unless a mirror holds exactly the files of the current edition.
func (s *site) same(name string, got map[string]string) {
	s.t.Helper()
	want := s.want()
	for place, body := range want {
		if got[place] != body {
			s.t.Errorf("%s: %s has %d bytes, want %d", name, place, len(got[place]), len(body))
		}
	}
	for place := range got {
		if _, ok := want[place]; !ok {
			s.t.Errorf("%s still holds %s", name, place)
		}
	}
}

// tree reads a folder whole.
func tree(t *testing.T, root string) map[string]string {
	t.Helper()
	all := map[string]string{}
	root, err := filepath.EvalSymlinks(root)
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Type()&fs.ModeSymlink != 0 {
			return err
		}
		body, err := os.ReadFile(path)
		place, _ := filepath.Rel(root, path)
		all[filepath.ToSlash(place)] = string(body)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// script writes a command for a hook.
func script(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "hook")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+text), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

// life is everything that happens to a public site: words, a postmortem that is
// withdrawn, an incident whose update is taken back.
func (s *site) life(after func(step string)) {
	s.t.Helper()
	const secret = "kestrel-marker"
	i := modelstest.Incident(s.t, s.store, "Sign-in fails")
	s.catchUp()
	after("an incident")
	u, err := s.store.PostUpdate(s.t.Context(), i.PublicID, models.NewUpdate{State: models.Identified, Body: "It was " + secret + "."})
	if err != nil {
		s.t.Fatal(err)
	}
	pm, err := s.store.PublishRevision(s.t.Context(), models.NewRevision{Slug: "outage", Summary: models.Summary{Title: "A title", Summary: secret}})
	if err != nil {
		s.t.Fatal(err)
	}
	s.catchUp()
	after("a postmortem")
	if _, err := s.store.WithdrawPostmortem(s.t.Context(), pm.Slug, 0, "It named a customer."); err != nil {
		s.t.Fatal(err)
	}
	if err := s.store.RemoveUpdate(s.t.Context(), u.PublicID, "a name"); err != nil {
		s.t.Fatal(err)
	}
	s.catchUp()
	after("both taken back")
	for place, body := range s.want() {
		if strings.Contains(body, secret) {
			s.t.Errorf("%s still says it; the trial proves nothing", place)
		}
	}
}

// TestMirrorsFollowEveryEdition: a folder, storage and a hook hold exactly the files
// of each edition, within seconds, only what changed is carried, and nothing of what
// was taken back stays anywhere under them.
func TestMirrorsFollowEveryEdition(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	folder, copied := mirror.Dir{Path: t.TempDir()}, t.TempDir()
	hook := mirror.Hook{Command: script(t, `rm -rf "`+copied+`"/* && cp -R "$1"/. "`+copied+`" && cat >"`+copied+`.paths" && env >"`+copied+`.env"`), Dir: t.TempDir()}
	store := newStorage(t)
	s.carry(folder, hook, store.target())
	s.settled()
	first := store.puts()
	s.life(func(step string) {
		s.settled()
		s.same(step+": the folder", tree(t, folder.Root()))
		s.same(step+": the hook", tree(t, copied))
		s.same(step+": the storage", store.bodies())
	})
	if n := store.puts() - first; n > 3*first {
		t.Errorf("%d files were carried after the first %d: more than what changed", n, first)
	}
	for _, root := range []string{folder.Path, hook.Dir, copied} {
		for place, body := range tree(t, root) {
			if strings.Contains(body, "kestrel-marker") {
				t.Errorf("%s in %s still holds what was taken back", place, root)
			}
		}
	}
	for place, o := range store.objects() {
		f := placed(s.press.Current(), place)
		if f == nil || o.mime != f.Type || o.cache != f.CacheControl() || strings.Contains(o.body, "kestrel-marker") {
			t.Errorf("%s is kept as %s, %s", place, o.mime, o.cache)
		}
	}
	if env, err := os.ReadFile(copied + ".env"); err != nil || strings.Contains(string(env), "SECRET") || !strings.Contains(string(env), "VITRINE_EDITION=") {
		t.Errorf("the hook's environment: %s (%v)", env, err)
	}
	if paths, err := os.ReadFile(copied + ".paths"); err != nil || !strings.Contains(string(paths), "/postmortems/outage\n") {
		t.Errorf("the hook was told of %s (%v)", paths, err)
	}
}

func placed(e *edition.Edition, place string) *edition.File {
	for f := range e.Files() {
		if f.Place() == place {
			return f
		}
	}
	return nil
}

// TestAMirrorHealsAfterAnOutage: storage that is away or refuses, and a hook that
// fails, are told with their age and the reason, tried again by themselves, and hold
// back no other mirror.
func TestAMirrorHealsAfterAnOutage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	folder, store := mirror.Dir{Path: t.TempDir()}, newStorage(t)
	flag := filepath.Join(t.TempDir(), "works")
	hook := mirror.Hook{Command: script(t, `test -e "`+flag+`" || { echo "no route to the other machine"; exit 3; }`), Dir: t.TempDir()}
	store.fails(http.StatusServiceUnavailable)
	s.carry(folder, store.target(), hook)
	list := s.until("two mirrors tell why", func(m mirror.State) bool {
		return m.Trouble != "" || strings.HasPrefix(m.Name, "dir:") && m.Behind == nil && m.At != nil
	})
	for n, want := range []string{"", "503 Service Unavailable (SlowDown)", "exit status 3: no route to the other machine"} {
		if m := list[n]; !strings.Contains(m.Trouble, want) || (want != "") != (m.Behind != nil) || m.Late(time.Now()) || m.Behind != nil && !m.Late(time.Now().Add(2*mirror.Late)) {
			t.Errorf("%+v, want %q", m, want)
		}
	}
	s.same("the folder", tree(t, folder.Root()))
	store.fails(0)
	if err := os.WriteFile(flag, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s.settled()
	s.same("the storage", store.bodies())
}

// TestAMirrorAnswersWhileTheOriginIsOff (F36): with everything of ours stopped, a
// plain file server over the mirror answers every address of the site with the same
// bytes, which say when they were made.
func TestAMirrorAnswersWhileTheOriginIsOff(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	folder := mirror.Dir{Path: t.TempDir()}
	modelstest.Incident(t, s.store, "Sign-in fails")
	s.catchUp()
	s.carry(folder)
	s.settled()
	s.stop()
	elsewhere := httptest.NewServer(http.FileServer(http.Dir(folder.Root())))
	defer elsewhere.Close()
	for f := range s.press.Current().Files() {
		want, err := f.Body(edition.Plain)
		if err != nil {
			t.Fatal(err)
		}
		res, err := http.Get(elsewhere.URL + f.Path)
		if err != nil {
			t.Fatal(err)
		}
		if body := readAll(t, res.Body); res.StatusCode != http.StatusOK || body != string(want) {
			t.Errorf("%s: %d, %d bytes, want %d", f.Path, res.StatusCode, len(body), len(want))
		}
		if !strings.HasPrefix(f.Type, "text/html") {
			continue
		}
		if f.Path == "/" && !strings.Contains(string(want), "updated <time datetime=") {
			t.Error("the front page does not say of when it is")
		}
		if m := homeward.FindString(string(want)); m != "" && f.Path != "/embed.html" { // that stands in pages of others
			t.Errorf("%s leads back to the host that is off: %s", f.Path, m)
		}
	}
}

// homeward is what a reader or a browser would follow to the origin by its name; a
// canonical address is for search engines alone.
var homeward = regexp.MustCompile(`<(?:a|form|script|img|use)[^>]+(?:href|action|src)="https://status\.example\.org[^"]*"|<link rel="(?:stylesheet|icon)"[^>]+href="https://[^"]*"`)

// TestAFolderIsNeverHalf: while editions come, a reader of the link always finds
// front page and incident of one edition.
func TestAFolderIsNeverHalf(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	folder := mirror.Dir{Path: t.TempDir()}
	i := modelstest.Incident(t, s.store, "Sign-in fails")
	s.catchUp()
	s.carry(folder)
	s.settled()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for _, word := range []string{"one", "two", "three", "four", "five"} {
			if _, err := s.store.PostUpdate(t.Context(), i.PublicID, models.NewUpdate{State: models.Identified, Body: "Word " + word + "."}); err != nil {
				t.Error(err)
			}
			if _, err := s.press.CatchUp(t.Context()); err != nil {
				t.Error(err)
			}
		}
	}()
	for looked := 0; ; looked++ {
		root, err := filepath.EvalSymlinks(folder.Root())
		if errors.Is(err, fs.ErrNotExist) { // swept between two looks of its own
			continue
		} else if err != nil {
			t.Fatal(err)
		}
		home, err1 := os.ReadFile(filepath.Join(root, "index.html"))
		page, err2 := os.ReadFile(filepath.Join(root, "incidents", i.PublicID, "index.html"))
		if err := errors.Join(err1, err2); err == nil && lastWord(string(home)) != lastWord(string(page)) {
			t.Fatalf("the front page says %q, the incident %q", lastWord(string(home)), lastWord(string(page)))
		} else if err != nil && !errors.Is(err, fs.ErrNotExist) { // swept while we looked: the link leads elsewhere now
			t.Fatal(err)
		}
		select {
		case <-done:
			s.settled()
			return
		default:
		}
	}
}

// lastWord is the newest word that a page tells.
func lastWord(page string) string {
	_, after, _ := strings.Cut(page, "<p>Word ")
	word, _, _ := strings.Cut(after, ".")
	return word
}

// TestACDNIsToldWhatChanged: each changed address once, with the operator's headers,
// thirty in a call; what it refused is told again.
func TestACDNIsToldWhatChanged(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.speaks("en", "de")
	s.catchUp()
	var calls []string
	status := http.StatusBadGateway
	purge := mirror.Purge{URL: "https://api.cdn.example/purge?key=kestrel", Headers: http.Header{"Authorization": {"Bearer x"}}, Body: mirror.PurgeBody, Base: "https://status.example.org",
		Call: func(_ context.Context, method, address string, header http.Header, body string) (int, error) {
			if method != "POST" || address != "https://api.cdn.example/purge?key=kestrel" || header.Get("Authorization") != "Bearer x" || header.Get("Content-Type") != "application/json" {
				t.Errorf("%s %s %v", method, address, header)
			}
			answer := status
			if status = http.StatusOK; answer == http.StatusOK {
				calls = append(calls, body)
			}
			return answer, nil
		}}
	if strings.Contains(purge.Name(), "kestrel") {
		t.Error("the name tells the key")
	}
	s.carry(purge)
	s.settled()
	s.stop()
	told := strings.Join(calls, "")
	for f := range s.press.Current().Files() {
		if strings.Count(told, `"https://status.example.org`+f.Path+`"`) != 1 {
			t.Errorf("%s was told %d times", f.Path, strings.Count(told, `"https://status.example.org`+f.Path+`"`))
		}
	}
	calls = nil
	s.carry(purge)
	i := modelstest.Incident(t, s.store, "Sign-in fails")
	s.catchUp()
	s.settled()
	s.stop()
	if told := strings.Join(calls, ""); !strings.Contains(told, "/incidents/"+i.PublicID) || !strings.Contains(told, `"https://status.example.org/"`) || strings.Contains(told, "/assets/") || strings.Contains(told, "/subscribe") {
		t.Errorf("after an incident it was told of %s", told)
	}
}
