package redact

import "strings"

// lines looks at the text line by line, for what only the shape of a line shows:
// who speaks in a chat, whom a letter greets, what a column of a table holds.
func (l *looking) lines() {
	t := l.text
	masked := strings.Contains(t, "***") || strings.Contains(t, "XXX") || strings.Contains(t, "xxx")
	for at := 0; at < len(t); {
		end := len(t)
		if n := strings.IndexByte(t[at:], '\n'); n >= 0 {
			end = at + n
		}
		if start := lineHead(t, at, end); start < end {
			l.chatLine(start, end)
			l.salutation(at, start, end)
			l.lastInitial(at, start, end)
			l.logLine(start, end)
			l.accessLine(start, end)
			l.prompt(start, end)
			l.devicePrompt(start, end)
			l.cardLine(start, end)
			l.addressLine(start, end)
			l.taskLine(start, end)
			l.listedFile(start, end)
			l.processLine(start, end)
			l.roleLine(start, end)
			l.loginLine(start, end)
			l.quietSpeaker(at, end)
			if masked {
				l.cardMasks(start, end)
			}
		}
		at = end + 1
	}
	l.tables()
	l.htmlTables()
}

// cardLine judges the name of a card of a person, family name first: N:Duarte;Inês;;;
func (l *looking) cardLine(start, end int) {
	if l.text[start] != 'N' || byteAt(l.text, start+1) != ':' && byteAt(l.text, start+1) != ';' {
		return
	}
	n := strings.IndexByte(l.text[start:end], ':')
	if n < 0 {
		return
	}
	at := start + n + 1
	stop := at
	for stop < end && (classes[l.text[stop]]&letters != 0 || strings.IndexByte("; '-.", l.text[stop]) >= 0) {
		stop++
	}
	if s := strings.TrimRight(l.text[at:max(at, stop)], "; "); strings.Contains(s, ";") && capitalised(s) {
		l.add(at, at+len(s), nameRule)
	}
}

// lineHead is where the words of a line begin, behind the marks of quotes and lists.
func lineHead(t string, at, end int) int {
	for at < end && strings.IndexByte(" \t>*_-|#`", t[at]) >= 0 {
		at++
	}
	return at
}

// clockAt is where a time of day that begins at an offset ends, with seconds,
// half of the day and zone; or the offset itself.
func clockAt(t string, at int) int {
	n := at
	for n < len(t) && n-at < 2 && classes[t[n]]&digit != 0 {
		n++
	}
	if n == at || byteAt(t, n) != ':' && byteAt(t, n) != '.' && byteAt(t, n) != 'h' || classAt(t, n+1)&digit == 0 || classAt(t, n+2)&digit == 0 || classAt(t, n+3)&digit != 0 {
		return at
	}
	n += 3
	for n+2 < len(t) && (t[n] == ':' || t[n] == '.') && classes[t[n+1]]&digit != 0 {
		for n++; n < len(t) && classes[t[n]]&digit != 0; n++ {
		}
	}
	for _, tail := range []string{" AM", " PM", " am", " pm", "AM", "PM", "Z", " UTC", " GMT", " CET", " CEST"} {
		if strings.HasPrefix(t[n:], tail) {
			n += len(tail)
		}
	}
	return n
}

// chatLine judges a line as one of a chat: a name and a time at its head, in any
// order, or a name and a colon.
func (l *looking) chatLine(start, end int) {
	t := l.text
	if c := t[start]; c == '[' || c == '(' || classes[c]&digit != 0 {
		l.timedLine(start, end)
		return
	}
	at := start + btoi(t[start] == '@' || t[start] == '<')
	if classAt(t, at)&(upper|beyond) == 0 && (at < 2 || t[at-1] != '*' && t[at-1] != '@') {
		return
	}
	n := nameAt(t, at)
	grade := n.grade(t)
	stop := n.end
	if grade == noName {
		w := wordAt(t, at)
		if at < 2 || t[at-1] != '*' && t[at-1] != '@' || !handleLike(w.in(t)) || bits(w.in(t))&beyond != 0 && notNames[foldWord(w.in(t))] {
			return
		}
		grade, stop, n.span = maybeName, w.end, w
	}
	rest := t[stop:min(end, stop+64)]
	tail := strings.TrimLeft(rest, "*_`> ")
	switch gap := len(rest) - len(tail); {
	case tail == "":
		return
	case tail[0] == '(' || tail[0] == '[':
		l.bracketedHead(n, grade, tail)
	case gap > 0 && timeHead(strings.TrimLeft(strings.TrimPrefix(tail, ","), "-·|, ")), strings.HasPrefix(tail, ", ") && timeHead(tail[2:]):
		l.add(n.start, stop, nameRule)
	case strings.HasPrefix(tail, ": ") && grade >= likelyName && (n.words > 1 || n.known > 0):
		l.add(n.start, stop, nameRule)
	case (tail == ":" || strings.HasPrefix(tail, ": ")) && grade == maybeName && n.words == 1 && l.repeated(t[n.start:stop]+":", 3):
		l.add(n.start, stop, nameRule)
	}
}

// bracketedHead judges "Dana (SRE):" and "Dana [06:02]" at the head of a line.
func (l *looking) bracketedHead(n nameSeen, grade int, tail string) {
	i := strings.IndexAny(tail, ")]")
	if i < 0 {
		return
	}
	inner, after := tail[1:i], strings.TrimLeft(tail[i+1:], "*_` ")
	if timeHead(inner) || strings.HasPrefix(after, ":") && (grade >= likelyName || teams[strings.ToLower(inner)] || jobs[strings.ToLower(inner)]) {
		l.add(n.start, n.end, nameRule)
	}
	if strings.HasPrefix(after, ":") { // Support (Dana):
		at := strings.Index(l.text[n.start:], "(") + n.start + 1
		if m := nameAt(l.text, at); m.end == at+len(inner) && m.grade(l.text) >= likelyName {
			l.add(m.start, m.end, nameRule)
		}
	}
}

// timeHead reports whether s begins with a time of day, a date before it or none.
func timeHead(s string) bool {
	s = strings.TrimLeft(s, "[( ")
	for _, word := range []string{"today", "yesterday", "heute", "gestern", "hier", "hoy", "ayer", "vandaag", "gisteren", "at", "um", "à", "om", "Today", "Yesterday", "Heute", "Gestern"} {
		if rest, ok := strings.CutPrefix(s, word+" "); ok {
			s = strings.TrimPrefix(rest, "at ")
		}
	}
	if clockAt(s, 0) > 0 {
		return true
	}
	if len(s) > 12 && classes[s[0]]&digit != 0 && strings.ContainsRune("-/.", rune(s[2])) || len(s) > 10 && classes[s[0]]&digit != 0 && s[4] == '-' {
		if i := strings.IndexAny(s[:min(len(s), 14)], " T,"); i > 0 {
			return clockAt(s, i+1+btoi(byteAt(s, i+1) == ' ')) > i+1
		}
	}
	return false
}

// timedLine judges the name behind a time of day at the head of a line.
func (l *looking) timedLine(start, end int) {
	t := l.text
	at, seen := start, false
	for range 3 {
		for at < end && strings.IndexByte("[( ", t[at]) >= 0 {
			at++
		}
		if stop := clockAt(t, at); stop > at && stop <= end {
			at, seen = stop, true
			break
		}
		if at >= end {
			return
		}
		i := strings.IndexAny(t[at:min(end, at+12)], " T,")
		if i < 0 || !all(t[at:at+i], digit|dash|dot|lower|upper) && !strings.Contains(t[at:at+i], "/") {
			return
		}
		at += i + 1
	}
	for at < end && strings.IndexByte("]) \t-|,:*<@_`", t[at]) >= 0 && t[at] != ':' {
		at++
	}
	for at < end && t[at]&0xC0 == 0x80 {
		at++
	}
	if !seen || at >= end {
		return
	}
	skip := strings.IndexFunc(t[at:end], func(r rune) bool { return r != ' ' && r != '-' })
	if skip < 0 {
		return
	}
	n := nameAt(t, at+skip)
	if grade := n.grade(t); grade >= maybeName {
		tail := strings.TrimLeft(t[n.end:min(end, n.end+4)], "*_`")
		if strings.HasPrefix(tail, ":") && (grade >= likelyName || byteAt(t, at-1) != ' ' || l.repeated(t[n.start:n.end]+":", 2)) || strings.HasPrefix(tail, ">") || strings.HasPrefix(tail, " |") && grade >= likelyName || strings.HasPrefix(tail, " ") && n.words == 1 && l.soleName(n.span) && liveVerb(wordAfter(t, n.end).in(t)) {
			l.add(n.start, n.end, nameRule)
		}
		return
	}
	if w := wordAt(t, at); byteAt(t, w.end) == ':' && byteAt(t, w.end+1) == ' ' && handleLike(w.in(t)) && l.repeated(w.in(t)+": ", 2) {
		l.add(w.start, w.end, nameRule)
	}
}

// repeated reports whether a label heads a line some times.
func (l *looking) repeated(label string, times int) bool {
	if l.labels == nil {
		l.labels = map[string]int{}
		for line := range strings.SplitSeq(l.text, "\n") {
			head := line[:min(len(line), 60)]
			if i := strings.Index(head, ": "); i > 0 || strings.HasSuffix(head, ":") {
				if i < 0 {
					i = len(head) - 1
				}
				word := head[strings.LastIndexAny(head[:i], " *_>]")+1 : i]
				l.labels[word]++
			}
		}
	}
	return l.labels[strings.TrimRight(label, ": ")] >= times
}

// salutation judges a line that holds a name and a comma alone.
func (l *looking) salutation(at, start, end int) {
	t := l.text
	if end-start > 40 {
		return
	}
	body := strings.TrimRight(t[start:end], " \r*_")
	if !strings.HasSuffix(body, ",") && !strings.HasSuffix(body, "!") {
		return
	}
	n := nameAt(t, start)
	if closings[foldWord(wordAt(t, start).in(t))] {
		return
	}
	if n.words == 0 || strings.Trim(t[n.end:end], " ,!*_\r") != "" || n.words == 1 && n.unknown == 0 && n.known == 0 {
		return
	}
	if above := strings.TrimSpace(t[lineStart(t, max(0, at-1)):max(0, at-1)]); at == 0 || above == "" || above == "---" || strings.Trim(above, "> ") == "" {
		l.add(n.start, n.end, nameRule)
	}
}
