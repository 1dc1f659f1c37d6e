package redact

import "strings"

// sqlEscape reports whether four hexadecimal digits behind the backslash at i are a character of a
// literal of SQL: U&'Vukovi\0107'.
func sqlEscape(t string, i int) bool {
	if i+5 > len(t) || !isHexWord(t[i+1:i+5]) || t[i+1:i+5] < "0020" || t[i+1] == 'd' || t[i+1] == 'D' {
		return false
	}
	head := t[max(0, i-80):i]
	n := strings.LastIndexByte(head, '\'')
	return n > 1 && head[n-1] == '&' && head[n-2]|0x20 == 'u'
}
