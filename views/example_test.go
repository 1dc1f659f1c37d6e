package views

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
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
	for _, n := range append(names, "incident", "maintenance") { // those are written without a file
		if name := strings.TrimSuffix(filepath.Base(n), ".html"); !seen[name] {
			t.Errorf("%s has no entry in Examples", n)
		}
	}
}

func TestPagesMatchTheirTypes(t *testing.T) {
	t.Parallel()
	for _, e := range Examples() {
		clone, err := e.page()
		if err != nil {
			t.Fatalf("%s: %v", e.Name, err)
		}
		if clone == nil {
			continue // written without one: the compiler knows its type
		}
		if err := templatecheck.CheckHTMLStrict(clone, e.data); err != nil {
			t.Errorf("%s: %v", e.Name, err)
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
