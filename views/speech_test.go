package views

import (
	"bytes"
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"vitrine/locale"
	"vitrine/models"
)

var (
	action      = regexp.MustCompile(`(?s)\{\{.*?\}\}`)
	tag         = regexp.MustCompile(`(?s)<[^>]*>`)
	inAttribute = regexp.MustCompile(`(?:alt|title|abbr|aria-label|placeholder)="[^"]*?([A-Za-z]{2,})`)
	letter      = regexp.MustCompile(`[A-Za-z]{2,}`)
)

// fixedWords stand in pages as they are in every language.
var fixedWords = map[string]bool{"RSS": true, "Atom": true, "JSON": true, "API": true, "https": true, "Europe": true, "key": true}

func TestNoWordOfAPageIsWrittenPastTheCatalogues(t *testing.T) {
	t.Parallel()
	for _, pattern := range []string{"page/*.html", "part/*.html"} {
		names, _ := fs.Glob(files, pattern)
		for _, name := range names {
			body, err := fs.ReadFile(files, name)
			if err != nil {
				t.Fatal(err)
			}
			plain := action.ReplaceAllString(string(body), "")
			found := letter.FindAllString(tag.ReplaceAllString(plain, " "), -1)
			for _, m := range inAttribute.FindAllStringSubmatch(plain, -1) {
				found = append(found, m[1])
			}
			for _, word := range found {
				if !fixedWords[word] {
					t.Errorf("%s says %q in English alone", name, word)
				}
			}
		}
	}
}

// TestNoWordOfMarkupIsWrittenPastTheCatalogues is the same of what is put without a
// template: in the sources, a word stands alone or behind the end of a tag.
func TestNoWordOfMarkupIsWrittenPastTheCatalogues(t *testing.T) {
	t.Parallel()
	sources, err := filepath.Glob("*_markup.go")
	if err != nil || len(sources) < 3 {
		t.Fatalf("%d sources, %v", len(sources), err)
	}
	alone := regexp.MustCompile(`^[^<>="/]*[A-Za-z]{2,}[^<>="/]*$|>[^<]*[A-Za-z]{2,}`)
	looked := 0
	for _, name := range append(sources, "head.go", "layout.go", "markup.go") {
		file, err := parser.ParseFile(gotoken.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range markupIn(t, file) {
			looked++
			if !plainMarkup[text] && (alone.MatchString(text) || inAttribute.MatchString(text)) {
				t.Errorf("%s says %q in English alone", name, text)
			}
		}
	}
	if looked < 150 {
		t.Errorf("%d pieces were looked at", looked)
	}
}

// plainMarkup are pieces that hold no word of the page: names of attributes and of what
// previews read.
var plainMarkup = map[string]bool{" data-live": true, "title": true, "description": true, "type": true, "url": true, "site_name": true}

// markupIn are the texts in the functions of a file, but for messages and their keys.
func markupIn(t *testing.T, file *ast.File) (list []string) {
	t.Helper()
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if called, ok := n.Fun.(*ast.SelectorExpr); ok && slices.Contains([]string{"HTML", "ManyHTML", "Say", "Path"}, called.Sel.Name) {
					return false
				}
			case *ast.BasicLit:
				if n.Kind == gotoken.STRING {
					text, err := strconv.Unquote(n.Value)
					if err != nil {
						t.Fatal(err)
					}
					list = append(list, text)
				}
			}
			return true
		})
	}
	return list
}

// toldIn is an example of the front page on a site in several languages.
func toldIn(t *testing.T, l string) string {
	t.Helper()
	page := homeExample(t)
	page.Language, _ = locale.Find(l)
	page.Settings.Languages = "de ja ar"
	page.Offered = page.Settings.Offered()
	var b bytes.Buffer
	if err := Home.Write(&b, page); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func homeExample(t *testing.T) HomePage {
	t.Helper()
	for _, e := range Examples() {
		if page, ok := e.data.(HomePage); ok && len(page.Open) == 1 {
			return page
		}
	}
	t.Fatal("no example has an open incident")
	return HomePage{}
}

func TestAPageIsWholeInEachOfItsLanguages(t *testing.T) {
	t.Parallel()
	for l, want := range map[string][]string{
		"en": {`<html lang="en">`, `href="/en/history"`, ">Services<", `<a class="name" href="/en">`, `rel="canonical" href="https://status.`},
		"de": {`<html lang="de">`, `href="/de/history"`, ">Dienste<", "vor 90 Tagen", `data-path="/de"`, `hreflang="x-default"`, `hreflang="ja"`},
		"ja": {`<html lang="ja">`, ">サービス<", "90日前"},
		"ar": {`<html lang="ar" dir="rtl">`, ">الخدمات<", `href="/ar/subscribe"`},
	} {
		page := toldIn(t, l)
		for _, part := range want {
			if !strings.Contains(page, part) {
				t.Errorf("%s: %q is not in the page", l, part)
			}
		}
		if l == "en" {
			continue
		}
		for _, word := range []string{"Services", "Operational", "days ago", "Next update", "Get updates", "History", "Skip to"} {
			if strings.Contains(action.ReplaceAllString(tag.ReplaceAllString(page, " "), ""), word) {
				t.Errorf("%s: the page says %q", l, word)
			}
		}
	}
}

func TestOneLanguageAloneHasNoAddressesOfItsOwn(t *testing.T) {
	t.Parallel()
	page := homeExample(t)
	page.Settings.Language = "de"
	page.Offered = page.Settings.Offered()
	page.Language = page.Offered[0]
	var b bytes.Buffer
	if err := Home.Write(&b, page); err != nil {
		t.Fatal(err)
	}
	for _, no := range []string{"/de/", "hreflang", "data-path"} {
		if strings.Contains(b.String(), no) {
			t.Errorf("%q is in the page", no)
		}
	}
	if !strings.Contains(b.String(), `href="/history"`) || !strings.Contains(b.String(), ">Verlauf<") {
		t.Error("the page is not the German one")
	}
}

func TestTheOperatorsNounHoldsInTheSitesOwnLanguage(t *testing.T) {
	t.Parallel()
	de, _ := locale.Find("de")
	set := models.SiteSettings{NounSingular: "Nachlese", NounPlural: "Nachlesen", Language: "de"}
	if got := (Speech{Language: de}).Noun(set); got.A() != "Nachlese" || got.Titles() != "Nachlesen" {
		t.Errorf("in German: %s, %s", got.A(), got.Titles())
	}
	if got := (Speech{}).Noun(set); got.A() != "a postmortem" {
		t.Errorf("in English: %s", got.A())
	}
	if got := (Speech{Language: de}).Noun(models.SiteSettings{NounSingular: "review", NounPlural: "reviews"}); got.One() != "Postmortem" {
		t.Errorf("in German beside English: %s", got.One())
	}
}
