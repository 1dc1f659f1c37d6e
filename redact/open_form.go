package redact

import (
	"html"
	"strings"
)

// What has the form of a find and is known to everybody: an allowed number in brackets, a public
// name with its port, the serial number of a zone, a number of noughts.

// openForm reports whether a hit is such a thing.
func (l *looking) openForm(h hit) bool {
	t, s := l.text, l.text[h.start:h.end]
	switch h.rule.kind {
	case Phone:
		return len(s) < 40 && s[0] == '(' && l.s.pass.text(strings.Trim(s, "()[] "))
	case Hostname:
		if h.rule == hostGuess && (accountNouns[strings.ToLower(wordBefore(t, h.start).in(t))] || indexTail(s)) {
			return true
		}
		if host, port, ok := strings.Cut(s, ":"); ok && all(port, digit) && strings.IndexByte(host, '.') > 0 {
			host = strings.ToLower(host)
			return l.s.pass.text(host) || l.s.zones.isPublic(host)
		}
	case EmailAddress:
		if key, host, ok := strings.Cut(strings.ToLower(s), "="); ok && strings.IndexByte(s, '@') < 0 && len(key) < 3 {
			return l.s.zones.isPublic(host) // d=example.com, of a signature
		}
	case Identifier:
		return len(s) < 40 && (noughts(s) || zoneSerial(t, h.start, h.end) || listedSize(t, h.start, s))
	case Ticket:
		at := h.start + strings.IndexByte(s, '-') + 1
		return at > h.start && at+10 <= len(t) && t[at+4] == '-' && t[at+7] == '-' && yearOnly(t[at:at+4]) && dateLike(t[at:at+10])
	case Path:
		return h.rule == commitRule && len(s) < 9 && strings.HasPrefix(strings.ToLower(s), "sha")
	case PersonName:
		return h.rule != personRule && len(s) < 40 && renowned[foldWord(strings.TrimSuffix(s, "'s"))]
	}
	return false
}

// noughts reports whether every digit and letter of s is a nought: 00000000, 0000-0000.
func noughts(s string) bool {
	if len(s) == 36 && s[8] == '-' { // but for the version and the variant of a UUID
		return len(strings.Trim(s, "0-")) < 9 && len(strings.ReplaceAll(strings.ReplaceAll(s, "0", ""), "-", "")) < 3
	}
	return countDigits(s) > 3 && strings.Trim(s, "0- ./") == "" || strings.HasPrefix(s, "XX") && strings.Contains(s, "12345678")
}

// accountNouns stand before names of accounts and of parts of a database.
var accountNouns = wordSet("account user username login role schema table index column field variable function constraint")

// indexTail reports whether s is the name of an index or a key of a database: inv_ix3.
func indexTail(s string) bool {
	n := strings.LastIndexByte(s, '_')
	if n < 1 {
		return false
	}
	switch strings.TrimRight(s[n+1:], "0123456789") {
	case "ix", "idx", "pk", "fk", "uq", "seq":
		return true
	}
	return false
}

// listedSize reports whether digits are the size of a file in a listing: -rw-r----- 1 a a 88123904.
func listedSize(t string, start int, s string) bool {
	line := strings.TrimLeft(t[lineStart(t, start):start], " >")
	return len(line) > 12 && all(s, digit) && strings.Trim(line[:10], "-rwxdlbcpsStT") == "" && line[1:4] != "---" && (line[10] == ' ' || line[10] == '.' || line[10] == '+')
}

// zoneSerial reports whether digits are a day and a count behind a word for the serial number of
// a zone (RFC 1912).
func zoneSerial(t string, start, end int) bool {
	s := t[start:end]
	if len(s) != 10 || !all(s, digit) || !datedNumber(s[:8]) {
		return false
	}
	line := strings.ToLower(t[max(lineStart(t, start), start-60):min(len(t), end+24)])
	return strings.Contains(line, "serial") || strings.Contains(line, "soa") || strings.Contains(line, "zone")
}

// renowned are people of whom books tell and whom a text names for what they thought.
var renowned = func() map[string]bool {
	out := map[string]bool{}
	for name := range strings.SplitSeq("thomas bayes|edsger dijkstra|edsger w. dijkstra|alan turing|grace hopper|ada lovelace|donald knuth|leslie lamport|linus torvalds|claude shannon|john von neumann|tim berners-lee|vint cerf|jon postel|barbara liskov|tony hoare|ken thompson|dennis ritchie|brian kernighan|richard stallman|bruce schneier|whitfield diffie|martin hellman|george boole|charles babbage|isaac newton|albert einstein|sidney dekker|james reason|charles perrow|taiichi ohno|mark twain|george bernard shaw|samuel beckett|carl friedrich gauss|gordon moore|gene amdahl|melvin conway|eric brewer|rob pike|margaret hamilton|richard hamming|andrey markov|simeon poisson|william gibson|douglas adams|lewis carroll|william shakespeare|franz kafka|neal gunther|marie kondo|benjamin franklin|abraham lincoln|john boyd|hofstadter|david parnas|fred brooks|butler lampson|radia perlman|paul mockapetris|phil zimmermann|ralph merkle", "|") {
		out[name] = true
	}
	return out
}()

// withMarks is a hit together with the marks that belong to its last letter.
func (l *looking) withMarks(h hit) hit {
	for h.end+1 < len(l.text) && h.rule.kind != Hidden && (l.text[h.end] == 0xCC || l.text[h.end] == 0xCD && l.text[h.end+1] < 0xB0) && classes[l.text[h.end-1]]&letters != 0 {
		h.end += 2
	}
	if rest := l.text[h.end:min(len(l.text), h.end+10)]; strings.HasPrefix(rest, "&#") && h.rule.kind != Hidden {
		r := []rune(html.UnescapeString(rest[:strings.IndexByte(rest, ';')+1]))
		if len(r) == 1 && r[0] >= 0x300 && r[0] < 0x370 {
			h.end += strings.IndexByte(rest, ';') + 1
		}
	}
	return h
}
