package public_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/signup"
	"vitrine/public"
	"vitrine/public/edition"
)

// site is a running public listener with what stands behind it.
type site struct {
	t       testing.TB
	URL     string
	Store   *models.Store
	Fix     *modelstest.Fixtures
	Press   *edition.Press
	Handler *public.Handler
	Key     models.Key
	Log     *logBook
	Dir     string
}

// logBook keeps what was logged.
type logBook struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *logBook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *logBook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

// serve starts a public listener over a fresh database with one component and
// one open incident.
func serve(t testing.TB, change ...func(*public.Config)) *site {
	t.Helper()
	return serveWith(t, nil, change...)
}

// serveWith is serve with a press that is set up otherwise.
func serveWith(t testing.TB, pressed func(*edition.Config), change ...func(*public.Config)) *site {
	t.Helper()
	store, fix := modelstest.Open(t)
	api := modelstest.Component(t, store, "API")
	modelstest.Incident(t, store, "The API fails", api)
	key, err := models.ParseKey("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
	if err != nil {
		t.Fatal(err)
	}
	s := &site{t: t, Store: store, Fix: fix, Key: key, Log: &logBook{}, Dir: t.TempDir()}
	log := slog.New(slog.NewTextHandler(s.Log, nil))
	made := edition.Config{Dir: t.TempDir(), BaseURL: "https://status.example.org", Site: &store.Site, Version: "test", Log: log}
	if pressed != nil {
		pressed(&made)
	}
	s.Press = edition.New(made)
	s.catchUp()
	cfg := public.Config{PublicURL: "https://status.example.org", Dir: s.Dir, Log: log}
	for _, c := range change {
		c(&cfg)
	}
	s.Handler = public.New(s.Press, signup.NewDoor(fix.DB, key), cfg)
	s.listen()
	return s
}

func (s *site) listen() {
	s.t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		s.t.Fatal(err)
	}
	s.URL = "http://" + ln.Addr().String()
	app := public.NewApp(s.Handler)
	ctx, cancel := context.WithCancel(s.t.Context())
	done := make(chan struct{})
	go func() { defer close(done); s.Handler.Run(ctx) }()
	go func() { _ = app.Listener(ln) }()
	s.t.Cleanup(func() {
		cancel()
		<-done
		_ = app.ShutdownWithTimeout(5 * time.Second)
	})
}

func (s *site) catchUp() {
	s.t.Helper()
	if _, err := s.Press.CatchUp(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
}

// client follows no redirect and adds no encoding of its own.
var client = &http.Client{
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	Transport:     &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 8},
	Timeout:       30 * time.Second,
}

// ask sends one request; headers come in pairs.
func (s *site) ask(method, path, body string, headers ...string) (*http.Response, string) {
	s.t.Helper()
	req, err := http.NewRequestWithContext(s.t.Context(), method, s.URL+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for n := 0; n+1 < len(headers); n += 2 {
		req.Header.Set(headers[n], headers[n+1])
	}
	res, err := client.Do(req)
	for try := 0; try < 20 && len(body) > 1<<20 && err != nil; try++ {
		// The answer to a body that is too large may be lost with the connection;
		// the program's listener waits for the sender, this one does not.
		req.Body = io.NopCloser(strings.NewReader(body))
		res, err = client.Do(req)
	}
	if err != nil {
		s.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatalf("%s %s: %v", method, path, err)
	}
	return res, string(text)
}

func (s *site) get(path string, headers ...string) (*http.Response, string) {
	s.t.Helper()
	return s.ask("GET", path, "", headers...)
}

// visits are requests of every kind that a stranger can send.
func (s *site) visits() map[string]*http.Response {
	all := map[string]*http.Response{}
	for f := range s.Press.Current().Files() {
		all["GET "+f.Path], _ = s.get(f.Path)
	}
	for _, v := range []struct{ method, path, body string }{
		{"GET", "/nothing", ""}, {"GET", "/api/v2/nothing.json", ""}, {"GET", "/history/", ""}, {"GET", "/history?component=api", ""}, {"GET", "/history?component=none", ""},
		{"POST", "/", "x=y"}, {"DELETE", "/feed.rss", ""}, {"OPTIONS", "/api/v2/summary.json", ""}, {"GET", "/healthz", ""}, {"GET", "/readyz", ""},
		{"POST", "/subscribe", "email=a@example.org&scope=all&incidents=on"}, {"POST", "/subscribe", "email=nonsense"}, {"POST", "/subscribe", ""},
		{"GET", "/subscriptions/AAAAAAAAAAAAAAAAAAAAAA", ""}, {"POST", "/subscriptions/AAAAAAAAAAAAAAAAAAAAAA", "deed=confirm"}, {"GET", "/subscriptions/short", ""},
		{"GET", "/u/AAAAAAAAAAAAAAAAAAAAAA", ""}, {"POST", "/u/AAAAAAAAAAAAAAAAAAAAAA", "List-Unsubscribe=One-Click"},
		{"POST", "/api/v2/subscribers.json", "subscriber[email]=b@example.org"}, {"GET", "/api/v2/subscribers.json", ""}, {"DELETE", "/api/v2/subscribers.json", ""},
		{"POST", "/subscribe", "email=" + strings.Repeat("x", 2<<20)}, {"TRACE", "/", ""}, {"PUT", "/nothing", "x"},
	} {
		all[v.method+" "+v.path+" "+v.body[:min(30, len(v.body))]], _ = s.ask(v.method, v.path, v.body)
	}
	return all
}

func TestEveryAnswerCarriesTheHeadersAndNoCookie(t *testing.T) {
	t.Parallel()
	s := serve(t)
	for name, res := range s.visits() {
		if got := res.Header.Values("Set-Cookie"); len(got) > 0 {
			t.Errorf("%s sets a cookie: %v", name, got)
		}
		policy := res.Header.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'", "trusted-types push"} {
			if name == "GET /embed.html" {
				want = strings.Replace(want, "ancestors 'none'", "ancestors *", 1)
			}
			if !strings.Contains(policy, want) {
				t.Errorf("%s: the policy lacks %s", name, want)
			}
		}
		if strings.Contains(policy, "unsafe") {
			t.Errorf("%s: %s", name, policy)
		}
		for header, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin",
			"Cross-Origin-Embedder-Policy": "require-corp", "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
			"Strict-Transport-Security": "max-age=63072000; includeSubDomains"} {
			if got := res.Header.Get(header); got != want {
				t.Errorf("%s: %s is %q", name, header, got)
			}
		}
		if res.Header.Get("Server") != "" || res.StatusCode >= 500 {
			t.Errorf("%s: %d, Server %q", name, res.StatusCode, res.Header.Get("Server"))
		}
	}
}

func TestStatusesOfEveryKindOfRequest(t *testing.T) {
	t.Parallel()
	s := serve(t)
	for _, tc := range []struct {
		method, path, body string
		status             int
		header, value      string
	}{
		{"GET", "/nothing", "", 404, "Cache-Control", "public, max-age=15, stale-while-revalidate=60, stale-if-error=86400"},
		{"GET", "/404.html", "", 404, "Content-Type", "text/html; charset=utf-8"},
		{"GET", "/api/v2/nothing.json", "", 404, "Content-Length", "0"},
		{"GET", "/history/", "", 301, "Location", "/history"},
		{"GET", "//evil.example/", "", 404, "Location", ""},
		{"GET", "/history?component=api", "", 200, "Content-Type", "text/html; charset=utf-8"},
		{"GET", "/history?component=none", "", 404, "", ""},
		{"GET", "/?utm=x", "", 200, "", ""},
		{"POST", "/", "x=y", 405, "Allow", "GET, HEAD, OPTIONS"},
		{"DELETE", "/feed.rss", "", 405, "Allow", "GET, HEAD, OPTIONS"},
		{"GET", "/api/v2/subscribers.json", "", 405, "Allow", "POST, DELETE"},
		{"OPTIONS", "/api/v2/summary.json", "", 204, "Access-Control-Allow-Origin", "*"},
		{"OPTIONS", "/", "", 204, "Access-Control-Allow-Origin", ""},
		{"GET", "/api/v2/summary.json", "", 200, "Access-Control-Allow-Origin", "*"},
		{"GET", "/feed.rss", "", 200, "Cross-Origin-Resource-Policy", "cross-origin"},
		{"GET", "/", "", 200, "Cross-Origin-Resource-Policy", "same-origin"},
		{"GET", "/healthz", "", 200, "Cache-Control", "no-store"},
		{"GET", "/readyz", "", 200, "Cache-Control", "no-store"},
		{"GET", "/u/AAAAAAAAAAAAAAAAAAAAAA", "", 200, "X-Robots-Tag", "noindex"},
		{"GET", "/subscriptions/AAAAAAAAAAAAAAAAAAAAAA", "", 404, "Cache-Control", "no-store"},
		{"POST", "/subscribe", "email=" + strings.Repeat("x", 2<<20), 413, "Cache-Control", "no-store"},
	} {
		res, _ := s.ask(tc.method, tc.path, tc.body)
		if res.StatusCode != tc.status || tc.header != "" && res.Header.Get(tc.header) != tc.value {
			t.Errorf("%s %s: %d, want %d; %s is %q, want %q", tc.method, tc.path, res.StatusCode, tc.status, tc.header, res.Header.Get(tc.header), tc.value)
		}
	}
	if res, _ := s.get("/", "X-Large", strings.Repeat("x", 64<<10)); res.StatusCode != 431 {
		t.Errorf("a header of 64 KiB: %d, want 431", res.StatusCode)
	}
	asset := ""
	for f := range s.Press.Current().Files() {
		if strings.HasPrefix(f.Path, "/assets/site.") {
			asset = f.Path
		}
	}
	if res, _ := s.get(asset); res.Header.Get("Cache-Control") != "public, max-age=31536000, immutable" {
		t.Errorf("%s: %s", asset, res.Header.Get("Cache-Control"))
	}
}

func TestOverPlainHTTPNothingSpeaksOfHTTPS(t *testing.T) {
	t.Parallel()
	s := serve(t, func(c *public.Config) { c.PublicURL = "http://localhost:8080" })
	res, _ := s.get("/")
	if res.Header.Get("Strict-Transport-Security") != "" || strings.Contains(res.Header.Get("Content-Security-Policy"), "upgrade-insecure") {
		t.Error("a site on plain HTTP asks browsers for HTTPS")
	}
}

func TestForwardedHostsAreIgnored(t *testing.T) {
	t.Parallel()
	s := serve(t)
	for _, path := range []string{"/", "/feed.rss", "/subscribe", "/u/AAAAAAAAAAAAAAAAAAAAAA", "/nothing", "/api/v2/summary.json", "/sitemap.xml"} {
		res, body := s.get(path, "X-Forwarded-Host", "evil.example", "X-Forwarded-Proto", "gopher", "Forwarded", "host=evil.example", "X-Original-URL", "/evil.example")
		if strings.Contains(body, "evil.example") || strings.Contains(res.Header.Get("Location"), "evil") || strings.Contains(body, "gopher") {
			t.Errorf("%s believes who forwards", path)
		}
	}
}

func TestPagesOutliveTheDatabase(t *testing.T) {
	t.Parallel()
	s := serve(t)
	if err := s.Fix.DB.Close(); err != nil {
		t.Fatal(err)
	}
	for name, res := range s.visits() {
		if strings.HasPrefix(name, "GET /") && !strings.Contains(name, "nothing") && !strings.Contains(name, "none") && !strings.Contains(name, "404") &&
			!strings.HasPrefix(name, "GET /subscriptions/") && !strings.Contains(name, "subscribers.json") && res.StatusCode >= 400 {
			t.Errorf("%s: %d without a database", name, res.StatusCode)
		}
	}
	res, body := s.ask("POST", "/subscribe", "email=a@example.org&scope=all&incidents=on")
	if res.StatusCode != 503 || !strings.Contains(body, "nothing was changed") {
		t.Errorf("signing up without a database: %d %s", res.StatusCode, body)
	}
	res, _ = s.get("/subscriptions/AAAAAAAAAAAAAAAAAAAAAA")
	if res.StatusCode != 503 {
		t.Errorf("a subscription without a database: %d", res.StatusCode)
	}
	if strings.Contains(s.Log.String(), "AAAAAAAAAAAAAAAAAAAAAA") {
		t.Error("a token is in the log")
	}
}

func TestBeforeTheFirstEditionTheServerSaysSo(t *testing.T) {
	t.Parallel()
	store, fix := modelstest.Open(t)
	log := slog.New(slog.DiscardHandler)
	press := edition.New(edition.Config{Dir: t.TempDir(), BaseURL: "https://status.example.org", Site: &store.Site, Log: log})
	s := &site{t: t, Store: store, Fix: fix, Press: press, Handler: public.New(press, nil, public.Config{PublicURL: "https://status.example.org", Dir: t.TempDir(), Log: log})}
	s.listen()
	for path, want := range map[string]int{"/": 503, "/readyz": 503, "/healthz": 200, "/events": 503, "/feed.rss": 503} {
		if res, _ := s.get(path); res.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, res.StatusCode, want)
		}
	}
}

func TestWithdrawnPagesAreGone(t *testing.T) {
	t.Parallel()
	s := serve(t)
	pm, err := s.Store.PublishRevision(t.Context(), models.NewRevision{Slug: "outage", Summary: models.Summary{Title: "A title", Summary: "What happened."}})
	if err != nil {
		t.Fatal(err)
	}
	s.catchUp()
	first, _ := s.get("/postmortems/outage")
	if first.StatusCode != 200 {
		t.Fatalf("published: %d", first.StatusCode)
	}
	if _, err := s.Store.WithdrawPostmortem(t.Context(), pm.Slug, 0, "It named a customer."); err != nil {
		t.Fatal(err)
	}
	s.catchUp()
	res, body := s.get("/postmortems/outage", "If-None-Match", first.Header.Get("ETag"))
	if res.StatusCode != 410 || strings.Contains(body, "What happened.") || !strings.Contains(body, "withdrawn") {
		t.Errorf("withdrawn: %d %s", res.StatusCode, body)
	}
	if !slices.Contains(res.Header.Values("Cache-Control"), "public, max-age=15, stale-while-revalidate=60, stale-if-error=86400") {
		t.Error("a withdrawn page is cached otherwise")
	}
}
