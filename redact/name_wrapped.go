package redact

import (
	"strings"
	"unicode/utf8"
)

// Names that a line break cuts, and names whose first letter is written as two.

// wrappedSurname is the end of the family name that a long line leaves to the next, behind the marks of a
// quotation too; or end.
func wrappedSurname(t string, end int) int {
	if byteAt(t, end) != '\n' || end-lineStart(t, end) < 40 {
		return end
	}
	at := end + 1
	for at < len(t) && at-end < 8 && (t[at] == ' ' || t[at] == '>') {
		at++
	}
	w := wordAt(t, at)
	s := strings.TrimSuffix(w.in(t), "'s")
	if low := foldWord(s); len(s) < 4 || !isName(s) || ordinary(low) || plainWords[low] || notNames[low] || greetings[low] || closings[low] || byteAt(t, w.end) == ':' {
		return end
	}
	return w.start + len(s)
}

// doubleInitials are the forms of a folded name with its first letter, where that is written as two
// without it: Þ. Einarsson, Æ. Lund.
func doubleInitials(name string) []string {
	first, _ := utf8.DecodeRuneInString(name)
	initial := foldWord(string(first))
	names := nameParts(foldWord(name))
	n := len(names)
	if len(initial) != 2 || first < 0x80 || !all(initial, lower) || n < 2 {
		return nil
	}
	last := names[n-1]
	return []string{initial + ". " + last, initial + "." + last, initial + " " + last, last + ", " + initial + ".", last + " " + initial + "."}
}
