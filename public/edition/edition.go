// Package edition turns what is published into every public file: pages, feeds,
// the status API, badges and the calendar, each rendered to bytes once and then
// served from memory and disk. It knows no HTTP, asks no clock but the site's,
// and cannot reach anything that lives inside the house.
//
// An Edition is complete or absent. Rendering is incremental: every file
// carries the fingerprint of what it was made from, and a press renders only
// the files whose fingerprint changed.
package edition

import (
	"iter"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"vitrine/locale"
	"vitrine/models"
)

// Edition is one whole public site. It never changes once it is current.
type Edition struct {
	Number int64     // the newest publication it holds
	Serial int64     // counts the editions of one directory, clock-made ones included
	At     time.Time // when it was made

	files     map[string]*File    // by path; a page in another language of the site is with the page in its own
	site      *catalog            // nil until the database was read: an edition from disk knows its bytes alone
	settings  models.SiteSettings // names and looks, for pages of one visitor
	languages []locale.Language   // the site is in, its own first
	logo      string              // path of the logo, empty without one
	filtered  asked               // histories of one component
	pages     asked               // older pages of the lists of /api/v2
	list      string              // names the list of another machine that it was adopted from; empty: made here

	facts atomic.Pointer[FactsOffer] // what other machines may read; nil: nothing
}

// File returns what the edition holds at path, a URL path such as
// "/incidents/4kz0w1x8c2mb".
func (e *Edition) File(path string) (*File, bool) {
	if f, ok := e.files[path]; ok {
		return f, true
	}
	f := e.told(path)
	return f, f != nil
}

// FileAt is File for a path that is still in a request's buffer.
func (e *Edition) FileAt(path []byte) (*File, bool) {
	if f, ok := e.files[string(path)]; ok || len(e.languages) < 2 {
		return f, ok
	}
	return e.File(string(path))
}

// told is a page in another language of the site than its own, nil where there is
// none at path.
func (e *Edition) told(path string) *File {
	own, n := ownPath(e.languages, path)
	if page := e.files[own]; n >= 0 && page != nil && n < len(page.told) {
		return page.told[n]
	}
	return nil
}

// put adds a file to an edition in the making: a page in another language after the
// page in the site's own. What other editions hold is not touched.
func (e *Edition) put(f *File) {
	own, n := ownPath(e.languages, f.Path)
	page := e.files[own]
	if n < 0 || page == nil {
		if was := e.files[f.Path]; was != nil && was.told != nil {
			with := *f
			with.told = was.told
			f = &with
		}
		e.files[f.Path] = f
		return
	}
	with := *page
	with.told = make([]*File, len(e.languages)-1)
	copy(with.told, page.told)
	with.told[n] = f
	e.files[own] = &with
}

// all yields every file, in no order.
func (e *Edition) all() iter.Seq[*File] {
	return func(yield func(*File) bool) {
		for _, f := range e.files {
			for file := range f.all() {
				if !yield(file) {
					return
				}
			}
		}
	}
}

// Files yields every file, ordered by path.
func (e *Edition) Files() iter.Seq[*File] {
	return func(yield func(*File) bool) {
		files := slices.SortedFunc(e.all(), func(a, b *File) int { return strings.Compare(a.Path, b.Path) })
		for _, f := range files {
			if !yield(f) {
				return
			}
		}
	}
}

// Spoken reports whether the page at path, in the site's own language, is told in
// another one too.
func (e *Edition) Spoken(path string) bool {
	page := e.files[path]
	return page != nil && slices.ContainsFunc(page.told, func(f *File) bool { return f != nil })
}

// Carried yields every file for places that hold nothing but files, ordered by
// path: there a page in the site's own language also lies at the address that names
// it, which this server answers without a file of its own.
func (e *Edition) Carried() iter.Seq[*File] {
	if len(e.languages) < 2 {
		return e.Files()
	}
	return func(yield func(*File) bool) {
		for f := range e.Files() {
			if !yield(f) {
				return
			}
			if !e.Spoken(f.Path) {
				continue
			}
			named := *f
			named.Path = Translated(f.Path, e.languages[0])
			if !yield(&named) {
				return
			}
		}
	}
}

// Languages lists the languages the site is in, its own first. The list must not be
// changed.
func (e *Edition) Languages() []locale.Language { return e.languages }

// Len is the number of files.
func (e *Edition) Len() (n int) {
	for range e.all() {
		n++
	}
	return n
}

// Change says what a new edition changed.
type Change struct {
	Edition int64    `json:"edition"`
	Serial  int64    `json:"-"`     // of the edition among those of this directory
	Paths   []string `json:"paths"` // changed, new and removed files, ordered
}

// Empty reports whether nothing that a reader can see changed.
func (c Change) Empty() bool { return len(c.Paths) == 0 }
