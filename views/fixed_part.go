package views

import (
	"html/template"
	"strings"
	"sync"

	"vitrine/models"
)

// fixedPart is a part that reads the same on every page that gives it the same data, in
// the same language. A site may have a hundred thousand pages: what stands on each of
// them is written once.
type fixedPart[T comparable] struct {
	name string // of the part

	mu    sync.Mutex
	made  map[fixedIn[T]]template.HTML
	write *copied // nil before the first
}

// fixedIn is what a part is made from.
type fixedIn[T comparable] struct {
	spoken
	data T
}

// mostFixed is how many of each are remembered: more are those of texts that were
// edited since.
const mostFixed = 4096

var (
	mastheads = fixedPart[Masthead]{name: "masthead"}
	footings  = fixedPart[Footing]{name: "footing"}
)

// in is the part as a page in that language shows it.
func (f *fixedPart[T]) in(s spoken, data T) (template.HTML, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	key := fixedIn[T]{s, data}
	if part, ok := f.made[key]; ok {
		return part, nil
	}
	if f.write == nil {
		write, err := parse(f.name, "part/*.html")
		if err != nil {
			return "", err
		}
		f.write = write
	}
	f.write.spoken = s
	var b strings.Builder
	if err := f.write.Execute(&b, data); err != nil {
		return "", err
	}
	if f.made == nil || len(f.made) >= mostFixed {
		f.made = map[fixedIn[T]]template.HTML{}
	}
	f.made[key] = template.HTML(b.String())
	return f.made[key], nil
}

// Masthead is what stands at the top of every page.
type Masthead struct {
	SiteName, LogoPath, LogoAlt string
	Noun                        string // what several postmortems are called, as a heading
	HideHistory                 bool
	Outside                     bool   // the reader may not read the other pages: it leads to none of them
	Section                     string // that the page is in: "/history"; empty: none that is named at the top
}

// Sprite is the drawing of every glyph, put into a page once.
func (m Masthead) Sprite() template.HTML { return Sprite }

// Masthead is what stands at the top of the page.
func (f Frame) Masthead() Masthead {
	m := Masthead{SiteName: f.SiteName(), LogoPath: f.LogoPath, LogoAlt: f.Settings.LogoAlt, Noun: f.Noun().Titles(), HideHistory: f.PageShape().HideHistory}
	for _, section := range []string{"/history", "/postmortems", "/subscribe"} {
		if f.Here(section) {
			m.Section = section
		}
	}
	return m
}

// Footing is what every page ends with, but for the page in other languages.
type Footing struct {
	SupportURL, SupportEmail, HomeURL string
	Privacy, Imprint                  bool // there is such a page
	Outside                           bool // as of the Masthead

	also  string // other addresses of the same site, one on each line
	shape string // see models.PageShape
}

// Footing is what the page ends with.
func (f Frame) Footing() Footing {
	s := f.Settings
	return Footing{SupportURL: s.SupportURL, SupportEmail: s.SupportEmail, HomeURL: s.HomeURL, Privacy: s.Privacy != "", Imprint: s.Imprint != "",
		also: strings.Join(f.Also, "\n"), shape: s.Shape}
}

// Also lists other addresses of the same site.
func (f Footing) Also() []string {
	if f.also == "" {
		return nil
	}
	return strings.Split(f.also, "\n")
}

// Links are the operator's own.
func (f Footing) Links() []models.PageLink {
	return models.SiteSettings{Shape: f.shape}.PageShape().Links
}
