package redact

import (
	"slices"
	"strings"
)

// learnWordSurname adds the surname of a stranger told in full that is a word too, where it stands as
// only a name does: Bartholomew Finch … Finch had asked.
func (e *echoes) learnWordSurname(name string) {
	words := strings.Fields(name)
	if n := len(words); n < 2 || n > 3 || strings.Contains(name, ",") || !givenNames[foldWord(words[0])] {
		return
	}
	e.addWordSurname(words[len(words)-1])
}

// learnTitled learns the surname behind a title: Mr Stone … Stone said no.
func (e *echoes) learnTitled(text string, h hit) {
	if h.rule != nameRule || h.weight != "" {
		return
	}
	words := strings.Fields(text[withTitle(text, h).start:h.end])
	if len(words) == 2 && lowIn(titles, strings.TrimRight(words[0], ".")) {
		e.addWordSurname(words[1])
	}
}

// withTitle takes the title before a name into a hit: Ms Vandersteen.
func withTitle(text string, h hit) hit {
	gap := h.start
	for gap > 0 && h.start-gap < 2 && (text[gap-1] == ' ' || text[gap-1] == '.') {
		gap--
	}
	if w := wordBefore(text, gap); gap < h.start && text[gap:h.start] != "." && w.end == gap && w.end-w.start < 12 && classAt(text, w.start-1)&(dash|under|dot) == 0 {
		if s := w.in(text); (capitalised(s) || len(s) < 5 && lowTitles[s]) && lowIn(titles, s) {
			h.start = w.start
		}
	}
	return h
}

// addWordSurname finds a surname that is a word where it stands as only a name does.
func (e *echoes) addWordSurname(last string) {
	low := foldWord(last)
	if len(low) < 4 || !capitalised(last) || bits(last)&^(lower|upper) != 0 || !ordinary(low) && !plainWords[low] || notNames[low] || gazetteer[low] || particles[low] || givenNames[low] || calendar[low] || businessWords[low] || jobs[low] || teams[low] || groupWords[low] {
		return
	}
	e.add(low, func(l *looking, start, end int) {
		if byteAt(l.text, start-1) == '_' {
			return
		}
		prev := wordBefore(l.text, start)
		if l.text[prev.end:start] == " " && capitalised(prev.in(l.text)) && !sentenceStart(l.text, prev.start) {
			return // a part of another name
		}
		if l.plainName(start, end) || l.asColleague(end, low) {
			l.addWeight(start, end, nameEcho, Warn)
		}
	})
}

// addTurned finds a name of seven letters and more again where it is written backwards.
func (e *echoes) addTurned(name string) {
	turned := []rune(name)
	slices.Reverse(turned)
	low := string(turned)
	if len(turned) < 7 || low == name || inLexicon(low) {
		return
	}
	e.add(low, func(l *looking, start, end int) {
		if foldWord(l.text[start:end]) == low && !wordByte(l.text, end) {
			l.add(start, end, nameEcho)
		}
	})
}
