package console

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/jba/templatecheck"
	"golang.org/x/net/html"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestEveryPageHasAnExample(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, e := range Examples() {
		seen[strings.Split(e.Name, "/")[0]] = true
	}
	names, err := fs.Glob(files, "page/*.html")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, n := range names {
		if name := strings.TrimSuffix(filepath.Base(n), ".html"); !seen[name] {
			t.Errorf("page/%s.html has no entry in Examples", name)
		}
	}
}

func TestPagesMatchTheirTypes(t *testing.T) {
	t.Parallel()
	for _, e := range Examples() {
		pages, err := e.templates()
		if err != nil || len(pages) == 0 {
			t.Fatalf("%s: %d templates, %v", e.Name, len(pages), err)
		}
		for _, page := range pages {
			if err := templatecheck.CheckHTMLStrict(page, e.data); err != nil {
				t.Errorf("%s: %v", e.Name, err)
			}
		}
	}
}

func TestPagesAreAsTheGoldenFilesShow(t *testing.T) {
	t.Parallel()
	for _, e := range Examples() {
		t.Run(e.Name, func(t *testing.T) {
			t.Parallel()
			got := golden(t, e)
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
				t.Errorf("differs from %s; run go test ./views/console -update and read the diff", path)
			}
		})
	}
}

// framed are the examples that show every state of the frame around a page:
// signed in or not, with all its sections and with a reader's.
var framed = []string{"setup/first", "sign_in/first", "dashboard/busy", "dashboard/new", "incident/viewer", "board/viewer"}

// golden is what a golden file holds of an example: the whole page of those that
// show the frame, of all others what differs, so that a new section in the frame
// does not change them.
func golden(t *testing.T, e Example) []byte {
	t.Helper()
	whole := rendered(t, e)
	if slices.Contains(framed, e.Name) {
		return whole
	}
	parts := own.FindAll(whole, -1)
	if len(parts) < 2 {
		t.Fatalf("%s has no title or no main part", e.Name)
	}
	return append(bytes.Join(parts, []byte("\n")), '\n')
}

var own = regexp.MustCompile(`(?s)<title>.*?</title>|<li><a [^>]*aria-current="page">[^<]*</a></li>|<main.*</main>`)

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

// TestEveryControlHasALabel is the part of accessibility that needs no browser:
// labels, one name for one element, one main heading, headings in order.
func TestEveryControlHasALabel(t *testing.T) {
	t.Parallel()
	for _, e := range Examples() {
		page, err := html.Parse(bytes.NewReader(rendered(t, e)))
		if err != nil {
			t.Fatal(err)
		}
		checkLabels(t, e.Name, page)
		checkHeadings(t, e.Name, page)
	}
}

func checkLabels(t *testing.T, name string, page *html.Node) {
	t.Helper()
	ids, labelled, wrapped := map[string]int{}, map[string]bool{}, map[*html.Node]bool{}
	for n := range page.Descendants() {
		if id := attr(n, "id"); id != "" {
			ids[id]++
		}
		if n.Type == html.ElementNode && n.Data == "label" {
			labelled[attr(n, "for")] = true
			for c := range n.Descendants() {
				wrapped[c] = true
			}
		}
	}
	for id, count := range ids {
		if count > 1 {
			t.Errorf("%s: %d elements are called %q", name, count, id)
		}
	}
	for n := range page.Descendants() {
		control := n.Type == html.ElementNode && (n.Data == "input" || n.Data == "textarea" || n.Data == "select")
		hidden := attr(n, "type") == "hidden" || has(n, "hidden")
		if control && !hidden && !wrapped[n] && !labelled[attr(n, "id")] {
			t.Errorf("%s: the control %q has no label", name, attr(n, "name"))
		}
		for _, id := range strings.Fields(attr(n, "aria-describedby")) {
			if ids[id] == 0 {
				t.Errorf("%s: nothing is called %q", name, id)
			}
		}
	}
}

func checkHeadings(t *testing.T, name string, page *html.Node) {
	t.Helper()
	last, first := 0, 0
	for n := range page.Descendants() {
		if n.Type != html.ElementNode || len(n.Data) != 2 || n.Data[0] != 'h' || n.Data[1] < '1' || n.Data[1] > '6' || attr(n, "id") == "keys-title" {
			continue
		}
		level := int(n.Data[1] - '0')
		if level == 1 {
			first++
		}
		if level > last+1 {
			t.Errorf("%s: a heading of level %d follows one of level %d", name, level, last)
		}
		last = level
	}
	if first != 1 {
		t.Errorf("%s has %d main headings", name, first)
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}
