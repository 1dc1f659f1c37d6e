package redact

import (
	mathbits "math/bits"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Classes of bytes, as bits.
const (
	lower uint8 = 1 << iota
	upper
	digit
	dot
	dash
	under
	beyond // part of a character outside ASCII
	trigger

	letters  = lower | upper | beyond
	wordPart = letters | digit | dot | dash | under
)

var classes = classify()

func classify() (table [256]uint8) {
	for c := range table {
		switch {
		case c >= 'a' && c <= 'z':
			table[c] = lower
		case c >= 'A' && c <= 'Z':
			table[c] = upper
		case c >= '0' && c <= '9':
			table[c] = digit
		case c >= 0x80:
			table[c] = beyond
		}
	}
	table['.'], table['-'], table['_'] = dot, dash, under
	for _, c := range "@:/\\+#~(!$%^&*?" {
		table[c] = trigger
	}
	return table
}

func isLetter(c rune) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isDigit(c rune) bool { return c >= '0' && c <= '9' }

func isHex(c byte) bool { return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f' }

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// isMark reports whether c is a mark that stands around emphasised or linked words.
func isMark(c byte) bool { return c == '*' || c == '`' || c == '[' || c == '"' }

// wordByte reports whether the byte at i belongs to a word; outside the text
// nothing does.
func wordByte(text string, i int) bool {
	return i >= 0 && i < len(text) && classes[text[i]]&(letters|digit) != 0
}

// classAt is the class of the byte at i, or 0 outside the text.
func classAt(text string, i int) uint8 {
	if i < 0 || i >= len(text) {
		return 0
	}
	return classes[text[i]]
}

// byteAt is the byte at i, or 0 outside the text.
func byteAt(text string, i int) byte {
	if i < 0 || i >= len(text) {
		return 0
	}
	return text[i]
}

// all reports whether every byte of s is of the classes.
func all(s string, of uint8) bool {
	for i := range len(s) {
		if classes[s[i]]&of == 0 {
			return false
		}
	}
	return s != ""
}

// bits is the union of the classes in s.
func bits(s string) (b uint8) {
	for i := range len(s) {
		b |= classes[s[i]]
	}
	return b
}

// lowIn reports whether a word is one of a set in small letters.
func lowIn(set map[string]bool, s string) bool {
	var low [32]byte
	if len(s) > len(low) {
		return set[strings.ToLower(s)]
	}
	for i := range len(s) {
		c := s[i]
		if c >= 0x80 {
			return set[strings.ToLower(s)]
		}
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		low[i] = c
	}
	return set[string(low[:len(s)])]
}

// capitalised reports whether s begins with a capital that a small letter follows.
func capitalised(s string) bool {
	first, n := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[n:])
	return unicode.IsUpper(first) && (unicode.IsLower(second) || second == '\'' || second == '’')
}

// wordAfter is the span of the word that begins at or after i on the same line,
// over blanks and at most one line break; it is empty when there is none.
func wordAfter(text string, i int) span {
	for breaks := 0; i < len(text) && (isSpace(text[i]) || isMark(text[i])); i++ {
		if text[i] == '\n' {
			if breaks++; breaks > 1 {
				return span{i, i}
			}
		}
	}
	return wordAt(text, i)
}

// longestWord bounds the bytes of what is read as one word.
const longestWord = 1024

// wordAt is the span of the letters, digits, inner apostrophes, hyphens and
// underscores from i on.
func wordAt(text string, i int) span {
	end := i
	for end < len(text) && end-i < longestWord {
		if classes[text[end]]&(letters|digit|under) == 0 {
			if text[end] != '\'' && text[end] != '-' || !wordByte(text, end+1) || end == i {
				break
			}
		}
		end++
	}
	return span{i, end}
}

// wordBefore is the span of the word that ends at or before i, over blanks and
// at most one line break.
func wordBefore(text string, i int) span {
	for breaks := 0; i > 0 && (isSpace(text[i-1]) || isMark(text[i-1])); i-- {
		if text[i-1] == '\n' {
			if breaks++; breaks > 1 {
				return span{i, i}
			}
		}
	}
	start := i
	for start > 0 && (classes[text[start-1]]&(letters|digit|under) != 0 ||
		start < i && (text[start-1] == '\'' || text[start-1] == '-') && wordByte(text, start-2)) {
		start--
	}
	return span{start, i}
}

// shift is the span that many bytes further on.
func (s span) shift(by int) span { return span{s.start + by, s.end + by} }

func (s span) in(text string) string { return text[s.start:s.end] }

// nextBeyond is where the next byte beyond ASCII stands at or behind i: the end without.
func nextBeyond(t string, i int) int {
	for ; i+8 <= len(t); i += 8 {
		if high := eightBytes(t[i:]) & highBits; high != 0 {
			return i + mathbits.TrailingZeros64(high)/8
		}
	}
	for i < len(t) && t[i] < 0x80 {
		i++
	}
	return i
}

// nextDigit is where the next digit stands at or behind i: the end without.
func nextDigit(t string, i int) int {
	for ; i+8 <= len(t); i += 8 {
		w := eightBytes(t[i:]) ^ '0'*lowBits // the digits are nought to nine now
		if found := ^(w&^highBits + (0x80-10)*lowBits | w) & highBits; found != 0 {
			return i + mathbits.TrailingZeros64(found)/8
		}
	}
	for i < len(t) && classes[t[i]]&digit == 0 {
		i++
	}
	return i
}

// lowBits and highBits are the lowest and the highest bit of each of eight bytes.
const lowBits, highBits = 0x0101010101010101, 0x8080808080808080

// eightBytes are the first eight bytes of a text as one number, the first one lowest.
func eightBytes(t string) uint64 {
	t = t[:8]
	return uint64(t[0]) | uint64(t[1])<<8 | uint64(t[2])<<16 | uint64(t[3])<<24 | uint64(t[4])<<32 | uint64(t[5])<<40 | uint64(t[6])<<48 | uint64(t[7])<<56
}
