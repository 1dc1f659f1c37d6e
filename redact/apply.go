package redact

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Replacement puts With in the place of the bytes Start to End.
type Replacement struct {
	Start, End int
	With       string
}

// Apply makes the replacements in text. A span outside the text is ignored, and
// of spans that overlap the one that begins first (then the longer) wins; what is taken out
// beside something that is taken out goes with it.
func Apply(text string, repl []Replacement) string {
	ordered := slices.Clone(repl)
	slices.SortStableFunc(ordered, func(a, b Replacement) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	var out strings.Builder
	at, removed := 0, false
	for _, r := range ordered {
		switch {
		case r.Start < 0 || r.End < r.Start || r.End > len(text):
		case r.Start >= at:
			out.WriteString(text[at:r.Start])
			out.WriteString(r.With)
			at, removed = r.End, r.With == ""
		case removed && r.With == "":
			at = max(at, r.End)
		}
	}
	out.WriteString(text[at:])
	return out.String()
}

// Fitting is a replacement of the bytes start to end that reads well where it stands: it takes
// the article before it with it when it brings its own, and begins a sentence with a
// capital. Nothing in their place takes the blank that would be left over as well.
func Fitting(text string, start, end int, with string) Replacement {
	if with == "" {
		return without(text, start, end)
	}
	from, opened := start, ""
	if article, _, _ := strings.Cut(with, " "); articles[strings.ToLower(article)] {
		from, opened = articleBefore(text, start)
	}
	if beginsSentence(text[:from], text[start:end]) {
		r, size := utf8.DecodeRuneInString(with)
		with = string(unicode.ToUpper(r)) + with[size:]
	}
	return Replacement{Start: from, End: end, With: opened + with}
}

// articles stand before what a replacement names, or it brings them.
var articles = wordSet("the a an our one your their its his her my this that")

// emphasis are the marks that open around a word.
const emphasis = "*_`\"'“„‘«"

// articleBefore is where the article before an offset begins, and the marks between the two; the
// offset itself where none stands there. A capital A is one at the head of a sentence alone.
func articleBefore(text string, start int) (from int, opened string) {
	plain := strings.TrimRight(text[:start], emphasis)
	bare := strings.TrimRight(plain, " ")
	word := bare[strings.LastIndexFunc(bare, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' })+1:]
	from = len(bare) - len(word)
	if len(plain)-len(bare) != 1 || word == "one" || !articles[strings.ToLower(word)] || word == "A" && !beginsSentence(text[:from], word) {
		return start, ""
	}
	return from, text[len(plain):start]
}

// without takes a span out with the blank that would be left over.
func without(text string, start, end int) Replacement {
	before := start == 0 || strings.ContainsRune(" \n\t(", rune(text[start-1]))
	switch {
	case before && end < len(text) && text[end] == ' ':
		end++
	case start > 0 && text[start-1] == ' ' && (end == len(text) || strings.ContainsRune(" .,;:!?)\n", rune(text[end]))):
		start--
	}
	return Replacement{Start: start, End: end}
}

// beginsSentence reports whether what follows a text begins a sentence, an item or a heading.
func beginsSentence(before, follows string) bool {
	plain := strings.TrimRight(before, emphasis+"([ ")
	if head := plain[strings.LastIndexByte(plain, '\n')+1:]; head == "" || itemHead(before[strings.LastIndexByte(before, '\n')+1:]) {
		above := strings.TrimRight(strings.TrimSuffix(plain, "\n"), " \r")
		return head != "" || above == "" || strings.HasSuffix(above, "\n") || endsSentenceMark(above)
	}
	if plain == before || !endsSentenceMark(plain) {
		return false
	}
	word := strings.ToLower(strings.TrimLeft(plain[strings.LastIndexAny(plain, " \n")+1:], emphasis+"("))
	switch {
	case word == "no." || word == "nos." || word == "nr.":
		return classAt(follows, 0)&digit == 0
	case utf8.RuneCountInString(word) == 2 && word[1] == '.', strings.Count(word, ".") > 1 && bits(word)&^(lower|dot) == 0:
		return false // z. B., U.S.
	}
	return !abbreviated[word]
}

// endsSentenceMark reports whether a text ends with a mark that ends a sentence.
func endsSentenceMark(s string) bool {
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "…")
}

// itemHead reports whether a line has held the marks of a list, a quote or a heading alone.
func itemHead(line string) bool {
	marks := strings.Fields(line)
	for i, m := range marks {
		counted := strings.TrimLeft(m, "0123456789")
		if strings.Trim(m, ">#-*+") != "" && (counted == m || counted != "." && counted != ")") && m != "[" && m != "]" && m != "[x]" && m != "[X]" && (i < len(marks)-1 || strings.Trim(m, emphasis+"([") != "") {
			return false
		}
	}
	return len(marks) > 0
}

// abbreviated are words with a full stop that do not end a sentence.
var abbreviated = wordSet("vs. approx. ca. cf. incl. excl. esp. resp. fig. bzw. ggf. inkl. usw. dr. mr. mrs. ms. prof. st.")
