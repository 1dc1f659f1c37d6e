package views

import (
	"encoding/json"
	"html/template"
	"strings"
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
	Alternates() template.HTML
	Feeds() []Feed
	Linked() *Linked
}

// headOf is how a page names itself to tabs, search engines and link previews. As with
// Alternates, a template would take longer for it than for the rest of many a page.
func headOf(p described) template.HTML {
	title, site, about := template.HTMLEscapeString(p.Title()), template.HTMLEscapeString(p.SiteName()), template.HTMLEscapeString(p.Description())
	var b strings.Builder
	b.Grow(2048)
	write(&b, "<title>", title, " · ", site, "</title>\n", `<meta name="description" content="`, about, `">`)
	if p.Hidden() {
		write(&b, "\n", `<meta name="robots" content="noindex">`)
		return template.HTML(b.String())
	}
	if url := template.HTMLEscapeString(p.URL()); url != "" { // of the configured address and of slugs and ids, which are ASCII
		write(&b, "\n", `<link rel="canonical" href="`, url, `">`)
		for _, m := range [][2]string{{"title", title}, {"description", about}, {"type", template.HTMLEscapeString(p.Kind())}, {"url", url}, {"site_name", site}} {
			write(&b, "\n", `<meta property="og:`, m[0], `" content="`, m[1], `">`)
		}
		if card := p.CardURL(); card != "" {
			write(&b, "\n", `<meta property="og:image" content="`, template.HTMLEscapeString(card), `">`, "\n", `<meta property="og:image:width" content="1200">`,
				"\n", `<meta property="og:image:height" content="630">`, "\n", `<meta name="twitter:card" content="summary_large_image">`)
		}
	}
	write(&b, string(p.Alternates()))
	return template.HTML(b.String())
}

// feedsOf links to the machine-readable twins of a page.
func (s *spoken) feedsOf(p described) (template.HTML, error) {
	var b strings.Builder
	for _, f := range p.Feeds() {
		link, err := feedLinks.in(*s, f)
		if err != nil {
			return "", err
		}
		write(&b, "\n", string(link))
	}
	return template.HTML(b.String()), nil
}

// linkedOf is Linked of a page as it stands in it: the JSON of this package escapes what
// could end the element.
func linkedOf(p described) (template.HTML, error) {
	l := p.Linked()
	if l == nil {
		return "", nil
	}
	body, err := json.Marshal(l)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.Grow(len(body) + 64)
	write(&b, "\n<script type=\"application/ld+json\">")
	b.Write(body)
	write(&b, "</script>")
	return template.HTML(b.String()), nil
}
