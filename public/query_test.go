package public_test

import (
	"strings"
	"testing"

	"vitrine/models/modelstest"
	"vitrine/public"
)

// TestAddressesMayAskForMore asks as clients of hosted pages and chats do.
func TestAddressesMayAskForMore(t *testing.T) {
	t.Parallel()
	s := serve(t)
	modelstest.Incident(t, s.Store, "Another")
	s.catchUp()
	_, whole := s.get("/feed.rss")
	_, apart := s.get("/feed.rss?per=update")
	if strings.Contains(whole, ":update/") || !strings.Contains(apart, ":update/") {
		t.Error("?per=update does not tell updates one by one")
	}
	if _, other := s.get("/feed.rss?utm_source=x&per=incident"); other != whole {
		t.Error("an unknown query changes the feed")
	}
	_, first := s.get("/api/v2/incidents.json")
	for query, same := range map[string]bool{"?page=1": true, "?page=0": true, "?page=-1": true, "?page=two": true, "?page=2": false, "?page=99999999999999999999": true} {
		res, body := s.get("/api/v2/incidents.json" + query)
		if res.StatusCode != 200 || (body == first) != same || res.Header.Get("Access-Control-Allow-Origin") != "*" || res.Header.Get("ETag") == "" {
			t.Errorf("%s: %d %v, the first page: %t", query, res.StatusCode, res.Header, body == first)
		}
		if again, _ := s.get("/api/v2/incidents.json"+query, "If-None-Match", res.Header.Get("ETag")); again.StatusCode != 304 {
			t.Errorf("%s is not kept by its ETag: %d", query, again.StatusCode)
		}
	}
}

func TestFeedsNameTheirHubInTheirHead(t *testing.T) {
	t.Parallel()
	s := serve(t, func(c *public.Config) { c.Hub = "https://hub.example.net/" })
	for path, want := range map[string]string{"/feed.atom": `<https://hub.example.net/>; rel="hub", <https://status.example.org/feed.atom>; rel="self"`,
		"/feed.json?per=update": `<https://hub.example.net/>; rel="hub", <https://status.example.org/updates/feed.json>; rel="self"`, "/": "", "/badge.svg": ""} {
		if res, _ := s.get(path); res.Header.Get("Link") != want {
			t.Errorf("%s: %q, want %q", path, res.Header.Get("Link"), want)
		}
	}
}

// TestOnePageMayStandInAFrame, and no other.
func TestOnePageMayStandInAFrame(t *testing.T) {
	t.Parallel()
	s := serve(t)
	for f := range s.Press.Current().Files() {
		res, _ := s.get(f.Path)
		policy := res.Header.Get("Content-Security-Policy")
		if framed := strings.Contains(policy, "frame-ancestors *"); framed != (f.Path == "/embed.html") || framed == strings.Contains(policy, "frame-ancestors 'none'") {
			t.Errorf("%s: %s", f.Path, policy)
		}
	}
	if res, _ := s.get("/embed.html"); res.Header.Get("Cross-Origin-Resource-Policy") != "cross-origin" {
		t.Error("a page that isolates itself cannot show the frame")
	}
}
