package redact

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	invisibleRule = &rule{Hidden, "invisible_character", Block, "",
		"This character cannot be seen, but it travels with a copy and can hide or reverse what stands here."}
	mixedRule = &rule{Hidden, "mixed_script", Block, "",
		"This word mixes letters of different scripts that look alike."}
	commentRule = &rule{Hidden, "comment", Block, "",
		"Readers do not see this comment, but whoever copies the source does."}
	elementRule = &rule{Hidden, "hidden_element", Block, "",
		"This is not shown to readers, but it is there for whoever looks."}
	definitionRule = &rule{Hidden, "unused_definition", Block, "",
		"Nothing uses this definition, so readers do not see it; whoever copies the source does."}
	attributeRule = &rule{Hidden, "alt_or_title", Block, "",
		"This text is shown only on hover or to screen readers, and it carries something that was found."}
	dataRule = &rule{Hidden, "data_uri", Block, "",
		"A whole file is packed into this address; nobody can see what it carries."}
)

// hidden finds what a reader does not see but a copy carries.
func (s *Scanner) hidden(text string) []hit {
	var hits []hit
	add := func(start, end int, r *rule) {
		if start < end && !s.pass.text(text[start:end]) {
			hits = append(hits, hit{start: start, end: end, rule: r})
		}
	}
	invisibles(text, add)
	mixedWords(text, add)
	c := codeOf(text)
	comments(text, c, add)
	lineComments(text, c, add)
	elements(text, c, add)
	definitions(text, c, add)
	dataURIs(text, add)
	headerNotes(text, c, add)
	overridden(text, add)
	for i := range hits {
		if hits[i].rule == invisibleRule {
			hits[i].start, hits[i].end = cutWord(text, hits[i].start, hits[i].end)
		}
		if hits[i].rule == mixedRule || hits[i].rule == invisibleRule && letterAround(text, hits[i]) {
			plain := unmixed(text[hits[i].start:hits[i].end])
			hits[i].instead = &plain
		}
	}
	return hits
}

// cutWord is the word that an invisible character from start to end stands in, or the
// character alone where it stands in none: a reader sees a word marked, not a gap.
func cutWord(text string, start, end int) (from, to int) {
	from, to = start, end
	for from > 0 && start-from < 64 {
		r, n := utf8.DecodeLastRuneInString(text[:from])
		if !unicode.IsLetter(r) && !invisible(r) {
			break
		}
		from -= n
	}
	for to < len(text) && to-end < 64 {
		r, n := utf8.DecodeRuneInString(text[to:])
		if !unicode.IsLetter(r) && !invisible(r) {
			break
		}
		to += n
	}
	if from == start || to == end {
		return start, end
	}
	return from, to
}

// letterAround reports whether a hit begins and ends with letters.
func letterAround(text string, h hit) bool {
	first, _ := utf8.DecodeRuneInString(text[h.start:])
	last, _ := utf8.DecodeLastRuneInString(text[:h.end])
	return unicode.IsLetter(first) && unicode.IsLetter(last)
}

// unmixed is a word with its look-alike letters replaced.
func unmixed(word string) string {
	if v := normalised(source(word)); v != nil {
		return v.text
	}
	return word
}

// visible are the bytes of ASCII that are seen, and begin nothing that is not.
var visible = func() (table [256]bool) {
	for c := byte(' '); c < 0x7F; c++ {
		table[c] = c != '&'
	}
	return table
}()

// invisibles finds runs of characters that leave nothing to see, written as
// such or as character references.
func invisibles(text string, add func(int, int, *rule)) {
	run, end := -1, 0
	var before rune
	for i := 0; i < len(text); {
		if visible[text[i]] {
			for i++; i < len(text) && visible[text[i]]; i++ {
			}
			before = rune(text[i-1])
			continue
		}
		r, n := rune(text[i]), 1
		if r >= 0x80 {
			r, n = utf8.DecodeRuneInString(text[i:])
		} else if r == '&' {
			r, n = reference(text, i)
		}
		if (r > 0x7F || n > 1) && invisible(r) && !needed(text, i, r, before) {
			if run < 0 || end != i {
				if run >= 0 {
					add(run, end, invisibleRule)
				}
				run = i
			}
			end = i + n
		} else if !invisible(r) {
			before = r
		}
		i += n
	}
	if run >= 0 {
		add(run, end, invisibleRule)
	}
}

// reference is the character that the reference at i stands for, and its length.
func reference(text string, i int) (rune, int) {
	n := strings.IndexByte(text[i:min(len(text), i+20)], ';')
	if n < 3 {
		return '&', 1
	}
	plain := []rune(html.UnescapeString(text[i : i+n+1]))
	if len(plain) != 1 || !invisible(plain[0]) {
		return '&', 1
	}
	return plain[0], n + 1
}

// needed reports whether an invisible character does its proper work: in an
// emoji, in a script that joins its letters, or as the first of a file.
func needed(text string, i int, r, before rune) bool {
	switch {
	case r == 0xFEFF:
		return i == 0
	case r >= 0xFE00 && r <= 0xFE0F, r == 0x200D, r >= 0xE0020 && r <= 0xE007F:
		return before > 0x203B && !unicode.IsLetter(before) || before >= 0x0600 && before <= 0x0DFF || before == '#' || before == '*' ||
			before == '©' || before == '®' || r != 0x200D && before >= '0' && before <= '9' && strings.HasPrefix(text[min(len(text), i+3):], "\u20e3")
	case r == 0x200C:
		return before >= 0x0600 && before <= 0x0DFF
	case r == 0x200E || r == 0x200F || r == 0x061C:
		return before >= 0x0590 && before <= 0x08FF
	}
	return r < 0x80 || r == 0x2800
}

// mixedWords finds words that mix Latin letters with letters that look like
// Latin ones.
func mixedWords(text string, add func(int, int, *rule)) {
	for i := 0; i < len(text); {
		if text[i] < 0x80 {
			i = nextBeyond(text, i)
			continue
		}
		start := i
		for start > 0 && classes[text[start-1]]&(letters|digit|under|dash) != 0 {
			start--
		}
		end := i
		for end < len(text) && classes[text[end]]&(letters|digit|under|dash) != 0 {
			end++
		}
		mixedWord(text, start, end, add)
		i = max(end, i+1)
	}
}

// mixedWord judges the words in a run of letters, some of them outside ASCII.
func mixedWord(text string, start, end int, add func(int, int, *rule)) {
	from, latin, alien, styled, letterCount := start, 0, 0, 0, 0
	flush := func(at int) {
		if styled > 1 || styled > 0 && letterCount > 1 || latin > 0 && alien > 0 && (letterCount > 3 || alien > 1) {
			add(from, at, mixedRule)
		}
		latin, alien, styled, letterCount = 0, 0, 0, 0
	}
	for i := start; i < end; {
		r, n := utf8.DecodeRuneInString(text[i:end])
		switch {
		case r >= 0x1D400 && r <= 0x1D7FF, r >= 0xFF21 && r <= 0xFF5A, r >= 0x24B6 && r <= 0x24E9:
			styled++
			letterCount++
		case unicode.Is(unicode.Latin, r):
			letterCount++
			latin++
		case unicode.IsLetter(r):
			letterCount++
			if unicode.In(r, unicode.Cyrillic, unicode.Greek, unicode.Armenian, unicode.Cherokee, unicode.Lisu) {
				alien++
			}
		case r == '-' || r == '_' || r >= 0x80 && !unicode.IsMark(r) && !invisible(r):
			flush(i)
			from = i + n
		}
		i += n
	}
	flush(end)
}
