package redact

import "strings"

// Names that are words too and stand by themselves: at the end of a letter, at the head of a line of
// a log, asked in one word.

// closesLetter reports whether a name is alone in its paragraph at the end of a letter that begins with
// a greeting, or of a message behind a header.
func (l *looking) closesLetter(start, end int) bool {
	t := l.text
	from := lineStart(t, start)
	if strings.Trim(t[from:start], " >") != "" || from < 2 || strings.Trim(t[lineStart(t, from-1):from], " >\n\r") != "" {
		return false
	}
	rest, _, _ := strings.Cut(t[end:min(len(t), end+120)], "\n")
	if strings.Trim(rest, " \r.") != "" {
		return false
	}
	if after := strings.TrimLeft(t[end+len(rest):min(len(t), end+len(rest)+8)], " \r>"); len(after) > 1 && after[0] == '\n' && strings.IndexByte("\n\r>-*[PU(", after[1]) < 0 && classAt(after, 1)&upper == 0 {
		return false
	}
	above := t[max(0, from-2000):from]
	for line := range strings.SplitSeq(above, "\n") {
		line = strings.TrimLeft(line, " >")
		w := wordAt(line, 0)
		if low := strings.ToLower(w.in(line)); greetings[low] && (strings.HasSuffix(strings.TrimRight(line, " \r"), ",") || strings.IndexByte(line[w.end:], ',') > 0) {
			return true
		}
	}
	return false
}

// turnsTo reports whether a name stands behind a time at the head of a line, and an arrow or what only
// somebody in a chat says follows: 10:06 Dale → all; 10:12 Penny here.
func (l *looking) turnsTo(start, end int) bool {
	t := l.text
	head := strings.Trim(t[lineStart(t, start):start], " \t>*-_[]()|")
	if head == "" || clockAt(head, 0) == 0 || strings.Trim(head[clockAt(head, 0):], " UTCZ]):,") != "" {
		return false
	}
	rest := t[end:min(len(t), end+12)]
	if after := strings.TrimLeft(rest, " "); len(rest)-len(after) > 2 && classAt(after, 0)&letters != 0 {
		return true // an arrow, of which the plain text keeps the size
	}
	for _, tail := range []string{" -> ", " => ", " — ", " here", " back", " online", " joined", " left", " +1", " too", " ack"} {
		if strings.HasPrefix(rest, tail) && !wordByte(rest+" ", len(tail)-btoi(tail[len(tail)-1] == ' ')) {
			return true
		}
	}
	return false
}

// onlyAsked reports whether a name and the end of a sentence are all there is in a line of a chat.
func (l *looking) onlyAsked(start, end int) bool {
	t := l.text
	rest, _, _ := strings.Cut(t[end:min(len(t), end+8)], "\n")
	rest = strings.TrimRight(rest, " \r")
	if rest != "?" && rest != "??" && rest != "?!" {
		return false
	}
	head := strings.Trim(t[lineStart(t, start):start], " \t>*-_[]()|@")
	return head == "" || clockAt(head, 0) > 0 || strings.HasSuffix(head, ":") || strings.HasSuffix(head, ">")
}

// bracketed judges a name that no lexicon knows, alone in the brackets behind what somebody is: their
// admin (Vasilisa).
func (l *looking) bracketed(end int) {
	t := l.text
	if !strings.HasPrefix(t[end:], " (") {
		return
	}
	w := wordAt(t, end+2)
	s := w.in(t)
	if low := foldWord(s); byteAt(t, w.end) == ')' && len(s) > 3 && isName(s) && s != strings.ToUpper(s) && !innerCapital(s) && !ordinary(low) && !plainWords[low] && !notNames[low] && !programs[low] && !gazetteer[low] {
		l.addWeight(w.start, w.end, nameRule, Warn)
	}
}
