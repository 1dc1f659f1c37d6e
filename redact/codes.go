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
	var raw []byte
	sep, at := byte(0), start
	for len(raw) < 400 {
		n := digitsFrom(t, at)
		if n == 0 || n > 8 || base == 2 && n != 8 || base == 10 && n > 3 || wordByte(t, at+n) {
			break
		}
		c, err := strconv.ParseUint(t[at:at+n], base, 8)
		if err != nil || c < 0x20 || c == 0x7F || c > 0x7E && base == 10 {
			break
		}
		raw = append(raw, byte(c))
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
	if len(raw) < 4 || len(raw) < 9 && bits(string(raw))&(lower|upper) == 0 || !utf8.Valid(raw) {
		return start
	}
	l.opened(string(raw), start, at)
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
	for end+4 <= len(t) && t[end] == '\\' && t[end+1] >= '0' && t[end+1] <= '3' && t[end+2] >= '0' && t[end+2] <= '7' && t[end+3] >= '0' && t[end+3] <= '7' && len(raw) < 200 {
		n, _ := strconv.ParseUint(t[end+1:end+4], 8, 8)
		raw = append(raw, byte(n))
		end += 4
	}
	if len(raw) < 3 || !readable(append([]byte("   "), raw...)) {
		return i + 1
	}
	b.replace(i, end, plainText(string(raw)))
	return end
}
