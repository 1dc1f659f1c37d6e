package redact

import "strings"

// stuckWords stand before the figures they are about without a blank: plus31, triple5.
var stuckWords = []struct {
	word  string
	times int
}{{"plus", 1}, {"double", 2}, {"triple", 3}, {"treble", 3}, {"doppel", 2}}

// stuckHead reports whether a word may be one of those with figures behind it.
func stuckHead(s string) bool {
	return len(s) > 4 && len(s) < 12 && classes[s[len(s)-1]]&digit != 0 && strings.IndexByte("pdtPDT", s[0]) >= 0
}

// stuckFigures is what such a word says.
func stuckFigures(s string) (string, bool) {
	if !stuckHead(s) {
		return "", false
	}
	low := strings.ToLower(s)
	for _, w := range stuckWords {
		if figures, ok := strings.CutPrefix(low, w.word); ok && all(figures, digit) {
			if w.word == "plus" {
				return "+" + figures, true
			}
			return strings.Repeat(figures, w.times), len(figures) == 1
		}
	}
	return "", false
}

// amidFigures reports whether a run is figures told amid those of a telephone number:
// +353 (one) 555 0177.
func (r *spelled) amidFigures(t string) bool {
	for _, it := range r.items {
		if it.sort != figureItem && it.sort != digitItem {
			return false
		}
	}
	start := r.items[0].start
	head := strings.TrimRight(t[max(0, start-20):start], " (-[")
	n := strings.LastIndexByte(head, '+')
	return n >= 0 && n < len(head)-1 && strings.Trim(head[n:], "+0123456789 ()-./") == "" && len(r.text()) > 3
}

// withNoun is where a number in words begins together with the word for whose it is: user
// seven seven one.
func withNoun(t string, start int) int {
	if w := wordBefore(t, start); t[w.end:start] == " " && bareNouns[strings.ToLower(w.in(t))] {
		return w.start
	}
	return start
}
