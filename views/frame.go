package views

import (
	"html/template"
	"strings"
	"sync"
	"time"

	"vitrine/locale"
	"vitrine/models"
)

// Frame is what every page knows. Page types embed it; a page says more about
// itself by methods of the same name (Title, Description, Feeds, Icon, Hidden).
type Frame struct {
	Settings models.SiteSettings
	Language locale.Language   // the page is written in
	Offered  []locale.Language // languages the site is in, its own first; fewer than two: one alone
	BaseURL  string            // "https://status.example.org", no slash at the end
	Path     string            // canonical path, "/history/2026-11"; empty: the page has none
	Now      time.Time         // when the page is rendered; pages have no other clock
	Edition  int64
	Stale    *time.Time // the data may be old since then
	LogoPath string     // where the operator's logo is served; empty without one
	Also     []string   // other addresses of the same site, "https://status2.example.org"
	NoIndex  bool       // search engines are asked to pass by
	Preview  bool       // staff look at it; nobody else can
}

// Feed is one machine-readable twin of a page.
type Feed struct{ Path, Type, Name string }

// SiteName is the operator's name for the page.
func (f Frame) SiteName() string {
	if f.Settings.Name == "" {
		return f.Speech().Say("Status")
	}
	return f.Settings.Name
}

// Noun is what the operator calls a postmortem.
func (f Frame) Noun() models.Noun { return f.Speech().Noun(f.Settings) }

// Speech is how the page says things.
func (f Frame) Speech() Speech {
	return Speech{f.Language, f.PageShape().UptimeRule(), f.Settings.OwnLanguage()}
}

// PageShape is what the operator makes of every page.
func (f Frame) PageShape() models.PageShape { return f.Settings.PageShape() }

// ScriptWords are what scripts say on the page, as JSON in an attribute; empty in
// English.
func (f Frame) ScriptWords() template.HTMLAttr {
	words, known := scriptsIn.Load(f.Language)
	if !known {
		words = template.HTMLAttr("")
		if text := f.Speech().scripts(); text != "" {
			words = template.HTMLAttr(`data-words="` + template.HTMLEscapeString(text) + `"`)
		}
		scriptsIn.Store(f.Language, words)
	}
	return words.(template.HTMLAttr)
}

// scriptsIn holds ScriptWords by language: they are the same on every page.
var scriptsIn sync.Map

// Prefix begins every address of the page's language: "/de"; empty on a site in
// one language alone.
func (f Frame) Prefix() string {
	if len(f.Offered) < 2 {
		return ""
	}
	return "/" + f.Language.Tag()
}

// Told is the path of the page's own file on a site in several languages; empty on
// others.
func (f Frame) Told() string {
	switch {
	case len(f.Offered) < 2 || f.Path == "":
		return ""
	case f.Language == f.Offered[0]:
		return f.Path
	}
	return f.Prefix() + strings.TrimSuffix(f.Path, "/")
}

// manifold reports whether the page is told in several languages, each at an address.
func (f Frame) manifold() bool { return len(f.Offered) > 1 && f.Path != "" && !f.Preview }

// Description is for search results and link previews.
func (f Frame) Description() string {
	return f.Speech().Say("Current state, incidents, maintenance and {0}: {1}.", f.Noun().Many(), f.SiteName())
}

// Feeds lists the page's machine-readable twins.
func (f Frame) Feeds() []Feed { return feeds("/feed", f.SiteName()) }

// Icon names the picture of the browser tab.
func (f Frame) Icon() string { return "icon.svg" }

// Kind is the Open Graph type.
func (f Frame) Kind() string { return "website" }

// Hidden reports whether search engines are asked to pass by.
func (f Frame) Hidden() bool { return f.NoIndex || f.Preview }

// Live reports whether a script may keep the page up to date.
func (f Frame) Live() bool { return !f.Preview && f.Path != "" }

// URL is the canonical address of the page; empty when it has none.
func (f Frame) URL() string {
	if f.Path == "" || f.BaseURL == "" {
		return ""
	}
	if len(f.Offered) > 1 && f.Language != f.Offered[0] {
		return f.BaseURL + f.Prefix() + strings.TrimSuffix(f.Path, "/")
	}
	return f.BaseURL + f.Path
}

// CardURL is the address of the picture that link previews show; empty without
// one.
func (f Frame) CardURL() string { return f.cardAt(SiteCardPath) }

// SiteCardPath is where the card of the whole site lies.
const SiteCardPath = "/card.png"

func (f Frame) cardAt(path string) string {
	if f.BaseURL == "" || f.Preview {
		return ""
	}
	return f.BaseURL + path
}

// Stylesheet is the path of the site's own style sheet.
func (f Frame) Stylesheet() string { return StylesheetPath(f.Settings) }

// InlineStyle is the style sheet as a part of the page itself, on the page that is
// opened first when something is wrong: its words show after one answer. Empty: the
// page leads to the file.
func (f Frame) InlineStyle() template.CSS { return "" }

// Sprite is the drawing of every glyph, put into a page once.
func (f Frame) Sprite() template.HTML { return Sprite }

// Here reports whether path is the page's own, or a folder over it.
func (f Frame) Here(path string) bool {
	return f.Path == path || path != "/" && strings.HasPrefix(f.Path, path+"/")
}

// feeds lists the three formats under a common stem.
func feeds(stem, name string) []Feed {
	return []Feed{
		{stem + ".rss", "application/rss+xml", name + " (RSS)"},
		{stem + ".atom", "application/atom+xml", name + " (Atom)"},
		{stem + ".json", "application/feed+json", name + " (JSON)"},
	}
}
