package redact

// leetName reports whether a name that is a word too was written with a digit within, which nobody
// does with the word: m1les.
func (l *looking) leetName(start, end int) bool {
	if !l.leet || end-start < 4 || !l.edited(start, end) {
		return false
	}
	from, to := l.view.origin(start, end)
	s := root(l.view)[from:to]
	return len(s) == end-start && classes[s[0]]&letters != 0 && classes[s[len(s)-1]]&letters != 0 && countDigits(s) == 1 && bits(s)&^(lower|digit) == 0 && !isHexWord(s)
}
