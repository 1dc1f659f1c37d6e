package edition_test

import (
	"bytes"
	"image/png"
	"strings"
	"testing"

	"vitrine/models"
)

// reworded publishes a later revision of a postmortem with another summary.
func reworded(t *testing.T, store *models.Store, pm models.Postmortem, summary string) models.Postmortem {
	t.Helper()
	next := pm.Current().Summary
	next.Summary = summary
	pm, err := store.PublishRevision(t.Context(), models.NewRevision{PostmortemID: pm.ID, Slug: pm.Slug, Summary: next, Note: "Another summary."})
	if err != nil {
		t.Fatal(err)
	}
	return pm
}

func TestAnyTwoRevisionsAreCompared(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	p, cfg := press(t, store)
	pm := postmortem(t, store, "outage", "A title", "Nine of ten attempts failed.")
	pm = reworded(t, store, pm, "Seven of ten attempts failed, kestrel-marker.")
	pm = reworded(t, store, pm, "Seven of ten attempts failed.")
	catchUp(t, p)
	for path, want := range map[string]string{
		"/postmortems/outage/changes/1-2": "<del>Nine</del><ins>Seven</ins> of ten attempts ",
		"/postmortems/outage/changes/1-3": "<del>Nine</del><ins>Seven</ins> of ten attempts failed.</p>",
		"/postmortems/outage/changes/2-3": "<del>failed, kestrel-marker.</del><ins>failed.</ins>",
		"/postmortems/outage":             `<a href="/postmortems/outage/changes/2-3">`,
		"/postmortems/outage/revisions/1": `<a href="/postmortems/outage/changes/1-3">`,
	} {
		if body := read(t, p, path); !strings.Contains(body, want) {
			t.Errorf("%s lacks %s:\n%s", path, want, body)
		}
	}
	if strings.Contains(read(t, p, "/sitemap.xml"), "/changes/") {
		t.Error("search engines are sent to what changed")
	}
	if _, err := store.WithdrawPostmortem(t.Context(), pm.Slug, 2, "It named a customer."); err != nil {
		t.Fatal(err)
	}
	catchUp(t, p)
	for path, status := range map[string]int{"/postmortems/outage/changes/1-2": 410, "/postmortems/outage/changes/2-3": 410, "/postmortems/outage/changes/1-3": 200} {
		if f, ok := p.File(path); !ok || int(f.Status) != status {
			t.Errorf("%s is not answered with %d", path, status)
		}
	}
	if body := read(t, p, "/postmortems/outage"); !strings.Contains(body, `<a href="/postmortems/outage/changes/1-3">`) || strings.Contains(body, "changes/2-3") {
		t.Error("the page leads to what was withdrawn")
	}
	if holds(t, cfg.Dir, "kestrel-marker") {
		t.Error("a withdrawn word lives on beside the others")
	}
}

func TestPostmortemAsTextAndCard(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	p, _ := press(t, store)
	pm := postmortem(t, store, "outage", "Sign-in failed", "Nine of ten attempts failed.")
	catchUp(t, p)
	text := read(t, p, "/postmortems/outage.md")
	for _, want := range []string{"# Sign-in failed\n", "https://status.example.org/postmortems/outage\n", "- Severity: Sev2\n", "## Summary\n\nNine of ten attempts failed.\n",
		"## Proximate cause\n\nA process ran away.\n", "UTC: We stopped the process.\n", "- Planned: Limit every process.\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("the text lacks %q:\n%s", want, text)
		}
	}
	page := read(t, p, "/postmortems/outage")
	for _, want := range []string{`<link rel="alternate" type="text/markdown"`, `href="/api/postmortems/outage.json"`,
		`<meta property="og:image" content="https://status.example.org/postmortems/outage.png">`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for _, path := range []string{"/card.png", "/postmortems/outage.png"} {
		if _, err := png.Decode(bytes.NewReader([]byte(read(t, p, path)))); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	if _, err := store.WithdrawPostmortem(t.Context(), pm.Slug, 0, "It named a customer."); err != nil {
		t.Fatal(err)
	}
	catchUp(t, p)
	if f, _ := p.File("/postmortems/outage.md"); f == nil || f.Status != 410 || strings.Contains(read(t, p, f.Path), "Nine of ten") {
		t.Error("the withdrawn text can still be read as Markdown")
	}
	if _, ok := p.File("/postmortems/outage.png"); ok {
		t.Error("the card of what was withdrawn is still there")
	}
}
