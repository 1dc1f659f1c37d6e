package public_test

import (
	"strings"
	"testing"

	"vitrine/models"
)

// inLanguages offers the site in German and Arabic too.
func inLanguages(t *testing.T) *site {
	t.Helper()
	s := serve(t)
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
		"/de/feed.rss": 404, "/en/feed.rss": 404, "/fr": 404, "/de/nothing": 404, "/de/de": 404, "/de/api/v2/summary.json": 404, "/dex": 404,
		"/de/history?component=api": 200,
	} {
		if answer, _ := s.get(path, "Accept-Language", "en"); answer.StatusCode != want {
			t.Errorf("%s is answered %d (%s)", path, answer.StatusCode, answer.Header.Get("Location"))
		}
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

func TestAFormAnswersInTheLanguageOfItsAddress(t *testing.T) {
	t.Parallel()
	s := inLanguages(t)
	answer, body := s.ask("POST", "/de/subscribe", "email=nonsense&incidents=true&scope=all")
	if answer.StatusCode != 422 || !strings.Contains(body, "Eine E-Mail-Adresse sieht aus wie") || !strings.Contains(body, `action="/de/subscribe"`) {
		t.Errorf("a wrong form is answered %d", answer.StatusCode)
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
		if res, _ := s.ask("POST", prefix+"/sign-out", "x=y", "Cookie", cookie); res.StatusCode != 303 || !strings.Contains(res.Header.Get("Set-Cookie"), "__Host-reader=;") {
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
	if _, body := s.get("/de/history", "Accept", "text/html", "Accept-Language", "en"); !strings.Contains(body, `<html lang="de"`) {
		t.Error("the form at a German address is in another language")
	}
}

func TestASiteInOneLanguageVariesByNone(t *testing.T) {
	t.Parallel()
	s := serve(t)
	answer, _ := s.get("/history", "Accept-Language", "de")
	if got := answer.Header.Get("Vary") + answer.Header.Get("Content-Language"); got != "Accept-Encoding" {
		t.Errorf("it varies by %q", got)
	}
	if answer, _ := s.get("/de"); answer.StatusCode != 404 {
		t.Errorf("/de is answered %d", answer.StatusCode)
	}
	german := "de"
	if _, err := s.Store.EditSettings(t.Context(), models.SettingsEdit{Language: &german}); err != nil {
		t.Fatal(err)
	}
	s.catchUp()
	if _, body := s.get("/history", "Accept-Language", "en"); !strings.Contains(body, `<html lang="de"`) {
		t.Error("a German site is in another language")
	}
	for path, want := range map[string]string{"/de": "/", "/de/": "/", "/de/history": "/history", "/de/history/": "/history", "/de/feed.rss": "", "/en": "", "/dex": ""} {
		if answer, _ := s.get(path); answer.Header.Get("Location") != want || want == "" && answer.StatusCode != 404 {
			t.Errorf("%s on a German site: %d, leads to %q", path, answer.StatusCode, answer.Header.Get("Location"))
		}
	}
}
