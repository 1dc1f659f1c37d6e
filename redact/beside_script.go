package redact

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// runTogether are scripts written without blanks between words, or with their particles right
// behind a word of another script.
var runTogether = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}

// parted is a view with a blank for each letter of such a script that touches a Latin letter,
// a digit or the head of a path, so that names and numbers stand alone; nil when there are none.
func parted(v *view) *view {
	b, t := derive(v), v.text
	for i := 0; i < len(t); {
		if t[i] < 0x80 && (i == 0 || t[i-1] < 0x80) {
			i = nextBeyond(t, i)
			continue
		}
		if t[i] == '-' && i > 0 && t[i-1] >= 0x80 && latinBehind(t, i+1) && !latinBefore(t, i) && letterBefore(t, i) {
			b.replace(i, i+1, " ") // a particle and a hyphen
		}
		if t[i] < 0xE0 {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(t[i:])
		if r >= 0xE00 && unicode.In(r, runTogether...) && (latinBefore(t, i) || latinBehind(t, i+n)) {
			b.replace(i, i+n, " ")
		}
		i += n
	}
	return b.done()
}

func latinBefore(t string, i int) bool {
	if i == 0 || t[i-1] < 0x80 {
		return wordByte(t, i-1)
	}
	r, _ := utf8.DecodeLastRuneInString(t[:i])
	return r < 0x250 && unicode.IsLetter(r)
}

func latinBehind(t string, i int) bool {
	if c := byteAt(t, i); c < 0x80 {
		return wordByte(t, i) || strings.IndexByte("/~\\[+$", c) >= 0 && c != 0
	}
	r, _ := utf8.DecodeRuneInString(t[i:])
	return r < 0x250 && unicode.IsLetter(r)
}

func letterBefore(t string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(t[:i])
	return r >= 0x370 && unicode.IsLetter(r)
}
