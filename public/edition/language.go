package edition

import (
	"strings"

	"vitrine/locale"
	"vitrine/models"
)

// in is the same site told in another of its languages.
func (c *catalog) in(l locale.Language) *catalog {
	if c.language == l {
		return c
	}
	other := *c
	other.language = l
	return &other
}

// tell is an incident as it is told in the language of the site.
func (c *catalog) tell(i *incident) models.Incident { return i.In(c.language.Tag()) }

// tellWork is a maintenance as it is told in the language of the site.
func (c *catalog) tellWork(m *maintenance) models.Maintenance { return m.In(c.language.Tag()) }

// tongue is the site told in another of its languages.
type tongue struct {
	site *catalog
	sum  sum
}

// tongues are the site in its other languages.
func (c *catalog) tongues() []tongue {
	var list []tongue
	for _, l := range c.languages[min(1, len(c.languages)):] {
		list = append(list, tongue{c.in(l), fingerprint(l.Tag()).sum()})
	}
	return list
}

// key is that of a page in this language, which is made from what the page in the
// site's own is made from: there may be a hundred thousand.
func (t tongue) key(own sum) sum {
	for n := range own {
		own[n] ^= t.sum[n]
	}
	return own
}

// spoken is a sheet and, of a page, those in the other languages of the site.
func (s sheet) spoken(in []tongue) []sheet {
	if s.page == nil {
		return []sheet{s}
	}
	list := make([]sheet, 1, 1+len(in))
	list[0] = s
	for _, t := range in {
		s.path, s.site = Translated(list[0].path, t.site.language), t.site
		s.key = t.key(list[0].key)
		list = append(list, s)
	}
	return list
}

// spokenAll are sheets and, of pages, those in the other languages of the site.
func spokenAll(sheets []sheet, in []tongue) []sheet {
	var list []sheet
	for _, s := range sheets {
		list = append(list, s.spoken(in)...)
	}
	return list
}

// sameIn reports whether f is what s would render in every language.
func (s sheet) sameIn(in []tongue, f *File) bool {
	if !s.same(f) || s.page == nil {
		return s.same(f)
	}
	for n, t := range in {
		if n >= len(f.told) || f.told[n] == nil || f.told[n].key != t.key(s.key) {
			return false
		}
	}
	return true
}

// Translated is where a page lies in another language of the site than its own:
// "/de/history".
func Translated(path string, l locale.Language) string {
	return "/" + l.Tag() + strings.TrimSuffix(path, "/")
}

// ownPath undoes Translated: it returns where a page lies in the site's own language,
// the first of those given, and which of the others its path is of; -1 for none.
func ownPath(languages []locale.Language, path string) (own string, n int) {
	if len(languages) < 2 || len(path) < 2 || path[0] != '/' {
		return "", -1
	}
	tag, own := path[1:], "/"
	if at := strings.IndexByte(tag, '/'); at >= 0 {
		tag, own = tag[:at], tag[at:]
		if own == "/" {
			return "", -1
		}
	}
	for n, l := range languages[1:] {
		if l.Tag() == tag {
			return own, n
		}
	}
	return "", -1
}
