package importer_test

import (
	"path/filepath"
	"strings"
	"testing"

	"vitrine/importer"
	"vitrine/models"
)

// saved is a file with a text.
func saved(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	write(t, path, text)
	return path
}

// atShop says which page the files of a test are of.
var atShop = importer.Options{Source: "https://status.shop.example"}

func TestOfCachetComesOnlyWhatGuestsSee(t *testing.T) {
	t.Parallel()
	groups := saved(t, "groups.json", `{"data":[
		{"id":"1","type":"componentGroups","attributes":{"id":1,"name":"Shop","visible":1},"relationships":{"components":{"data":[{"id":"1","type":"components"}]}}},
		{"id":"2","type":"componentGroups","attributes":{"id":2,"name":"Staff","visible":0},"relationships":{"components":{"data":[{"id":"2","type":"components"}]}}},
		{"id":"3","type":"componentGroups","attributes":{"id":3,"name":"Secret","visible":{"value":2}},"relationships":{"components":{"data":[]}}}]}`)
	components3 := saved(t, "components.json", `{"data":[
		{"id":"1","type":"components","attributes":{"id":1,"name":"Search","status":1,"enabled":true},"relationships":{"group":{"data":{"id":"1","type":"componentGroups"}}}},
		{"id":"2","type":"components","attributes":{"id":2,"name":"Payroll","status":1,"enabled":true}},
		{"id":"3","type":"components","attributes":{"id":3,"name":"Vault","status":1,"enabled":true},"relationships":{"group":{"data":{"id":"3","type":"componentGroups"}}}},
		{"id":"4","type":"components","attributes":{"id":4,"name":"Ledger","status":1,"enabled":true},"relationships":{"group":{"data":{"id":"4","type":"componentGroups"}}}}],
		"included":[{"id":"4","type":"componentGroups","attributes":{"id":4,"name":"Never listed","visible":2}}]}`)
	incidents := saved(t, "incidents.json", `{"data":[
		{"id":"1","type":"incidents","attributes":{"id":1,"name":"For guests","message":"Slow.","visible":1,"status":{"value":1},"occurred":{"string":"2025-03-04 10:00:00"},"created":{"string":"2025-03-04 10:00:00"},"updated":{"string":"2025-03-04 10:00:00"}}},
		{"id":"2","type":"incidents","attributes":{"id":2,"name":"For nobody","message":"Secret.","visible":2,"status":{"value":1},"occurred":{"string":"2025-03-04 10:00:00"},"created":{"string":"2025-03-04 10:00:00"},"updated":{"string":"2025-03-04 10:00:00"}}}]}`)
	for name, from := range map[string][]string{"groups first": {groups, components3, incidents}, "groups last": {incidents, components3, groups}} {
		store, _ := open(t)
		r, err := importer.Cachet(t.Context(), from, atShop)
		if err != nil {
			t.Fatal(err)
		}
		take(t, store, r)
		same(t, name+": components", components(t, store), "Shop/Search operational")
		same(t, name+": incidents", told(t, store), "2025-03-04 10:00 | investigating | none | For guests\n  10:00 investigating: Slow.")
	}
}

func TestOfCStateComesOnlyWhatTheSiteShows(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "config.yml"), "title: The shop\nparams:\n  systems:\n    - name: Search\n")
	for name, more := range map[string]string{"Shown": "publishDate: 2025-03-01 00:00:00", "Draft": "draft: true", "Planned": "publishDate: 2999-01-01", "Past": "expiryDate: 2025-04-01"} {
		write(t, filepath.Join(dir, "content/issues", name+".md"), "---\ntitle: "+name+"\ndate: 2025-03-04 10:00:00\nresolved: false\nseverity: down\naffected: [Search]\n"+more+"\n---\nWords.\n")
	}
	r, err := importer.CState(dir)
	if err != nil {
		t.Fatal(err)
	}
	store, _ := open(t)
	take(t, store, r)
	same(t, "incidents", told(t, store), "2025-03-04 10:00 | investigating | major | Shown\n  10:00 investigating: Words.")
	notes := strings.Join(r.Notes, "\n")
	for _, want := range []string{"“Draft” is a draft and was passed over", "“Planned” is to be published on 1 January 2999", "“Past” was shown until 1 April 2025"} {
		if !strings.Contains(notes, want) {
			t.Errorf("it does not say %q: %q", want, notes)
		}
	}
}

func TestFilesOfAPageAreThePageItself(t *testing.T) {
	t.Parallel()
	const list = `{"data":[{"id":1,"name":"Search","status":1,"enabled":true,"created_at":"2024-01-01 00:00:00","updated_at":"2024-01-01 00:00:00"}]}`
	const page = `{"config":{"slug":"shop","title":"The shop"},"publicGroupList":[{"id":1,"name":"Services","weight":1,"monitorList":[{"id":11,"name":"Website"}]}]}`
	url := serve(t, map[string]string{"/api/v1/components?per_page=100": list, "/api/status-page/shop": page})
	for name, test := range map[string]struct {
		text string
		page string
		read func(from, source string) (importer.Read, error)
	}{
		"Cachet": {list, url, func(from, source string) (importer.Read, error) {
			return importer.Cachet(t.Context(), []string{from}, importer.Options{Source: source})
		}},
		"Uptime Kuma": {page, url + "/status/shop", func(from, source string) (importer.Read, error) {
			return importer.UptimeKuma(t.Context(), []string{from}, importer.Options{Source: source})
		}},
	} {
		file := saved(t, "saved.json", test.text)
		if _, err := test.read(file, ""); models.KindOf(err) != models.Invalid || !strings.Contains(models.MessageOf(err), "--source") {
			t.Errorf("%s: files of nobody knows what: %v", name, err)
		}
		store, _ := open(t)
		for n, from := range []string{test.page, file} {
			r, err := test.read(from, map[bool]string{true: test.page + "/"}[n == 1])
			if err != nil {
				t.Fatal(err)
			}
			if report := take(t, store, r); report.Changes() != (n == 0) {
				t.Errorf("%s: import %d of %s did %v", name, n+1, r.Source, deeds(report))
			}
		}
	}
}

func TestABackupSaysThatItsMonitorsBecomePublic(t *testing.T) {
	t.Parallel()
	r, err := importer.UptimeKuma(t.Context(), []string{saved(t, "backup.json", `{"monitorList":[{"id":2,"name":"Website","type":"http","active":true},{"id":3,"name":"Payroll","type":"http","active":true}]}`)}, atShop)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(strings.Join(r.Notes, "\n"), "all 2 that are active are taken over, and their names are public") {
		t.Errorf("it notes %q", r.Notes)
	}
}

const atomOfShop = `<feed xmlns="http://www.w3.org/2005/Atom"><link rel="alternate" href="https://status.shop.example"/>
<entry><id>tag:status.shop.example,2005:Incident/1</id><published>2025-03-04T10:00:00Z</published><updated>2025-03-04T11:05:00Z</updated><title>Search is slow</title><link rel="alternate" href="https://status.shop.example/incidents/a1b2c3d4e5f6"/><content type="html">It is over.</content></entry>
<entry><id>tag:hiccup</id><published>2025-02-01T08:00:00Z</published><title>Short hiccup</title><link href="https://status.shop.example/posts/hiccup"/><content type="html">It was over before anybody looked.</content></entry>
<entry><id>tag:news-1</id><published>2025-01-01T08:00:00Z</published><title>One</title><link href="https://status.shop.example/news"/><content type="html">First.</content></entry>
<entry><id>tag:news-2</id><published>2025-01-02T08:00:00Z</published><title>Two</title><link href="https://status.shop.example/news"/><content type="html">Second.</content></entry></feed>`

func TestRSSAndAtomOfOnePageAreOne(t *testing.T) {
	t.Parallel()
	rss, atom := saved(t, "history.rss", hostedFeed), saved(t, "history.atom", atomOfShop)
	for _, from := range [][]string{{rss, atom}, {atom, rss}} {
		r, err := importer.Feed(t.Context(), from)
		if err != nil {
			t.Fatal(err)
		}
		ids := map[string]string{}
		for _, i := range r.Incidents {
			ids[i.Title] = i.FeedID + " " + i.FeedGUID
		}
		if len(r.Incidents) != 4 || ids["Short hiccup"] != "tag:hiccup urn:hiccup" || ids["One"] != "tag:news-1 " || ids["Two"] != "tag:news-2 " {
			t.Errorf("%d incidents, with the ids %q", len(r.Incidents), ids)
		}
		store, _ := open(t)
		take(t, store, r)
		if i, err := store.Incident(t.Context(), "a1b2c3d4e5f6"); err != nil || i.FeedID != "tag:status.shop.example,2005:Incident/1" || i.FeedGUID != "https://status.shop.example/incidents/a1b2c3d4e5f6" {
			t.Errorf("%v: it is known as %q and %q", err, i.FeedID, i.FeedGUID)
		}
	}
}

func TestHTMLComesOverAsTheWordsThatWereRead(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	const html = `&lt;p&gt;Set &lt;em&gt;a_b&lt;/em&gt; to 2*3*4 or [x](y), &amp;lt;script&amp;gt; and &amp;amp;lt; and C:\*. See https://shop.example/a_b and &lt;a href="https://shop.example/"&gt;list[0]&lt;/a&gt;, run &lt;code&gt;a_b ` + "`c`" + ` *&lt;/code&gt;.&lt;/p&gt;`
	r, err := importer.Feed(t.Context(), []string{saved(t, "feed.rss", strings.Replace(hostedFeed, "It was over before anybody looked.", html, 1))})
	if err != nil {
		t.Fatal(err)
	}
	take(t, store, r)
	page := ""
	for _, i := range r.Incidents {
		if i.Title == "Short hiccup" {
			page = i.Said[0].Body
		}
	}
	same(t, "Markdown", page, `Set *a\_b* to 2\*3\*4 or \[x](y), \<script> and \&lt; and C:\\\*. See https://shop.example/a_b and [list\[0\]](https://shop.example/), run `+"``a_b `c` *``"+`.`)
	incidents, err := store.Incidents(t.Context(), models.IncidentQuery{})
	if err != nil {
		t.Fatal(err)
	}
	shown := text(t, published(t, store), "/incidents/"+incidents[1].PublicID)
	for _, want := range []string{"<em>a_b</em> to 2*3*4 or [x](y), &lt;script&gt; and &amp;lt; and C:\\*.", ">list[0]</a>", "<code>a_b `c` *</code>"} {
		if !strings.Contains(shown, want) {
			t.Errorf("the page does not show %s:\n%s", want, shown)
		}
	}
}
