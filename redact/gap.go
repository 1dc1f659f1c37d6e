package redact

// gaps are marks that people put into a word so that a search for it fails.
var gaps = func() (table [256]bool) {
	for _, c := range " -._/|*~,:'" {
		table[c] = true
	}
	return table
}()

// masks are marks that people put in the place of a letter.
var masks = func() (table [256]bool) {
	for _, c := range "*_.#?@$%!+&^=~" {
		table[c] = true
	}
	return table
}()

// cuts are all of these marks.
var cuts = func() (table [256]bool) {
	for c := range table {
		table[c] = gaps[c] || masks[c]
	}
	return table
}()

// mostHidden bounds the letters of a word that may be hidden.
const mostHidden = 8

// gapSearch looks for a word of the rules with marks between its letters, or with
// letters hidden: Kes trel, K-e-s-t-r-e-l, K*str*l.
type gapSearch struct {
	t     *trie
	text  []byte
	start int
	found func(word, end, gaps, hidden int)
}

// walk goes on at an offset from a node of the trie.
func (g *gapSearch) walk(node int32, at, count, hidden int) {
	for at < len(g.text) && at-g.start < 80 {
		c := g.text[at]
		child := g.t.step(node, c)
		if before := g.text[at-1]; child == 0 && cuts[c] && at > g.start && before != ' ' && (classes[before]&letters != 0 || hidden > 0 && masks[before]) {
			if masks[c] && hidden < mostHidden {
				g.hide(node, at+1, count, hidden+1)
			}
			next := at + 1
			for next < len(g.text) && next-at < 3 && (gaps[g.text[next]] || g.text[next] == '\n') {
				next++
			}
			if !gaps[c] || next >= len(g.text) || classes[g.text[next]]&letters == 0 {
				return
			}
			count++
			at = next
			continue
		}
		if child == 0 {
			return
		}
		node = child
		at++
		if count+hidden > 0 {
			g.report(node, at, count, hidden)
		}
	}
}

// report hands on the words that end at a node.
func (g *gapSearch) report(node int32, at, count, hidden int) {
	for _, w := range g.t.ending(node) {
		g.found(int(w), at, count, hidden)
	}
}

// hide goes on with any letter in the place of a mark.
func (g *gapSearch) hide(node int32, at, count, hidden int) {
	first, number := g.t.children(node)
	for i := range number {
		if child := first + i; classes[g.t.char(child)]&letters != 0 {
			g.report(child, at, count, hidden)
			g.walk(child, at, count, hidden)
		}
	}
}

// gapped finds the words of the rules that stand with gaps in the folded text,
// from a word of the text that is the beginning of one.
func (l *looking) gapped(d *dictionary, f *folded, at int) {
	node := d.trie.root[f.text[at]]
	if node == 0 {
		return
	}
	g := &gapSearch{t: d.trie, text: f.text, start: at, found: func(word, end, count, hidden int) {
		e := &d.entries[word]
		size := len(e.word)
		if size < 5 || e.hump || end < len(f.text) && classes[f.text[end]]&(letters|digit) != 0 {
			return
		}
		if hidden == 1 && masks[f.text[end-1]] {
			return // the mark behind a whole word
		}
		if from, to := f.place(l.text, at, end); believedGap(f.text[at:end], size, count, hidden, capitalised(l.text[from:])) {
			e.use(l, from, to)
		}
	}}
	g.walk(node, at+1, 0, 0)
}

// believedGap reports whether a word in pieces is one word in disguise and not
// several ordinary ones that happen to make it.
func believedGap(s []byte, size, count, hidden int, capital bool) bool {
	if hidden == 0 && size > 4 && count < 4 && starred(s) {
		return true
	}
	if hidden > 0 {
		return count < 4 && hidden*2 <= size && size-hidden > 2 && (capital || size > 7)
	}
	if capital && size > 6 && count == 1 {
		return true
	}
	pieces, plain, short := 1, 0, 0
	from := 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && classes[s[i]]&(letters|digit) != 0 {
			continue
		}
		if i > from {
			pieces++
			plain += btoi(ordinary(string(s[from:i])))
			short += btoi(i-from == 1)
		}
		from = i + 1
	}
	pieces--
	return short > 2 && short >= pieces-1 || plain < pieces && size > 5 && pieces < 4 && short < 2
}

// starred reports whether all marks in a word are such as emphasis leaves: G*race.
func starred(s []byte) bool {
	for _, c := range s {
		if classes[c]&(letters|digit) == 0 && c != '*' && c != '~' {
			return false
		}
	}
	return true
}

// turnedRound judges a word, alone and with the one before it, as one of the rules'
// written backwards, or with its letters moved on by thirteen.
func (l *looking) turnedRound(d *dictionary, f *folded, starts [2]int, end int) {
	w := f.text[:end]
	if begun := starts[1]; end-begun < 4 {
		return
	}
	if d.heads.has(w[end-1], w[end-2], w[end-3], w[end-4]) {
		for _, start := range starts {
			if size := end - start; size > 4 && size < 40 {
				plain := make([]byte, size)
				for i, c := range w[start:] {
					plain[size-1-i] = c
				}
				l.turned(d, f, plain, start, end)
			}
		}
	}
	for _, start := range starts {
		if size := end - start; size > 4 && size < 40 && d.moved.has(w[start], w[start+1], w[start+2], w[start+3]) {
			plain := make([]byte, size)
			for i, c := range w[start:] {
				plain[i] = moved(c)
			}
			l.turned(d, f, plain, start, end)
		}
	}
}

func moved(c byte) byte {
	if c >= 'a' && c <= 'z' {
		return 'a' + (c-'a'+13)%26
	}
	return c
}

func (l *looking) turned(d *dictionary, f *folded, plain []byte, start, end int) {
	d.trie.walk(plain, 0, func(word, stop int) {
		if e := &d.entries[word]; stop == len(plain) && !e.hump && !ordinary(string(f.text[start:end])) {
			from, to := f.place(l.text, start, end)
			e.use(l, from, to)
		}
	})
}

// heads is a filter over the first four bytes of words: it never says no to one
// that is there.
type heads [1 << 10]uint64

func headBit(a, b, c, d byte) uint32 {
	return ((uint32(a)<<24 | uint32(b)<<16 | uint32(c)<<8 | uint32(d)) * 2654435761) >> 16
}

func (h *heads) set(bit uint32) { h[bit>>6] |= 1 << (bit & 63) }

func (h *heads) is(bit uint32) bool { return h[bit>>6]>>(bit&63)&1 != 0 }

func (h *heads) has(a, b, c, d byte) bool { return h.is(headBit(a, b, c, d)) }
