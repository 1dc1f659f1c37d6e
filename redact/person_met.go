package redact

import "strings"

// A name of the directory that is an ordinary word too is believed sooner in a text that
// has named the same person beyond doubt.

// maybeMet is such a word, and whose name it is.
type maybeMet struct {
	span
	person *met
}

// met is one member of the directory, by address.
type met struct{ name string }

// meet notes that a text names a person.
func (l *looking) meet(p *met) {
	if p == nil {
		return
	}
	if l.people == nil {
		l.people = map[*met]bool{}
	}
	l.people[p] = true
}

// meetAgain adds the words that may be the names of those whom the text has named.
func (l *looking) meetAgain() {
	for _, m := range l.maybes {
		if l.people[m.person] && l.standsForPerson(m.start, m.end) {
			l.addWeight(m.start, m.end, personRule, Warn)
		}
	}
}

// standsForPerson reports whether a word with a capital stands where a name can: before a
// mark, the end of a line, or a verb.
func (l *looking) standsForPerson(start, end int) bool {
	t := l.text
	if !capitalised(t[start:]) || innerCapital(t[start:end]) || l.dated(start, end) || l.product(start, end) || classAt(t, start-1)&(dash|under|dot|digit) != 0 {
		return false
	}
	if low := foldWord(t[start:end]); calendar[low] || stormWords[strings.ToLower(wordBefore(t, start).in(t))] {
		return false
	}
	if byteAt(t, end) == '"' && (byteAt(t, start-1) == '"' || strings.Trim(t[wordBefore(t, start).end:start], " ") == "" && capitalised(wordBefore(t, start).in(t)) && !greetings[strings.ToLower(wordBefore(t, start).in(t))]) {
		return false // the word "Mark", a song
	}
	rest := strings.TrimLeft(t[end:min(len(t), end+4)], "*_`~")
	if rest == "" || strings.IndexByte(".,;:!?)]\n\r|<>\"/&+", rest[0]) >= 0 || strings.HasPrefix(rest, " (") || strings.HasPrefix(rest, " -") || strings.HasPrefix(rest, " &") || strings.HasPrefix(rest, "'s ") {
		return true
	}
	next := wordAfter(t, end)
	if t[end:next.start] != " " {
		return false
	}
	word := strings.ToLower(next.in(t))
	if word == "is" || word == "was" {
		second := strings.ToLower(wordAfter(t, next.end).in(t))
		return beingAsked[second] || pastTense(second) || onlyPeople[second] || second == "on" || second == "in"
	}
	switch word {
	case "and", "or", "und", "et", "y", "en", "has", "had", "who", "then", "also", "will", "would", "can", "could", "should", "says", "said", "already", "later", "again", "just", "still", "did", "does", "didn't", "hasn't", "wasn't":
		return !imperatives[foldWord(t[start:end])] && foldWord(t[start:end]) != "will" && foldWord(t[start:end]) != "hope" || word == "and" || word == "has" || word == "had" || word == "who"
	}
	return pastTense(word) && !adjectival[word] || personVerbs[word] || onlyPeople[word] || nowVerbs[word]
}
