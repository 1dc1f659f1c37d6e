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
	"maps"
	"slices"
	"time"

	"vitrine/locale"
	"vitrine/models"
)

// Edition is one whole public site. It never changes once it is current.
type Edition struct {
	Number int64     // the newest publication it holds
	Serial int64     // counts the editions of one directory, clock-made ones included
	At     time.Time // when it was made

	files     map[string]*File
	site      *catalog            // nil until the database was read: an edition from disk knows its bytes alone
	settings  models.SiteSettings // names and looks, for pages of one visitor
	languages []locale.Language   // the site is in, its own first
	logo      string              // path of the logo, empty without one
	filtered  asked               // histories of one component
	pages     asked               // older pages of the lists of /api/v2
}

// File returns what the edition holds at path, a URL path such as
// "/incidents/4kz0w1x8c2mb".
func (e *Edition) File(path string) (*File, bool) {
	f, ok := e.files[path]
	return f, ok
}

// FileAt is File for a path that is still in a request's buffer.
func (e *Edition) FileAt(path []byte) (*File, bool) {
	f, ok := e.files[string(path)]
	return f, ok
}

// Files yields every file, ordered by path.
func (e *Edition) Files() iter.Seq[*File] {
	return func(yield func(*File) bool) {
		for _, path := range slices.Sorted(maps.Keys(e.files)) {
			if !yield(e.files[path]) {
				return
			}
		}
	}
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
			if _, spoken := e.files[Translated(f.Path, e.languages[1])]; !spoken {
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
func (e *Edition) Len() int { return len(e.files) }

// Change says what a new edition changed.
type Change struct {
	Edition int64    `json:"edition"`
	Serial  int64    `json:"-"`     // of the edition among those of this directory
	Paths   []string `json:"paths"` // changed, new and removed files, ordered
}

// Empty reports whether nothing that a reader can see changed.
func (c Change) Empty() bool { return len(c.Paths) == 0 }
