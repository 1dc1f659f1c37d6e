// Package views turns typed page data into the visitor's HTML. Every page is
// bound to exactly one Go type; pages hold what is public and what only the page
// knows, take the time of rendering as data, and read neither clock nor
// database. Sentences are written by methods, which are tested; the HTML files
// only place them.
package views

import (
	"bytes"
	"embed"
	"html/template"
	"io"
	"io/fs"
	"path"
)

//go:embed layout.html part/*.html page/*.html
var files embed.FS

// Page is HTML that can only be filled with a T.
type Page[T any] struct {
	t        *template.Template
	pristine *template.Template // never executed: only such a template can be copied
}

// NewPage parses the files named by patterns; the first is the one executed. It
// stops the program at start-up when they do not parse, never later.
func NewPage[T any](files fs.FS, funcs template.FuncMap, patterns ...string) Page[T] {
	t := template.Must(template.New(path.Base(patterns[0])).Funcs(funcs).ParseFS(files, patterns...))
	return Page[T]{t, template.Must(t.Clone())}
}

// page binds page/name.html inside the layout to T.
func page[T any](name string) Page[T] {
	return NewPage[T](files, funcs, "layout.html", "part/*.html", "page/"+name+".html")
}

// Write renders data to w, all of it or nothing.
func (p Page[T]) Write(w io.Writer, data T) error {
	var buf bytes.Buffer
	if err := p.t.Execute(&buf, data); err != nil {
		return err
	}
	_, err := buf.WriteTo(w)
	return err
}

// Template returns a copy of what the page executes, for checkers.
func (p Page[T]) Template() (*template.Template, error) { return p.pristine.Clone() }
