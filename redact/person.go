package redact

import (
	"strings"
)

var (
	personRule = &rule{PersonName, "directory", Block, "an engineer",
		"This names somebody from the staff directory; public texts speak of roles, not of people."}
	nameRule = &rule{PersonName, "name_in_context", Block, "an engineer",
		"The words around it show that this is a person's name; public texts speak of roles, not of people."}
	nameGuess = &rule{PersonName, "given_name", Warn, "an engineer",
		"This is likely a person's name; public texts speak of roles, not of people."}
)

// withSurname is the end of a first name together with the family name behind it.
func (l *looking) withSurname(start, end int) int {
	if !capitalised(l.text[start:]) || byteAt(l.text, end) != ' ' {
		return end
	}
	w := wordAt(l.text, end+1)
	if w.end-w.start == 1 && classAt(l.text, w.start)&upper != 0 && byteAt(l.text, w.end) == '.' {
		if next := wordAt(l.text, w.end+2); byteAt(l.text, w.end+1) == ' ' && isName(next.in(l.text)) {
			return next.end
		}
		return w.end
	}
	for range 2 {
		if particles[strings.ToLower(w.in(l.text))] && byteAt(l.text, w.end) == ' ' {
			w = wordAt(l.text, w.end+1)
		}
	}
	s := strings.TrimSuffix(w.in(l.text), "'s")
	if isName(s) && (!plainWords[foldWord(s)] || givenNames[foldWord(l.text[start:end])] && !plainWords[foldWord(l.text[start:end])] && !calendar[foldWord(s)] && byteAt(l.text, w.end) != ' ' && byteAt(l.text, w.end) != '-' && byteAt(l.text, w.end) != '\'') {
		return w.start + len(s)
	}
	if isName(s) && byteAt(l.text, w.end) == ' ' && classAt(l.text, w.end+1)&lower != 0 && sureGiven(l.text[start:end]) && !calendar[foldWord(s)] && !teams[foldWord(s)] && !jobs[foldWord(s)] && !groupWords[foldWord(s)] && !l.titled(start) {
		return w.start + len(s) // Priya Stone from Acme
	}
	return end
}

// particles stand between a first and a family name.
var particles = wordSet("de van von der den da di del della dos du la le bin ibn al el ten ter zu af av y")

// isName reports whether a word has the form of a name and is no known other thing.
func isName(s string) bool {
	if len(s) < 2 || !capitalised(s) || bits(s)&(digit|under) != 0 || lowIn(notNames, s) || lowIn(titles, s) || len(s) < 4 && lowIn(weakTitles, s) {
		return false
	}
	if _, tail, ok := strings.Cut(s, "-"); ok && len(tail) > 3 && innerCapital(tail) && !strings.HasPrefix(tail, "Mc") && !strings.HasPrefix(tail, "Mac") && !strings.HasPrefix(tail, "De") && !strings.HasPrefix(tail, "O'") {
		return false // Test-NetConnection
	}
	return !innerCapital(s) || strings.HasPrefix(s, "Mc") || strings.HasPrefix(s, "Mac") || strings.HasPrefix(s, "O'") ||
		strings.HasPrefix(s, "De") || strings.Contains(s, "-")
}

// Strengths of what the words around a name say.
const (
	silent = iota
	hint   // a verb behind it that people and programs share
	clear  // only a person fits here
)

// nameStrength says how clearly the words around show a person.
func (l *looking) nameStrength(start, end int) int {
	prev := wordBefore(l.text, start)
	before := strings.ToLower(prev.in(l.text))
	gap := l.text[prev.end:start]
	if gap == ": " && byLines[before] || strings.TrimSpace(gap) == "" && (personBefore[before] || titles[before]) {
		return clear
	}
	if strings.TrimSpace(gap) == "." && titles[before] && capitalised(l.text[prev.start:]) {
		return clear
	}
	if linkWords[before] {
		earlier := strings.ToLower(wordBefore(l.text, prev.start).in(l.text))
		if pairs[earlier+" "+before] || before == "by" && doneBy[earlier] {
			return clear
		}
	}
	if l.signature(start, end) || l.speaker(start, end) {
		return clear
	}
	return l.strengthAfter(end)
}

// strengthAfter judges what follows a name.
func (l *looking) strengthAfter(end int) int {
	rest := l.text[end:min(len(l.text), end+64)]
	if strings.HasPrefix(rest, " (") {
		inner := strings.ToLower(wordAt(l.text, end+2).in(l.text))
		if teams[inner] || inner == "on-call" || inner == "oncall" || inner == "she" || inner == "he" || inner == "they" || jobs[inner] {
			return clear
		}
		return silent
	}
	for _, mark := range []string{"'s ", "’s "} {
		if strings.HasPrefix(rest, mark) {
			if w := wordAt(l.text, end+len(mark)); belongings[strings.ToLower(w.in(l.text))] {
				return clear
			}
			return silent
		}
	}
	w := wordAfter(l.text, end)
	word := strings.ToLower(w.in(l.text))
	if strings.TrimSpace(l.text[end:w.start]) != "" {
		return silent
	}
	if word == "from" || word == "in" || word == "on" || word == "of" {
		return l.teamAfter(word, w.end)
	}
	if onlyPeople[word] {
		return clear
	}
	if word == "was" || word == "got" || word == "had" || word == "is" || word == "then" || word == "also" || word == "quickly" {
		next := strings.ToLower(wordAfter(l.text, w.end).in(l.text))
		if next == "paged" || next == "asleep" || next == "on-call" || next == "woken" || next == "asked" || onlyPeople[next] {
			return clear
		}
	}
	if personVerbs[word] {
		return hint
	}
	return silent
}

// teamAfter judges "from SRE", "from the platform team", "on call", "in support".
func (l *looking) teamAfter(word string, end int) int {
	next := wordAfter(l.text, end)
	s := strings.ToLower(next.in(l.text))
	if s == "the" || s == "our" || s == "their" || s == "your" || s == "its" {
		next = wordAfter(l.text, next.end)
		s = strings.ToLower(next.in(l.text))
	}
	if word == "on" {
		if s == "call" || s == "shift" || s == "duty" {
			return clear
		}
		return silent
	}
	if second := strings.ToLower(wordAfter(l.text, next.end).in(l.text)); (word == "from" || word == "of") && s != "" && (second == "desk" || second == "office" || second == "crew" || second == "care" || second == "success" || second == "relations" || second == "services" || second == "department" || second == "dept" || second == "group" || second == "squad" || second == "unit" || second == "shift") {
		return clear
	}
	if word == "of" {
		return silent
	}
	if second := strings.ToLower(wordAfter(l.text, next.end).in(l.text)); word == "from" && (second == "level" || second == "line" || second == "tier") && (s == "first" || s == "second" || s == "third" || s == "1st" || s == "2nd" || s == "3rd") {
		return clear // from second level support
	}
	if word == "from" && l.fromFirm(next) {
		return clear
	}
	if teams[s] || strings.EqualFold(wordAfter(l.text, next.end).in(l.text), "team") && word == "from" {
		return clear
	}
	return silent
}

// firmsTold are what firms are called in sentences, and firmHeads stand before these.
var (
	firmsTold = wordSet("provider vendor carrier supplier partner processor bank insurer agency reseller integrator consultancy contractor hoster broker distributor manufacturer auditor")
	firmHeads = wordSet("first second third other new old former previous upstream main local cloud hosting network fibre fiber card payment telephone phone sms mail video")
)

// fromFirm reports whether a word is a firm in a sentence, or stands before one: from the second
// provider.
func (l *looking) fromFirm(w span) bool {
	low := strings.ToLower(w.in(l.text))
	if firmHeads[low] {
		w = wordAfter(l.text, w.end)
		low = strings.ToLower(w.in(l.text))
	}
	return firmsTold[low]
}

// suppliedThing reports whether a word before from is something that a firm hands over, or has an article:
// Firmware from the vendor, a Gateway from our supplier.
func (l *looking) suppliedThing(start, end int) bool {
	w := wordBefore(l.text, start)
	low := foldWord(w.in(l.text))
	next := wordAfter(l.text, end)
	if !givenNames[low] && determiners[strings.ToLower(next.in(l.text))] {
		next = wordAfter(l.text, next.end)
	}
	if givenNames[low] || !l.fromFirm(next) {
		return false
	}
	if prev := wordBefore(l.text, w.start); l.text[prev.end:w.start] == " " && determiners[strings.ToLower(prev.in(l.text))] {
		return true
	}
	for _, tail := range []string{"ware", "code", "data", "metry", "ics", "hook", "hooks", "log", "logs", "fix", "fixes", "ment", "ments", "tion", "tions", "sion", "ups", "files", "bios", "sheets", "feed", "feeds"} {
		if strings.HasSuffix(low, tail) {
			return true
		}
	}
	return false
}

var determiners = wordSet("a an the our their your its this that these those some new any every each")

// signature reports whether a name closes a message.
func (l *looking) signature(start, end int) bool {
	line := lineStart(l.text, start)
	lead := strings.Trim(l.text[line:start], " \t>*_")
	stop := strings.IndexByte(l.text[end:], '\n')
	if stop < 0 {
		stop = len(l.text) - end
	}
	if stop > 48 || strings.TrimLeft(l.text[end:end+stop], " \t.*_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz,|-\r") != "" {
		return false
	}
	if lead == "--" || lead == "-" && strings.TrimSpace(l.text[end+stop:]) == "" && strings.TrimSpace(l.text[end:end+stop]) == "" {
		return len(strings.Fields(l.text[end:end+stop])) < 5
	}
	if lead != "" || line < 2 || stop > 30 || len(strings.Fields(l.text[end:end+stop])) > 1 {
		return false
	}
	above := strings.ToLower(strings.TrimSpace(l.text[lineStart(l.text, line-1):line]))
	if above == "" && line > 2 {
		above = strings.ToLower(strings.TrimSpace(l.text[lineStart(l.text, line-2):line]))
	}
	words := strings.Fields(strings.TrimRight(above, ",.! "))
	return len(words) > 0 && len(words) < 5 && closings[words[len(words)-1]]
}

// speaker reports whether a name stands where a chat log puts who is speaking.
func (l *looking) speaker(start, end int) bool {
	line := lineStart(l.text, start)
	lead := strings.Trim(l.text[line:start], " \t>*_-[]<()`|")
	tail := strings.TrimLeft(l.text[end:min(len(l.text), end+12)], "*_`")
	if role, _, ends := strings.Cut(l.text[end:min(len(l.text), end+40)], "): "); ends && strings.HasPrefix(role, " (") && !strings.ContainsAny(role[2:], "()\n") {
		tail = ": "
	}
	if !strings.HasPrefix(tail, ": ") && !strings.HasPrefix(tail, "> ") && !strings.HasPrefix(tail, " > ") && !strings.HasPrefix(tail, ">: ") &&
		!strings.HasPrefix(tail, "] ") && !strings.HasPrefix(tail, " [") && !strings.HasPrefix(tail, " | ") {
		return false
	}
	if lead == "" {
		return strings.HasSuffix(l.text[:start], "<") && strings.HasPrefix(tail, "> ") || strings.HasPrefix(tail, " [") && clock(l.text[end+2:])
	}
	lead = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(lead, "AM"), "PM"), "UTC"), "Z")
	return clock(strings.Trim(lead[max(0, strings.LastIndexAny(strings.TrimSpace(lead), " T")+1):], " []"))
}

// clock reports whether s begins with a time of day.
func clock(s string) bool {
	s = strings.TrimLeft(s, "[ ")
	n := strings.IndexByte(s, ':')
	return n >= 1 && n <= 2 && all(s[:n], digit) && classAt(s, n+1)&digit != 0 && classAt(s, n+2)&digit != 0
}
