package redact

// slipSearch looks for a word of the rules that is written with one slip: a letter
// too many or too few, another one, or two exchanged.
type slipSearch struct {
	t     *trie
	text  []byte
	end   int // of the word in the text
	found func(word int)
}

// shortestSlip is the size below which no slip is believed.
const shortestSlip = 6

// walk goes on from a node; done says that the slip has been made.
func (s *slipSearch) walk(node int32, at, depth int, done bool) {
	first, number := s.t.children(node)
	if at == s.end {
		if done {
			s.report(node)
		} else if depth+1 >= shortestSlip {
			for i := range number { // the last letter is missing
				s.report(first + i)
			}
		}
		return
	}
	if child := s.t.step(node, s.text[at]); child != 0 {
		s.walk(child, at+1, depth+1, done)
	}
	if done || depth < 3 {
		return
	}
	s.walk(node, at+1, depth, true) // a letter too many
	for i := range number {
		child := first + i
		c := s.t.char(child)
		if classes[c]&letters == 0 || c == s.text[at] {
			continue
		}
		s.walk(child, at+1, depth+1, true) // another letter
		s.walk(child, at, depth+1, true)   // a letter too few
		if at+1 < s.end && c == s.text[at+1] {
			if next := s.t.step(child, s.text[at]); next != 0 {
				s.walk(next, at+2, depth+2, true) // exchanged
			}
		}
	}
}

func (s *slipSearch) report(node int32) {
	for _, w := range s.t.ending(node) {
		s.found(int(w))
	}
}

// slipped judges the word from at to end of the folded text, which begins like one of
// the rules' and ends otherwise.
func (l *looking) slipped(d *dictionary, f *folded, at, end int) {
	from, to := f.place(l.text, at, end)
	if !capitalised(l.text[from:]) || ordinary(string(f.text[at:end])) || givenNames[string(f.text[at:end])] || notNames[string(f.text[at:end])] || gazetteer[string(f.text[at:end])] {
		return
	}
	node := d.trie.root[f.text[at]]
	if node == 0 {
		return
	}
	s := &slipSearch{t: d.trie, text: f.text, end: end, found: func(word int) {
		if e := &d.entries[word]; len(e.word) >= shortestSlip && !e.hump && !e.loose && all(e.word, lower) && !ordinary(e.word) {
			e.use(l, from, to)
		}
	}}
	s.walk(node, at+1, 1, false)
}

// wordEnd is where the letters from an offset of the folded text on end.
func wordEnd(text []byte, at int) int {
	for at < len(text) && classes[text[at]]&(lower|upper) != 0 {
		at++
	}
	return at
}
