package redact

import "strings"

// addGivenNames adds the common first names, which name a person more often than not.
func (d *dictionary) addGivenNames() {
	for name := range givenNames {
		plain := plainWords[name]
		d.add(name, func(l *looking, start, end int) { l.givenName(start, end, plain) })
	}
}

// givenName judges a common first name.
func (l *looking) givenName(start, end int, plain bool) {
	if !capitalised(l.text[start:]) || byteAt(l.text, start-1) == '-' || wordByte(l.text, end) || strings.IndexByte("-_/@(", byteAt(l.text, end)) > 0 && end < len(l.text) || byteAt(l.text, end) == '.' && classAt(l.text, end+1)&upper != 0 {
		if l.text[start:end] == strings.ToLower(l.text[start:end]) && !plain && l.speaker(start, end) {
			l.add(start, end, nameRule)
		}
		return
	}
	if innerCapital(l.text[start:end]) || l.dated(start, end) || l.product(start, end) {
		return // LoRa, 12 Mai
	}
	strength := l.nameStrength(start, end)
	stop, first := l.withSurname(start, end), l.text[start:end]
	if stop == end && !plain {
		start = l.familyBefore(start, end)
	}
	switch {
	case strength == clear:
		l.add(start, stop, nameRule)
	case plain && strength == hint && !sentenceStart(l.text, start):
		l.add(start, stop, nameRule)
	case plain:
	case stop > end || strength == hint:
		l.add(start, stop, nameRule)
	case !placeNames[strings.ToLower(first)]:
		l.add(start, end, nameGuess)
	}
}

// dated reports whether a name that is a month's in some language stands beside a number.
func (l *looking) dated(start, end int) bool {
	if !monthNames[foldWord(l.text[start:end])] {
		return false
	}
	next := strings.TrimLeft(l.text[end:min(len(l.text), end+3)], " .")
	prev := strings.TrimRight(l.text[max(0, start-3):start], " .")
	return next != "" && classes[next[0]]&digit != 0 || prev != "" && classes[prev[len(prev)-1]]&digit != 0 || strings.HasSuffix(prev, "º")
}

// product reports whether a version follows a name, or a word for a storm stands
// before it: Maya 2025, Arnold 7.3, Storm Grace.
func (l *looking) product(start, end int) bool {
	prev := strings.ToLower(wordBefore(l.text, start).in(l.text))
	if prev == "storm" || prev == "hurricane" || prev == "typhoon" || prev == "cyclone" {
		return true
	}
	if classAt(l.text, end+1)&digit == 0 || byteAt(l.text, end) != ' ' || prev == "by" {
		return false
	}
	w := wordAt(l.text, end+1)
	s := w.in(l.text)
	return versionLike(s) || yearOnly(s) || strings.Contains(s, ".") || len(s) < 3 && byteAt(l.text, w.end) != ':'
}

var monthNames = wordSet("jan mai mei juli julia juni juno mars april june may august augusta avril juin janvier marta maja luty juin jul jun mar apr avg aug maio abril junio julio mayo marzo giugno")

// sentenceStart reports whether a word begins a sentence, where every word has a capital.
func sentenceStart(text string, start int) bool {
	before := strings.TrimRight(text[max(0, start-16):start], " *_>-#\"~")
	return before == "" || strings.HasSuffix(before, ".") || strings.HasSuffix(before, "\n") || strings.HasSuffix(before, ":") ||
		strings.HasSuffix(before, "!") || strings.HasSuffix(before, "?")
}

// addPersonShapes adds the words that show a person beside them.
func (d *dictionary) addPersonShapes() {
	for word := range personBefore {
		d.add(word, func(l *looking, start, end int) { l.nameAfter(end, true) })
	}
	for word := range jobs {
		d.add(word, func(l *looking, start, end int) { l.apposed(end); l.bracketed(end) })
	}
	for _, word := range apposedWords {
		d.add(word, func(l *looking, start, end int) { l.apposed(end); l.bracketed(end) })
	}
	for _, word := range firmWords {
		d.add(word, func(l *looking, start, end int) { l.apposedFirm(end) })
	}
	for word := range titles {
		d.add(word, func(l *looking, start, end int) {
			if end-start < 4 && byteAt(l.text, start-1) == ' ' && l.text[start:end] == strings.ToUpper(l.text[start:end]) {
				l.bookedName(start, end)
			}
			if byteAt(l.text, end) == '.' {
				end++
			}
			l.sureTitle(start, end)
		})
	}
	for pair := range pairs {
		d.add(pair, func(l *looking, start, end int) { l.nameAfter(end, true) })
	}
	for verb := range doneBy {
		d.add(verb+" by", func(l *looking, start, end int) { l.nameAfter(end, true) })
	}
	for word := range byLines {
		d.add(word, func(l *looking, start, end int) { l.byLine(word, start, end) })
	}
	d.add("from", func(l *looking, start, end int) { l.nameOfTeam(start, end) })
	for _, word := range []string{"on call", "on-call", "oncall"} {
		d.add(word, func(l *looking, start, end int) { l.nameOnCall(start) })
	}
	d.add("who", func(l *looking, start, end int) { l.nameWho(start) })
	for word := range belongings {
		d.add(word, func(l *looking, start, end int) { l.owner(start) })
	}
	for word := range onlyPeople {
		d.add(word, func(l *looking, start, end int) { l.doer(start) })
	}
	d.add("--", func(l *looking, start, end int) { l.signed(start, end) })
	for closing := range closings {
		d.add(closing, func(l *looking, start, end int) { l.closed(end) })
	}
	d.addClocks()
	d.addForeignShapes()
}

// sureTitle judges the name behind a title, an ordinary word too: Mr Brown.
func (l *looking) sureTitle(start, end int) {
	if c := byteAt(l.text, end); c == ' ' && classAt(l.text, end+1)&upper != 0 && byteAt(l.text, end+2) == '.' && byteAt(l.text, end+3) == ' ' { // Dr. Q. Ash
		if w := wordAt(l.text, end+4); isName(w.in(l.text)) && !notNames[foldWord(w.in(l.text))] {
			l.add(start, w.end, nameRule)
			return
		}
	}
	if c := byteAt(l.text, end); c != ' ' && c != '\n' || !capitalised(l.text[start:]) && !lowTitles[strings.ToLower(strings.TrimRight(l.text[start:end], "."))] {
		return
	}
	w := wordAfter(l.text, end)
	s := strings.TrimSuffix(w.in(l.text), "'s")
	if strings.Trim(l.text[end:w.start], " \n") != "" {
		return
	}
	if clans[s] && byteAt(l.text, w.end) == ' ' { // Ms Ó Conaill
		if next := wordAt(l.text, w.end+1); isName(next.in(l.text)) {
			l.add(start, next.end, nameRule)
			return
		}
	}
	if !isName(s) && !namePart(s, foldWord(s)) && !(s == strings.ToUpper(s) && len(s) > 3 && !notNames[strings.ToLower(s)]) {
		return
	}
	stop := w.start + len(s)
	if n := nameAt(l.text, w.start); n.end > stop {
		stop = n.end
	}
	l.add(start, stop, nameRule) // with the title, so that the sentence stays readable
}

// clans stand before a family name and belong to it.
var clans = wordSet("Ó O Ní Nic Mac Ui Uí Le La Du Des El Al Ap Ab Ter Ten Op")

// nameAfter judges the word after one that announces a person.
func (l *looking) nameAfter(end int, sure bool) {
	w := wordAfter(l.text, end)
	if l.text[end:w.start] == "" || strings.Contains(l.text[end:w.start], "\n\n") {
		return
	}
	l.names(w, sure)
}

// names adds the name at w, with the family name and with those joined to it by "and".
func (l *looking) names(w span, sure bool) {
	for range 6 {
		s := w.in(l.text)
		s = strings.TrimSuffix(strings.TrimSuffix(s, "'s"), "’s")
		end := w.start + len(s)
		if len(s) == 1 && classAt(l.text, w.start)&upper != 0 && strings.HasPrefix(l.text[end:], ". ") {
			next := wordAt(l.text, end+2)
			if isName(next.in(l.text)) {
				l.add(w.start, next.end, nameRule)
			}
			return
		}
		if !isName(s) || plainWords[strings.ToLower(s)] && !givenNames[strings.ToLower(s)] || s == strings.ToUpper(s) {
			return
		}
		stop := l.withSurname(w.start, end)
		if stop == end && sure {
			stop = wrappedSurname(l.text, end)
		}
		if low := foldWord(s); stop == end && ordinary(low) && !givenNames[low] {
			return
		}
		next := wordAfter(l.text, stop)
		if group := strings.ToLower(next.in(l.text)); groupWords[group] && l.text[stop:next.start] == " " {
			return
		}
		l.add(w.start, stop, nameRule)
		w = next
		if strings.HasPrefix(l.text[stop:], ", ") {
			w = wordAt(l.text, stop+2)
		} else if word := strings.ToLower(next.in(l.text)); word != "and" && word != "or" {
			return
		}
		if word := strings.ToLower(w.in(l.text)); word == "and" || word == "or" {
			w = wordAfter(l.text, w.end)
		}
		if stop > 0 && !givenNames[strings.ToLower(w.in(l.text))] && !sure {
			return
		}
	}
}

// apposed judges "our engineer, Dana, saw it" behind the job.
func (l *looking) apposed(end int) {
	if !strings.HasPrefix(l.text[end:], ", ") {
		return
	}
	w := wordAt(l.text, end+2)
	if stop := l.withSurname(w.start, w.end); (byteAt(l.text, stop) == ',' || strings.HasPrefix(l.text[stop:], ": ") || strings.HasPrefix(l.text[stop:], ") ") || byteAt(l.text, stop) == ';') && isName(w.in(l.text)) {
		l.names(w, false)
	}
}

// apposedWords stand before a comma and the name of whom they speak of: the auditor,
// Berthold Achterberg, lists them.
var apposedWords = strings.Fields(`on-call oncall colleague operator responder technician commander auditor consultant caller contact neighbour neighbor
	teammate trainee apprentice fitter electrician nurse driver inspector examiner assessor representative officer secretary assistant deputy boss chief supervisor successor predecessor
	husband wife brother sister friend founder chairman chairwoman spokesman spokeswoman spokesperson lawyer accountant dispatcher receptionist planner trainer tester designer specialist
	coordinator kollege kollegin techniker technikerin prüfer prüferin berater beraterin leiter leiterin chefin collègue technicien technicienne auditeur auditrice collega`)

// firmWords stand before a comma and the name of a person or of a firm: our vendor, Vonage.
var firmWords = strings.Fields("vendor supplier customer client partner owner")

// apposedFirm is apposed behind a word for a firm: a name nobody knows warns alone.
func (l *looking) apposedFirm(end int) {
	if !strings.HasPrefix(l.text[end:], ", ") {
		return
	}
	w := wordAt(l.text, end+2)
	if stop := l.withSurname(w.start, w.end); stop > w.end || givenNames[foldWord(w.in(l.text))] {
		l.apposed(end)
		return
	}
	before := len(l.hits)
	l.apposed(end)
	for i := before; i < len(l.hits); i++ {
		l.hits[i].weight = Warn
	}
}

// nameOfTeam judges "Dana from SRE" at the word from.
func (l *looking) nameOfTeam(start, end int) {
	if l.teamAfter("from", end) != clear {
		return
	}
	if l.suppliedThing(start, end) {
		return
	}
	if w := wordBefore(l.text, start); !sentenceStart(l.text, w.start) || !ordinary(foldWord(w.in(l.text))) || givenNames[foldWord(w.in(l.text))] {
		l.nameBefore(start)
	}
}

// nameOnCall judges "Dana on call" and "Dana (on-call)".
func (l *looking) nameOnCall(start int) {
	at := start
	if byteAt(l.text, at-1) == '(' {
		l.nameBefore(at - 1)
		return
	}
	prev := wordBefore(l.text, at)
	switch strings.ToLower(prev.in(l.text)) {
	case "was", "is", "being", "went":
		l.nameBefore(prev.start)
	}
}

// nameWho judges "Dana, who" inside a sentence.
func (l *looking) nameWho(start int) {
	if !strings.HasSuffix(l.text[:start], ", ") {
		return
	}
	if w := wordBefore(l.text, start-2); w.end == start-2 && (!sentenceStart(l.text, w.start) || !ordinary(foldWord(w.in(l.text)))) && !nounLike(w.in(l.text)) {
		l.nameBefore(w.end)
	}
}

// nameBefore judges the one or two words that end before an offset.
func (l *looking) nameBefore(at int) {
	w := wordBefore(l.text, at)
	if strings.TrimLeft(l.text[w.end:at], " \n") != "" || !isName(w.in(l.text)) || w.in(l.text) == strings.ToUpper(w.in(l.text)) {
		return
	}
	start := w.start
	if first := wordBefore(l.text, start); l.text[first.end:start] == " " && isName(first.in(l.text)) && !plainWords[strings.ToLower(first.in(l.text))] {
		start = first.start
	} else if low := strings.ToLower(w.in(l.text)); plainWords[low] && !givenNames[low] {
		return
	}
	if start == w.start && sentenceStart(l.text, start) && !givenNames[strings.ToLower(w.in(l.text))] && nounLike(w.in(l.text)) {
		return
	}
	l.add(start, w.end, nameRule)
}

// nounLike reports whether a word at the head of a sentence ends like a common
// noun or a verb, or is one.
func nounLike(s string) bool {
	for _, ending := range []string{"s", "ing", "ed", "tion", "ly", "ment", "ness", "ity", "ance", "ence", "ure", "age", "back", "ic"} {
		if strings.HasSuffix(s, ending) {
			return true
		}
	}
	return plainWords[strings.ToLower(s)] || commonNouns[strings.ToLower(s)]
}

var commonNouns = wordSet("load help input output news email mail access time data advice word people work delay noise heat code")

// owner judges "Dana's laptop" at the thing owned.
func (l *looking) owner(start int) {
	for _, mark := range []string{"'s ", "’s "} {
		if strings.HasSuffix(l.text[:start], mark) {
			l.nameBefore(start - len(mark))
		}
	}
}

// doer judges "Dana noticed" at a verb that only people do, for names that stand
// inside a sentence or are known first names.
func (l *looking) doer(start int) {
	w := wordBefore(l.text, start)
	if l.text[w.end:start] != " " {
		return
	}
	low := foldWord(w.in(l.text))
	first := wordBefore(l.text, w.start)
	if l.text[first.end:w.start] == " " && givenNames[strings.ToLower(first.in(l.text))] || !ordinary(low) && !plainWords[low] {
		l.nameBefore(start)
	}
}

// signed judges a name after a dash at the beginning of a line.
func (l *looking) signed(start, end int) {
	if strings.Trim(l.text[lineStart(l.text, start):start], " \t>") != "" {
		return
	}
	w := wordAt(l.text, end+len(l.text[end:min(len(l.text), end+2)])-len(strings.TrimLeft(l.text[end:min(len(l.text), end+2)], " \n")))
	if w.start > end && isName(w.in(l.text)) && l.signature(w.start, w.end) {
		l.names(w, true)
	}
}

// closed judges the line below "Thanks," and the like.
func (l *looking) closed(end int) {
	at := end
	for at < len(l.text) && strings.IndexByte(",.! \r", l.text[at]) >= 0 {
		at++
	}
	if byteAt(l.text, at) != '\n' {
		if n := nameAt(l.text, at); at > end && n.grade(l.text) >= maybeName && strings.Trim(l.text[n.end:min(len(l.text), n.end+1)], "\r\n") == "" {
			l.add(n.start, n.end, nameRule) // Regards, Ottoline
		}
		return
	}
	for at < len(l.text) && at-end < 8 && strings.IndexByte("\r\n >-*", l.text[at]) >= 0 {
		at++
	}
	if w := wordAt(l.text, at); isName(w.in(l.text)) && l.signature(w.start, w.end) {
		l.names(w, true)
		return
	}
	n := nameAt(l.text, at)
	tail, _, _ := strings.Cut(l.text[n.end:], "\n")
	if low := strings.ToLower(strings.TrimRight(tail, " \r*_.,")); n.grade(l.text) >= maybeName && (low == "" || len(low) < 50 && strings.IndexByte(",|(/·–-", strings.TrimLeft(low, " ")[0]) >= 0) {
		l.add(n.start, n.end, nameRule)
	} else if w := wordAt(l.text, at); givenNames[strings.ToLower(w.in(l.text))] && !plainWords[strings.ToLower(w.in(l.text))] && lineEnds(l.text, w.end) {
		l.add(w.start, w.end, nameRule)
	}
}
