package importer_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/importer"
	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/public/edition"
	"vitrine/views"
)

const recorded = "testdata/statuspage"

// open returns an empty site on a day after what was recorded.
func open(t *testing.T) (*models.Store, *modelstest.Fixtures) {
	t.Helper()
	store, fix := modelstest.Open(t)
	fix.Clock.Set(modelstest.At(time.November, 18, 12, 0))
	return store, fix
}

// published renders the site.
func published(t *testing.T, store *models.Store) *edition.Press {
	t.Helper()
	p := edition.New(edition.Config{Dir: t.TempDir(), BaseURL: "https://status.example.org", Site: &store.Site, Version: "test", Log: slog.New(slog.DiscardHandler)})
	if _, err := p.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	return p
}

func file(t *testing.T, p *edition.Press, path string) *edition.File {
	t.Helper()
	f, ok := p.File(path)
	if !ok {
		t.Fatalf("there is no %s", path)
	}
	return f
}

func text(t *testing.T, p *edition.Press, path string) string {
	t.Helper()
	body, err := file(t, p, path).Body(edition.Plain)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// larkspur reads the recorded page.
func larkspur(t *testing.T) importer.Read {
	t.Helper()
	r, err := importer.Statuspage(t.Context(), []string{recorded}, importer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// take imports what was read.
func take(t *testing.T, store *models.Store, r importer.Read) models.ImportReport {
	t.Helper()
	report, err := store.Import(t.Context(), r.Import, false)
	if err != nil {
		t.Fatalf("%v: %q %v", err, report.Problems, report.Held)
	}
	return report
}

// mayDiffer are the fields of a recorded body that come out otherwise, each with
// why.
var mayDiffer = map[string]string{
	`^page\.url$`:        "the page stands here now",
	`^page\.updated_at$`: "it was published here just now",
	`\.shortlink$`:       "short addresses of the vendor end with the vendor; ours is the page itself",
	`^scheduled_maintenances\[\w+\]\.started_at$`:            "we say when the work began, the vendor when it was announced",
	`\.incident_updates\[\w+\]\.(custom_tweet|tweet_id)$`:    "we keep no posts of other networks",
	`^incidents\[\w+\]\.postmortem_(body|published_at|\w+)$`: "clients that want the text find it here as well",
}

// differences lists where ours differs from what was recorded. Lists of things
// with an id are compared by it: the order of a list is no field.
func differences(path string, was, is any) (list []string) {
	switch was := was.(type) {
	case map[string]any:
		now, _ := is.(map[string]any)
		for key := range now {
			if _, there := was[key]; !there {
				list = append(list, path+"."+key+": only ours has it")
			}
		}
		for key, value := range was {
			list = append(list, differences(strings.TrimPrefix(path+"."+key, "."), value, now[key])...)
		}
	case []any:
		now, _ := is.([]any)
		if len(now) != len(was) {
			return []string{fmt.Sprintf("%s: %d, was %d", path, len(now), len(was))}
		}
		for n := range was {
			place, other := fmt.Sprintf("%s[%d]", path, n), now[n]
			if o, ok := was[n].(map[string]any); ok && o["id"] != nil && strings.HasSuffix(path, "components") {
				place = fmt.Sprintf("%s[%s]", path, o["id"])
				at := slices.IndexFunc(now, func(v any) bool { return v.(map[string]any)["id"] == o["id"] })
				if at < 0 {
					return append(list, place+": it is gone")
				}
				other = now[at]
			}
			list = append(list, differences(place, was[n], other)...)
		}
	default:
		if !reflect.DeepEqual(was, is) {
			list = append(list, fmt.Sprintf("%s: %v, was %v", path, is, was))
		}
	}
	return list
}

func TestAHostedPageComesOutOfTheAPIAgainFieldByField(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	take(t, store, larkspur(t))
	p := published(t, store)
	used := map[string]bool{}
	for _, name := range []string{"summary.json", "incidents.json", "scheduled-maintenances.json"} {
		saved, err := os.ReadFile(filepath.Join(recorded, name))
		if err != nil {
			t.Fatal(err)
		}
		var was, is any
		if err := errors.Join(json.Unmarshal(saved, &was), json.Unmarshal([]byte(text(t, p, "/api/v2/"+name)), &is)); err != nil {
			t.Fatal(err)
		}
		for _, d := range differences("", was, is) {
			field, _, _ := strings.Cut(d, ":")
			allowed := ""
			for pattern := range mayDiffer {
				if regexp.MustCompile(pattern).MatchString(field) {
					allowed = pattern
				}
			}
			if allowed == "" {
				t.Errorf("%s: %s", name, d)
			}
			used[allowed] = true
		}
	}
	for pattern, why := range mayDiffer {
		if !used[pattern] {
			t.Errorf("nothing differs at %s any more (%s): take it off the list", pattern, why)
		}
	}
}

func TestOldAddressesAndIdsInFeedsAreKept(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	take(t, store, larkspur(t))
	p := published(t, store)
	if f := file(t, p, "/incidents/k0x5v2n9rj7b"); f.Status != http.StatusOK {
		t.Errorf("the address of an incident answers %d", f.Status)
	}
	moved := file(t, p, "/incidents/v8n1d3k6om5h")
	if moved.Status != http.StatusMovedPermanently || moved.Target != "/maintenance/v8n1d3k6om5h" {
		t.Errorf("the old address of a maintenance answers %d to %q", moved.Status, moved.Target)
	}
	if body := text(t, p, "/incidents/v8n1d3k6om5h"); !strings.Contains(body, `url=/maintenance/v8n1d3k6om5h`) {
		t.Errorf("a static server would not send on: %s", body)
	}
	if strings.Contains(text(t, p, "/sitemap.xml"), "/incidents/v8n1d3k6om5h") {
		t.Error("the sitemap names an address that only sends on")
	}
	for path, want := range map[string][]string{
		"/history.atom": {"<id>tag:status.larkspur.example,2005:Incident/23377</id>", "<id>tag:status.larkspur.example,2005:Incident/23640</id>"},
		"/history.rss":  {`<guid isPermaLink="false">https://status.larkspur.example/incidents/k0x5v2n9rj7b</guid>`, `>https://status.larkspur.example/incidents/v8n1d3k6om5h</guid>`},
	} {
		for _, id := range want {
			if !strings.Contains(text(t, p, path), id) {
				t.Errorf("%s lacks %s", path, id)
			}
		}
	}
}

func TestAnEditionOnDiskStillSendsOldAddressesOn(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	take(t, store, larkspur(t))
	dir := t.TempDir()
	cfg := edition.Config{Dir: dir, BaseURL: "https://status.example.org", Site: &store.Site, Version: "test", Log: slog.New(slog.DiscardHandler)}
	if _, err := edition.New(cfg).CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	again := edition.New(cfg)
	if err := again.Load(); err != nil {
		t.Fatal(err)
	}
	if f := file(t, again, "/incidents/v8n1d3k6om5h"); f.Status != http.StatusMovedPermanently || f.Target != "/maintenance/v8n1d3k6om5h" {
		t.Errorf("after a restart it answers %d to %q", f.Status, f.Target)
	}
}

func TestAnImportMailsNobodyAndASecondOneChangesNothing(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	first := take(t, store, larkspur(t))
	number, err := store.Edition(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	entries := len(fix.Audit.Entries())
	fix.Clock.Advance(time.Hour)
	second := take(t, store, larkspur(t))
	after, err := store.Edition(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !first.Changes() || second.Changes() || after != number || len(fix.Audit.Entries()) != entries {
		t.Errorf("the second import says %+v; edition %d → %d, %d → %d entries", second.Lines, number, after, entries, len(fix.Audit.Entries()))
	}
	if len(fix.Queue.Jobs()) > 0 {
		t.Errorf("an import queued %v", fix.Queue.Jobs())
	}
}

func TestADryRunTellsWhatWouldHappenAndChangesNothing(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	report, err := store.Import(t.Context(), larkspur(t).Import, true)
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, l := range report.Lines {
		if l.Deed == models.ImportNew {
			count[l.Noun]++
		}
	}
	if want := map[string]int{"page": 1, "group": 2, "component": 7, "incident": 4, "maintenance": 2, "postmortem": 1}; !reflect.DeepEqual(count, want) {
		t.Errorf("it tells of %v, want %v", count, want)
	}
	incidents, err := store.Incidents(t.Context(), models.IncidentQuery{})
	if number, _ := store.Edition(t.Context()); err != nil || len(incidents) > 0 || number != 0 {
		t.Errorf("after a dry run there are %d incidents in edition %d: %v", len(incidents), number, err)
	}
}

func TestUptimeIsWhatTheImportedUpdatesSay(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	take(t, store, larkspur(t))
	writing, err := store.Component(t.Context(), "h6y4b0tz3klr")
	if err != nil {
		t.Fatal(err)
	}
	changes, err := store.ComponentChangesOf(t.Context(), []int64{writing.ID}, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range changes {
		got = append(got, c.At.UTC().Format("2006-01-02 15:04:05.000 ")+string(c.Status))
	}
	want := []string{"2021-04-20 00:00:00.000 operational", "2026-10-19 19:31:09.860 major_outage", "2026-10-19 20:49:58.003 degraded_performance", "2026-10-19 21:02:44.110 operational"}
	if !slices.Equal(got, want) {
		t.Errorf("its history is\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	day := time.Date(2026, 10, 19, 0, 0, 0, 0, time.UTC)
	down := 78*time.Minute + 48143*time.Millisecond
	if share, known := views.Uptime(views.Days(changes, nil, day.AddDate(0, 0, 1).Add(-time.Nanosecond), 1), models.UptimeRule{}); !known || math.Abs(share-(1-float64(down)/float64(24*time.Hour))) > 1e-9 {
		t.Errorf("uptime of the day %v %v, want %v down", share, known, down)
	}
}

func TestWhatTheGateStopsIsImportedNeitherSilentlyNorHalf(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	fix.Gate.Stop = func(text models.Text) error {
		if !strings.Contains(text.Body, "A certificate ran out") {
			return nil
		}
		return &models.Error{Kind: models.Invalid, Message: "Stopped.", Findings: []models.Held{{Field: text.Field, Key: "k"}}}
	}
	report, err := store.Import(t.Context(), larkspur(t).Import, false)
	if models.KindOf(err) != models.Invalid || len(report.Held) != 1 || !strings.Contains(report.Held[0].Field, "The API refused writes") {
		t.Fatalf("%v: %+v", err, report.Held)
	}
	components, err := store.Components(t.Context())
	if err != nil || len(components) > 0 {
		t.Errorf("%d components came nevertheless: %v", len(components), err)
	}
}

func TestWhatMovedOverThereFollowsUnlessItMovedHereToo(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	take(t, store, larkspur(t))
	title := "Postings are late"
	if _, err := store.EditIncident(t.Context(), "k0x5v2n9rj7b", models.IncidentEdit{Title: &title}); err != nil {
		t.Fatal(err)
	}
	later := larkspur(t)
	for n := range later.Incidents {
		later.Incidents[n].Title += " (changed)"
	}
	at := modelstest.At(time.November, 17, 16, 0)
	open := &later.Incidents[0]
	open.Said = append(open.Said, models.ImportedUpdate{Update: models.Update{PublicID: "zz1yy2xx3ww4", State: "resolved", Body: "Over.", DisplayAt: at, CreatedAt: at, UpdatedAt: at},
		Touched: []models.ImportedTouch{{Component: "c4h7x19wz0qa", Old: models.PartialOutage, New: models.Operational}}})
	open.State, open.ResolvedAt = models.Resolved, &at
	deeds := map[string]models.ImportDeed{}
	for _, l := range take(t, store, later).Lines {
		deeds[l.Noun+" "+l.ForeignID] = l.Deed
	}
	if deeds["incident m4z8t1c6ywq0"] != models.ImportChanged || deeds["incident k0x5v2n9rj7b"] != models.ImportKept || deeds["component h6y4b0tz3klr"] != models.ImportKnown {
		t.Errorf("it did %v", deeds)
	}
	i, err := store.Incident(t.Context(), "m4z8t1c6ywq0")
	if err != nil || len(i.Updates) != 3 || i.Open() || i.Title != "Postings are delayed for some accounts (changed)" {
		t.Errorf("%v: %d updates, %s, %q", err, len(i.Updates), i.State, i.Title)
	}
	if kept, err := store.Incident(t.Context(), "k0x5v2n9rj7b"); err != nil || kept.Title != title {
		t.Errorf("%v: our title became %q", err, kept.Title)
	}
}

func TestAComponentThatIsToldOnlyInTroubleStaysOffTheFirstPage(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	take(t, store, larkspur(t))
	if home := text(t, published(t, store), "/"); strings.Contains(home, "/components/imports") || !strings.Contains(home, "/components/postings") {
		t.Error("the first page shows a component that is to be told only in trouble, or lacks another")
	}
	if _, err := store.SetComponentStatus(t.Context(), "imports", models.Degraded); err != nil {
		t.Fatal(err)
	}
	if home := text(t, published(t, store), "/"); !strings.Contains(home, "/components/imports") {
		t.Error("the first page keeps quiet about it in trouble")
	}
}
