package redact

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// upsideLetters are the letters that those turned upside down stand for.
var upsideLetters = func() map[rune]rune {
	out := map[rune]rune{'ɓ': 'g', 'ı': 'i', 'ן': 'l', 'ꞁ': 'l', 'ſ': 'j', 'ɘ': 'e', '∀': 'a', '⅄': 'y', 'Ɔ': 'c', 'Ǝ': 'e', 'Ⅎ': 'f', '˙': '.', '\'': ',', '‾': '_', 'ƃ': 'g', 'ᵷ': 'g', 'Ɩ': '1', 'ᄅ': '2', 'Ɛ': '3', 'ㄥ': '7'}
	from, to := []rune("abcdefghijklmnopqrstuvwxyz69"), []rune("ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹsʇnʌʍxʎz96")
	for i, r := range from {
		out[to[i]] = r
	}
	return out
}()

// upsideMarks are the letters that only such a text has.
const upsideMarks = "ɐɔǝɟƃɥᴉɾʞɯɹʇʌʍʎɘᵷ"

// upsideDown opens what is written upside down, from the end to the beginning.
func (l *looking) upsideDown() {
	t := l.text
	for at := 0; at < len(t); {
		n := strings.IndexAny(t[at:], upsideMarks)
		if n < 0 {
			return
		}
		i := at + n
		start, end := i, i
		for start > lineStart(t, i) && i-start < 120 && upsideByte(t, start-1) {
			start--
		}
		for end < len(t) && end-i < 120 && (upsideByte(t, end) || end == i) {
			end++
		}
		for start < end && (t[start] == ' ' || t[start]&0xC0 == 0x80) {
			start++
		}
		for end > start && (t[end-1] == ' ' || !utf8.ValidString(t[start:end])) {
			end--
		}
		at = max(end, i+2)
		l.openUpside(start, end)
	}
}

// upsideByte reports whether the byte at i may belong to a text written upside down.
func upsideByte(t string, i int) bool {
	return wordByte(t, i) || strings.IndexByte(" -_./@", t[i]) >= 0
}

// openUpside turns the longest run of words that are all upside down and looks at it.
func (l *looking) openUpside(start, end int) {
	t := l.text
	words := strings.Fields(t[start:end])
	first, last := -1, -1
	for i, w := range words {
		if strings.ContainsAny(w, upsideMarks) {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return
	}
	from := start + strings.Index(t[start:end], words[first])
	to := start + strings.LastIndex(t[start:end], words[last]) + len(words[last])
	var out []rune
	for _, r := range t[from:max(from, to)] {
		if p, ok := upsideLetters[r]; ok {
			r = p
		}
		out = append(out, unicode.ToLower(r))
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	if plain := string(out); len(plain) > 3 && from < to {
		l.opened(titled(plain), from, to)
	}
}

// titled is s with a capital at the head of each word, as names have.
func titled(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		r, n := utf8.DecodeRuneInString(w)
		if unicode.IsLetter(r) && !strings.ContainsAny(w, ".-_/@0123456789") {
			words[i] = string(unicode.ToUpper(r)) + w[n:]
		}
	}
	return strings.Join(words, " ")
}
