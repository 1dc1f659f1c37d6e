package public_test

import (
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"vitrine/notify/outward"
	"vitrine/public"
	"vitrine/public/openid"
	"vitrine/public/openid/openidtest"
)

const backHere = "https://status.example.org"

// signedIn is a site that a provider signs people in to.
type signedIn struct {
	*site
	provider *openidtest.Provider
	shift    *atomic.Int64 // how far the clock is ahead
}

// providerSite is one that people of example.com and its readers may read.
func providerSite(t *testing.T, change ...func(*openid.Config)) *signedIn {
	t.Helper()
	p := openidtest.Start(t, backHere+public.ProviderReturn)
	return providerSiteAt(t, p, nil, change...)
}

func providerSiteAt(t *testing.T, p *openidtest.Provider, also func(*public.Config), change ...func(*openid.Config)) *signedIn {
	t.Helper()
	v := &signedIn{provider: p, shift: &atomic.Int64{}}
	now := func() time.Time { return time.Now().Add(time.Duration(v.shift.Load())) }
	c := openid.Config{Issuer: p.URL, ClientID: p.ClientID, Secret: p.Secret, Name: "Northpole", Redirect: p.Redirect, Scopes: []string{"email"}, Domains: []string{"example.com"},
		Client: outward.New(outward.Config{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}}).HTTP(), Now: now}
	for _, f := range change {
		f(&c)
	}
	v.site = serve(t, func(pc *public.Config) {
		pc.Private, pc.Now = &public.Private{Provider: openid.New(c)}, now
		if also != nil {
			also(pc)
		}
	})
	return v
}

// begin follows the link of the sign-in page.
func (v *signedIn) begin(to string) (at, cookie string) {
	v.t.Helper()
	res, body := v.get("/sign-in/provider?to=" + url.QueryEscape(to))
	cookie, _, _ = strings.Cut(res.Header.Get("Set-Cookie"), ";")
	if res.StatusCode != http.StatusSeeOther || !strings.HasPrefix(cookie, "__Host-begun=") {
		v.t.Fatalf("the link to the provider: %d %v %s", res.StatusCode, res.Header, body)
	}
	return res.Header.Get("Location"), cookie
}

// sentBack lets the provider send a browser back: the path it comes to.
func (v *signedIn) sentBack(at string) string {
	v.t.Helper()
	res, err := client.Get(at)
	if err != nil {
		v.t.Fatal(err)
	}
	defer res.Body.Close()
	path, ok := strings.CutPrefix(res.Header.Get("Location"), backHere)
	if !ok {
		v.t.Fatalf("the provider sends nobody back: %d %v %v", res.StatusCode, res.Header, v.provider.Refused())
	}
	return path
}

// readerCookie is what an answer lets a browser in by; empty: nothing.
func readerCookie(res *http.Response) string {
	for _, text := range res.Header.Values("Set-Cookie") {
		if cookie, _, _ := strings.Cut(text, ";"); strings.HasPrefix(cookie, "__Host-reader=") {
			return cookie
		}
	}
	return ""
}

// enter is the whole way in.
func (v *signedIn) enter(to string) (*http.Response, string) {
	v.t.Helper()
	at, cookie := v.begin(to)
	return v.get(v.sentBack(at), "Cookie", cookie, "Accept", "text/html")
}

// keepsQuiet looks for secrets in the log.
func (v *signedIn) keepsQuiet(more ...string) {
	v.t.Helper()
	said := v.Log.String()
	for _, secret := range append(v.provider.Secrets(), append(more, "ada@")...) {
		if len(secret) > 3 && strings.Contains(said, secret) {
			v.t.Errorf("the log holds %q:\n%s", secret, said)
		}
	}
}

// TestWhomTheProviderSignsInReads: a browser is led to the page it asked for, its
// cookies are its own, a key reads the feeds, and nothing of it can be kept by a cache.
func TestWhomTheProviderSignsInReads(t *testing.T) {
	t.Parallel()
	v := providerSite(t)
	res, body := v.get("/history", "Accept", "text/html")
	link := regexp.MustCompile(`<a class="button" href="(/sign-in/provider[^"]*)">Sign in with <span dir="auto">Northpole</span></a>`).FindStringSubmatch(body)
	if res.StatusCode != 401 || link == nil || link[1] != "/sign-in/provider?to=%2Fhistory" || strings.Contains(body, "password") || v.provider.Asked("/.well-known/openid-configuration") != 0 {
		t.Fatalf("the sign-in page: %d %v %s", res.StatusCode, link, body)
	}
	at, begun := v.begin("/history")
	u, _ := url.Parse(at)
	if q := u.Query(); q.Get("redirect_uri") != backHere+"/sign-in/callback" || q.Get("scope") != "openid email" || strings.Contains(begun, q.Get("nonce")) {
		t.Errorf("the provider is asked %s", at)
	}
	back := v.sentBack(at)
	res, _ = v.get(back, "Cookie", begun)
	cookies := strings.Join(res.Header.Values("Set-Cookie"), "\n")
	if res.StatusCode != 303 || res.Header.Get("Location") != "/history" || !strings.Contains(cookies, "__Host-begun=;") || strings.Count(strings.ToLower(cookies), "httponly; secure; samesite=lax") != 2 {
		t.Errorf("coming back: %d %v", res.StatusCode, res.Header)
	}
	closedHeaders(t, "coming back", res)
	cookie := readerCookie(res)
	_, page := v.get("/sign-in", "Cookie", cookie, "Accept", "text/html")
	key := regexp.MustCompile(`\?key=[A-Za-z0-9._-]+`).FindString(page)
	if key == "" || !strings.Contains(page, "It works for a year.") {
		t.Errorf("who is inside sees %s", page)
	}
	for f := range v.Press.Current().Files() {
		res, body := v.get(f.Path, "Cookie", cookie)
		if res.StatusCode != int(f.Status) || len(body) != f.Size(0) {
			t.Errorf("%s: %d, %d bytes", f.Path, res.StatusCode, len(body))
		}
		closedHeaders(t, f.Path, res)
		res, _ = v.get(f.Path + key)
		if page := strings.HasPrefix(f.Type, "text/html"); page != (res.StatusCode == 401) && !open.MatchString(f.Path) {
			t.Errorf("%s by the key: %d", f.Path, res.StatusCode)
		}
	}
	if res, _ := v.get("/sign-in/provider?to=%2Fhistory", "Cookie", cookie); res.StatusCode != 303 || res.Header.Get("Location") != "/history" {
		t.Errorf("who is inside is led on to %s", res.Header.Get("Location"))
	}
	if v.shift.Store(int64(366 * 24 * time.Hour)); true {
		if res, _ := v.get("/feed.rss" + key); res.StatusCode != 401 {
			t.Errorf("a key after a year: %d", res.StatusCode)
		}
	}
	v.keepsQuiet(begun, cookie, u.Query().Get("state"), u.Query().Get("nonce"))
}

// TestASiteWithAProviderIsClosedByDefault walks every route and file as a stranger.
func TestASiteWithAProviderIsClosedByDefault(t *testing.T) {
	t.Parallel()
	v := providerSite(t)
	forms := regexp.MustCompile(`^(/healthz|/readyz|/u/[A-Za-z]+)$`)
	for _, route := range v.everything() {
		res, body := v.ask(route[0], route[1], "", "Accept", "*/*")
		if res.StatusCode != http.StatusUnauthorized && !open.MatchString(route[1]) && !forms.MatchString(route[1]) || strings.Contains(body, "API fails") {
			t.Errorf("%s %s answers a stranger with %d", route[0], route[1], res.StatusCode)
		}
		closedHeaders(t, route[0]+" "+route[1], res)
	}
	for _, route := range [][2]string{{"HEAD", "/sign-in/callback?code=x&state=y"}, {"POST", "/sign-in/callback"}, {"HEAD", "/sign-in/provider"}, {"POST", "/sign-in/provider"}, {"GET", "/de/sign-in/callback"}, {"GET", "/sign-in/callback/"}, {"GET", "/sign-in/callback"}} {
		res, _ := v.ask(route[0], route[1], "")
		if res.StatusCode != http.StatusUnauthorized || readerCookie(res) != "" {
			t.Errorf("%s %s: %d %v", route[0], route[1], res.StatusCode, res.Header)
		}
	}
	if n := v.provider.Asked("/token"); n != 0 {
		t.Errorf("strangers made us ask the provider %d times", n)
	}
}

// attack is one way in that must not lead in.
type attack struct {
	arm    func(*openidtest.Provider)                 // what the provider does
	tamper func(path, cookie string) (string, string) // what the browser does
	status int
	says   string
}

func (v *signedIn) suffer(a attack) (*http.Response, string) {
	v.t.Helper()
	if a.arm != nil {
		a.arm(v.provider)
	}
	at, cookie := v.begin("/history")
	path := v.sentBack(at)
	if a.tamper != nil {
		path, cookie = a.tamper(path, cookie)
	}
	return v.get(path, "Cookie", cookie, "Accept", "text/html")
}

func claim(name string, value any) func(*openidtest.Provider) {
	return func(p *openidtest.Provider) { p.Spoil = func(_, token openidtest.Claims) { token[name] = value } }
}

func replaced(name, value string) func(path, cookie string) (string, string) {
	return func(path, cookie string) (string, string) {
		u, _ := url.Parse(path)
		q := u.Query()
		q.Set(name, value)
		return u.Path + "?" + q.Encode(), cookie
	}
}

const (
	notProven  = "Your sign-in could not be verified."
	notBegun   = "This sign-in was begun in another browser or took too long."
	notAllowed = "Ask whoever gave you this address to let it in."
	notSigned  = "You were not signed in."
	notThere   = "Signing in cannot be reached at this moment."
)

var attacks = map[string]attack{
	"a state of somebody else's":     {tamper: replaced("state", strings.Repeat("s", 43)), status: 401, says: notBegun},
	"no state":                       {tamper: replaced("state", ""), status: 401, says: notBegun},
	"no cookie":                      {tamper: func(path, _ string) (string, string) { return path, "" }, status: 401, says: notBegun},
	"a cookie that was changed":      {tamper: func(path, cookie string) (string, string) { return path, strings.Replace(cookie, "=", "=z", 1) }, status: 401, says: notBegun},
	"a cookie without its signature": {tamper: func(path, cookie string) (string, string) { return path, cookie[:strings.LastIndex(cookie, ".")+1] }, status: 401, says: notBegun},
	"a code that was made up":        {tamper: replaced("code", "made-up"), status: 401, says: notProven},
	"no code":                        {tamper: replaced("code", ""), status: 401, says: notSigned},
	"another provider that answers":  {tamper: replaced("iss", "https://login.evil.example"), status: 401, says: notProven},
	"a person who declined": {arm: func(p *openidtest.Provider) {
		p.Answer = func(q url.Values) { q.Del("code"); q.Set("error", "access_denied") }
	}, status: 401, says: notSigned},
	"another nonce":                  {arm: claim("nonce", strings.Repeat("n", 43)), status: 401, says: notProven},
	"no nonce":                       {arm: claim("nonce", ""), status: 401, says: notProven},
	"another issuer":                 {arm: claim("iss", "https://login.evil.example"), status: 401, says: notProven},
	"another audience":               {arm: claim("aud", "another page"), status: 401, says: notProven},
	"an audience of many":            {arm: claim("aud", []string{"another page", "status page"}), status: 401, says: notProven},
	"another party":                  {arm: claim("azp", "another page"), status: 401, says: notProven},
	"an expired token":               {arm: claim("exp", time.Now().Add(-time.Minute).Unix()), status: 401, says: notProven},
	"a token without an end":         {arm: claim("exp", nil), status: 401, says: notProven},
	"a token of tomorrow":            {arm: claim("nbf", time.Now().Add(time.Hour).Unix()), status: 401, says: notProven},
	"a token that names nobody":      {arm: claim("sub", ""), status: 401, says: notProven},
	"alg none":                       {arm: unsigned("none"), status: 401, says: notProven},
	"alg None":                       {arm: unsigned("None"), status: 401, says: notProven},
	"a token signed with the secret": {arm: unsigned("HS256"), status: 401, says: notProven},
	"a signature that was changed":   {arm: func(p *openidtest.Provider) { p.Forge = func(s string) string { return s[:len(s)-8] + "AAAAAAAA" } }, status: 401, says: notProven},
	"a key that is not the provider's": {arm: func(p *openidtest.Provider) {
		p.Spoil = func(head, _ openidtest.Claims) { head["kid"] = "key 99" }
	}, status: 401, says: notProven},
	"no token":                           {arm: func(p *openidtest.Provider) { p.Forge = func(string) string { return "" } }, status: 401, says: notProven},
	"an e-mail that is not verified":     {arm: claim("email_verified", false), status: 403, says: notAllowed},
	"an e-mail of which nothing is said": {arm: func(p *openidtest.Provider) { delete(p.Person, "email_verified") }, status: 403, says: notAllowed},
	"a word that is no yes":              {arm: claim("email_verified", "yes"), status: 403, says: notAllowed},
	"no e-mail":                          {arm: func(p *openidtest.Provider) { delete(p.Person, "email") }, status: 403, says: notAllowed},
	"a domain that ends alike":           {arm: claim("email", "ada@notexample.com"), status: 403, says: notAllowed},
	"a domain under it":                  {arm: claim("email", "ada@evil.example.com"), status: 403, says: notAllowed},
	"a domain that begins alike":         {arm: claim("email", "ada@example.com.evil.example"), status: 403, says: notAllowed},
	"two domains":                        {arm: claim("email", "ada@example.com@evil.example"), status: 403, says: notAllowed},
	"the domain last of two":             {arm: claim("email", "ada@evil.example@example.com"), status: 403, says: notAllowed},
	"the domain in quotes":               {arm: claim("email", `"ada@example.com"@evil.example`), status: 403, says: notAllowed},
	"a list of addresses":                {arm: claim("email", "ada@evil.example,ada@example.com"), status: 403, says: notAllowed},
	"letters that look alike":            {arm: claim("email", "ada@ex\u0430mple.com"), status: 403, says: notAllowed},
	"letters that fold alike":            {arm: claim("email", "ada@\uff45xample.com"), status: 403, says: notAllowed},
	"the domain alone":                   {arm: claim("email", "@example.com"), status: 403, says: notAllowed},
	"an answer about somebody else": {arm: func(p *openidtest.Provider) {
		p.Spoil = func(_, token openidtest.Claims) { delete(token, "email") }
		p.Info = openidtest.Claims{"sub": "eve", "email": "eve@example.com", "email_verified": true}
	}, status: 503, says: notThere},
	"an address verified elsewhere": {arm: func(p *openidtest.Provider) {
		p.Spoil = func(_, token openidtest.Claims) { delete(token, "email") } // says of none that it is verified
		p.Info = openidtest.Claims{"sub": "ada", "email": "ada@example.com"}
	}, status: 403, says: notAllowed},
	"a provider that does not know us": {arm: func(p *openidtest.Provider) { p.Secret = "another secret" }, status: 503, says: notThere},
}

// unsigned lets a token name another way of signing, and be signed so.
func unsigned(alg string) func(*openidtest.Provider) {
	return func(p *openidtest.Provider) {
		p.Spoil = func(head, _ openidtest.Claims) { head["alg"] = alg }
		p.Forge = func(text string) string {
			if cut := strings.LastIndex(text, "."); alg == "HS256" {
				return openidtest.HS256(text[:cut], p.Secret)
			} else {
				return text[:cut+1]
			}
		}
	}
}

// TestNoAttackOnTheWayBackLeadsIn: nobody gets in, everybody is told what to do, and
// the log, which says why, holds no token.
func TestNoAttackOnTheWayBackLeadsIn(t *testing.T) {
	t.Parallel()
	for name, a := range attacks {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := providerSite(t)
			res, body := v.suffer(a)
			if res.StatusCode != a.status || !strings.Contains(body, a.says) || readerCookie(res) != "" || strings.Contains(body, "Operational") {
				t.Errorf("answered %d %v %s\n%s", res.StatusCode, res.Header, body, v.Log.String())
			}
			closedHeaders(t, name, res)
			v.keepsQuiet()
		})
	}
}

// TestACodeOpensOnce: the same way back is worth nothing again, for the browser that
// kept its cookie and for another one that began a sign-in of its own.
func TestACodeOpensOnce(t *testing.T) {
	t.Parallel()
	v := providerSite(t)
	at, cookie := v.begin("/history")
	back := v.sentBack(at)
	if res, _ := v.get(back, "Cookie", cookie); readerCookie(res) == "" {
		t.Fatalf("the first time: %d", res.StatusCode)
	}
	if res, body := v.get(back, "Cookie", cookie); res.StatusCode != 401 || readerCookie(res) != "" || !strings.Contains(body, "verified") && !strings.Contains(body, "private") {
		t.Errorf("the second time: %d %s", res.StatusCode, body)
	}
	stolen, _ := url.Parse(v.sentBack(first(v.begin("/history"))))
	at, cookie = v.begin("/history")
	own, _ := url.Parse(at)
	path := "/sign-in/callback?" + url.Values{"code": {stolen.Query().Get("code")}, "state": {own.Query().Get("state")}}.Encode()
	if res, _ := v.get(path, "Cookie", cookie); res.StatusCode != 401 || readerCookie(res) != "" {
		t.Errorf("a stolen code: %d", res.StatusCode)
	}
	if why := strings.Join(v.provider.Refused(), "; "); why != "the code is unknown or used; the proof is wrong" {
		t.Errorf("the provider refused because %s", why)
	}
	v.shift.Store(int64(16 * time.Minute))
	at, cookie = v.begin("/history")
	back = v.sentBack(at)
	v.shift.Store(int64(32 * time.Minute))
	if res, body := v.get(back, "Cookie", cookie, "Accept", "text/html"); res.StatusCode != 401 || !strings.Contains(body, notBegun) {
		t.Errorf("too late: %d", res.StatusCode)
	}
}

func first(a, _ string) string { return a }

// TestAProviderLeadsBackToOwnPagesAlone.
func TestAProviderLeadsBackToOwnPagesAlone(t *testing.T) {
	t.Parallel()
	v := providerSite(t)
	for to, want := range map[string]string{"/history?component=api": "/history?component=api", "/de/history": "/de/history", "": "/", "//evil.example": "/", "https://evil.example": "/", `/\evil.example`: "/", `\/evil.example`: "/",
		"/\t/evil.example": "/", "/a\r\nSet-Cookie: x=y": "/", "javascript:alert(1)": "/", "evil.example": "/", "/" + strings.Repeat("a", 2000): "/"} {
		if res, _ := v.enter(to); res.StatusCode != 303 || res.Header.Get("Location") != want || readerCookie(res) == "" {
			t.Errorf("%q leads to %q (%d)", to, res.Header.Get("Location"), res.StatusCode)
		}
	}
}
