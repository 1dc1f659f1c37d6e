// Package mail turns typed data into subscribers' mail: the page without the
// frame, once as plain text and once as HTML, both saying the same. It knows what
// is public and who a mail is for, and sends nothing.
package mail

import (
	"embed"
	"fmt"
	"html/template"
	"regexp"
	"strings"
	plain "text/template"
	"unicode"

	"vitrine/views"
)

//go:embed layout.html layout.txt page
var files embed.FS

// Rendered is a mail without its headers.
type Rendered struct {
	Subject string
	Text    string
	HTML    string
	Lang    string // BCP 47: what our own words in it are written in

	Calendar Calendar // what it brings for the reader's calendar, if anything
}

// about is what every mail says of itself.
type about interface {
	Subject() string
	Preheader() string // what an inbox shows after the subject
	Lang() string      // the language it is written in: "de"
}

// Mail is a pair of files, text and HTML, that can only be filled with a T.
type Mail[T about] struct {
	html   *template.Template
	text   *plain.Template
	parsed *template.Template // html before its first use, for checkers
}

// mail binds page/name.html and page/name.txt to T. It stops the program at
// start-up when they do not parse, never later.
func mail[T about](name string) Mail[T] {
	html := template.Must(template.New("layout.html").Funcs(funcs).ParseFS(files, "layout.html", "page/"+name+".html"))
	return Mail[T]{
		html: html, parsed: template.Must(html.Clone()),
		text: plain.Must(plain.New("layout.txt").Funcs(plain.FuncMap(funcs)).ParseFS(files, "layout.txt", "page/"+name+".txt")),
	}
}

// Render fills both files, all of it or nothing. The files are ours; what people
// write enters them as data alone.
func (m Mail[T]) Render(data T) (Rendered, error) {
	if t, ok := any(data).(telling[T]); ok {
		data = t.Told()
	}
	var text, html strings.Builder
	if err := m.text.Execute(&text, data); err != nil {
		return Rendered{}, fmt.Errorf("render mail: %w", err)
	}
	if err := m.html.Execute(&html, data); err != nil {
		return Rendered{}, fmt.Errorf("render mail: %w", err)
	}
	return Rendered{Subject: Line(data.Subject()), Text: squeezed(text.String()), HTML: html.String(), Lang: data.Lang()}, nil
}

var funcs = template.FuncMap{
	"fold":      fold,
	"glyph":     glyph,
	"plain":     views.PlainText,
	"tone":      views.Tone,
	"underline": func(s string) string { return strings.Repeat("=", min(72, len([]rune(s)))) },
}

// column is where lines of our own sentences end in the plain text.
const column = 72

// fold breaks a sentence into lines, between words.
func fold(text string) string {
	var b strings.Builder
	width := 0
	for n, word := range strings.Fields(text) {
		long := len([]rune(word))
		switch {
		case n == 0:
		case width+1+long > column:
			b.WriteByte('\n')
			width = 0
		default:
			b.WriteByte(' ')
			width++
		}
		b.WriteString(word)
		width += long
	}
	return b.String()
}

var blankLines = regexp.MustCompile(`\n{3,}`)

// squeezed leaves at most one blank line in a row.
func squeezed(text string) string {
	return strings.TrimSpace(blankLines.ReplaceAllString(text, "\n\n")) + "\n"
}

// Line makes text fit for a header: one line, no control characters, nothing
// that turns the direction of what follows.
func Line(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r):
			return ' '
		case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r >= 0x200B && r <= 0x200F, r == 0x2028, r == 0x2029, r == 0xFEFF:
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	return strings.Join(strings.Fields(text), " ")
}
