package redact

import (
	"encoding/ascii85"
	"strings"
)

// Texts written in signs: Morse code, base85, Braille.

// morseSigns are the letters, digits and marks of Morse code (ITU-R M.1677).
var morseSigns = func() map[string]byte {
	signs := map[string]byte{".-.-.-": '.', "--..--": ',', ".--.-.": '@', "-....-": '-', "-..-.": '/', "---...": ':', "..--.-": '_'}
	for i, s := range strings.Fields(`.- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --..`) {
		signs[s] = byte('a' + i)
	}
	for i, s := range strings.Fields(`----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----.`) {
		signs[s] = byte('0' + i)
	}
	return signs
}()

// morse opens what is written in Morse code from the run of dots and dashes at start on: four
// signs or more, with blanks between.
func (l *looking) morse(start int) {
	t := l.text
	if l.depth > 0 || start < l.morseStop {
		return
	}
	end := start
	for end < len(t) && morseByte(t[end]) {
		end++
	}
	l.morseStop = end
	for end > start && t[end-1] != '.' && t[end-1] != '-' {
		end--
	}
	if end-start < 7 || wordByte(t, end) || strings.IndexByte(t[start:end], '|') >= 0 && strings.IndexByte(t[start:end], '.') < 0 {
		return
	}
	if plain := unmorse(t[start:end]); plain != "" {
		l.opened(plain, start, end)
	}
}

func morseByte(c byte) bool { return c == '.' || c == '-' || c == ' ' || c == '/' || c == '|' }

// unmorse is the text that signs of Morse code stand for, or nothing where they stand for none.
func unmorse(s string) string {
	var out strings.Builder
	signs := 0
	for i, word := range strings.FieldsFunc(strings.ReplaceAll(strings.ReplaceAll(s, "   ", "/"), "|", "/"), func(r rune) bool { return r == '/' }) {
		if i > 0 {
			out.WriteByte(' ')
		}
		for sign := range strings.FieldsSeq(word) {
			c := morseSigns[sign]
			if c == 0 {
				return ""
			}
			out.WriteByte(c)
			signs++
		}
	}
	if signs < 4 {
		return ""
	}
	return out.String()
}

// base85 opens what stands between the marks of base85, the first of which ends at i: <~87cURD]i~>.
func (l *looking) base85(i int) {
	t := l.text
	if l.depth >= maxDepth || byteAt(t, i-1) != '<' {
		return
	}
	m := strings.Index(t[i+1:min(len(t), i+4096)], "~>")
	if m < 5 || strings.IndexByte(t[i+1:i+1+m], '<') >= 0 && strings.Contains(t[i+1:i+1+m], "<~") {
		return
	}
	raw := make([]byte, 4*m)
	if size, _, err := ascii85.Decode(raw, []byte(t[i+1:i+1+m]), true); err == nil && readable(raw[:size]) {
		l.opened(string(raw[:size]), i-1, i+m+3)
	}
}

// brailleLetters are the letters of Braille, by the dots of their characters.
var brailleLetters = [64]byte{0x01: 'a', 0x03: 'b', 0x09: 'c', 0x19: 'd', 0x11: 'e', 0x0B: 'f', 0x1B: 'g', 0x13: 'h', 0x0A: 'i', 0x1A: 'j', 0x05: 'k', 0x07: 'l', 0x0D: 'm',
	0x1D: 'n', 0x15: 'o', 0x0F: 'p', 0x1F: 'q', 0x17: 'r', 0x0E: 's', 0x1E: 't', 0x25: 'u', 0x27: 'v', 0x3A: 'w', 0x2D: 'x', 0x3D: 'y', 0x35: 'z', 0x24: '-'}
