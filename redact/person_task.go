package redact

import "strings"

// People where tasks, listings of files and states of health name them.

// addTasks adds the words that somebody stands before or behind.
func (d *dictionary) addTasks() {
	for _, words := range []string{"being ill", "is ill", "was ill", "being sick", "is sick", "was sick", "is asleep", "was asleep", "on leave", "is on leave", "was on leave", "on holiday", "is on holiday", "was on holiday", "at lunch", "was at lunch", "off sick", "is off sick", "was off sick", "on maternity leave", "on parental leave", "was on the bridge", "is on the bridge", "were on the bridge", "joined the bridge", "joined the call", "was on the phone", "was on call", "was driving", "was in the car", "was in bed", "on the night shift", "on night shift", "on the late shift", "on the early shift", "on the day shift", "on the evening shift", "on the weekend shift", "on nights", "on standby", "was on standby", "on duty", "has the keys", "had the keys", "has the key", "had the key", "knows the code", "knew the code", "has the pager", "had the pager"} {
		d.add(words, func(l *looking, start, end int) { l.stateOf(start) })
	}
	for _, firm := range strings.Fields("carrier vendor supplier contractor agency provider insurer bank police council landlord manufacturer integrator utility hoster registrar hospital reseller courier broker auditor regulator") {
		for _, from := range []string{"from the ", "at the ", "from our ", "of the "} {
			d.add(from+firm, func(l *looking, start, end int) { l.firmPerson(start) })
		}
	}
	for _, words := range []string{"action", "actions", "action item", "next step", "follow-up", "task", "aufgabe", "ai", "todo", "to do"} {
		d.add(words, func(l *looking, start, end int) { l.actionFor(end) })
	}
	for _, words := range []string{"was logged in", "is logged in", "were logged in", "logged in", "logged out", "logged on", "had logged in", "has logged in", "was still logged in"} {
		d.add(words, func(l *looking, start, end int) { l.sessionOf(start) })
	}
	for _, words := range []string{"head", "hands", "desk", "chair", "absence", "shoulder", "name", "flat", "house", "garage", "bag", "badge", "glasses", "car", "van", "bike", "help", "advice", "request", "word", "words", "suggestion", "notebook", "side", "last day", "first day", "turn", "fault", "job", "reading", "version", "explanation", "voice", "hint", "tip", "trick", "fix", "hotfix", "spreadsheet", "macro", "drawer", "locker", "keys", "door", "office"} {
		d.add(words, func(l *looking, start, end int) { l.ownedBy(start) })
	}
	for _, mark := range []string{"todo", "fixme", "xxx", "todo:", "fixme:"} {
		d.add(mark, func(l *looking, start, end int) {
			if w := wordAfter(l.text, end); l.text[end:w.start] == " " && l.soleName(w) && (lineEnds(l.text, w.end) || strings.IndexByte(":,)", byteAt(l.text, w.end)) >= 0 || strings.HasPrefix(l.text[w.end:], " */")) {
				l.addSole(w)
			}
		})
	}
	for _, words := range []string{"with help of", "with the help of", "with help from", "through to", "ring", "phone", "page", "ping", "pester", "bother", "catch", "thanks also to", "thank you to", "hat tip to", "h/t", "via", "dank an", "merci à", "gracias a", "grazie a"} {
		d.add(words, func(l *looking, start, end int) { l.askedFor(words, end) })
	}
}

// add of a sole name, with those joined to it by "and".
func (l *looking) addSole(w span) {
	l.addWeight(w.start, w.end, nameRule, Warn)
	for range 3 {
		next := afterJoint(l.text, w.end)
		if next < 0 {
			return
		}
		if w = wordAt(l.text, next); !l.soleName(w) {
			return
		}
		l.addWeight(w.start, w.end, nameRule, Warn)
	}
}

// stateOf judges the word before what is said of people alone, and the one joined to it.
func (l *looking) stateOf(start int) {
	t := l.text
	w := wordBefore(t, start)
	if low := strings.ToLower(w.in(t)); low == "is" || low == "was" || low == "who" || low == "were" || low == "being" {
		w = wordBefore(t, w.start)
	}
	for range 3 {
		if w.start == w.end || !l.soleName(w) {
			return
		}
		l.addWeight(w.start, w.end, nameRule, Warn)
		and := wordBefore(t, w.start)
		if s := and.in(t); s != "and" && s != "or" && s != "und" && s != "et" {
			return
		}
		w = wordBefore(t, and.start)
	}
}

// firmPerson judges the word before the firm that somebody is from: Bao from the carrier.
func (l *looking) firmPerson(start int) {
	w := wordBefore(l.text, start)
	s := w.in(l.text)
	if l.text[w.end:start] != " " || w.start == w.end {
		return
	}
	low := foldWord(s)
	if l.soleName(w) || len(s) == 3 && isName(s) && !ordinary(low) && !plainWords[low] && !programs[low] && !l.ownWord(low) {
		l.addWeight(w.start, w.end, nameRule, Warn)
	}
}

// actionFor judges the word that a task is for: Action: Ojukwu to order a valve.
func (l *looking) actionFor(end int) {
	t, at := l.text, end
	for at < len(t) && at-end < 6 && strings.IndexByte(":* -–0123456789.", t[at]) >= 0 {
		at++
	}
	for at < len(t) && t[at]&0xC0 == 0x80 {
		at++
	}
	if at == end || strings.IndexByte(t[end:at], ':') < 0 {
		return
	}
	w := wordAt(t, at)
	if rest := t[w.end:min(len(t), w.end+5)]; l.soleName(w) && (strings.HasPrefix(rest, " to ") || strings.HasPrefix(rest, ", ") || strings.HasPrefix(rest, ": ") || strings.HasPrefix(rest, " (") || strings.HasPrefix(rest, " and ")) {
		l.addSole(w)
	}
}

// taskLine judges the name behind the box of a task: - [ ] Halloran: order a valve.
func (l *looking) taskLine(start, end int) {
	t := l.text
	if t[start] != '[' || start+4 >= end || t[start+2] != ']' || t[start+3] != ' ' || strings.IndexByte(" xX", t[start+1]) < 0 {
		return
	}
	at := start + 4
	for at < end && strings.IndexByte("*_@", t[at]) >= 0 {
		at++
	}
	w := wordAt(t, at)
	rest := strings.TrimLeft(t[w.end:min(end, w.end+6)], "*_")
	if l.soleName(w) && (strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, " to ") || strings.HasPrefix(rest, " – ") || strings.HasPrefix(rest, " - ") || strings.HasPrefix(rest, " and ") || strings.HasPrefix(rest, "/")) {
		l.addSole(w)
	}
}

// listedFile judges the owner of a file in a listing: drwxr-x--- 2 ymarr staff 4096 Mar 1.
func (l *looking) listedFile(start, end int) {
	t := l.text
	for start > 0 && t[start-1] == '-' {
		start--
	}
	if end-start < 30 || strings.IndexByte("-dlbcps", t[start]) < 0 || strings.Trim(t[start+1:start+10], "rwxsStT-") != "" {
		return
	}
	at := start + 10
	for at < end && t[at] != ' ' {
		at++
	}
	for at < end && (t[at] == ' ' || classes[t[at]]&digit != 0) {
		at++
	}
	stop := at
	for stop < end && t[stop] != ' ' {
		stop++
	}
	if s := t[at:stop]; len(s) > 2 && handleLike(s) {
		l.addWeight(at, stop, nameRule, Warn)
	}
}

// quietSpeaker judges the handle in angle brackets at the head of a line of a chat.
func (l *looking) quietSpeaker(at, end int) {
	t := l.text
	for at < end && t[at] == ' ' {
		at++
	}
	if byteAt(t, at) != '<' {
		return
	}
	n := strings.IndexByte(t[at:min(end, at+32)], '>')
	if n < 4 || byteAt(t, at+n+1) != ' ' {
		return
	}
	if s := strings.Trim(t[at+1:at+n], "@+~ "); !pageElements[s] && handleLike(s) {
		l.addWeight(at+1, at+n, nameRule, Warn)
	}
}

// pageElements are the elements of pages.
var pageElements = wordSet("html head body title base link meta style script header footer main nav section article aside div span blockquote pre code table thead tbody tfoot caption colgroup col summary details figure figcaption picture source video audio canvas iframe form input label select option optgroup textarea button fieldset legend ruby abbr cite dfn kbd samp var sub sup small strong mark ins del bdi bdo wbr img svg path rect circle text font center strike big tt dl dt dd ul ol li hr br uuid url uri name id host user token password value key file path date time string int number")

// sessionOf judges the handle before what is said of a session.
func (l *looking) sessionOf(start int) {
	t := l.text
	end := start - 1
	if end < 4 || t[end] != ' ' {
		return
	}
	from := end
	for from > 0 && end-from < 40 && classes[t[from-1]]&(lower|digit|dot|under|dash) != 0 {
		from--
	}
	if s := t[from:end]; len(s) > 3 && strings.ContainsAny(s, "._") && !wordByte(t, from-1) && handleLike(s) {
		l.addWeight(from, end, nameRule, Warn)
	}
}

// ownedBy judges the word before something that only people have: in Ysolde's head.
func (l *looking) ownedBy(start int) {
	t := l.text
	if byteAt(t, start-1) != ' ' || byteAt(t, start-2) != 's' && byteAt(t, start-2) != '\'' {
		return
	}
	head := t[:start]
	for _, mark := range []string{"'s ", "’s ", "s' "} {
		if !strings.HasSuffix(head, mark) {
			continue
		}
		if w := wordBefore(t, start-len(mark)); w.end > w.start && l.soleName(w) {
			l.addWeight(w.start, w.end, nameRule, Warn)
		}
	}
}

// askedFor judges the word behind what is done to people: ring Tuvalie.
func (l *looking) askedFor(words string, end int) {
	t := l.text
	if classAt(t, end+1)&(upper|beyond) == 0 {
		return
	}
	w := wordAfter(t, end)
	if t[end:w.start] != " " || !l.soleName(w) || byteAt(t, w.end) == ' ' && classAt(t, w.end+1)&(upper|digit) != 0 || byteAt(t, w.end) == '\'' {
		return
	}
	if words == "via" && !givenNames[foldWord(w.in(t))] {
		return
	}
	l.addSole(w)
}
