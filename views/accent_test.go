package views

import (
	"os"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"vitrine/assets"
	"vitrine/models"
)

func TestEveryTextCanBeReadOnEveryGround(t *testing.T) {
	t.Parallel()
	for scheme, tokens := range map[string]map[string]string{"light": lightTokens, "dark": darkTokens} {
		for _, ink := range []string{"ink", "soft", "accent", "ok", "maint", "degraded", "partial", "major", "unknown"} {
			for _, ground := range grounds {
				if c := contrast(parseColour(tokens[ink]), parseColour(tokens[ground])); c < readable {
					t.Errorf("%s: %s on %s is %.2f:1, under %.1f:1", scheme, ink, ground, c, readable)
				}
			}
		}
	}
}

func TestSignsStandOutFromTheirGround(t *testing.T) {
	t.Parallel()
	const visible = 3.0 // WCAG 2.2, 1.4.11
	for scheme, tokens := range map[string]map[string]string{"light": lightTokens, "dark": darkTokens} {
		for _, sign := range []string{"quiet", "ok", "maint", "degraded", "partial", "major", "unknown", "soft"} {
			for _, ground := range []string{"paper", "card"} {
				if c := contrast(parseColour(tokens[sign]), parseColour(tokens[ground])); c < visible {
					t.Errorf("%s: %s on %s is %.2f:1, under %.1f:1", scheme, sign, ground, c, visible)
				}
			}
		}
		if c := contrast(parseColour(tokens["paper"]), parseColour(tokens["ink"])); c < readable {
			t.Errorf("%s: words on a button are %.2f:1", scheme, c)
		}
	}
}

func TestTheStyleSheetNamesEveryToken(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"paper", "card", "tint", "ink", "soft", "line", "accent", "ok", "maint", "degraded", "partial", "major", "unknown", "quiet"} {
		if lightTokens[name] == "" || darkTokens[name] == "" || lightTokens[name] == darkTokens[name] {
			t.Errorf("%s is %q in light and %q in dark", name, lightTokens[name], darkTokens[name])
		}
	}
}

func TestAnyAccentCanBeRead(t *testing.T) {
	t.Parallel()
	for _, hex := range []string{"#000", "#fff", "#ffcc00", "#FF0000", "#00ff00", "#0000ff", "#808080", "#fbfaf6", "#1f4fa3"} {
		light, dark := Accent(hex)
		if !onEveryGround(parseColour(light), lightTokens) || !onEveryGround(parseColour(dark), darkTokens) {
			t.Errorf("%s becomes %s and %s, which cannot be read everywhere", hex, light, dark)
		}
	}
}

func TestAnAccentThatIsReadableStaysAsItIs(t *testing.T) {
	t.Parallel()
	if light, _ := Accent("#7a1fa2"); light != "#7a1fa2" {
		t.Errorf("became %s", light)
	}
}

func TestWhatIsNoColourGivesOurs(t *testing.T) {
	t.Parallel()
	for _, hex := range []string{"", "red", "#12", "#12345", "#1234567", "#zzzzzz", "1f4fa3", "#fff}body{display:none}"} {
		if light, dark := Accent(hex); light != lightTokens["accent"] || dark != darkTokens["accent"] {
			t.Errorf("%q became %s and %s", hex, light, dark)
		}
		if css := Stylesheet(models.SiteSettings{Accent: hex}); string(css) != string(assets.Body("site.css")) {
			t.Errorf("%q changed the style sheet", hex)
		}
	}
}

func TestTheStyleSheetOfAnAccentHasAPathOfItsOwn(t *testing.T) {
	t.Parallel()
	plain, yellow := models.SiteSettings{}, models.SiteSettings{Accent: "#fc0"}
	if StylesheetPath(plain) != assets.Path("site.css") {
		t.Errorf("without an accent the path is %s", StylesheetPath(plain))
	}
	if StylesheetPath(yellow) == StylesheetPath(plain) {
		t.Error("both share one path")
	}
	light, dark := Accent("#fc0")
	if css := string(Stylesheet(yellow)); !strings.Contains(css, "--accent:"+light) || !strings.Contains(css, "--accent:"+dark) {
		t.Error("the accent is not in the style sheet")
	}
}

func TestTheStyleSheetLoadsNothing(t *testing.T) {
	t.Parallel()
	css, err := os.ReadFile("../assets/site.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"url(", "@import", "@font-face", "box-shadow", "gradient("} {
		if strings.Contains(string(css), bad) {
			t.Errorf("the style sheet contains %s", bad)
		}
	}
}

func TestNothingInAStyleEndsTheElementItStandsIn(t *testing.T) {
	t.Parallel()
	home := ExampleHome()
	home.Settings.Shape = `{"style":".answer::before{content:\"</style><b>broken out\"}"}`
	if !strings.Contains(string(Stylesheet(home.Settings)), "</style>") {
		t.Fatalf("the example lost its point: %.200s", home.Settings.PageShape().Style)
	}
	var page strings.Builder
	if err := Home.Write(&page, home); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(strings.NewReader(page.String()))
	if err != nil {
		t.Fatal(err)
	}
	each(doc, func(n *html.Node) {
		if n.Data == "b" && strings.Contains(words(n), "broken out") {
			t.Error("the operator's style sheet put an element into the page")
		}
	})
	if !strings.Contains(page.String(), `content:"<\/style><b>broken out"`) {
		t.Error("the style sheet says something else in the page than in its file")
	}
}
