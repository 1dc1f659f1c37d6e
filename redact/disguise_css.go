package redact

import (
	"strconv"
	"unicode"
	"unicode/utf8"
)

// cssEscape is where the character ends that a style sheet writes as \0041 at i, with the
// blank behind it; or i.
func cssEscape(t string, i int) int {
	end := i + 1
	for end < len(t) && end-i < 7 && isHex(t[end]) {
		end++
	}
	if end-i < 5 || byteAt(t, i) != '\\' || wordByte(t, end) {
		return i
	}
	if byteAt(t, end) == ' ' {
		end++
	}
	return end
}

// cssEscapes decodes a run of three such characters and more.
func cssEscapes(b *viewBuilder, t string, i int) int {
	var raw []rune
	end := i
	for next := cssEscape(t, end); next > end && len(raw) < 200; next = cssEscape(t, end) {
		stop := next
		for !isHex(t[stop-1]) {
			stop--
		}
		n, _ := strconv.ParseUint(t[end+1:stop], 16, 32)
		if n < 0x20 || n > 0x10FFFF || n >= 0xD800 && n < 0xE000 {
			break
		}
		raw = append(raw, rune(n))
		end = next
	}
	if len(raw) < 3 {
		return i + 1
	}
	for end > i && t[end-1] == ' ' && (wordByte(t, end) || end == len(t)) {
		end--
	}
	b.replace(i, end, plainText(string(raw)))
	return end
}

// signLetters are the letters that signs inside a word stand for: St€in.
var signLetters = map[rune]string{'€': "e", '£': "l", '¥': "y", '¢': "c", '§': "s", '†': "t", '‡': "t", '₩': "w", '₦': "n", '₱': "p"}

// letterBeside reports whether letters stand on both sides of a sign of n bytes at i.
func letterBeside(t string, i, n int) bool {
	before, _ := utf8.DecodeLastRuneInString(t[:i])
	after, _ := utf8.DecodeRuneInString(t[i+n:])
	return unicode.IsLetter(before) && unicode.IsLetter(after)
}
