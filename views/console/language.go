package console

import (
	"vitrine/locale"
	"vitrine/models"
)

// LanguagesForm is the languages of the public site as they are chosen.
type LanguagesForm struct {
	Language string `form:"language" label:"The site's own language" of:"languages"`
	English  bool   `form:"language_en" label:"Also in English"`
	German   bool   `form:"language_de" label:"Also in German"`
	French   bool   `form:"language_fr" label:"Also in French"`
	Spanish  bool   `form:"language_es" label:"Also in Spanish"`
	Portug   bool   `form:"language_pt" label:"Also in Portuguese"`
	Japanese bool   `form:"language_ja" label:"Also in Japanese"`
	Arabic   bool   `form:"language_ar" label:"Also in Arabic"`
}

// boxes are the form's boxes by the language each is for.
func (f *LanguagesForm) boxes() map[string]*bool {
	return map[string]*bool{"en": &f.English, "de": &f.German, "fr": &f.French, "es": &f.Spanish, "pt": &f.Portug, "ja": &f.Japanese, "ar": &f.Arabic}
}

func filledLanguages(s models.SiteSettings) LanguagesForm {
	f := LanguagesForm{Language: s.OwnLanguage().Tag()}
	boxes := f.boxes()
	for _, l := range s.Offered()[1:] {
		*boxes[l.Tag()] = true
	}
	return f
}

// Tags are the languages that are ticked.
func (f LanguagesForm) Tags() []string {
	list := []string{}
	boxes := f.boxes()
	for _, l := range locale.All() {
		if *boxes[l.Tag()] {
			list = append(list, l.Tag())
		}
	}
	return list
}

// languageChoices are the languages in their own words.
func languageChoices() []Choice {
	var list []Choice
	for _, l := range locale.All() {
		list = append(list, Choice{Value: l.Tag(), Name: l.Name()})
	}
	return list
}

// OwnLanguage is the field for the language of the site.
func (p WordingPage) OwnLanguage() Field {
	return field("language", "The site's own language", p.Form.Language, p.Form.Form).Of(languageChoices())
}

// OtherLanguages are the boxes for the others.
func (p WordingPage) OtherLanguages() []Field {
	var list []Field
	boxes := p.Form.boxes()
	for _, l := range locale.All() {
		list = append(list, field("language_"+l.Tag(), l.Name(), yes(*boxes[l.Tag()]), p.Form.Form))
	}
	return list
}
