package redact

// firstWords is a filter over what the words of a dictionary begin with: it never says no
// to a word of a text with which one of them begins, and seldom yes to another.
type firstWords [1 << 12]uint64

// newFirstWords fills the filter for words that stand alone, but for the ending of a plural.
func newFirstWords(words []string) *firstWords {
	f := &firstWords{}
	for _, w := range words {
		end, sum := 0, firstSum
		for end < len(w) && inWord[w[end]] {
			sum = (sum ^ uint32(w[end])) * firstPrime
			end++
		}
		if end == 0 {
			continue
		}
		f.put(sum)
		if end == len(w) {
			f.put((sum ^ 's') * firstPrime)
			f.put(((sum^'e')*firstPrime ^ 's') * firstPrime)
		}
	}
	return f
}

// The sum of a word is that of Fowler, Noll and Vo.
const firstSum, firstPrime = uint32(2166136261), uint32(16777619)

func (f *firstWords) put(sum uint32) { f[sum>>20] |= 1 << (sum >> 14 & 63) }

// word is where the word that begins at an offset of a text ends, and whether words may
// begin with it.
func (f *firstWords) word(text []byte, at int) (end int, known bool) {
	sum := firstSum
	for end = at; end < len(text) && inWord[text[end]]; end++ {
		sum = (sum ^ uint32(text[end])) * firstPrime
	}
	return end, f[sum>>20]>>(sum>>14&63)&1 != 0
}
