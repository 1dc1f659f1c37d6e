package redact

import "strings"

// quotedLone reports whether the one encoded character at i stands inside a name or the number of a
// ticket: Gr=61ce, OPS=2D1234.
func quotedLone(t string, i int) bool {
	if !quotedByte(t, i) {
		return false
	}
	from := i
	for from > 0 && i-from < 16 && classes[t[from-1]]&letters != 0 {
		from--
	}
	if i-from < 2 || from > 0 && !isSpace(t[from-1]) && t[from-1] != '(' || classes[t[from]]&upper == 0 {
		return false
	}
	if t[i+1] == '2' {
		return t[i+2] == 'D' && t[from:i] == strings.ToUpper(t[from:i]) && digitsFrom(t, i+3) > 1
	}
	return t[i+1] > '5' && classAt(t, i-1)&classAt(t, i+3)&lower != 0
}
