package main

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
)

//go:embed testdata/axe.min.js
var axe string

// watchful is a person on whose pages axe-core runs.
type watchful struct{ *person }

func (b *browser) watchful(name string) watchful {
	b.t.Helper()
	p := watchful{b.person(name)}
	p.do("bring axe", command(page.SetBypassCSP, page.SetBypassCSPParams{Enabled: true}),
		command(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: axe}))
	return p
}

// The rules of a light page: all of them, the size of what is pressed included.
// A dark one can break only those about colours besides.
const (
	lightRules = `{rules: {'target-size': {enabled: true}}}`
	darkRules  = `{runOnly: ['color-contrast', 'link-in-text-block']}`
)

// check runs the rules on the page in both schemes.
func (w watchful) check(where string) {
	w.t.Helper()
	for scheme, rules := range map[string]string{"light": lightRules, "dark": darkRules} {
		w.prefers(scheme)
		w.obeys(where+", "+scheme, rules)
	}
	w.prefers("light")
}

// checkForced runs the rules about colours where the reader's system chooses all of
// them, dark ones, and wants what the page says by colour to be drawn in them.
func (w watchful) checkForced(where string) {
	w.t.Helper()
	w.do("force colours", command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "forced-colors", Value: "active"}, {Name: "prefers-color-scheme", Value: "dark"}},
	}))
	w.obeys(where+", forced colours", darkRules)
	if own := evaluate[[]string](w.person, `(() => {
		if (!matchMedia('(forced-colors: active)').matches) return ['they are not forced'];
		const system = document.createElement('i');
		document.body.append(system);
		const colours = ['Canvas', 'CanvasText', 'LinkText', 'ButtonText', 'GrayText'].map(c => { system.style.color = c; return getComputedStyle(system).color });
		system.remove();
		return [...document.querySelectorAll('.glyph, .bar path')].filter(e => e.checkVisibility() && !colours.includes(getComputedStyle(e)[e.matches('.glyph') ? 'color' : 'stroke'])).map(e => e.outerHTML.slice(0, 80));
	})()`); len(own) > 0 {
		w.t.Errorf("%s, forced colours: %d keep a colour of their own: %.200s", where, len(own), own[0])
	}
	w.prefers("light")
}

// obeys wants no rule to be broken.
func (w watchful) obeys(where, rules string) {
	w.t.Helper()
	for _, v := range evaluate[[]string](w.person, `axe.run(document, Object.assign({resultTypes: ['violations'], iframes: false}, `+rules+`)).then(r =>
		r.violations.flatMap(v => v.nodes.map(n => v.id + ' at ' + n.target.join(' ') + ': ' + n.failureSummary.replace(/\s+/g, ' ').slice(0, 240))))`) {
		w.t.Errorf("%s: %s", where, v)
	}
}

// furnished starts the demo and returns it with the password of its people.
func furnished(t testing.TB) (s *server, password string) {
	t.Helper()
	kept := t.TempDir()
	s = prepare(t, "VITRINE_DATA_DIR="+kept, "VITRINE_DATABASE_URL=sqlite:"+filepath.Join(kept, "vitrine.db"), "VITRINE_MIRRORS=dir:"+filepath.Join(t.TempDir(), "mirror"))
	s.args = []string{"demo", "--keep", kept}
	s.start()
	said := regexp.MustCompile(`with the password (\S+) as`)
	eventually(t, patience, func() error {
		m := said.FindStringSubmatch(s.log.String())
		if m == nil {
			return fmt.Errorf("the demo says no password: %s", s.log)
		}
		password = m[1]
		return nil
	})
	return s, password
}

// demoAdmin is who may see everything in the demo.
const demoAdmin = "dana@northpole.example"

// TestAxe finds no violation on any page, public or console, light or dark.
func TestAxe(t *testing.T) {
	t.Parallel()
	s, password := furnished(t)
	b := newBrowser(t)
	t.Run("public", func(t *testing.T) { checkPublic(t, s, b) })
	t.Run("console", func(t *testing.T) { checkConsole(t, s, b, password) })
}

// publicKinds are the kinds of public pages, one of each to be looked at.
var publicKinds = []string{`/`, `/history`, `/history/[0-9-]+`, `/incidents/\w+`, `/maintenance/\w+`, `/components/[\w-]+`, `/postmortems`,
	`/postmortems/[\w-]+`, `/postmortems/[\w-]+/revisions/1`, `/subscribe`, `/search`, `/nothing-here`,
	`/ar`, `/ar/history`, `/ar/postmortems/[\w-]+`, `/ar/subscribe`, `/ar/search`}

func checkPublic(t *testing.T, s *server, b *browser) {
	_, paths := s.export()
	paths = append(paths, "/subscribe", "/search", "/nothing-here", "/ar/subscribe", "/ar/search")
	w := b.watchful("a reader")
	w.t = t
	for _, kind := range publicKinds {
		whole := regexp.MustCompile("^" + kind + "$")
		at := slices.IndexFunc(paths, whole.MatchString)
		if at < 0 {
			t.Errorf("the demo has no page like %s", kind)
			continue
		}
		w.open(s.public + paths[at])
		w.check(paths[at])
		w.checkForced(paths[at])
	}
}

var (
	getRoute  = regexp.MustCompile(`\{"GET", "([^"]+)"`)
	parameter = regexp.MustCompile(`:\w+`)
)

// noPages answer GET with something else, or to nobody who is signed in.
var noPages = []string{"/healthz", "/metrics", "/assets/*", "/reach", "/settings/logo", "/subscribers/export", "/reviews/:id/timeline.csv", "/reviews/:id/graphs/:graph/picture", "/setup/:token", "/sign-in",
	"/insights.csv", "/insights/groups.csv", "/insights/months.csv", "/insights/actions.csv", "/reviews/:id/export.md", "/reviews/:id/export.json", "/actions.csv", "/agenda.md"}

// notInDemo are pages to which nothing in the demo leads: it holds no withdrawn
// postmortem that somebody was sent. TestAfterALeak looks at it.
var notInDemo = []string{"/drafts/:id/retract"}

// pages are the console's other GET routes, as patterns of their paths.
func pages(t *testing.T) map[string]*regexp.Regexp {
	t.Helper()
	source, err := os.ReadFile("../../admin/admin.go")
	if err != nil {
		t.Fatal(err)
	}
	routes := map[string]*regexp.Regexp{}
	for _, m := range getRoute.FindAllStringSubmatch(string(source), -1) {
		if !slices.Contains(noPages, m[1]) {
			routes[m[1]] = regexp.MustCompile("^" + parameter.ReplaceAllString(m[1], `[^/]+`) + "$")
		}
	}
	if len(routes) < 40 {
		t.Fatalf("only %d routes were found", len(routes))
	}
	return routes
}

// routeOf names the route of a path: of those that match, the one with the
// fewest parameters.
func routeOf(routes map[string]*regexp.Regexp, path string) string {
	best := ""
	if slices.Contains(noPages, path) {
		return best
	}
	for name, pattern := range routes {
		if pattern.MatchString(path) && (best == "" || strings.Count(name, ":") < strings.Count(best, ":")) {
			best = name
		}
	}
	return best
}

// checkConsole walks from page to page by their links until every route of the
// console has been looked at.
func checkConsole(t *testing.T, s *server, b *browser, password string) {
	w := b.watchful("Dana")
	w.t = t
	w.open(s.admin + "/sign-in")
	w.check("/sign-in")
	w.signIn(s.admin, demoAdmin, password)
	w.stir(s)
	routes, seen := pages(t), map[string]bool{}
	for next := []string{"/"}; len(next) > 0; next = next[1:] {
		route := routeOf(routes, next[0])
		if route == "" || seen[route] {
			continue
		}
		seen[route] = true
		if status := w.open(s.admin + next[0]); status != 200 {
			t.Errorf("%s answered %d", next[0], status)
			continue
		}
		w.check(next[0])
		next = append(next, w.links()...)
	}
	for route := range routes {
		if !seen[route] && !slices.Contains(notInDemo, route) {
			t.Errorf("no link of the console led to %s", route)
		}
	}
}

// links lists the console's own paths the page links to.
func (w watchful) links() []string {
	w.t.Helper()
	return evaluate[[]string](w.person, `[...document.querySelectorAll('a[href]')].filter(a => a.origin === location.origin).map(a => a.pathname)`)
}

// stir publishes a word with mail, so that the outbox and the list of mails hold
// something, and looks at the pages in between.
func (w watchful) stir(s *server) {
	w.t.Helper()
	w.open(s.admin)
	incident := evaluate[string](w.person, `document.querySelector('li.open a').href`)
	w.open(incident)
	w.fill("What customers should know", "We found the cause on api-prod-7 and are on it.")
	w.press("Preview")
	w.check("the preview of an update")
	w.open(incident)
	w.fill("What customers should know", strings.Repeat("We are still working on it. ", 2))
	w.press("Publish and email")
	w.check("an incident with mails that wait")
	eventually(w.t, patience, func() error {
		w.open(s.admin + "/outbox")
		if !slices.ContainsFunc(w.links(), func(path string) bool { return strings.HasPrefix(path, "/outbox/") }) {
			return fmt.Errorf("the outbox is empty")
		}
		return nil
	})
}
