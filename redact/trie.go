package redact

import (
	mathbits "math/bits"
	"slices"
	"strings"
)

// trie finds the words that begin at a given place of a text. It is made anew for
// every set of rules, so it is flat and quick to build: the nodes of one depth
// lie together, the children of a node side by side in the order of their bytes, and
// where one word alone goes on, its bytes do.
//
// A node is known by a number: above nought that of a trieNode, below it a place in the
// tails, nought is none.
type trie struct {
	root  [256]int32 // the node of each first byte, or 0
	whole bool       // its words stand alone, but for the ending of a plural
	nodes []trieNode
	tails []byte           // what is left of words of which one alone goes on, each with tailEnd bytes behind
	heads *[1 << 11]uint64 // a filter over the first three bytes of words
	pairs [1 << 8]uint64   // the first two bytes of words, where both are plain
	short [1 << 8]uint64   // those that words of one or two have
	order []int32          // the numbers of the words, sorted by spelling
}

type trieNode struct {
	child    int32 // the first child, or below 0 the tail that is the only one
	children uint8
	c        byte
	open     bool   // one of the words that end here may go on
	from, to int32  // the words that end here, in order
	mask     uint64 // which codes its children have
}

// tailEnd are the bytes behind a tail: a nought and the place of its word in the order.
const tailEnd = 5

// codes number the bytes that words are made of, in the order of the bytes; the
// others share the last number.
var codes = func() (table [256]uint8) {
	next := uint8(0)
	for c := range 256 {
		if table[c] = otherCode; c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || strings.IndexByte(" '&()+,-./:=@_", byte(c)) >= 0 {
			table[c] = next
			next++
		}
	}
	return table
}()

const otherCode = 63

// trieSpan is a node still to be filled: the words from to to share depth bytes.
type trieSpan struct{ node, from, to, depth int32 }

// newTrie builds the table for words; the number of a word is its index. Those that
// are open may go on as other words do, the others stand alone.
func newTrie(words []string, open func(word int32) bool) *trie {
	t := &trie{order: make([]int32, 0, len(words))}
	total := 1
	for i, w := range words {
		if total += len(w); w != "" {
			t.order = append(t.order, int32(i))
		}
	}
	t.nodes = make([]trieNode, 1, len(t.order)*3/2+64)
	t.tails = make([]byte, 1, total/8+tailEnd*len(t.order)+1)
	sortWords2(t.order, words)
	t.filter(words)
	queue := t.grow(words, make([]trieSpan, 0, cap(t.nodes)), trieSpan{0, 0, int32(len(t.order)), 0})
	for _, s := range queue {
		t.root[t.nodes[s.node].c] = s.node
	}
	for head := 0; head < len(queue); head++ {
		queue = t.grow(words, queue, queue[head])
	}
	for i := range t.nodes {
		n := &t.nodes[i]
		n.open = slices.ContainsFunc(t.order[n.from:n.to], open)
	}
	t.whole = !slices.ContainsFunc(t.order, open)
	return t
}

// sortWords2 sorts the numbers of words by their spelling: by the first eight bytes as
// one number, byte by byte from the last, then by the rest.
func sortWords2(order []int32, words []string) {
	keys, other := make([]keyed, len(order)), make([]keyed, len(order))
	var counts [8][256]int32
	for i, n := range order {
		w, key := words[n], uint64(0)
		for k := range min(8, len(w)) {
			key |= uint64(w[k]) << (56 - 8*k)
		}
		keys[i] = keyed{key, n}
		for k := range counts {
			counts[k][byte(key>>(8*k))]++
		}
	}
	for k := range counts {
		at := int32(0)
		for c, n := range counts[k] {
			counts[k][c] = at
			at += n
		}
		for _, e := range keys {
			c := byte(e.key >> (8 * k))
			other[counts[k][c]] = e
			counts[k][c]++
		}
		keys, other = other, keys
	}
	for from := 0; from < len(keys); {
		to := from + 1
		for to < len(keys) && keys[to].key == keys[from].key {
			to++
		}
		if to-from > 1 {
			sortPart(keys[from:to], words)
		}
		from = to
	}
	for i, k := range keys {
		order[i] = k.number
	}
}

// keyed is the number of a word and its first eight bytes.
type keyed struct {
	key    uint64
	number int32
}

// sortPart sorts words whose first eight bytes are one number. That of a short word ends
// with noughts, which may stand in another.
func sortPart(part []keyed, words []string) {
	slices.SortStableFunc(part, func(a, b keyed) int { return strings.Compare(words[a.number], words[b.number]) })
}

// filter fills the filters over the beginnings of words.
func (t *trie) filter(words []string) {
	t.heads = new([1 << 11]uint64)
	for _, w := range words {
		switch {
		case len(w) > 2:
			bit := beginBit(w[0], w[1], w[2])
			t.heads[bit>>6] |= 1 << (bit & 63)
			setPair(&t.pairs, w[0], w[1])
		case len(w) == 2:
			setPair(&t.pairs, w[0], w[1])
			setPair(&t.short, w[0], w[1])
		case len(w) == 1:
			for c := range byte(0x80) {
				setPair(&t.pairs, w[0], c)
				setPair(&t.short, w[0], c)
			}
		}
	}
}

func setPair(table *[1 << 8]uint64, a, b byte) {
	if bit := uint32(a)<<7 | uint32(b); a|b < 0x80 {
		table[bit>>6] |= 1 << (bit & 63)
	}
}

func beginBit(a, b, c byte) uint32 {
	return ((uint32(a)<<16 | uint32(b)<<8 | uint32(c)) * 2654435761) >> 15
}

// mayBegin reports whether a word may begin at an offset, or one with a mark behind its
// first letters: it never says no where one does, and is quicker than to look.
func (t *trie) mayBegin(text []byte, at int) bool {
	if at+2 >= len(text) {
		return true
	}
	a, b, c := text[at], text[at+1], text[at+2]
	if a|b >= 0x80 || !inWord[b] {
		return true
	}
	pair := uint32(a)<<7 | uint32(b)
	if t.pairs[pair>>6]>>(pair&63)&1 == 0 {
		return false
	}
	if !inWord[c] || t.short[pair>>6]>>(pair&63)&1 != 0 {
		return true
	}
	bit := beginBit(a, b, c)
	return t.heads[bit>>6]>>(bit&63)&1 != 0
}

// grow makes the children of a node and queues them.
func (t *trie) grow(words []string, queue []trieSpan, s trieSpan) []trieSpan {
	at := s.from
	for at < s.to && int32(len(words[t.order[at]])) == s.depth {
		at++
	}
	t.nodes[s.node].from, t.nodes[s.node].to = s.from, at
	if at+1 == s.to && s.depth > 0 && strings.IndexByte(words[t.order[at]][s.depth:], 0) < 0 {
		t.nodes[s.node].child = -int32(len(t.tails))
		t.nodes[s.node].children = 1
		t.tails = append(append(t.tails, words[t.order[at]][s.depth:]...), 0, byte(at), byte(at>>8), byte(at>>16), byte(at>>24))
		return queue
	}
	t.nodes[s.node].child = int32(len(t.nodes))
	for at < s.to {
		c, from := words[t.order[at]][s.depth], at
		for at < s.to && words[t.order[at]][s.depth] == c {
			at++
		}
		queue = append(queue, trieSpan{int32(len(t.nodes)), from, at, s.depth + 1})
		t.nodes = append(t.nodes, trieNode{c: c})
		t.nodes[s.node].children++
		t.nodes[s.node].mask |= 1 << codes[c]
	}
	return queue
}

// walk calls found with the number of each word that begins at an offset, and
// where it ends. It returns where the text leaves the words.
func (t *trie) walk(text []byte, at int, found func(word, end int)) int {
	node := t.root[text[at]]
	for node > 0 {
		n := &t.nodes[node]
		at++
		if n.from < n.to && (n.open || endsWord(text, at)) {
			for _, w := range t.order[n.from:n.to] {
				found(int(w), at)
			}
		}
		if at >= len(text) {
			return at
		}
		if n.child < 0 {
			return t.walkTail(int(-n.child), text, at, found)
		}
		node = t.step(node, text[at])
	}
	return at
}

// walkWhole is walk for words that stand alone, with all of one spelling at once.
func (t *trie) walkWhole(text []byte, at int, found func(words []int32, end int)) {
	node := t.root[text[at]]
	for node > 0 {
		n := &t.nodes[node]
		at++
		if n.from < n.to && endsWord(text, at) {
			found(t.order[n.from:n.to], at)
		}
		if at >= len(text) {
			return
		}
		if n.child < 0 {
			tail := int(-n.child)
			for at < len(text) && t.tails[tail] == text[at] && text[at] != 0 {
				tail++
				at++
			}
			if t.tails[tail] == 0 && endsWord(text, at) {
				w := t.tailWord(tail)
				found(t.order[w:w+1], at)
			}
			return
		}
		node = t.step(node, text[at])
	}
}

// walkTail is walk along a tail from its first byte on.
func (t *trie) walkTail(tail int, text []byte, at int, found func(word, end int)) int {
	for at < len(text) && t.tails[tail] == text[at] && text[at] != 0 {
		tail++
		at++
	}
	if t.tails[tail] == 0 && (!t.whole || endsWord(text, at)) {
		found(int(t.order[t.tailWord(tail)]), at)
	}
	return at
}

// tailWord is the place in the order of the word whose tail ends at an offset.
func (t *trie) tailWord(end int) int32 {
	b := t.tails[end+1 : end+tailEnd]
	return int32(b[0]) | int32(b[1])<<8 | int32(b[2])<<16 | int32(b[3])<<24
}

// endsWord reports whether a word may end at an offset; the ending of a plural may follow.
func endsWord(text []byte, at int) bool {
	if at >= len(text) || !inWord[text[at]] || !inWord[text[at-1]] {
		return true
	}
	switch text[at] {
	case 's':
		return at+1 == len(text) || !inWord[text[at+1]]
	case 'e':
		return pluralEnd(text, at) > at
	}
	return false
}

// step is the child of a node for a byte, or 0.
func (t *trie) step(node int32, c byte) int32 {
	if node < 0 {
		if next := -node + 1; t.tails[next] == c && c != 0 {
			return -next
		}
		return 0
	}
	n := &t.nodes[node]
	if n.child < 0 {
		if t.tails[-n.child] == c && c != 0 {
			return n.child
		}
		return 0
	}
	code := codes[c]
	if n.mask>>code&1 == 0 {
		return 0
	}
	if n.mask>>otherCode == 0 {
		return n.child + int32(mathbits.OnesCount64(n.mask&(1<<code-1)))
	}
	for i := range t.nodes[n.child : n.child+int32(n.children)] {
		if child := n.child + int32(i); t.nodes[child].c >= c {
			if t.nodes[child].c == c {
				return child
			}
			return 0
		}
	}
	return 0
}

// ending are the words that end at a node.
func (t *trie) ending(node int32) []int32 {
	if node > 0 {
		return t.order[t.nodes[node].from:t.nodes[node].to]
	}
	if end := int(-node) + 1; t.tails[end] == 0 {
		w := t.tailWord(end)
		return t.order[w : w+1]
	}
	return nil
}

// children are the number of a node's children and the first of them; the others follow it.
func (t *trie) children(node int32) (first int32, count int32) {
	if node < 0 {
		if next := -node + 1; t.tails[next] != 0 {
			return -next, 1
		}
		return 0, 0
	}
	return t.nodes[node].child, int32(t.nodes[node].children)
}

// char is the byte that leads to a node.
func (t *trie) char(node int32) byte {
	if node < 0 {
		return t.tails[-node]
	}
	return t.nodes[node].c
}
