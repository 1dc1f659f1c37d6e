package redact

import (
	"net/netip"
	"strconv"
	"strings"
)

// Network addresses whose numbers stand apart, with whatever marks between, or in
// another base. Only those of inside networks are believed.

// insideHeads are the first numbers of inside networks.
var insideHeads = wordSet("10 172 192 100 169 010 0xa 0x0a 0xac 0xc0 012 0254 0300")

// looseIPv4 judges four numbers with blanks and marks of any sort between, from the
// first of them on: 10. 44. 9. 32, 172.27.*88.104, <10> <44> <9> <32>.
func (l *looking) looseIPv4(start, end int) {
	t := l.text
	for end > start && classes[t[end-1]]&digit == 0 {
		end--
	}
	first := end
	for i := start; i < end; i++ {
		if classes[t[i]]&digit == 0 {
			first = i
			break
		}
	}
	if !insideHeads[t[start:first]] || wordByte(t, start-1) || strings.IndexByte(".,-:/", byteAt(t, start-1)) >= 0 && classAt(t, start-2)&digit != 0 && start > 0 {
		return
	}
	var parts [4]string
	at, seps := start, make([]string, 0, 3)
	for i := range parts {
		from := at
		for at < len(t) && at-from < 4 && classes[t[at]]&digit != 0 {
			at++
		}
		parts[i] = t[from:at]
		if at == from || i == 3 {
			break
		}
		gap := at
		for gap < len(t) && gap-at < 7 && (t[gap] < 0x80 && classes[t[gap]]&(letters|digit) == 0 && t[gap] != '\n' || t[gap] >= 0x80 && boneSize(t, gap) < 0) {
			gap++
		}
		if gap == at {
			return
		}
		seps = append(seps, t[at:gap])
		at = gap
	}
	if parts[3] == "" || !addressMarks(seps) && !(len(seps) == 3 && strings.Contains(seps[1], ".") && seps[1] != "." && (len(parts[2]) > 2 || len(parts[3]) > 2 || parts[3] > "60" && len(parts[3]) == 2)) || wordByte(t, at) || classAt(t, at+1)&digit != 0 && at < len(t) && strings.IndexByte(".,-/:", t[at]) >= 0 && t[at] != ':' && t[at] != '/' {
		return
	}
	if ip, err := parseIPv4(strings.Join(parts[:], ".")); err == nil && contains(inside, ip) && !l.s.pass.address(ip) {
		from, to := paired(t, start, l.portOrPrefix(at))
		l.addWeight(from, to, ipv4Rule, Warn)
	}
}

// addressMarks reports whether what stands between four numbers makes an address of
// them: a dot among it, or the same mark with blanks; numbers of a sentence or of a
// list have commas, blanks or hyphens alone.
func addressMarks(seps []string) bool {
	if len(seps) > 1 && strings.TrimSpace(seps[0]) == ":" && seps[1] == seps[0] {
		return false // a time of day
	}
	dots, same := 0, true
	for _, s := range seps {
		dots += btoi(strings.Contains(s, ".") || strings.Contains(s, "\u00b7"))
		same = same && s == seps[0]
		if strings.ContainsAny(s, "/%+=&;|") && s != seps[0] || strings.TrimSpace(s) == "<" || strings.TrimSpace(s) == ">" {
			return false
		}
	}
	if !same { // but no two numbers with decimals: 10.5 - 20.3
		return dots > 0 && !(seps[0] == "." && seps[2] == "." && !strings.ContainsAny(seps[1], "[({<'\"*_`\u00b7"))
	}
	return seps[0] != "." && dots > 0 || seps[0] == bullets || wraps(seps[0])
}

// bullets is what plainMarks makes of a bullet between numbers.
const bullets = "***"

// wraps reports whether a mark closes a bracket and opens the next: > <, ][.
func wraps(sep string) bool {
	bare := strings.Join(strings.Fields(sep), "")
	return bare == "><" || bare == "][" || bare == ")(" || bare == "}{"
}

// otherBase judges four numbers with dots in hexadecimal or octal: AC.1B.3D.0A,
// 0254.033.075.012.
func (l *looking) otherBase(start, end int) {
	s := l.text[start:end]
	if len(s) < 7 || len(s) > 19 || strings.Count(s, ".") != 3 || byteAt(l.text, start-1) == '.' {
		return
	}
	base := 16
	if bits(s)&letters == 0 {
		if s[0] != '0' {
			return
		}
		base = 8
	} else if bits(s)&digit == 0 {
		return
	}
	var raw [4]byte
	for i, p := range strings.Split(s, ".") {
		if base == 16 && (len(p) == 0 || len(p) > 2) || base == 8 && (len(p) == 0 || p[0] != '0' || len(p) < 2 && p != "0") {
			return
		}
		n, err := strconv.ParseUint(p, base, 8)
		if err != nil {
			return
		}
		raw[i] = byte(n)
	}
	if ip := netip.AddrFrom4(raw); contains(inside, ip) && !l.s.pass.address(ip) {
		l.addWeight(start, end, ipv4Rule, Warn)
	}
}

// keyBefore reports whether the colon at i follows a word that is no group of an address.
func keyBefore(t string, i int) bool {
	w := span{i, i}
	for ; w.start > 0 && i-w.start < 24 && wordByte(t, w.start-1); w.start-- {
	}
	return w.end-w.start > 2 && !isHexWord(w.in(t)) && bits(w.in(t))&digit == 0
}
