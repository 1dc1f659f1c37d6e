package public_test

import (
	"encoding/base64"
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"github.com/alexedwards/argon2id"

	"vitrine/public"
)

func basic(password string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte("reader:"+password))
}

// hashed keeps the password as a hash that costs little.
func hashed(t *testing.T) func(*public.Config) {
	t.Helper()
	hash, err := argon2id.CreateHash(readers, &argon2id.Params{Memory: 1024, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
	if err != nil {
		t.Fatal(err)
	}
	return func(c *public.Config) { c.Private.Password = hash }
}

// TestANetworkThatGuessesIsToldNothing: after ten wrong passwords the right one opens
// nothing there either, also when somebody else signed in by it before; right ones
// count for nothing, and other networks sign in.
func TestANetworkThatGuessesIsToldNothing(t *testing.T) {
	t.Parallel()
	s := closedSite(t, hashed(t))
	for range 12 {
		if res, _, _ := s.signIn(readers, "/", "X-Forwarded-For", "203.0.113.9"); res.StatusCode != 303 {
			t.Fatalf("the right password: %d", res.StatusCode)
		}
	}
	for n := range 10 {
		if res, _, _ := s.signIn(fmt.Sprint("guess ", n), "/", "X-Forwarded-For", "203.0.113.9"); res.StatusCode != 401 {
			t.Errorf("guess %d: %d", n+1, res.StatusCode)
		}
	}
	for _, word := range []string{"one more guess", readers} {
		if res, body, cookie := s.signIn(word, "/", "X-Forwarded-For", "203.0.113.9"); res.StatusCode != 429 || cookie != "" || !strings.Contains(body, "Too many wrong passwords") {
			t.Errorf("%q after ten guesses: %d", word, res.StatusCode)
		}
	}
	if res, _, _ := s.signIn(readers, "/", "X-Forwarded-For", "192.0.2.9"); res.StatusCode != 303 {
		t.Errorf("from another network: %d", res.StatusCode)
	}
}

// TestAFeedReaderWithAnOldPasswordLocksNobodyOut: neither of the form nor of the feeds
// that others of its network read; who guesses by Basic authentication is told nothing
// any more after ten.
func TestAFeedReaderWithAnOldPasswordLocksNobodyOut(t *testing.T) {
	t.Parallel()
	s := closedSite(t, hashed(t))
	feed := func(password string) int {
		res, _ := s.get("/feed.rss", "Authorization", basic(password), "X-Forwarded-For", "203.0.113.9")
		return res.StatusCode
	}
	for range 15 {
		if got := feed("the word of last year"); got != 401 {
			t.Fatalf("an old password: %d", got)
		}
	}
	if res, _, _ := s.signIn(readers, "/", "X-Forwarded-For", "203.0.113.9"); res.StatusCode != 303 || feed(readers) != 200 {
		t.Errorf("beside it: %d, %d", res.StatusCode, feed(readers))
	}
	for n := range 10 {
		feed(fmt.Sprint("guess ", n))
	}
	if res, _, _ := s.signIn(readers, "/", "X-Forwarded-For", "203.0.113.9"); res.StatusCode != 303 || feed(readers) != 401 {
		t.Errorf("after ten guesses: the form %d, the feed %d", res.StatusCode, feed(readers))
	}
}

// TestNoNetworkIsLetInByTheAddressOfAProxy: the tests come from a private network that
// is let in. Nobody is who comes through a proxy there that is not trusted, or that is
// and does not say for whom; the log says why, once.
func TestNoNetworkIsLetInByTheAddressOfAProxy(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		trusted []string
		headers []string
		want    int
	}{
		"somebody who comes straight":              {nil, nil, 200},
		"an untrusted proxy":                       {nil, []string{"X-Forwarded-For", "203.0.113.9"}, 401},
		"an untrusted proxy of another kind":       {nil, []string{"X-Real-Ip", "203.0.113.9"}, 401},
		"one that names the standard's header":     {nil, []string{"Forwarded", "for=203.0.113.9"}, 401},
		"one that tells of itself alone":           {nil, []string{"Via", "1.1 edge"}, 401},
		"a trusted one that says nothing":          {[]string{"127.0.0.0/8"}, nil, 401},
		"a trusted one that says nonsense":         {[]string{"127.0.0.0/8"}, []string{"X-Forwarded-For", "unknown"}, 401},
		"a trusted one that names a port":          {[]string{"127.0.0.0/8"}, []string{"X-Forwarded-For", "203.0.113.9:443"}, 401},
		"a trusted one after nonsense":             {[]string{"127.0.0.0/8", "10.1.0.0/16"}, []string{"X-Forwarded-For", "nonsense, 10.1.2.3"}, 401},
		"a trusted one for a stranger":             {[]string{"127.0.0.0/8"}, []string{"X-Forwarded-For", "203.0.113.9"}, 401},
		"a trusted one for somebody of a network":  {[]string{"127.0.0.0/8"}, []string{"X-Forwarded-For", "10.9.8.7"}, 200},
		"two trusted ones for somebody of it":      {[]string{"127.0.0.0/8", "10.1.0.0/16"}, []string{"X-Forwarded-For", "10.9.8.7, 10.1.2.3"}, 200},
		"a trusted one for one that is not, there": {[]string{"127.0.0.0/8"}, []string{"X-Forwarded-For", "203.0.113.9, 10.9.8.7"}, 401},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := serve(t, func(c *public.Config) {
				c.Private = &public.Private{Networks: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("10.0.0.0/8")}}
				for _, p := range tc.trusted {
					c.TrustedProxies = append(c.TrustedProxies, netip.MustParsePrefix(p))
				}
			})
			for range 2 {
				if res, _ := s.get("/feed.rss", tc.headers...); res.StatusCode != tc.want {
					t.Errorf("answered %d, want %d", res.StatusCode, tc.want)
				}
			}
			said := strings.Count(s.Log.String(), "nobody is let in by an address that may be a proxy's")
			if stranger := name == "a trusted one for a stranger"; said > 1 || (said == 1) != (tc.want == 401 && !stranger) {
				t.Errorf("the log says it %d times", said)
			}
		})
	}
}
