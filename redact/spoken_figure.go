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

// partlyTold judges a word of digits and numbers in words as a part of a telephone number that goes on
// beside it in digits: 0113 4nine6 0277.
func (l *looking) partlyTold(start, end int) {
	t := l.text
	count, ok := figuresAmid(t[start:end])
	if !ok {
		return
	}
	from, to := start, end
	for from > 0 && start-from < 24 && (classes[t[from-1]]&digit != 0 || strings.IndexByte(" +()-", t[from-1]) >= 0) {
		from--
		count += btoi(classes[t[from]]&digit != 0)
	}
	for to < len(t) && to-end < 24 {
		if c := t[to]; strings.IndexByte(" ()-", c) >= 0 {
			to++
			continue
		}
		w := wordAt(t, to)
		n, ok := figuresAmid(w.in(t))
		if all(w.in(t), digit) {
			n, ok = w.end-w.start, true
		}
		if !ok || w.end == to {
			break
		}
		count, to = count+n, w.end
	}
	span := strings.TrimLeft(t[from:to], " )-")
	from = to - len(span)
	to = from + len(strings.TrimRight(span, " (-"))
	if count > 8 && count < 16 && (t[from] == '0' || t[from] == '+' || t[from] == '(') && !wordByte(t, from-1) {
		l.addWeight(from, to, phoneRule, Warn)
	}
}

// figuresAmid counts the digits of a word that is made of digits and of numbers in words.
func figuresAmid(s string) (count int, ok bool) {
	told := false
	for s != "" {
		if classes[s[0]]&digit != 0 {
			s, count = s[1:], count+1
			continue
		}
		size := 0
		for n := min(len(s), 6); n > 1 && size == 0; n-- {
			if figure, known := numberWords[s[:n]]; known && len(figure) == 1 {
				size = n
			}
		}
		if size == 0 {
			return 0, false
		}
		s, count, told = s[size:], count+1, true
	}
	return count, told
}
