package redact

import "strings"

// Words of the glossary that are words of the language too, and stand as such: a heron nests on
// the mast, enter it in the tally, we do not siphon off the rest.

// wordOfLanguage reports whether a term whose rule begins with a capital stands in small letters
// where a sentence has an ordinary word.
func (l *looking) wordOfLanguage(start, end int) bool {
	t, s := l.text, l.text[start:end]
	if s != strings.ToLower(s) && !l.twoOpening(start, s) || l.edited(start, end) || wordByte(t, start-1) || start > 0 && strings.IndexByte(" \n\"*", t[start-1]) < 0 {
		return false
	}
	stop := withPlural(t, end)
	if c := byteAt(t, stop); strings.IndexByte("-_/:=@[(<`", c) >= 0 && c != 0 || c == '.' && wordByte(t, stop+1) || (codeOfLine(t, start)) {
		return false
	}
	prev, next := wordBefore(t, start), wordAfter(t, stop)
	before := strings.ToLower(prev.in(t))
	after := ""
	if gap := t[stop:next.start]; gap == " " || gap == "\n" || gap == "'s " {
		after = strings.ToLower(next.in(t))
	}
	if strings.Trim(t[prev.end:start], " \n\"*") != "" {
		before = ""
	}
	if c := byteAt(t, stop); stop > end && (before == "" && after != "" || c == ',' || strings.HasSuffix(t[:start], ", ")) && severalThings(before, after) {
		return true
	}
	if after == "is" && strings.Contains(s, " ") && saidWhat(t, next.end) {
		return true // grey water is what leaves the kitchen
	}
	if second := strings.ToLower(wordAfter(t, next.end).in(t)); (before == "a" || before == "an") && after == "is" && (oneOfMany[second] || second == "the" || second == "not" || second == "neither") {
		return true // a quayside is a place
	}
	if systemWords[after] || systemWords[strings.TrimSuffix(after, "s")] {
		return false
	}
	return l.afterArticle(before, after, prev) || asVerb(before, after, s) || l.entryOfGlossary(start, stop)
}

// twoOpening reports whether two words, of which a term is made, begin a sentence and the first alone
// has its capital for that.
func (l *looking) twoOpening(start int, s string) bool {
	_, second, ok := strings.Cut(s, " ")
	return ok && second == strings.ToLower(second) && s[1:] == strings.ToLower(s[1:]) && sentenceStart(l.text, start)
}

// saidWhat reports whether a sentence goes on with what a thing of the world is: is also what leaves
// the kitchen.
func saidWhat(t string, at int) bool {
	w := wordAfter(t, at)
	if low := w.in(t); low == "also" || low == "just" || low == "only" {
		w = wordAfter(t, w.end)
	}
	low := w.in(t)
	return low == "what" || low == "where" || low == "whatever"
}

// codeOfLine reports whether an offset stands between backquotes of its line.
func codeOfLine(t string, at int) bool {
	return strings.Count(t[lineStart(t, at):at], "`")%2 == 1
}

// oneOfMany stand before a thing of which there are many.
var oneOfMany = wordSet("a an one every each any no another some real wild two three four many several few")

// afterArticle reports whether the words around a term are those around a thing of the world.
func (l *looking) afterArticle(before, after string, prev span) bool {
	if oneOfMany[before] {
		return true
	}
	if before == "the" || before == "our" || before == "that" || before == "this" {
		lead := strings.ToLower(wordBefore(l.text, prev.start).in(l.text))
		return placeWords[after] && !handled[lead]
	}
	earlier := wordBefore(l.text, prev.start)
	return (oneOfMany[strings.ToLower(earlier.in(l.text))] || strings.EqualFold(earlier.in(l.text), "the") && placeWords[after]) && ordinary(before) && len(before) > 3 && !systemWords[before] && l.text[earlier.end:prev.start] == " "
}

// placeWords follow a thing that stands somewhere or belongs to something; handled stand before
// what is run by people.
var (
	placeWords = wordSet("at on of in for near beside above below outside under over behind between stands stood nests nested sits sat shows rose heading needle sheet clerk book keeper keepers gate")
	handled    = wordSet("restart restarted deploy deployed upgrade upgraded drain drained stop stopped start started scale scaled patch patched roll rolled kill killed run runs moved migrate migrated from to via through")
)

// systemWords are what systems have and what becomes of them.
var systemWords = wordSet(`queue worker pod server cluster service job database db log alert deploy deployment release rollout restart outage incident config configuration node instance api client host team dashboard topic consumer producer replica schema migration bug
	patch upgrade version endpoint token key user account is was has had went returns returned says said failed fails crashed died timed restarted stopped started ran runs lost down up slow late back again p99 latency cpu memory disk backlog lag cache index table rows pipeline batch export import sync agent daemon process container image
	build branch repo module package library code settings secret secrets certificate cert credentials password owner on-call oncall upstream downstream gateway proxy router balancer scheduler dispatcher cron script binary traffic requests errors calls timeouts retries and or`)

// severalThings reports whether the words around a term in the plural are those around many things
// of the world, which code names seldom are: magpies collect, parrots repeat.
func severalThings(before, after string) bool {
	switch before {
	case "our", "the", "both", "all", "these", "those", "your", "their", "more", "of", "two", "three", "new", "old":
		return oneOfMany[before]
	}
	switch after {
	case "were", "are", "have", "fail", "run", "restart", "die", "crash", "stop", "need":
		return false
	}
	return !handled[before] && !systemWords[after] && !systemWords[strings.TrimSuffix(after, "s")]
}

// asVerb reports whether a term is what somebody does: to siphon off, sounding the alarm.
func asVerb(before, after, s string) bool {
	if strings.HasSuffix(s, "ing") && (before == "is" || before == "was" || before == "are" || before == "were" || before == "been") {
		return true
	}
	return doers[before] && verbTails[after]
}

var (
	doers     = wordSet("you we they i to not would will can cannot could should must don't didn't doesn't did do please let")
	verbTails = wordSet("off out up away through into the a an it them your our this that")
)

// entryOfGlossary reports whether a term begins the first cell of a row that says what the word
// means: | bosun | the boatswain, who looks after the deck |.
func (l *looking) entryOfGlossary(start, stop int) bool {
	t := l.text
	if strings.TrimLeft(t[lineStart(t, start):start], " |*\"") != "" || strings.IndexByte(t[lineStart(t, start):start], '|') < 0 {
		return false
	}
	line, _, _ := strings.Cut(t[stop:min(len(t), stop+200)], "\n")
	own, rest, ok := strings.Cut(line, "|")
	if !ok || bits(own)&(digit|upper|under) != 0 {
		return false
	}
	said, _, _ := strings.Cut(strings.TrimSpace(rest), "|")
	words := strings.Fields(said)
	plain := 0
	for _, w := range words {
		plain += btoi(all(strings.Trim(w, ",.;'"), lower))
	}
	return len(words) > 2 && plain*4 > len(words)*3
}
