package redact

import "strings"

// Names of the directory that are ordinary words too, where no verb shows that somebody is meant:
// in lists of those present, at the head of lines, joined to a colleague, on a shift. The word may
// be meant all the same, so these warn.

// wordRule is the rule of such a name.
func wordRule(name string) *rule {
	r := *personRule
	r.name, r.severity = "directory_word", Warn
	first := firstLetter(name)
	r.why = strings.ToUpper(first) + name[len(first):] + " is also a name in the staff directory; if it means the person here, say the role. If it is the word, it may stay."
	return &r
}

// wordName reports whether a name that is a word too stands where lists, roles and joined names
// have people.
func (l *looking) wordName(start, end int) bool {
	t := l.text
	if !capitalised(t[start:]) || innerCapital(t[start:end]) || classAt(t, start-1)&(dash|under|dot|digit) != 0 || classAt(t, end)&(dash|under|digit) != 0 || l.dated(start, end) || l.product(start, end) {
		return false
	}
	if from, _ := l.view.origin(start, end); strings.IndexByte("`\"", byteAt(root(l.view), from-1)) >= 0 && from > 0 {
		return false
	}
	word := foldWord(t[start:end])
	if !calendar[word] && (l.closesLetter(start, end) || l.turnsTo(start, end) || l.onlyAsked(start, end)) {
		return true
	}
	return l.inRoll(start, end) || l.headsTurn(start, end, word) || l.joinsColleague(start, end, word) || l.onShift(end) || l.asColleague(end, word) || l.inRole(start, end, word) || seasons[word] && l.noDate(start, end, word)
}

// rollLabels are the labels of lists of people, beside strongKeys, loneKeys and peopleLabels.
var rollLabels = wordSet("attendance invited joined left online offline away sick ill holiday leave vacation off on-site onsite remote present here team crew rota roster shift nights standby stand-by night day early late pager secondary primary backup cover covering call duty reserve watchers approvers reviewers owners leads speakers hosts facilitators scribes responders signatories kudos thanks credits interviewed consulted informed accountable absences people persons staff colleagues who by approved signed checked seen noted reviewed tested confirmed acknowledged prepared written drafted path escalation chain there sponsor sponsors shadow contacts action actions ai todo task next follow-up")

// rollHeads are those that may stand anywhere in a label: on-call this week, owner of the fix.
var rollHeads = wordSet("on-call oncall present apologies attendees absent excused owner owners assignee reviewer approver scribe facilitator commander responder responders participants crew shift duty rota handover engineer engineers people colleagues who whom")

// inRoll reports whether a word stands in a list of people behind a label for them, or under one:
// Apologies: Grace (until noon), May, Dawn.
func (l *looking) inRoll(start, end int) bool {
	t := l.text
	rest := strings.TrimLeft(t[end:min(len(t), end+8)], "*_`~")
	if rest != "" && strings.IndexByte(",;.\n\r/|)", rest[0]) < 0 && !strings.HasPrefix(rest, " (") && !strings.HasPrefix(rest, " and ") && !strings.HasPrefix(rest, " &") && !strings.HasPrefix(rest, " -") && !strings.HasPrefix(rest, " /") && !strings.HasPrefix(rest, " +") && !strings.HasPrefix(rest, " to ") && !(strings.HasPrefix(rest, " until ") || strings.HasPrefix(rest, " till ")) {
		return false
	}
	from := lineStart(t, start)
	head := t[from:start]
	for at := strings.LastIndexByte(head, ':'); at > 0; at = strings.LastIndexByte(head[:at], ':') {
		if rollLabel(head[:at]) && rollOf(head[at+1:]) {
			return !calendar[foldWord(t[start:end])] || !dueLabels[strings.ToLower(wordBefore(head, at).in(head))]
		}
	}
	if strings.Trim(head, " \t>*_-+0123456789.[]`") != "" {
		return rollOf(strings.TrimLeft(head, " \t>*_-+")) && l.underRoll(from)
	}
	return head != "" && l.underRoll(from)
}

// dueLabels are those of them that dates stand behind too.
var dueLabels = wordSet("approved signed checked seen noted reviewed tested confirmed acknowledged prepared written drafted next action actions todo task early late day night shift follow-up")

// rollLabel reports whether a text ends with a label for people.
func rollLabel(s string) bool {
	s = strings.TrimRight(s, " *_`)")
	low := strings.ToLower(wordBefore(s, len(s)).in(s))
	if words := strings.Fields(s[strings.LastIndexAny(s, ".;:|")+1:]); len(words) < 6 {
		for _, w := range words {
			if lowIn(rollHeads, strings.Trim(w, "*_#>-")) {
				return true
			}
		}
	}
	return strongKeys[low] || loneKeys[low] || peopleLabels[low] || rollLabels[low]
}

// rollOf reports whether a text is names with joints behind the last, or nothing.
func rollOf(s string) bool {
	s = strings.Trim(s, " *_`")
	if s == "" {
		return true
	}
	if len(s) > 160 || strings.IndexByte(",;/&+", s[len(s)-1]) < 0 && !strings.HasSuffix(s, " and") && !strings.HasSuffix(s, ", then") {
		return false
	}
	for part := range strings.FieldsFuncSeq(rollJoints.Replace(withoutAsides(s)), func(r rune) bool { return strings.ContainsRune(",;/&+", r) }) {
		part = strings.Trim(part, " *_`@\"'")
		if part == "" {
			continue
		}
		if words := strings.Fields(part); len(words) > 3 || classes[part[0]]&(upper|beyond) == 0 && !handleLike(part) {
			return false
		}
	}
	return true
}

// rollJoints makes commas of the words between names.
var rollJoints = strings.NewReplacer(" and", ",", ", then", ",")

// withoutAsides is a text without what stands in parentheses in it.
func withoutAsides(s string) string {
	for {
		from := strings.IndexByte(s, '(')
		if from < 0 {
			return s
		}
		n := strings.IndexByte(s[from:], ')')
		if n < 0 {
			return s[:from]
		}
		s = s[:from] + s[from+n+1:]
	}
}

// underRoll reports whether the line at an offset is an entry of a list that a label for people
// stands over.
func (l *looking) underRoll(at int) bool {
	t := l.text
	for range 16 {
		if at == 0 {
			return false
		}
		above := lineStart(t, at-1)
		line := strings.TrimSpace(t[above : at-1])
		at = above
		if bare := strings.TrimLeft(line, "> "); bare == "" || strings.IndexByte("-*+", bare[0]) >= 0 && strings.HasPrefix(bare[1:], " ") || classAt(bare, 0)&digit != 0 {
			continue
		}
		label := strings.TrimRight(line, " *_")
		if heading := strings.TrimLeft(label, "# "); heading != label {
			return len(strings.Fields(heading)) < 4 && rollLabel(strings.TrimRight(heading, ":"))
		}
		label, ok := strings.CutSuffix(label, ":")
		return (ok || strings.HasPrefix(line, "**") && strings.HasSuffix(line, "**")) && len(strings.Fields(label)) < 6 && rollLabel(label)
	}
	return false
}

// headsTurn reports whether a word heads a line as whoever speaks or has to do something does:
// Dawn: rolling back; - Miles — checks the graph. The entry of a glossary looks the same.
func (l *looking) headsTurn(start, end int, word string) bool {
	t := l.text
	head := strings.TrimLeft(t[lineStart(t, start):start], " \t>|")
	if strings.HasPrefix(head, "#") || strings.Trim(clockZones.Replace(head), "-*+_` \t[]xX0123456789.:,|") != "" {
		return false
	}
	tail := strings.TrimLeft(t[end:min(len(t), end+80)], "*_`")
	colon := strings.HasPrefix(tail, ":") || strings.HasPrefix(tail, "> ")
	if !colon && !strings.HasPrefix(strings.TrimLeft(tail, " "), "-") || !colon && tail[0] != ' ' {
		return false
	}
	if l.turnOfPeople(colon) {
		return true
	}
	rest := strings.TrimLeft(tail, ":-> ")
	if rest == "" || rest[0] == '\n' || rest[0] == '\r' {
		return false
	}
	next := wordAt(rest, 0).in(rest)
	low := strings.ToLower(next)
	if rest[0] == '"' || talkStarts[low] || next == low && (pastTense(low) && !adjectival[low] || personVerbs[low] || onlyPeople[low] || liveVerb(low) || hastyVerbs[low] || addressing[low]) {
		return !calendar[word] || rest[0] == '"' || next == "I" || onlyPeople[low] || addressing[low] || colon && talkStarts[low] && !pastTense(low) && low != "on" && low != "back" && low != "same"
	}
	return colon && l.s.words.firsts[word] && !calendar[word] && bits(next)&letters != 0 && next == low && !definers[low]
}

// clockZones leaves out the zones of times.
var clockZones = strings.NewReplacer("UTC", "", "CEST", "", "CET", "", "Z", "")

// definers begin what a word means.
var definers = wordSet("a an the any one some see our your this that these in on at of by for when where how what which who time times number period word name is are to not no none")

// turnOfPeople reports whether another line of the text has a colleague whose name is no word, or
// a first name, at its head and the same mark behind.
func (l *looking) turnOfPeople(colon bool) bool {
	if l.turns == nil {
		l.turns = map[bool]bool{}
		for line := range strings.SplitSeq(l.text, "\n") {
			line = strings.TrimLeft(line, " \t>|-*+_`0123456789.[]xX@")
			w := wordAt(line, 0)
			tail := strings.TrimLeft(line[w.end:], "*_`")
			isColon, isDash := strings.HasPrefix(tail, ": "), strings.HasPrefix(tail, " - ") || strings.HasPrefix(tail, " -  ")
			if low := foldWord(w.in(line)); (isColon || isDash) && !plainWords[low] && !ordinary(low) && (l.s.words.names[low] || sureGiven(w.in(line))) {
				l.turns[isColon] = true
			}
		}
	}
	return l.turns[colon]
}

// joinsColleague reports whether a word is joined to the name of a member of the directory: May and
// Frank; Grant, Rose.
func (l *looking) joinsColleague(start, end int, word string) bool {
	t := l.text
	near := strings.ToLower(t[max(0, start-40):start])
	if calendar[word] && dateHeads[strings.ToLower(wordBefore(t, start).in(t))] || strings.Contains(near, "storm") || strings.Contains(near, " named ") || strings.Contains(near, " called ") {
		return false
	}
	if next := afterJoint(t, end); next > 0 {
		w := wordAt(t, next)
		if rest := t[w.end:min(len(t), w.end+8)]; l.colleague(w, word) && (byteAt(t, end) == ' ' || byteAt(t, end) == '/' || endsItem(rest)) {
			return true
		}
	}
	if after := strings.TrimLeft(t[end:min(len(t), end+8)], " "); len(t[end:min(len(t), end+8)])-len(after) > 2 && l.colleague(wordAt(t, min(len(t), end+8)-len(after)), word) {
		return true // an arrow between
	}
	if before := strings.TrimRight(t[max(0, start-8):start], " "); strings.HasSuffix(before, "→") || strings.HasSuffix(before, "->") || strings.HasSuffix(before, "=>") || len(t[max(0, start-8):start])-len(before) > 2 {
		if l.colleague(wordBefore(t, start-len(t[max(0, start-8):start])+len(strings.TrimRight(before, "→->= "))), word) {
			return true // Chase → May
		}
	}
	head := strings.TrimRight(t[max(0, start-6):start], " ")
	for _, self := range []string{" and I", " and me", " or I", " and myself", " & me"} {
		if strings.HasPrefix(t[end:], self) && !wordByte(t, end+len(self)) || strings.HasSuffix(t[:start], " I and ") {
			return !calendar[word] || sentenceStart(t, start)
		}
	}
	if rest, ok := strings.CutPrefix(t[end:], " > "); ok && l.colleague(wordAt(rest, 0).shift(end+3), word) {
		return true
	}
	for _, joint := range []string{" and", " &", " or", ",", "/", " +"} {
		bare, ok := strings.CutSuffix(head, joint)
		if !ok {
			continue
		}
		w := wordBefore(t, start-(len(t[max(0, start-6):start])-len(bare)))
		return l.colleague(w, word) && (joint != "," || endsItem(t[end:min(len(t), end+8)])) && !(calendar[foldWord(w.in(t))] && dateHeads[strings.ToLower(wordBefore(t, w.start).in(t))])
	}
	return false
}

// inRole reports whether the word for what somebody is that night stands right before a name: the
// shift lead May.
func (l *looking) inRole(start, end int, word string) bool {
	t := l.text
	prev := wordBefore(t, start)
	low := strings.ToLower(prev.in(t))
	if !l.s.words.firsts[word] || t[prev.end:start] != " " || low != "lead" && low != "leader" && low != "commander" && low != "engineer" && low != "manager" && low != "supervisor" && low != "colleague" && low != "scribe" && low != "operator" {
		return false
	}
	return !(word == "will" || word == "may" && byteAt(t, end) == ' ') && endsItem(t[end:min(len(t), end+8)])
}

// dateHeads stand before months and seasons.
var dateHeads = wordSet("in on until till since by from of to before after during for late early mid mid- this last next every each the between through end and or our your their my his her its a an")

// endsItem reports whether what follows a word ends an entry of a list.
func endsItem(rest string) bool {
	rest = strings.TrimLeft(rest, "*_`")
	return rest == "" || strings.IndexByte(",;.\n\r)|/", rest[0]) >= 0 || strings.HasPrefix(rest, " and ") || strings.HasPrefix(rest, " (") || strings.HasPrefix(rest, " |") || strings.HasPrefix(rest, " +") || strings.HasPrefix(rest, " &")
}

// colleague reports whether a word with a capital is a name of the directory beside another that is
// a word too; two months are none.
func (l *looking) colleague(w span, word string) bool {
	s := w.in(l.text)
	low := foldWord(strings.TrimSuffix(s, "'s"))
	return capitalised(s) && low != word && l.s.words.names[low] && !(calendar[low] && calendar[word]) && (l.s.words.firsts[word] && l.s.words.firsts[low] || !plainWords[low] && !ordinary(low))
}

// onShift reports whether a shift or a duty of somebody follows: Rose on the night shift.
func (l *looking) onShift(end int) bool {
	t, at := l.text, end
	seen := 0
	for range 5 {
		w := wordAfter(t, at)
		if t[at:w.start] != " " {
			return false
		}
		low := strings.ToLower(w.in(t))
		if at = w.end; seen == 0 && low != "on" {
			return false
		}
		seen++
		if seen > 1 && shiftWords[low] {
			next := strings.ToLower(wordAfter(t, at).in(t))
			return byteAt(t, at) != ' ' && !wordByte(t, at) || helpVerbs[next] || pastTense(next) || personVerbs[next] || onlyPeople[next] || liveVerb(next) || next == "and" || next == "with" || next == "until" || next == "from" || next == "at"
		}
	}
	return false
}

// shiftWords are what people are on, by turns.
var shiftWords = wordSet("speaker mute zoom teams shift shifts nights duty standby stand-by on-call oncall call rota roster desk pager phones earlies lates bridge reserve leave holiday vacation parental sick")

// noDate reports whether a season stands with a capital where a sentence has none and no time is
// spoken of: we asked Summer.
func (l *looking) noDate(start, end int, word string) bool {
	t := l.text
	if monthNames[word] || sentenceStart(t, start) || l.titled(start) || byteAt(t, start-1) != ' ' {
		return false
	}
	prev := wordBefore(t, start)
	low := strings.ToLower(prev.in(t))
	next := wordAt(t, end+1)
	if before := wordBefore(t, prev.start); seasonWords[low] || t[before.end:prev.start] == " " && seasonHeads[strings.ToLower(before.in(t))] && !jobs[low] {
		return false // a busy Summer
	}
	return low != "" && low == prev.in(t) && bits(low)&digit == 0 && !dateHeads[low] && !stormWords[low] && t[prev.end:start] == " " && !(byteAt(t, end) == ' ' && (capitalised(next.in(t)) || bits(next.in(t))&digit != 0))
}

// seasonWords say how a season was, and seasonHeads stand before such a word.
var (
	seasonWords = wordSet("busy quiet calm hot cold cool warm mild dry wet rainy stormy long short whole entire full good bad record typical previous past coming next last early late mid high peak another every each per")
	seasonHeads = wordSet("a an this that our every each one another last next")
)

// seasons are written with a capital in names and titles alone.
var seasons = wordSet("summer autumn winter spring")
