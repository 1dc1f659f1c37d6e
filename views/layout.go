package views

import "html/template"

// laidOut is a page as its layout sees it.
type laidOut interface {
	described
	frame() Frame
	InlineStyle() template.CSS
	Stylesheet() string
	Icon() string
	Live() bool
	ScriptWords() template.HTMLAttr
	Told() string
	Masthead() Masthead
	Footing() Footing
}

// lay writes a whole page: what every page has, and in it what is of its own in the head
// and in the middle.
func (m *markup) lay(p laidOut, head, main func() error) error {
	if err := m.head(p); err != nil {
		return err
	}
	if err := head(); err != nil {
		return err
	}
	m.put("\n</head>\n")
	if err := m.start(p); err != nil {
		return err
	}
	m.put("\n")
	if err := main(); err != nil {
		return err
	}
	m.put("\n")
	return m.end(p)
}

// start is a page from its body to where its own content begins.
func (m *markup) start(p laidOut) error {
	f := p.frame()
	m.put("<body")
	if p.Live() {
		m.put(" data-live")
	}
	if words := p.ScriptWords(); words != "" {
		m.put(" ", template.HTML(words))
	}
	if path := p.Told(); path != "" {
		m.put(` data-path="`, escaped(path), `"`)
	}
	masthead, err := mastheads.in(*m.spoken, p.Masthead())
	m.put(">\n", masthead, "\n", MainStart)
	if f.Preview {
		m.put("\n", `<p class="notice" role="note">`, m.HTML("This is a preview. Nobody outside can see it yet."), "</p>")
	}
	if f.Stale != nil {
		m.put("\n", m.StaleNotice(*f.Stale))
	}
	if text := f.PageShape().Header; text != "" {
		m.put("\n", `<div class="intro" dir="auto">`, MarkdownAt(2, text), "</div>")
	}
	return err
}

// end is a page from where its own content ends.
func (m *markup) end(p laidOut) error {
	f := p.frame()
	m.put("</main>\n", `<footer class="site">`)
	if text := f.PageShape().Footer; text != "" {
		m.put("\n", `<div class="words" dir="auto">`, MarkdownAt(2, text), "</div>")
	}
	m.put("\n<p>", m.HTML("All times UTC"))
	if (p.Live() || f.Preview) && !f.Now.IsZero() && f.Stale == nil {
		m.put(" · ", m.HTML("updated {0}", m.momentElement(f.Now)))
	}
	footing, err := footings.in(*m.spoken, p.Footing())
	m.put("</p>", footing)
	m.languages(f)
	m.put("\n</footer>\n</body>\n</html>\n")
	return err
}
