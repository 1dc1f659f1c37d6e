package models

import (
	"context"
	"slices"
	"strings"

	"vitrine/locale"
)

// OwnLanguage is the language the site is in where a reader asks for none that is
// offered.
func (s SiteSettings) OwnLanguage() locale.Language { return locale.Or(s.Language, locale.English) }

// Offered lists the languages the site is in, its own first.
func (s SiteSettings) Offered() []locale.Language {
	list := []locale.Language{s.OwnLanguage()}
	for _, tag := range strings.Fields(s.Languages) {
		if l, ok := locale.Find(tag); ok && !slices.Contains(list, l) {
			list = append(list, l)
		}
	}
	return list
}

// OthersThan lists the languages of the site but the one that a text is written in, by
// its tag; empty: the site's own.
func (s SiteSettings) OthersThan(tag string) []locale.Language {
	own := locale.Or(tag, s.OwnLanguage())
	return slices.DeleteFunc(s.Offered(), func(l locale.Language) bool { return l == own })
}

// inOwn puts the site's own language at a text that is written now.
func (s *Store) inOwn(ctx context.Context, language *string) error {
	var tag string
	err := s.query(ctx).Raw("SELECT language FROM site_settings WHERE id = 1").Scan(&tag).Error
	*language = locale.Or(tag, locale.English).Tag()
	return Fault(err, "site")
}

// rewritten is the language of a text that is written anew: the one that is asked for,
// which the site must be offered in, or that of before.
func (s *Store) rewritten(ctx context.Context, asked, before string) (string, error) {
	if asked == "" || asked == before {
		return before, nil
	}
	set, err := s.Settings(ctx)
	if err != nil {
		return "", err
	}
	c, tags := Complaints{}, tagsOf(set.Offered())
	if !slices.Contains(tags, asked) {
		c.Add("language", "%q is no language of the site. Choose among: %s.", shortened(asked), strings.Join(tags, ", "))
	}
	return asked, c.Err()
}

// tagsOf are the tags of languages.
func tagsOf(list []locale.Language) []string {
	tags := make([]string, len(list))
	for n, l := range list {
		tags[n] = l.Tag()
	}
	return tags
}

// LanguageFor is the language a reader is written to in who wishes for one: theirs
// where the site is offered in it, else the site's own.
func (s SiteSettings) LanguageFor(wish string) locale.Language { return locale.Wish(wish, s.Offered()) }

// OffersIn reports whether the site is in a language.
func (s SiteSettings) OffersIn(l locale.Language) bool { return slices.Contains(s.Offered(), l) }

// applyLanguages puts the languages in place, in an order of their own.
func (e SettingsEdit) applyLanguages(c Complaints, s *SiteSettings) {
	known := func(field, tag string) locale.Language {
		l, ok := locale.Find(strings.TrimSpace(tag))
		if !ok {
			c.Add(field, "We have no words in %q. Choose from the list.", shortened(tag))
		}
		return l
	}
	chosen := s.Offered()[1:]
	if e.Languages != nil {
		chosen = nil
		for _, tag := range *e.Languages {
			chosen = append(chosen, known("languages", tag))
		}
	}
	if e.Language != nil {
		s.Language = known("language", *e.Language).Tag()
	}
	own := s.OwnLanguage()
	if own.IsEnglish() {
		s.Language = ""
	}
	var others []string
	for _, l := range locale.All() {
		if l != own && slices.Contains(chosen, l) {
			others = append(others, l.Tag())
		}
	}
	s.Languages = strings.Join(others, " ")
}
