package importer_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vitrine/importer"
	"vitrine/models"
)

// told is what a site tells of its incidents, oldest update first.
func told(t *testing.T, store *models.Store) string {
	t.Helper()
	incidents, err := store.Incidents(t.Context(), models.IncidentQuery{})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, i := range incidents {
		fmt.Fprintf(&b, "%s | %s | %s | %s\n", i.StartedAt.UTC().Format("2006-01-02 15:04"), i.State, i.Impact, i.Title)
		for n := range i.Updates {
			u := i.Updates[len(i.Updates)-1-n]
			fmt.Fprintf(&b, "  %s %s: %s\n", u.DisplayAt.UTC().Format("15:04"), u.State, u.Body)
		}
	}
	return b.String()
}

// components is what a site tells of its components.
func components(t *testing.T, store *models.Store) string {
	t.Helper()
	list, err := store.Components(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	groups, err := store.Groups(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	names := map[int64]string{}
	for _, g := range groups {
		names[g.ID] = g.Name + "/"
	}
	var b strings.Builder
	for _, c := range list {
		group := ""
		if c.GroupID != nil {
			group = names[*c.GroupID]
		}
		fmt.Fprintf(&b, "%s%s %s\n", group, c.Name, c.Status)
	}
	return b.String()
}

// serve answers with texts by path and query; what is not there is 404.
func serve(t *testing.T, texts map[string]string) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, ok := texts[r.URL.RequestURI()]
		if !ok {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, strings.ReplaceAll(text, "HOST", "http://"+r.Host))
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func same(t *testing.T, what, got, want string) {
	t.Helper()
	if strings.TrimSpace(got) != strings.TrimSpace(want) {
		t.Errorf("%s:\n%s\nwant:\n%s", what, got, want)
	}
}

// twice imports what read returns two times; the second changes nothing.
func twice(t *testing.T, store *models.Store, read func() (importer.Read, error)) {
	t.Helper()
	for n := range 2 {
		r, err := read()
		if err != nil {
			t.Fatal(err)
		}
		if report := take(t, store, r); report.Changes() != (n == 0) {
			t.Errorf("import %d says %+v", n+1, report.Lines)
		}
	}
}

const cachetWant = `
2025-03-04 10:00 | resolved | none | Search is slow
  10:00 investigating: Searching takes **minutes**.
  10:20 identified: An index is missing.
  11:05 resolved: The index is back.
2025-02-01 08:00 | resolved | none | Short hiccup
  08:00 resolved: It was over before anybody looked.
`

func TestCachetVersion2IsTakenOver(t *testing.T) {
	t.Parallel()
	url := serve(t, map[string]string{
		"/api/v1/components/groups?per_page=100": `{"meta":{"pagination":{"links":{"next_page":null}}},"data":[{"id":1,"name":"Shop","order":1,"collapsed":0,"visible":1,"created_at":"2024-01-01 00:00:00","updated_at":"2024-01-01 00:00:00"}]}`,
		"/api/v1/components?per_page=100": `{"meta":{"pagination":{"links":{"next_page":null}}},"data":[
			{"id":1,"name":"Search","description":"","link":"","status":1,"order":1,"group_id":1,"enabled":true,"created_at":"2024-01-01 00:00:00","updated_at":"2025-03-04 11:05:00"},
			{"id":2,"name":"Old","status":4,"order":2,"group_id":0,"enabled":false,"created_at":"2024-01-01 00:00:00","updated_at":"2024-01-01 00:00:00"},
			{"id":3,"name":"Mail","status":"3","order":3,"group_id":0,"enabled":true,"created_at":"2024-01-01 00:00:00","updated_at":"2025-05-01 00:00:00"}]}`,
		"/api/v1/incidents?per_page=100": `{"meta":{"pagination":{"links":{"next_page":"HOST/api/v1/incidents?page=2"}}},"data":[
			{"id":7,"component_id":1,"name":"Search is slow","status":4,"visible":1,"message":"Searching takes **minutes**.","occurred_at":"2025-03-04 10:00:00","created_at":"2025-03-04 10:00:00","updated_at":"2025-03-04 11:05:00",
			 "updates":[{"id":1,"status":2,"message":"An index is missing.","created_at":"2025-03-04 10:20:00","updated_at":"2025-03-04 10:20:00"},{"id":2,"status":4,"message":"The index is back.","created_at":"2025-03-04 11:05:00","updated_at":"2025-03-04 11:05:00"}]},
			{"id":8,"component_id":1,"name":"Only for staff","status":1,"visible":0,"message":"Hidden.","occurred_at":"2025-03-05 10:00:00","created_at":"2025-03-05 10:00:00","updated_at":"2025-03-05 10:00:00","updates":[]}]}`,
		"/api/v1/incidents?page=2":       `{"meta":{"pagination":{"links":{"next_page":null}}},"data":[{"id":6,"component_id":0,"name":"Short hiccup","status":4,"visible":1,"message":"It was over before anybody looked.","occurred_at":"2025-02-01 08:00:00","created_at":"2025-02-01 08:00:00","updated_at":"2025-02-01 08:00:00","updates":[]}]}`,
		"/api/v1/schedules?per_page=100": `{"data":[{"id":3,"name":"New disks","message":"Short pauses.","status":2,"scheduled_at":"2025-04-01 20:00:00","completed_at":"2025-04-01 21:00:00","created_at":"2025-03-20 09:00:00","updated_at":"2025-04-01 21:00:00","components":[]}]}`,
	})
	store, _ := open(t)
	twice(t, store, func() (importer.Read, error) { return importer.Cachet(t.Context(), []string{url}, importer.Options{}) })
	same(t, "incidents", told(t, store), cachetWant)
	same(t, "components", components(t, store), "Shop/Search operational\nMail partial_outage")
	incidents, err := store.Incidents(t.Context(), models.IncidentQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if f := file(t, published(t, store), "/incidents/7"); f.Target != "/incidents/"+incidents[0].PublicID {
		t.Errorf("the old address leads to %q", f.Target)
	}
	works, err := store.Maintenances(t.Context(), models.MaintenanceQuery{})
	if err != nil || len(works) != 1 || works[0].State != models.Completed {
		t.Errorf("%v: maintenances %+v", err, works)
	}
}

func TestCachetVersion3IsTakenOver(t *testing.T) {
	t.Parallel()
	url := serve(t, map[string]string{
		"/api/component-groups?include=components&per_page=100": `{"data":[{"id":"1","type":"componentGroups","attributes":{"id":1,"name":"Shop","order":1,"visible":1},"relationships":{"components":{"data":[{"id":"1","type":"components"}]}}}]}`,
		"/api/components?include=group&per_page=100": `{"data":[{"id":"1","type":"components","attributes":{"id":1,"name":"Search","order":1,"status":{"human":"Operational","value":1},"enabled":true,"created":{"string":"2024-01-01 00:00:00"},"updated":{"string":"2024-01-01 00:00:00"}}},
			{"id":"3","type":"components","attributes":{"id":3,"name":"Mail","order":3,"status":3,"enabled":true,"created":{"string":"2024-01-01 00:00:00"},"updated":{"string":"2024-01-01 00:00:00"}}}]}`,
		"/api/incidents?include=components,updates&per_page=100": `{"data":[{"id":"7","type":"incidents","attributes":{"id":7,"guid":"0b1c9a52-1a4e-4f6b-9a57-1f2d7c5f0a11","name":"Search is slow","message":"Searching takes **minutes**.","visible":1,"status":{"human":"Fixed","value":4},"occurred":{"string":"2025-03-04 10:00:00"},"created":{"string":"2025-03-04 10:00:00"},"updated":{"string":"2025-03-04 11:05:00"}},
			"relationships":{"components":{"data":[{"id":"1","type":"components"}]},"updates":{"data":[{"id":"1","type":"updates"},{"id":"2","type":"updates"}]}}},
			{"id":"6","type":"incidents","attributes":{"id":6,"name":"Short hiccup","message":"It was over before anybody looked.","visible":1,"status":{"value":4},"occurred":{"string":"2025-02-01 08:00:00"},"created":{"string":"2025-02-01 08:00:00"},"updated":{"string":"2025-02-01 08:00:00"}},"relationships":{}}],
			"included":[{"id":"1","type":"updates","attributes":{"id":1,"message":"An index is missing.","status":{"value":2},"created":{"string":"2025-03-04 10:20:00"}}},{"id":"2","type":"updates","attributes":{"id":2,"message":"The index is back.","status":{"value":4},"created":{"string":"2025-03-04 11:05:00"}}}],"links":{"next":null}}`,
	})
	store, _ := open(t)
	twice(t, store, func() (importer.Read, error) { return importer.Cachet(t.Context(), []string{url}, importer.Options{}) })
	same(t, "incidents", told(t, store), cachetWant)
	same(t, "components", components(t, store), "Shop/Search operational\nMail partial_outage")
}

func TestUptimeKumaIsTakenOver(t *testing.T) {
	t.Parallel()
	url := serve(t, map[string]string{
		"/api/status-page/shop": `{"config":{"slug":"shop","title":"The shop"},"incident":{"id":4,"style":"warning","title":"Payments fail","content":"We are on it.","pin":true,"createdDate":"2025-03-04 10:00:00.123","lastUpdatedDate":null},
			"publicGroupList":[{"id":1,"name":"Services","weight":1,"monitorList":[{"id":11,"name":"Website","type":"http"},{"id":12,"name":"Payments","type":"http"},{"id":13,"name":"Never seen","type":"ping"}]}],
			"maintenanceList":[{"id":2,"title":"New disks","description":"Short pauses.","status":"scheduled","timeslotList":[{"startDate":"2026-12-01 20:00:00","endDate":"2026-12-01 21:00:00"}]}]}`,
		"/api/status-page/heartbeat/shop": `{"heartbeatList":{"11":[0,{"status":0,"time":"2025-03-04 09:00:00.000"},{"status":1,"time":"2025-03-04 10:00:00.000"}],"12":[{"status":0,"time":"2025-03-04 10:00:00.000"}]},"uptimeList":{"11_24":1}}`,
	})
	store, _ := open(t)
	twice(t, store, func() (importer.Read, error) {
		return importer.UptimeKuma(t.Context(), []string{url + "/status/shop"}, importer.Options{})
	})
	same(t, "incidents", told(t, store), "2025-03-04 10:00 | investigating | none | Payments fail\n  10:00 investigating: We are on it.")
	same(t, "components", components(t, store), "Services/Website operational\nServices/Payments major_outage\nServices/Never seen unknown")

	backup := filepath.Join(t.TempDir(), "backup.json")
	write(t, backup, `{"version":"1.23.0","notificationList":[],"monitorList":[{"id":1,"name":"Services","type":"group","active":true},{"id":2,"name":"Website","type":"http","parent":1,"active":true},{"id":3,"name":"Off","type":"http","active":false}],"proxyList":[]}`)
	store, _ = open(t)
	twice(t, store, func() (importer.Read, error) {
		return importer.UptimeKuma(t.Context(), []string{backup}, importer.Options{Source: "https://kuma.example/status/shop"})
	})
	same(t, "components", components(t, store), "Services/Website unknown")
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestCStateIsTakenOver(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "config.yml"), "title: The shop\nparams:\n  categories:\n    - name: Services\n      description: What customers use.\n    - name: Rest\n      untitled: true\n  systems:\n    - name: Search\n      category: Services\n    - name: Mail\n      category: Rest\n")
	write(t, filepath.Join(dir, "content/issues/2025-03-04-search.md"), "---\ntitle: Search is slow\ndate: 2025-03-04 10:00:00\nresolved: true\nresolvedWhen: 2025-03-04 11:05:00\nseverity: down\naffected:\n  - Search\nsection: issue\n---\n\n*Post-mortem*\n\nAn index was dropped.\n\n---\n\n*Update* - Nearly there. {{< track \"2025-03-04 10:40:00\" >}}\n\n*Identified* - An index is missing. {{< track \"2025-03-04 10:20:00\" >}}\n\n*Investigating* - Searching takes minutes. {{< track \"2025-03-04 10:00:00\" >}}\n")
	write(t, filepath.Join(dir, "content/issues/mail.md"), "---\ntitle: Mail is late\ndate: 2025-06-01T08:00:00Z\nresolved: false\nseverity: disrupted\naffected: [Mail]\n---\nWe look.\n")
	write(t, filepath.Join(dir, "content/issues/_index.md"), "---\n---\n")
	store, _ := open(t)
	twice(t, store, func() (importer.Read, error) { return importer.CState(dir) })
	same(t, "incidents", told(t, store), `
2025-06-01 08:00 | investigating | minor | Mail is late
  08:00 investigating: We look.
2025-03-04 10:00 | resolved | major | Search is slow
  10:00 investigating: Searching takes minutes.
  10:20 identified: An index is missing.
  10:40 identified: Nearly there.
  11:05 resolved: *Post-mortem*

An index was dropped.`)
	same(t, "components", components(t, store), "Services/Search operational\nMail degraded_performance")
	incidents, err := store.Incidents(t.Context(), models.IncidentQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if f := file(t, published(t, store), "/issues/2025-03-04-search"); f.Target != "/incidents/"+incidents[1].PublicID {
		t.Errorf("the old address leads to %q", f.Target)
	}
}

const hostedFeed = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The shop - Incident History</title><link>https://status.shop.example</link>
<item><title>Search &amp; filters are slow</title><description>&lt;p&gt;&lt;small&gt;Mar &lt;var data-var='date'&gt; 4&lt;/var&gt;, &lt;var data-var='time'&gt;11:05&lt;/var&gt; UTC&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Resolved&lt;/strong&gt; - The index is back. See &lt;a href="https://shop.example/why"&gt;why&lt;/a&gt;.&lt;/p&gt;&lt;p&gt;&lt;small&gt;Mar &lt;var data-var='date'&gt; 4&lt;/var&gt;, &lt;var data-var='time'&gt;10:20&lt;/var&gt; UTC&lt;/small&gt;&lt;br /&gt;&lt;strong&gt;Update&lt;/strong&gt; - An index is &lt;em&gt;missing&lt;/em&gt;.&lt;/p&gt;&lt;p&gt;&lt;small&gt;Mar &lt;var data-var='date'&gt; 4&lt;/var&gt;, &lt;var data-var='time'&gt;05:00&lt;/var&gt; EST&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Investigating&lt;/strong&gt; - Searching takes minutes.&lt;/p&gt;</description>
<pubDate>Tue, 04 Mar 2025 11:05:00 +0000</pubDate><link>https://status.shop.example/incidents/a1b2c3d4e5f6</link><guid>https://status.shop.example/incidents/a1b2c3d4e5f6</guid></item>
<item><title>Short hiccup</title><description>It was over before anybody looked.</description><pubDate>Sat, 01 Feb 2025 08:00:00 GMT</pubDate><link>https://status.shop.example/posts/hiccup</link><guid>urn:hiccup</guid></item>
</channel></rss>`

func TestAFeedIsTakenOver(t *testing.T) {
	t.Parallel()
	url := serve(t, map[string]string{"/history.rss": hostedFeed})
	store, _ := open(t)
	twice(t, store, func() (importer.Read, error) { return importer.Feed(t.Context(), []string{url + "/history.rss"}) })
	same(t, "incidents", told(t, store), `
2025-03-04 10:00 | resolved | none | Search & filters are slow
  10:00 investigating: Searching takes minutes.
  10:20 investigating: An index is *missing*.
  11:05 resolved: The index is back. See [why](https://shop.example/why).
2025-02-01 08:00 | resolved | none | Short hiccup
  08:00 resolved: It was over before anybody looked.`)
	p := published(t, store)
	if rss := text(t, p, "/history.rss"); !strings.Contains(rss, ">urn:hiccup</guid>") || !strings.Contains(rss, ">https://status.shop.example/incidents/a1b2c3d4e5f6</guid>") {
		t.Error("the feed lost the ids of its entries")
	}
	if f := file(t, p, "/incidents/a1b2c3d4e5f6"); f.Status != http.StatusOK {
		t.Errorf("the old address answers %d", f.Status)
	}
	if f := file(t, p, "/posts/hiccup"); !strings.HasPrefix(f.Target, "/incidents/") {
		t.Errorf("the old address leads to %q", f.Target)
	}
}

func TestAFeedOfAPageThatIsHereAlreadyOnlyTeachesItsIds(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	saved := filepath.Join(t.TempDir(), "saved")
	for _, name := range []string{"summary.json", "incidents.json", "scheduled-maintenances.json"} {
		body, err := os.ReadFile(filepath.Join(recorded, name))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(saved, name), string(body))
	}
	r, err := importer.Statuspage(t.Context(), []string{saved}, importer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	take(t, store, r)
	before := told(t, store)
	twice(t, store, func() (importer.Read, error) {
		return importer.Feed(t.Context(), []string{filepath.Join(recorded, "history.atom")})
	})
	same(t, "incidents", told(t, store), before)
	if !strings.Contains(text(t, published(t, store), "/history.atom"), "<id>tag:status.larkspur.example,2005:Incident/23377</id>") {
		t.Error("the id of the former feed was not learned")
	}
}
