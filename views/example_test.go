package views

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/jba/templatecheck"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestEveryPageHasAnExample(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, e := range Examples() {
		seen[strings.Split(e.Name, "/")[0]] = true
	}
	names, _ := fs.Glob(files, "page/*.html")
	sources, _ := filepath.Glob("*.go")
	for _, n := range append(names, pagesWritten(t, sources)...) {
		if name := strings.TrimSuffix(filepath.Base(n), ".html"); !seen[name] {
			t.Errorf("%s has no entry in Examples", n)
		}
	}
}

// pagesWritten are the pages without a file, by what writes them.
func pagesWritten(t *testing.T, sources []string) (names []string) {
	t.Helper()
	for _, source := range sources {
		body, err := os.ReadFile(source)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`= written\(\(\*markup\)\.(\w+)\)`).FindAllStringSubmatch(string(body), -1) {
			names = append(names, m[1])
		}
	}
	if len(names) < 2 {
		t.Fatalf("the pages %q are written without a file", names)
	}
	return names
}

func TestPagesMatchTheirTypes(t *testing.T) {
	t.Parallel()
	for _, e := range Examples() {
		parts, err := e.page() // none where it is written without: the compiler knows its type
		if err != nil {
			t.Fatalf("%s: %v", e.Name, err)
		}
		for _, part := range parts {
			if err := templatecheck.CheckHTMLStrict(part, e.data); err != nil {
				t.Errorf("%s, %s: %v", e.Name, part.Name(), err)
			}
		}
	}
}

func TestPagesAreAsTheGoldenFilesShow(t *testing.T) {
	t.Parallel()
	for _, e := range Examples() {
		t.Run(e.Name, func(t *testing.T) {
			t.Parallel()
			got := bytes.Replace(rendered(t, e), []byte(StyleElement(e.Frame.Settings)), []byte("/* the style sheet */"), 1)
			path := filepath.Join("testdata", filepath.FromSlash(e.Name)+".html")
			if *update {
				rewrite(t, path, got)
				return
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("differs from %s; run go test ./views -update and read the diff", path)
			}
		})
	}
}

func rendered(t *testing.T, e Example) []byte {
	t.Helper()
	var got bytes.Buffer
	if err := e.Write(&got); err != nil {
		t.Fatalf("%s: %v", e.Name, err)
	}
	return got.Bytes()
}

func rewrite(t *testing.T, path string, body []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, body, 0o644); err != nil {
		t.Fatal(err)
	}
}
