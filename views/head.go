package views

import (
	"encoding/json"
	"html/template"

	"vitrine/assets"
)

// described is what the head of a page tells of it, as the page or its Frame says.
type described interface {
	Title() string
	SiteName() string
	Description() string
	Hidden() bool
	URL() string
	Kind() string
	CardURL() string
	Feeds() []Feed
	Linked() *Linked
}

// head is a page from its first byte to what its own type has in the head.
func (m *markup) head(p laidOut) error {
	f := p.frame()
	m.put("<!doctype html>\n", `<html lang="`, escaped(f.Language.Tag()), `"`)
	if m.RightToLeft() {
		m.put(` dir="rtl"`)
	}
	m.put(">\n<head>\n", `<meta charset="utf-8">`, "\n", `<meta name="viewport" content="width=device-width, initial-scale=1">`, "\n")
	m.names(p)
	if style := p.InlineStyle(); style != "" {
		m.put("\n<style>", template.HTML(style), "</style>")
	} else {
		m.put("\n", `<link rel="stylesheet" href="`, escaped(p.Stylesheet()), `">`)
	}
	m.put("\n", `<link rel="icon" href="`, escaped(assets.Path(p.Icon())), `" type="image/svg+xml">`)
	for _, feed := range p.Feeds() {
		m.put("\n", `<link rel="alternate" type="`, escaped(feed.Type), `" title="`, escaped(feed.Name), `" href="`, escaped(feed.Path), `">`)
	}
	if !f.Preview {
		m.put("\n", `<script type="module" src="`, escaped(assets.Path("site.js")), `"></script>`)
	}
	return m.linked(p)
}

// names puts how a page names itself to tabs, search engines and link previews.
func (m *markup) names(p laidOut) {
	title, site, about := escaped(p.Title()), escaped(p.SiteName()), escaped(p.Description())
	m.put("<title>", title, " · ", site, "</title>\n", `<meta name="description" content="`, about, `">`)
	if p.Hidden() {
		m.put("\n", `<meta name="robots" content="noindex">`)
		return
	}
	if url := escaped(p.URL()); url != "" { // of the configured address and of slugs and ids, which are ASCII
		m.put("\n", `<link rel="canonical" href="`, url, `">`)
		for _, of := range [][2]template.HTML{{"title", title}, {"description", about}, {"type", escaped(p.Kind())}, {"url", url}, {"site_name", site}} {
			m.put("\n", `<meta property="og:`, of[0], `" content="`, of[1], `">`)
		}
		if card := p.CardURL(); card != "" {
			m.put("\n", `<meta property="og:image" content="`, escaped(card), `">`, "\n", `<meta property="og:image:width" content="1200">`,
				"\n", `<meta property="og:image:height" content="630">`, "\n", `<meta name="twitter:card" content="summary_large_image">`)
		}
	}
	m.alternates(p.frame())
}

// linked puts Linked of a page: the JSON of this package escapes what could end the
// element.
func (m *markup) linked(p described) error {
	l := p.Linked()
	if l == nil {
		return nil
	}
	body, err := json.Marshal(l)
	m.put("\n", `<script type="application/ld+json">`, template.HTML(body), "</script>")
	return err
}
