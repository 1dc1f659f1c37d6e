package edition

import (
	"slices"
	"strings"

	"vitrine/locale"
	"vitrine/models"
)

// offered are the languages of a site, its own first.
func offered(s models.SiteSettings) []locale.Language {
	list := []locale.Language{locale.Or(s.Language, locale.English)}
	for _, tag := range strings.Fields(s.Languages) {
		if l, ok := locale.Find(tag); ok && l != list[0] {
			list = append(list, l)
		}
	}
	return list
}

// in is the same site told in another of its languages.
func (c *catalog) in(l locale.Language) *catalog {
	if c.language == l {
		return c
	}
	other := *c
	other.language = l
	return &other
}

// translations are the pages in the other languages of the site. Each is made from
// what the page in its own language is made from.
func (c *catalog) translations(pages []sheet) []sheet {
	var list []sheet
	for _, l := range c.languages[1:] {
		told, prefix, tongue := c.in(l), "/"+l.Tag(), fingerprint(l.Tag()).sum()
		list = slices.Grow(list, len(pages))
		for _, s := range pages {
			for n := range s.key { // there may be a hundred thousand
				s.key[n] ^= tongue[n]
			}
			s.path = prefix + strings.TrimSuffix(s.path, "/")
			s.site = told
			list = append(list, s)
		}
	}
	return list
}
