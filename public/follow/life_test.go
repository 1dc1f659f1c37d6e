package follow_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/public"
	"vitrine/public/edition"
	"vitrine/public/follow"
)

func TestAnIncidentsWholeLifeIsReadFromTheSecondMachine(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	pay, err := p.store.Component(t.Context(), "payments")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.store.EditSettings(t.Context(), models.SettingsEdit{Languages: &[]string{"de"}}); err != nil {
		t.Fatal(err)
	}
	i := modelstest.Incident(t, p.store, "Cards are refused", pay)
	p.catchUp()
	p.look()
	p.same("at the beginning")
	if !strings.Contains(p.read("/de/subscribe"), "<html lang=\"de\"") || !strings.Contains(p.read("/de"), "Auch unter") {
		t.Error("the second language is not there")
	}
	if !strings.Contains(p.read("/"), "Also at <a href=\"https://status2.example.org/\">") || !strings.Contains(p.read("/llms.txt"), "https://status2.example.org/") {
		t.Error("the second address is not told")
	}
	p.fix.Clock.Advance(10 * time.Minute)
	for _, say := range []models.NewUpdate{{State: models.Identified, Body: "It is the kestrel-marker."}, {State: models.Resolved, Body: "Cards work again."}} {
		if _, err := p.store.PostUpdate(t.Context(), i.PublicID, say); err != nil {
			t.Fatal(err)
		}
	}
	p.catchUp()
	p.look()
	p.same("resolved")
	for _, asked := range []string{"/history?component=payments", "/api/v2/incidents.json?page=2", "/feed.atom?per=update"} {
		want, body := p.ask(p.home, "GET", asked, "")
		if got, text := p.ask(p.away, "GET", asked, ""); got.StatusCode != want.StatusCode || text != body || want.StatusCode != 200 {
			t.Errorf("%s answers %d, want %d and the same bytes", asked, got.StatusCode, want.StatusCode)
		}
	}
}

func TestAWithdrawnTextLeavesTheSecondMachineToo(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	i := modelstest.Incident(t, p.store, "It is the kestrel-marker")
	pm, err := p.store.PublishRevision(t.Context(), models.NewRevision{Slug: "cards", IncidentIDs: []int64{i.ID}, Summary: models.Summary{Title: "Cards", Summary: "A heron-marker.",
		Services: "Payments", Duration: "10 minutes", Severity: "Sev2", Impact: "No cards.", Cause: "A process.", Resolution: "Stopped.", Countermeasures: "Watched."}})
	if err != nil {
		t.Fatal(err)
	}
	p.catchUp()
	p.look()
	if !strings.Contains(p.read("/postmortems/cards"), "heron-marker") || !p.holds("heron-marker") {
		t.Fatal("the postmortem is not there")
	}
	if _, err := p.store.WithdrawPostmortem(t.Context(), pm.Slug, 0, "It named a customer."); err != nil {
		t.Fatal(err)
	}
	p.catchUp()
	p.look()
	p.same("withdrawn")
	if res, _ := p.ask(p.away, "GET", "/postmortems/cards", ""); res.StatusCode != http.StatusGone {
		t.Errorf("a withdrawn postmortem answers %d", res.StatusCode)
	}
	if p.holds("heron-marker") {
		t.Error("the withdrawn text is still on the second disk")
	}
	if !p.holds("kestrel-marker") {
		t.Error("what was not taken back is gone")
	}
}

// TestASiteMadeAnewIsFollowed: where very many pages are made at once some are kept in
// gzip alone, and so they are at the second.
func TestASiteMadeAnewIsFollowed(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	for range 75 {
		modelstest.Incident(t, p.store, "Cards are refused")
	}
	if _, err := p.store.EditSettings(t.Context(), models.SettingsEdit{Languages: &[]string{"de", "fr", "es", "pt", "ja", "ar"}}); err != nil {
		t.Fatal(err)
	}
	p.catchUp()
	p.look()
	alone := 0
	for f := range p.first.Current().Files() {
		got, ok := p.second.File(f.Path)
		if !ok || got.ETag(edition.Gzip) != f.ETag(edition.Gzip) || got.Has(edition.Brotli) != f.Has(edition.Brotli) || got.Size(edition.Plain) != f.Size(edition.Plain) {
			t.Fatalf("%s is another one at the second", f.Path)
		}
		if f.Has(edition.Gzip) && !f.Has(edition.Brotli) {
			if alone++; alone%50 == 1 {
				want, err1 := f.Body(edition.Plain)
				body, err2 := got.Body(edition.Plain)
				if errors.Join(err1, err2) != nil || !bytes.Equal(want, body) {
					t.Errorf("%s holds other bytes at the second", f.Path)
				}
			}
		}
	}
	if alone < 100 || p.second.Current().Len() != p.first.Current().Len() {
		t.Errorf("%d files in gzip alone, %d files of %d", alone, p.second.Current().Len(), p.first.Current().Len())
	}
	p.restart()
	if e := p.second.Current(); e == nil || e.Len() != p.first.Current().Len() {
		t.Error("they are not there after a restart")
	}
}

// holds reports whether a text lies on the second disk.
func (p *pair) holds(text string) (found bool) {
	err := filepath.WalkDir(p.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := os.ReadFile(path)
		found = found || strings.Contains(string(body), text)
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		p.t.Fatal(err)
	}
	return found
}

// TestTheSecondMachineServesOnWhenTheFirstIsGone: it says that its data may be old by
// the rules of the first, also after a restart, and takes them back when that answers.
func TestTheSecondMachineServesOnWhenTheFirstIsGone(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	pay, err := p.store.Component(t.Context(), "payments")
	if err != nil {
		t.Fatal(err)
	}
	modelstest.Incident(t, p.store, "Cards are refused", pay)
	p.catchUp()
	p.look()
	p.down.Store(true)
	p.fix.Clock.Advance(time.Minute)
	if _, err := p.follower.Look(t.Context()); err == nil {
		t.Fatal("it did not notice")
	}
	p.second.Tick()
	if strings.Contains(p.read("/"), old) {
		t.Error("it says so after a minute")
	}
	p.fix.Clock.Advance(2 * time.Minute)
	p.second.Tick()
	p.mayBeOld("while it runs")
	p.restart()
	p.mayBeOld("after a restart, from disk")
	if _, err := p.follower.Look(t.Context()); err == nil {
		t.Fatal("it did not notice after the restart")
	}
	p.second.Tick()
	p.mayBeOld("after a restart")
	p.fix.Clock.Advance(26 * time.Hour)
	p.second.Tick()
	p.mayBeOld("a day later")
	p.down.Store(false)
	p.catchUp()
	p.look()
	p.same("when the first is back")
	if strings.Contains(p.read("/"), old) {
		t.Error("it still says that its data may be old")
	}
}

const old = "could not refresh it since"

func (p *pair) mayBeOld(when string) {
	p.t.Helper()
	if page := p.read("/"); !strings.Contains(page, old) || !strings.Contains(page, "12:00") || !strings.Contains(page, "Cards are refused") {
		p.t.Errorf("%s: the front page does not say since when it may be old", when)
	}
	if badge := p.read("/badge/sign-in.svg"); strings.Contains(badge, "perational") {
		p.t.Errorf("%s: a badge is green", when)
	}
	if status := p.read("/api/v2/status.json"); !strings.Contains(status, "data may be old since 2026-11-18 12:00") {
		p.t.Errorf("%s: the API says %s", when, status)
	}
}

// restart starts the second machine anew.
func (p *pair) restart() {
	p.begin(follow.Config{From: p.front.URL, Key: key, Name: "https://status2.example.org", Log: p.logger(), Settle: time.Hour},
		public.Config{PublicURL: home, Dir: p.leaving, Log: p.logger()})
}

// TestAQuietPageIsBelievedForHours: without an incident the last word is likely to be
// still true.
func TestAQuietPageIsBelievedForHours(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	p.look()
	p.down.Store(true)
	p.fix.Clock.Advance(5 * time.Hour)
	_, _ = p.follower.Look(t.Context())
	p.second.Tick()
	if strings.Contains(p.read("/"), old) {
		t.Error("a quiet page says after five hours that it may be old")
	}
	p.fix.Clock.Advance(2 * time.Hour)
	p.second.Tick()
	if page := p.read("/"); !strings.Contains(page, old) || strings.Contains(page, "All services are working.") {
		t.Error("a quiet page does not say after seven hours that it may be old")
	}
}

// TestWhatTheFirstCannotReadItselfIsAsOldHere: the first answers, its database does not.
func TestWhatTheFirstCannotReadItselfIsAsOldHere(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	modelstest.Incident(t, p.store, "Cards are refused")
	p.catchUp()
	p.look()
	if err := p.fix.DB.Close(); err != nil {
		t.Fatal(err)
	}
	p.fix.Clock.Advance(3 * time.Minute)
	if _, err := p.first.CatchUp(t.Context()); err == nil {
		t.Fatal("the database is not away")
	}
	p.first.Tick()
	p.look()
	p.same("while the database of the first is away")
	p.mayBeOld("while the database of the first is away")
	p.down.Store(true)
	_, _ = p.follower.Look(t.Context())
	p.second.Tick()
	p.mayBeOld("when the first is gone too") // since then, not since it was last heard of
}

// TestAChangeIsThereAtOnce: the event stream of the first wakes the second, which would
// otherwise ask once an hour.
func TestAChangeIsThereAtOnce(t *testing.T) {
	t.Parallel()
	p := newPair(t, func(_, _ *public.Config, f *follow.Config) { f.Every = time.Hour })
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); p.follower.Run(ctx) }()
	defer func() { stop(); <-done }()
	p.until("the first edition", func() bool { return p.second.Current() != nil })
	p.until("a stream", func() bool { return p.origin.Streams() == 1 })
	stream, err := http.NewRequestWithContext(ctx, "GET", p.away+"/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := client.Do(stream)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	heard := make(chan string, 1)
	go func() {
		buf, all := make([]byte, 4096), ""
		for !strings.Contains(all, "event: update") {
			n, err := res.Body.Read(buf)
			if all += string(buf[:n]); err != nil {
				break
			}
		}
		heard <- all
	}()
	p.until("a reader of the second", func() bool { return p.handler.Streams() == 1 })
	i := modelstest.Incident(t, p.store, "Cards are refused")
	p.catchUp()
	if all := <-heard; !strings.Contains(all, "/incidents/"+i.PublicID) {
		t.Errorf("readers of the second were told %q", all)
	}
	p.until("the first knows", func() bool {
		list := p.origin.Followers()
		return len(list) == 1 && list[0].Edition == p.first.Current().Number && list[0].Behind == nil && list[0].Name == "https://status2.example.org"
	})
}

func (p *pair) until(what string, is func() bool) {
	p.t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if is() {
			return
		}
	}
	p.t.Fatalf("not within 20 s: %s", what)
}
