package public

import (
	"log/slog"
	"math/rand/v2"
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/public/edition"
)

// TestEveryPublicFileHasAPatternWithoutANameInIt renders a site with one of
// everything, so that a new kind of file cannot be forgotten.
func TestEveryPublicFileHasAPatternWithoutANameInIt(t *testing.T) {
	t.Parallel()
	store, _ := modelstest.Open(t)
	i := modelstest.Incident(t, store, "Cards are refused", modelstest.Component(t, store, "Karteikasten"))
	from := store.Now()
	m, err := store.PlanMaintenance(t.Context(), models.NewMaintenance{Title: "Works", Body: "We work.", ScheduledFor: from.AddDate(0, 0, 1), ScheduledUntil: from.AddDate(0, 0, 2)})
	if err != nil {
		t.Fatal(err)
	}
	var pm models.Postmortem
	for _, text := range []string{"What happened.", "What really happened."} {
		pm, err = store.PublishRevision(t.Context(), models.NewRevision{PostmortemID: pm.ID, Slug: "kartenspiel", Note: "We know more.", IncidentIDs: []int64{i.ID}, Summary: models.Summary{Title: "Cards", Summary: text}})
		if err != nil {
			t.Fatal(err)
		}
	}
	press := edition.New(edition.Config{Dir: t.TempDir(), BaseURL: "https://status.example.org", Site: &store.Site, Log: slog.New(slog.DiscardHandler)})
	if _, err := press.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for f := range press.Current().Files() {
		at := pattern(f.Path)
		seen[at] = true
		for _, name := range []string{"kart", i.PublicID, m.PublicID} {
			if at == elsewhere || strings.Contains(at, name) {
				t.Errorf("%s counts as %s", f.Path, at)
			}
		}
	}
	for path, want := range map[string]string{"/de": "/", "/de/history/2026-11": "/history/:month", "/ar/u/dana": "/u/:token", "/dex": elsewhere, "/sign-in": "/sign-in", "/sign-out": "/sign-out", "/de/sign-in": "/sign-in"} {
		if got := pattern(path); got != want {
			t.Errorf("%s counts as %s, want %s", path, got, want)
		}
	}
	for _, want := range []string{"/", "/postmortems/:slug/changes/:pair", "/postmortems/:slug/revisions/:number", "/components/:slug.rss", "/maintenance/:id"} {
		if !seen[want] {
			t.Errorf("no file counts as %s", want)
		}
	}
}

// TestNoAddressMakesAPatternOfItsOwn asks for 20,000 made-up addresses.
func TestNoAddressMakesAPatternOfItsOwn(t *testing.T) {
	t.Parallel()
	pieces := []string{"/", "/postmortems/", "incidents", "changes/", "revisions/", ".json", ".rss", "..", "%2f", "dana", "api/v2/", "/components/", "u/", "7", "é"}
	seen := map[string]bool{}
	for range 20_000 {
		var path strings.Builder
		for path.WriteByte('/'); rand.N(5) > 0; {
			path.WriteString(pieces[rand.N(len(pieces))])
		}
		seen[pattern(path.String())] = true
	}
	known := map[string]bool{elsewhere: true, "/postmortems/:slug/changes/:pair": true, "/postmortems/:slug/revisions/:number": true}
	for _, n := range namedPaths {
		known[n.pattern] = true
	}
	for at := range seen {
		if !known[at] && !fixedPaths[at] {
			t.Errorf("%q is a pattern", at)
		}
	}
}
