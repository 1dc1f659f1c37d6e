package redact

import (
	"unicode"
	"unicode/utf8"
)

// The bones of a text are its letters and digits alone, folded, with a digit read as
// the letter it looks like. Whatever marks, blanks or digits somebody puts into a
// name, an address or a key, its bones stay the same: wind-r0se, W i n d rose and
// Windrose have the same ones. So what is known, from the rules or from another place
// in the text, is found again however it is cut up.

// boneOf is the bone of each byte, or 0 for one that leaves none.
var boneOf = func() (table [256]byte) {
	for c := range table {
		switch k := classes[c]; {
		case k&(lower|digit|beyond) != 0:
			table[c] = byte(c)
		case k&upper != 0:
			table[c] = byte(c) | 0x20
		}
	}
	for i, c := range []byte("oizeasgtbg") {
		table['0'+i] = c
	}
	table['l'] = 'i'
	return table
}()

// boneWord is one thing known, with its bones.
type boneWord struct {
	bones string
	whole string // as it is written, folded
	plain string // its letters and digits, folded, digits as they are
	words []int  // where its own words end, counted in bones
	loose bool   // a path or an address: blanks around its own marks are disguise enough
	use   func(l *looking, start, end int)
}

// mostAlike bounds the things that share their first bones.
const mostAlike = 96

// boneSet is the things known that are looked for by their bones.
type boneSet struct {
	words []boneWord
	seen  map[string]bool
	first [1 << 13]int32 // by the first four bones: the number of a thing, from 1
	some  heads          // which first four there are, in a small place
	next  []int32        // the number of another with the same ones
	fifth []byte         // the fifth bone of each thing; 0 where it has none
}

// bones is s folded, its letters and digits alone, and where its words end.
func bareOf(s string) (plain string, ends []int) {
	folded := foldWord(s)
	out := make([]byte, 0, len(folded))
	for i := 0; i < len(folded); {
		n := boneSize(folded, i)
		if n > 0 {
			out = append(out, folded[i:i+n]...)
			i += n
			continue
		}
		if len(out) > 0 && (len(ends) == 0 || ends[len(ends)-1] < len(out)) {
			ends = append(ends, len(out))
		}
		i += max(1, -n)
	}
	return string(out), ends
}

// boneSize is the length of the letter or digit at i, negative for a mark.
func boneSize[T string | []byte](t T, i int) int {
	c := t[i]
	if c < 0x80 {
		if boneOf[c] != 0 {
			return 1
		}
		return -1
	}
	r, n := utf8.DecodeRuneInString(string(t[i:min(len(t), i+utf8.UTFMax)]))
	if unicode.IsLetter(r) || unicode.IsMark(r) || r == utf8.RuneError {
		return n
	}
	return -n
}

// add adds a thing.
func (b *boneSet) add(s string, use func(l *looking, start, end int)) {
	if plain, ends := bareOf(s); len(plain) > 4 && len(plain) < 160 {
		b.put(s, plain, ends, use)
	}
}

// addKind adds a thing of a kind, and the same written backwards and with its letters
// moved on by thirteen.
func (b *boneSet) addKind(s string, k Kind, use func(l *looking, start, end int)) {
	plain, ends := bareOf(s)
	if len(plain) < 5 || len(plain) > 160 {
		return
	}
	if n := b.put(s, plain, ends, use); n >= 0 && (k == Path || k == Hostname || k == InternalURL || k == EmailAddress || k == Secret) {
		b.words[n].loose = true
	}
	b.addTurned(plain, ends, use)
}

// addTurned adds what is left of a thing that is written backwards or moved on.
func (b *boneSet) addTurned(plain string, ends []int, use func(l *looking, start, end int)) {
	if len(plain) < 5 || len(ends) == 0 && bits(plain)&digit == 0 && len(plain) < 7 {
		return
	}
	turned := []rune(plain)
	for i, j := 0, len(turned)-1; i < j; i, j = i+1, j-1 {
		turned[i], turned[j] = turned[j], turned[i]
	}
	b.put("", string(turned), nil, use)
	if moved := movedOn(plain); bits(plain)&(lower) != 0 {
		b.put("", moved, nil, use)
	}
}

// put keeps a thing and returns its index, or -1 where it is known already or one too many.
func (b *boneSet) put(whole, plain string, ends []int, use func(l *looking, start, end int)) int {
	if b.seen == nil {
		b.seen = map[string]bool{}
	}
	if b.seen[plain] {
		return -1
	}
	b.seen[plain] = true
	w := boneWord{whole: whole, plain: plain, words: ends, use: use}
	raw := []byte(plain)
	for i, c := range raw {
		raw[i] = boneOf[c]
	}
	w.bones = string(raw)
	bit := headBit(raw[0], raw[1], raw[2], raw[3])
	bucket := boneBucket(bit)
	alike := 0
	for n := b.first[bucket]; n != 0; n = b.next[n-1] {
		if alike++; alike == mostAlike {
			return -1 // a text of a thousand sisters stays linear
		}
	}
	b.words = append(b.words, w)
	b.next = append(b.next, b.first[bucket])
	b.fifth = append(b.fifth, byteAt(w.bones, 4))
	b.first[bucket] = int32(len(b.words))
	b.some.set(bit)
	return len(b.words) - 1
}

// boneBucket is where things with such first bones are kept.
func boneBucket(bit uint32) uint32 { return bit >> 3 }
