package redact

import "slices"

// automaton finds many words at once in one pass (Aho and Corasick 1975), as a
// table of transitions over the bytes that occur in the words.
type automaton struct {
	class  [256]int32 // 0: a byte that no word contains
	width  int32
	next   []int32 // state × class; states are stored multiplied by width, with ends where words end
	output []int32 // per state: the first word that ends there, or -1
	linked []int32 // per state: the next shorter suffix state with an output, or 0
	chain  []int32 // per word: another word with the same spelling, or -1
	sizes  []int32 // per word: its length
}

// ends marks a state in which a word ends.
const ends = 1 << 30

// newAutomaton builds the table for words; the number of a word is its index.
func newAutomaton(words []string) *automaton {
	a := &automaton{width: 1}
	total := 1
	for _, w := range words {
		total += len(w)
		for i := range len(w) {
			if a.class[w[i]] == 0 {
				a.class[w[i]] = a.width
				a.width++
			}
		}
	}
	a.next = make([]int32, a.width, total*int(a.width)/2+int(a.width))
	a.output = []int32{-1}
	a.chain = make([]int32, len(words))
	a.sizes = make([]int32, len(words))
	for i, w := range words {
		a.insert(int32(i), w)
	}
	a.link()
	a.next, a.output = slices.Clone(a.next), slices.Clone(a.output) // without the room to grow
	for i, to := range a.next {
		if at := to / a.width; a.output[at] >= 0 || a.linked[at] != 0 {
			a.next[i] |= ends
		}
	}
	return a
}

func (a *automaton) insert(number int32, word string) {
	state := int32(0)
	for i := range len(word) {
		slot := state + a.class[word[i]]
		if a.next[slot] == 0 {
			a.next[slot] = int32(len(a.output)) * a.width
			a.next = append(a.next, make([]int32, a.width)...)
			a.output = append(a.output, -1)
		}
		state = a.next[slot]
	}
	a.sizes[number] = int32(len(word))
	a.chain[number] = a.output[state/a.width]
	if len(word) > 0 {
		a.output[state/a.width] = number
	}
}

// link completes the transitions breadth first.
func (a *automaton) link() {
	a.linked = make([]int32, len(a.output))
	fail := make([]int32, len(a.output))
	queue := make([]int32, 0, len(a.output))
	for c := range a.width {
		if to := a.next[c]; to != 0 {
			queue = append(queue, to)
		}
	}
	for head := 0; head < len(queue); head++ {
		state := queue[head]
		back := fail[state/a.width]
		if a.output[back/a.width] >= 0 {
			a.linked[state/a.width] = back
		} else {
			a.linked[state/a.width] = a.linked[back/a.width]
		}
		row, behind := a.next[state:state+a.width], a.next[back:back+a.width]
		for c, to := range row {
			if to == 0 {
				row[c] = behind[c]
			} else {
				fail[to/a.width] = behind[c]
				queue = append(queue, to)
			}
		}
	}
}

// find calls found with the number of each word and where it ends.
func (a *automaton) find(text []byte, found func(word, end int)) {
	state := int32(0)
	for i, c := range text {
		if state = a.next[state+a.class[c]]; state < ends {
			continue
		}
		state &^= ends
		for s := state / a.width; ; s = a.linked[s] / a.width {
			for w := a.output[s]; w >= 0; w = a.chain[w] {
				found(int(w), i+1)
			}
			if a.linked[s] == 0 {
				break
			}
		}
	}
}
