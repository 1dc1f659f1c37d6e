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
func (s Speech) Origin(o models.Origin) string {
	if o == models.ByMachine {
		return s.Say("Translated from {0} by a machine", s.LanguageName(s.Own))
	}
	return s.Say("Translated from {0} by the team", s.LanguageName(s.Own))
}

// foreign reports whether what staff say is in another language than the page.
func (s Speech) foreign() bool { return s.Language != s.Own }

// untranslated says in which language those of the updates are that the page cannot
// tell in its own; empty where it can tell all.
func (s Speech) untranslated(updates []models.Update) string {
	said, left := 0, 0
	for _, u := range updates {
		if u.Body == "" {
			continue
		}
		if said++; u.Translated == nil {
			left++
		}
	}
	switch {
	case !s.foreign() || left == 0:
		return ""
	case left == said:
		return s.Say("The messages are in {0}.", s.LanguageName(s.Own))
	}
	return s.Say("Some of the messages are in {0}.", s.LanguageName(s.Own))
}

// own marks an element whose text is not told in the language of the page with the
// one it is in.
func (s Speech) own(t *models.Translated) template.HTMLAttr {
	if t != nil || !s.foreign() {
		return ""
	}
	return template.HTMLAttr(` lang="` + s.Own.Tag() + `"`)
}

// toldIn is the language of a text on the page, for machines.
func (f Frame) toldIn(t *models.Translated) string {
	if t != nil {
		return f.Language.Tag()
	}
	return f.Settings.OwnLanguage().Tag()
}
