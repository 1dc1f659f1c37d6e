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
// of spans that overlap the one that begins first (then the longer) wins.
func Apply(text string, repl []Replacement) string {
	ordered := slices.Clone(repl)
	slices.SortStableFunc(ordered, func(a, b Replacement) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	var out strings.Builder
	at := 0
	for _, r := range ordered {
		if r.Start < at || r.End < r.Start || r.End > len(text) {
			continue
		}
		out.WriteString(text[at:r.Start])
		out.WriteString(r.With)
		at = r.End
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
	article, _, _ := strings.Cut(with, " ")
	if slices.Contains([]string{"our", "the", "a", "an", "one"}, strings.ToLower(article)) {
		for _, a := range []string{"the ", "a ", "an "} {
			if from := start - len(a); from >= 0 && strings.EqualFold(text[from:start], a) && !wordByte(text, from-1) {
				start = from
				break
			}
		}
	}
	if beginsSentence(text[:start]) {
		r, size := utf8.DecodeRuneInString(with)
		with = string(unicode.ToUpper(r)) + with[size:]
	}
	return Replacement{Start: start, End: end, With: with}
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

// beginsSentence reports whether what follows a text begins a sentence or a line.
func beginsSentence(before string) bool {
	trimmed := strings.TrimRight(before, " *_-#>`\"'([")
	if trimmed == "" || strings.HasSuffix(trimmed, "\n") {
		return true
	}
	if trimmed == before || !strings.ContainsAny(trimmed[len(trimmed)-1:], ".!?") {
		return false
	}
	return !abbreviated[strings.ToLower(trimmed[strings.LastIndexAny(trimmed, " \n(")+1:])]
}

// abbreviated are words with a full stop that do not end a sentence.
var abbreviated = wordSet("e.g. i.e. vs. approx. ca. cf. incl. excl. esp. resp. no. nos. fig. z.b. d.h. bzw. ggf. inkl. dr. mr. mrs. ms. prof. st.")
