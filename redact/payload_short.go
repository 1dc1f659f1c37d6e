package redact

import (
	"encoding/hex"
	"strings"
)

// barePayload opens a short word in base64 without the marks at its end, where it holds a
// word of the rules and nothing else.
func (l *looking) barePayload(start, end int) {
	s := l.text[start:end]
	if b := bits(s); b&lower == 0 || b&upper == 0 || b&(dash|under) != 0 || len(s)%4 == 1 || !innerCapital(s) && turns(s) < 2 {
		return
	}
	raw, ok := decodeShort(s)
	if !ok || len(raw) < 4 {
		return
	}
	l.wrapped(start, end, raw)
}

// hexGroups opens a text written as pairs of bytes in hexadecimal: 5765 6c6b 6f6d 21. It
// returns where the groups end.
func (l *looking) hexGroups(start int) int {
	t := l.text
	var digits strings.Builder
	at, end := start, start
	for at+1 < len(t) && digits.Len() < 400 {
		stop := at
		for stop < len(t) && stop-at < 5 && isHex(t[stop]) {
			stop++
		}
		if n := stop - at; n != 4 && n != 2 || wordByte(t, stop) {
			break
		}
		digits.WriteString(t[at:stop])
		end = stop
		if stop-at == 2 || byteAt(t, stop) != ' ' {
			break
		}
		at = stop + 1
	}
	raw, err := hex.DecodeString(digits.String())
	if err != nil || len(raw) < 6 || end-start < 14 || !readable(raw) {
		return start
	}
	plain := string(raw)
	if l.opened(plain, start, end) {
		return end
	}
	if bits(plain)&letters != 0 && strongSecret(plain) && strings.Contains(strings.ToLower(t[max(0, start-40):start]), "hex") {
		l.addWeight(start, end, passwordRule, Warn)
	}
	return end
}

// letterTold is the end of what tells which letter is meant behind one: as in Sierra.
func letterTold(t string, letter byte, end int) int {
	for _, words := range []string{" as in ", " for ", " like ", " wie ", " comme ", " como ", " come ", " van ", " som ", " jak ", ", as in ", " = "} {
		if !strings.HasPrefix(t[end:], words) {
			continue
		}
		if w := wordAt(t, end+len(words)); w.end-w.start > 2 && t[w.start]|0x20 == letter|0x20 && capitalised(w.in(t)) {
			return w.end
		}
	}
	return end
}
