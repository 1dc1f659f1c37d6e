package redact

import "strings"

// Numbers of trackers in lists and in the words of a chat, and what only looks like them.

// dated reports whether a number begins with a year and goes on, as advisories and letters
// are counted: 2026-03.
func dated(s string) bool {
	return len(s) > 6 && yearOnly(s[:4]) && s[4] == '-' && classes[s[5]]&digit != 0
}

// codeWords stand before what a program or a shop calls a thing of everybody's.
var codeWords = wordSet(`error errors code codes sku skus item items article articles model part product products advisory advisories bulletin tariff fehler fehlercode fehlermeldung erreur erreurs errore errori código codigo foutcode felkod message messages
	standard norm form class type size version status response exception constant enum key fault alarm warning`)

// errorsTold follow the code of an error.
var errorsTold = []string{" is not an error", " isn't an error", " is no error", " is an error", " is not a fault", " is a warning", " is a fault", " errors", " error", " means that"}

// saidCode reports whether what looks like a ticket is the code of an error or a product:
// words around it say so, or its number is that of an answer of HTTP.
func (l *looking) saidCode(start, end int, number string) bool {
	if ticketNouns[strings.ToLower(wordBefore(l.text, start).in(l.text))] {
		return false
	}
	switch strings.ToLower(wordBefore(l.text, start).in(l.text)) {
	case "reports", "shows", "says", "raises", "throws", "returns", "prints", "displays", "reported", "showed", "raised", "threw", "returned", "with":
		return true
	}
	if n := number; len(n) == 3 && (n[0] == '4' && n[1] < '3' || n[0] == '5' && n[1] < '2') {
		return true
	}
	t := l.text
	for _, said := range errorsTold {
		if strings.HasPrefix(t[end:], said) {
			return true
		}
	}
	if byteAt(t, start-1) == '#' && start > 1 && t[start-2] > ' ' {
		return true // a place in a page
	}
	if c := byteAt(t, start-1); (c == '"' || c == '\'') && byteAt(t, end) == ' ' && classAt(t, end+1)&letters != 0 || c == '"' && byteAt(t, end) == ':' {
		return true // what a program says
	}
	line := lineStart(t, start)
	near := t[max(line, start-60):start]
	if n := strings.LastIndex(near, ". "); n >= 0 {
		near = near[n:]
	}
	for w := range strings.FieldsFuncSeq(near, func(r rune) bool { return !isLetter(r) }) {
		if codeWords[strings.ToLower(w)] {
			return true
		}
	}
	return false
}

// moreTickets adds the numbers that follow one of our tickets in a list: OPS-1234, 1235 and 1236.
func (l *looking) moreTickets(end, count int) {
	t := l.text
	if count < 3 {
		return
	}
	for range 8 {
		next := end
		for _, joint := range []string{", and ", ", ", " and ", " & ", "/", " und ", " et ", " y ", " + ", "+", " or ", ",", "/-", ", -"} {
			if strings.HasPrefix(t[end:], joint) {
				next = end + len(joint)
				break
			}
		}
		stop := next + digitsFrom(t, next)
		if next == end || stop-next != count || wordByte(t, stop) || byteAt(t, stop) == ':' && classAt(t, stop+1)&digit != 0 || counting(t, stop) && byteAt(t, stop) != ',' || yearOnly(t[next:stop]) {
			return
		}
		l.addWeight(next, stop, ticketRule, Warn)
		end = stop
	}
}

// ticketTold stand before the number of a ticket that is told by the way: see net 711.
var ticketTold = wordSet("is nummer number under in see per via re cf closes fixes fixed refs ref tracked as into from at ticket issue tickets issues jira siehe unter in zu wegen voir sous zie onder ver se under case on with for")

// toldTicket reports whether an ordinary word that is a prefix of ours stands between such a
// word and a number that ends the sentence.
func (l *looking) toldTicket(start, end int) bool {
	if byteAt(l.text, end) != ' ' || !ticketTold[strings.ToLower(wordBefore(l.text, start).in(l.text))] {
		return false
	}
	n := digitsFrom(l.text, end+1)
	rest := l.text[end+1+n : min(len(l.text), end+4+n)]
	return n > 2 && n < 7 && !strings.HasSuffix(l.text[:end+1+n], "000") && (rest == "" || strings.IndexByte(".,;:!?)\n\r", rest[0]) >= 0)
}

// mergeRequest judges the number behind the ! at i: !4412.
func (l *looking) mergeRequest(i int) {
	t := l.text
	n := digitsFrom(t, i+1)
	noun := strings.ToLower(wordBefore(t, i).in(t))
	said := noun == "mr" || noun == "mrs" || noun == "request" || noun == "requests" || noun == "merge"
	if n < 2+btoi(!said) || n > 6 || wordByte(t, i+1+n) || wordByte(t, i-1) || i > 0 && strings.IndexByte(" (\n[*`", t[i-1]) < 0 || counting(t, i+1+n) {
		return
	}
	l.addWeight(i, i+1+n, ticketRule, Warn)
}

// recordCode adds a code of capitals, or one figure, and numbers in groups as the number of a
// ticket where a word for one stands before it: I-2026-0417, 3-4417731002.
func (l *looking) recordCode(v span) bool {
	s := v.in(l.text)
	if b := bits(s); len(s) > 9 && len(s) < 18 && b == upper|digit && turns(s) > 3 && !wordByte(l.text, v.end) {
		l.add(v.start, v.end, ticketRule)
		return true
	}
	if len(s) < 7 || len(s) > 24 || bits(s)&^(upper|digit|dash) != 0 || bits(s)&dash == 0 || isTicketLike(s) || dateLike(s) || wordByte(l.text, v.end) {
		return false
	}
	head, tail, _ := strings.Cut(s, "-")
	figures := len(strings.Trim(tail, "-")) - strings.Count(tail, "-")
	if !all(strings.ReplaceAll(tail, "-", ""), digit) || figures < 5 || len(head) > 4 || all(head, digit) && len(head) > 1 {
		return false
	}
	l.add(v.start, v.end, ticketRule)
	return true
}

// countedNouns stand before a number that counts what a machine has done: build #4471.
var countedNouns = wordSet("build builds run attempt try step line page row iteration version release revision round retry pass item position figure table question room gate seat platform lane channel")
