package redact

import "strings"

// What only a colleague does, has or is, right behind a name that is a word too.

// asColleague reports whether what only a colleague does or has follows a word: Miles corrects the
// minutes; Rose has the pager.
func (l *looking) asColleague(end int, word string) bool {
	t := l.text
	next := wordAfter(t, end)
	if t[end:next.start] != " " || next.start == next.end {
		return l.described(end, word) || l.isAway(end)
	}
	verb := next.in(t)
	if prev := wordBefore(t, end-len(word)); verb == "who" {
		return prev.in(t) == "was" || prev.in(t) == "is"
	} else if verb == "at" || verb == "in" || verb == "on" || verb == "from" {
		return !calendar[word] && !(word == "will" && sentenceStart(t, end-len(word))) && l.thereSaw(next.end)
	}
	second := wordAfter(t, next.end)
	low := strings.ToLower(second.in(t))
	switch verb {
	case "to":
		return word != "hope" && word != "grant" && sentenceStart(t, end-len(word)) && (tasksDone[low] || tasksAhead[low])
	case "here", "speaking":
		c := byteAt(t, next.end)
		return sentenceStart(t, end-len(word)) && (c == 0 || strings.IndexByte(".,!:;\n\r", c) >= 0) && !calendar[word]
	case "remote", "remotely", "offline":
		return strings.IndexByte(",.;\n|)", byteAt(t, next.end)) >= 0
	case "has", "had", "holds", "carries", "takes", "gets", "keeps":
		if low == "the" || low == "a" || low == "his" || low == "her" {
			low = strings.ToLower(wordAfter(t, second.end).in(t))
		}
		return heldThings[low]
	case "will", "would", "can", "could", "should":
		return tasksDone[low] || !calendar[word] && tasksAhead[low]
	}
	if l.actsOn(end, word, next) {
		return true
	}
	stem, ok := strings.CutSuffix(verb, "s")
	if !ok || len(stem) < 3 || calendar[word] && second.in(t) == "" {
		return false
	}
	return tasksDone[stem] || tasksDone[strings.TrimSuffix(stem, "e")] || peopleStems[stem] || peopleStems[strings.TrimSuffix(stem, "e")]
}

// isAway reports whether where somebody is follows a name and the short form of is: Grace's on leave.
func (l *looking) isAway(end int) bool {
	t := l.text
	if !strings.HasPrefix(t[end:], "'s ") {
		return false
	}
	w := wordAt(t, end+3)
	low := w.in(t)
	if low == "on" {
		w = wordAfter(t, w.end)
		if low = w.in(t); low != "it" {
			return offWords[low]
		}
	}
	return (low == "it" || whereabouts[low]) && (endsItem(t[w.end:min(len(t), w.end+8)]) || strings.HasPrefix(t[w.end:], " until ") || strings.HasPrefix(t[w.end:], " today") || strings.HasPrefix(t[w.end:], " at "))
}

// whereabouts are where and how somebody is.
var whereabouts = wordSet("away asleep awake driving typing ill sick unreachable busy on-call oncall offline back home")

// actsOn reports whether a verb of the present with a pronoun behind it follows a name at the head of
// a sentence, as it follows no word: Rich renews it. Will covers for her.
func (l *looking) actsOn(end int, word string, verb span) bool {
	t, start := l.text, end-len(word)
	s := verb.in(t)
	if calendar[word] || len(s) < 4 || !all(s, lower) || s[len(s)-1] != 's' || s[len(s)-2] == 's' || !sentenceStart(t, start) {
		return false
	}
	next := wordAfter(t, verb.end)
	low := next.in(t)
	if low == "for" || low == "with" || low == "to" {
		next = wordAfter(t, next.end)
		low = next.in(t)
	}
	return spokenOf[low] && strings.Trim(t[verb.end:next.start], " abcdefghijklmnopqrstuvwxyz") == "" && !inQuestion(t, end)
}

// spokenOf stand for somebody or something spoken of before.
var spokenOf = wordSet("it him her them us me")

// inQuestion reports whether the sentence that goes on at an offset is a question.
func inQuestion(t string, at int) bool {
	for n := 0; at < len(t) && n < 160; at, n = at+1, n+1 {
		switch t[at] {
		case '?':
			return true
		case '.', '!', '\n', ';':
			return false
		}
	}
	return false
}

// described reports whether what somebody is follows a word: Grant, our electrician; Dawn, who was
// new; Summer (lab) found the leak.
func (l *looking) described(end int, word string) bool {
	t := l.text
	if rest, ok := strings.CutPrefix(t[end:], " = "); ok {
		return rolesHeld[strings.ToLower(wordAt(rest, 0).in(rest))]
	}
	if strings.HasPrefix(t[end:], " (") && l.stateAside(end+2, word) {
		return true
	}
	if strings.HasPrefix(t[end:], " (") {
		n := strings.IndexByte(t[end:min(len(t), end+40)], ')')
		if n < 4 || bits(t[end:end+n])&digit != 0 {
			return false
		}
		verb := strings.ToLower(wordAfter(t, end+n+1).in(t))
		return byteAt(t, end+n+1) == ' ' && !(calendar[word] && verb == "saw") && (onlyPeople[verb] || (personVerbs[verb] || irregularPast[verb] && !calendar[word]) && !adjectival[verb] && !helpVerbs[verb])
	}
	if strings.HasPrefix(t[end:], ", who ") {
		return !calendar[word]
	}
	for _, lead := range []string{", our ", ", the ", ", my ", ", a ", ", an "} {
		if !strings.HasPrefix(t[end:], lead) {
			continue
		}
		at := end + len(lead)
		for range 3 {
			w := wordAt(t, at)
			if low := strings.ToLower(w.in(t)); jobs[low] || personBefore[low] && low != "ask" && low != "tell" || groupNouns[low] {
				return true
			}
			if at = w.end + 1; byteAt(t, w.end) != ' ' {
				break
			}
		}
	}
	return false
}

// rolesHeld are the roles of one night, statesAside what is said of somebody in brackets.
var (
	rolesHeld   = wordSet("ic comms ops scribe lead commander deputy liaison primary secondary backup observer chair facilitator driver host reviewer approver")
	statesAside = wordSet("remote remotely onsite on-site online offline absent excused chair lead scribe minutes ic comms ops guest observer primary secondary backup deputy phone he/him she/her they/them noc sre")
)

// stateAside reports whether a bracket that begins at an offset holds no more than a role or a state
// of somebody, or until when: (remote), (until 14:40).
func (l *looking) stateAside(at int, word string) bool {
	t := l.text
	n := strings.IndexByte(t[at:min(len(t), at+24)], ')')
	if n < 2 {
		return false
	}
	inner := strings.ToLower(t[at : at+n])
	first, rest, _ := strings.Cut(inner, " ")
	if statesAside[strings.Trim(first, ",")] {
		return rest == "" || len(strings.Fields(rest)) < 3
	}
	return (first == "until" || first == "from" || first == "since" || first == "till") && clockAt(rest, 0) > 0 && !calendar[word]
}

// groupNouns are what one of a group is.
var groupNouns = wordSet("student trainee contractor consultant specialist coordinator planner owner chair host colleague newcomer")

// thereSaw reports whether a place follows, and behind it what only people do: at the pump station
// saw it first.
func (l *looking) thereSaw(end int) bool {
	t, at := l.text, end
	for n := range 6 {
		w := wordAfter(t, at)
		if t[at:w.start] != " " {
			return false
		}
		low := w.in(t)
		if n > 1 && onlyPeople[low] {
			return true
		}
		at = w.end
	}
	return false
}

// heldThings are what one of several colleagues has, tasksDone what a colleague does by hand, and
// peopleStems what only people do.
var (
	heldThings  = wordSet("ic comms command scribe ops pager keys key phone laptop access rights shift floor minutes list code codes badge sheet draft slides notes spreadsheet contact number answer question objection idea offer")
	tasksDone   = wordSet("ask chase call phone ring email mail page ping tell write check verify prepare draft book order organise organize review present document correct talk speak remind inform restart revert deploy investigate escalate summarise summarize translate interview collect buy relieve")
	tasksAhead  = wordSet("take look follow watch test bring cover lead chair do handle plan join drive go see find run own")
	peopleStems = wordSet("expect assume guess suspect recommend regret wish believe estimate correct watch ask doubt object insist propose suggest wonder agree disagree apologise apologize volunteer remember think know want prefer decline promise complain explain remark recall")
)

// lowTurn reports whether a name in small letters heads a line of a chat, with a time before it or
// more than once, and people talk behind it: 14:03 faith: looking.
func (l *looking) lowTurn(start, end int) bool {
	t := l.text
	if t[start:end] != strings.ToLower(t[start:end]) || !strings.HasPrefix(t[end:], ": ") || codeOfLine(t, start) {
		return false
	}
	head := strings.TrimLeft(t[lineStart(t, start):start], " \t>*-[(|@")
	if strings.Trim(head, "0123456789:., ])") != "" || head == "" && !l.repeated(t[start:end]+": ", 2) || head != "" && clockAt(head, 0) == 0 {
		return false
	}
	low := strings.ToLower(wordAfter(t, end+1).in(t))
	return talkStarts[low] && low != "yes" && low != "no" && low != "on" || head != "" && (addressing[low] || pastTense(low) || strings.HasSuffix(low, "ing"))
}
