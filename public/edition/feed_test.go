package edition_test

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/public/edition"
)

// feedPaths are the three formats under a stem.
func feedPaths(stem string) []string { return []string{stem + ".rss", stem + ".atom", stem + ".json"} }

// parse reads a feed as another program would, and checks that it is well formed.
func parse(t *testing.T, p *edition.Press, path string) *gofeed.Feed {
	t.Helper()
	text := read(t, p, path)
	if strings.HasSuffix(path, ".json") {
		if !json.Valid([]byte(text)) {
			t.Fatalf("%s is no JSON", path)
		}
	} else {
		wellFormed(t, path, text)
	}
	feed, err := gofeed.NewParser().ParseString(text)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return feed
}

func wellFormed(t *testing.T, path, text string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("%s is not well formed: %v", path, err)
		}
	}
}

func TestAnIncidentIsOneEntryRevisedInPlace(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	pay, err := store.Component(t.Context(), "payments")
	if err != nil {
		t.Fatal(err)
	}
	i := modelstest.Incident(t, store, "Cards are refused", pay)
	p, _ := press(t, store)
	catchUp(t, p)
	first := map[string]*gofeed.Item{}
	stems := append(feedPaths("/feed"), append(feedPaths("/components/payments"), "/history.rss", "/history.atom")...)
	for _, path := range stems {
		feed := parse(t, p, path)
		if len(feed.Items) != 1 {
			t.Fatalf("%s has %d entries, want 1", path, len(feed.Items))
		}
		first[path] = feed.Items[0]
		if feed.Items[0].GUID != "tag:status.example.org,2026:incident/"+i.PublicID || feed.Items[0].Title != "Cards are refused" {
			t.Errorf("%s: %q %q", path, feed.Items[0].GUID, feed.Items[0].Title)
		}
		if feed.Items[0].Link != "https://status.example.org/incidents/"+i.PublicID {
			t.Errorf("%s links to %s", path, feed.Items[0].Link)
		}
	}
	fix.Clock.Advance(26 * time.Hour)
	if _, err := store.PostUpdate(t.Context(), i.PublicID, models.NewUpdate{State: models.Resolved, Body: "All cards work **again**.",
		Components: []models.ComponentChoice{{ID: pay.PublicID, Status: models.Operational}}}); err != nil {
		t.Fatal(err)
	}
	catchUp(t, p)
	for _, path := range stems {
		feed := parse(t, p, path)
		if len(feed.Items) != 1 {
			t.Fatalf("%s has %d entries, want 1", path, len(feed.Items))
		}
		got := feed.Items[0]
		if got.GUID != first[path].GUID || !got.PublishedParsed.Equal(*first[path].PublishedParsed) {
			t.Errorf("%s: id or publication date changed with an update", path)
		}
		if body := got.Content; !strings.Contains(body, "<strong>again</strong>") || !strings.Contains(body, "We are looking into it.") ||
			strings.Index(body, "again") > strings.Index(body, "looking") {
			t.Errorf("%s holds %q, want both updates, newest first", path, body)
		}
		if !strings.HasSuffix(path, ".rss") && !got.UpdatedParsed.After(*first[path].UpdatedParsed) {
			t.Errorf("%s: the entry does not say that it was updated", path)
		}
	}
	if feed := parse(t, p, "/components/sign-in.atom"); len(feed.Items) != 0 {
		t.Error("a component's feed tells of an incident that did not touch it")
	}
}

func TestFeedsSayWhatTheirFormatsRequire(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	i := modelstest.Incident(t, store, "Cards are refused")
	postmortem(t, store, "cards", "Cards were refused for an hour", "What happened.", i.ID)
	p, _ := press(t, store)
	catchUp(t, p)
	rss := read(t, p, "/feed.rss")
	for _, want := range []string{`<atom:link href="https://status.example.org/feed.rss" rel="self" type="application/rss+xml">`,
		`<guid isPermaLink="false">tag:`, "<dc:creator>Status</dc:creator>", "<pubDate>Wed, 18 Nov 2026 12:00:00 +0000</pubDate>"} {
		if !strings.Contains(rss, want) {
			t.Errorf("RSS lacks %s", want)
		}
	}
	if strings.Contains(rss, "<author>") || strings.Contains(rss, "managingEditor") {
		t.Error("RSS names an author, which would have to be an address")
	}
	atom := read(t, p, "/feed.atom")
	for _, want := range []string{`<link href="https://status.example.org/feed.atom" rel="self"`, "<published>2026-11-18T12:00:00", "<id>tag:status.example.org,2026:feed/feed</id>", "<author>"} {
		if !strings.Contains(atom, want) {
			t.Errorf("Atom lacks %s", want)
		}
	}
	var doc struct {
		Version string `json:"version"`
		FeedURL string `json:"feed_url"`
		Items   []struct {
			ID, URL, ContentHTML string
		} `json:"items"`
	}
	if err := json.Unmarshal([]byte(read(t, p, "/feed.json")), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Version != "https://jsonfeed.org/version/1.1" || doc.FeedURL != "https://status.example.org/feed.json" || len(doc.Items) != 2 {
		t.Errorf("JSON feed: %+v", doc)
	}
}

func TestEmptyFeedsAreFeeds(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	p, _ := press(t, store)
	catchUp(t, p)
	for _, path := range append(feedPaths("/feed"), feedPaths("/postmortems")...) {
		if feed := parse(t, p, path); len(feed.Items) != 0 || feed.Title == "" {
			t.Errorf("%s: %d entries, title %q", path, len(feed.Items), feed.Title)
		}
	}
	if !strings.Contains(read(t, p, "/feed.json"), `"items":[]`) {
		t.Error("the empty JSON feed has no items")
	}
	if strings.Contains(read(t, p, "/feed.atom"), "<updated></updated>") {
		t.Error("the empty Atom feed has no date")
	}
}

func TestHostileTextsLeaveFeedsReadable(t *testing.T) {
	t.Parallel()
	for name, title := range map[string]string{
		"markup":              `<script>alert(1)</script> & <b>bold</b> "quoted" 'single'`,
		"the end of CDATA":    `broken ]]> end ]]]]><![CDATA[>`,
		"emoji":               "Payments 💳 down 🇩🇪 ⚠️",
		"right to left":       "الدفع لا يعمل",
		"entities":            "&amp; &lt;p&gt; &#0; &nbsp; &unknown;",
		"the last characters": "private \U0010FFFD and \uE000 and \uFFFD",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			store, _ := open(t)
			if _, err := store.OpenIncident(t.Context(), models.NewIncident{Title: title, State: models.Investigating, Body: title + "\n\n[link](javascript:alert(1))"}); err != nil {
				t.Fatal(err)
			}
			p, _ := press(t, store)
			catchUp(t, p)
			for _, path := range feedPaths("/feed") {
				feed := parse(t, p, path)
				if len(feed.Items) != 1 {
					t.Fatalf("%s: %d entries", path, len(feed.Items))
				}
				if got := feed.Items[0]; strings.Contains(got.Content, "<script") || strings.Contains(got.Content, "javascript:") {
					t.Errorf("%s carries a script: %s", path, got.Content)
				}
			}
			var doc struct{ Items []struct{ Title string } }
			if err := json.Unmarshal([]byte(read(t, p, "/feed.json")), &doc); err != nil || doc.Items[0].Title != title {
				t.Errorf("the title came out as %q, want %q", doc.Items[0].Title, title)
			}
			if strings.Contains(read(t, p, "/"), "<script>alert") {
				t.Error("the page carries the script")
			}
		})
	}
}

func TestPostmortemsReachFeedsWithTheirFullText(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	i := modelstest.Incident(t, store, "Sign-in fails")
	pm := postmortem(t, store, "sign-in", "Sign-in failed for 20 minutes", "At 16:00 the sign-in page failed.", i.ID)
	p, _ := press(t, store)
	catchUp(t, p)
	id := "tag:status.example.org,2026:postmortem/" + pm.PublicID
	for _, path := range feedPaths("/postmortems") {
		feed := parse(t, p, path)
		if len(feed.Items) != 1 || feed.Items[0].GUID != id {
			t.Fatalf("%s: %+v", path, feed.Items)
		}
		for _, want := range []string{"At 16:00 the sign-in page failed.", "Nobody could sign in.", "A process ran away.", "We stopped it.", "We will watch it.",
			"We stopped the process.", "Limit every process.", "Proximate cause"} {
			if !strings.Contains(feed.Items[0].Content, want) {
				t.Errorf("%s lacks %q", path, want)
			}
		}
	}
	if !strings.Contains(read(t, p, "/feed.rss"), "https://status.example.org/postmortems/sign-in") {
		t.Error("the incident's entry does not link to its postmortem")
	}

	fix.Clock.Advance(time.Hour)
	if _, err := store.WithdrawPostmortem(t.Context(), pm.Slug, 0, "It named a customer."); err != nil {
		t.Fatal(err)
	}
	catchUp(t, p)
	for _, path := range append(feedPaths("/postmortems"), feedPaths("/feed")...) {
		text := read(t, p, path)
		if strings.Contains(text, "A process ran away") || strings.Contains(text, "Sign-in failed for 20 minutes") {
			t.Errorf("%s still carries the withdrawn text", path)
		}
		if !strings.Contains(text, id) || !strings.Contains(text, "withdrawn") || !strings.Contains(text, "It named a customer.") {
			t.Errorf("%s does not say under the same id that the postmortem was withdrawn", path)
		}
	}
}

func TestTheCalendarHoldsMaintenance(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	from := modelstest.At(time.November, 24, 2, 0)
	m, err := store.PlanMaintenance(t.Context(), models.NewMaintenance{Title: "Database upgrade, part 1; with \"quotes\" and a long title that must be folded somewhere",
		Body: "Payments may pause for up to five minutes.", ScheduledFor: from, ScheduledUntil: from.Add(time.Hour), ComponentIDs: []string{"payments"}})
	if err != nil {
		t.Fatal(err)
	}
	p, _ := press(t, store)
	catchUp(t, p)
	text := read(t, p, "/maintenance.ics")
	for _, want := range []string{"UID:" + m.PublicID + "@status.example.org\r\n", "DTSTART:20261124T020000Z\r\n", "DTEND:20261124T030000Z\r\n", "STATUS:CONFIRMED\r\n", "part 1\\;"} {
		if !strings.Contains(text, want) {
			t.Errorf("the calendar lacks %q", want)
		}
	}
	for _, line := range strings.SplitAfter(text, "\n") {
		if line != "" && (!strings.HasSuffix(line, "\r\n") || len(line) > 77) {
			t.Errorf("a line of the calendar is wrong: %q", line)
		}
	}
	if entry := read(t, p, "/feed.rss"); !strings.Contains(entry, `<maintenanceEndDate xmlns="tag:vitrine,2026:maintenance">Tue, 24 Nov 2026 03:00:00 +0000`) || !strings.Contains(entry, "Scheduled for 24 Nov 2026, 02:00–03:00 UTC") {
		t.Error("the feed does not say when the maintenance is")
	}
}

// TestAnEntryWithoutUpdatesHasAText removes the only update of an incident: an
// item of a JSON feed without content is invalid.
func TestAnEntryWithoutUpdatesHasAText(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	i := modelstest.Incident(t, store, "Cards are refused")
	if err := store.RemoveUpdate(t.Context(), i.Updates[0].PublicID, "It was wrong."); err != nil {
		t.Fatal(err)
	}
	p, _ := press(t, store)
	catchUp(t, p)
	var doc struct {
		Items []struct {
			HTML string `json:"content_html"`
			Text string `json:"content_text"`
		} `json:"items"`
	}
	if err := json.Unmarshal([]byte(read(t, p, "/feed.json")), &doc); err != nil || len(doc.Items) != 1 {
		t.Fatalf("%v, %d items", err, len(doc.Items))
	}
	if item := doc.Items[0]; item.HTML+item.Text == "" {
		t.Error("the item has neither content_html nor content_text")
	}
}
