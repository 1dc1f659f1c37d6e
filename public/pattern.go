package public

import (
	"strings"

	"github.com/valyala/fasthttp"

	"vitrine/locale"
)

// elsewhere stands for every address that is none of ours.
const elsewhere = "none"

// fixedPaths are the addresses that are always the same.
var fixedPaths = setOf("/", "/history", "/search", "/postmortems", "/subscribe", "/subscribe/challenge", "/subscribe/channel", "/subscribe/push", "/push-worker.js", "/sign-in", providerStart, ProviderReturn, "/sign-out", "/privacy", "/imprint", "/404.html",
	"/feed.rss", "/feed.atom", "/feed.json", "/postmortems.rss", "/postmortems.atom", "/postmortems.json", "/history.rss", "/history.atom", "/updates/feed.rss", "/updates/feed.atom", "/updates/feed.json", "/updates/history.rss", "/updates/history.atom",
	"/maintenance.ics", "/events", "/badge.svg", "/badge.json", "/card.png", "/embed.js", "/embed.html", "/llms.txt", "/healthz", "/readyz", "/robots.txt", "/sitemap.xml",
	"/.well-known/security.txt", followStem+"edition", followStem+"list", followStem+"files", followStem+"facts", followStem+"events", "/api/postmortems.json", "/api/v2/summary.json", "/api/v2/status.json", "/api/v2/components.json",
	"/api/v2/incidents.json", "/api/v2/incidents/unresolved.json", "/api/v2/scheduled-maintenances.json",
	"/api/v2/scheduled-maintenances/upcoming.json", "/api/v2/scheduled-maintenances/active.json", "/api/v2/subscribers.json")

// namedPaths are those with a name in them: what stands before it, how the
// address ends, and the pattern of both.
var namedPaths = []struct{ stem, end, pattern string }{
	{"/assets/", "", "/assets/*"},
	{"/history/", "", "/history/:month"},
	{"/search/", ".json", "/search/:period.json"},
	{"/incidents/", ".png", "/incidents/:id.png"},
	{"/incidents/", "", "/incidents/:id"},
	{"/maintenance/", "", "/maintenance/:id"},
	{"/components/", ".rss", "/components/:slug.rss"},
	{"/components/", ".atom", "/components/:slug.atom"},
	{"/components/", ".json", "/components/:slug.json"},
	{"/components/", "", "/components/:slug"},
	{"/postmortems/", ".md", "/postmortems/:slug.md"},
	{"/postmortems/", ".png", "/postmortems/:slug.png"},
	{"/postmortems/", "", "/postmortems/:slug"},
	{"/api/postmortems/", ".json", "/api/postmortems/:slug.json"},
	{"/badge/", ".svg", "/badge/:slug.svg"},
	{"/badge/", ".json", "/badge/:slug.json"},
	{"/updates/components/", ".rss", "/updates/components/:slug.rss"},
	{"/updates/components/", ".atom", "/updates/components/:slug.atom"},
	{"/updates/components/", ".json", "/updates/components/:slug.json"},
	{"/subscriptions/", "", "/subscriptions/:token"},
	{"/u/", "", "/u/:token"},
}

func setOf(words ...string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[w] = true
	}
	return set
}

// Route is the pattern of a visitor's address, one of a fixed list: never a name
// or a token that stands in it.
func Route(ctx *fasthttp.RequestCtx) string {
	path, _ := pathOf(ctx)
	return pattern(string(path))
}

// spoken are all languages that an address may name.
var spoken = locale.All()

// pattern is Route of a path. A page counts the same in every language.
func pattern(path string) string {
	if fixedPaths[path] { // most are
		return path
	}
	rest, _, _ := named(path, spoken)
	return patternOf(rest)
}

func patternOf(path string) string {
	if len(path) > 1 {
		path = strings.TrimSuffix(path, "/")
	}
	if fixedPaths[path] {
		return path
	}
	for _, n := range namedPaths {
		if strings.HasPrefix(path, n.stem) && len(path) > len(n.stem) && strings.HasSuffix(path, n.end) {
			return inside(path[len(n.stem):], n.pattern)
		}
	}
	return elsewhere
}

// inside tells the pages of a postmortem and of an incident apart. No other name
// holds a slash.
func inside(name, pattern string) string {
	if pattern == "/assets/*" {
		return pattern
	}
	_, rest, deeper := strings.Cut(name, "/")
	switch {
	case !deeper:
		return pattern
	case pattern == "/incidents/:id" && rest == "follow":
		return "/incidents/:id/follow"
	case pattern == "/postmortems/:slug" && strings.HasPrefix(rest, "revisions/"):
		return "/postmortems/:slug/revisions/:number"
	case pattern == "/postmortems/:slug" && strings.HasPrefix(rest, "changes/"):
		return "/postmortems/:slug/changes/:pair"
	}
	return elsewhere
}
