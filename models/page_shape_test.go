package models_test

import (
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/modelstest"
)

func TestAStyleSheetFetchesAndRunsNothing(t *testing.T) {
	t.Parallel()
	site, _ := modelstest.Open(t)
	for css, want := range map[string]string{
		"body { background: url(https://elsewhere.example/x) }":             "Line 1",
		"a {}\nb { background: URL( 'x' ) }":                                "Line 2",
		"@import 'https://elsewhere.example/x.css';":                        "@media",
		"@font-face { font-family: x; src: local(x) }":                      "@media",
		"a { width: expression(alert(1)) }":                                 "fetches",
		"a { background: image-set('x.png' 1x) }":                           "fetches",
		"a { behavior: none }":                                              "run",
		`a { background: u\72l(x) }`:                                        "backslashes",
		"a { color: red":                                                    "never closed",
		"a { color: red } }":                                                "never opened",
		"</style><script>":                                                  "HTML",
		"a { content: 'x":                                                   "cannot be read",
		"@media (min-width: 40em) { .answer { color: #123456 } }":           "",
		".services { --gap: calc(1rem + 2px); margin: 0 auto !important }":  "",
		"@supports (display: grid) { main > p::before { content: \"§\" } }": "",
	} {
		_, err := site.EditSettings(t.Context(), models.SettingsEdit{Shape: &models.PageShape{Style: css}})
		switch {
		case want == "" && err != nil:
			t.Errorf("%s: %v", css, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%s: %v, want %q", css, err, want)
		}
	}
}

func TestTheShapeOfThePageIsChecked(t *testing.T) {
	t.Parallel()
	site, _ := modelstest.Open(t)
	many := int64(101)
	for _, wrong := range []models.PageShape{
		{Links: []models.PageLink{{Name: "Docs", URL: "javascript:alert(1)"}}},
		{Links: []models.PageLink{{Name: "", URL: "https://docs.example.org"}}},
		{Links: []models.PageLink{{Name: "Docs", URL: "//docs.example.org"}}},
		{Links: []models.PageLink{{Name: "Docs", URL: "https://docs.example.org/a b"}}},
		{Links: []models.PageLink{{Name: "Docs", URL: "https://docs.example.org/a\u00a0b"}}},
		{Links: []models.PageLink{{Name: "Docs", URL: "/a\u2003b"}}},
		{Links: []models.PageLink{{Name: "Docs", URL: "/a\u0000b"}}},
		{Links: []models.PageLink{{Name: "Docs", URL: "https://docs.example.org/" + strings.Repeat("x", 500)}}},
		{Links: make([]models.PageLink, 9)},
		{Partial: &many},
		{Header: strings.Repeat("x", 501)},
	} {
		if _, err := site.EditSettings(t.Context(), models.SettingsEdit{Shape: &wrong}); models.KindOf(err) != models.Invalid {
			t.Errorf("%+v: %v", wrong, err)
		}
	}
	half := int64(50)
	given := models.PageShape{Header: "Hello", Links: models.LinkLines("Our docs https://docs.example.org\n\n Contact /imprint \n"), Partial: &half, MaintenanceCounts: true}
	set, err := site.EditSettings(t.Context(), models.SettingsEdit{Shape: &given})
	if err != nil {
		t.Fatal(err)
	}
	kept := set.PageShape()
	if kept.Lines() != "Our docs https://docs.example.org\nContact /imprint\n" || kept.UptimeRule().Partial() != 50 || !kept.UptimeRule().Maintenance() || kept.Header != "Hello" {
		t.Errorf("%+v", kept)
	}
	if set, err = site.EditSettings(t.Context(), models.SettingsEdit{Shape: &models.PageShape{}}); err != nil || set.Shape != "" || set.PageShape().UptimeRule().Partial() != 30 {
		t.Errorf("%q, %v", set.Shape, err)
	}
}
