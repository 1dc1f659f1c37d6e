package redact

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// plainMarks is a text of the same length in which marks outside ASCII that stand
// beside words, and would be read as letters of them, are plain ones: typographic
// quotation marks, the dashes of sentences, arrows, bullets, pictures. What the
// normalised view replaces, and the parts of words, stay.
func plainMarks(text string) string {
	var out []byte
	for i := 0; i < len(text); {
		for i+8 <= len(text) && plainBytes(text[i:i+8]) {
			i += 8
		}
		if i == len(text) {
			break
		}
		c := text[i]
		if c < 0x80 || c >= 0xC3 && c < 0xCE && c != 0xCC { // Latin and Greek letters
			i += 1 + btoi(c >= 0x80)
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if with := plainMark(text, i, r, n); with != "" {
			if out == nil {
				out = []byte(text)
			}
			copy(out[i:i+n], with+"    ")
		}
		i += n
	}
	if out == nil {
		return text
	}
	return string(out)
}

// plainBytes reports whether eight bytes are ASCII.
func plainBytes(s string) bool {
	return (s[0]|s[1]|s[2]|s[3]|s[4]|s[5]|s[6]|s[7])&0x80 == 0
}

// plainMark is what stands for the mark of n bytes at an offset, blanks at its end
// left out; "" where it stays.
func plainMark(text string, i int, r rune, n int) string {
	if _, old := windowsBytes[r]; i > 1 && (r < 0xC0 || old) && text[i-2] == 0xC3 && text[i-1] >= 0x82 && text[i-1] <= 0x85 {
		return "" // the second byte of a character read twice
	}
	if signLetters[r] != "" && letterBeside(text, i, n) {
		return ""
	}
	switch r {
	case utf8.RuneError, '·', '°', '´', '©', '®':
		return ""
	case '“', '”', '„', '‟', '«', '»', '‹', '›', '「', '」', '『', '』':
		return strings.Repeat(`"`, n)
	case '‘', '‚', '‛', '’':
		if r == '’' && wordByte(text, i-1) && wordByte(text, i+n) {
			return ""
		}
		return "'''"
	case '—', '―', '–', '‒':
		if wordByte(text, i-1) && (classAt(text, i+n)&digit != 0 || wordByte(text, i+n) && countedToken(text, i, n)) {
			return ""
		}
		if r != '—' && r != '―' && wordByte(text, i-1) && wordByte(text, i+n) {
			return ""
		}
		if strings.Trim(text[lineStart(text, i):i], " \t>*_") == "" {
			return "--"
		}
		return " -"
	case '…':
		return "..."
	case '☎', '☏', '✆', '📞', '📱', '📲', '℡':
		return "tel"
	case '•', '●', '■', '▪', '★', '☆', '†', '‡', '◦', '○', '✱', '█', '※':
		if wordByte(text, i-1) && wordByte(text, i+n) {
			return strings.Repeat("*", n)
		}
		return " "
	case '␣', '␠', '⎵', '⍽':
		return " "
	case '│', '┃', '║', '｜', '▏':
		return "|"
	}
	if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r) || unicode.IsSpace(r) || invisible(r) {
		return ""
	}
	if _, ok := plainer(r); ok {
		return ""
	}
	return " "
}
