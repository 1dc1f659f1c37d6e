package redact

import "strings"

// People who are called, who hold a role for one night, and whom programs list.

// addCalled adds the words that these stand beside.
func (d *dictionary) addCalled() {
	for _, words := range []string{"rang", "phoned", "texted", "woke", "emailed", "reach", "reached", "danke an", "danke", "merci", "gracias", "grazie", "tack", "bedankt", "dzięki", "obrigado", "kiitos"} {
		d.add(words, func(l *looking, start, end int) {
			l.askedFor(words, end+btoi(byteAt(l.text, end) == ',' && byteAt(l.text, end+1) == ' '))
		})
	}
	for _, role := range []string{"ic", "comms", "scribe", "lead", "ops lead", "deputy", "owner", "assignee", "approver", "reviewer", "note taker", "timekeeper", "second", "first responder", "primary", "secondary"} {
		d.add(role, func(l *looking, start, end int) { l.roleHeld(start, end) })
	}
	for _, words := range []string{"assigned to", "reassigned to", "forwarded by", "approved by", "reviewed by", "merged by", "reported by", "owned by", "handled by", "acknowledged by", "acked by", "escalated to", "handed to", "signed off by", "dc:creator", "lastmodifiedby", "last saved by", "checked in by", "locked by", "submitted by", "uploaded by", "downloaded by", "exported by", "printed by", "requested by", "written by", "typed by"} {
		d.add(words, func(l *looking, start, end int) { l.loggedIn(end) })
	}
	for _, help := range []string{"hat", "ont", "ha", "han", "heeft", "hebben", "haben", "har"} {
		d.add(help, func(l *looking, start, end int) { l.helped(start, end) })
	}
	for _, words := range []string{"to leave was", "to see it was", "to notice was", "on duty was", "on call was", "on shift was", "at the desk was", "in charge was", "responsible was", "the caller was", "war dann", "dienst hatte", "de garde était", "de guardia estaba"} {
		d.add(words, func(l *looking, start, end int) { l.askedFor(words, end) })
	}
	d.add("only", func(l *looking, start, end int) { l.onlyOne(end) })
}

// roleHeld judges the word behind a role: IC Varró, comms Etxeberria; IC: Varró / Comms: Ibarra.
func (l *looking) roleHeld(start, end int) {
	t := l.text
	at := end + btoi(byteAt(t, end) == ':') + 1
	if classAt(t, at)&(upper|beyond) == 0 {
		return
	}
	if c := byteAt(t, at-1); c != ' ' || wordByte(t, start-1) || strings.IndexByte("-_/.", byteAt(t, start-1)) >= 0 && start > 0 {
		return
	}
	w := wordAt(t, at)
	c := byteAt(t, w.end)
	if l.soleName(w) && (c == 0 || c == ',' || c == '.' || c == ';' || c == '\n' || c == ')' || c == '\r' || strings.HasPrefix(t[w.end:], " /") || strings.HasPrefix(t[w.end:], " |") || strings.HasPrefix(t[w.end:], " and ")) {
		l.addSole(w)
	}
}

// helped judges the word before an auxiliary verb that a participle of deeds follows.
func (l *looking) helped(start, end int) {
	t := l.text
	if byteAt(t, start-1) != ' ' || byteAt(t, end) != ' ' {
		return
	}
	w := wordBefore(t, start)
	if !l.soleName(w) || !sentenceStart(t, w.start) && l.nounsInCapitals(w.start) && !givenNames[foldWord(w.in(t))] && !joinsName(t, w.start) {
		return
	}
	line, _, _ := strings.Cut(t[end:min(len(t), end+80)], "\n")
	deed := false
	for i, p := range strings.Fields(line) {
		p = strings.Trim(p, ".,;:!)\"")
		n := len(p)
		switch {
		case n < 4:
		case i < 2 && (strings.HasSuffix(p, "é") || strings.HasSuffix(p, "és") || strings.HasSuffix(p, "ert") || strings.HasSuffix(p, "ato") || strings.HasSuffix(p, "ado") || strings.HasSuffix(p, "ido") || strings.HasSuffix(p, "uto") || strings.HasSuffix(p, "ito")):
			deed = true
		case (strings.HasPrefix(p, "ge") || strings.Contains(p, "ge") && n > 8) && (strings.HasSuffix(p, "t") || strings.HasSuffix(p, "en")), strings.HasSuffix(p, "iert"):
			deed = true
		}
	}
	if !deed {
		return
	}
	for range 3 {
		l.addWeight(w.start, w.end, nameRule, Warn)
		and := wordBefore(t, w.start)
		if !joinWords[and.in(t)] {
			return
		}
		if w = wordBefore(t, and.start); !l.soleName(w) {
			return
		}
	}
}

// joinWords join the names of two who did something.
var joinWords = wordSet("and und et y e en och og i oraz")

// joinsName reports whether the word at an offset is joined to another by one of these.
func joinsName(t string, at int) bool { return joinWords[wordBefore(t, at).in(t)] }

// onlyOne judges the word behind only, before what people have: only Wrona has access.
func (l *looking) onlyOne(end int) {
	t := l.text
	if classAt(t, end+1)&(upper|beyond) == 0 {
		return
	}
	w := wordAfter(t, end)
	if t[end:w.start] != " " || !l.soleName(w) {
		return
	}
	switch strings.ToLower(wordAfter(t, w.end).in(t)) {
	case "has", "had", "can", "could", "knows", "knew", "and", "may", "remembers", "understands", "saw", "noticed":
		l.addSole(w)
	}
}

// roleLine judges the name at the head of an entry of a list, before what its bearer is in
// brackets: * Varró (cellar): opened the valve.
func (l *looking) roleLine(start, end int) {
	t := l.text
	w := wordAt(t, start)
	if w.end >= end || !strings.HasPrefix(t[w.end:end], " (") {
		return
	}
	n := strings.Index(t[w.end:min(end, w.end+30)], "):")
	if n > 3 && bits(t[w.end+2:w.end+n])&digit == 0 && l.soleName(w) {
		l.addWeight(w.start, w.end, nameRule, Warn)
	}
}

// wikiUser judges the handle that a wiki turns into a name: [~gdanner].
func (l *looking) wikiUser(i int) {
	t := l.text
	w := wordAt(t, i+1)
	if byteAt(t, i-1) == '[' && byteAt(t, w.end) == ']' && byteAt(t, w.end+1) != '(' && len(w.in(t)) > 2 && handleLike(w.in(t)) {
		l.add(w.start, w.end, nameRule)
	}
}

// quotedSpeaker judges the word in brackets behind a quotation: "I never saw it" (Wrona).
func (l *looking) quotedSpeaker(i int) {
	t := l.text
	if byteAt(t, i-1) != ' ' || i < 3 || t[i-2] != '"' && !strings.HasSuffix(t[:i-1], "”") && !strings.HasSuffix(t[:i-1], "»") && !strings.HasSuffix(t[:i-1], "“") {
		return
	}
	if w := wordAt(t, i+1); byteAt(t, w.end) == ')' && l.soleName(w) {
		l.addWeight(w.start, w.end, nameRule, Warn)
	}
}

// processLine judges the owner of a process in a listing: ustoehr 4417 0.0 0.1 vim.
func (l *looking) processLine(start, end int) {
	t := l.text
	stop := start
	for stop < end && classes[t[stop]]&(lower|digit|dot|under|dash) != 0 {
		stop++
	}
	if stop-start < 4 || stop-start > 20 || byteAt(t, stop) != ' ' {
		return
	}
	fields := strings.Fields(t[stop:min(end, stop+40)])
	if len(fields) < 4 || !all(fields[0], digit) || strings.Count(fields[1], ".") != 1 || strings.Count(fields[2], ".") != 1 || !all(strings.ReplaceAll(fields[1]+fields[2], ".", ""), digit) {
		return
	}
	if s := t[start:stop]; handleLike(s) {
		l.addWeight(start, stop, nameRule, Warn)
	}
}

// userOfID judges the handle in brackets behind a number of a user: uid=1042(ustoehr).
func (l *looking) userOfID(end int) {
	t := l.text
	n := digitsFrom(t, end+1)
	if byteAt(t, end) != '=' || n == 0 || byteAt(t, end+1+n) != '(' {
		return
	}
	from := end + n + 2
	if m := strings.IndexByte(t[from:min(len(t), from+32)], ')'); m > 2 && handleLike(t[from:from+m]) {
		l.addWeight(from, from+m, nameRule, Warn)
	}
}
