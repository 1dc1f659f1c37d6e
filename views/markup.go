package views

import (
	"bytes"
	"html/template"
)

// markup is HTML that is written in the language of a page. What stands on very many
// pages is written so: a template takes several times as long for the same. Only what is
// HTML can be put into it; a text goes through escaped.
type markup struct {
	*spoken
	out *bytes.Buffer
}

// piece is what write puts, for templates.
func (s *spoken) piece(write func(m *markup)) template.HTML {
	m := markup{s, buffers.Get().(*bytes.Buffer)}
	m.out.Reset()
	defer release(m.out)
	write(&m)
	return template.HTML(m.out.String())
}

// escaped is a text, or the value of an attribute in quotes.
func escaped(text string) template.HTML { return template.HTML(template.HTMLEscapeString(text)) }

func (m *markup) put(parts ...template.HTML) {
	for _, part := range parts {
		m.out.WriteString(string(part))
	}
}
