package redact

import (
	_ "embed"
	"strings"
	"sync"
)

// lexicon.txt holds words that technical prose is made of, and everyday words of
// several languages, folded. What stands in it tells nobody anything by itself.
//
//go:embed lexicon.txt
var lexiconText string

var lexicon = sync.OnceValue(func() map[string]struct{} {
	words := make(map[string]struct{}, 1<<14)
	for line := range strings.SplitSeq(lexiconText, "\n") {
		for w := range strings.SplitSeq(line, " ") {
			words[w] = struct{}{}
		}
	}
	return words
})

// ordinary reports whether a folded word is one of the lexicon, or a regular form of one.
func ordinary(word string) bool {
	if len(word) < 3 || inLexicon(word) {
		return true
	}
	for _, ending := range regular {
		if stem, ok := strings.CutSuffix(word, ending.cut); ok && len(stem) > 2 && inLexicon(stem+ending.put) {
			return true
		}
	}
	return false
}

func inLexicon(word string) bool {
	_, ok := lexicon()[word]
	return ok
}

// regular are the endings of regular forms, and what the word has in their place.
var regular = []struct{ cut, put string }{{"s", ""}, {"es", ""}, {"ies", "y"}, {"ed", ""}, {"ed", "e"}, {"ing", ""}, {"ing", "e"}, {"ly", ""}, {"'s", ""}}

// Ordinary reports whether a word in small letters tells nobody anything by
// itself: it is one of technical or everyday prose, or shorter than three bytes.
func Ordinary(word string) bool { return ordinary(word) }
