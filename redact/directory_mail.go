package redact

import (
	"strings"
	"unicode/utf8"
)

// What else the directory says: how somebody's address writes the name, and whose initials
// two or three capitals are.

// firstLetter is the first letter of a word in any script.
func firstLetter(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return s[:n]
}

// likeLatin is a name of another alphabet as the normalised view has it, where letters that look
// like Latin ones are these; a Latin name stays.
func likeLatin(name string) string {
	if name == "" || foldWord(name)[0] < 0x80 {
		return foldWord(name)
	}
	return foldWord(plainText(name))
}

// mailName are the two words of an address that is a given name and a family name: seun and
// adeyemi of seun.adeyemi. It is nil where an address is anything else.
func mailName(email string) []string {
	local, _, _ := strings.Cut(strings.ToLower(email), "@")
	parts := strings.FieldsFunc(local, func(r rune) bool { return r == '.' || r == '_' })
	if len(parts) != 2 || roles[parts[0]] || roles[parts[1]] || len(parts[0]) < 3 || len(parts[1]) < 4 || !all(parts[0]+parts[1], lower) {
		return nil
	}
	return parts
}

// addMailName adds the names that an address spells in another way than the directory does.
func (d *dictionary) addMailName(email string, who *met, seen map[string]bool) {
	parts := mailName(email)
	if parts == nil {
		return
	}
	for _, f := range fullForms(parts) {
		if !seen[f] && len(f) > 8 && strings.IndexByte(f, ' ') > 0 {
			seen[f] = true
			d.addBending(f, func(l *looking, start, end int) {
				l.meet(who)
				l.add(start, end, personRule)
			})
		}
	}
	d.addInitials(parts)
	for _, n := range parts {
		if !seen[n] && len(n) > 3 && !ordinary(n) && !plainWords[n] && !notNames[n] {
			seen[n] = true
			d.addSingle(n, who)
		}
	}
}

// initialTells are what somebody says or does right behind initials, and initialHas what only
// somebody has.
var (
	initialTells = wordSet("writes wrote says said asks asked sees saw thinks thought knows knew agrees agreed reads takes took rang rings calls called joins joined replied reports reported confirms confirmed sleeps slept owns leaves left")
	initialHas   = wordSet("note notes draft mobile phone laptop comment comments mail desk review holiday calendar handwriting shift pager")
)

// initialsTold reports whether the words around capitals that are the initials of a member of the
// directory show that somebody is meant.
func (l *looking) initialsTold(start, end int) bool {
	t := l.text
	if classAt(t, start-1)&(dash|under|dot|letters|digit) != 0 || classAt(t, end)&(dash|under|letters|digit) != 0 || byteAt(t, start-1) == '/' || byteAt(t, end) == '/' {
		return false
	}
	low := strings.ToLower(t[start:end])
	if strings.HasPrefix(t[end:], "'s ") && initialHas[wordAt(t, end+3).in(t)] {
		return true
	}
	if len(low) > 1 && !acronyms[low] && !jobs[low] && !teams[low] && l.ownsTask(start, end) {
		return true
	}
	if acronyms[low] || notNames[low] || notTrackers[t[start:end]] {
		return false
	}
	next := wordAfter(t, end)
	if t[end:next.start] == " " && initialTells[next.in(t)] && bits(wordBefore(t, start).in(t))&letters == 0 {
		return true
	}
	head := strings.TrimLeft(t[lineStart(t, start):start], " \t>*-")
	if head == "[ ] " || head == "[x] " || head == "[X] " {
		return byteAt(t, end) == ':'
	}
	if l.quoteSigned(start, end) {
		return true
	}
	if l.askedShort(start, low) {
		return t[end:next.start] != " " || next.in(t) == "on" || next.in(t) == "at" || next.in(t) == "to" || next.in(t) == "and"
	}
	if prev := wordBefore(t, start).in(t); prev == "says" && byteAt(t, start-1) == ' ' {
		return strings.IndexByte(".,;\n", byteAt(t, end)) >= 0
	}
	return l.initialsListed(start, end, head)
}

// askedShort reports whether a word for whoever does something that night stands before initials; a rank,
// which things have too, with a mark between.
func (l *looking) askedShort(start int, low string) bool {
	w := wordBefore(l.text, start)
	prev, gap := strings.ToLower(w.in(l.text)), l.text[w.end:start]
	if publicShort[low] || byteAt(l.text, start-1) != ' ' {
		return false
	}
	if thingShorts[low] && gap == " " && prev != "deputy" && prev != "scribe" && prev != "facilitator" && prev != "thanked" {
		return false
	}
	return shortAsked[prev] || shiftRanks[prev] && (gap == ": " || gap == ", ")
}

// shortAsked stand before the initials of whoever does something that night, shiftRanks before those of
// whoever stands by, and thingShorts are initials that are things as well.
var (
	shortAsked  = wordSet("deputy scribe facilitator ask asked tell told paged ring call thank thanked cc")
	shiftRanks  = wordSet("first second third lead backup primary secondary")
	thingShorts = wordSet("dc az pr")
)

// addDottedInitials adds initials with dots, and a first name with the initial behind it as people
// type it in haste.
func (d *dictionary) addDottedInitials(names []string, who *met) {
	if len(names) < 2 || names[0][0] >= 0x80 {
		return
	}
	first, last := names[0], names[len(names)-1]
	if a, b := firstLetter(first), firstLetter(last); b[0] < 0x80 && !dottedWords[a+b] {
		for _, form := range []string{a + "." + b + ".", a + ". " + b + "."} {
			d.add(form, func(l *looking, start, end int) {
				if s := l.text[start:end]; s == strings.ToUpper(s) && classAt(l.text, start-1)&(dot|dash) == 0 && (!wordByte(l.text, end+1) || byteAt(l.text, end) != ' ' || !capitalised(l.text[end+1:])) {
					l.addWeight(start, end, personRule, Warn)
				}
			})
		}
	}
	d.add(first+" "+firstLetter(last), func(l *looking, start, end int) {
		prev := strings.ToLower(wordBefore(l.text, start).in(l.text))
		if !wordByte(l.text, end) && byteAt(l.text, start-1) == ' ' && (askedWords[prev] || monthAsked[prev]) {
			l.meet(who)
			l.add(start, end, personRule)
		}
	})
}

// dottedWords are two letters with dots that mean something else.
var dottedWords = wordSet("am pm us uk eu eg ie ad bc ac dc ny la sa ag co nb ps id it un de no nv bv cv qa hr pr tv st dr jr sr vs al")

// lowThanked reports whether a name that is a word too stands in small letters where one thanks or
// greets somebody and the line ends: thanks grace.
func (l *looking) lowThanked(start, end int) bool {
	t := l.text
	if s := t[start:end]; s != strings.ToLower(s) || prose[s] || calendar[s] || byteAt(t, start-1) != ' ' || wordByte(t, end) {
		return false
	}
	prev := strings.ToLower(wordBefore(t, start).in(t))
	if l.lowAsked(start, end, prev) {
		return true
	}
	if !thanking[prev] || t[wordBefore(t, start).end:start] != " " {
		return false
	}
	rest := strings.TrimLeft(t[end:min(len(t), end+8)], " ")
	return rest == "" || strings.IndexByte("\n\r!.,\")?*", rest[0]) >= 0 || rest[0] >= 0xE2
}

// lowAsked reports whether a name that is a word too stands in small letters where a chat asks somebody
// for something: can dawn have a look? could hope or dawn restart it?
func (l *looking) lowAsked(start, end int, prev string) bool {
	t := l.text
	if prev == "or" || prev == "and" {
		other := wordBefore(t, wordBefore(t, start).start)
		if !l.s.words.firsts[foldWord(other.in(t))] {
			return false
		}
		prev = strings.ToLower(wordBefore(t, other.start).in(t))
	}
	next := wordAfter(t, end)
	if low := next.in(t); low == "or" || low == "and" {
		other := wordAfter(t, next.end)
		if !l.s.words.firsts[foldWord(other.in(t))] {
			return false
		}
		next = wordAfter(t, other.end)
	}
	if (prev != "can" && prev != "could") || !favours[next.in(t)] {
		return false
	}
	if next.in(t) == "help" && !strings.HasPrefix(t[next.end:], " with") && !strings.HasPrefix(t[next.end:], " me") {
		return false
	}
	if verb := next.in(t); (verb == "have" || verb == "take" || verb == "give") && !strings.HasPrefix(t[next.end:], " a look") && !strings.HasPrefix(t[next.end:], " a hand") && !strings.HasPrefix(t[next.end:], " over") && !strings.HasPrefix(t[next.end:], " me ") {
		return false
	}
	line, _, _ := strings.Cut(t[next.end:min(len(t), next.end+80)], "\n")
	n := strings.IndexAny(line, ".?!;")
	return n >= 0 && line[n] == '?'
}

// favours are what one asks a colleague for.
var favours = wordSet("have take look check help join restart confirm ack approve review handle own please pls merge revert roll page call ping kick give send tell ask jump hop drive verify rerun retry unblock")

// thanking stand before a name in small letters.
var thanking = wordSet("ask tell page call thanks thx ty tysm cheers hey hi hello hallo danke merci kudos ping cc sorry morning bye night")

// initialsListed reports whether initials stand among others, among those present, or behind the
// date of a row.
func (l *looking) initialsListed(start, end int, head string) bool {
	t := l.text
	if l.signsOff(start, end) || l.ownerTold(start, end) {
		return true
	}
	if label, rest, ok := strings.Cut(head, ":"); ok && peopleLabels[strings.ToLower(strings.Trim(label, "* _"))] && !strings.ContainsAny(rest, ".:") {
		return strings.IndexByte(",.\n(", byteAt(t, end)) >= 0 || strings.HasPrefix(t[end:], " (")
	}
	if strings.HasPrefix(t[end:], " and ") {
		return l.ownInitials(wordAt(t, end+5).in(t))
	}
	if strings.HasSuffix(t[:start], " and ") {
		return l.ownInitials(wordBefore(t, start-5).in(t))
	}
	if byteAt(t, end) == '|' && byteAt(t, start-1) == '|' {
		cells := strings.Split(strings.Trim(head, "| "), "|")
		return dateLike(strings.TrimSpace(cells[len(cells)-1]))
	}
	return false
}

// ownInitials reports whether s is the initials of a member of the directory and no word of a
// trade.
func (l *looking) ownInitials(s string) bool {
	low := foldWord(s)
	return s == strings.ToUpper(s) && l.s.words.initials[low] && !acronyms[low] && !notNames[low]
}

// goneTo is where somebody goes at night, and where nothing else does.
var goneTo = wordSet("bed sleep lunch dinner breakfast hospital")

// handsOver reports whether a word stands behind from or to in a line that speaks of handing over.
func (l *looking) handsOver(start int) bool {
	prev := strings.ToLower(wordBefore(l.text, start).in(l.text))
	if byteAt(l.text, start-1) != ' ' || prev != "from" && prev != "to" && prev != "von" && prev != "an" {
		return false
	}
	line := strings.ToLower(l.text[lineStart(l.text, start):start])
	return strings.Contains(line, "handover") || strings.Contains(line, "hand-over") || strings.Contains(line, "handing over") || strings.Contains(line, "übergabe")
}

// quoteSigned reports whether a span ends a line behind a quotation and a dash.
func (l *looking) quoteSigned(start, end int) bool {
	head := strings.TrimRight(l.text[lineStart(l.text, start):start], " -")
	return len(head) > 2 && head[len(head)-1] == '"' && strings.TrimRight(l.text[end:min(len(l.text), end+2)], "\r\n ") == "" && strings.IndexByte(l.text[max(0, start-4):start], '-') >= 0
}

// initialsIn adds the initials of members of the directory in a cell for people.
func (l *looking) initialsIn(start, end int) {
	for at := start; at < end; {
		w := letterRun(l.text, at)
		if w.end == at {
			at++
			continue
		}
		if w.end <= end && l.ownInitials(w.in(l.text)) && !wordByte(l.text, w.end) {
			l.addWeight(w.start, w.end, personRule, Warn)
		}
		at = w.end
	}
}

// lastInitial judges a capital alone in the line below a closing: Cheers, D.
func (l *looking) lastInitial(at, start, end int) {
	t := l.text
	s := strings.TrimRight(t[start:end], " \r")
	if s == "" || len(s) > 2 || classes[s[0]]&upper == 0 || len(s) == 2 && s[1] != '.' || at == 0 {
		return
	}
	above := strings.TrimSpace(t[lineStart(t, at-1) : at-1])
	if above == "" && at > 1 {
		above = strings.TrimSpace(t[lineStart(t, max(0, at-2)):max(0, at-2)])
	}
	words := strings.Fields(strings.ToLower(strings.Trim(above, ",.! >")))
	if n := len(words); n > 0 && n < 5 && closings[words[n-1]] {
		l.addWeight(start, start+len(s), nameRule, Warn)
	}
}
