package redact

import (
	"cmp"
	mathbits "math/bits"
	"slices"
	"strings"
)

// trie finds the words that begin at a given place of a text. It is made anew for
// every set of rules, so it is flat and quick to build: the nodes of one depth
// lie together, the children of a node side by side in the order of their bytes.
type trie struct {
	root  [256]int32 // the node of each first byte, or 0
	whole bool       // its words stand alone, but for the ending of a plural
	nodes []trieNode
	heads *[1 << 11]uint64 // a filter over the first three bytes of words
	short [256]bool        // first bytes of words of one or two
	order []int32          // the numbers of the words, sorted by spelling
}

type trieNode struct {
	child    int32 // the first child
	children uint8
	c        byte
	from, to int32  // the words that end here, in order
	mask     uint64 // which codes its children have
}

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

// newTrie builds the table for words; the number of a word is its index.
func newTrie(words []string) *trie {
	t := &trie{order: make([]int32, 0, len(words))}
	total := 1
	for _, w := range words {
		total += len(w)
	}
	t.nodes = make([]trieNode, 1, total*2/3+64)
	for i, w := range words {
		if w != "" {
			t.order = append(t.order, int32(i))
		}
	}
	sortWords2(t.order, words)
	t.filter(words)
	queue := t.grow(words, make([]trieSpan, 0, cap(t.nodes)), trieSpan{0, 0, int32(len(t.order)), 0})
	for _, s := range queue {
		t.root[t.nodes[s.node].c] = s.node
	}
	for head := 0; head < len(queue); head++ {
		queue = t.grow(words, queue, queue[head])
	}
	return t
}

// sortWords2 sorts the numbers of words by their spelling: by the first eight bytes as
// one number, which is most of the work, then by the rest.
func sortWords2(order []int32, words []string) {
	var starts [257]int // by the first byte, so that the rest sorts in smaller parts
	for _, n := range order {
		starts[int(words[n][0])+1]++
	}
	for i := 1; i < len(starts); i++ {
		starts[i] += starts[i-1]
	}
	keys, next := make([]keyed, len(order)), starts
	for _, n := range order {
		w, key := words[n], uint64(0)
		for k := range 8 {
			key <<= 8
			if k < len(w) {
				key |= uint64(w[k])
			}
		}
		keys[next[w[0]]] = keyed{key, n}
		next[w[0]]++
	}
	for i := range 256 {
		if part := keys[starts[i]:starts[i+1]]; len(part) > 1 {
			sortPart(part, words)
		}
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

// sortPart sorts words that share their first byte.
func sortPart(part []keyed, words []string) {
	slices.SortFunc(part, func(a, b keyed) int {
		if a.key != b.key {
			return cmp.Compare(a.key, b.key)
		}
		if c := strings.Compare(words[a.number], words[b.number]); c != 0 {
			return c
		}
		return int(a.number - b.number)
	})
}

// filter fills the filter over the beginnings of words.
func (t *trie) filter(words []string) {
	t.heads = new([1 << 11]uint64)
	for _, w := range words {
		if len(w) > 2 {
			bit := beginBit(w[0], w[1], w[2])
			t.heads[bit>>6] |= 1 << (bit & 63)
		} else if w != "" {
			t.short[w[0]] = true
		}
	}
}

func beginBit(a, b, c byte) uint32 {
	return ((uint32(a)<<16 | uint32(b)<<8 | uint32(c)) * 2654435761) >> 15
}

// mayBegin reports whether a word may begin at an offset: it never says no where one
// does, and is quicker than to look.
func (t *trie) mayBegin(text []byte, at int) bool {
	if at+2 >= len(text) || t.short[text[at]] || classes[text[at+1]]&(letters|digit) == 0 || classes[text[at+2]]&(letters|digit) == 0 {
		return true
	}
	bit := beginBit(text[at], text[at+1], text[at+2])
	return t.heads[bit>>6]>>(bit&63)&1 != 0
}

// grow makes the children of a node and queues them.
func (t *trie) grow(words []string, queue []trieSpan, s trieSpan) []trieSpan {
	at := s.from
	for at < s.to && int32(len(words[t.order[at]])) == s.depth {
		at++
	}
	t.nodes[s.node].from, t.nodes[s.node].to = s.from, at
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
	for node != 0 {
		n := &t.nodes[node]
		at++
		if n.from < n.to && (!t.whole || endsWord(text, at)) {
			for _, w := range t.order[n.from:n.to] {
				found(int(w), at)
			}
		}
		if at >= len(text) {
			return at
		}
		node = t.step(n, text[at])
	}
	return at
}

// endsWord reports whether a word may end at an offset: quicker than bounded, which
// looks again.
func endsWord(text []byte, at int) bool {
	if at >= len(text) || classes[text[at]]&(letters|digit) == 0 || classes[text[at-1]]&(letters|digit) == 0 {
		return true
	}
	return text[at] == 's' || text[at] == 'e'
}

// step is the child of a node for a byte, or 0.
func (t *trie) step(n *trieNode, c byte) int32 {
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
