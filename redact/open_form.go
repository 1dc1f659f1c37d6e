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
			return l.s.pass.text(host) || l.s.zones.isPublic(host) || exampleHost(host[strings.IndexByte(host, '.')+1:])
		}
	case IPAddress:
		return privateBlocks[s] && explained(lineAround(t, h.start))
	case EmailAddress:
		if key, host, ok := strings.Cut(strings.ToLower(s), "="); ok && strings.IndexByte(s, '@') < 0 && (len(key) < 3 || ordinary(key)) {
			return l.s.zones.isPublic(host) // d=example.com, of a signature
		}
	case Identifier:
		return len(s) < 40 && (noughts(s) || zoneSerial(t, h.start, h.end) || listedSize(t, h.start, s))
	case Ticket:
		at := h.start + strings.IndexByte(s, '-') + 1
		return at > h.start && at+10 <= len(t) && t[at+4] == '-' && t[at+7] == '-' && yearOnly(t[at:at+4]) && dateLike(t[at:at+10])
	case Path:
		return h.rule == commitRule && (len(s) < 9 && strings.HasPrefix(strings.ToLower(s), "sha") || len(s) == 64 && fileSum(t, h.start) || cacheTalk(t, h.start))
	case PersonName:
		if h.rule == handleRule && l.s.zones.names[strings.ToLower(s[1:])] {
			return true // our own account
		}
		return h.rule != personRule && len(s) < 40 && l.isRenowned(h.start, s)
	}
	return false
}

// noughts reports whether every digit and letter of s is a nought: 00000000, 0000-0000.
func noughts(s string) bool {
	if len(s) == 36 && s[8] == '-' { // but for the version and the variant of a UUID
		return len(strings.Trim(s, "0-")) < 9 && len(strings.ReplaceAll(strings.ReplaceAll(s, "0", ""), "-", "")) < 3
	}
	if strings.HasPrefix(s, "XX") && strings.Contains(s, "12345678") {
		return true
	}
	if head := strings.TrimLeft(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"); len(s)-len(head) < 3 {
		s = head
	}
	return countDigits(s) > 3 && strings.Trim(s, "0- ./") == ""
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
	for name := range strings.SplitSeq("thomas bayes|edsger dijkstra|edsger w. dijkstra|alan turing|grace hopper|ada lovelace|donald knuth|leslie lamport|linus torvalds|claude shannon|john von neumann|tim berners-lee|vint cerf|jon postel|barbara liskov|tony hoare|ken thompson|dennis ritchie|brian kernighan|richard stallman|bruce schneier|whitfield diffie|martin hellman|george boole|charles babbage|isaac newton|albert einstein|sidney dekker|james reason|charles perrow|taiichi ohno|mark twain|brendan gregg|martin kleppmann|kyle kingsbury|nicole forsgren|jez humble|martin fowler|kent beck|gene kim|john allspaw|eliyahu goldratt|w. edwards deming|john little|david woods|richard feynman|peter drucker|george bernard shaw|samuel beckett|carl friedrich gauss|gordon moore|gene amdahl|melvin conway|eric brewer|rob pike|margaret hamilton|richard hamming|andrey markov|simeon poisson|william gibson|douglas adams|lewis carroll|william shakespeare|franz kafka|neal gunther|marie kondo|benjamin franklin|abraham lincoln|john boyd|hofstadter|david parnas|fred brooks|butler lampson|radia perlman|paul mockapetris|phil zimmermann|ralph merkle", "|") {
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

// isRenowned reports whether a name is that of somebody of whom books tell, alone or with the word
// before it.
func (l *looking) isRenowned(start int, s string) bool {
	name := foldWord(strings.TrimSuffix(s, "'s"))
	return renowned[name] || byteAt(l.text, start-1) == ' ' && renowned[foldWord(wordBefore(l.text, start).in(l.text))+" "+name]
}

// fileSum reports whether a sum for checking a file that readers fetch stands at an offset.
func fileSum(t string, at int) bool {
	head := strings.ToLower(t[max(lineStart(t, at), at-60):at])
	return strings.Contains(head, "sha-256 of") || strings.Contains(head, "sha256 of") || strings.Contains(head, "checksum") || strings.Contains(head, "sha-256 sum") || strings.Contains(head, "sha256sum") || strings.HasSuffix(head, "sha-256 ") || strings.HasSuffix(head, "sha-256: ") || strings.HasSuffix(head, "sha-256 `")
}

// privateBlocks are the networks that nobody owns (RFC 1918, 6598, 3927).
var privateBlocks = wordSet("10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 169.254.0.0/16")

// explained reports whether a line speaks of networks as everybody knows them.
func explained(line string) bool {
	low := strings.ToLower(line)
	return strings.Contains(low, "private range") || strings.Contains(low, "private address") || strings.Contains(low, "private network") || strings.Contains(low, "rfc 1918") || strings.Contains(low, "rfc1918") || strings.Contains(low, "reserved")
}

// lineAround is the line of a text that an offset lies in.
func lineAround(t string, at int) string {
	rest, _, _ := strings.Cut(t[at:min(len(t), at+200)], "\n")
	return t[lineStart(t, at):at] + rest
}
