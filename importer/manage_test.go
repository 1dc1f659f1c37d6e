package importer_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"vitrine/importer"
	"vitrine/models"
	"vitrine/views"
)

// hosted is a stand-in for a hosted page and for the vendor's management API: it
// knows count incidents, tells fifty at a time, and of the public list the first
// fifty alone where it knows no pages.
func hosted(t *testing.T, count int, paged bool) string {
	t.Helper()
	summary, err := os.ReadFile(filepath.Join(recorded, "summary.json"))
	if err != nil {
		t.Fatal(err)
	}
	list := func(from int) string {
		var all []string
		for n := from; n < min(count, from+50); n++ {
			at := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC).Add(-time.Duration(n) * time.Hour).Format("2006-01-02T15:04:05.000Z")
			all = append(all, fmt.Sprintf(`{"id":"inc%09d","name":"Incident %d","status":"resolved","impact":"minor","created_at":%q,"updated_at":%q,"started_at":%q,"resolved_at":%q,
				"postmortem_body":%q,"postmortem_published_at":%q,"incident_updates":[{"id":"upd%09d","status":"resolved","body":"Over.","created_at":%q,"updated_at":%q,"display_at":%q,"affected_components":null}],"components":[]}`,
				n, n, at, at, at, at, map[bool]string{true: "<p>What <b>happened</b>.</p>"}[n == 60 || n == 110], at, n, at, at, at))
		}
		return "[" + strings.Join(all, ",") + "]"
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, _ := strconv.Atoi(r.URL.Query().Get("page"))
		key := r.Header.Get("Authorization") == "OAuth let-me-in"
		switch {
		case r.URL.Path == "/api/v2/summary.json":
			fmt.Fprintf(w, "%s", summary)
		case r.URL.Path == "/api/v2/incidents.json":
			if !paged {
				page = 1
			}
			fmt.Fprintf(w, `{"page":{"id":"w3k9zq71hx0d"},"incidents":%s}`, list(50*(page-1)))
		case r.URL.Path == "/api/v2/scheduled-maintenances.json":
			fmt.Fprint(w, `{"page":{"id":"w3k9zq71hx0d"},"scheduled_maintenances":[]}`)
		case strings.HasPrefix(r.URL.Path, "/v1/") && !key:
			w.WriteHeader(http.StatusUnauthorized)
		case r.URL.Path == "/v1/pages/w3k9zq71hx0d/incidents":
			fmt.Fprint(w, list(50*(page-1)))
		case r.URL.Path == "/v1/pages/w3k9zq71hx0d/subscribers":
			fmt.Fprint(w, `[{"id":"s1","mode":"email","email":"reader@customer.example","created_at":"2025-01-02T03:04:05Z","components":["c4h7x19wz0qa"]}]`)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func TestAPageIsReadToItsLastIncidentWhereItKnowsPages(t *testing.T) {
	t.Parallel()
	for _, paged := range []bool{true, false} {
		r, err := importer.Statuspage(t.Context(), []string{hosted(t, 120, paged) + "/"}, importer.Options{})
		if err != nil {
			t.Fatal(err)
		}
		want, cut := map[bool]int{true: 121, false: 51}[paged], !r.Since.IsZero()
		if len(r.Incidents) != want || cut == paged {
			t.Errorf("paged %v: %d incidents, want %d; known since %v", paged, len(r.Incidents), want, r.Since)
		}
	}
}

func TestUptimeBeforeTheOldestKnownIncidentIsUnknown(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	r, err := importer.Statuspage(t.Context(), []string{hosted(t, 120, false)}, importer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	take(t, store, r)
	c, err := store.Component(t.Context(), "g2v8c5d1nw7e")
	if err != nil {
		t.Fatal(err)
	}
	changes, err := store.ComponentChangesOf(t.Context(), []int64{c.ID}, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if share, known := views.Uptime(views.Days(changes, nil, r.Since.Add(-time.Nanosecond), 30), models.UptimeRule{}); known {
		t.Errorf("nobody told of that time, and it counts as %v", share)
	}
}

func TestTheManagementAPITellsPostmortemsAndSubscribers(t *testing.T) {
	t.Parallel()
	t.Run("the public list is read before", func(t *testing.T) {
		t.Parallel()
		managed(t, hosted(t, 120, true))
	})
	managed(t, hosted(t, 120, false))
}

// managed reads a page with its key.
func managed(t *testing.T, url string) {
	t.Helper()
	r, err := importer.Statuspage(t.Context(), []string{url}, importer.Options{Key: "let-me-in", API: url})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Incidents) != 121 || !r.Since.IsZero() || !strings.Contains(string(r.Subscribers), "reader@customer.example") {
		t.Fatalf("%d incidents, since %v, subscribers %s", len(r.Incidents), r.Since, r.Subscribers)
	}
	store, _ := open(t)
	take(t, store, r)
	all, err := store.Postmortems(t.Context())
	if err != nil || len(all) != 2 || all[0].Current().Summary.Summary != "What **happened**." {
		t.Errorf("%v: postmortems %+v", err, all)
	}
	_, err = importer.Statuspage(t.Context(), []string{url}, importer.Options{Key: "wrong", API: url})
	if models.KindOf(err) != models.Denied || !strings.Contains(models.MessageOf(err), "Check the key") {
		t.Errorf("with a wrong key: %v", err)
	}
}

func TestAKeyIsNotCarriedToAnotherHostNorToAnotherScheme(t *testing.T) {
	t.Parallel()
	var seen []string
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { seen = append(seen, r.Header.Get("Authorization")) }))
	t.Cleanup(other.Close)
	url := hosted(t, 1, false)
	for _, to := range []string{other.URL + "/x", "file:///etc/hostname"} {
		api := httptest.NewServer(http.RedirectHandler(to, http.StatusFound))
		t.Cleanup(api.Close)
		if _, err := importer.Statuspage(t.Context(), []string{url}, importer.Options{Key: "let-me-in", API: api.URL}); models.KindOf(err) != models.Away {
			t.Errorf("sent on to %s: %v", to, err)
		}
	}
	if len(seen) > 0 {
		t.Errorf("the other host was asked, with %q", seen)
	}
}

func TestWhatIsNoPageIsToldInOneSentence(t *testing.T) {
	t.Parallel()
	html := filepath.Join(t.TempDir(), "page.json")
	write(t, html, "<html>")
	for place, read := range map[string]func(string) error{
		"There is no file": func(string) error {
			_, err := importer.Statuspage(t.Context(), []string{"nowhere"}, importer.Options{})
			return err
		},
		"is no feed": func(string) error {
			_, err := importer.Statuspage(t.Context(), []string{html}, importer.Options{})
			return err
		},
		"no public API": func(string) error {
			_, err := importer.Statuspage(t.Context(), []string{serve(t, nil)}, importer.Options{})
			return err
		},
		"no API of Cachet": func(string) error {
			_, err := importer.Cachet(t.Context(), []string{serve(t, nil)}, importer.Options{})
			return err
		},
		"no status page": func(string) error {
			_, err := importer.UptimeKuma(t.Context(), []string{serve(t, nil) + "/status/x"}, importer.Options{})
			return err
		},
		"no config.yml": func(string) error { _, err := importer.CState(t.TempDir()); return err },
		"no feed at":    func(string) error { _, err := importer.Feed(t.Context(), []string{serve(t, nil)}); return err },
	} {
		if err := read(place); models.KindOf(err) == models.Internal || !strings.Contains(models.MessageOf(err), place) {
			t.Errorf("want %q, got %v", place, err)
		}
	}
}
