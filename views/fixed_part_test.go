package views

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/jba/templatecheck"

	"vitrine/locale"
)

func TestFixedPartsMatchTheirTypes(t *testing.T) {
	t.Parallel()
	for name, data := range map[string]any{"masthead": Masthead{}, "footing": Footing{}} {
		part, err := parse(name, "part/*.html")
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := templatecheck.CheckHTMLStrict(part.Template, data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestFixedPartsAreThoseOfTheirPage: what was written for another page, site or language
// stands on none where anything of it reads otherwise.
func TestFixedPartsAreThoseOfTheirPage(t *testing.T) {
	t.Parallel()
	german, _ := locale.Find("de")
	arabic, _ := locale.Find("ar")
	for _, page := range []struct {
		change func(*Frame)
		want   string
	}{
		{func(f *Frame) { f.Language = german }, "Zum Inhalt"},
		{func(f *Frame) { f.Language, f.Offered = german, []locale.Language{{}, german} }, `href="/de/postmortems"`},
		{func(f *Frame) { f.Language = arabic }, `dir="rtl"`},
		{func(f *Frame) { f.Settings.Name = "Another + site" }, "Another &#43; site</a>"},
		{func(f *Frame) { f.LogoPath, f.Settings.LogoAlt = "/logo.png", "Our logo" }, `<img src="/logo.png" alt="Our logo" height="32">`},
		{func(f *Frame) { f.Path = "/history/2026-11" }, `href="/history" aria-current="page"`},
		{func(f *Frame) { f.Path = "/postmortems" }, `href="/postmortems" aria-current="page"`},
		{func(f *Frame) { f.Path = "/subscribe" }, `href="/subscribe" aria-current="page"`},
		{func(f *Frame) { f.Settings.NounSingular, f.Settings.NounPlural = "debriefing", "debriefings" }, ">Debriefings</a>"},
		{func(f *Frame) { f.Also = []string{"https://a.example.org", "https://b.example.org"} }, `<a href="https://a.example.org/">https://a.example.org</a> <a href="https://b.example.org/">`},
		{func(f *Frame) { f.Settings.SupportURL = "https://help.example.org" }, `href="https://help.example.org"`},
		{func(f *Frame) { f.Settings.SupportEmail = "help@example.org" }, `href="mailto:help@example.org"`},
		{func(f *Frame) { f.Settings.HomeURL = "https://home.example.org" }, `href="https://home.example.org"`},
		{func(f *Frame) { f.Settings.Privacy = "We keep nothing." }, `href="/privacy"`},
		{func(f *Frame) { f.Settings.Imprint = "Northpole Ltd" }, `href="/imprint"`},
		{func(f *Frame) { f.Settings.Shape = `{"links":[{"name":"Docs","url":"/docs"}]}` }, `<a href="/docs" dir="auto">Docs</a>`},
	} {
		plain := Frame{Path: "/x", BaseURL: "https://status.example.org", Now: exampleNow}
		other := plain
		page.change(&other)
		if text := frameWritten(t, other); !strings.Contains(text, page.want) {
			t.Errorf("%s is missing in:\n%s", page.want, text)
		}
		if text := frameWritten(t, plain); strings.Contains(text, page.want) {
			t.Errorf("%s stands on a page that has nothing of it", page.want)
		}
	}
}

func frameWritten(t *testing.T, f Frame) string {
	t.Helper()
	var b bytes.Buffer
	if err := Text.Write(&b, TextPage{Frame: f}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestFixedPartsOfManySitesAreForgotten(t *testing.T) {
	t.Parallel()
	parts := fixedPart[Footing]{name: "footing"}
	var wg sync.WaitGroup
	for worker := range 4 {
		wg.Go(func() {
			for n := range mostFixed {
				home := fmt.Sprintf("https://%d-%d.example", worker, n)
				if part, err := parts.in(spoken{}, Footing{HomeURL: home}); err != nil || !strings.Contains(string(part), `href="`+home+`"`) {
					t.Errorf("%s, %v is the part of %s", part, err, home)
				}
			}
		})
	}
	wg.Wait()
	if len(parts.made) > mostFixed {
		t.Errorf("%d parts are remembered", len(parts.made))
	}
}

func TestRememberedTextsAreThoseThatWereAskedFor(t *testing.T) {
	t.Parallel()
	var texts remembered
	worked := 0
	ask := func(way int, text string) string {
		return texts.of(way, text, func() string { worked++; return fmt.Sprint(way, text) })
	}
	for range 3 {
		for way := range 3 {
			if got := ask(way, "a"); got != fmt.Sprint(way, "a") {
				t.Errorf("way %d makes %q of a", way, got)
			}
		}
	}
	if worked != 3 {
		t.Errorf("worked %d times for 3 texts", worked)
	}
	long := strings.Repeat("x", mostRemembered/8)
	for n := range 40 {
		ask(n, long)
	}
	ask(0, strings.Repeat("y", mostRemembered))
	if texts.bytes > mostRemembered {
		t.Errorf("%d bytes are remembered", texts.bytes)
	}
}
