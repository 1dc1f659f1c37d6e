package redact

import (
	"net/netip"
	"strings"
)

// Four numbers with dots between that are a version.

// versionWords announce a version number.
var versionWords = wordSet(`version versions ver v release releases rev revision build firmware oracle chrome chromium
	upgrade upgraded upgrading downgrade downgraded bump bumped patch driver kernel sdk plugin section chapter clause
	oid oids kafka elasticsearch hadoop zookeeper jdk tag tagged`)

// isVersion reports whether four dotted numbers read as a version or a section, here or
// where they stood before.
func (l *looking) isVersion(start, end int, ip netip.Addr) bool {
	s := l.text[start:end]
	head := s[:strings.LastIndexByte(s, '.')]
	if contains(inside, ip) || contains(documentation, ip) { // what was said of another place is not believed
		return l.readsAsVersion(start, end, ip)
	}
	if c := byteAt(l.text, end); l.versions[s] && c != ':' && c != '/' || (l.versions[head] || l.versions[s[:strings.IndexByte(s, '.')+1]]) && smallParts(s) && c != ':' && c != '/' {
		return true
	}
	version := l.readsAsVersion(start, end, ip)
	if version {
		if l.versions == nil {
			l.versions = map[string]bool{}
		}
		l.versions[s], l.versions[head] = true, true
		if l.headsChanges(start, end) {
			l.versions[s[:strings.IndexByte(s, '.')+1]] = true
		}
	}
	return version
}

// readsAsVersion reports whether the words around four dotted numbers say that they are a
// version or a section.
func (l *looking) readsAsVersion(start, end int, ip netip.Addr) bool {
	first := ip.Unmap().As4()[0]
	if end-start == 7 && !contains(inside, ip) && !l.saidAddress(start, end) {
		return true // four single digits
	}
	if first == 0 || byteAt(l.text, start-1) == '-' && wordByte(l.text, start-2) && !contains(inside, ip) {
		return true
	}
	if !contains(inside, ip) && !contains(documentation, ip) && (l.released(start, end) || l.headsChanges(start, end) || l.programLine(start, end) || l.besideProduct(start, end)) {
		return true
	}
	if !contains(inside, ip) && !contains(documentation, ip) && versionsBeside(l.text, start, end) {
		return true
	}
	prev := wordBefore(l.text, start)
	word := strings.ToLower(prev.in(l.text))
	if versionWords[word] || !contains(inside, ip) && !contains(documentation, ip) && l.besideVersion(start, end) {
		return true
	}
	if !contains(inside, ip) && !contains(documentation, ip) && first < 64 && strings.Trim(l.text[prev.end:start], " ") == "" && (notNames[word] && !addressWords[word] || capitalised(prev.in(l.text)) && !addressWords[word] && !ordinary(foldWord(word))) {
		return true // a product and its version
	}
	if l.versionOnward(start, end) || !contains(inside, ip) && !contains(documentation, ip) && shortVersionWords[word] {
		return true
	}
	span := word == "to" || word == "from" || word == "and" || word == "or"
	if !span && (contains(inside, ip) || contains(documentation, ip)) {
		return false
	}
	if tail := strings.ToLower(l.text[end:min(len(l.text), end+24)]); !contains(documentation, ip) && (strings.HasPrefix(tail, ", the version") || strings.HasPrefix(tail, " (the version") || strings.HasPrefix(tail, ", the release") || strings.HasPrefix(tail, " of the driver") || strings.HasPrefix(tail, " is a version") || strings.HasPrefix(tail, " is the version") || strings.HasPrefix(tail, " is a release") || strings.HasPrefix(tail, " is the release") || strings.HasPrefix(tail, " is a build") || strings.HasPrefix(tail, " was a release") || strings.HasPrefix(tail, " was a version") || strings.HasPrefix(tail, " release")) {
		return true
	}
	near := strings.ToLower(l.text[max(0, start-48):start])
	if n := strings.LastIndex(near, "://"); n >= 0 {
		near = near[n:][max(0, strings.IndexByte(near[n:], ' ')):] // the version of an interface is none of a program
	}
	for w := range strings.FieldsFuncSeq(near, func(r rune) bool { return !isLetter(r) }) {
		if versionWords[w] {
			return true
		}
	}
	return false
}

// versionsBeside reports whether small numbers stand beside versions of which the rest is left open,
// or before what is said of versions alone: 6.19.3.1, 5.x; 6.19.3.1 or newer.
func versionsBeside(t string, start, end int) bool {
	if !smallParts(t[start:end]) {
		return false
	}
	rest := t[end:min(len(t), end+16)]
	for _, tail := range []string{" or newer", " or later", " or older", " and newer", " and later", " and older", " and up", " onwards", "+ "} {
		if strings.HasPrefix(rest, tail) {
			return true
		}
	}
	near := t[max(0, start-10):start]
	n, m := strings.Index(rest, ".x"), strings.LastIndex(near, ".x, ")
	return n > 2 && classes[rest[n-1]]&digit != 0 && strings.HasPrefix(rest, ", ") || m > 0 && classes[near[m-1]]&digit != 0
}

// shortVersionWords announce the version of what runs on a device.
var shortVersionWords = wordSet("fw sw os app bios client agent software image")

// versionOnward reports whether a version of three numbers stands behind an arrow: 10.11.8.2 → 11.4.2.
func (l *looking) versionOnward(start, end int) bool {
	rest := strings.TrimLeft(l.text[end:min(len(l.text), end+28)], " ")
	if strings.HasPrefix(l.text[end:], "     ") && classAt(l.text, end+5)&digit != 0 && capitalised(wordBefore(l.text, start).in(l.text)) {
		rest = ">" + rest // an arrow, of which the plain text keeps the size
	}
	for _, arrow := range []string{"->", "=>", ">"} {
		if tail, ok := strings.CutPrefix(rest, arrow); ok {
			n := 0
			for tail = strings.TrimLeft(tail, " "); n < len(tail) && classes[tail[n]]&(digit|dot) != 0; n++ {
			}
			return strings.Count(strings.TrimRight(tail[:n], "."), ".") == 2
		}
	}
	return false
}

// addressWords stand before addresses.
var addressWords = wordSet("ip address host server from client source peer gateway dns at to via by and on is for adresse adresa ips addresses upstream endpoint origin cloudflare google aws azure the of")

// besideVersion reports whether three numbers of which the first is the same stand
// near: 4.8.1 beside 4.8.1.0.
func (l *looking) besideVersion(start, end int) bool {
	near := l.text[max(0, start-80):min(len(l.text), end+60)]
	first, _, _ := strings.Cut(l.text[start:end], ".")
	for word := range strings.FieldsFuncSeq(near, func(r rune) bool { return !isDigit(r) && r != '.' }) {
		if word = strings.Trim(word, "."); strings.Count(word, ".") == 2 && strings.HasPrefix(word, first+".") {
			return true
		}
	}
	return false
}

// released reports whether small numbers head a line and a date follows, as in a
// list of changes.
func (l *looking) released(start, end int) bool {
	if strings.Trim(l.text[lineStart(l.text, start):start], " #*-[v") != "" || !smallParts(l.text[start:end]) {
		return false
	}
	rest := strings.TrimLeft(l.text[end:min(len(l.text), end+12)], " ](-/:")
	return strings.HasPrefix(rest, "19") || strings.HasPrefix(rest, "20") || strings.TrimSpace(rest) == "" && strings.Contains(l.text[lineStart(l.text, start):start], "#")
}

// headsChanges reports whether small numbers end a heading behind the name of a product: ## Registry
// 2.31.0.4.
func (l *looking) headsChanges(start, end int) bool {
	head := l.text[lineStart(l.text, start):start]
	line := strings.TrimLeft(head, "#")
	name := strings.TrimSpace(line)
	rest := strings.TrimLeft(l.text[end:min(len(l.text), end+2)], "\r")
	return line != head && capitalised(name) && strings.Count(name, " ") < 2 && !addressWords[strings.ToLower(name)] && smallParts(l.text[start:end]) && (rest == "" || rest[0] == '\n')
}

// programLine reports whether small numbers stand in the line of a file's properties that says
// which program wrote it: Application: Writer 24.2.4.2.
func (l *looking) programLine(start, end int) bool {
	key, name, ok := strings.Cut(strings.TrimLeft(l.text[lineStart(l.text, start):start], " \t>|*"), ":")
	name = strings.TrimSpace(name)
	switch strings.ToLower(strings.TrimSpace(key)) {
	case "application", "producer", "generator", "creator tool", "program", "software", "encoder":
		return ok && capitalised(name) && strings.Count(name, " ") < 3 && smallParts(l.text[start:end])
	}
	return false
}

// smallParts reports whether every number between dots is below 40, as in versions.
func smallParts(s string) bool {
	for part := range strings.SplitSeq(s, ".") {
		if len(part) > 2 || len(part) == 2 && part[0] > '3' {
			return false
		}
	}
	return true
}

// besideProduct reports whether a version of the same product stands shortly before:
// Arnold 7.3.4.0 wants it; 7.2.1.1 did not.
func (l *looking) besideProduct(start, end int) bool {
	if !smallParts(l.text[start:end]) {
		return false
	}
	from := max(0, start-80)
	first, _, _ := strings.Cut(l.text[start:end], ".")
	n := strings.LastIndex(l.text[from:start], " "+first+".")
	if n < 0 {
		return false
	}
	other, prev := wordAt(l.text, from+n+1), wordBefore(l.text, from+n+1)
	return smallParts(strings.TrimRight(other.in(l.text), ".")) && l.text[prev.end:from+n+1] == " " && capitalised(prev.in(l.text)) && !addressWords[strings.ToLower(prev.in(l.text))]
}
