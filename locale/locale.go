// Package locale says the fixed words of the program in the languages it knows:
// message catalogues with plurals, dates, lists and numbers, and the choice of a
// language for a reader. It knows nothing of what is said.
//
// The key of a message is its English sentence, so that a page can be read where
// it is written. {0}, {1} stand for what is put in; {0|words} wraps words in what
// is put in, such as a link. What comes after " // " tells two uses of one English
// word apart and is never shown.
package locale

import (
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// Key is a message that is kept before it is said: an entry of a table, the word
// of a state. Keys are found by their type when the catalogues are checked.
type Key string

// Plural is the key of a message about a number of things, written for many of
// them. English too has its forms in a catalogue.
type Plural string

// Language is one that the fixed words are known in. The zero Language is
// English.
type Language struct{ of *tongue }

// tongue is what is known of a language.
type tongue struct {
	tag     string // BCP 47: "de"
	name    string // in the language itself
	english string // in English
	rtl     bool
	cldr    language.Tag
	dates   dates
	list    listing
	point   string // between whole numbers and decimals

	once  sync.Once
	words map[string]message
}

// tongues are all languages, English first.
var tongues = []*tongue{
	{tag: "en", name: "English", english: "English", cldr: language.English, dates: english, list: listing{", ", " and ", " and ", ", "}, point: "."},
	{tag: "de", name: "Deutsch", english: "German", cldr: language.German, dates: german, list: listing{", ", " und ", " und ", ", "}, point: ","},
	{tag: "fr", name: "Français", english: "French", cldr: language.French, dates: french, list: listing{", ", " et ", " et ", ", "}, point: ","},
	{tag: "es", name: "Español", english: "Spanish", cldr: language.Spanish, dates: spanish, list: listing{", ", " y ", " y ", ", "}, point: ","},
	{tag: "pt", name: "Português", english: "Portuguese", cldr: language.Portuguese, dates: portuguese, list: listing{", ", " e ", " e ", ", "}, point: ","},
	{tag: "ja", name: "日本語", english: "Japanese", cldr: language.Japanese, dates: japanese, list: listing{"、", "、", "、", "、"}, point: "."},
	{tag: "ar", name: "العربية", english: "Arabic", rtl: true, cldr: language.Arabic, dates: arabic, list: listing{" و", " و", " و", "، "}, point: "."},
}

// English is the language everything is written in first: the zero Language.
var English = Language{}

// All lists every language, English first.
func All() []Language {
	list := make([]Language, len(tongues))
	for i, t := range tongues[1:] {
		list[i+1] = Language{t}
	}
	return list
}

// Find returns the language with a tag such as "de", English for an empty one.
// It is false for one that nothing is known of.
func Find(tag string) (Language, bool) {
	if tag == "" {
		return English, true
	}
	for _, l := range All() {
		if l.Tag() == tag {
			return l, true
		}
	}
	return English, false
}

// Or returns the language with a tag, or another where it is not known.
func Or(tag string, other Language) Language {
	if l, ok := Find(tag); ok && tag != "" {
		return l
	}
	return other
}

func (l Language) tongue() *tongue {
	if l.of == nil {
		return tongues[0]
	}
	return l.of
}

// Tag is the language's BCP 47 tag: "de".
func (l Language) Tag() string { return l.tongue().tag }

// Name is the language in its own words: "Deutsch".
func (l Language) Name() string { return l.tongue().name }

// InEnglish is the language as English calls it: "German".
func (l Language) InEnglish() string { return l.tongue().english }

// IsEnglish reports whether it is the language everything is written in first.
func (l Language) IsEnglish() bool { return l == English }

// Dir is the direction its text runs in, as HTML has it: "ltr" or "rtl".
func (l Language) Dir() string {
	if l.tongue().rtl {
		return "rtl"
	}
	return "ltr"
}

// RightToLeft reports whether its text runs from right to left.
func (l Language) RightToLeft() bool { return l.tongue().rtl }

// Match returns the one of offered that suits a value of Accept-Language best,
// the first of them where none does.
func Match(accept string, offered []Language) Language {
	if len(offered) == 0 {
		return English
	}
	wanted, quality, err := language.ParseAcceptLanguage(accept)
	if err != nil {
		return offered[0]
	}
	for i, w := range wanted { // they are ordered by their quality
		if quality[i] <= 0 {
			break
		}
		base, _ := w.Base()
		if at := slices.IndexFunc(offered, func(l Language) bool { return l.Tag() == base.String() }); at >= 0 {
			return offered[at]
		}
	}
	return offered[0]
}

// Fits reports whether it is the language of a tag: "pt" for "pt-BR" too.
func (l Language) Fits(tag string) bool {
	base, _, _ := strings.Cut(tag, "-")
	return strings.EqualFold(l.Tag(), base)
}

// Wish returns the one of offered that a tag asks for, "pt" for "pt-BR" too, and
// the first of them where none does.
func Wish(tag string, offered []Language) Language {
	for _, l := range offered {
		if l.Fits(tag) {
			return l
		}
	}
	if len(offered) == 0 {
		return English
	}
	return offered[0]
}

// form is the CLDR name of the plural form that n takes.
func (t *tongue) form(n int) string {
	if n < 0 {
		n = -n
	}
	switch plural.Cardinal.MatchPlural(t.cldr, n%10_000_000, 0, 0, 0, 0) {
	case plural.Zero:
		return "zero"
	case plural.One:
		return "one"
	case plural.Two:
		return "two"
	case plural.Few:
		return "few"
	case plural.Many:
		return "many"
	}
	return "other"
}

// shown is an English key as readers see it.
func shown(key string) string {
	text, _, _ := strings.Cut(key, " // ")
	return text
}
