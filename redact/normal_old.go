package redact

import (
	"strings"
	"unicode/utf8"
)

// escapeHeads are how the character that begins a command to a terminal is written.
var escapeHeads = []string{"\x1b[", "^[[", `\033[`, `\x1b[`, `\x1B[`, `\e[`, `\u001b[`, `\u001B[`}

// terminal removes the command to a terminal at i, colours above all, and returns where
// the text goes on; i where there is none.
func terminal(b *viewBuilder, t string, i int) int {
	for _, head := range escapeHeads {
		if !strings.HasPrefix(t[i:], head) {
			continue
		}
		end := i + len(head)
		for end < len(t) && end-i < 24 && (classes[t[end]]&digit != 0 || t[end] == ';' || t[end] == '?') {
			end++
		}
		if strings.IndexByte("mKHJABCDhlGsu", byteAt(t, end)) < 0 || end == len(t) || i < b.at {
			return i
		}
		b.replace(i, end+1, "")
		return end + 1
	}
	return i
}

// twiceRead decodes two characters that are the bytes of one, read in the coding of Western
// Europe: WÃ¶ for Wö. It returns where the text goes on; i where there are none.
func twiceRead(b *viewBuilder, t string, i int, r rune, n int) int {
	if r < 0xC2 || r > 0xDF {
		return i
	}
	next, m := utf8.DecodeRuneInString(t[i+n:])
	if c, ok := windowsBytes[next]; ok {
		next = c
	}
	if next < 0x80 || next > 0xBF {
		return i
	}
	raw := []byte{byte(r), byte(next)}
	if !utf8.Valid(raw) || i < b.at {
		return i
	}
	b.replace(i, i+n+m, plainText(string(raw)))
	return i + n + m
}

// windowsBytes are the characters that the coding of Windows has at the bytes from 0x80 on.
var windowsBytes = func() map[rune]rune {
	out := map[rune]rune{}
	for i, r := range []rune("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ") {
		out[r] = rune(0x80 + i)
	}
	return out
}()
