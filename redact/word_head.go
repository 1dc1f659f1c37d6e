package redact

import "strings"

// Words that a glossary explains, some of which are names too.

// glossaryHeads are what such lists are called in their headings.
var glossaryHeads = []string{"glossary", "words", "terms", "definitions", "vocabulary", "terminology", "jargon", "abbreviations", "glossar", "begriffe", "lexikon", "glossaire", "lexique", "glosario", "glossario", "woordenlijst", "begrippen", "słownik", "ordlista", "ordliste"}

// headword reports whether a word stands at the head of a line or of a row under such a heading, with
// what it means behind it: **Chase**: to ask another bank again.
func (l *looking) headword(start, end int) bool {
	t := l.text
	rest := strings.TrimLeft(t[end:min(len(t), end+12)], "*_`")
	if !strings.HasPrefix(rest, ":") && !strings.HasPrefix(rest, " |") && !strings.HasPrefix(rest, " –") && !strings.HasPrefix(rest, " —") && !strings.HasPrefix(rest, " - ") {
		return false
	}
	from := lineStart(t, start)
	if head := t[from:start]; strings.Trim(head, " \t>|-*+_`") != "" && !strings.HasSuffix(head, ". **") {
		return false
	}
	above := t[max(0, from-2000):from]
	n := strings.LastIndex(above, "\n#")
	if n < 0 && !strings.HasPrefix(above, "#") {
		return false
	}
	title, _, _ := strings.Cut(above[n+1:], "\n")
	title = strings.ToLower(title)
	for _, word := range glossaryHeads {
		if i := strings.Index(title, word); i >= 0 && !wordByte(title, i-1) {
			return true
		}
	}
	return false
}
