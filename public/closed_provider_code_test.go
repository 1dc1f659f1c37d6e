package public_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"vitrine/public"
	"vitrine/public/openid/openidtest"
)

// TestANetworkWhoseSignInsFailIsNotAskedAbout for ten minutes, in whatever words the
// provider refuses; others are.
func TestANetworkWhoseSignInsFailIsNotAskedAbout(t *testing.T) {
	t.Parallel()
	for name, reject := range map[string]http.HandlerFunc{
		"as RFC 6749 says": nil,
		"as an older provider does": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprint(w, `{"error":"invalid_request","error_description":"Invalid or expired code parameter."}`)
		},
		"by what stands before it": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(http.StatusForbidden)
			fmt.Fprint(w, "<h1>Forbidden</h1>")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := openidtest.Start(t, backHere+public.ProviderReturn)
			p.Reject = reject
			v := providerSiteAt(t, p, proxied)
			v.guess(103)
			if n := p.Asked("/token"); n != 100 {
				t.Errorf("the provider was asked %d times", n)
			}
			if strings.Contains(v.Log.String(), "level=ERROR") {
				t.Errorf("a guess is the provider's fault: %s", v.Log.String())
			}
			at, cookie := v.begin("/")
			if res, _ := v.get(v.sentBack(at), "Cookie", cookie, "X-Forwarded-For", "192.0.2.9"); readerCookie(res) == "" {
				t.Errorf("from another network: %d", res.StatusCode)
			}
		})
	}
}

// guess comes back from one network with made-up codes, of which a hundred are looked at.
func (v *signedIn) guess(times int) {
	v.t.Helper()
	at, cookie := v.begin("/")
	u, _ := url.Parse(at)
	for n := range times {
		// The browser keeps the cookie that it is told to forget.
		path := "/sign-in/callback?" + url.Values{"state": {u.Query().Get("state")}, "code": {fmt.Sprint("guess ", n)}}.Encode()
		res, body := v.get(path, "Cookie", cookie, "X-Forwarded-For", "203.0.113.9", "Accept", "text/html")
		if want := map[bool]int{true: 401, false: 429}[n < 100]; res.StatusCode != want || n >= 100 && !strings.Contains(body, "Too many sign-ins from your network failed.") {
			v.t.Fatalf("guess %d: %d", n+1, res.StatusCode)
		}
	}
}

// TestABrowsersWordIsNoProof that the provider is away: it fills no log, and the
// provider is not asked.
func TestABrowsersWordIsNoProof(t *testing.T) {
	t.Parallel()
	v := providerSite(t)
	at, cookie := v.begin("/")
	u, _ := url.Parse(at)
	for _, word := range []string{"server_error", "temporarily_unavailable"} {
		res, body := v.get("/sign-in/callback?error="+word+"&state="+u.Query().Get("state"), "Cookie", cookie, "Accept", "text/html")
		if res.StatusCode != 503 || !strings.Contains(body, notThere) {
			t.Errorf("%s: %d %s", word, res.StatusCode, body)
		}
	}
	if said := v.Log.String(); strings.Contains(said, "level=ERROR") || v.provider.Asked("/token") != 0 {
		t.Errorf("the log says %s", said)
	}
}

// TestTwoTabsSignInOneAfterTheOther: the one that another took the place of is refused
// and spoils nothing.
func TestTwoTabsSignInOneAfterTheOther(t *testing.T) {
	t.Parallel()
	v := providerSite(t)
	first, _ := v.begin("/history")
	second, cookie := v.begin("/postmortems")
	if res, _ := v.get(v.sentBack(first), "Cookie", cookie, "Accept", "text/html"); res.StatusCode != 401 || strings.Contains(fmt.Sprint(res.Header["Set-Cookie"]), "begun") {
		t.Errorf("the first tab: %d %v", res.StatusCode, res.Header)
	}
	if res, _ := v.get(v.sentBack(second), "Cookie", cookie); res.StatusCode != 303 || res.Header.Get("Location") != "/postmortems" || readerCookie(res) == "" {
		t.Errorf("the second tab: %d %v", res.StatusCode, res.Header)
	}
}

// TestAProviderThatIsSlowToSpeakOfItself a day later keeps nobody out.
func TestAProviderThatIsSlowToSpeakOfItself(t *testing.T) {
	t.Parallel()
	p := openidtest.Start(t, backHere+public.ProviderReturn)
	v := providerSiteAt(t, p, nil)
	if res, _ := v.enter("/"); readerCookie(res) == "" {
		t.Fatalf("at first: %d", res.StatusCode)
	}
	v.shift.Store(int64(25 * time.Hour))
	p.Spoil = func(_, token openidtest.Claims) { token["exp"] = time.Now().Add(26 * time.Hour).Unix() }
	p.Slow = 4 * time.Second // longer than anybody waits for it
	at, cookie := v.begin("/history")
	if res, _ := v.get(v.sentBack(at), "Cookie", cookie); res.StatusCode != 303 || readerCookie(res) == "" {
		t.Errorf("a day later: %d %s", res.StatusCode, v.Log.String())
	}
}

// TestWhatAProviderRepeatsStaysOutOfTheLog: some say what they were sent.
func TestWhatAProviderRepeatsStaysOutOfTheLog(t *testing.T) {
	t.Parallel()
	p := openidtest.Start(t, backHere+public.ProviderReturn)
	told("email", "email_verified")(p)
	p.Repeat = true
	v := providerSiteAt(t, p, nil)
	if res, _ := v.enter("/"); res.StatusCode != 503 || readerCookie(res) != "" {
		t.Errorf("%d %v", res.StatusCode, res.Header)
	}
	if !strings.Contains(v.Log.String(), "the provider refused") {
		t.Errorf("the log says nothing: %s", v.Log.String())
	}
	v.keepsQuiet()
}
