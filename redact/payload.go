package redact

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"unicode"
	"unicode/utf8"
)

// shortestPayload is the length below which no encoded text is looked for.
const shortestPayload = 12

// payloadBytes are the classes of the bytes that stand in what is encoded, nought for others.
var payloadBytes = func() (table [256]uint8) {
	for c := range table {
		if classes[c]&(lower|upper|digit|dash|under) != 0 || c == '+' || c == '/' {
			table[c] = classes[c]
		}
	}
	return table
}()

// payloads opens what is encoded in base64 or hexadecimal and looks inside.
func (l *looking) payloads() {
	if l.depth >= maxDepth {
		return
	}
	t := l.text
	for i := 0; i < len(t); i++ {
		start, seen := i, uint8(0)
		for ; i < len(t); i++ {
			class := payloadBytes[t[i]]
			if class == 0 {
				break
			}
			seen |= class
		}
		if i == start {
			continue
		}
		if i-start >= shortestPayload {
			l.payload(start, i)
		} else if i-start > 4 && byteAt(t, i) == '=' {
			l.shortPayload(start, i)
		} else if i-start > 5 && i-start != 8 || i-start == 8 && !all(t[start:i], digit) {
			if seen&lower != 0 && seen&upper != 0 {
				l.barePayload(start, i)
			}
		} else if i-start == 4 && byteAt(t, i) == ' ' && isHexWord(t[start:i]) && bits(t[start:i])&digit != 0 && t[start] != '0' {
			if next := l.hexGroups(start); next > start {
				i = next - 1
			}
		} else if (i-start == 2 || i-start == 4 && t[start] == '0') && isHex(t[i-1]) && isHex(t[i-2]) && i < len(t) {
			found := len(l.hits)
			next := l.hexBytes(start)
			if len(l.hits) == found { // the numbers may be decimal ones
				next = max(next, l.numberCodes(start))
			}
			if next > start+2 {
				i = max(i, next-1)
			}
		} else if (i-start == 3 || i-start == 8) && all(t[start:i], digit) && i+1 < len(t) {
			i = max(i, l.numberCodes(start)-1)
		}
	}
}

// decodeShort reads base64 of a few letters.
func decodeShort(s string) (string, bool) {
	raw, err := base64.RawStdEncoding.DecodeString(s)
	return string(raw), err == nil && len(raw) > 3 && bits(string(raw))&^(letters|dash|dot) == 0 && utf8.Valid(raw)
}

// payload decodes one run and puts what is found inside on the whole run.
func (l *looking) payload(start, end int) {
	s := l.text[start:end]
	if bare, ok := strings.CutPrefix(s, "0x"); ok && len(bare)%2 == 0 && isHexWord(bare) {
		s = bare
	}
	b := bits(s)
	if b&(lower|upper) == 0 && b&digit == 0 || b&digit == 0 && b&upper == 0 {
		return
	}
	plain, ok := decode(s)
	if !ok && byteAt(l.text, end) == '=' || !ok && len(s) > 15 {
		plain, ok = decode32(s)
	}
	if !ok {
		if len(s) < 400 && maskedLogin(s) {
			l.add(start, paddingEnd(l.text, end), passwordRule)
			return
		}
		l.randomText(start, end)
		return
	}
	stop := paddingEnd(l.text, end)
	if l.opened(plain, start, stop) {
		return
	}
	if user, pass, ok := strings.Cut(strings.TrimSpace(plain), ":"); ok && len(user) > 1 && strongSecret(pass) {
		l.add(start, stop, passwordRule)
	} else if s := strings.TrimRight(plain, "\r\n"); strongSecret(s) && byteAt(l.text, stop-1) == '=' {
		l.addWeight(start, stop, passwordRule, Warn)
	}
}

// paddingEnd is where the marks end that fill up what is encoded in base64 or base32.
func paddingEnd(t string, end int) int {
	stop := end
	for byteAt(t, stop) == '=' && stop-end < 6 {
		stop++
	}
	return stop
}

// opened looks inside a text that a span of the source stands for, and puts what is
// found on the whole span.
func (l *looking) opened(plain string, start, stop int) bool {
	if l.collect(plain, start, stop, false) {
		return true
	}
	inner := source(plain)
	hits := append(l.s.lookAt(inner, l.depth+1), l.s.lookDerived(inner, l.depth+1, new([]*view))...)
	if len(hits) == 0 {
		return false
	}
	best := hits[0]
	for _, h := range hits[1:] {
		if stronger(h, best) {
			best = h
		}
	}
	best.start, best.end = start, stop
	l.hits = append(l.hits, best)
	return true
}

// decode reads s as hexadecimal or base64 when that gives a readable text.
func decode(s string) (string, bool) {
	if len(s)%2 == 0 && isHexWord(s) {
		if raw, err := hex.DecodeString(s); err == nil && readable(raw) {
			return string(raw), true
		}
	}
	coding := base64.RawStdEncoding
	if strings.ContainsAny(s, "-_") {
		if strings.ContainsAny(s, "+/") {
			return "", false
		}
		coding = base64.RawURLEncoding
	}
	if len(s)%4 == 1 {
		s = s[:len(s)-1]
	}
	raw, err := coding.DecodeString(s)
	if n := len(raw) / 2; err == nil && n > 5 && bytes.Count(raw, []byte{0}) == n && raw[1] == 0 { // as Windows counts letters
		for i := range n {
			raw[i] = raw[2*i]
		}
		raw = raw[:n]
	}
	return string(raw), err == nil && readable(raw)
}

// readable reports whether bytes are a text that people or programs write.
func readable(raw []byte) bool {
	if len(raw) < 6 || !utf8.Valid(raw) {
		return false
	}
	plain, marked, all := 0, 0, 0
	for _, r := range string(raw) {
		all++
		if r < 0x20 && r != '\n' && r != '\t' && r != '\r' || !unicode.IsPrint(r) && r > 0x20 {
			return false
		}
		if r < 0x80 {
			plain++
		} else if unicode.Is(unicode.Latin, r) {
			marked++
		}
	}
	return plain*10 >= all*8 || plain*10 >= all*6 && plain+marked == all
}
