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
	"maps"
	"path"
	"sync"
)

//go:embed layout.html part/*.html page/*.html
var files embed.FS

// Page is HTML that can only be filled with a T.
type Page[T any] struct {
	parsed func() (*template.Template, error) // once
	parse  func() (*template.Template, error) // each time anew

	copies *sync.Pool // of *copied, for pages in several languages; nil: there is one
	copy   func() (*copied, error)
}

// NewPage is the page in the files named by patterns; the first is the one
// executed. They are parsed when the page is first written: most processes never
// show most pages, and a parsed one takes a hundred times its size.
func NewPage[T any](files fs.FS, funcs template.FuncMap, patterns ...string) Page[T] {
	parse := func() (*template.Template, error) {
		return template.New(path.Base(patterns[0])).Funcs(funcs).ParseFS(files, patterns...)
	}
	return Page[T]{parsed: sync.OnceValues(parse), parse: parse}
}

// page binds page/name.html inside the layout to T, in the language of its frame.
// A copy that was parsed says the words of one language at a time; those not in
// use wait for the next page.
func page[T any](name string) Page[T] {
	parse := func() (*copied, error) {
		c := &copied{}
		funcs := maps.Clone(funcs)
		maps.Copy(funcs, c.funcs())
		var err error
		c.Template, err = template.New("layout.html").Funcs(funcs).ParseFS(files, "layout.html", "part/*.html", "page/"+name+".html")
		return c, err
	}
	return Page[T]{parse: func() (*template.Template, error) {
		c, err := parse()
		return c.Template, err
	}, copies: &sync.Pool{}, copy: parse}
}

// copied is a page that was parsed, and the language it is written in.
type copied struct {
	spoken
	*template.Template
}

// framed is what every page type embeds.
type framed interface{ frame() Frame }

// take returns what is executed for data, and what gives it back.
func (p Page[T]) take(data T) (*template.Template, func(), error) {
	if p.copies == nil {
		t, err := p.parsed()
		return t, func() {}, err
	}
	c, ok := p.copies.Get().(*copied)
	if !ok {
		var err error
		if c, err = p.copy(); err != nil {
			return nil, nil, err
		}
	}
	if f, ok := any(data).(framed); ok {
		c.spoken = spoken{Speech: f.frame().Speech(), prefix: f.frame().Prefix()}
	}
	return c.Template, func() { p.copies.Put(c) }, nil
}

// Write renders data to w, all of it or nothing.
func (p Page[T]) Write(w io.Writer, data T) error {
	return p.fill(data, func(page []byte) error {
		_, err := w.Write(page)
		return err
	})
}

// Bytes renders data.
func (p Page[T]) Bytes(data T) (body []byte, err error) {
	err = p.fill(data, func(page []byte) error {
		body = bytes.Clone(page) // the buffer's own have room that would be kept with them
		return nil
	})
	return body, err
}

// fill renders data and gives what came of it to use, which may not keep it. The page is
// executed by its address: methods of a large one would each be called on a copy.
func (p Page[T]) fill(data T, use func(page []byte) error) error {
	t, done, err := p.take(data)
	if err != nil {
		return err
	}
	defer done()
	buf := buffers.Get().(*bytes.Buffer)
	buf.Reset()
	if err := t.Execute(buf, &data); err != nil {
		return err
	}
	err = use(buf.Bytes())
	if buf.Cap() <= 1<<20 { // one that a very large page went through is let go
		buffers.Put(buf)
	}
	return err
}

// buffers are what pages are written into.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Template returns what the page executes, parsed once more, for checkers: a
// template that was executed can neither be copied nor looked into.
func (p Page[T]) Template() (*template.Template, error) { return p.parse() }
