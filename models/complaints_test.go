package models_test

import (
	"strings"
	"testing"

	"vitrine/models"
)

func TestTexts(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name string
		text string
		line string // what a line says about it; empty: nothing
		body string
	}{
		{"plain text passes", "Störung – behoben 👍", "", ""},
		{"a missing text is named", " \n ", "missing", "missing"},
		{"lines stand in a body alone", "one\n\ttwo", "control character (U+000A) at character 4", ""},
		{"a control character is refused", "a\x00b", "(U+0000) at character 2", "(U+0000) at character 2"},
		{"a C1 control character is refused", "a\u0085b", "(U+0085)", "(U+0085)"},
		{"what XML cannot carry is refused", "ab\ufffe", "feeds cannot carry (U+FFFE)", "feeds cannot carry (U+FFFE)"},
		{"a bidi override is refused", "a\u202eb", "direction", "direction"},
		{"a bidi isolate is refused", "a\u2066b", "direction", "direction"},
		{"a zero-width character is refused in a line", "a\u200bb", "invisible character (U+200B)", ""},
		{"broken UTF-8 is refused", "a\xffb", "UTF-8", "UTF-8"},
		{"a long text is counted in characters", strings.Repeat("ä", 21), "21 characters", "21 characters"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			c := models.Complaints{}
			c.Line("title", tc.text, 1, 20)
			c.Body("body", tc.text, 1, 20)
			for field, want := range map[string]string{"title": tc.line, "body": tc.body} {
				if want == "" && c[field] != "" || !strings.Contains(c[field], want) {
					t.Errorf("%s: %q, want %q", field, c[field], want)
				}
			}
		})
	}
}

func TestComplaintsSpeak(t *testing.T) {
	t.Parallel()
	c := models.Complaints{}
	if c.Err() != nil {
		t.Errorf("no complaints are an error: %v", c.Err())
	}
	c.Add("title", "The title is missing.")
	c.Add("title", "Another thing.")
	if got := models.MessageOf(c.Err()); got != "The title is missing." {
		t.Errorf("one complaint says %q", got)
	}
	c.Add("body", "The text is missing.")
	if got := models.MessageOf(c.Err()); !strings.HasPrefix(got, "2 fields need another look.") {
		t.Errorf("two complaints say %q", got)
	}
}

func TestSlug(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]string{
		"Störung: E-Mail & Login":   "storung-e-mail-login",
		"Login page fails":          "login-page-fails",
		"Don’t panic":               "dont-panic",
		"Straße":                    "strasse",
		"  --  ":                    "",
		"数据库":                       "",
		strings.Repeat("word ", 40): strings.TrimSuffix(strings.Repeat("word-", 16), "-"),
	} {
		if got := models.Slug(title); got != want {
			t.Errorf("%q becomes %q, want %q", title, got, want)
		}
	}
	c := models.Complaints{}
	if got := c.Slug("slug", "", "数据库"); len(got) < 3 || c.Err() != nil {
		t.Errorf("a name without plain letters gave %q, %v", got, c.Err())
	}
	for _, bad := range []string{"ab", "-abc", "a--b", "Abc", "a b c", "../etc", strings.Repeat("a", 81)} {
		c := models.Complaints{}
		if c.Slug("slug", bad, ""); c["slug"] == "" {
			t.Errorf("%q passed as a slug", bad)
		}
	}
}
