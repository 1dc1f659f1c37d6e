package edition

import (
	"strings"

	"vitrine/locale"
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

// translations are the pages in the other languages of the site. Each is made from
// what the page in its own language is made from.
func (c *catalog) translations(pages []sheet) []sheet {
	if len(c.languages) < 2 {
		return nil
	}
	list := make([]sheet, 0, len(pages)*(len(c.languages)-1))
	for _, l := range c.languages[1:] {
		told, tongue := c.in(l), fingerprint(l.Tag()).sum()
		for _, s := range pages {
			if s.page == nil {
				continue
			}
			for n := range s.key { // there may be a hundred thousand
				s.key[n] ^= tongue[n]
			}
			s.path = Translated(s.path, l)
			s.site = told
			list = append(list, s)
		}
	}
	return list
}

// Translated is where a page lies in another language of the site than its own:
// "/de/history".
func Translated(path string, l locale.Language) string {
	return "/" + l.Tag() + strings.TrimSuffix(path, "/")
}
