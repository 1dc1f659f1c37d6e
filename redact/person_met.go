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
	if low := foldWord(t[start:end]); calendar[low] {
		return strings.HasPrefix(t[end:], "'s ") && ownDeeds[wordAt(t, end+3).in(t)]
	} else if stormWords[strings.ToLower(wordBefore(t, start).in(t))] {
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

// twoWords reports whether a name is a question or a wish that begins with a word that is a name
// too: Will crane work stop?
func (l *looking) twoWords(start, end int) bool {
	t := l.text
	w := wordAt(t, start)
	if w.end+1 >= end || t[w.end] != ' ' || classAt(t, w.end+1)&lower == 0 || !capitalised(t[start:]) || l.edited(start, end) {
		return false
	}
	return plainWords[foldWord(w.in(t))] && plainWords[foldWord(t[w.end+1:end])] && sentenceStart(t, start)
}

// asksWhether reports whether Will begins a question or a wish about several things, whose noun is a verb
// too: Will reports be late? Will pages load slower? Will wonders never cease.
func asksWhether(t string, start, end int) bool {
	if t[start:end] != "Will" || byteAt(t, end) != ' ' || !sentenceStart(t, start) && strings.IndexByte("\"'", byteAt(t, start-1)) < 0 {
		return false
	}
	noun := wordAfter(t, end)
	s := noun.in(t)
	if !strings.HasSuffix(s, "s") || s != strings.ToLower(s) || !nowVerbs[s] && !moreNowVerbs[s] && !personVerbs[s] || byteAt(t, noun.end) != ' ' {
		return false
	}
	switch wordAfter(t, noun.end).in(t) {
	case "be", "never", "ever", "still", "also", "always", "now":
		return true
	}
	rest := t[noun.end:min(len(t), noun.end+160)]
	n := strings.IndexAny(rest, ".?!\n")
	return n >= 0 && rest[n] == '?'
}

// signedLine reports whether a name stands behind a dash at the head of a line and goes on with
// whom its bearer speaks for: – Grace, on behalf of the team.
func (l *looking) signedLine(start, end int) bool {
	head := strings.TrimSpace(l.text[lineStart(l.text, start):start])
	rest := l.text[end:min(len(l.text), end+24)]
	return head != "" && strings.Trim(head, "->") == "" && (strings.HasPrefix(rest, ", on behalf of") || strings.HasPrefix(rest, ", for the ") || strings.HasPrefix(rest, ", head of") || strings.HasPrefix(rest, ", from the "))
}

// signs reports whether a name stands behind a dash after the end of a sentence, and ends the line or
// answers the question: Is "cluster" too much? — Grace: no.
func (l *looking) signs(start, end int) bool {
	head := strings.TrimRight(l.text[max(0, start-48):start], " *_`@~")
	said, dashed := strings.CutSuffix(head, " -")
	if said = strings.TrimRight(said, " *_\"')"); !dashed || said == "" || l.text[start:end] == "May" {
		return false
	}
	rest := strings.TrimLeft(l.text[end:min(len(l.text), end+6)], "*_`~")
	switch said[len(said)-1] {
	case '?':
		if answer, ok := strings.CutPrefix(rest, ": "); ok {
			return talkStarts[strings.ToLower(wordAt(l.text, end+len(l.text[end:])-len(strings.TrimLeft(l.text[end:], "*_`~"))+2).in(l.text))] && answer != ""
		}
		return rest == "" || rest[0] == '\n' || rest[0] == '\r'
	case '.', '!':
		return rest == "" || rest[0] == '\n' || rest[0] == '\r'
	}
	return false
}

// talksHere reports whether a name heads a line and what it goes on with is how people talk: Will:
// rolling back now.
func (l *looking) talksHere(start, end int) bool {
	if strings.Trim(l.text[lineStart(l.text, start):start], " \t>*_-") != "" || !strings.HasPrefix(strings.TrimLeft(l.text[end:min(len(l.text), end+4)], "*_"), ": ") {
		return false
	}
	w := wordAfter(l.text, end+1+len(l.text[end:])-len(strings.TrimLeft(l.text[end:], "*_")))
	low := strings.ToLower(w.in(l.text))
	return talkStarts[low] || strings.HasSuffix(low, "ing") && len(low) > 5 && w.in(l.text) == low && personVerbs[strings.TrimSuffix(low, "ing")+"ed"]
}

// talkStarts begin what people write to each other.
var talkStarts = wordSet("ok okay yes no i i'm i'll i've we we're looking rolling done same anyone hi hey thanks yep nope yeah lol hmm sorry fine agreed checking sure wait hang oh ah great can could did what why who when where back fixed ack +1 on")

// ownDeeds are what a colleague did or has, and no month.
var ownDeeds = wordSet("restart fix rollback change query script idea suggestion question hunch note laptop phone shift patch commit request reply answer desk terminal session shell pager mistake typo edit message screen password account login handover summary draft")

// presentHere judges the word before here, where somebody tells a chat or a call who speaks: behind a
// greeting, or at the head of a sentence that goes on with where from. Good morning, Itzel here.
func (l *looking) presentHere(start, end int) {
	t := l.text
	w := wordBefore(t, start)
	if w.start == w.end || t[w.end:start] != " " || !capitalised(w.in(t)) || !l.soleName(w) {
		return
	}
	if head := t[max(0, w.start-24):w.start]; strings.HasSuffix(head, ", ") {
		if hailed[strings.ToLower(wordBefore(head, len(head)-2).in(head))] {
			l.addSole(w)
		}
		return
	}
	if low := foldWord(w.in(t)); !sentenceStart(t, w.start) || t[start:end] != "here" || !givenNames[low] && (strings.HasSuffix(low, "s") || strings.HasSuffix(low, "ing")) {
		return
	}
	for _, tail := range []string{" from the ", " from our ", " again", " at the desk"} {
		if rest, ok := strings.CutPrefix(t[end:], tail); ok && !wordByte(rest+" ", 0) || ok && tail[len(tail)-1] == ' ' {
			l.addSole(w)
			return
		}
	}
}

// hailed end the greeting before who speaks.
var hailed = wordSet("morning afternoon evening night hi hello hey hallo moin morgen tag abend zusammen hola buenas días tardes noches bonjour bonsoir salut ciao buongiorno buonasera olá oi dia tarde noite all everyone everybody team folks hej hejsan morgon dag goedemorgen goedemiddag cześć dzień ahoj dobrý den")
