package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestPictures takes the pictures README shows, of the demo. It runs only when
// asked for: VITRINE_PICTURES=1 go test ./cmd/vitrine -run TestPictures
func TestPictures(t *testing.T) {
	if os.Getenv("VITRINE_PICTURES") == "" {
		t.Skip("VITRINE_PICTURES is not set")
	}
	s, password := furnished(t)
	b := newBrowser(t)
	reader, dana := b.person("a reader"), b.person("Dana")
	reader.do("look", chromedp.EmulateViewport(1000, 1120))
	reader.shoot("home-light.png", s.public)
	reader.prefers("dark")
	reader.shoot("home-dark.png", s.public)
	reader.prefers("light")
	reader.do("look at the phone", chromedp.EmulateViewport(390, 844, chromedp.EmulateScale(2)))
	reader.shoot("home-phone.png", s.public)
	reader.do("look", chromedp.EmulateViewport(1000, 1400))
	reader.open(s.public + "/postmortems")
	reader.shoot("postmortem.png", evaluate[string](reader, `document.querySelector('main h2 a, main li a').href`))
	dana.do("look", chromedp.EmulateViewport(1280, 1000))
	dana.signIn(s.admin, demoAdmin, password)
	dana.shootConsole(s)
	mail := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(dana.mail(s)))
	}))
	defer mail.Close()
	reader.do("look", chromedp.EmulateViewport(720, 1120))
	reader.shoot("mail.png", mail.URL)
}

// shootConsole takes the incident form, the review's timeline and the workbench.
func (p *person) shootConsole(s *server) {
	p.t.Helper()
	p.open(s.admin)
	p.shoot("console-incident.png", evaluate[string](p, `document.querySelector('li.open a').href`))
	p.open(s.admin + "/postmortems")
	p.open(evaluate[string](p, `document.querySelector('main .list a, main table a').href`))
	p.follow("Review")
	p.do("look at the timeline", chromedp.Evaluate[chromedp.Void](`document.getElementById('timeline').scrollIntoView()`))
	p.keep("console-review.png")
	p.open(s.admin + "/reviews")
	at := evaluate[[]string](p, `[...[...document.querySelectorAll('main .list')].at(-1).children].filter(li => !li.querySelector('a[href^="/drafts/"]')).map(li => li.querySelector('a').href)`)
	if len(at) == 0 {
		p.t.Fatal("the demo has no review without a draft")
	}
	p.open(at[0])
	p.press("Draft the external summary")
	p.fill("Summary", "Sign-in failed for most customers. Tomasz Lindqvist put the last good file back on edge-fra-07; Castellan Bank noticed before we did.")
	p.press("Save and scan")
	p.keep("console-draft.png")
}

// mail is the HTML of a draft's mail, from its preview.
func (p *person) mail(s *server) string {
	p.t.Helper()
	p.open(s.admin + "/postmortems")
	p.open(evaluate[string](p, `document.querySelector('main .list a, main table a').href`))
	p.follow("Revise it")
	p.follow("Preview")
	return evaluate[string](p, `[...document.querySelectorAll('iframe')].find(f => /mail/i.test(f.title)).srcdoc`)
}

// shoot opens an address and keeps a picture of it.
func (p *person) shoot(name, address string) {
	p.t.Helper()
	p.open(address)
	p.keep(name)
}

// keep writes a picture of what the person sees.
func (p *person) keep(name string) {
	p.t.Helper()
	shot := p.picture(false)
	if len(shot) > 250_000 {
		p.t.Errorf("%s is %d bytes", name, len(shot))
	}
	if err := os.MkdirAll("pictures", 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("pictures", name), shot, 0o644); err != nil {
		p.t.Fatal(err)
	}
}
