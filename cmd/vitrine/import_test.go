package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestImportIntoARunningPage takes a hosted page over while the server runs: what
// the leak gate stops is named and nothing comes; with a reason all of it comes,
// old addresses lead on, and nobody is mailed.
func TestImportIntoARunningPage(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, env []string) {
		box := newMailbox(t)
		s := prepare(t, append(env, "VITRINE_SMTP_URL="+box.url, "VITRINE_MAIL_FROM=Larkspur Status <status@larkspur.example>")...).start()
		dir := savedPage(t)
		for name, test := range map[string]struct {
			args []string
			code int
			says []string
		}{
			"a dry run":       {[]string{"--dry-run", dir}, 1, []string{"new   incident", "10.20.30.40", "The API refused writes", "update of 19 October 2026", "--accept-public", "Nothing was imported"}},
			"a real run":      {[]string{dir}, 1, []string{"10.20.30.40", "The leak gate stops what is named above (1)"}},
			"what is no page": {[]string{filepath.Join(dir, "nowhere")}, 2, []string{"There is no file"}},
		} {
			out, errs, code := s.vitrine("", append([]string{"import", "statuspage"}, test.args...)...)
			for _, say := range test.says {
				if code != test.code || !strings.Contains(out+errs, say) {
					t.Errorf("%s ended with %d without %q:\n%s%s", name, code, say, out, errs)
				}
			}
		}
		if status, _, _ := s.get("/incidents/k0x5v2n9rj7b"); status != http.StatusNotFound {
			t.Errorf("a refused import left an incident behind: %d", status)
		}
		s.importLarkspur(dir)
		s.checkLarkspur()
		if mails := box.of("reader@customer.example"); len(mails) > 0 {
			t.Errorf("an import mailed %q", mails[0].text)
		}
	})
}

// savedPage is the recorded page with an inside address in one update.
func savedPage(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	from, err := filepath.Glob("../../importer/testdata/statuspage/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range from {
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Replace(string(body), "A certificate ran out. A new one is on its way.", "A certificate ran out on 10.20.30.40. A new one is on its way.", 1)
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(path)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// importLarkspur imports the saved page for a reason, its subscribers from a
// stand-in for the vendor, and does it again.
func (s *server) importLarkspur(dir string) {
	s.t.Helper()
	vendor := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/subscribers") {
			fmt.Fprint(w, `[{"id":"s1","mode":"email","email":"reader@customer.example","created_at":"2025-01-02T03:04:05Z"},{"id":"s2","mode":"sms","phone_number":"5550100","created_at":"2025-01-02T03:04:05Z"}]`)
			return
		}
		fmt.Fprint(w, `[]`)
	}))
	s.t.Cleanup(vendor.Close)
	key := filepath.Join(s.t.TempDir(), "key")
	if err := os.WriteFile(key, []byte("let-me-in\n"), 0o600); err != nil {
		s.t.Fatal(err)
	}
	args := []string{"import", "statuspage", "--accept-public", "It stood on our former page.", "--key", "@" + key, "--api", vendor.URL, dir}
	for _, says := range [][]string{
		{"Imported from statuspage w3k9zq71hx0d", "leak gate stops: 1. Reason: It stood on our former page.", "1 added", "told by sms"},
		{"Everything was here already", "1 here already"},
	} {
		out, errs, code := s.vitrine("", args...)
		for _, say := range says {
			if code != 0 || !strings.Contains(out, say) {
				s.t.Errorf("the import ended with %d without %q:\n%s%s", code, say, out, errs)
			}
		}
	}
}

// checkLarkspur looks at what visitors get.
func (s *server) checkLarkspur() {
	s.t.Helper()
	eventually(s.t, 15*time.Second, func() error {
		if status, _, page := s.get("/incidents/k0x5v2n9rj7b"); status != http.StatusOK || !strings.Contains(page, "10.20.30.40") {
			return fmt.Errorf("the incident answers %d", status)
		}
		return nil
	})
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Get(s.public + "/incidents/v8n1d3k6om5h")
	if err != nil {
		s.t.Fatal(err)
	}
	res.Body.Close()
	if to := res.Header.Get("Location"); res.StatusCode != http.StatusMovedPermanently || to != "/maintenance/v8n1d3k6om5h" {
		s.t.Errorf("an old address answers %d to %q", res.StatusCode, to)
	}
	for path, want := range map[string]string{"/": "Larkspur Ledger", "/history/2026-10": "The API refused writes", "/postmortems": "The API refused writes",
		"/components/writing": "The API refused writes", "/history.atom": "tag:status.larkspur.example,2005:Incident/23377"} {
		if status, _, page := s.get(path); status != http.StatusOK || !strings.Contains(page, want) {
			s.t.Errorf("%s answers %d without %q", path, status, want)
		}
	}
}
