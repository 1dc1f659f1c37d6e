package views

import (
	"html/template"
	"slices"

	"vitrine/locale"
	"vitrine/models"
)

// languageNames are what the languages are called.
var languageNames = []locale.Key{"English", "German", "French", "Spanish", "Portuguese", "Japanese", "Arabic"}

// LanguageName is what a language is called: "German".
func (s Speech) LanguageName(l locale.Language) string {
	if name := locale.Key(l.InEnglish()); slices.Contains(languageNames, name) {
		return s.Say(name)
	}
	return l.Name()
}

// Origin says who translated a text, and from which language: "Translated from
// English by the team".
func (s Speech) Origin(t models.Translated) string {
	if t.Origin == models.ByMachine {
		return s.Say("Translated from {0} by a machine", s.LanguageName(s.Mother(t.Language)))
	}
	return s.Say("Translated from {0} by the team", s.LanguageName(s.Mother(t.Language)))
}

// Mother is the language that a text is written in, by its tag; empty: the site's own.
func (s Speech) Mother(tag string) locale.Language { return locale.Or(tag, s.Own) }

// ToldIn is the language that a text is told in: that of the page where it was
// translated, else the one it is written in.
func (s Speech) ToldIn(t *models.Translated, tag string) locale.Language {
	if t != nil {
		return s.Language
	}
	return s.Mother(tag)
}

// untranslated says in which languages those of the updates are that the page cannot
// tell in its own; empty where it can tell all.
func (s Speech) untranslated(updates []models.Update) string {
	said, left := 0, 0
	var in []string
	for _, u := range updates {
		if u.Body == "" {
			continue
		}
		said++
		if l := s.ToldIn(u.Translated, u.Language); l != s.Language {
			left++
			if name := s.LanguageName(l); !slices.Contains(in, name) {
				in = append(in, name)
			}
		}
	}
	switch left {
	case 0:
		return ""
	case said:
		return s.Say("The messages are in {0}.", s.Names(in, 0))
	}
	return s.Say("Some of the messages are in {0}.", s.Names(in, 0))
}

// own marks an element whose text is not told in the language of the page with the
// one it is in.
func (s Speech) own(t *models.Translated, tag string) template.HTMLAttr {
	l := s.ToldIn(t, tag)
	if l == s.Language {
		return ""
	}
	return template.HTMLAttr(` lang="` + l.Tag() + `"`)
}

// toldIn is the language of a text on the page, for machines.
func (f Frame) toldIn(t *models.Translated, tag string) string {
	return f.Speech().ToldIn(t, tag).Tag()
}
