package redact

import "strings"

// addForeignShapes adds the words of several languages that show a person beside them.
func (d *dictionary) addForeignShapes() {
	for word := range weakTitles {
		d.add(word, func(l *looking, start, end int) { l.titledName(start, end) })
	}
	for word := range askWords {
		d.add(word, func(l *looking, start, end int) { l.nameBehind(end, maybeName) })
	}
	for word := range greetings {
		d.add(word, func(l *looking, start, end int) { l.greeted(start, end) })
	}
	for word := range saidWords {
		d.add(word, func(l *looking, start, end int) { l.doer(start) })
	}
	for word := range saidAfterA {
		d.add(word, func(l *looking, start, end int) { l.saidWithHelp(start) })
	}
	for verb := range personVerbs {
		d.add(verb, func(l *looking, start, end int) { l.pairBefore(start) })
	}
	for _, word := range []string{"by", "with", "by:", "avec", "par", "door", "met", "von", "mit", "durch", "por", "con", "przez", "av"} {
		d.add(word, func(l *looking, start, end int) { l.pairBehind(end) })
	}
	for _, phrase := range []string{"publickey for", "password for", "invalid user", "for user", "logged in as", "log in as", "login as", "signed in as", "running as", "ran as", "impersonating", "todo", "fixme",
		"hack", "xxx", "sudo -u", "su -", "su -l", "runas /user:", "login by", "changed by", "triggered by", "deployed by", "started by", "created by", "updated by", "blame", "pushed by", "invoked by", "modified by", "last modified by", "edited by", "closed by", "opened by", "login", "logon", "uid", "upn", "samaccountname"} {
		d.add(phrase, func(l *looking, start, end int) { l.loggedIn(end) })
	}
	for _, word := range []string{"bey", "hanim", "hanım", "abi", "úr", "asszony", "ji", "garu"} {
		d.add(word, func(l *looking, start, end int) {
			if byteAt(l.text, start-1) == ' ' {
				l.nameBefore(start - 1)
			}
		})
	}
	for _, word := range []string{"-san", "-sama", "-kun", "-ssi"} {
		d.addLoose(word, func(l *looking, start, end int) {
			if !wordByte(l.text, end) {
				l.honoured(start)
			}
		})
	}
}

var lowWeakTitles = wordSet("pan pani panu panem panią don doña heer mij ing mgr rouva herra neiti avv geom fröken müh")

// handlingWords say behind a login what was done with it.
var handlingWords = wordSet("used taken found stored kept copied read given lost stolen shared sent typed reused tested checked tried needed made moved printed posted leaked noted seen written broken blocked locked expired renewed rotated revoked")

// loggedIn judges the handle behind what a program says of somebody: for user "x".
func (l *looking) loggedIn(end int) {
	t, at := l.text, end
	for at < len(t) && at-end < 4 && strings.IndexByte(" \"'`(:=", t[at]) >= 0 {
		at++
	}
	w := span{at, at}
	for w.end < len(t) && w.end-at < 40 && classes[t[w.end]]&(lower|digit|dot|under|beyond) != 0 {
		w.end++
	}
	for w.end > at && classes[t[w.end-1]]&(letters|digit) == 0 {
		w.end--
	}
	if s := w.in(t); at > end && len(s) > 2 && !handlingWords[s] && !wordByte(t, w.end) && byteAt(t, w.end) != '/' && byteAt(t, w.end) != '-' && handleLike(s) {
		l.addWeight(at, w.end, nameRule, Warn)
	}
}

// honoured adds the name before an honorific that is joined to it: Tanaka-san.
func (l *looking) honoured(at int) {
	start := at
	for start > 0 && at-start < 40 && classes[l.text[start-1]]&letters != 0 {
		start--
	}
	if s := l.text[start:at]; isName(s) {
		l.add(start, at, nameRule)
	}
}

// titledName judges the word behind a title that is a word too: Sr. Pascual.
func (l *looking) titledName(start, end int) {
	if byteAt(l.text, end) == '.' {
		end++
	} else if end-start < 3 {
		return
	}
	if byteAt(l.text, end) != ' ' || end-start > 2 && !capitalised(l.text[start:]) && !lowWeakTitles[strings.TrimRight(l.text[start:end], ".")] {
		return
	}
	w := wordAt(l.text, end+1)
	if low := foldWord(w.in(l.text)); jobs[low] || ordinary(low) && !givenNames[low] {
		return
	}
	if n := nameAt(l.text, end+1); n.grade(l.text) >= maybeName {
		l.add(n.start, n.end, nameRule)
	}
}

// nameBehind judges the name after a word on the same line.
func (l *looking) nameBehind(end, atLeast int) {
	at := end
	for _, joint := range []string{" à ", " a ", " ", ": ", " **"} {
		if strings.HasPrefix(l.text[end:], joint) {
			at = end + len(joint)
			break
		}
	}
	if at > end {
		l.addNames(at, atLeast)
	}
}

// greeted judges the name after a greeting at the head of a line.
func (l *looking) greeted(start, end int) {
	lead := strings.Trim(l.text[lineStart(l.text, start):start], " \t>*_\"'-|:")
	if lead != "" && !greetings[strings.ToLower(lead)] && !strings.HasSuffix(lead, ":") && !strings.HasSuffix(lead, "]") && !strings.HasSuffix(lead, ">") {
		return
	}
	at := end
	for _, joint := range []string{" ", ", "} {
		if strings.HasPrefix(l.text[end:], joint) {
			at = end + len(joint)
		}
	}
	if byteAt(l.text, at) == '@' {
		at++
	}
	n := nameAt(l.text, at)
	if at == end || n.grade(l.text) < maybeName {
		return
	}
	switch rest := strings.TrimLeft(l.text[n.end:min(len(l.text), n.end+8)], " *_"); {
	case rest == "", strings.IndexByte(",!.:;?\n\r-)\"", rest[0]) >= 0, afterJoint(l.text, n.end) > 0, n.grade(l.text) >= likelyName:
		l.addNames(at, maybeName)
	}
}

// saidWithHelp judges the name before an auxiliary and a participle: "Inès a prévenu".
func (l *looking) saidWithHelp(start int) {
	help := wordBefore(l.text, start)
	switch strings.ToLower(help.in(l.text)) {
	case "a", "ha", "hat", "heeft", "avait", "had", "hatte", "haben":
		if w := wordBefore(l.text, help.start); !ordinary(foldWord(w.in(l.text))) || givenNames[foldWord(w.in(l.text))] {
			l.nameBefore(help.start)
		}
	}
}

// pairBefore judges two words before a verb that people and programs share.
func (l *looking) pairBefore(start int) {
	w := wordBefore(l.text, start)
	if l.text[w.end:start] != " " {
		return
	}
	first := wordBefore(l.text, w.start)
	if l.text[first.end:w.start] == " " {
		l.pair(first.start, w.end, maybeName)
	}
}

// pairBehind judges two words behind a preposition.
func (l *looking) pairBehind(end int) {
	if byteAt(l.text, end) == ' ' {
		if n := nameAt(l.text, end+1); n.words > 1 {
			l.pair(n.start, n.end, likelyName)
		}
	}
}

// pair adds two words of which none is ordinary, or of which the first is a first name.
func (l *looking) pair(start, end, _ int) {
	n := nameAt(l.text, start)
	if n.end < end || n.words < 2 {
		return
	}
	switch {
	case n.known > 0 || n.initial > 0:
		l.add(n.start, n.end, nameRule)
	case n.unknown == n.words && n.words < 4 && !gazetteer[foldWord(wordAt(l.text, n.start).in(l.text))]:
		l.add(n.start, n.end, nameGuess)
	}
}
