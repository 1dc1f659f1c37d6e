package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// audited are the pages that Lighthouse looks at: one of each kind, the newest
// incident among them, and one in another language.
var audited = []string{`/`, `/incidents/\w+`, `/postmortems/[\w-]+`, `/history`, `/subscribe`, `/ar`}

// whole are the categories in which each of them has to have everything; the fourth,
// performance, is a measurement and noisy.
var whole = []string{"accessibility", "best-practices", "seo"}

// TestBenchLighthouse lets Lighthouse audit the demo as a telephone and as a desktop:
// all points for accessibility, best practices and search engines, or it fails. Its
// score for performance is printed beside that of the same bytes as static files.
func TestBenchLighthouse(t *testing.T) {
	figures(t)
	packages := npmPackages(t, "testdata/lighthouse")
	s, _ := furnished(t)
	dir, paths := s.export()
	static := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer static.Close()
	paths = append(paths, "/subscribe")
	fmt.Println("Lighthouse, points of 100: accessibility, best practices, search engines; performance beside that of a static copy")
	for _, kind := range audited {
		at := slices.IndexFunc(paths, regexp.MustCompile("^"+kind+"$").MatchString)
		if at < 0 {
			t.Fatalf("the demo has no page like %s", kind)
		}
		for _, form := range []string{"mobile", "desktop"} {
			ours := lighthouse(t, packages, s.public+paths[at], form, append(slices.Clone(whole), "performance"))
			theirs := lighthouse(t, packages, static.URL+paths[at], form, []string{"performance"})
			fmt.Printf("  %-40s %-8s %3.0f %3.0f %3.0f; %3.0f beside %3.0f\n", paths[at], form, ours.points("accessibility"), ours.points("best-practices"), ours.points("seo"),
				ours.points("performance"), theirs.points("performance"))
			for _, category := range whole {
				if ours.points(category) < 100 {
					t.Errorf("%s, %s: %.0f points for %s: %s", paths[at], form, ours.points(category), category, strings.Join(ours.lacks(category), "; "))
				}
			}
		}
	}
}

// report is what Lighthouse says of a page.
type report struct {
	Categories map[string]struct {
		Score float64
		Refs  []struct {
			ID     string
			Weight float64
		} `json:"auditRefs"`
	}
	Audits map[string]struct {
		Title   string
		Score   *float64
		Details json.RawMessage
	}
	RuntimeError *struct{ Message string }
}

func (r report) points(category string) float64 { return 100 * r.Categories[category].Score }

// lacks lists the audits of a category that cost points.
func (r report) lacks(category string) (list []string) {
	for _, ref := range r.Categories[category].Refs {
		if a := r.Audits[ref.ID]; ref.Weight > 0 && a.Score != nil && *a.Score < 1 {
			list = append(list, fmt.Sprintf("%s (%s) %.600s", a.Title, ref.ID, a.Details))
		}
	}
	return list
}

// lighthouse audits one page in a browser of its own.
func lighthouse(t *testing.T, packages, address, form string, categories []string) (r report) {
	t.Helper()
	args := []string{packages + "/node_modules/lighthouse/cli/index.js", address, "--quiet", "--output=json", "--output-path=stdout", "--no-enable-error-reporting",
		"--only-categories=" + strings.Join(categories, ","), "--chrome-flags=--headless=new --no-sandbox --disable-gpu --lang=en-GB"}
	if form == "desktop" {
		args = append(args, "--preset=desktop")
	}
	var out []byte
	for try := 1; ; try++ {
		node := exec.Command(tool(t, "node"), args...)
		node.Env = append(os.Environ(), "CHROME_PATH="+tool(t, "chromium"), "TMPDIR="+t.TempDir())
		var complaints strings.Builder
		node.Stderr = &complaints
		var err error
		if out, err = node.Output(); err == nil {
			break
		}
		if try == 3 || !strings.Contains(complaints.String(), "Please run Lighthouse again") { // it asks for that where it saw nothing
			t.Fatalf("%s: %v\n%s", address, err, tail(complaints.String(), 2000))
		}
	}
	if err := json.Unmarshal(out, &r); err != nil || r.RuntimeError != nil {
		t.Fatalf("%s: %v %+v", address, err, r.RuntimeError)
	}
	for _, c := range categories {
		if _, ok := r.Categories[c]; !ok {
			t.Fatalf("%s: nothing is said of %s, only of %v", address, c, slices.Sorted(maps.Keys(r.Categories)))
		}
	}
	return r
}
