package redact

import "strings"

// plainName reports whether a name of the rules that is an ordinary word too stands
// for the person: the words around it say so, it was written so that a search
// would miss it, or it has a capital where a word of a sentence has none.
func (l *looking) plainName(start, end int) bool {
	if s := l.text[start:end]; len(s) > 4 && classes[s[0]]&upper != 0 && bits(s)&^letters != 0 && strings.IndexByte("*~", s[1]) >= 0 && len(strings.Trim(s, "*~")) == len(s) {
		return true // G*race
	}
	if !capitalised(l.text[start:]) || innerCapital(l.text[start:end]) {
		return false
	}
	if l.edited(start, end) || l.nameStrength(start, end) >= hint {
		return true
	}
	word := foldWord(l.text[start:end])
	if l.dayOf(start, end) || l.saidBy(start) || l.joinedName(start, end) || !stormWords[strings.ToLower(wordBefore(l.text, start).in(l.text))] && l.acts(start, end, word) {
		return true
	}
	if l.inHaste(start, end) {
		return true
	}
	if l.alone(start, end) || l.signs(start, end) || l.closesLine(start, end) || !calendar[word] && (l.signedLine(start, end) || l.talksHere(start, end)) {
		return true
	}
	if calendar[word] && l.askedInMonth(start, end) || !calendar[word] && l.handsOver(start) {
		return true
	}
	if strings.HasPrefix(l.text[end:], " & ") && firmTails[strings.ToLower(wordAt(l.text, end+3).in(l.text))] {
		return false
	}
	if calendar[word] || sentenceStart(l.text, start) || l.titled(start) || imperatives[word] && l.ordersWhat(end) {
		return false
	}
	prev, next := wordBefore(l.text, start), wordAt(l.text, end+1)
	if strings.HasPrefix(l.text[end:], "--}") || strings.HasPrefix(l.text[end:], "~>") {
		return true // at the end of what an editor took out
	}
	if classAt(l.text, end)&(dash|under|digit) != 0 || classAt(l.text, start-1)&(dash|under|dot|digit) != 0 ||
		byteAt(l.text, end) == ' ' && capitalised(next.in(l.text)) {
		return false
	}
	if prev.in(l.text) == "Will" && sentenceStart(l.text, prev.start) && l.text[prev.end:start] == " " && bareVerbs[next.in(l.text)] {
		return true // Will Grace be there?
	}
	if s := prev.in(l.text); strings.Trim(l.text[prev.end:start], " \n") == "" && capitalised(s) && !(sentenceStart(l.text, prev.start) && ordinary(foldWord(s)) && !givenNames[foldWord(s)]) {
		return false
	}
	if bits(prev.in(l.text))&digit != 0 && l.text[prev.end:start] == " " || byteAt(l.text, end) == ' ' && classAt(l.text, end+1)&digit != 0 {
		return false // 3ds Max 2025
	}
	near := strings.ToLower(l.text[max(0, start-40):start])
	if strings.Contains(near, "storm") || strings.Contains(near, "hurricane") || strings.Contains(near, " named ") {
		return false
	}
	return !stormWords[strings.ToLower(prev.in(l.text))] && !strings.ContainsAny(l.text[prev.end:start], "\"`/.:(#>|")
}

// alone reports whether a name stands by itself in a cell of a table, behind a label
// or in a line: | Chase |, Apologies: Joy.
func (l *looking) alone(start, end int) bool {
	before := strings.TrimRight(l.text[max(0, start-24):start], " *_`@~")
	after := strings.TrimLeft(l.text[end:min(len(l.text), end+8)], " *_`~")
	if strings.HasSuffix(before, "|") && strings.HasPrefix(after, "|") {
		return !calendar[foldWord(l.text[start:end])] || !l.monthsInCells()
	}
	if after != "" && strings.IndexByte(".,;\n)]", after[0]) < 0 && !strings.HasPrefix(after, " ·") && !strings.HasPrefix(after, " | ") && !strings.HasPrefix(after, " / ") {
		return false
	}
	switch {
	case strings.HasSuffix(before, ":"):
		label := wordBefore(before, len(before)-1).in(before)
		return label != "" && (byLines[strings.ToLower(label)] || peopleLabels[strings.ToLower(label)])
	case strings.HasSuffix(before, " -") || strings.HasSuffix(before, " --"):
		return !sentenceStart(l.text, start) && l.text[start:end] != "May" && (after == "" || after[0] != '.')
	}
	word := strings.ToLower(wordBefore(l.text, start).in(l.text))
	return byPeople[word] && byteAt(l.text, start-1) == ' ' && !calendar[foldWord(l.text[start:end])]
}

// closesLine reports whether a name ends a line behind the words of a closing: Thanks, Hope.
func (l *looking) closesLine(start, end int) bool {
	if strings.Trim(l.text[end:min(len(l.text), end+1)], "\r\n") != "" {
		return false
	}
	head := strings.TrimRight(l.text[max(0, start-24):start], " ,")
	return len(head) > 0 && !calendar[foldWord(l.text[start:end])] && closings[foldWord(wordBefore(head, len(head)).in(head))]
}

// peopleLabels stand before a colon and names, and byPeople before a name.
var (
	peopleLabels = wordSet("apologies absent excused guests guest missing regrets present chair minutes notes decided assigned todo action reviewer who entschuldigt excusés scribe comms communications ic commander lead deputy liaison ops driver host observer observers backup primary secondary")
	byPeople     = wordSet("per by with from to asked told ask tell thanked thank paged let owner")
)

// acts reports whether what follows a name says what its bearer did or is asked to
// do: Grace restarted it; Will was paged; Grace, can you look?
func (l *looking) acts(start, end int, word string) bool {
	rest := l.text[end:min(len(l.text), end+48)]
	if after, ok := strings.CutPrefix(rest, ", "); ok && addressing[strings.ToLower(wordAt(after, 0).in(after))] && !calendar[word] {
		return !strings.HasSuffix(l.text[:start], " ") || sentenceStart(l.text, start)
	}
	next := wordAfter(l.text, end)
	if l.text[end:next.start] != " " {
		return false
	}
	verb := strings.ToLower(next.in(l.text))
	if verb == "then" || verb == "also" || verb == "later" || verb == "himself" || verb == "herself" || verb == "again" {
		second := strings.ToLower(wordAfter(l.text, next.end).in(l.text))
		return pastTense(second) || personVerbs[second] || onlyPeople[second] || irregularPast[second] || nowVerbs[second]
	}
	if second := strings.ToLower(wordAfter(l.text, next.end).in(l.text)); second == "you" && (helpVerbs[verb] || verb == "will") || verb == "please" || verb == "pls" {
		return !calendar[word]
	}
	if c := wordBefore(l.text, start).in(l.text); (verb == "had" || verb == "hadn't" || verb == "has") && word != "may" && (c == "If" || c == "if" || c == "that" || c == "because" || c == "until" || c == "when") {
		return !calendar[word] || onlyDone[strings.ToLower(wordAfter(l.text, next.end).in(l.text))]
	}
	if calendar[word] && verb == "followed" {
		return l.instructed(next.end)
	}
	if verb == "followed" || verb == "trusted" || verb == "misread" || verb == "believed" || verb == "thought" {
		return true
	}
	if c := byteAt(l.text, next.end); verb == "will" && word == "will" && (c == '.' || c == '!') {
		return true
	}
	if helpVerbs[verb] {
		return l.actsBy(next, verb, word)
	}
	switch verb {
	case "from":
		return l.actsFrom(start, next, word)
	case "of", "at":
		return false
	case "in":
		return !calendar[word] && l.placedGroup(next.end)
	}
	if verb == "to" && goneTo[strings.ToLower(wordAfter(l.text, next.end).in(l.text))] {
		return true
	}
	if verb == "to" {
		line := strings.TrimRight(l.text[lineStart(l.text, start):start], " \t*_[]xX")
		return actionLabels[strings.ToLower(line[strings.LastIndexByte(line, ' ')+1:])] || (strings.HasSuffix(line, "-") || strings.HasSuffix(line, "*") || strings.HasSuffix(line, ".") && len(strings.TrimSpace(line)) < 5)
	}
	if calendar[word] && seasonal[verb] || word == "dawn" && (verb == "broke" || verb == "breaks" || verb == "came") {
		return false
	}
	if imperatives[word] {
		return (personVerbs[verb] || onlyPeople[verb] || irregularPast[verb] || nowVerbs[verb] || verb == "thanked" || pastTense(verb) && !sentenceStart(l.text, start)) && !adjectival[verb]
	}
	return pastTense(verb) && !adjectival[verb] || personVerbs[verb] || onlyPeople[verb] || nowVerbs[verb]
}

// actionLabels stand before who is to do something.
var actionLabels = wordSet("action: item: todo: ai: task: next: follow-up: followup: owner: ar: a/i:")

// bareVerbs follow a name in a question about what its bearer will do.
var bareVerbs = wordSet("be have join come know need take see still write call check")

// actsBy is acts of a name with an auxiliary verb behind it: Grace has restarted it.
func (l *looking) actsBy(next span, verb, word string) bool {
	second := strings.ToLower(wordAfter(l.text, next.end).in(l.text))
	if answersWho(l.text, next.end, verb) && word != verb && !calendar[word] && sentenceStart(l.text, next.start-len(word)-1) {
		return true
	}
	if verb == "will" || verb == "can" || verb == "could" || verb == "should" || verb == "would" || verb == "did" || verb == "does" || verb == "might" || verb == "must" {
		return second == "not" && (verb == "did" || verb == "does") || personVerbs[second+"ed"] || personVerbs[second+"d"] || onlyPeople[second+"ed"] || onlyPeople[second+"d"] || doesNow[second] && (!calendar[word] || spokenOf[strings.ToLower(wordAfter(l.text, wordAfter(l.text, next.end).end).in(l.text))])
	}
	if second == "on" {
		third := wordAfter(l.text, wordAfter(l.text, next.end).end)
		if low := strings.ToLower(third.in(l.text)); (low == "it" || low == "this" || low == "that") && verb == "is" && strings.IndexByte(".,;!)\n\r", byteAt(l.text, third.end)) >= 0 {
			return true // Grace is on it
		}
		if low := strings.ToLower(third.in(l.text)); low == "the" || low == "a" || low == "his" || low == "her" {
			third = wordAfter(l.text, third.end)
		}
		return offWords[strings.ToLower(third.in(l.text))]
	}
	return beingAsked[second] || onlyPeople[second] || second == "to" && verb == "had" || (verb == "had" || verb == "has") && word != "may" && word != "hope" && leftWords[second]
}

// actsFrom is acts of a name with the group its bearer is from: Mark from reconciliation
// has the list.
func (l *looking) actsFrom(start int, next span, word string) bool {
	group := wordAfter(l.text, next.end)
	if low := strings.ToLower(group.in(l.text)); low == "the" || low == "our" || low == "their" {
		group = wordAfter(l.text, group.end)
	}
	if more := wordAfter(l.text, group.end); l.text[group.end:more.start] == " " && capitalised(group.in(l.text)) && capitalised(more.in(l.text)) {
		group = more // from Customer Care
	}
	third := strings.ToLower(wordAfter(l.text, group.end).in(l.text))
	return (!calendar[word] || capitalised(group.in(l.text)) && len(third) > 0) && group.end-group.start > 1 && bits(group.in(l.text))&digit == 0 && (helpVerbs[third] || personVerbs[third] || onlyPeople[third] || nowVerbs[third] || irregularPast[third] || byteAt(l.text, group.end) == ',' && sentenceStart(l.text, start))
}

// ordersWhat reports whether the word behind a verb begins what is to be done with it: mark your
// calendars.
func (l *looking) ordersWhat(end int) bool {
	next := wordAfter(l.text, end)
	return l.text[end:next.start] == " " && objectHeads[strings.ToLower(next.in(l.text))]
}

// objectHeads begin what an order is about.
var objectHeads = wordSet("your my our their its his the a an this that these those all any every each it them as")

// onlyDone are what somebody had done, and no month.
var onlyDone = wordSet("spoken answered heard replied noticed told asked called signed approved merged reverted deployed promised offered agreed said tried restarted fixed checked written forgotten resigned")

// instructed reports whether what was followed is what somebody wrote for others: the runbook.
func (l *looking) instructed(end int) bool {
	at := end
	for range 4 {
		w := wordAfter(l.text, at)
		if l.text[at:w.start] != " " {
			return false
		}
		if at = w.end; guides[strings.ToLower(w.in(l.text))] {
			return true
		}
	}
	return false
}

// guides tell people what to do.
var guides = wordSet("runbook playbook steps instructions procedure checklist guide manual link links advice docs documentation wiki")

// seasonal are what months and seasons did.
var seasonal = wordSet("ended began started passed came went brought saw closed opened finished turned proved remained stayed became looked showed marked followed cost grew rose fell was had")

// leftWords are what somebody had done, where a thing of the same name had not.
var leftWords = wordSet("left done spoken answered heard replied found seen taken gone written told driven forgotten asked called moved signed approved merged reverted deployed rolled promised offered agreed said noticed tried restarted stopped switched changed opened closed fixed checked run sent given made joined resigned retired")

// doesNow are verbs of what people do whose past has another form.
var doesNow = wordSet("write take find see ask run send go look talk speak bring get give tell try call own drive lead do make read let keep have come meet follow")

// nowVerbs are what somebody does in minutes and logs that are told as they happen.
var nowVerbs = wordSet(`joins says asks reads spells thinks wants takes calls reports confirms starts restarts finds notices opens posts writes checks looks suggests agrees disagrees
	leaves drops pages acknowledges rolls reverts deploys merges explains confirms wonders answers replies sees gets goes comes hands owns drives leads knows remembers believes`)

// liveVerb reports whether a word is what somebody does in a log that is told as it happens.
func liveVerb(s string) bool { return nowVerbs[s] || moreNowVerbs[s] }

var moreNowVerbs = wordSet("opens closes brings enters turns pulls pushes tries gives sends puts moves cleans resets fixes switches switched opened closed called found took came went left started stopped tells rings phones pings sets runs stops kills drains mutes acks declares posts decides walks arrives returns replaces swaps plugs unplugs boots reboots")

// addressing are words that a request to somebody goes on with.
var addressing = wordSet("can could please pls do are would will you thanks thx any did have what why when where how is fyi i we let's sorry yes no ok")

// helpVerbs need another verb to say what somebody did.
var helpVerbs = wordSet("was is were are had has have did does do can could should would might must will didn't hadn't wasn't isn't hasn't")

// beingAsked is what happens to people and to nothing else, and what they are.
var beingAsked = wordSet(`paged asked woken called told notified alerted contacted informed on away asleep awake able unable first already off out here there sick back busy driving typing
	looking checking working investigating seen noticed gone going trying watching handling on-call oncall ill unreachable reachable absent
	sure unsure tired responsible alone mistaken`)

// offWords are what only people are on.
var offWords = wordSet("site phone bridge line train bus way road plane case leave holiday holidays vacation call duty shift parental sick maternity paternity pto annual sabbatical")

// imperatives are names that are orders too; a participle behind them may be a part
// of the order: mark resolved incidents.
var imperatives = wordSet("mark chase grant bill page pat rob sue dot dash chip skip trace check")

// adjectival are participles that stand before nouns more often than behind names.
var adjectival = wordSet(`failed affected limited delayed resolved closed removed added deleted stopped unused expected required needed planned scheduled based related
	shared managed hosted dedicated increased reduced degraded unexpected attempted repeated continued advanced detailed automated updated upgraded given taken read cut set put hit shot shut met`)

// joinedName reports whether a name that is a word too stands in a list with one
// that is none, or in a pair that acts as two people do: June and Hope both signed.
func (l *looking) joinedName(start, end int) bool {
	if strings.HasPrefix(l.text[end:], " both ") && strings.HasSuffix(l.text[:start], " and ") {
		return true
	}
	at := end
	if n := strings.IndexByte(l.text[end:min(len(l.text), end+30)], ')'); n > 1 && strings.HasPrefix(l.text[end:], " (") {
		at = end + n + 1 // (chair)
	}
	for range 5 {
		next := afterJoint(l.text, at)
		if next < 0 {
			break
		}
		w := wordAt(l.text, next)
		if sureGiven(w.in(l.text)) || capitalised(w.in(l.text)) && givenNames[foldWord(w.in(l.text))] && !calendar[foldWord(w.in(l.text))] && strings.HasPrefix(l.text[w.end:], " were both ") {
			return true
		}
		if !capitalised(w.in(l.text)) {
			break
		}
		at = w.end
		if strings.HasPrefix(l.text[at:], " both ") {
			return true
		}
	}
	at = start
	for range 5 {
		head := strings.TrimRight(l.text[max(0, at-8):at], " ")
		switch {
		case strings.HasSuffix(head, ","), strings.HasSuffix(head, " and"), strings.HasSuffix(head, " or"), strings.HasSuffix(head, "&"), strings.HasSuffix(head, "/"):
		default:
			return false
		}
		end := len(l.text[:at]) - (len(l.text[max(0, at-8):at]) - len(strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(head, " and"), " or"), ", &/")))
		w := wordBefore(l.text, end)
		if sureGiven(w.in(l.text)) || capitalised(w.in(l.text)) && askedWords[strings.ToLower(wordBefore(l.text, w.start).in(l.text))] {
			return true
		}
		if !capitalised(w.in(l.text)) {
			return false
		}
		at = w.start
	}
	return false
}

// askedWords stand before the names of those who are asked: ask Joy or August first.
var askedWords = wordSet("ask asked tell told page paged call called ping pinged wake woke thank thanked inform informed notify contact between both frag fragt bitte demande pregunta")

// sureGiven reports whether a word is a first name and nothing else.
func sureGiven(s string) bool {
	low := foldWord(strings.TrimSuffix(s, "'s"))
	return len(s) > 2 && capitalised(s) && givenNames[low] && !plainWords[low] && !placeNames[low] && !monthNames[low]
}

// monthAsked stand before somebody whom one asks or reaches, and before no month.
var monthAsked = wordSet("via see ask asked tell told cc page paged ping call thanks thank contact with")

// askedInMonth reports whether the name of a month is that of a person.
func (l *looking) askedInMonth(start, end int) bool {
	t := l.text
	if byteAt(t, end) == ' ' && classAt(t, end+1)&digit != 0 || byteAt(t, start-1) == ' ' && classAt(t, start-2)&digit != 0 {
		return false
	}
	next := strings.ToLower(wordAfter(t, end).in(t))
	return monthAsked[strings.ToLower(wordBefore(t, start).in(t))] && strings.IndexByte(" .,;:)\n", byteAt(t, end)) >= 0 || next == "mobile" || next == "phone" || next == "mobil" || next == "tel" || next == "cell"
}

// placedGroup reports whether words behind in or at are a place where people work, and what one of
// them did follows: in the Dublin office restarted it.
func (l *looking) placedGroup(end int) bool {
	t, at := l.text, end
	for range 4 {
		w := wordAfter(t, at)
		if w.start == w.end || strings.TrimSpace(t[at:w.start]) != "" {
			return false
		}
		low := strings.ToLower(w.in(t))
		if at = w.end; workPlaces[low] || teams[low] && low != "data" {
			verb := strings.ToLower(wordAfter(t, at).in(t))
			return pastTense(verb) && !adjectival[verb] || personVerbs[verb] || onlyPeople[verb] || nowVerbs[verb] || irregularPast[verb]
		}
	}
	return false
}

// workPlaces are where people work together.
var workPlaces = wordSet("office team desk noc group department support operations centre center hotline room")

// saidBy reports whether a word stands behind a quotation and a verb of telling.
func (l *looking) saidBy(start int) bool {
	w := wordBefore(l.text, start)
	switch w.in(l.text) {
	case "said", "asked", "replied", "wrote", "added", "answered":
		head := strings.TrimRight(l.text[max(0, w.start-4):w.start], " ,")
		return l.text[w.end:start] == " " && strings.HasSuffix(head, "\"")
	}
	return false
}

// firmTails end the names of firms behind an &.
var firmTails = wordSet("co co. sons partners company söhne brothers associates")

// weekDays are the short names of days in plans of shifts.
var weekDays = wordSet("Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun")

// dayOf reports whether a word stands behind the short name of a day in a list of such pairs: Mon
// Mark, Tue Joy.
func (l *looking) dayOf(start, end int) bool {
	t := l.text
	if prev := wordBefore(t, start); !weekDays[prev.in(t)] || t[prev.end:start] != " " && t[prev.end:start] != ": " {
		return false
	}
	c := byteAt(t, end)
	return c == 0 || strings.IndexByte(",;.\n)|/", c) >= 0 || strings.HasPrefix(t[end:], " / ")
}
