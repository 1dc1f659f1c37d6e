package public_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/public/edition"
)

// inLanguages offers the site in German and Arabic too, without the pages named.
func inLanguages(t *testing.T, lost ...string) *site {
	t.Helper()
	s := serveWith(t, func(c *edition.Config) {
		c.Watch = func(context.Context) func(path, mime string, body []byte) error {
			return func(path, _ string, _ []byte) error {
				if slices.Contains(lost, path) {
					return errors.New("it is held back")
				}
				return nil
			}
		}
	})
	if _, err := s.Store.EditSettings(t.Context(), models.SettingsEdit{Languages: &[]string{"ar", "de"}}); err != nil {
		t.Fatal(err)
	}
	s.catchUp()
	return s
}

func TestAnAddressWithoutALanguageFollowsTheBrowser(t *testing.T) {
	t.Parallel()
	s := inLanguages(t)
	for _, tc := range []struct{ path, accept, language, vary string }{
		{"/", "de-CH, en;q=0.5", "de", "Accept-Encoding, Accept-Language"},
		{"/history", "ar", "ar", "Accept-Encoding, Accept-Language"},
		{"/history", "fr", "en", "Accept-Encoding, Accept-Language"},
		{"/en/history", "de", "en", "Accept-Encoding"},
		{"/en", "de", "en", "Accept-Encoding"},
		{"/de", "en", "de", "Accept-Encoding"},
		{"/ar/subscribe", "en", "ar", "Accept-Encoding"},
		{"/feed.rss", "de", "", "Accept-Encoding"},
		{"/api/v2/summary.json", "de", "", "Accept-Encoding"},
	} {
		answer, body := s.get(tc.path, "Accept-Language", tc.accept)
		got := answer.Header
		if answer.StatusCode != 200 || got.Get("Content-Language") != tc.language || got.Get("Vary") != tc.vary {
			t.Errorf("%s for %q: %d, %q, varies by %q", tc.path, tc.accept, answer.StatusCode, got.Get("Content-Language"), got.Get("Vary"))
		}
		if tc.language != "" && !strings.Contains(body, `<html lang="`+tc.language+`"`) {
			t.Errorf("%s for %q is in another language", tc.path, tc.accept)
		}
	}
}

func TestALanguageStandsOnlyBeforePages(t *testing.T) {
	t.Parallel()
	s := inLanguages(t)
	for path, want := range map[string]int{
		"/de/": 301, "/de/history/": 301, "/en/history/": 301,
		"/de/feed.rss": 404, "/en/feed.rss": 404, "/fr": 301, "/fr/history": 301, "/fr/feed.rss": 404, "/fr/nothing": 404, "/de/nothing": 404, "/de/de": 404, "/de/api/v2/summary.json": 404, "/dex": 404,
		"/de/history?component=api": 200,
	} {
		if answer, _ := s.get(path, "Accept-Language", "en"); answer.StatusCode != want {
			t.Errorf("%s is answered %d (%s)", path, answer.StatusCode, answer.Header.Get("Location"))
		}
	}
	// What was mailed while the site was in French still leads somewhere.
	if answer, _ := s.get("/fr/history"); answer.Header.Get("Location") != "/history" {
		t.Errorf("a language of another time leads to %q", answer.Header.Get("Location"))
	}
	if answer, body := s.get("/fr/u/AAAAAAAAAAAAAAAAAAAAAA", "Accept-Language", "de"); answer.StatusCode != 200 || !strings.Contains(body, "<form") {
		t.Errorf("the link to leave of another time is answered %d", answer.StatusCode)
	}
	if answer, _ := s.get("/en/history/"); answer.Header.Get("Location") != "/en/history" {
		t.Errorf("the address with a slash leads to %q", answer.Header.Get("Location"))
	}
	if _, body := s.get("/de/nothing", "Accept-Language", "en"); !strings.Contains(body, "Unter dieser Adresse gibt es keine Seite") {
		t.Error("what is not there is said in another language")
	}
	if _, body := s.get("/de/history?component=api", "Accept-Language", "en"); !strings.Contains(body, "Verlauf von") {
		t.Error("the history of one service is in another language")
	}
}

// TestWhatACacheKeepsForOneLanguageIsGivenToNoOther: what is not there, and a page
// that one language lacks, say what they hang on.
func TestWhatACacheKeepsForOneLanguageIsGivenToNoOther(t *testing.T) {
	t.Parallel()
	const one, both = "Accept-Encoding", "Accept-Encoding, Accept-Language"
	s := inLanguages(t, "/de/history", "/ar/postmortems", "/ar/404.html")
	for _, tc := range []struct {
		path, accept   string
		status         int
		language, vary string
	}{
		{"/nothing", "de", 404, "de", both},
		{"/nothing", "fr", 404, "en", both},
		{"/nothing", "ar", 404, "en", both},
		{"/de/nothing", "en", 404, "de", one},
		{"/de/feed.rss", "en", 404, "en", both},
		{"/history?component=nobody", "de", 404, "de", both},
		{"/history", "de", 200, "en", both},
		{"/history", "ar", 200, "ar", both},
		{"/en/history", "de", 200, "en", one},
		{"/postmortems", "de", 200, "de", both},
		{"/postmortems", "ar", 200, "en", both},
		{"/de/postmortems", "en", 200, "de", one},
		{"/en/postmortems", "de", 200, "en", one},
	} {
		answer, body := s.get(tc.path, "Accept-Language", tc.accept)
		got := answer.Header
		if answer.StatusCode != tc.status || got.Get("Content-Language") != tc.language || got.Get("Vary") != tc.vary || !strings.Contains(body, `<html lang="`+tc.language+`"`) {
			t.Errorf("%s for %q: %d, %q, varies by %q", tc.path, tc.accept, answer.StatusCode, got.Get("Content-Language"), got.Get("Vary"))
		}
	}
}

func TestAnErrorIsToldInTheLanguageOfItsReader(t *testing.T) {
	t.Parallel()
	s := inLanguages(t)
	for _, tc := range []struct{ method, path, accept, language, says string }{
		{"GET", "/subscriptions/short", "de", "de", "Unter dieser Adresse gibt es keine Seite"},
		{"GET", "/de/subscriptions/short", "en", "de", "Unter dieser Adresse gibt es keine Seite"},
		{"GET", "/en/subscriptions/short", "de", "en", "There is no page at this address"},
		{"DELETE", "/de/history", "en", "de", `href="/de/history"`},
		{"PUT", "/history", "ar", "ar", `dir="rtl"`},
		{"GET", "/subscriptions/short", "fr", "en", "There is no page at this address"},
	} {
		if _, body := s.ask(tc.method, tc.path, "", "Accept-Language", tc.accept); !strings.Contains(body, `<html lang="`+tc.language+`"`) || !strings.Contains(body, tc.says) {
			t.Errorf("%s %s for %q: %s", tc.method, tc.path, tc.accept, body)
		}
	}
}

func TestAFormAnswersInTheLanguageOfItsAddress(t *testing.T) {
	t.Parallel()
	s := inLanguages(t)
	answer, body := s.ask("POST", "/de/subscribe", "email=nonsense&incidents=true&scope=all")
	if answer.StatusCode != 422 || !strings.Contains(body, "Eine E-Mail-Adresse sieht aus wie") || !strings.Contains(body, `action="/de/subscribe"`) {
		t.Errorf("a wrong form is answered %d", answer.StatusCode)
	}
}

// TestWordsOfAVisitorAreRepeatedWhole, whatever they would mean in a message of ours.
func TestWordsOfAVisitorAreRepeatedWhole(t *testing.T) {
	t.Parallel()
	s := inLanguages(t)
	for zone, want := range map[string]string{"{a": "{a", "{0}b": "{0}b", "a // b": "a // b"} {
		form := url.Values{"email": {"sam@customer.example"}, "incidents": {"on"}, "scope": {"all"}, "zone": {zone}}
		if _, body := s.ask("POST", "/de/subscribe", form.Encode()); !strings.Contains(body, "time zone &#34;"+want+"&#34;. It looks like Europe/Berlin.") {
			t.Errorf("the complaint about the zone %q: %s", zone, body)
		}
	}
}

// TestWhoSignsUpIsWrittenToInTheLanguageOfThePage they asked on, unless they choose
// another; forms that offer no choice do the same.
func TestWhoSignsUpIsWrittenToInTheLanguageOfThePage(t *testing.T) {
	t.Parallel()
	s := inLanguages(t)
	if _, body := s.get("/de/subscribe"); !strings.Contains(body, `<option value="de" selected>Deutsch</option>`) || strings.Contains(body, `value="fr"`) {
		t.Error("the form does not offer the languages of the site, that of the page first")
	}
	for n, v := range []struct{ path, more, accept, want string }{
		{"/de/subscribe", "", "en", "de"}, {"/subscribe", "", "ar", "ar"}, {"/de/subscribe", "&language=ar", "en", "ar"}, {"/en/subscribe", "", "de", "en"},
	} {
		email := fmt.Sprintf("reader%d@customer.example", n)
		if answer, body := s.ask("POST", v.path, "email="+email+"&incidents=true&scope=all"+v.more, "Accept-Language", v.accept); answer.StatusCode != 200 {
			t.Fatalf("%d: %s", answer.StatusCode, body)
		}
		var got string
		if err := s.Fix.DB.Read(t.Context()).Raw("SELECT language FROM subscribers WHERE email = ?", email).Scan(&got).Error; err != nil || got != v.want {
			t.Errorf("%s%s is written to in %q, want %q (%v)", v.path, v.more, got, v.want, err)
		}
	}
}

// TestEveryFormIsReachedInEveryLanguage: an address of one visitor reaches what
// answers it with each language before it, the site's own too, and on a site in one
// language with that before it.
func TestEveryFormIsReachedInEveryLanguage(t *testing.T) {
	t.Parallel()
	several := inLanguages(t)
	one := serve(t)
	const token = "AAAAAAAAAAAAAAAAAAAAAA"
	for _, v := range []struct {
		method, path, body string
	}{
		{"POST", "/subscribe", "email=nonsense&incidents=true&scope=all"}, {"POST", "/subscribe/channel", "kind=webhook&address=nonsense&scope=all"}, {"GET", "/subscribe/channel", ""},
		{"GET", "/u/" + token, ""}, {"POST", "/u/" + token, "x=y"}, {"GET", "/subscriptions/" + token, ""}, {"POST", "/subscriptions/" + token, "deed=confirm"},
		{"GET", "/history?component=api", ""}, {"DELETE", "/history", ""},
	} {
		want, _ := several.ask(v.method, v.path, v.body, "Accept", "text/html")
		for _, prefix := range []string{"/en", "/de", "/ar"} {
			if got, _ := several.ask(v.method, prefix+v.path, v.body, "Accept", "text/html"); got.StatusCode != want.StatusCode {
				t.Errorf("%s %s: %d, without a language %d", v.method, prefix+v.path, got.StatusCode, want.StatusCode)
			}
		}
		got, _ := one.ask(v.method, "/en"+v.path, v.body, "Accept", "text/html")
		if page := v.method == "GET" && (strings.HasPrefix(v.path, "/history") || strings.HasPrefix(v.path, "/subscribe/")); page && got.StatusCode != 301 || !page && got.StatusCode != want.StatusCode {
			t.Errorf("%s /en%s on a site in one language: %d, want %d", v.method, v.path, got.StatusCode, want.StatusCode)
		}
	}
	if _, body := several.ask("POST", "/de/u/"+token, "x=y", "Accept", "text/html"); !strings.Contains(body, `<html lang="de"`) {
		t.Error("the answer to a form is in another language")
	}
}

// TestThePrivateDoorIsReachedInEveryLanguage, the link to leave stays open, and
// nothing else opens by a language before it.
func TestThePrivateDoorIsReachedInEveryLanguage(t *testing.T) {
	t.Parallel()
	s := closedSite(t)
	if _, err := s.Store.EditSettings(t.Context(), models.SettingsEdit{Languages: &[]string{"ar", "de"}}); err != nil {
		t.Fatal(err)
	}
	s.catchUp()
	for _, prefix := range []string{"", "/en", "/de"} {
		res, _ := s.ask("POST", prefix+"/sign-in", "password="+strings.ReplaceAll(readers, " ", "+"))
		cookie, _, _ := strings.Cut(res.Header.Get("Set-Cookie"), ";")
		if inside, _ := s.get(prefix+"/sign-in", "Cookie", cookie, "Accept", "text/html"); res.StatusCode != 303 || inside.StatusCode != 200 {
			t.Errorf("%s/sign-in: %d, then %d", prefix, res.StatusCode, inside.StatusCode)
		}
		if res, _ := s.ask("POST", prefix+"/sign-out", "x=y", "Cookie", cookie); res.StatusCode != 303 || !strings.Contains(res.Header.Get("Set-Cookie"), "__Host-reader=;") || prefix != "" && res.Header.Get("Location") != prefix+"/sign-in" {
			t.Errorf("%s/sign-out: %d", prefix, res.StatusCode)
		}
		if res, _ := s.ask("POST", prefix+"/u/AAAAAAAAAAAAAAAAAAAAAA", "x=y"); res.StatusCode != 200 {
			t.Errorf("%s/u/…: %d", prefix, res.StatusCode)
		}
		for _, path := range []string{"/", "/history", "/subscriptions/AAAAAAAAAAAAAAAAAAAAAA", "/u/../feed.rss", "/healthz/../history"} {
			if res, _ := s.get(prefix + path); res.StatusCode != 401 {
				t.Errorf("%s%s answers a stranger with %d", prefix, path, res.StatusCode)
			}
		}
	}
	for path, to := range map[string]string{"/de/history": "/de/history", "/de/sign-in": "/de"} {
		if _, body := s.get(path, "Accept", "text/html", "Accept-Language", "en"); !strings.Contains(body, `<html lang="de"`) || !strings.Contains(body, `action="/de/sign-in"`) || !strings.Contains(body, `value="`+to+`"`) {
			t.Errorf("the form at %s is in another language, or leads to one: %s", path, body)
		}
	}
	if _, body := s.ask("POST", "/de/sign-in", "password=x", "Accept-Language", "en"); !strings.Contains(body, `<html lang="de"`) || !strings.Contains(body, "Das ist nicht das Passwort.") || !strings.Contains(body, `action="/de/sign-in"`) {
		t.Error("after a wrong password the form is in another language")
	}
}

func TestASiteInOneLanguageVariesByNone(t *testing.T) {
	t.Parallel()
	s := serve(t)
	answer, _ := s.get("/history", "Accept-Language", "de")
	if got := answer.Header.Get("Vary") + answer.Header.Get("Content-Language"); got != "Accept-Encoding" {
		t.Errorf("it varies by %q", got)
	}
	if answer, _ := s.get("/de/history"); answer.StatusCode != 301 || answer.Header.Get("Location") != "/history" {
		t.Errorf("/de/history is answered %d", answer.StatusCode)
	}
	german := "de"
	if _, err := s.Store.EditSettings(t.Context(), models.SettingsEdit{Language: &german}); err != nil {
		t.Fatal(err)
	}
	s.catchUp()
	if _, body := s.get("/history", "Accept-Language", "en"); !strings.Contains(body, `<html lang="de"`) {
		t.Error("a German site is in another language")
	}
	for path, want := range map[string]string{"/de": "/", "/de/": "/", "/de/history": "/history", "/de/history/": "/history", "/de/feed.rss": "", "/en": "/", "/dex": ""} {
		if answer, _ := s.get(path); answer.Header.Get("Location") != want || want == "" && answer.StatusCode != 404 {
			t.Errorf("%s on a German site: %d, leads to %q", path, answer.StatusCode, answer.Header.Get("Location"))
		}
	}
}
