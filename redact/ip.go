package redact

import (
	"net/netip"
	"strconv"
	"strings"
)

var (
	ipv4Rule = &rule{IPAddress, "ipv4", Block, "[internal address]",
		"This is a network address; it shows outsiders how the inside is built."}
	ipv6Rule = &rule{IPAddress, "ipv6", Block, "[internal address]",
		"This is a network address; it shows outsiders how the inside is built."}
)

// Networks reserved for documentation: RFC 5737, RFC 3849, RFC 9637.
var documentation = networks("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20")

// Networks that are nobody's in public: RFC 1918, 6598, 3927, 4193, 4291.
var inside = networks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16",
	"fc00::/7", "fe80::/10")

// Addresses that everybody knows: this host, masks, public resolvers.
var wellKnown = networks("127.0.0.0/8", "0.0.0.0/32", "255.0.0.0/8", "8.8.8.8/32", "8.8.4.4/32", "1.1.1.1/32",
	"1.0.0.1/32", "9.9.9.9/32", "::1/128", "::/128")

func networks(prefixes ...string) (out []netip.Prefix) {
	for _, p := range prefixes {
		out = append(out, netip.MustParsePrefix(p))
	}
	return out
}

func contains(nets []netip.Prefix, ip netip.Addr) bool {
	for _, n := range nets {
		if n.Contains(ip.Unmap()) {
			return true
		}
	}
	return false
}

// ipv4 looks for dotted addresses in a token.
func (l *looking) ipv4(start, end int) {
	for i := start; i < end; {
		if classes[l.text[i]]&digit == 0 || classAt(l.text, i-1)&letters != 0 && i > start {
			i++
			continue
		}
		run := i
		for i < end && classes[l.text[i]]&(digit|dot) != 0 {
			i++
		}
		l.dotted(run, i)
	}
}

// dotted judges a run of digits and dots.
func (l *looking) dotted(start, end int) {
	stop := end
	for stop > start && l.text[stop-1] == '.' {
		stop--
	}
	if at := l.capturedEnd(start, stop); at < stop {
		stop, end = at, at
	}
	l.shortNetwork(start, stop)
	l.openNetwork(start, stop)
	if l.wildcard(start, stop) || stop-start < 7 || stop-start > 15 || wordByte(l.text, start-1) {
		return
	}
	if wordByte(l.text, end) {
		return
	}
	ip, err := parseIPv4(l.text[start:stop])
	if err != nil || contains(wellKnown, ip) || l.s.pass.address(ip) || l.isVersion(start, stop, ip) {
		return
	}
	if r := l.rangeEnd(stop); r > stop {
		stop = r
	} else {
		stop = l.listEnd(l.rangeEnd(l.portOrPrefix(stop)))
	}
	l.addWeight(start, stop, ipv4Rule, weigh(ip))
	l.shortSisters(stop)
	l.namedAddress(start)
}

// capturedEnd is the end of the address in a run that a capture of packets has written, such
// as 10.20.30.40.443, and else that of the run.
func (l *looking) capturedEnd(start, stop int) int {
	if strings.Count(l.text[start:stop], ".") != 4 || !strings.HasPrefix(l.text[stop:], " > ") && !strings.HasSuffix(l.text[:start], " > ") {
		return stop
	}
	return start + strings.LastIndexByte(l.text[start:stop], '.')
}

// wildcard judges a run that a pattern completes, such as 10.20.30.x.
func (l *looking) wildcard(start, end int) bool {
	n := strings.Count(l.text[start:end], ".")
	if n < 1 || n > 2 || end >= len(l.text)-1 || wordByte(l.text, start-1) || l.text[end] != '.' {
		return false
	}
	stop := end
	for range 3 - n {
		if byteAt(l.text, stop) != '.' || !strings.ContainsRune("xX*%", rune(byteAt(l.text, stop+1))) {
			return false
		}
		stop += 2
	}
	ip, err := netip.ParseAddr(l.text[start:end] + strings.Repeat(".0", 3-n))
	if err != nil || !contains(inside, ip) || wordByte(l.text, stop) || l.s.pass.address(ip) || everybodysRange(l.text[start:end]) {
		return false
	}
	l.add(start, stop, ipv4Rule)
	return true
}

// everybodysRange reports whether the numbers before what is left open are those of a whole range that
// every house may use: 192.168.x.x.
func everybodysRange(s string) bool {
	return s == "192.168" || s == "10" || s == "172.16" || s == "169.254"
}

// parseIPv4 reads an address, with zeros in front of its numbers too.
func parseIPv4(s string) (netip.Addr, error) {
	parts := strings.Split(s, ".")
	for i, p := range parts {
		if len(p) == 3 && p[0] == '0' || len(p) == 2 && p[0] == '0' {
			parts[i] = strings.TrimLeft(p[:len(p)-1], "0") + p[len(p)-1:]
		}
	}
	return netip.ParseAddr(strings.Join(parts, "."))
}

// rangeEnd is the end of an address together with a mask or the end of a range.
func (l *looking) rangeEnd(end int) int {
	c := byteAt(l.text, end)
	if c != '-' && c != '/' {
		return end
	}
	stop, dots := end+1, 0
	for classAt(l.text, stop)&(digit|dot) != 0 {
		dots += btoi(l.text[stop] == '.')
		stop++
	}
	for l.text[stop-1] == '.' {
		stop, dots = stop-1, dots-1
	}
	if dots == 3 || c == '-' && dots == 0 && stop-end > 1 && stop-end < 5 && !wordByte(l.text, stop) {
		return stop
	}
	return end
}

// hexIPv4 judges an address written in hexadecimal: 0x0a.0x14.0x1e.0x28, 0x0A141E28.
func (l *looking) hexIPv4(start, end int) {
	s := strings.ToLower(l.text[start:end])
	if !strings.HasPrefix(s, "0x") {
		return
	}
	var parts []string
	if len(s) == 10 && isHexWord(s[2:]) {
		parts = []string{s[2:4], s[4:6], s[6:8], s[8:]}
	} else if parts = strings.Split(s, "."); len(parts) != 4 {
		return
	}
	var raw [4]byte
	for i, p := range parts {
		n, err := strconv.ParseUint(strings.TrimPrefix(p, "0x"), 16, 8)
		if err != nil {
			return
		}
		raw[i] = byte(n)
	}
	if ip := netip.AddrFrom4(raw); (len(s) > 10 || contains(inside, ip)) && !contains(wellKnown, ip) && !l.s.pass.address(ip) {
		l.addWeight(start, end, ipv4Rule, weigh(ip))
	}
}

// decimalIPv4 judges an address written as one number, where a word says so.
func (l *looking) decimalIPv4(start, end int) {
	if end-start < 8 || end-start > 10 || !all(l.text[start:end], digit) {
		return
	}
	near := foldWord(l.text[max(0, start-28):start])
	said := false
	for w := range strings.FieldsFuncSeq(near, func(r rune) bool { return !isLetter(r) }) {
		said = said || w == "ip" || w == "address" || w == "dword" || w == "decimal" || w == "host" || w == "ping" || w == "adresse" || w == "inet" || w == "ipv"
	}
	n, err := strconv.ParseUint(l.text[start:end], 10, 32)
	sure := saidNumber(l.text[max(0, start-40):start]) || saidNumber(l.text[end:min(len(l.text), end+40)])
	if !said && !sure || err != nil {
		return
	}
	if ip := netip.AddrFrom4([4]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}); (sure || contains(inside, ip)) && !l.s.pass.address(ip) {
		l.add(start, end, ipv4Rule)
	}
}

// saidNumber reports whether words say that an address is written as one number.
func saidNumber(near string) bool {
	near, _, _ = strings.Cut(strings.ToLower(near), "\n")
	for _, words := range []string{"as one number", "as a number", "as an integer", "decimal address", "decimal ip", "decimal form", "dword", "long integer", "as integers", "as integer", "as numbers", "as ints", "integer form", "as an int", "packed", "in decimal", "as decimals", "als ganzzahl", "als eine zahl", "als zahl"} {
		if strings.Contains(near, words) {
			return true
		}
	}
	return false
}

// shortNetwork judges a network with its last numbers left out: 172.16/12.
func (l *looking) shortNetwork(start, end int) {
	dots := strings.Count(l.text[start:end], ".")
	if dots < 1 || dots > 2 || byteAt(l.text, end) != '/' || wordByte(l.text, start-1) {
		return
	}
	ip, err := netip.ParseAddr(l.text[start:end] + strings.Repeat(".0", 3-dots))
	stop := end + 1
	for classAt(l.text, stop)&digit != 0 {
		stop++
	}
	if n := stop - end - 1; err == nil && contains(inside, ip) && n > 0 && n < 3 && !wordByte(l.text, stop) && !l.s.pass.address(ip) {
		l.add(start, stop, ipv4Rule)
	}
}

func weigh(ip netip.Addr) Severity {
	if contains(inside, ip) {
		return Block
	}
	return Warn
}

// portOrPrefix is the end of an address together with its port and prefix length.
func (l *looking) portOrPrefix(end int) int {
	for _, mark := range []byte{':', '/'} {
		stop := end + 1
		for stop-end <= 5 && classAt(l.text, stop)&digit != 0 {
			stop++
		}
		if byteAt(l.text, end) == mark && stop > end+1 && !wordByte(l.text, stop) {
			end = stop
		}
	}
	return end
}

// colon judges a run of hexadecimal groups around the colon at i.
func (l *looking) colon(i int) int {
	start := i
	for start > 0 && i-start < 4 && isHex(l.text[start-1]) {
		start--
	}
	end, colons := start, 0
	for end < len(l.text) && end-start < 48 && (isHex(l.text[end]) || l.text[end] == ':' || l.text[end] == '.') {
		if l.text[end] == ':' {
			colons++
		}
		end++
	}
	if colons > 2 && start == i && byteAt(l.text, i+1) != ':' && wordByte(l.text, i-1) {
		return i + 1 // address:fd12::1
	}
	if colons < 2 || wordByte(l.text, start-1) || byteAt(l.text, start-1) == ':' && !keyBefore(l.text, start-1) || wordByte(l.text, end) {
		return i + 1
	}
	stop := end
	for stop > start && (l.text[stop-1] == '.' || l.text[stop-1] == ':' && byteAt(l.text, stop-2) != ':') {
		stop--
	}
	if n := strings.LastIndexByte(l.text[start:stop], ':'); n > 0 && stop-start-n == 6 && all(l.text[start+n+1:stop], digit) && strings.Contains(l.text[start:start+n], "::") {
		stop = start + n // a port of five digits
	}
	if n := strings.IndexByte(l.text[start:stop], '.'); n > 3 && n < stop-start-1 && all(l.text[start+n+1:stop], digit) {
		stop = start + n // the port, as captures of packets have it
	}
	if l.hardwareColons(start, stop) {
		return end
	}
	if ip, err := netip.ParseAddr(l.text[start:stop]); err == nil && ip.Is6() && l.believable(l.text[start:stop]) {
		l.ipv6(start, stop, ip)
	}
	return end
}

// believable reports whether hexadecimal groups look like an address and not
// like a fingerprint or a name with a double colon in a program.
func (l *looking) believable(s string) bool {
	if strings.Contains(s, ".") {
		return true
	}
	long, groups := false, 0
	for g := range strings.SplitSeq(s, ":") {
		if g != "" {
			groups++
		}
		long = long || len(g) >= 3
	}
	return bits(s)&digit != 0 && (long || groups > 2 && strings.Contains(s, "::"))
}

// ipv6 adds an address with its brackets, port and prefix length.
func (l *looking) ipv6(start, end int, ip netip.Addr) {
	if contains(wellKnown, ip) || l.s.pass.address(ip) {
		return
	}
	if byteAt(l.text, end) == '%' {
		for end++; wordByte(l.text, end); {
			end++
		}
	}
	if byteAt(l.text, start-1) == '[' && byteAt(l.text, end) == ']' && byteAt(l.text, end+1) == ':' {
		if stop := l.portOrPrefix(end + 1); stop > end+1 {
			start, end = start-1, stop
		}
	} else if byteAt(l.text, start-1) == '[' && byteAt(l.text, end) == ']' && l.edited(start-1, start) {
		start, end = start-1, end+1
	} else {
		end = l.portOrPrefix(end)
	}
	if byteAt(l.text, end) == '-' {
		stop := end + 1
		for stop < len(l.text) && (isHex(l.text[stop]) || l.text[stop] == ':') {
			stop++
		}
		if other, err := netip.ParseAddr(l.text[end+1 : min(len(l.text), max(end+1, stop))]); err == nil && other.Is6() {
			end = stop
		}
	}
	if n := end - strings.LastIndexByte(l.text[start:end], ':') - start - 1; byteAt(l.text, end) == ' ' && n < 4 && isHex(byteAt(l.text, end+1)) && !wordByte(l.text, end+2) && classAt(l.text, end+1)&digit != 0 {
		end += 2 // a last group in two pieces
	}
	l.addWeight(start, end, ipv6Rule, weigh(ip))
}
