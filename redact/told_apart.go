package redact

import "strings"

// apartPhrases say that what stands before them is to be read without its blanks.
var apartPhrases = []string{"without the spaces", "without spaces", "without the blanks", "without blanks", "without the dashes", "no spaces", "all one word", "as one word", "in one word", "written together", "minus the spaces", "ohne leerzeichen", "ohne die leerzeichen", "zusammengeschrieben", "sans espaces", "sans les espaces", "en un mot", "zonder spaties", "aan elkaar",
	"sin espacios", "todo junto", "senza spazi", "bez spacji", "sem espaços", "utan mellanslag"}

// addApart adds these phrases.
func (d *dictionary) addApart() {
	for _, phrase := range apartPhrases {
		d.add(phrase, func(l *looking, start, end int) { l.toldApart(start) })
	}
}

// toldApart judges the words before such a phrase as a secret: it was Lantern 2023 north,
// without the spaces.
func (l *looking) toldApart(start int) {
	t := l.text
	end := start
	for end > 0 && start-end < 6 && strings.IndexByte(" ,(-\"'`*", t[end-1]) >= 0 {
		end--
	}
	from, words := end, 0
	for words < 8 {
		w := from
		for w > 0 && end-w < 60 && t[w-1] > ' ' && strings.IndexByte("\"'`*:(=", t[w-1]) < 0 {
			w--
		}
		low := strings.ToLower(t[w:from])
		if w == from || sentenceStops[low] || valueLinks[low] || laterLinks[low] {
			break
		}
		words++
		if from = w; byteAt(t, w-1) != ' ' || end-from > 50 {
			break
		}
		from--
	}
	if byteAt(t, from) == ' ' {
		from++
	}
	s := t[from:max(from, end)]
	if b := bits(s); words > 1 && len(s) > 5 && strings.IndexByte(s, '\n') < 0 && (b&digit != 0 || b&upper != 0 && b&lower != 0 && words > 2 || strings.Count(s, " ")*2 >= len(s)-1) {
		l.add(from, end, spelledSecret)
	}
}

// quotedPhrase reports whether a quoted text behind a word for a password is one of some
// words, and no message: "Lantern - two thousand nineteen - north".
func quotedPhrase(s string) bool {
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 9 || len(s) > 64 || strings.IndexByte(".!?:;", s[len(s)-1]) >= 0 || strings.ContainsAny(s, "=(){}<>") {
		return false
	}
	telling := bits(s)&digit != 0
	for i, w := range words {
		low := foldWord(w)
		if sentenceStops[low] || prose[low] {
			return false
		}
		telling = telling || numberWords[low] != "" || w == "-" || i > 0 && bits(w)&upper != 0
	}
	return telling
}
