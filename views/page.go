// Package views turns typed page data into the visitor's HTML. Every page is
// bound to exactly one Go type; pages hold what is public and what only the page
// knows, take the time of rendering as data, and read neither clock nor
// database. Sentences are written by methods, which are tested; the HTML files
// only place them. What stands on very many pages is written by methods of markup
// instead.
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

//go:embed part/*.html page/*.html
var files embed.FS

// Page is HTML that can only be filled with a T.
type Page[T any] struct {
	write func(to *bytes.Buffer, data *T) error
	parse func() ([]*template.Template, error) // what write executes, each time anew
}

// NewPage is the page in the files named by patterns; the first is the one
// executed. They are parsed when the page is first written: most processes never
// show most pages, and a parsed one takes a hundred times its size.
func NewPage[T any](files fs.FS, funcs template.FuncMap, patterns ...string) Page[T] {
	parse := func() (*template.Template, error) {
		return template.New(path.Base(patterns[0])).Funcs(funcs).ParseFS(files, patterns...)
	}
	parsed := sync.OnceValues(parse)
	return Page[T]{parse: func() ([]*template.Template, error) {
		t, err := parse()
		return []*template.Template{t}, err
	}, write: func(to *bytes.Buffer, data *T) error {
		t, err := parsed()
		if err != nil {
			return err
		}
		return t.Execute(to, data) // by its address: methods of a large one would each be called on a copy
	}}
}

// page binds page/name.html inside the layout to T, in the language of its frame.
// A copy that was parsed says the words of one language at a time; those not in
// use wait for the next page.
func page[T laidOut](name string) Page[T] {
	parse := func() (*copied, error) { return parse("main", "part/*.html", "page/"+name+".html") }
	var idle sync.Pool // of *copied
	write := func(to *bytes.Buffer, data *T) error {
		c, ok := idle.Get().(*copied)
		if !ok {
			var err error
			if c, err = parse(); err != nil {
				return err
			}
		}
		defer idle.Put(c)
		c.spoken = spokenIn((*data).frame())
		m := markup{&c.spoken, to}
		return m.lay(*data, func() error {
			if head := c.Lookup("head"); head != nil {
				return head.Execute(to, data)
			}
			return nil
		}, func() error { return c.Execute(to, data) })
	}
	return Page[T]{write: write, parse: func() ([]*template.Template, error) {
		c, err := parse()
		if err != nil {
			return nil, err
		}
		list := []*template.Template{c.Template}
		if head := c.Lookup("head"); head != nil {
			list = append(list, head)
		}
		return list, nil
	}}
}

// written binds what main writes inside the layout to T, in the language of its frame.
func written[T laidOut](main func(m *markup, data *T)) Page[T] {
	return Page[T]{parse: func() ([]*template.Template, error) { return nil, nil }, write: func(to *bytes.Buffer, data *T) error {
		in := spokenIn((*data).frame())
		m := markup{&in, to}
		return m.lay(*data, func() error { return nil }, func() error {
			main(&m, data)
			return nil
		})
	}}
}

// copied is a template that was parsed, and the language it is written in.
type copied struct {
	spoken
	*template.Template
}

// parse reads the files named by patterns, for the template of that name to be executed.
func parse(name string, patterns ...string) (*copied, error) {
	c := &copied{}
	funcs := maps.Clone(funcs)
	maps.Copy(funcs, c.funcs())
	all, err := template.New(name).Funcs(funcs).ParseFS(files, patterns...)
	if err != nil {
		return nil, err
	}
	c.Template = all.Lookup(name)
	return c, nil
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

// fill renders data and gives what came of it to use, which may not keep it.
func (p Page[T]) fill(data T, use func(page []byte) error) error {
	buf := buffers.Get().(*bytes.Buffer)
	buf.Reset()
	if err := p.write(buf, &data); err != nil {
		return err
	}
	defer release(buf)
	return use(buf.Bytes())
}

// buffers are what pages are written into.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// release lets the next page use buf; one that a very large page went through is let go.
func release(buf *bytes.Buffer) {
	if buf.Cap() <= 1<<20 {
		buffers.Put(buf)
	}
}

// Templates returns what the page executes, parsed once more, for checkers: a template
// that was executed can neither be copied nor looked into. A page that is written without
// has none.
func (p Page[T]) Templates() ([]*template.Template, error) { return p.parse() }
