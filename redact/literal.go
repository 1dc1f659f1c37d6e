package redact

import (
	"strconv"
	"strings"
)

// literalJoint is the end of what stands between two string literals that a program
// joins, from the mark that closes the first, and what it puts between them; or i.
func literalJoint(t string, i int) (end int, with string) {
	if c := byteAt(t, i+1); (c == ',' || c == ';') && wordByte(t, i-1) && byteAt(t, i+2) == t[i] && strings.Contains(strings.ToUpper(t[max(0, i-80):i]), "CONCAT") {
		return i + 3, "" // of a spreadsheet
	}
	sure := strings.HasPrefix(t[i+1:], "||") || strings.HasPrefix(t[i+1:], " || ")
	if !wordish(byteAt(t, i-1)) && !(sure && byteAt(t, i-1) == ' ') {
		return i, ""
	}
	end, joint := i+1, false
	for end < len(t) && end-i < 24 && (isSpace(t[end]) || strings.IndexByte("+.&,\\|", t[end]) >= 0) {
		joint = joint || t[end] != ',' && !isSpace(t[end]) || t[end] == '\n'
		if t[end] == ',' || t[end] == '|' && byteAt(t, end-1) != '|' && byteAt(t, end+1) != '|' {
			return i, ""
		}
		end++
	}
	if joint {
		if stop, c := charCall(t, end); stop > end {
			for stop < len(t) && stop-end < 24 && (t[stop] == ' ' || strings.IndexByte("+.&|", t[stop]) >= 0) {
				stop++
			}
			end, with = stop, c
		}
	}
	if !joint && end > i+1 && end-i < 4 && longTail(t, i) && byteAt(t, end) == t[i] {
		stop := end + 1
		for wordByte(t, stop) {
			stop++
		}
		joint = stop-end > 8 && byteAt(t, stop) == t[i] && bits(t[end+1:stop])&digit != 0
	}
	if with != "" && byteAt(t, end) == 'N' && byteAt(t, end+1) == t[i] {
		end++ // N'…'
	}
	if !joint || byteAt(t, end) != t[i] || !wordish(byteAt(t, end+1)) && !sure && with == "" {
		return i, ""
	}
	return end + 1, with
}

// charCall is the end of a call at an offset that makes a character of its number, and
// the character: chr(64).
func charCall(t string, at int) (end int, char string) {
	stop := at
	for stop < len(t) && stop-at < 24 && (classes[t[stop]]&(lower|upper) != 0 || t[stop] == '.') {
		stop++
	}
	switch name := strings.ToLower(t[at:stop]); name {
	case "chr", "char", "nchar", "unichr", "chrw", "string.fromcharcode", "fromcharcode":
	default:
		return at, ""
	}
	n := digitsFrom(t, stop+1)
	if byteAt(t, stop) != '(' || n == 0 || n > 3 || byteAt(t, stop+1+n) != ')' {
		return at, ""
	}
	c, err := strconv.ParseUint(t[stop+1:stop+1+n], 10, 16)
	if err != nil || c < 0x20 || c == 0x7F || c > 0x24F {
		return at, ""
	}
	return stop + 2 + n, string(rune(c))
}
