package console

import (
	"cmp"
	"slices"
	"strings"

	"vitrine/locale"
	"vitrine/models"
)

// InLanguages is what a form says in other languages of the site, by their tags.
type InLanguages struct {
	Titles  map[string]string `form:"title_"`
	Bodies  map[string]string `form:"body_"`
	Origins map[string]string `form:"origin_"`
	Right   map[string]string `form:"right_"` // of a correction: the translation there is stays right
	Was     map[string]string `form:"was_"`   // of a correction: fingerprints of the translations that the form was filled with
}

// Tags are those of every language that we have words in.
func Tags() []string {
	var list []string
	for _, l := range locale.All() {
		list = append(list, l.Tag())
	}
	return list
}

// LanguageOf is the language of a tag.
func LanguageOf(tag string) locale.Language { return locale.Or(tag, locale.English) }

// For is the frame around a text that is written in a language, by its tag: what else
// the site is in are its other languages.
func (f Frame) For(tag string) Frame {
	all := append([]locale.Language{f.Own}, f.Others...)
	f.Own = locale.Or(tag, f.Own)
	f.Others = slices.DeleteFunc(all, func(l locale.Language) bool { return l == f.Own })
	return f
}

// writtenIn asks which language a text is written in, where the form was filled with one
// because the site's own became another since.
func writtenIn(f Frame, tag string, form Form) Field {
	if tag == "" {
		return Field{}
	}
	var list []Choice
	for _, l := range append([]locale.Language{f.Own}, f.For(tag).Others...) {
		if one := (Choice{Value: l.Tag(), Name: l.InEnglish()}); !slices.Contains(list, one) {
			list = append(list, one)
		}
	}
	if one := (Choice{Value: tag, Name: LanguageOf(tag).InEnglish()}); !slices.Contains(list, one) {
		list = append(list, one)
	}
	return field("language", "Written in", tag, form).Of(list).Hint("The language of the site became another since it was written.")
}

// Empty reports whether nothing is said in another language.
func (in InLanguages) Empty() bool { return len(in.Titles)+len(in.Bodies) == 0 }

// Left reports whether the text in a language is the one that the form was filled
// with.
func (in InLanguages) Left(tag string) bool {
	return in.Was[tag] != "" && in.Was[tag] == models.WordingOf(strings.TrimSpace(in.Bodies[tag]))
}

// Typed are the languages in which the form says more than it was filled with.
func (in InLanguages) Typed() []locale.Language {
	var list []locale.Language
	for _, l := range locale.All() {
		tag := l.Tag()
		if strings.TrimSpace(in.Titles[tag]+in.Bodies[tag]) != "" && (!in.Left(tag) || in.Right[tag] != "") {
			list = append(list, l)
		}
	}
	return list
}

// Changed lays the texts that a correction brings in other languages beside what is
// saved in them.
func (in InLanguages) Changed(saved InLanguages) []Pair {
	var list []Pair
	for _, l := range in.Typed() {
		if tag := l.Tag(); !in.Left(tag) {
			list = append(list, Pair{Name: "body_" + tag, Label: "Text in " + l.InEnglish(), Yours: in.Bodies[tag], Saved: saved.Bodies[tag], Long: true},
				Pair{Name: "origin_" + tag, Label: l.InEnglish() + " translated by", Yours: chosenOrigin(in.Origins[tag]), Saved: saved.Origins[tag], Choices: origins()})
		}
	}
	return list
}

// Unchanged reports whether there are texts that the form was filled with and that
// are left as they were.
func (in InLanguages) Unchanged() bool {
	return slices.ContainsFunc(Tags(), in.Left)
}

// origins are who may have translated a text.
func origins() []Choice {
	return []Choice{{Value: string(models.ByTeam), Name: "us"}, {Value: string(models.ByMachine), Name: "a machine"}}
}

// originWord says who translated a text: "by us".
func originWord(o models.Origin) string {
	if o == models.ByMachine {
		return "by a machine"
	}
	return "by us"
}

// tongueFields is the data of the fields for one more language.
type tongueFields struct {
	Name                string
	Title, Body, Origin Field
	Right               Field // of a correction that was filled with a translation; without a name: it was not
	Was                 Carried
}

// tongues is the data of a form's part for other languages.
type tongues struct {
	Own    string // language of the original: "English"
	Titled bool   // it asks for titles too
	Open   bool   // something is typed there, or wrong
	Fields []tongueFields
}

// newTongues is the part of a form that says its text in other languages: its title
// too where titled says so. rows is how tall a text is drawn.
func newTongues(f Frame, in InLanguages, form Form, titled bool, rows int) tongues {
	t := tongues{Own: f.Own.InEnglish(), Titled: titled, Open: !in.Empty()}
	for _, l := range tonguesOf(f, in) {
		tag := l.Tag()
		one := tongueFields{Name: l.InEnglish(), Title: field("title_"+tag, "Title in "+l.InEnglish(), in.Titles[tag], form).In(l).Max(models.MaxTitle),
			Body:   field("body_"+tag, "Text in "+l.InEnglish(), in.Bodies[tag], form).In(l).Rows(rows),
			Origin: field("origin_"+tag, "Translated by", chosenOrigin(in.Origins[tag]), form).Of(origins())}
		switch {
		case l == f.Own:
			one.Body.Error = models.OwnTongue(l)
		case !slices.Contains(f.Others, l):
			one.refuseDropped(l, in.Bodies[tag] == "")
		}
		if was := in.Was[tag]; was != "" {
			one.Was = Carried{"was_" + tag, was}
			one.Right = field("right_"+tag, "Still right, although I left it as it is", in.Right[tag], form).
				Hint("One that you neither change nor confirm here is not shown any more.")
		}
		t.Open = t.Open || one.Title.Error != "" || one.Body.Error != "" || one.Origin.Error != ""
		t.Fields = append(t.Fields, one)
	}
	t.Open = t.Open || form.Error("translations") != ""
	return t
}

// tonguesOf are the other languages of the site, and those that it is not offered in
// any more, or that the text itself is in now, while something is typed in them.
func tonguesOf(f Frame, in InLanguages) []locale.Language {
	list := slices.Clone(f.Others)
	for _, l := range in.Typed() {
		if !slices.Contains(list, l) {
			list = append(list, l)
		}
	}
	return list
}

// refuseDropped says beside what was typed that the site is not offered in its
// language any more.
func (t *tongueFields) refuseDropped(l locale.Language, title bool) {
	at := &t.Body
	if title {
		at = &t.Title
	}
	at.Error = "The site is not offered in " + l.InEnglish() + " any more. Keep these words elsewhere and empty the field, or have an administrator choose the language under Settings, Words."
}

func chosenOrigin(value string) string {
	if value == "" {
		return string(models.ByTeam)
	}
	return value
}

// Tongue is how one text stands in one language.
type Tongue struct {
	Lead  string // before the first of a list: "Title in "
	Name  string // "German"
	Href  string // where it is translated
	State string // "by us"; empty: there is no translation
	Old   bool   // it is of an older wording, and readers get the original
	Apart bool   // readers are not shown it for another reason
}

// newTongueList is how a text stands in every other language of the site. path is
// where it is translated.
func newTongueList(f Frame, list []models.Translation, update int64, text, path string) []Tongue {
	var all []Tongue
	lead := "In "
	if update == 0 {
		lead = "Title in "
	}
	for _, l := range f.Others {
		one := Tongue{Lead: lead, Name: l.InEnglish(), Href: path + "/translate?language=" + l.Tag()}
		for _, t := range list {
			of := int64(0)
			if t.UpdateID != nil {
				of = *t.UpdateID
			}
			if t.Language == l.Tag() && of == update {
				one.State, one.Old, one.Apart = originWord(t.Origin), t.Wording != models.WordingOf(text), t.Retired
			}
		}
		all, lead = append(all, one), ""
	}
	return all
}

// TranslationForm is what one text says in one language as it is typed.
type TranslationForm struct {
	Form
	Language string `form:"language"`
	Body     string `form:"body" label:"Translation" long:"yes"`
	Origin   string `form:"origin" label:"Translated by" of:"origins"`
	Of       string `form:"of"` // fingerprint of the wording that is translated
}

// Translation is the form beside an original.
var Translation = page[TranslationPage]("translation")

// TranslationPage is what Translation shows.
type TranslationPage struct {
	Frame    Frame
	About    string // title of the incident or maintenance
	Back     string
	Action   string
	Original string
	Heading  bool // it is a title: one line, no Markdown
	Language locale.Language
	There    bool // there is a translation
	Old      bool // it is of an older wording
	Apart    bool // readers are not shown it for another reason
	Form     TranslationForm
}

// Title implements the layout's need for one.
func (p TranslationPage) Title() string {
	if p.Heading {
		return "The title in " + p.Language.InEnglish()
	}
	return "An update in " + p.Language.InEnglish()
}

// Field is the field for the translation.
func (p TranslationPage) Field() Field {
	f := field("body", "In "+p.Language.InEnglish(), p.Form.Body, p.Form.Form).In(p.Language).Need()
	f.Error = cmp.Or(f.Error, p.Form.Error("language"))
	if p.Heading {
		return f.Max(models.MaxTitle)
	}
	return f.Rows(max(6, min(16, len(p.Original)/60+2)))
}
