package importer_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/importer"
	"vitrine/models"
	"vitrine/models/modelstest"
)

// deeds are what an import did, by noun and id.
func deeds(r models.ImportReport) map[string]models.ImportDeed {
	by := map[string]models.ImportDeed{}
	for _, l := range r.Lines {
		by[l.Noun+" "+l.ForeignID] = l.Deed
	}
	return by
}

// movedOn is the recorded page after everything on it got another title.
func movedOn(t *testing.T) importer.Read {
	t.Helper()
	r := larkspur(t)
	for n := range r.Incidents {
		r.Incidents[n].Title += " (changed)"
	}
	for n := range r.Maintenances {
		r.Maintenances[n].Title += " (changed)"
	}
	return r
}

func TestWordsThatWereRemovedOrCorrectedHereDoNotComeBack(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	take(t, store, larkspur(t))
	i, err := store.Incident(t.Context(), "k0x5v2n9rj7b")
	if err != nil {
		t.Fatal(err)
	}
	m, err := store.Maintenance(t.Context(), "v8n1d3k6om5h")
	if err != nil {
		t.Fatal(err)
	}
	if err := store.RemoveUpdate(t.Context(), i.Updates[0].PublicID, "It named a customer."); err != nil {
		t.Fatal(err)
	}
	if _, err := store.CorrectUpdate(t.Context(), m.Updates[0].PublicID, models.Correction{Body: "Better words."}); err != nil {
		t.Fatal(err)
	}
	if did := deeds(take(t, store, movedOn(t))); did["incident "+i.PublicID] != models.ImportKept || did["maintenance "+m.PublicID] != models.ImportKept {
		t.Errorf("it did %v", did)
	}
	now, err := store.Incident(t.Context(), i.PublicID)
	if err != nil || len(now.Updates) != len(i.Updates)-1 {
		t.Errorf("%v: %d updates, there were %d before one was removed", err, len(now.Updates), len(i.Updates))
	}
	if work, err := store.Maintenance(t.Context(), m.PublicID); err != nil || work.Updates[0].Body != "Better words." {
		t.Errorf("%v: the corrected words are %q", err, work.Updates[0].Body)
	}
}

func TestIdsInFeedsStayWhenTheFeedTellsThemNoLonger(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	take(t, store, larkspur(t))
	before, err := store.Incidents(t.Context(), models.IncidentQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for _, changed := range []bool{false, true} {
		r := larkspur(t)
		if changed {
			r = movedOn(t)
		}
		for n := range r.Incidents {
			r.Incidents[n].FeedID, r.Incidents[n].FeedGUID = "", ""
		}
		for n := range r.Maintenances {
			r.Maintenances[n].FeedID, r.Maintenances[n].FeedGUID = "", ""
		}
		if report := take(t, store, r); report.Changes() != changed {
			t.Errorf("without a feed the import did %v", deeds(report))
		}
	}
	after, err := store.Incidents(t.Context(), models.IncidentQuery{})
	if err != nil || len(after) != len(before) {
		t.Fatalf("%v: %d incidents", err, len(after))
	}
	for n := range before {
		if was, is := before[n], after[n]; is.FeedID != was.FeedID || is.FeedGUID != was.FeedGUID || is.Title == was.Title {
			t.Errorf("%s: feed ids %q %q, were %q %q", is.Title, is.FeedID, is.FeedGUID, was.FeedID, was.FeedGUID)
		}
	}
	work, err := store.Maintenance(t.Context(), "v8n1d3k6om5h")
	if err != nil || work.FeedGUID != "https://status.larkspur.example/incidents/v8n1d3k6om5h" {
		t.Errorf("%v: feed ids of a maintenance %q %q", err, work.FeedID, work.FeedGUID)
	}
	if i, err := store.Incident(t.Context(), "k0x5v2n9rj7b"); err != nil || i.FeedID != "tag:status.larkspur.example,2005:Incident/23377" {
		t.Errorf("%v: the id in Atom is %q", err, i.FeedID)
	}
}

func TestIdsThatAFeedTellsLaterAreLearned(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	bare := larkspur(t)
	for n := range bare.Incidents {
		bare.Incidents[n].FeedID = ""
	}
	take(t, store, bare)
	r := larkspur(t)
	if did := deeds(take(t, store, r)); did["incident k0x5v2n9rj7b"] != models.ImportChanged {
		t.Errorf("it did %v", did)
	}
	i, err := store.Incident(t.Context(), "k0x5v2n9rj7b")
	if err != nil || i.FeedID != "tag:status.larkspur.example,2005:Incident/23377" {
		t.Errorf("%v: the id in the feed is %q", err, i.FeedID)
	}
	if again := take(t, store, r); again.Changes() {
		t.Errorf("once more it did %v", deeds(again))
	}
}

func TestAFeedThatCannotBeReadIsTold(t *testing.T) {
	t.Parallel()
	page := hosted(t, 1, false)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/history.atom" {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		http.Redirect(w, r, page+r.URL.RequestURI(), http.StatusFound)
	}))
	t.Cleanup(s.Close)
	r, err := importer.Statuspage(t.Context(), []string{s.URL}, importer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if notes := strings.Join(r.Notes, "\n"); !strings.Contains(notes, "/history.atom was not read") || strings.Contains(notes, "/history.rss") {
		t.Errorf("of a feed that answers 500 and one that is not there it says %q", notes)
	}
}

func TestTimesStayWhatTheyWereWhenAThingChangedOverThere(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	take(t, store, larkspur(t))
	r, at := movedOn(t), modelstest.At(time.November, 17, 9, 30)
	i, m, c, g := &r.Incidents[0], &r.Maintenances[0], &r.Components[0], &r.Groups[0]
	c.Name, g.Name = c.Name+" (changed)", g.Name+" (changed)"
	i.UpdatedAt, m.UpdatedAt, c.UpdatedAt, g.UpdatedAt = at, at, at, at
	take(t, store, r)
	incident, err := store.Incident(t.Context(), i.ForeignID)
	if err != nil || !incident.UpdatedAt.Equal(at) {
		t.Errorf("%v: the incident changed at %v, want %v", err, incident.UpdatedAt, at)
	}
	work, err := store.Maintenance(t.Context(), m.ForeignID)
	if err != nil || !work.UpdatedAt.Equal(at) {
		t.Errorf("%v: the maintenance changed at %v, want %v", err, work.UpdatedAt, at)
	}
	component, err := store.Component(t.Context(), c.ForeignID)
	if err != nil || !component.UpdatedAt.Equal(at) || component.Name != c.Name {
		t.Errorf("%v: %s changed at %v, want %v", err, component.Name, component.UpdatedAt, at)
	}
	group, err := store.Group(t.Context(), g.ForeignID)
	if err != nil || !group.UpdatedAt.Equal(at) || group.Name != g.Name {
		t.Errorf("%v: %s changed at %v, want %v", err, group.Name, group.UpdatedAt, at)
	}
}

func TestUpdatesThatHaveNoIdThereKeepTheOneTheyHaveHere(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	feed := strings.Replace(hostedFeed, "The index is back.", "The index is back again.", 1)
	ids := [2][]string{}
	for n, text := range []string{hostedFeed, feed} {
		r, err := importer.Feed(t.Context(), []string{saved(t, "history.rss", text)})
		if err != nil {
			t.Fatal(err)
		}
		take(t, store, r)
		i, err := store.Incident(t.Context(), "a1b2c3d4e5f6")
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range i.Updates {
			ids[n] = append(ids[n], u.PublicID)
		}
		if strings.Contains(i.Updates[0].Body, "again") != (n == 1) {
			t.Errorf("import %d left %q", n+1, i.Updates[0].Body)
		}
	}
	if len(ids[0]) != 3 || !slices.Equal(ids[0], ids[1]) {
		t.Errorf("ids of updates were %v and are %v", ids[0], ids[1])
	}
}

func TestWhatIsToldTwiceUnderOneIdIsRefused(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	r := larkspur(t)
	double := r.Incidents[0]
	double.Title = "Something else"
	r.Incidents = append(r.Incidents, double)
	report, err := store.Import(t.Context(), r.Import, false)
	if models.KindOf(err) != models.Invalid || len(report.Problems) != 1 || !strings.Contains(report.Problems[0], double.ForeignID+" is told twice") || !strings.Contains(report.Problems[0], "Something else") {
		t.Errorf("%v: %q", err, report.Problems)
	}
	if there, err := store.Incidents(t.Context(), models.IncidentQuery{}); err != nil || len(there) > 0 {
		t.Errorf("%v: %d incidents came", err, len(there))
	}
}

func TestWhatWasDeletedHereIsToldAsThat(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	for n := range 2 {
		r := larkspur(t)
		report := take(t, store, r)
		if n == 1 {
			if did := deeds(report); did["component "+r.Components[0].ForeignID] != models.ImportGone || report.Changes() {
				t.Errorf("it did %v", did)
			}
			continue
		}
		if err := store.DeleteComponent(t.Context(), r.Components[0].ForeignID); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAPageWithoutSubscribersTellsAnEmptyList(t *testing.T) {
	t.Parallel()
	for name, page := range map[string]struct {
		answer string
		count  int
		noted  bool
	}{
		"none":           {`[]`, 0, false},
		"without an end": {"[" + strings.TrimSuffix(strings.Repeat(`{},`, 100), ",") + "]", 50_000, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			vendor := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if strings.HasSuffix(r.URL.Path, "/subscribers") {
					fmt.Fprint(w, page.answer)
					return
				}
				fmt.Fprint(w, `[]`)
			}))
			t.Cleanup(vendor.Close)
			r, err := importer.Statuspage(t.Context(), []string{recorded}, importer.Options{Key: "let-me-in", API: vendor.URL})
			if err != nil {
				t.Fatal(err)
			}
			if list := string(r.Subscribers); !strings.HasPrefix(list, "[") || strings.Count(list, "{}") != page.count {
				t.Errorf("the list has %d entries and begins with %.10q", strings.Count(list, "{}"), list)
			}
			if noted := strings.Contains(strings.Join(r.Notes, "\n"), "up to number 50000"); noted != page.noted {
				t.Errorf("it notes %q", r.Notes)
			}
		})
	}
}
