package redact

import (
	"net/netip"
	"strings"
)

// zoneWords stand between the name of a machine and its address in the files of name servers.
var zoneWords = wordSet("in a aaaa ptr cname mx txt is at -> => = has address")

// cardStems begin the names of network cards and protocols, which stand beside addresses too.
var cardStems = wordSet("eth ens eno enp enx lo bond wlan wlp docker br tun tap veth vlan wg ppp utun en ge xe et gi te fa po mgmt tcp udp ipv inet icmp ip port ttl bridge dummy cni flannel cali vmk vmnic team ib pts tty")

// addressLine judges the name beside an address in a line of a hosts file, of a name
// server or of a list: 10.20.3.41  walrus-a, walrus-a 300 IN A 10.20.3.41.
func (l *looking) addressLine(start, end int) {
	t := l.text
	if end-start > 120 || end-start < 10 {
		return
	}
	line := t[start:end]
	if strings.IndexByte(line, '.') < 0 && strings.IndexByte(line, ':') < 0 || classes[line[0]]&digit == 0 && !strings.Contains(line, "  ") && strings.IndexByte(line, '\t') < 0 && !strings.Contains(line, " A ") && !strings.Contains(line, " AAAA ") {
		return
	}
	var words [6]span
	n, address := 0, -1
	for at := start; at < end; {
		stop := at
		for stop < end && !isSpace(t[stop]) {
			stop++
		}
		if stop > at {
			if n == len(words) {
				return
			}
			words[n] = span{at, stop}
			if _, err := netip.ParseAddr(strings.TrimRight(t[at:stop], ",;")); err == nil && address < 0 {
				address = n
			}
			n++
		}
		at = stop + 1
	}
	if address < 0 || n < 2 {
		return
	}
	for _, w := range words[:n] {
		l.besideAddress(w)
	}
}

// besideAddress adds a word beside an address where it has the form of a name.
func (l *looking) besideAddress(w span) {
	low := strings.ToLower(strings.TrimRight(w.in(l.text), ".,;:"))
	b := bits(low)
	if zoneWords[low] || len(low) < 3 || b&letters == 0 || b&(digit|dash|dot) == 0 || b&^(lower|digit|dash|dot) != 0 || hostAt(l.text, w.start).end != w.start+len(low) || notAHost(low) || numberUnit(low) {
		return
	}
	stem := strings.TrimRight(low, "0123456789.-")
	if cardStems[stem] || b&(digit|dot) == 0 && ordinaryHyphens(low) {
		return
	}
	l.addNamedHost(w.start, w.start+len(low))
}

// ordinaryHyphens reports whether every part of a word in hyphens is an ordinary one.
func ordinaryHyphens(s string) bool {
	for part := range strings.SplitSeq(s, "-") {
		if !ordinary(part) {
			return false
		}
	}
	return true
}
