package locale

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// used are the messages that pages and scripts say, by whether they have plurals.
func used(t *testing.T) (keys, plurals map[string]bool) {
	t.Helper()
	keys, plurals = map[string]bool{}, map[string]bool{}
	for _, dir := range []string{"../views", "../views/mail", "../public", "../public/edition", "../notify", "../notify/channel"} {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && path != dir && (!strings.HasPrefix(dir, "../views") || d.Name() != "page" && d.Name() != "part"):
				return fs.SkipDir
			case strings.HasSuffix(path, ".html"), strings.HasSuffix(path, ".txt"):
				inPage(t, path, keys, plurals)
			case strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go"):
				inCode(t, path, keys, plurals)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return keys, plurals
}

var (
	saidInPage = regexp.MustCompile(`[{(\s](?:t|\$?\.Say|\$?\.HTML) "([^"]+)"`)
	manyInPage = regexp.MustCompile(`[{(\s](?:tn|\$?\.Many) \S+ "([^"]+)"`)
)

func inPage(t *testing.T, path string, keys, plurals map[string]bool) {
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range saidInPage.FindAllStringSubmatch(string(body), -1) {
		keys[m[1]] = true
	}
	for _, m := range manyInPage.FindAllStringSubmatch(string(body), -1) {
		plurals[m[1]] = true
	}
}

// inCode finds what is said by name, and what has the type of a message.
func inCode(t *testing.T, path string, keys, plurals map[string]bool) {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if called, ok := n.Fun.(*ast.SelectorExpr); ok {
				switch called.Sel.Name {
				case "Say", "HTML", "Key":
					collect(keys, n.Args[:min(1, len(n.Args))]...)
				case "Many", "ManyHTML":
					collect(plurals, n.Args[min(1, len(n.Args)):min(2, len(n.Args))]...)
				}
			}
		case *ast.ValueSpec:
			if typed(n.Type) == "Key" {
				collect(keys, n.Values...)
			}
		case *ast.CompositeLit:
			switch typed(element(n.Type)) {
			case "Key":
				collect(keys, n.Elts...)
			case "Plural":
				collect(plurals, n.Elts...)
			}
		}
		return true
	})
}

// element is what a list or a map holds.
func element(of ast.Expr) ast.Expr {
	switch of := of.(type) {
	case *ast.ArrayType:
		return of.Elt
	case *ast.MapType:
		return of.Value
	}
	return nil
}

// typed is "Key" or "Plural" for the types of this room.
func typed(of ast.Expr) string {
	if s, ok := of.(*ast.SelectorExpr); ok {
		if room, ok := s.X.(*ast.Ident); ok && room.Name == "locale" {
			return s.Sel.Name
		}
	}
	return ""
}

func collect(into map[string]bool, list ...ast.Expr) {
	for _, e := range list {
		if pair, ok := e.(*ast.KeyValueExpr); ok {
			e = pair.Value
		}
		if text, ok := e.(*ast.BasicLit); ok && text.Kind == token.STRING {
			if s, err := strconv.Unquote(text.Value); err == nil {
				into[s] = true
			}
		}
	}
}

func TestEveryMessageIsKnownInEveryLanguageAndNoneIsIdle(t *testing.T) {
	t.Parallel()
	keys, plurals := used(t)
	if len(keys) < 300 || len(plurals) < 15 {
		t.Fatalf("%d messages and %d plurals were found in the sources", len(keys), len(plurals))
	}
	for _, l := range tongues {
		wanted := maps.Clone(plurals)
		if l.tag != "en" {
			maps.Copy(wanted, keys)
		}
		for key := range wanted {
			if m, ok := l.known()[key]; !ok || plurals[key] != (m.forms != nil) {
				t.Errorf("%s lacks %q", l.tag, key)
			}
		}
		for key := range l.known() {
			if !wanted[key] {
				t.Errorf("%s says %q, and nobody else does", l.tag, key)
			}
		}
	}
}

var (
	place  = regexp.MustCompile(`\{(\d)(\|[^}]+)?\}`)
	markup = regexp.MustCompile(`[<>&"]`)
)

// places are what a text asks for: "0", or "0|" where it wraps words.
func places(text string) []string {
	var list []string
	for _, m := range place.FindAllStringSubmatch(text, -1) {
		if m[2] != "" {
			m[1] += "|"
		}
		list = append(list, m[1])
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func TestEveryTranslationFillsTheSamePlacesAndHoldsNoMarkup(t *testing.T) {
	t.Parallel()
	for _, l := range tongues {
		for key, m := range l.known() {
			texts := []string{m.text}
			if m.forms != nil {
				texts = slices.Collect(maps.Values(m.forms))
			}
			for _, text := range texts {
				if text == "" || markup.MatchString(text) || strings.ContainsAny(place.ReplaceAllString(text, ""), "{}") {
					t.Errorf("%s: %q says %q", l.tag, key, text)
				}
				if m.forms == nil && !slices.Equal(places(key), places(text)) {
					t.Errorf("%s: %q has other places than %q", l.tag, text, key)
				}
				for _, p := range places(text) {
					if !slices.Contains(places(key), p) {
						t.Errorf("%s: %q asks for {%s}, which %q has not", l.tag, text, p, key)
					}
				}
			}
			if m.forms != nil && !slices.Equal(places(key), places(m.forms["other"])) {
				t.Errorf("%s: the last form of %q leaves something out", l.tag, key)
			}
		}
	}
}

func TestPluralsHaveTheFormsOfTheirLanguage(t *testing.T) {
	t.Parallel()
	for _, l := range tongues {
		forms := map[string]bool{}
		for n := range 1000 {
			forms[l.form(n)] = true
		}
		for key, m := range l.known() {
			if m.forms == nil {
				continue
			}
			for form := range m.forms {
				if !forms[form] && form != "=0" {
					t.Errorf("%s has no form %q, which %q has", l.tag, form, key)
				}
			}
			for form := range forms {
				if m.forms[form] == "" {
					t.Errorf("%s: %q lacks the form %q", l.tag, key, form)
				}
			}
		}
	}
}

func TestScriptsSayNothingThatIsNotTranslated(t *testing.T) {
	t.Parallel()
	keys, _ := used(t)
	said := regexp.MustCompile(`say\('([^']+)'`)
	found := 0
	for _, name := range []string{"../assets/site.js", "../assets/push.js"} {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range said.FindAllStringSubmatch(string(body), -1) {
			found++
			if !keys[m[1]] {
				t.Errorf("%s says %q", name, m[1])
			}
		}
	}
	if found < 10 {
		t.Errorf("only %d words were found in the scripts", found)
	}
}
