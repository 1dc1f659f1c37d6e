package public_test

import (
	"bufio"
	"encoding/base64"
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"vitrine/assets"
	"vitrine/models"
	"vitrine/public"
)

const readers = "a word for all readers"

// ownWords are what the operator of closedSite wrote on every page of it.
var ownWords = []string{"Words over every page", "Words at the foot", "Our wiki", "https://wiki.example.org", "help@example.org", "https://home.example.org", "Learning reviews"}

// closedSite is a site behind a password and a network that nobody here comes from.
func closedSite(t *testing.T, change ...func(*public.Config)) *site {
	t.Helper()
	s := serve(t, append([]func(*public.Config){proxied, func(c *public.Config) {
		c.Private = &public.Private{Password: readers, Networks: []netip.Prefix{netip.MustParsePrefix("198.51.100.0/24")}}
	}}, change...)...)
	_, err := s.Store.EditSettings(t.Context(), models.SettingsEdit{SupportEmail: new("help@example.org"), HomeURL: new("https://home.example.org"),
		NounSingular: new("learning review"), NounPlural: new("learning reviews"), Shape: &models.PageShape{Header: "Words over every page.",
			Footer: "Words at the foot.", Links: []models.PageLink{{Name: "Our wiki", URL: "https://wiki.example.org"}}}})
	if err != nil {
		t.Fatal(err)
	}
	s.catchUp()
	return s
}

// everything is every address of the site: each file of the edition, each route.
func (s *site) everything() (list [][2]string) {
	for f := range s.Press.Current().Files() {
		for _, method := range []string{"GET", "HEAD", "OPTIONS"} {
			list = append(list, [2]string{method, f.Path})
		}
	}
	for _, routes := range public.NewApp(s.Handler).Stack() {
		for _, r := range routes {
			if r.Path != "/" {
				list = append(list, [2]string{r.Method, strings.ReplaceAll(r.Path, ":token", "AAAAAAAAAAAAAAAAAAAAAA")})
			}
		}
	}
	return append(list, [2]string{"GET", "/nothing"}, [2]string{"GET", "/history/"}, [2]string{"GET", "/history?component=api"}, [2]string{"GET", "/api/v2/nothing.json"},
		[2]string{"GET", "//"}, [2]string{"GET", "/%2e/feed.rss"}, [2]string{"GET", "/sign-in"}, [2]string{"GET", "/de/history"}, [2]string{"PUT", "/"}, [2]string{"GET", "/healthz/../feed.rss"}, [2]string{"GET", "/u/../feed.rss"},
		[2]string{"GET", "/u/"}, [2]string{"GET", "/u/a/b"}, [2]string{"GET", "/u/a%2Fb"})
}

// open are the addresses that answer everybody, and hold nothing.
var open = regexp.MustCompile(`^(/healthz|/readyz|/u/[A-Za-z]+|/assets/[a-z_-]+\.[0-9a-f]+\.(css|js|svg|woff2))$`)

// TestAPrivateSiteIsClosedByDefault walks every route and every file as a stranger.
// All are refused with nothing of the site in the answer, and nothing that a cache,
// another origin or a search engine could keep; what must stay open tells nothing.
func TestAPrivateSiteIsClosedByDefault(t *testing.T) {
	t.Parallel()
	s := closedSite(t)
	tried := 0
	for _, v := range s.everything() {
		for _, accept := range []string{"*/*", "text/html"} {
			res, body := s.ask(v[0], v[1], "", "Accept", accept)
			tried++
			if res.StatusCode != http.StatusUnauthorized && !open.MatchString(v[1]) {
				t.Errorf("%s %s answers a stranger with %d", v[0], v[1], res.StatusCode)
			}
			for _, inside := range append([]string{"API fails", "looking into it", "Operational", "Partial outage"}, ownWords...) {
				if strings.Contains(body, inside) && !strings.HasPrefix(v[1], "/assets/") {
					t.Errorf("%s %s tells a stranger %q", v[0], v[1], inside)
				}
			}
			closedHeaders(t, v[0]+" "+v[1], res)
		}
	}
	if tried < 200 {
		t.Errorf("only %d requests were tried", tried)
	}
	if res, body := s.get("/feed.rss"); res.Header.Get("WWW-Authenticate") == "" || len(body) > 100 {
		t.Errorf("a feed reader is not asked for the password: %s", body)
	}
	if res, body := s.get("/", "Accept", "text/html"); res.Header.Get("WWW-Authenticate") != "" || !strings.Contains(body, `type="password"`) || strings.Contains(body, "site.js") && strings.Contains(body, "data-live") {
		t.Errorf("a person does not get the form: %s", body)
	}
}

// TestWhatIsOpenOnAPrivateSiteNamesItAlone: the link to leave, what leads nowhere
// beside it, and every refusal are pages with nothing of the operator's on them, but
// for those who may read.
func TestWhatIsOpenOnAPrivateSiteNamesItAlone(t *testing.T) {
	t.Parallel()
	s := closedSite(t)
	const leave = "/u/AAAAAAAAAAAAAAAAAAAAAA"
	for _, v := range []struct {
		method, path, body, says string
		status                   int
	}{
		{"GET", leave, "", "Stop these updates?", 200}, {"POST", leave, "x=y", "Your address is off our list.", 200}, {"PUT", leave, "x=y", "There is no page", 404},
		{"GET", "/x/.." + leave, "", "There is no page", 404}, {"GET", assets.Path("console.css"), "", "There is no page", 404},
		{"POST", "/sign-in", "password=x", "This form came from another site", 403},
	} {
		headers := []string{"Accept", "text/html", "Sec-Fetch-Site", "cross-site"}
		res, body := s.ask(v.method, v.path, v.body, headers...)
		_, full := s.ask(v.method, v.path, v.body, append(headers, "X-Forwarded-For", "198.51.100.7")...)
		if res.StatusCode != v.status || !strings.Contains(body, v.says) || !strings.Contains(full, v.says) {
			t.Errorf("%s %s answers a stranger with %d %s", v.method, v.path, res.StatusCode, body)
		}
		for _, word := range ownWords {
			if strings.Contains(body, word) {
				t.Errorf("%s %s tells a stranger %q", v.method, v.path, word)
			}
			if !strings.Contains(full, word) {
				t.Errorf("%s %s does not tell a reader %q", v.method, v.path, word)
			}
		}
		closedHeaders(t, v.method+" "+v.path, res)
	}
}

func closedHeaders(t *testing.T, what string, res *http.Response) {
	t.Helper()
	h := res.Header
	if h.Get("Cache-Control") != "private, no-store" || h.Get("Access-Control-Allow-Origin") != "" || h.Get("X-Robots-Tag") != "noindex, nofollow" || h.Get("Cross-Origin-Resource-Policy") != "same-origin" || h.Get("Content-Security-Policy") == "" {
		t.Errorf("%s (%d) may leak by its headers: %v", what, res.StatusCode, h)
	}
}

// signIn sends the form and returns the answer with its cookie.
func (s *site) signIn(password, to string, headers ...string) (*http.Response, string, string) {
	s.t.Helper()
	res, body := s.ask("POST", "/sign-in", url.Values{"password": {password}, "to": {to}}.Encode(), headers...)
	cookie, _, _ := strings.Cut(res.Header.Get("Set-Cookie"), ";")
	return res, body, cookie
}

// TestWhoKnowsThePasswordReads: by the form without a script, by Basic
// authentication, or by a key of their own for feeds and nothing else; whoever comes
// from the network needs none of it. For each of them nothing can be kept by a cache.
func TestWhoKnowsThePasswordReads(t *testing.T) {
	t.Parallel()
	s := closedSite(t)
	res, body, cookie := s.signIn("not the word", "/history")
	if res.StatusCode != 401 || cookie != "" || !strings.Contains(body, "This is not the password.") || !strings.Contains(body, `value="/history"`) {
		t.Errorf("a wrong password: %d %s %s", res.StatusCode, cookie, body)
	}
	for _, to := range []string{"//evil.example", "https://evil.example", "/\\evil.example"} {
		if res, _, _ := s.signIn(readers, to); res.Header.Get("Location") != "/" {
			t.Errorf("%s leads to %s", to, res.Header.Get("Location"))
		}
	}
	if res, _, _ := s.signIn(readers, "/", "Sec-Fetch-Site", "cross-site"); res.StatusCode != 403 {
		t.Errorf("a form of another site: %d", res.StatusCode)
	}
	res, _, cookie = s.signIn(readers, "/history")
	if set := res.Header.Get("Set-Cookie"); res.StatusCode != 303 || res.Header.Get("Location") != "/history" || !strings.HasPrefix(set, "__Host-reader=") || !strings.Contains(strings.ToLower(set), "httponly; secure; samesite=lax") {
		t.Errorf("the right password: %d %v", res.StatusCode, res.Header)
	}
	_, page := s.get("/sign-in", "Cookie", cookie, "Accept", "text/html")
	key := regexp.MustCompile(`\?key=[A-Za-z0-9._-]+`).FindString(page)
	secret := "Basic " + base64.StdEncoding.EncodeToString([]byte("reader:"+readers))
	for f := range s.Press.Current().Files() {
		for how, headers := range map[string][]string{"cookie": {"Cookie", cookie}, "basic": {"Authorization", secret}, "network": {"X-Forwarded-For", "198.51.100.7"}} {
			res, body := s.get(f.Path, headers...)
			if res.StatusCode != int(f.Status) || len(body) != f.Size(0) {
				t.Errorf("%s by %s: %d, %d bytes", f.Path, how, res.StatusCode, len(body))
			}
			closedHeaders(t, f.Path+" by "+how, res)
		}
		res, _ := s.get(f.Path + key)
		if page := strings.HasPrefix(f.Type, "text/html"); key == "" || page != (res.StatusCode == 401) && !open.MatchString(f.Path) {
			t.Errorf("%s by the key %s: %d", f.Path, key, res.StatusCode)
		}
	}
	if _, again := s.get("/sign-in", "Cookie", cookie, "Accept", "text/html"); strings.Contains(again, key) {
		t.Error("two readers get the same key")
	}
	res, _ = s.ask("POST", "/sign-out", "x=y", "Cookie", cookie)
	if set := res.Header.Get("Set-Cookie"); !strings.Contains(set, "__Host-reader=;") {
		t.Errorf("signing out: %s", set)
	}
}

// TestKeysOfAPrivateSiteEnd: with their time, with the password, and when anything
// in them is changed.
func TestKeysOfAPrivateSiteEnd(t *testing.T) {
	t.Parallel()
	s := closedSite(t)
	_, _, cookie := s.signIn(readers, "/")
	for what, bad := range map[string]string{"changed": cookie[:len(cookie)-2] + "AA", "longer": strings.Replace(cookie, "=", "=z", 1), "empty": "__Host-reader=", "cut": cookie[:20]} {
		if res, _ := s.get("/feed.rss", "Cookie", bad); res.StatusCode != 401 {
			t.Errorf("%s: %d", what, res.StatusCode)
		}
	}
	later := closedSite(t, func(c *public.Config) { c.Now = func() time.Time { return time.Now().AddDate(0, 1, 2) } })
	if res, _ := later.get("/", "Cookie", cookie); res.StatusCode != 401 {
		t.Errorf("after a month: %d", res.StatusCode)
	}
	hash, err := argon2id.CreateHash("another word for all", &argon2id.Params{Memory: 1024, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
	if err != nil {
		t.Fatal(err)
	}
	changed := closedSite(t, func(c *public.Config) { c.Private.Password = hash })
	if res, _ := changed.get("/", "Cookie", cookie); res.StatusCode != 401 {
		t.Errorf("with another password: %d", res.StatusCode)
	}
	if res, _, _ := changed.signIn("another word for all", "/"); res.StatusCode != 303 {
		t.Errorf("a password that is kept as a hash: %d", res.StatusCode)
	}
	for n := range 12 {
		res, _, _ := changed.signIn("guess", "/", "X-Forwarded-For", "203.0.113.9")
		if want := map[bool]int{true: 401, false: 429}[n < 10]; res.StatusCode != want {
			t.Errorf("guess %d: %d, want %d", n+1, res.StatusCode, want)
		}
	}
}

// TestTheStreamOfAPrivateSiteIsClosed to strangers, and to other origins for those
// inside.
func TestTheStreamOfAPrivateSiteIsClosed(t *testing.T) {
	t.Parallel()
	s := closedSite(t)
	_, _, cookie := s.signIn(readers, "/")
	req, err := http.NewRequestWithContext(t.Context(), "GET", s.URL+"/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Cookie", cookie)
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if line, err := bufio.NewReader(res.Body).ReadString('\n'); err != nil || res.StatusCode != 200 {
		t.Errorf("%d %q %v", res.StatusCode, line, err)
	}
	closedHeaders(t, "the stream", res)
}
