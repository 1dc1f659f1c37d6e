package views

import "html/template"

// Text is a page of the operator's own words: privacy, imprint.
var Text = page[TextPage]("text")

// TextPage is a heading and a text.
type TextPage struct {
	Frame
	Heading string // "Privacy"
	Body    string // Markdown
}

// Title implements the layout's need for a title.
func (p TextPage) Title() string { return p.Heading }

// Words are the text, its headings under the page's own.
func (p TextPage) Words() template.HTML { return MarkdownAt(2, p.Body) }
