package models

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Noun is what the operator calls the published summary of an incident, where
// people read it. Addresses, members of the API and ids of feeds keep the word
// "postmortem". The zero Noun is "postmortem" as well.
type Noun struct {
	one, many string
	bare      bool // without an English article
}

// NewNoun takes the operator's words as they are written within a sentence; an
// empty one is ours.
func NewNoun(one, many string) Noun { return Noun{one: one, many: many} }

// Bare is the noun without an English article: that of another language.
func (n Noun) Bare() Noun {
	n.bare = true
	return n
}

// Noun is what the operator calls the published summary of an incident.
func (s SiteSettings) Noun() Noun { return NewNoun(s.NounSingular, s.NounPlural) }

// One is the word within a sentence: "postmortem".
func (n Noun) One() string {
	if n.one == "" {
		return "postmortem"
	}
	return n.one
}

// Many is the word for several within a sentence: "postmortems".
func (n Noun) Many() string {
	if n.many == "" {
		return "postmortems"
	}
	return n.many
}

// Title is the word at the beginning of a line: "Postmortem".
func (n Noun) Title() string { return capital(n.One()) }

// Titles is the word for several at the beginning of a line: "Postmortems".
func (n Noun) Titles() string { return capital(n.Many()) }

// A is the word with its article: "a postmortem", "an incident review".
func (n Noun) A() string {
	if n.bare {
		return n.One()
	}
	if vocal(n.One()) {
		return "an " + n.One()
	}
	return "a " + n.One()
}

// StartA is A at the beginning of a sentence: "An incident review".
func (n Noun) StartA() string { return capital(n.A()) }

// capital is a text with a capital as its first letter; the others stay as they
// are written.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToTitle(first)) + text[size:]
}

// spelled are the letters whose names begin with a vowel: "an RCA", "a PIR".
const spelled = "AEFHILMNORSX"

// vocal reports whether a word is said with a vowel first, as far as its letters
// tell: abbreviations are spelled, and of the words whose beginning is said
// otherwise than it is written the usual ones are known.
func vocal(text string) bool {
	word, _, _ := strings.Cut(text, " ")
	word, _, _ = strings.Cut(word, "-")
	first, _ := utf8.DecodeRuneInString(word)
	if utf8.RuneCountInString(word) > 1 && word == strings.ToUpper(word) && unicode.IsLetter(first) {
		return strings.ContainsRune(spelled, first)
	}
	word = strings.ToLower(word)
	starts := func(list ...string) bool {
		return slices.ContainsFunc(list, func(s string) bool { return strings.HasPrefix(word, s) })
	}
	switch {
	case starts("hour", "honest", "honour", "honor", "heir", "8", "11", "18"):
		return true
	case starts("uni", "use", "usu", "uti", "eu", "one", "once") && !starts("unin", "unim"):
		return false
	}
	return strings.ContainsRune("aeiouäöüáàâåæéèêëíìîïóòôøúùû", unicode.ToLower(first))
}

// maxNoun is how many characters a noun may have: it stands in navigation.
const maxNoun = 40

// nounLetters are what a noun may hold beside letters and digits: what no mail,
// no Markdown and no feed reads as something else than a word.
const nounLetters = " -'’.&"

// checkNoun refuses half a noun, and what is no word.
func (s SiteSettings) checkNoun(c Complaints) {
	if (s.NounSingular == "") != (s.NounPlural == "") {
		field := "noun_plural"
		if s.NounSingular == "" {
			field = "noun_singular"
		}
		c.Add(field, "Say both the word for one and the word for several, or leave both empty for “postmortem”.")
	}
	for field, word := range map[string]string{"noun_singular": s.NounSingular, "noun_plural": s.NounPlural} {
		if at := strings.IndexFunc(word, noWord); at >= 0 {
			r, _ := utf8.DecodeRuneInString(word[at:])
			c.Add(field, "%q cannot stand in the word. Use letters, digits, spaces and hyphens.", string(r))
		} else if word != "" && !strings.ContainsFunc(word, unicode.IsLetter) {
			c.Add(field, "The word needs a letter at least.")
		}
	}
}

// noWord reports whether a character cannot stand in a noun.
func noWord(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && !strings.ContainsRune(nounLetters, r)
}
