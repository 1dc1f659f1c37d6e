package edition_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/modelstest"
)

// TestAnExportServedByAnyServerAnswersAsTheProductDoes serves the export by a
// plain file server and follows redirects, as browsers do.
func TestAnExportServedByAnyServerAnswersAsTheProductDoes(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	i := modelstest.Incident(t, store, "Cards are refused")
	postmortem(t, store, "cards", "Cards were refused", "What happened.", i.ID)
	mail, privacy := "help@example.org", "We keep little."
	if _, err := store.EditSettings(t.Context(), models.SettingsEdit{SupportEmail: &mail, Privacy: &privacy}); err != nil {
		t.Fatal(err)
	}
	p, _ := press(t, store)
	catchUp(t, p)
	dir := t.TempDir()
	if err := p.Export(dir); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer server.Close()
	paths, err := os.ReadFile(filepath.Join(dir, "paths.txt"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(paths)), "\n")
	if len(lines) != p.Current().Len() {
		t.Errorf("paths.txt lists %d paths of %d", len(lines), p.Current().Len())
	}
	for _, path := range lines {
		res, err := http.Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || res.StatusCode != 200 || !bytes.Equal(body, []byte(read(t, p, path))) {
			t.Errorf("%s: %d, %d bytes, %v", path, res.StatusCode, len(body), err)
		}
	}
	for _, path := range []string{"/.well-known/security.txt", "/privacy", "/404.html", "/robots.txt", "/sitemap.xml"} {
		if !strings.Contains(string(paths), path+"\n") {
			t.Errorf("%s is missing from the export", path)
		}
	}
	if _, ok := p.File("/imprint"); ok {
		t.Error("there is an imprint although none was written")
	}
}
