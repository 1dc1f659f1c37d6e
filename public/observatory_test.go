package public_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// finding is what one test of Mozilla's HTTP Observatory (algorithm 6) says of a
// site, with the points it gives or takes.
type finding struct {
	test, result string
	points       int
}

// visit is what the Observatory knows of a site: the answer to a visitor by HTTPS,
// and the one to a preflight from elsewhere.
type visit struct {
	page, preflight *http.Response
	scripts         []map[string]string // attributes of the script elements
	cookies         []*http.Cookie
}

// observed visits a page as the Observatory does. Plain HTTP is not answered:
// leading it to HTTPS is a matter of what stands before us.
func observed(t *testing.T, base, path string) visit {
	t.Helper()
	ask := func(method string, headers ...string) *http.Response {
		req, err := http.NewRequestWithContext(t.Context(), method, base+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		for n := 0; n+1 < len(headers); n += 2 {
			req.Header.Set(headers[n], headers[n+1])
		}
		res, err := secured.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { res.Body.Close() })
		return res
	}
	v := visit{page: ask("GET", "Accept", "text/html,*/*;q=0.8"), preflight: ask("OPTIONS", "Origin", "https://http-observatory.security.mozilla.org", "Access-Control-Request-Method", "GET")}
	v.cookies = v.page.Cookies()
	doc, err := html.Parse(v.page.Body)
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Data == "script" {
			attributes := map[string]string{}
			for _, a := range n.Attr {
				attributes[a.Key] = a.Val
			}
			v.scripts = append(v.scripts, attributes)
		}
	}
	return v
}

// secured is a client that believes the certificates of tests.
var secured = func() *http.Client {
	s := httptest.NewTLSServer(http.NotFoundHandler())
	defer s.Close()
	c := s.Client()
	c.CheckRedirect = client.CheckRedirect
	return c
}()

// grade adds the points up: a bonus counts only where the penalties leave 90.
func (v visit) grade() (score int, all []finding) {
	hsts := v.transport()
	all = []finding{v.policy(), v.biscuits(hsts.points == 0), v.isolation("Cross-Origin-Embedder-Policy", "require-corp", "credentialless"),
		v.isolation("Cross-Origin-Opener-Policy", "same-origin", "same-origin-allow-popups", "noopener-allow-popups"), v.sharing(), v.referrer(), hsts,
		v.integrity(), v.sniffing(), v.framing(), v.resources()}
	score, without := 100, 100
	for _, f := range all {
		score += f.points
		without += min(0, f.points)
	}
	if without < 90 {
		score = without
	}
	return max(0, score), all
}

// sources reads the directives of a policy; a directive that comes twice spoils it.
func sources(policy string) map[string][]string {
	found := map[string][]string{}
	for _, part := range strings.Split(policy, ";") {
		words := strings.Fields(strings.ToLower(part))
		if len(words) == 0 {
			continue
		}
		if _, twice := found[words[0]]; twice {
			return nil
		}
		found[words[0]] = words[1:]
	}
	return found
}

var (
	broad  = []string{"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
	inline = append([]string{"'unsafe-inline'", "data:"}, broad...)
)

func anyOf(list, wanted []string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return slices.Contains(wanted, s) })
}

func (v visit) policy() finding {
	said := func(result string, points int) finding {
		return finding{"content-security-policy", result, points}
	}
	header := v.page.Header.Get("Content-Security-Policy")
	csp := sources(header)
	switch {
	case header == "":
		return said("not implemented", -25)
	case csp == nil:
		return said("invalid", -25)
	}
	of := func(name string) []string {
		for _, n := range []string{name, "default-src"} {
			if list, ok := csp[n]; ok {
				return list
			}
		}
		return []string{"*"}
	}
	script, style := allowed(of("script-src")), allowed(of("style-src"))
	var active, passive []string
	for name, list := range csp {
		if name == "img-src" || name == "media-src" {
			passive = append(passive, list...)
		} else {
			active = append(active, list...)
		}
	}
	insecure := func(s string) bool { return strings.HasPrefix(s, "http:") || strings.HasPrefix(s, "ftp:") }
	switch {
	case anyOf(script, inline) || anyOf(of("object-src"), broad):
		return said("unsafe inline", -20)
	case slices.ContainsFunc(active, insecure):
		return said("insecure scheme", -20)
	case slices.Contains(append(script, style...), "'unsafe-eval'"):
		return said("unsafe eval", -10)
	case slices.ContainsFunc(passive, insecure):
		return said("insecure scheme of passive content", -10)
	case anyOf(style, inline):
		return said("unsafe inline styles", 0)
	case slices.Equal(csp["default-src"], []string{"'none'"}):
		return said("nothing unsafe, default-src 'none'", 10)
	}
	return said("nothing unsafe", 5)
}

// allowed is a list as browsers read it: beside a hash or a nonce 'unsafe-inline'
// means nothing.
func allowed(list []string) []string {
	if !slices.ContainsFunc(list, func(s string) bool { return strings.HasPrefix(s, "'sha") || strings.HasPrefix(s, "'nonce-") }) {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == "'unsafe-inline'" })
}

func (v visit) biscuits(hsts bool) finding {
	worst := finding{"cookies", "none", 0}
	if len(v.cookies) > 0 {
		worst = finding{"cookies", "secure, out of reach of scripts, same site", 5}
	}
	worse := func(result string, points int) {
		if points < worst.points {
			worst.result, worst.points = result, points
		}
	}
	for _, c := range v.cookies {
		name := strings.ToLower(c.Name)
		session := strings.Contains(name, "login") || strings.Contains(name, "sess")
		switch {
		case session && !c.HttpOnly:
			worse("scripts reach the session", -30)
		case session && !c.Secure && hsts:
			worse("a session that is not secure, behind HSTS", -10)
		case session && !c.Secure:
			worse("a session that is not secure", -40)
		case !c.Secure && hsts:
			worse("not secure, behind HSTS", -5)
		case !c.Secure:
			worse("not secure", -20)
		case strings.Contains(name, "csrf") && c.SameSite == http.SameSiteDefaultMode:
			worse("a token without SameSite", -20)
		case c.SameSite == http.SameSiteDefaultMode || c.SameSite == 0:
			worse("without SameSite", 0)
		}
	}
	return worst
}

// isolation is for a header whose value is one token; the good ones give 10.
func (v visit) isolation(name string, good ...string) finding {
	values := v.page.Header.Values(name)
	f := finding{strings.ToLower(name), "not implemented", 0}
	if len(values) == 0 {
		return f
	}
	token, _, _ := strings.Cut(values[0], ";")
	switch f.result = strings.TrimSpace(token); {
	case len(values) > 1 || !slices.Contains(append(good, "unsafe-none"), f.result):
		f.points = -5
	case f.result != "unsafe-none":
		f.points = 10
	}
	return f
}

func (v visit) sharing() finding {
	f := finding{"cross-origin-resource-sharing", v.preflight.Header.Get("Access-Control-Allow-Origin"), 0}
	if f.result == "https://http-observatory.security.mozilla.org" && strings.EqualFold(v.preflight.Header.Get("Access-Control-Allow-Credentials"), "true") {
		f.points = -50
	}
	return f
}

func (v visit) referrer() finding {
	f := finding{"referrer-policy", "not implemented", 0}
	for _, one := range strings.Split(v.page.Header.Get("Referrer-Policy"), ",") {
		switch one = strings.ToLower(strings.TrimSpace(one)); one {
		case "no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin":
			f.result, f.points = one, 5
		case "":
		default:
			f.result, f.points = one, -5
		}
	}
	return f
}

var maxAge = regexp.MustCompile(`(?:^|;)\s*max-age=(\d+)`)

func (v visit) transport() finding {
	f := finding{"strict-transport-security", v.page.Header.Get("Strict-Transport-Security"), -20}
	if m := maxAge.FindStringSubmatch(strings.ToLower(f.result)); m != nil && !strings.Contains(f.result, ",") {
		seconds, err := strconv.Atoi(m[1])
		if f.points = -10; err == nil && seconds >= 15_552_000 {
			f.points = 0
		}
	}
	return f
}

func (v visit) integrity() finding {
	f := finding{"subresource-integrity", "scripts of our own alone", 0}
	for _, s := range v.scripts {
		src, err := url.Parse(s["src"])
		switch own := err == nil && src.Host == ""; {
		case own && s["integrity"] != "" && f.points == 0:
			f.result, f.points = "of every script", 5
		case !own && s["integrity"] == "" && src.Scheme == "https":
			f.result, f.points = s["src"], min(f.points, -5)
		case !own && s["integrity"] == "":
			f.result, f.points = s["src"], -50
		}
	}
	return f
}

func (v visit) sniffing() finding {
	f := finding{"x-content-type-options", v.page.Header.Get("X-Content-Type-Options"), -5}
	if strings.EqualFold(f.result, "nosniff") {
		f.points = 0
	}
	return f
}

func (v visit) framing() finding {
	f := finding{"x-frame-options", strings.ToLower(v.page.Header.Get("X-Frame-Options")), -20}
	if f.result == "deny" || f.result == "sameorigin" {
		f.points = 5
	}
	if list, ok := sources(v.page.Header.Get("Content-Security-Policy"))["frame-ancestors"]; ok {
		f.result, f.points = "frame-ancestors "+strings.Join(list, " "), 5
	}
	return f
}

func (v visit) resources() finding {
	f := finding{"cross-origin-resource-policy", strings.ToLower(v.page.Header.Get("Cross-Origin-Resource-Policy")), 0}
	switch f.result {
	case "", "cross-origin":
	case "same-origin", "same-site":
		f.points = 10
	default:
		f.points = -5
	}
	return f
}

// overHTTPS leads HTTPS to the site, as what stands before it does.
func (s *site) overHTTPS() string {
	s.t.Helper()
	to, err := url.Parse(s.URL)
	if err != nil {
		s.t.Fatal(err)
	}
	front := httptest.NewTLSServer(httputil.NewSingleHostReverseProxy(to))
	s.t.Cleanup(front.Close)
	return front.URL
}

// TestMozillasObservatoryGivesAtLeast130 grades every page with the arithmetic that
// Mozilla's HTTP Observatory publishes; and the door of a private site, which sets a
// cookie.
func TestMozillasObservatoryGivesAtLeast130(t *testing.T) {
	t.Parallel()
	s := inLanguages(t)
	base, pages := s.overHTTPS(), 0
	for f := range s.Press.Current().Files() {
		if !strings.HasPrefix(f.Type, "text/html") || f.Path == "/embed.html" { // that one is made for other sites
			continue
		}
		pages++
		if score, all := observed(t, base, f.Path).grade(); score < 130 {
			t.Errorf("%s gets %d points: %v", f.Path, score, all)
		}
	}
	if pages < 20 {
		t.Errorf("only %d pages were graded", pages)
	}
	closed := closedSite(t)
	if score, all := observed(t, closed.overHTTPS(), "/sign-in").grade(); score < 130 {
		t.Errorf("the door of a private site gets %d points: %v", score, all)
	}
}

// TestTheObservatorysArithmetic gives what the published table gives for some sites.
func TestTheObservatorysArithmetic(t *testing.T) {
	t.Parallel()
	const strict = "default-src 'none'; style-src 'self' 'sha256-AAAA'; script-src 'self'; frame-ancestors 'none'"
	good := map[string]string{"Content-Security-Policy": strict, "Strict-Transport-Security": "max-age=31536000", "X-Content-Type-Options": "nosniff",
		"Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp", "Cross-Origin-Resource-Policy": "same-origin"}
	for _, tc := range []struct {
		name, header, value, body string
		want                      int
	}{
		{"all of it", "", "", "", 150},
		{"inline scripts", "Content-Security-Policy", strings.Replace(strict, "script-src 'self'", "script-src 'self' 'unsafe-inline'", 1), "", 80},
		{"inline styles", "Content-Security-Policy", strings.Replace(strict, "'sha256-AAAA'", "'unsafe-inline'", 1), "", 140},
		{"no policy", "Content-Security-Policy", "", "", 55},
		{"a policy said twice", "Content-Security-Policy", strict + "; script-src *", "", 55},
		{"a short promise of HTTPS", "Strict-Transport-Security", "max-age=3600", "", 140},
		{"guessed types", "X-Content-Type-Options", "", "", 145},
		{"a referrer for all", "Referrer-Policy", "unsafe-url", "", 140},
		{"resources for all", "Cross-Origin-Resource-Policy", "cross-origin", "", 140},
		{"a session for scripts", "Set-Cookie", "session=1; Secure", "", 70},
		{"a safe session", "Set-Cookie", "session=1; Secure; HttpOnly; SameSite=Lax", "", 155},
		{"a script from elsewhere", "", "", `<script src="https://cdn.example/a.js"></script>`, 145},
	} {
		front := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			for name, value := range good {
				w.Header().Set(name, value)
			}
			if w.Header().Set(tc.header, tc.value); tc.value == "" {
				w.Header().Del(tc.header)
			}
			fmt.Fprint(w, "<!doctype html><title>A page</title>", tc.body)
		}))
		if score, all := observed(t, front.URL, "/").grade(); score != tc.want {
			t.Errorf("%s: %d points, want %d: %v", tc.name, score, tc.want, all)
		}
		front.Close()
	}
	bare := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<p>Bare") }))
	defer bare.Close()
	if score, _ := observed(t, bare.URL, "/").grade(); score != 30 {
		t.Errorf("a site without any header gets %d points", score)
	}
}
