package redact

import "strings"

// Machines that their neighbours in a line show, and names in the records of a zone.

// siblings reports whether a name of words and a number stands beside another that differs in the
// number alone, hook-send-11, hook-send-12, or has the short name of a place before its number.
func (l *looking) siblings(start, end int, name string) bool {
	if !wordsAndNumber(name) {
		return false
	}
	stem := name[:strings.LastIndexByte(name, '-')+1]
	if parts := strings.Split(name, "-"); len(parts) == 3 && airports[parts[1]] && len(parts[0]) > 2 {
		return true // lobby-ams-2
	}
	for _, link := range []string{", ", " and ", " or ", "/", " / ", " + ", " & ", ",", " und ", " et ", "`, `", "` and `"} {
		if rest, ok := strings.CutPrefix(l.text[end:], link); ok && strings.HasPrefix(rest, stem) && countAfter(rest[len(stem):], name[len(stem):]) {
			return true
		}
		if head, ok := strings.CutSuffix(l.text[:start], link); ok {
			if w := hostBefore(head); strings.HasPrefix(w, stem) && countAfter(w[len(stem):], name[len(stem):]) {
				return true
			}
		}
	}
	return false
}

// countAfter reports whether s begins with a number other than a given one, of as many digits.
func countAfter(s, other string) bool {
	n := digitsFrom(s, 0)
	return n == len(other) && n > 1 && s[:n] != other && !wordByte(s, n)
}

// hostBefore is the name that ends a text.
func hostBefore(t string) string {
	at := len(t)
	for at > 0 && len(t)-at < 64 && classes[t[at-1]]&(lower|digit|dash) != 0 {
		at--
	}
	return t[at:]
}

// airports are short names of places that names of machines have in their middle.
var airports = wordSet("ams atl ber bom cdg cgn dub dus ewr fra gru hkg iad icn jfk lax lga lhr lon mad mia muc nrt nyc ord osl par pdx phx prg sea sfo sin sjc sto syd tyo vie waw yyz zrh hel cph arn bru mxp fco lis bcn")

// zoneDot is the end of a name with the dot that ends it in the records of a zone.
func zoneDot(t string, start, end int) int {
	if byteAt(t, end) != '.' || end+1 < len(t) && strings.IndexByte(" \t\r\n", t[end+1]) < 0 {
		return end
	}
	head := strings.TrimRight(t[lineStart(t, start):start], " \t0123456789")
	for _, kind := range []string{"$ORIGIN", " CNAME", " NS", " SOA", " PTR", " MX", " SRV", "\tCNAME", "\tNS", "\tSOA", "\tPTR", "\tMX", "\tSRV", " DNAME"} {
		if strings.HasSuffix(head, kind) {
			return end + 1
		}
	}
	return end
}

// wholeName is the whole of the name in small letters that a term is a part of, where the name
// stands alone between backquotes or is that of a service that a command runs:
// np-kestrel-blobs, systemctl stop kestrel-gc.
func (l *looking) wholeName(start, end int) span {
	t, w := l.text, span{start, end}
	for w.start > 0 && start-w.start < 40 && classes[t[w.start-1]]&(lower|dash) != 0 {
		w.start--
	}
	for w.end < len(t) && w.end-end < 40 && classes[t[w.end]]&(lower|dash) != 0 {
		w.end++
	}
	s := w.in(t)
	if w.start == start && w.end == end || len(s) < 4 || bits(s)&^(lower|dash) != 0 || s[0] == '-' || s[len(s)-1] == '-' || strings.IndexByte(s, '-') < 0 || shapeOf(s) != nil ||
		w.start < start && t[start-1] != '-' || w.end > end && t[end] != '-' {
		return span{start, end}
	}
	if byteAt(t, w.start-1) == '`' && byteAt(t, w.end) == '`' {
		return w
	}
	line := t[lineStart(t, start):w.start]
	for _, verb := range []string{"systemctl stop ", "systemctl start ", "systemctl restart ", "systemctl status ", "systemctl reload ", "systemctl enable ", "systemctl disable ", "journalctl -u ", "service ", "docker restart ", "docker logs ", "docker stop ", "supervisorctl restart "} {
		if strings.HasSuffix(line, verb) {
			return w
		}
	}
	return span{start, end}
}
