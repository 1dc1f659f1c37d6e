package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
)

// imports leads a leak through what each kind of page tells of itself.
func (g *gateTrial) imports() {
	dir := g.t.TempDir()
	leak := strings.Trim(string(must(json.Marshal(leakedText))), `"`)
	keep := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			g.t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			g.t.Fatal(err)
		}
		return path
	}
	hosted := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := hostedLeaks[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, strings.ReplaceAll(body, "LEAK", leak))
	}))
	g.t.Cleanup(hosted.Close)
	saved := savedPage(g.t)
	incidents := filepath.Join(saved, "incidents.json")
	body := string(must(os.ReadFile(incidents)))
	if err := os.WriteFile(incidents, []byte(strings.ReplaceAll(body, "A certificate ran out on 10.20.30.40.", leak)), 0o600); err != nil {
		g.t.Fatal(err)
	}
	keep("cstate/config.yml", "title: The shop\n")
	keep("cstate/content/issues/mail.md", "---\ntitle: Mail is late\ndate: 2025-06-01T08:00:00Z\nresolved: false\n---\n"+leakedText+"\n")
	for _, args := range [][]string{
		{"statuspage", saved},
		{"cachet", hosted.URL},
		{"uptime-kuma", hosted.URL + "/status/shop"},
		{"cstate", filepath.Join(dir, "cstate")},
		{"rss", keep("history.rss", `<rss version="2.0"><channel><title>Shop</title><link>https://status.shop.example</link><item><title>`+leakedLine+
			`</title><description>It was late.</description><pubDate>Sat, 01 Feb 2025 08:00:00 GMT</pubDate><link>https://status.shop.example/posts/1</link><guid>urn:1</guid></item></channel></rss>`)},
	} {
		out, errs, code := g.s.vitrine("", append([]string{"import"}, args...)...)
		if code == 0 || !strings.Contains(out+errs, leakedHost) {
			g.t.Errorf("vitrine import %s ended with %d: %s%s", args[0], code, out, errs)
		}
		g.tried = append(g.tried, "command import "+args[0])
	}
}

// hostedLeaks are what a Cachet and an Uptime Kuma answer.
var hostedLeaks = map[string]string{
	"/api/v1/components/groups": `{"data":[]}`,
	"/api/v1/components":        `{"data":[]}`,
	"/api/v1/schedules":         `{"data":[]}`,
	"/api/v1/incidents": `{"data":[{"id":7,"component_id":0,"name":"Search is slow","status":1,"visible":1,"message":"LEAK","occurred_at":"2025-03-04 10:00:00",
		"created_at":"2025-03-04 10:00:00","updated_at":"2025-03-04 11:05:00","updates":[]}]}`,
	"/api/status-page/shop": `{"config":{"slug":"shop","title":"The shop"},"incident":{"id":4,"style":"warning","title":"Payments fail","content":"LEAK","pin":true,
		"createdDate":"2025-03-04 10:00:00.123","lastUpdatedDate":null},"publicGroupList":[{"id":1,"name":"Services","weight":1,"monitorList":[{"id":11,"name":"Website","type":"http"}]}],"maintenanceList":[]}`,
	"/api/status-page/heartbeat/shop": `{"heartbeatList":{},"uptimeList":{}}`,
}

// must is for what cannot fail in a trial.
func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
