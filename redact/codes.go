package redact

import (
	"encoding/base32"
	"strconv"
	"strings"
	"unicode/utf8"
)

// numberCodes opens a text written as the numbers of its characters, in decimal or
// binary: 68 97 110 97. It returns where the numbers end.
func (l *looking) numberCodes(start int) int {
	t := l.text
	size, base := digitsFrom(t, start), 10
	if size == 8 {
		base = 2
	} else if size != 2 && size != 3 {
		return start
	}
	var raw strings.Builder
	sep, at := byte(0), start
	for count := 0; count < 400; count++ {
		n := digitsFrom(t, at)
		if n == 0 || n > 8 || base == 2 && n != 8 || base == 10 && n > 3 || wordByte(t, at+n) {
			break
		}
		c, err := strconv.ParseUint(t[at:at+n], base, 16)
		if err != nil || c < 0x20 || c == 0x7F || c > 0x7E && base == 10 && (c < 0xC0 || c > 0x24F) {
			break
		}
		if base == 2 {
			raw.WriteByte(byte(c))
		} else {
			raw.WriteRune(rune(c))
		}
		at += n
		mark := byteAt(t, at)
		if mark != ' ' && mark != ',' && mark != ';' && mark != '-' || sep != 0 && mark != sep {
			break
		}
		sep = mark
		for at++; byteAt(t, at) == ' '; at++ {
		}
	}
	for at > start && classes[t[at-1]]&digit == 0 {
		at--
	}
	plain := raw.String()
	if n := utf8.RuneCountInString(plain); n < 4 || n < 9 && bits(plain)&letters == 0 || !utf8.ValidString(plain) {
		return start
	}
	l.opened(plain, start, at)
	return at
}

// digitsFrom is how many digits stand at an offset.
func digitsFrom(t string, at int) int {
	n := at
	for n < len(t) && n-at < 9 && classes[t[n]]&digit != 0 {
		n++
	}
	return n - at
}

// decode32 reads s as base32 when that gives a readable text.
func decode32(s string) (string, bool) {
	if len(s) < 8 || strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") != "" {
		return "", false
	}
	raw, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(s)
	return string(raw), err == nil && len(raw) > 3 && readable(append(raw, "  "...))
}

// shortPayload opens what is encoded in base64 and too short to be believed without
// the marks at its end, where it holds a word of the rules.
func (l *looking) shortPayload(start, end int) {
	raw, ok := decode(l.text[start:end])
	if !ok {
		raw, ok = decodeShort(l.text[start:end])
	}
	stop := end
	for byteAt(l.text, stop) == '=' && stop-end < 2 {
		stop++
	}
	if !ok || stop == end {
		return
	}
	l.wrapped(start, stop, raw)
}

// wrapped adds a span whose payload is nothing but one find.
func (l *looking) wrapped(start, end int, raw string) {
	if l.collect(raw, start, end, true) {
		return
	}
	inner := &looking{s: l.s, view: source(raw), depth: maxDepth}
	inner.text = inner.view.text
	inner.walk(l.s.words)
	for _, h := range inner.hits {
		if h.end-h.start+1 >= len(raw) {
			l.hits = append(l.hits, hit{start: start, end: end, rule: h.rule})
			return
		}
	}
}

// octalEscapes decodes a run of \127\150, the bytes of characters in octal.
func octalEscapes(b *viewBuilder, t string, i int) int {
	var raw []byte
	end := i
	for len(raw) < 200 && byteAt(t, end) == '\\' {
		from := end + 1
		if byteAt(t, from) == '0' && octalByte(t, from+1) && t[from+1] < '2' {
			from++ // as printf has it
		}
		if !octalByte(t, from) {
			break
		}
		n, _ := strconv.ParseUint(t[from:from+3], 8, 8)
		raw = append(raw, byte(n))
		end = from + 3
	}
	if len(raw) < 3 || !readable(append([]byte("   "), raw...)) {
		return i + 1
	}
	b.replace(i, end, plainText(string(raw)))
	return end
}

// octalByte reports whether a byte in octal stands at an offset.
func octalByte(t string, at int) bool {
	return at+3 <= len(t) && t[at] >= '0' && t[at] <= '3' && t[at+1] >= '0' && t[at+1] <= '7' && t[at+2] >= '0' && t[at+2] <= '7'
}

// noughtOctal reports whether a run of \0127 at i is octal as printf has it, and not of a style
// sheet: one of them would be no letter of Western Europe there.
func noughtOctal(t string, i int) bool {
	for n := 0; n < 200 && byteAt(t, i) == '\\' && byteAt(t, i+1) == '0' && octalByte(t, i+2); n++ {
		if t[i+2] == '1' {
			return true
		}
		i += 5
	}
	return false
}
