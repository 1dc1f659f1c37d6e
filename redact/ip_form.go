package redact

import (
	"net/netip"
	"strings"
)

// Forms of network addresses beside four numbers with dots.

// markedIPv4 judges four numbers with commas, blanks or other marks in the place of
// the dots, from the first of them on: 10,44,9,32. Only addresses of inside networks
// are believed, blanks only where a word says that it is an address.
func (l *looking) markedIPv4(start, end int) {
	t := l.text
	s := t[start:end]
	if len(s) > 3 || s != "10" && s != "192" && s != "172" || wordByte(t, start-1) || strings.IndexByte(",.-", byteAt(t, start-1)) >= 0 && start > 0 {
		return
	}
	sep := byteAt(t, end)
	if sep != ',' && sep != ' ' && sep != ';' && sep != '/' && sep != '|' {
		return
	}
	var ip [4]string
	at := start
	for i := range ip {
		from := at
		for at < len(t) && at-from < 4 && classes[t[at]]&digit != 0 {
			at++
		}
		ip[i] = t[from:at]
		if i < 3 {
			if byteAt(t, at) != sep {
				return
			}
			at++
		}
	}
	addr, err := parseIPv4(strings.Join(ip[:], "."))
	if err != nil || !contains(inside, addr) || l.s.pass.address(addr) || wordByte(t, at) || byteAt(t, at) == sep && classAt(t, at+1)&digit != 0 {
		return
	}
	if sep == ' ' && !l.saidAddress(start, at) {
		return
	}
	l.addWeight(start, at, ipv4Rule, Warn)
}

// saidAddress reports whether a word close by says that numbers are an address.
func (l *looking) saidAddress(start, end int) bool {
	near := foldWord(l.text[max(0, start-24):start]) + " " + foldWord(l.text[end:min(len(l.text), end+16)])
	for w := range strings.FieldsFuncSeq(near, func(r rune) bool { return !isLetter(r) }) {
		if networkWords[w] {
			return true
		}
	}
	return false
}

// networkWords say that numbers beside them are an address or a network.
var networkWords = wordSet("ip ips ipv address addresses addr host subnet subnets network networks net netz subnetz range vlan cidr segment prefix block gateway peer adresse adressen réseau red netwerk lan dmz")

// readAsDigits are letters that programs that read pictures take digits for.
var readAsDigits = strings.NewReplacer("O", "0", "o", "0", "l", "1", "I", "1", "S", "5", "B", "8")

// listEnd is where the last numbers of further addresses end that share the first
// three: 10.44.9.32,33 and 10.44.9.{1..20}.
func (l *looking) listEnd(end int) int {
	for byteAt(l.text, end) == ',' || byteAt(l.text, end) == '|' {
		stop := end + 1
		for classAt(l.text, stop)&digit != 0 && stop-end < 4 {
			stop++
		}
		if c := byteAt(l.text, stop); stop == end+1 || wordByte(l.text, stop) || c == '.' && classAt(l.text, stop+1)&digit != 0 {
			break
		}
		end = stop
	}
	return end
}

// namedAddress adds the name of a machine that stands before an address with a colon between,
// as files of containers have it: "hsm1:10.20.30.40".
func (l *looking) namedAddress(start int) {
	if c := byteAt(l.text, start-1); c == '(' && byteAt(l.text, start-2) == ' ' { // gw-hel (10.20.30.1)
		w := span{start - 2, start - 2}
		for w.start > 0 && w.end-w.start < 40 && classes[l.text[w.start-1]]&(lower|digit|dash) != 0 {
			w.start--
		}
		if s := w.in(l.text); len(s) > 4 && strings.IndexByte(s, '-') > 0 && !ordinaryParts(s) && !notAHost(s) && oddPart(s) && !wordByte(l.text, w.start-1) {
			l.addNamedHost(w.start, w.end)
		}
		return
	} else if c != ':' {
		return
	}
	from := start - 1
	for from > 0 && start-from < 64 && classes[l.text[from-1]]&(letters|digit|dash|dot) != 0 {
		from--
	}
	s := strings.ToLower(l.text[from : start-1])
	if c := byteAt(l.text, from-1); len(s) > 2 && bits(s)&digit != 0 && bits(s)&letters != 0 && !wordByte(l.text, from-1) && c != '/' && c != '@' && !notAHost(s) && !strings.HasPrefix(s, "ipv") && !isHexWord(s) && !unitWords[strings.TrimRight(s, "0123456789")] {
		l.addNamedHost(from, start-1)
	}
}

// shortSisters adds the last numbers of further addresses of the same network: 10.20.30.40,
// .41 and .42; 10.20.30.40 to .49.
func (l *looking) shortSisters(end int) {
	t := l.text
	for range 12 {
		next := end
		for _, joint := range []string{", and ", ", ", " and ", " to ", " or ", "/", " / ", " & ", " und ", " bis ", " et ", " e ", " y ", " - ", " – ", "–", "-", " through ", " → ", " -> ", " => ", "; ", " "} {
			if strings.HasPrefix(t[end:], joint) {
				next = end + len(joint)
				break
			}
		}
		n := digitsFrom(t, next+1)
		if next == end || byteAt(t, next) != '.' || n == 0 || n > 3 || wordByte(t, next+1+n) || byteAt(t, next+1+n) == '.' && classAt(t, next+2+n)&digit != 0 || byteAt(t, next+1+n) == '%' {
			return
		}
		end = next + 1 + n
		l.addWeight(next, end, ipv4Rule, Warn)
	}
}

// skippedOctet judges two numbers of an inside network, a letter and a number: 10.61.x.20.
func (l *looking) skippedOctet(start, end int) bool {
	t := l.text
	if byteAt(t, end) != '.' || end+3 >= len(t) || strings.IndexByte("xXyYnN*_?#", t[end+1]) < 0 || t[end+2] != '.' || classes[t[end+3]]&digit == 0 || wordByte(t, start-1) {
		return false
	}
	stop := end + 3
	for stop < len(t) && classes[t[stop]]&digit != 0 {
		stop++
	}
	ip, err := netip.ParseAddr(t[start:end] + ".0." + t[end+3:stop])
	if err != nil || !contains(inside, ip) || wordByte(t, stop) || l.s.pass.address(ip) {
		return false
	}
	l.addWeight(start, stop, ipv4Rule, Warn)
	return true
}

// openNetwork judges three numbers of an inside network whose last one is left out
// or stands in brackets: 10.44.9.{1..20}, 10.44.9.xxx, the subnet 10.44.9.
func (l *looking) openNetwork(start, end int) {
	t := l.text
	if n := strings.Count(t[start:end], "."); n == 1 && l.skippedOctet(start, end) {
		return
	} else if n != 2 || wordByte(t, start-1) || byteAt(t, start-1) == '.' || end-start < 6 {
		return
	}
	ip, err := netip.ParseAddr(t[start:end] + ".0")
	if err != nil || !contains(inside, ip) || l.s.pass.address(ip) {
		return
	}
	stop := end
	if byteAt(t, end) == '.' {
		switch c := byteAt(t, end+1); {
		case c == '{' || c == '[' || c == '(' || c == '<':
			n := strings.IndexAny(t[end:min(len(t), end+20)], "}])>")
			if n < 0 || strings.Trim(t[end+2:end+n], "0123456789.,-x*nN ") != "" {
				return
			}
			stop = end + n + 1
		case c == 'x' || c == 'X' || c == 'n' || c == 'N' || c == 'y' || c == '_' || c == '?' || c == '*':
			for stop++; stop < len(t) && t[stop] == c && stop-end < 5; stop++ {
			}
			if wordByte(t, stop) {
				return
			}
		}
	}
	if stop > end || strings.HasPrefix(t[start:end], "192.168.") || l.saidAddress(start, end) {
		if wordByte(t, stop) || byteAt(t, stop) == '-' && wordByte(t, stop+1) {
			return
		}
		l.addWeight(start, stop, ipv4Rule, Warn)
	}
}
