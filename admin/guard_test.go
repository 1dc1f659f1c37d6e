package admin

import (
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"vitrine/models/staff"
)

// openRoutes are the only ones a stranger may reach.
var openRoutes = map[string]bool{
	"/healthz": true, "/metrics": true, "/assets/*": true, "/setup/:token": true, "/sign-in": true, "/sign-out": true,
}

func TestEveryRouteTurnsAStrangerAway(t *testing.T) {
	t.Parallel()
	h := build(t)
	app := fiber.New()
	h.Routes(app)
	stranger := h.visitor()
	for _, r := range app.GetRoutes(true) {
		if openRoutes[r.Path] || r.Method == fiber.MethodHead {
			continue
		}
		var got page
		if r.Method == fiber.MethodGet {
			got = stranger.get(filled(r.Path))
		} else {
			got = stranger.post(filled(r.Path), url.Values{"body": {"typed before the session ended"}})
		}
		if got.status != 401 || !strings.Contains(got.body, "<h1>Sign in</h1>") {
			t.Errorf("%s %s answered a stranger %d", r.Method, r.Path, got.status)
		}
	}
}

func TestTheScannerReadsForNobodyBeforeSignInAndNoMoreThanAFormHolds(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.as(staff.Responder)
	b.get("/incidents/new")
	b.submit("/incidents", "swap:x", map[string]string{"body": strings.Repeat("web-prod-3 ", maxScanned/11+1)}).wants(t, 413, "more text than")
	h.Gate = nil // whoever asks it anything is answered 500
	for _, path := range []string{"/sign-in", "/sign-out", "/setup/unknown0id00"} {
		if got := h.visitor().post(path, url.Values{"step": {"swap:x"}, "body": {"web-prod-3"}}); got.status >= 500 {
			t.Errorf("%s answered a stranger %d", path, got.status)
		}
	}
}

// filled puts something in the place of every parameter.
func filled(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		if strings.HasPrefix(p, ":") {
			parts[i] = "unknown0id00"
		}
	}
	return strings.Join(parts, "/")
}

func TestNoChangeComesFromAnotherSite(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.as(staff.Admin)
	for _, r := range routes {
		if r.method != "POST" {
			continue
		}
		for name, header := range map[string]map[string]string{
			"another site":                   {"Sec-Fetch-Site": "cross-site"},
			"a sibling of the console":       {"Sec-Fetch-Site": "same-site"},
			"an old browser on another site": {"Origin": "https://evil.example"},
			"nobody says":                    {},
		} {
			req, _ := http.NewRequest("POST", h.url+filled(r.path), strings.NewReader("csrf=x"))
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			for k, v := range header {
				req.Header.Set(k, v)
			}
			if got := b.do(req); got.status != 403 {
				t.Errorf("%s from %s answered %d", r.path, name, got.status)
			}
		}
		if r.need == open {
			continue
		}
		if got := b.post(filled(r.path), url.Values{"csrf": {"made up"}}); got.status != 403 {
			t.Errorf("%s with a made-up token answered %d", r.path, got.status)
		}
	}
}

func TestRolesReachWhatTheTableSays(t *testing.T) {
	t.Parallel()
	h := build(t)
	for _, role := range staff.Roles {
		b := h.as(role)
		b.get("/account")
		csrf := fieldsOf(formFor(b, "/sign-out")).Get("csrf")
		for _, r := range routes {
			if r.need == open || r.path == "/sign-out" {
				continue
			}
			var got page
			if r.method == "GET" {
				got = b.get(filled(r.path))
			} else {
				got = b.post(filled(r.path), url.Values{"csrf": {csrf}, "name": {"x"}})
			}
			if refused := got.status == 403 && strings.Contains(got.body, "This needs the role"); refused == role.AtLeast(r.need) {
				t.Errorf("%s: %s %s answered %d", role, r.method, r.path, got.status)
			}
			if got.status >= 500 {
				t.Errorf("%s: %s %s answered %d: %s", role, r.method, r.path, got.status, got.words())
			}
		}
	}
}

func TestEveryAnswerCarriesTheHeaders(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.as(staff.Viewer)
	for _, path := range []string{"/", "/incidents", "/nowhere", "/incidents/unknown0id00", "/settings", "/sign-in", "/healthz"} {
		got := b.get(path)
		for header, want := range map[string]string{
			"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin", "X-Frame-Options": "DENY", "X-Robots-Tag": "noindex",
		} {
			if got.header.Get(header) != want {
				t.Errorf("%s: %s is %q", path, header, got.header.Get(header))
			}
		}
		for _, part := range []string{"default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"} {
			if !strings.Contains(got.header.Get("Content-Security-Policy"), part) {
				t.Errorf("%s: the content policy lacks %s", path, part)
			}
		}
	}
}

func TestCookieIsBoundToHostAndTLS(t *testing.T) {
	t.Parallel()
	h := build(t)
	d := h.Doors
	d.AdminURL = "https://admin.example.org"
	app := fiber.New(New(d).Config())
	New(d).Routes(app)
	if _, err := h.Staff.AddUser(t.Context(), staff.NewUser{Email: "dana@example.org", Name: "Dana", Role: staff.Admin, Password: password}); err != nil {
		t.Fatal(err)
	}
	req, _ := http.NewRequest("POST", "/sign-in", strings.NewReader(url.Values{"email": {"dana@example.org"}, "password": {password}}.Encode()))
	req.Host = "evil.example"
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Origin", "https://admin.example.org")
	res, err := app.Test(req, -1)
	if err != nil {
		t.Fatal(err)
	}
	cookie := res.Header.Get("Set-Cookie")
	for _, part := range []string{"__Host-vitrine=", "HttpOnly", "secure", "SameSite=Lax", "path=/"} {
		if !strings.Contains(strings.ToLower(cookie), strings.ToLower(part)) {
			t.Errorf("the cookie lacks %s: %s", part, cookie)
		}
	}
	if strings.Contains(strings.ToLower(cookie), "domain=") {
		t.Error("the cookie names a domain")
	}
	if res.Header.Get("Strict-Transport-Security") == "" || strings.Contains(res.Header.Get("Location"), "evil") {
		t.Errorf("headers: %v", res.Header)
	}
}

func TestAddressBelievesTrustedProxiesAlone(t *testing.T) {
	t.Parallel()
	h := build(t)
	for name, test := range map[string]struct {
		trusted, header, want string
	}{
		"nobody is trusted":                          {"", "203.0.113.9", "127.0.0.1"},
		"the proxy is trusted":                       {"127.0.0.0/8", "203.0.113.9", "203.0.113.9"},
		"what stands left of a stranger is not read": {"127.0.0.0/8", "198.51.100.1, 203.0.113.9", "203.0.113.9"},
		"a chain of trusted proxies is followed":     {"127.0.0.0/8,10.0.0.0/8", "203.0.113.9, 10.1.2.3", "203.0.113.9"},
		"nonsense ends the chain":                    {"127.0.0.0/8", "<script>", "127.0.0.1"},
	} {
		t.Run(name, func(t *testing.T) {
			d := h.Doors
			for _, n := range strings.FieldsFunc(test.trusted, func(r rune) bool { return r == ',' }) {
				d.TrustedProxies = append(d.TrustedProxies, netip.MustParsePrefix(n))
			}
			one := serve(t, d)
			app := fiber.New(fiber.Config{DisableStartupMessage: true})
			app.Get("/", func(c *fiber.Ctx) error { return c.SendString(one.Address(c)) })
			got := askVia(t, app, test.header)
			if got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestMailPreviewMayStyleButNotRun(t *testing.T) {
	t.Parallel()
	h := build(t)
	policy := h.as(staff.Responder).get("/outbox/d1").header.Get("Content-Security-Policy")
	if !strings.Contains(policy, "style-src 'self' 'unsafe-inline'") || !strings.Contains(policy, "script-src 'self';") {
		t.Errorf("policy: %s", policy)
	}
}

// doing finds the notices that handlers ask for.
var doing = regexp.MustCompile(`h\.(?:save|publish|release|keep|inThread)\(c, "(\w+)"`)

func TestEveryNoticeIsWritten(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	source := ""
	for _, name := range names {
		if name != "frame.go" && !strings.HasSuffix(name, "_test.go") {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			source += string(text)
		}
	}
	asked := doing.FindAllStringSubmatch(source, -1)
	if len(asked) < 20 {
		t.Fatalf("only %d deeds were found", len(asked))
	}
	for _, m := range asked {
		if notices[m[1]] == "" {
			t.Errorf("%q has no sentence", m[1])
		}
	}
	for deed := range notices {
		if !strings.Contains(source, `"`+deed+`"`) {
			t.Errorf("nobody shows %q", deed)
		}
	}
}
