package redact

import (
	"strings"
	"unicode/utf8"
)

// widestGap bounds the bytes between two bones of one thing.
const widestGap = 9

// nextBone is where the next bone stands at or behind i, or -1 where the gap is too wide.
func nextBone(t []byte, i int) int {
	for end := i + widestGap; i < len(t) && i <= end; {
		n := boneSize(t, i)
		if n > 0 {
			return i
		}
		if t[i] == '\n' {
			return -1 // a blank line
		}
		i -= n
	}
	return -1
}

// search looks for the things known at the beginning of a word of the folded text.
func (b *boneSet) search(l *looking, f *folded, start int) {
	t := f.text
	var head [4]byte
	if start+4 < len(t) {
		h := [4]byte{boneOf[t[start]], boneOf[t[start+1]], boneOf[t[start+2]], boneOf[t[start+3]]}
		if (t[start]|t[start+1]|t[start+2]|t[start+3])&0x80 == 0 && h[1] != 0 && h[2] != 0 && h[3] != 0 {
			fifth := byte(0)
			if c := t[start+4]; c < 0x80 {
				fifth = boneOf[c]
			}
			b.walk(l, f, start, headBit(h[0], h[1], h[2], h[3]), fifth)
			return
		}
	}
	at := start
	for i := range head {
		if i > 0 {
			if at >= len(t) || boneOf[t[at]] == 0 || t[at] >= 0x80 {
				if at = nextBone(t, at); at < 0 {
					return
				}
			}
		}
		head[i] = boneOf[t[at]]
		at++
	}
	b.walk(l, f, start, headBit(head[0], head[1], head[2], head[3]), 0)
}

// walk judges the things whose first bones are those at an offset; fifth is the bone
// right behind them, or 0 where none stands there.
func (b *boneSet) walk(l *looking, f *folded, start int, bit uint32, fifth byte) {
	if !b.some.is(bit) {
		return
	}
	left := mostSteps
	for n := b.first[boneBucket(bit)]; n != 0 && left > 0; n = b.next[n-1] {
		if fifth != 0 && b.fifth[n-1] != fifth {
			continue
		}
		m := boneMatch{b: b, l: l, f: f, w: &b.words[n-1], start: start, left: min(left, mostWordSteps)}
		left -= m.left
		m.from(0, start, 0)
		left += m.left
	}
}

// mostSteps bounds the words read at one place for all things known together,
// mostWordSteps those for one thing: a word that says a mark can be read as letters
// too, and twelve of them in a row in four thousand ways.
const mostSteps, mostWordSteps = 2000, 256

// boneMatch is one thing looked for at one place.
type boneMatch struct {
	b     *boneSet
	l     *looking
	f     *folded
	w     *boneWord
	start int
	left  int // steps
}

// from compares the bones of the thing from one on with the text from an offset on;
// told counts the words that were read as what they say: dot, seven.
func (m *boneMatch) from(bone, at, told int) {
	t, want := m.f.text, m.w.bones
	for {
		if bone == len(want) {
			if at >= len(t) || boneSize(t, at) < 0 {
				m.b.judge(m.l, m.f, m.w, m.start, at, told)
			}
			return
		}
		if at >= len(t) {
			return
		}
		if t[at] >= 0x80 && t[at]&0xC0 != 0x80 || boneOf[t[at]] == 0 {
			if at = nextBone(t, at); at < 0 {
				return
			}
			m.fromTold(bone, at, told)
		}
		if boneOf[t[at]] != want[bone] {
			return
		}
		bone, at = bone+1, at+1
	}
}

// fromTold goes on behind a word at an offset that says a mark, a figure or a letter.
func (m *boneMatch) fromTold(bone, at, told int) {
	if m.left--; m.left < 0 {
		return
	}
	t := m.f.text
	end := at
	for end < len(t) && end-at < 14 && classes[t[end]]&(letters|digit) != 0 {
		end++
	}
	if end-at < 2 || told > 30 || bone < 2 || spokenSizes[uint16(t[at])<<8|uint16(t[at+1])]>>(end-at)&1 == 0 {
		return
	}
	w, ok := spokenWords[string(t[at:end])]
	if !ok || w.sort == caseItem {
		return
	}
	if w.sort == markItem {
		if next := nextBone(t, end); next > end {
			m.fromTold(bone, next, told+1)
			if bone < len(m.w.bones) && boneOf[t[next]] == m.w.bones[bone] {
				m.from(bone+1, next+1, told+1)
			}
		}
		return
	}
	for i := range len(w.says) {
		if bone == len(m.w.bones) || boneOf[w.says[i]] != m.w.bones[bone] {
			return
		}
		bone++
	}
	m.from(bone, end, told+1)
}

// judge uses a thing whose bones stand from start to end, where it is disguised there
// and not made up of ordinary words.
func (b *boneSet) judge(l *looking, f *folded, w *boneWord, start, end, told int) {
	if told > 0 {
		if len(w.plain) > 5 && (told > 1 || bits(w.plain)&digit != 0 || w.loose) {
			from, to := f.place(l.text, start, end)
			from, to = paired(l.text, from, to)
			w.use(l, from, to)
		}
		return
	}
	cut := cutOf(f.text[start:end], w)
	if !cut.believed(len(w.plain), len(w.words)+1, bits(w.plain)) && !(w.loose && cut.marked && cut.blanks && !cut.wrong && cut.ordinary < cut.pieces && len(w.plain) > 7) && !l.loudCut(f, cut, w, start, end) {
		return
	}
	from, to := f.place(l.text, start, end)
	if a, b := l.view.origin(from, to); strings.EqualFold(root(l.view)[a:b], w.whole) {
		return // as it is known: for others to judge
	}
	from, to = paired(l.text, from, to)
	w.use(l, from, to)
}

// paired widens a span over the other half of a bracket or a quotation mark in it.
func paired(t string, from, to int) (int, int) {
	for _, m := range []string{"()", "[]", "{}", "<>", "\"\"", "''", "``"} {
		open, lost := 0, false
		for i := from; i < to; i++ {
			switch {
			case m[0] == m[1] && t[i] == m[0]:
				open ^= 1
			case t[i] == m[0]:
				open++
			case t[i] == m[1] && open > 0:
				open--
			case t[i] == m[1]:
				lost = true
			}
		}
		if open > 0 && byteAt(t, to) == m[1] {
			to++
		} else if m[0] == m[1] && open > 0 {
			lost = true
		}
		if lost && byteAt(t, from-1) == m[0] {
			from--
		}
	}
	return from, to
}

// boneCut is how a thing known is cut up where it stands.
type boneCut struct {
	pieces, singles, ordinary int
	swapped                   int  // digits for letters, or letters for digits
	broken                    bool // inside one of its words
	marked                    bool // by more than blanks
	blanks                    bool
	wrong                     bool // a digit for another
}

// cutOf compares what stands in a text with the thing known.
func cutOf(s []byte, w *boneWord) (c boneCut) {
	from, at := 0, 0
	flush := func(end int) {
		if end > from {
			c.pieces++
			c.singles += btoi(utf8.RuneCount(s[from:end]) == 1)
			c.ordinary += btoi(end-from > 1 && ordinary(string(s[from:end])))
		}
	}
	for i := 0; i < len(s); {
		n := boneSize(s, i)
		if n > 0 {
			for k := range n {
				if a, b := s[i+k], w.plain[at+k]; a != b {
					c.swapped++
					c.wrong = c.wrong || classes[a]&classes[b]&digit != 0
				}
			}
			at += n
			i += n
			continue
		}
		flush(i)
		c.marked = c.marked || !isSpace(s[i])
		c.blanks = c.blanks || isSpace(s[i])
		c.broken = c.broken || at > 0 && !wordEnds(w.words, at)
		i -= n
		from = i
	}
	flush(len(s))
	return c
}

// wordEnds reports whether a word of a thing ends after so many bones.
func wordEnds(ends []int, at int) bool {
	for _, e := range ends {
		if e == at {
			return true
		}
	}
	return false
}

// believed reports whether a thing of a size and of such characters, cut up so, is
// meant, and not a few ordinary words with the same letters.
func (c boneCut) believed(size, parts int, seen uint8) bool {
	if c.wrong || c.swapped*5 > size*2 {
		return false
	}
	if c.pieces == 1 {
		return c.swapped > 0 && size > 4 || parts > 1 && seen&digit != 0 && seen&lower != 0 && size > 6
	}
	mostSingles := c.singles > 2 && c.singles >= c.pieces-1
	switch {
	case seen&digit != 0 && seen&(lower|beyond) == 0:
		return size > 6 && c.swapped < 3
	case seen&digit != 0:
		return size > 5 && (c.broken || c.marked || c.swapped > 0 || size > 8)
	case c.swapped > 0:
		return size > 5 || c.swapped < 3 && c.singles == 0
	case mostSingles:
		return true
	}
	return size > 6 && c.broken && c.ordinary < c.pieces && c.singles < 3
}

// loudCut reports whether a name of several words stands in capitals with a hyphen in one of
// them: OAK-MERE OPTICAL.
func (l *looking) loudCut(f *folded, cut boneCut, w *boneWord, start, end int) bool {
	if len(w.words) == 0 || len(w.plain) < 10 || cut.wrong || cut.swapped > 0 || !cut.broken || !cut.marked || cut.pieces > len(w.words)+2 || cut.singles > 0 {
		return false
	}
	from, to := f.place(l.text, start, end)
	for word := range strings.FieldsSeq(l.text[from:to]) {
		if classes[word[0]]&(upper|beyond) == 0 {
			return false
		}
	}
	return true
}
