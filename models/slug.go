package models

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// slugForm is what may stand in a path as the name of a thing.
var slugForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// Slug makes the part of a path out of a title: "Störung: E-Mail" becomes
// "storung-e-mail". It is at most 80 characters long, and empty when no letter
// or digit of the title has a plain form.
func Slug(title string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(title)) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == 'ß':
			b.WriteString("ss")
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
		default:
			b.WriteByte('-')
		}
	}
	words := strings.FieldsFunc(b.String(), func(r rune) bool { return r == '-' })
	slug := strings.Join(words, "-")
	if len(slug) > 80 {
		slug = slug[:80]
		if cut := strings.LastIndexByte(slug, '-'); cut > 2 {
			slug = slug[:cut]
		}
	}
	return slug
}

// Slug checks the part of a path: 3 to 80 characters of [a-z0-9-]. When it is
// empty, one is made from name, filled up with a few random characters where
// the name gives too little.
func (c Complaints) Slug(field, slug, name string) string {
	slug = strings.TrimSpace(slug)
	if slug == "" {
		if slug = Slug(name); len(slug) < 3 {
			slug = strings.TrimPrefix(slug+"-"+NewID()[:6], "-")
		}
	}
	if len(slug) < 3 || len(slug) > 80 || !slugForm.MatchString(slug) {
		c.Add(field, "%s must have 3 to 80 characters: small letters a to z, digits, and single hyphens between them.", label(field))
	}
	return slug
}
