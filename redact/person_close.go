package redact

import (
	"slices"
	"strings"
)

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
	return l.greetedAbove(from)
}

// greetedAbove reports whether a line that greets somebody stands in the 2000 bytes before an offset; the
// lines are looked through once.
func (l *looking) greetedAbove(from int) bool {
	for l.greetingStop < from {
		line, _, _ := strings.Cut(l.text[l.greetingStop:], "\n")
		begin := l.greetingStop
		l.greetingStop += len(line) + 1
		line = strings.TrimLeft(line, " >")
		w := wordAt(line, 0)
		if low := strings.ToLower(w.in(line)); greetings[low] && (strings.HasSuffix(strings.TrimRight(line, " \r"), ",") || strings.IndexByte(line[w.end:], ',') > 0) {
			l.greetingLines = append(l.greetingLines, begin)
		}
	}
	n, _ := slices.BinarySearch(l.greetingLines, from)
	return n > 0 && from-l.greetingLines[n-1] <= 2000
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
	for _, tail := range []string{" here", " back", " online", " left", " too", " ack"} {
		if after, ok := strings.CutPrefix(rest, tail); ok {
			return after == "" || strings.IndexByte("\n\r.,;!", after[0]) >= 0
		}
	}
	for _, tail := range []string{" -> ", " => ", " — ", " joined", " +1"} {
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
	if job := foldWord(wordBefore(t, end).in(t)); firmJobs[job] || makers[foldWord(s)] {
		return
	}
	if low := foldWord(s); byteAt(t, w.end) == ')' && len(s) > 3 && isName(s) && s != strings.ToUpper(s) && !innerCapital(s) && !ordinary(low) && !plainWords[low] && !notNames[low] && !programs[low] && !gazetteer[low] {
		l.addWeight(w.start, w.end, nameRule, Warn)
	}
}

// firmJobs are done by firms as well, and makers are firms and their tools that everybody knows.
var (
	firmJobs = wordSet("contractor developer auditor consultant designer inspector supplier examiner assessor operator trainer")
	makers   = wordSet("siemens bosch philips hitachi toshiba fujitsu schneider rittal cisco juniper arista aruba mikrotik ubiquiti fortinet sophos netgear huawei ericsson nokia deloitte accenture capgemini kpmg mckinsey infosys cognizant atos sopra xcode intellij eclipse netbeans figma sketch photoshop autocad webflow")
)
