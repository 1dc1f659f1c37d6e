package views

import "strings"

// alternates name a page in every language for machines.
func (m *markup) alternates(f Frame) {
	if !f.manifold() || f.BaseURL == "" {
		return
	}
	own, home, tail := escaped(f.BaseURL+f.Path), escaped(f.BaseURL), escaped(strings.TrimSuffix(f.Path, "/"))
	for i, l := range f.Offered {
		m.put("\n", `<link rel="alternate" hreflang="`, escaped(l.Tag()), `" href="`)
		if i == 0 {
			m.put(own, `">`)
		} else {
			m.put(home, "/", escaped(l.Tag()), tail, `">`)
		}
	}
	m.put("\n", `<link rel="alternate" hreflang="x-default" href="`, own, `">`)
}

// languages lead to a page in every language.
func (m *markup) languages(f Frame) {
	if !f.manifold() {
		return
	}
	m.put("\n", `<nav class="languages" aria-label="`, m.HTML("Language"), `">`)
	tail := escaped(strings.TrimSuffix(f.Path, "/"))
	for _, l := range f.Offered {
		tag := escaped(l.Tag())
		m.put(`<a href="/`, tag, tail, `" lang="`, tag, `" hreflang="`, tag, `"`)
		if l == f.Language {
			m.put(` aria-current="true"`)
		}
		m.put(">", escaped(l.Name()), "</a> ")
	}
	m.put("</nav>")
}
