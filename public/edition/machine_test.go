package edition_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/public/edition"
)

// TestUpdatesOneByOneAreEntriesOfTheirOwn is what chats follow: they show an entry
// once, and never one that was revised.
func TestUpdatesOneByOneAreEntriesOfTheirOwn(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	i := modelstest.Incident(t, store, "Cards are refused", mustComponent(t, store, "payments"))
	fix.Clock.Advance(time.Minute)
	u, err := store.PostUpdate(t.Context(), i.PublicID, models.NewUpdate{State: models.Resolved, Body: "All cards work again."})
	if err != nil {
		t.Fatal(err)
	}
	pm := postmortem(t, store, "cards", "Cards were refused", "What happened.", i.ID)
	p, _ := press(t, store)
	catchUp(t, p)
	for _, path := range append(feedPaths("/updates/feed"), feedPaths("/updates/components/payments")...) {
		feed := parse(t, p, path)
		if len(feed.Items) != 3 {
			t.Fatalf("%s has %d entries, want two updates and a postmortem", path, len(feed.Items))
		}
		ids := ""
		for _, e := range feed.Items {
			ids += e.GUID + " "
		}
		for _, want := range []string{"update/" + u.PublicID, "update/" + i.Updates[0].PublicID, "postmortem/" + pm.PublicID + "/1"} {
			if !strings.Contains(ids, want+" ") {
				t.Errorf("%s lacks %s in %s", path, want, ids)
			}
		}
		if last := feed.Items[2]; last.Title != "Investigating: Cards are refused" || last.Link != "https://status.example.org/incidents/"+i.PublicID+"#u-"+i.Updates[0].PublicID || strings.Contains(last.Content, "again") {
			t.Errorf("%s ends with %q at %s: %s", path, last.Title, last.Link, last.Content)
		}
	}
	if len(parse(t, p, "/updates/components/sign-in.rss").Items) != 0 {
		t.Error("a component's updates tell of an incident that did not touch it")
	}
}

func TestFeedsNameTheirHub(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	_, cfg := press(t, store)
	cfg.Dir, cfg.Hub = t.TempDir(), "https://hub.example.net/"
	p := edition.New(cfg)
	catchUp(t, p)
	for path, want := range map[string]string{"/feed.rss": `<atom:link href="https://hub.example.net/" rel="hub">`, "/feed.atom": `<link href="https://hub.example.net/" rel="hub">`,
		"/feed.json": `"hubs":[{"type":"WebSub","url":"https://hub.example.net/"}]`} {
		text := read(t, p, path)
		if !strings.Contains(text, want) {
			t.Errorf("%s lacks %s", path, want)
		}
		for _, breach := range checkFeed(path, text) {
			t.Errorf("%s: %s", path, breach)
		}
	}
}

func TestBadgesForShieldsSayTheStateAndNeverGuess(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	if _, err := store.SetComponentStatus(t.Context(), "payments", models.PartialOutage); err != nil {
		t.Fatal(err)
	}
	p, cfg := press(t, store)
	catchUp(t, p)
	shield := func(p *edition.Press, path string) (s struct {
		SchemaVersion  int
		Label, Message string
		Color          string
		IsError        bool
		CacheSeconds   int
	}) {
		t.Helper()
		if err := json.Unmarshal([]byte(read(t, p, path)), &s); err != nil {
			t.Fatal(err)
		}
		return s
	}
	for path, want := range map[string]string{"/badge.json": "partial outage", "/badge/payments.json": "partial outage", "/badge/sign-in.json": "operational"} {
		if s := shield(p, path); s.SchemaVersion != 1 || s.Message != want || s.Label == "" || !strings.HasPrefix(s.Color, "#") || s.IsError != (want != "operational") || s.CacheSeconds < 300 {
			t.Errorf("%s: %+v, want %s", path, s, want)
		}
	}
	fix.Clock.Advance(24 * time.Hour)
	again := restarted(t, cfg, fix)
	again.Tick()
	if s := shield(again, "/badge/sign-in.json"); s.Message != "unknown" {
		t.Errorf("what may be old is called %q", s.Message)
	}
}

// TestThePageForFramesSaysWhatTheFrontPageSays in every state, and needs nothing
// from elsewhere.
func TestThePageForFramesSaysWhatTheFrontPageSays(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	p, _ := press(t, store)
	catchUp(t, p)
	if page := read(t, p, edition.EmbedPath); !strings.Contains(page, "All services are working.") || !strings.Contains(page, `class="ok"`) {
		t.Errorf("all is well, and the frame says %s", page)
	}
	i := modelstest.Incident(t, store, "Cards <are> refused", mustComponent(t, store, "payments"))
	catchUp(t, p)
	page := read(t, p, edition.EmbedPath)
	for _, want := range []string{"Cards &lt;are&gt; refused", "https://status.example.org/incidents/" + i.PublicID, `<html lang="en">`, `rel="noopener"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the frame lacks %s in %s", want, page)
		}
	}
	if strings.Contains(page, "Cards <are>") || strings.Contains(read(t, p, "/sitemap.xml"), "embed") {
		t.Error("the frame carries foreign markup, or search engines are sent there")
	}
	if len(page) > 4<<10 {
		t.Errorf("the frame has %d bytes", len(page))
	}
}

func TestTheGuideForProgramsLeadsToFilesThatAreThere(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	p, _ := press(t, store)
	catchUp(t, p)
	guide := read(t, p, "/llms.txt")
	if !strings.HasPrefix(guide, "# Status\n\n> ") || !strings.Contains(guide, "/components/payments)") {
		t.Errorf("the guide says %s", guide)
	}
	for part := range strings.SplitSeq(guide, "](https://status.example.org") {
		path, _, _ := strings.Cut(part, ")")
		if _, ok := p.File(path); !ok && strings.HasPrefix(path, "/") && path != "/events" {
			t.Errorf("the guide leads to %s, which is not there", path)
		}
	}
}

// TestOlderIncidentsStandOnFurtherPages walks through all of them as a client of a
// hosted page does.
func TestOlderIncidentsStandOnFurtherPages(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	var want []string
	for n := range 103 {
		fix.Clock.Advance(time.Minute)
		want = append([]string{modelstest.Incident(t, store, fmt.Sprintf("Number %d", n)).PublicID}, want...)
	}
	p, _ := press(t, store)
	catchUp(t, p)
	var got []string
	for n, count := range map[int]int{2: 50, 3: 3, 4: 0, 1 << 40: 0} {
		f, ok := p.APIPage("/api/v2/incidents.json", n)
		if !ok {
			t.Fatalf("there is no page %d", n)
		}
		text, err := f.Body(edition.Plain)
		if err != nil {
			t.Fatal(err)
		}
		if incidents := list(t, object(t, text)["incidents"]); len(incidents) != count {
			t.Errorf("page %d holds %d incidents, want %d", n, len(incidents), count)
		}
	}
	for n := 1; n <= 3; n++ {
		text := []byte(read(t, p, "/api/v2/incidents.json"))
		if f, ok := p.APIPage("/api/v2/incidents.json", n); ok {
			text, _ = f.Body(edition.Plain)
		}
		for _, one := range list(t, object(t, text)["incidents"]) {
			got = append(got, object(t, one).text("id"))
		}
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("the pages together are %v, want %v", got, want)
	}
	if f, ok := p.APIPage("/api/v2/scheduled-maintenances.json", 2); !ok || f.Status != 200 {
		t.Error("maintenances have no further pages")
	}
}
