package public_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/public"
	"vitrine/public/openid"
	"vitrine/public/openid/openidtest"
)

// TestAProviderThatIsAway keeps neither the site from starting nor those who are inside
// from reading; who would come in is told when to try again, and can by the password.
// The provider is asked again after half a minute, not by every click.
func TestAProviderThatIsAway(t *testing.T) {
	t.Parallel()
	p := openidtest.Start(t, backHere+public.ProviderReturn)
	p.Down = true
	v := providerSiteAt(t, p, func(c *public.Config) { c.Private.Password = readers })
	for range 5 {
		res, body := v.get("/sign-in/provider?to=%2Fhistory", "Accept", "text/html")
		if res.StatusCode != 503 || res.Header.Get("Retry-After") != "30" || !strings.Contains(body, notThere) || !strings.Contains(body, "?to=%2Fhistory") || !strings.Contains(body, `type="password"`) {
			t.Errorf("while it is away: %d %v %s", res.StatusCode, res.Header, body)
		}
		closedHeaders(t, "while it is away", res)
	}
	if n, said := p.Asked("/.well-known/openid-configuration"), strings.Count(v.Log.String(), "level=ERROR"); n != 1 || said != 1 {
		t.Errorf("it was asked %d times, and the log says it %d times", n, said)
	}
	if res, _, cookie := v.signIn(readers, "/"); res.StatusCode != 303 || cookie == "" {
		t.Errorf("by the password: %d", res.StatusCode)
	}
	p.Down = false
	v.shift.Store(int64(31 * time.Second))
	res, _ := v.enter("/history")
	cookie := readerCookie(res)
	if res.StatusCode != 303 || cookie == "" {
		t.Fatalf("when it is back: %d %s", res.StatusCode, v.Log.String())
	}
	at, begun := v.begin("/history")
	back := v.sentBack(at)
	p.Stop()
	if res, _ := v.get("/history", "Cookie", cookie); res.StatusCode != 200 {
		t.Errorf("who is inside: %d", res.StatusCode)
	}
	if res, body := v.get(back, "Cookie", begun, "Accept", "text/html"); res.StatusCode != 503 || readerCookie(res) != "" || !strings.Contains(body, notThere) {
		t.Errorf("who comes back when it is gone: %d %s", res.StatusCode, body)
	}
	v.shift.Store(int64(25 * time.Hour)) // what it said of itself is asked again, and no answer changes nothing
	if at, _ := v.begin("/history"); !strings.HasPrefix(at, p.URL+"/authorize?") {
		t.Errorf("a day later browsers are sent to %s", at)
	}
	v.keepsQuiet()
}

// TestAProviderThatChangesItsKeyIsBelieved, and its old key is not.
func TestAProviderThatChangesItsKeyIsBelieved(t *testing.T) {
	t.Parallel()
	v := providerSite(t)
	for round := range 3 {
		if res, _ := v.enter("/"); readerCookie(res) == "" {
			t.Errorf("round %d: %d %s", round, res.StatusCode, v.Log.String())
		}
		v.provider.Rotate()
	}
	if n := v.provider.Asked("/keys"); n != 3 {
		t.Errorf("the keys were asked for %d times", n)
	}
}

// group lets in who is in one of these.
func group(values ...string) func(*openid.Config) {
	return func(c *openid.Config) { c.Domains, c.Claim, c.Values = nil, "groups", values }
}

// whoMayRead is what an operator says, what a provider says, and who is in then.
var whoMayRead = map[string]struct {
	config func(*openid.Config)
	arm    func(*openidtest.Provider)
	in     bool
}{
	"a domain in capitals":          {nil, claim("email", "Ada@EXAMPLE.com"), true},
	"a word for yes":                {nil, claim("email_verified", "true"), true},
	"a domain in its own letters":   {func(c *openid.Config) { c.Domains = []string{"xn--bcher-kva.example"} }, claim("email", "ada@bücher.example"), true},
	"a sign that folds to a letter": {func(c *openid.Config) { c.Domains = []string{"kelvin.example"} }, claim("email", "ada@\u212aelvin.example"), false},
	"everybody":                     {func(c *openid.Config) { c.Domains = []string{"*"} }, claim("email", "eve@evil.example"), true},
	"nobody is named":               {func(c *openid.Config) { c.Domains = nil }, nil, false},
	"a group of theirs":             {group("readers"), nil, true},
	"one of several":                {group("board", "staff"), nil, true},
	"no group of theirs":            {group("board"), nil, false},
	"part of a group's name":        {group("read"), nil, false},
	"a group in one text":           {group("readers"), claim("groups", "readers"), true},
	"groups in one text":            {group("readers"), claim("groups", "staff readers"), false},
	"a group that is an object":     {group("readers"), claim("groups", map[string]bool{"readers": true}), false},
	"a way into an object":          {func(c *openid.Config) { c.Domains, c.Claim, c.Values = nil, "realm_access.roles", []string{"reader"} }, claim("realm_access", map[string]any{"roles": []string{"reader"}}), true},
	"a name with dots": {func(c *openid.Config) {
		c.Domains, c.Claim, c.Values = nil, "https://example.com/role", []string{"reader"}
	}, claim("https://example.com/role", "reader"), true},
	"a group, and not the domain":   {func(c *openid.Config) { c.Claim, c.Values = "groups", []string{"readers"} }, claim("email", "ada@evil.example"), false},
	"the domain, and not the group": {func(c *openid.Config) { c.Claim, c.Values = "groups", []string{"board"} }, nil, false},
	"the domain and the group":      {func(c *openid.Config) { c.Claim, c.Values = "groups", []string{"readers"} }, nil, true},
	"an address told when asked":    {nil, told("email", "email_verified"), true},
	"a group told when asked":       {group("readers"), told("groups"), true},
	"a secret in the form":          {nil, func(p *openidtest.Provider) { p.Method = "client_secret_post" }, true},
	"a provider that names itself": {nil, func(p *openidtest.Provider) {
		p.More = openidtest.Claims{"authorization_response_iss_parameter_supported": true}
		p.Answer = func(q url.Values) { q.Set("iss", p.URL) }
	}, true},
	"one that should and does not": {nil, func(p *openidtest.Provider) {
		p.More = openidtest.Claims{"authorization_response_iss_parameter_supported": true}
	}, false},
	"a token for us and for another": {nil, func(p *openidtest.Provider) {
		p.Spoil = func(_, token openidtest.Claims) {
			token["aud"], token["azp"] = []string{"status page", "api"}, "status page"
		}
	}, true},
}

// TestWhoMayReadIsDecidedByWhatTheOperatorSays.
func TestWhoMayReadIsDecidedByWhatTheOperatorSays(t *testing.T) {
	t.Parallel()
	for name, tc := range whoMayRead {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var change []func(*openid.Config)
			if tc.config != nil {
				change = append(change, tc.config)
			}
			v := providerSite(t, change...)
			if tc.arm != nil {
				tc.arm(v.provider)
			}
			if res, body := v.enter("/"); (readerCookie(res) != "") != tc.in {
				t.Errorf("%d %s\n%s", res.StatusCode, body, v.Log.String())
			}
		})
	}
}

// told leaves claims to the address where the provider is asked about somebody.
func told(names ...string) func(*openidtest.Provider) {
	return func(p *openidtest.Provider) {
		p.Spoil = func(_, token openidtest.Claims) {
			for _, name := range names {
				delete(token, name)
			}
		}
	}
}

// TestWhatAProviderMayNotBe: another one than configured, one that takes no proof, one
// that sends browsers to no address, one that we may not dial.
func TestWhatAProviderMayNotBe(t *testing.T) {
	t.Parallel()
	for name, arm := range map[string]func(*openidtest.Provider){
		"another issuer": func(p *openidtest.Provider) { p.More = openidtest.Claims{"issuer": "https://login.evil.example"} },
		"no proof": func(p *openidtest.Provider) {
			p.More = openidtest.Claims{"code_challenge_methods_supported": []string{"plain"}}
		},
		"no address": func(p *openidtest.Provider) { p.More = openidtest.Claims{"authorization_endpoint": ""} },
		"an address of another": func(p *openidtest.Provider) {
			p.More = openidtest.Claims{"authorization_endpoint": "javascript:alert(1)"}
		},
	} {
		v := providerSite(t)
		arm(v.provider)
		if res, body := v.get("/sign-in/provider", "Accept", "text/html"); res.StatusCode != 503 || !strings.Contains(body, notThere) || res.Header.Get("Set-Cookie") != "" {
			t.Errorf("%s: %d %v", name, res.StatusCode, res.Header)
		}
	}
	for where, says := range map[string]string{"token_endpoint": "not on the public internet", "jwks_uri": "fetching keys", "userinfo_endpoint": "not on the public internet"} {
		v := providerSite(t)
		v.provider.More = openidtest.Claims{where: "http://169.254.169.254/"}
		told("email")(v.provider)
		if res, _ := v.enter("/"); res.StatusCode != 503 || !strings.Contains(v.Log.String(), says) || readerCookie(res) != "" {
			t.Errorf("%s inside the house: %d %s", where, res.StatusCode, v.Log.String())
		}
	}
}

// TestSessionsEndWithTheConfiguration: with the time, with another secret, other people
// or another provider, and when the way in is closed; the password's own stay.
func TestSessionsEndWithTheConfiguration(t *testing.T) {
	t.Parallel()
	p := openidtest.Start(t, backHere+public.ProviderReturn)
	word := func(c *public.Config) { c.Private.Password = readers }
	v := providerSiteAt(t, p, word)
	res, _ := v.enter("/")
	cookie := readerCookie(res)
	_, _, byWord := v.signIn(readers, "/")
	for name, tc := range map[string]struct {
		also         func(*public.Config)
		change       func(*openid.Config)
		cookie, word int
	}{
		"nothing":          {word, func(*openid.Config) {}, 200, 200},
		"another name":     {word, func(c *openid.Config) { c.Name = "Southpole" }, 200, 200},
		"another secret":   {word, func(c *openid.Config) { c.Secret = "changed" }, 401, 200},
		"other people":     {word, func(c *openid.Config) { c.Domains = []string{"example.com", "example.org"} }, 401, 200},
		"a group as well":  {word, func(c *openid.Config) { c.Claim, c.Values = "groups", []string{"readers"} }, 401, 200},
		"no password":      {nil, func(*openid.Config) {}, 200, 401},
		"another password": {func(c *public.Config) { c.Private.Password = "another word for all" }, func(*openid.Config) {}, 200, 401},
		"no provider":      {func(c *public.Config) { word(c); c.Private.Provider = nil }, func(*openid.Config) {}, 401, 200},
	} {
		other := providerSiteAt(t, p, tc.also, tc.change)
		for which, want := range map[string]int{cookie: tc.cookie, byWord: tc.word} {
			if res, _ := other.get("/feed.rss", "Cookie", which); res.StatusCode != want {
				t.Errorf("%s: %d, want %d", name, res.StatusCode, want)
			}
		}
	}
	v.shift.Store(int64(31 * 24 * time.Hour))
	if res, _ := v.get("/feed.rss", "Cookie", cookie); res.StatusCode != 401 {
		t.Errorf("after a month: %d", res.StatusCode)
	}
}

// TestASignInKeepsTheLanguageOfThePage: in the link, in every refusal, and on the way
// back to the page.
func TestASignInKeepsTheLanguageOfThePage(t *testing.T) {
	t.Parallel()
	v := providerSite(t)
	if _, err := v.Store.EditSettings(t.Context(), models.SettingsEdit{Languages: &[]string{"ar", "de"}}); err != nil {
		t.Fatal(err)
	}
	v.catchUp()
	_, body := v.get("/de/history", "Accept", "text/html")
	if !strings.Contains(body, `<a class="button" href="/de/sign-in/provider?to=%2Fde%2Fhistory">Anmelden mit <span dir="auto">Northpole</span></a>`) {
		t.Errorf("the German page says %s", body)
	}
	res, _ := v.get("/de/sign-in/provider?to=%2Fde%2Fhistory")
	cookie, _, _ := strings.Cut(res.Header.Get("Set-Cookie"), ";")
	back := v.sentBack(res.Header.Get("Location"))
	if res, _ := v.get(back, "Cookie", cookie); res.Header.Get("Location") != "/de/history" || readerCookie(res) == "" {
		t.Errorf("the way back: %d %v", res.StatusCode, res.Header)
	}
	claim("email_verified", false)(v.provider)
	for to, says := range map[string]string{"/de/history": "Sie sind angemeldet, aber Ihr Konto", "/ar/history": `dir="rtl"`, "/history": notAllowed} {
		if res, body := v.enter(to); res.StatusCode != 403 || !strings.Contains(body, says) {
			t.Errorf("refused on the way to %s: %d %s", to, res.StatusCode, body)
		}
	}
}
