package follow_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/signup"
	"vitrine/public"
	"vitrine/public/edition"
	"vitrine/public/follow"
)

const (
	home = "https://status.example.org"
	key  = "a key between two machines"
)

// pair is a machine and one that follows it, each behind a listener of its own.
type pair struct {
	t      *testing.T
	store  *models.Store
	fix    *modelstest.Fixtures
	key    models.Key
	first  *edition.Press
	origin *public.Handler
	front  *httptest.Server // where the first is reached
	home   string           // where it listens
	down   atomic.Bool      // the first does not answer
	mangle atomic.Pointer[func(r *http.Request, res *http.Response, body []byte) []byte]

	dir      string // of the second
	leaving  string // where it notes who wants to leave
	second   *edition.Press
	follower *follow.Follower
	handler  *public.Handler
	away     string // where the second listens
}

func newPair(t *testing.T, change ...func(first, second *public.Config, f *follow.Config)) *pair {
	t.Helper()
	p := &pair{t: t, dir: t.TempDir()}
	p.store, p.fix = modelstest.Open(t)
	p.fix.Clock.Set(modelstest.At(time.November, 18, 12, 0))
	modelstest.Component(t, p.store, "Sign-in")
	modelstest.Component(t, p.store, "Payments")
	var err error
	if p.key, err = models.ParseKey("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="); err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	p.first = edition.New(edition.Config{Dir: t.TempDir(), BaseURL: home, Site: &p.store.Site, Version: "test", Log: log, Also: []string{"https://status2.example.org"}})
	one := public.Config{PublicURL: home, Dir: t.TempDir(), Log: log, FollowKey: key}
	two := public.Config{PublicURL: home, Dir: t.TempDir(), Log: log}
	f := follow.Config{Key: key, Name: "https://status2.example.org", Log: log, Settle: time.Hour}
	for _, c := range change {
		c(&one, &two, &f)
	}
	p.catchUp()
	p.origin = public.New(p.first, signup.NewDoor(p.fix.DB, p.key), one)
	p.home = p.listen(p.origin)
	p.front = httptest.NewServer(http.HandlerFunc(p.pass))
	t.Cleanup(p.front.Close)
	f.From, p.leaving = p.front.URL, two.Dir
	p.begin(f, two)
	return p
}

// begin starts the second machine on what its disk holds.
func (p *pair) begin(f follow.Config, two public.Config) {
	p.t.Helper()
	p.second = p.press()
	if err := p.second.Load(); err != nil && !errors.Is(err, edition.ErrNoEdition) {
		p.t.Fatal(err)
	}
	f.Press = p.second
	p.follower = follow.New(f)
	two.Onward = p.follower.Carry
	p.handler = public.New(p.second, nil, two)
	p.away = p.listen(p.handler)
}

func (p *pair) press() *edition.Press {
	site := models.NewSite(nil)
	site.Now = p.fix.Clock.Now
	return edition.New(edition.Config{Dir: p.dir, BaseURL: "http://nowhere.example", Site: site, Version: "test", Log: slog.New(slog.DiscardHandler), Follows: true})
}

// listen serves a handler until the test ends.
func (p *pair) listen(h *public.Handler) string {
	p.t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		p.t.Fatal(err)
	}
	app := public.NewApp(h)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); h.Run(ctx) }()
	go func() { _ = app.Listener(ln) }()
	p.t.Cleanup(func() {
		cancel()
		<-done
		_ = app.ShutdownWithTimeout(100 * time.Millisecond) // clients keep their connections
	})
	return "http://" + ln.Addr().String()
}

// pass stands between the two: it can be away, and can change what goes through.
func (p *pair) pass(w http.ResponseWriter, r *http.Request) {
	if p.down.Load() {
		panic(http.ErrAbortHandler)
	}
	req, err := http.NewRequestWithContext(r.Context(), r.Method, p.home+r.URL.RequestURI(), r.Body)
	if err != nil {
		panic(err)
	}
	req.Header, req.ContentLength = r.Header, r.ContentLength
	res, err := client.Do(req)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	defer res.Body.Close()
	if strings.HasSuffix(r.URL.Path, "/events") {
		p.stream(w, res)
		return
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if m := p.mangle.Load(); m != nil {
		body = (*m)(r, res, body)
	}
	for name, values := range res.Header {
		if name != "Content-Length" {
			w.Header()[name] = values
		}
	}
	w.WriteHeader(res.StatusCode)
	_, _ = w.Write(body)
}

func (p *pair) stream(w http.ResponseWriter, res *http.Response) {
	w.WriteHeader(res.StatusCode)
	for buf := make([]byte, 4096); ; {
		n, err := res.Body.Read(buf)
		_, _ = w.Write(buf[:n])
		w.(http.Flusher).Flush()
		if err != nil {
			return
		}
	}
}

// client follows no redirect and adds no encoding of its own.
var client = &http.Client{
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	Transport:     &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 8},
	Timeout:       30 * time.Second,
}

func (p *pair) catchUp() {
	p.t.Helper()
	if _, err := p.first.CatchUp(p.t.Context()); err != nil {
		p.t.Fatal(err)
	}
}

// look lets the second look once, which must succeed.
func (p *pair) look() {
	p.t.Helper()
	if _, err := p.follower.Look(p.t.Context()); err != nil {
		p.t.Fatal(err)
	}
}

// ask asks one of the machines.
func (p *pair) ask(at, method, path, body string, header ...string) (*http.Response, string) {
	p.t.Helper()
	req, err := http.NewRequestWithContext(p.t.Context(), method, at+path, strings.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for n := 0; n < len(header); n += 2 {
		req.Header.Set(header[n], header[n+1])
	}
	res, err := client.Do(req)
	if err != nil {
		p.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return res, string(text)
}

// read reads a page of the second machine.
func (p *pair) read(path string) string {
	p.t.Helper()
	res, text := p.ask(p.away, "GET", path, "")
	if res.StatusCode != http.StatusOK {
		p.t.Fatalf("%s answers %d", path, res.StatusCode)
	}
	return text
}

// same wants every file of the first, with its headers, from the second.
func (p *pair) same(when string) {
	p.t.Helper()
	for f := range p.first.Current().Files() {
		for _, coding := range []string{"identity", "gzip", "br"} {
			want, body := p.ask(p.home, "GET", f.Path, "", "Accept-Encoding", coding)
			got, text := p.ask(p.away, "GET", f.Path, "", "Accept-Encoding", coding)
			if got.StatusCode != want.StatusCode || text != body {
				p.t.Errorf("%s: %s in %s answers %d with %d bytes, want %d with %d", when, f.Path, coding, got.StatusCode, len(text), want.StatusCode, len(body))
			}
			for name := range want.Header {
				if name != "Date" && got.Header.Get(name) != want.Header.Get(name) {
					p.t.Errorf("%s: %s in %s has %s: %s, want %s", when, f.Path, coding, name, got.Header.Get(name), want.Header.Get(name))
				}
			}
			if tag := want.Header.Get("ETag"); want.StatusCode == http.StatusOK {
				if res, _ := p.ask(p.away, "GET", f.Path, "", "Accept-Encoding", coding, "If-None-Match", tag); res.StatusCode != http.StatusNotModified {
					p.t.Errorf("%s: %s does not know the tag of the first", when, f.Path)
				}
			}
		}
	}
}

func (p *pair) logger() *slog.Logger { return slog.New(slog.DiscardHandler) }
