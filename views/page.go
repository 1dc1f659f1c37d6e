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
	"sync"
)

//go:embed layout.html part/*.html page/*.html
var files embed.FS

// Page is HTML that can only be filled with a T.
type Page[T any] struct {
	parsed func() (*template.Template, error) // once
	parse  func() (*template.Template, error) // each time anew
}

// NewPage is the page in the files named by patterns; the first is the one
// executed. They are parsed when the page is first written: most processes never
// show most pages, and a parsed one takes a hundred times its size.
func NewPage[T any](files fs.FS, funcs template.FuncMap, patterns ...string) Page[T] {
	parse := func() (*template.Template, error) {
		return template.New(path.Base(patterns[0])).Funcs(funcs).ParseFS(files, patterns...)
	}
	return Page[T]{sync.OnceValues(parse), parse}
}

// page binds page/name.html inside the layout to T.
func page[T any](name string) Page[T] {
	return NewPage[T](files, funcs, "layout.html", "part/*.html", "page/"+name+".html")
}

// Write renders data to w, all of it or nothing.
func (p Page[T]) Write(w io.Writer, data T) error {
	t, err := p.parsed()
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	if err := t.Execute(&buf, data); err != nil {
		return err
	}
	_, err = buf.WriteTo(w)
	return err
}

// Template returns what the page executes, parsed once more, for checkers: a
// template that was executed can neither be copied nor looked into.
func (p Page[T]) Template() (*template.Template, error) { return p.parse() }
