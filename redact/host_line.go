package redact

import "strings"

// addNamedHost adds what stands where only the name of a machine does.
func (l *looking) addNamedHost(start, end int) {
	l.weighNamedHost(start, end, Block)
}

// addLikelyHost warns of what stands where a machine does as a rule.
func (l *looking) addLikelyHost(start, end int) {
	l.weighNamedHost(start, end, Warn)
}

func (l *looking) weighNamedHost(start, end int, weight Severity) {
	s := strings.ToLower(l.text[start:end])
	if first, rest, _ := strings.Cut(s, "."); sites[rest] && bits(first)&digit != 0 {
		l.addWeight(start, end, hostNamed, weight)
		return
	}
	if end-start < 2 || bits(s)&letters == 0 || s == "localhost" || threadName(s) || messageCode(s) || len(s) > 9 && dateLike(s[:10]) || placeholder(s) || publicSize(s) || imageTag(s) || bits(s)&dot != 0 && (l.s.zones.isPublic(s) || !l.s.zones.isOurs(s) && isDomain(s) && !insideSuffix(s) && !anyHostLabel(s) && shapeOf(s[:strings.IndexByte(s, '.')]) == nil) {
		return
	}
	l.addWeight(start, end, hostNamed, weight)
}

var hostNamed = &rule{Hostname, "host_in_context", Block, "an internal server",
	"What stands around it shows that this is the name of a machine."}

// hostAt is the span of the characters of host names from an offset on.
func hostAt(t string, at int) span {
	end := at
	for end < len(t) && end-at < 128 && classes[t[end]]&(wordPart&^beyond) != 0 {
		end++
	}
	for end > at && classes[t[end-1]]&(letters|digit) == 0 {
		end--
	}
	return span{at, end}
}

// logLine judges the host field of a syslog line: Oct 16 04:12:09 web7 sshd[88]:
func (l *looking) logLine(start, end int) {
	t := l.text
	if end-start < 24 {
		return
	}
	at, formal := start, false
	if t[at] == '<' { // the priority of RFC 5424
		if i := strings.IndexByte(t[at:min(end, at+6)], '>'); i > 1 && classAt(t, at+1)&digit != 0 {
			at += i + 1
			if strings.HasPrefix(t[at:], "1 ") {
				at, formal = at+2, true
			}
		}
	}
	switch {
	case classes[t[at]]&upper != 0 && byteAt(t, at+3) == ' ' && months[strings.ToLower(t[at:at+3])]:
		at += 4
		for at < end && (t[at] == ' ' || classes[t[at]]&digit != 0) && clockAt(t, at) == at {
			at++
		}
	case classes[t[at]]&digit != 0 && byteAt(t, at+4) == '-' && (byteAt(t, at+10) == 'T' || byteAt(t, at+10) == ' '):
		at += 11
	default:
		return
	}
	stop := clockAt(t, at)
	if stop == at || stop > end {
		return
	}
	for stop < end && t[stop] != ' ' && stop-at < 32 {
		stop++
	}
	w := hostAt(t, stop+1)
	if formal && w.end < end && byteAt(t, w.end) == ' ' && bits(w.in(t))&letters != 0 {
		l.addNamedHost(w.start, w.end)
		return
	}
	next := wordAt(t, w.end+1)
	if w.end >= end || w.start == w.end || byteAt(t, w.end) != ' ' || next.end >= end {
		return
	}
	tag := next.end
	for tag < end && tag-next.end < 40 && (classes[t[tag]]&wordPart != 0 || t[tag] == '/') {
		tag++
	}
	if c := byteAt(t, tag); (c == '[' && classAt(t, tag+1)&digit != 0 || c == ':' && next.end > next.start && (bits(w.in(t))&(digit|dash|dot) != 0 || programs[strings.ToLower(next.in(t))] || next.in(t) == "kernel")) && !logLevels[strings.ToLower(w.in(t))] {
		l.addNamedHost(w.start, w.end)
	}
}

// accessLine judges the user field of a web server's log: 10.20.30.40 - dana [04/Nov/…
func (l *looking) accessLine(start, end int) {
	t := l.text
	if classes[t[start]]&digit == 0 {
		return
	}
	n := strings.Index(t[start:min(end, start+60)], " - ")
	if n < 3 || strings.IndexByte(t[start:start+n], ' ') >= 0 {
		return
	}
	at := start + n + 3
	m := strings.IndexByte(t[at:min(end, at+60)], ' ')
	if m < 3 || !strings.HasPrefix(t[at+m:], " [") {
		return
	}
	if s := t[at : at+m]; handleLike(strings.ToLower(s)) || strings.Contains(s, "@") {
		l.addWeight(at, at+m, nameRule, Warn)
	}
}

var months = wordSet("jan feb mar apr may jun jul aug sep oct nov dec")

var logLevels = wordSet("info warn warning error debug trace fatal notice critical emerg alert crit err")

// prompt judges the prompt of a shell at the head of a line: dana@web7:~$, [root@web7 ~]#.
func (l *looking) prompt(start, end int) {
	t := l.text
	head := t[start:min(end, start+80)]
	i := strings.IndexByte(head, '@')
	if i < 1 || strings.IndexByte(head[:i], ' ') >= 0 {
		return
	}
	w := hostAt(t, start+i+1)
	rest := t[w.end:min(end, w.end+80)]
	mark := strings.IndexAny(rest, "$#%>")
	if w.start == w.end || mark < 0 || mark > 0 && rest[0] != ':' && rest[0] != ' ' && rest[0] != ']' || strings.Contains(rest[:mark], "@") || mark > 0 && rest[0] == ' ' && head[0] != '[' {
		return
	}
	l.addNamedHost(w.start, w.end)
	user := strings.TrimLeft(head[:i], "[($ ")
	if handleLike(user) {
		l.add(start+i-len(user), start+i, nameRule)
	}
}
