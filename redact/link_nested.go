package redact

import (
	"net/url"
	"strings"
)

// nested reports whether a public link carries one that leads inside: a page that sends its
// reader on.
func (l *looking) nested(a address) bool {
	rest := a.path + "?" + a.query
	if strings.Contains(strings.ToLower(rest), "%2f%2f") {
		if plain, err := url.PathUnescape(rest); err == nil {
			rest = plain
		}
	}
	for range 4 {
		n := strings.Index(rest, "://")
		if n < 0 {
			return false
		}
		from := n
		for from > 0 && classes[rest[from-1]]&(lower|upper) != 0 {
			from--
		}
		target := rest[n+3:]
		inner := takeApart(rest[from:n], target[:linkEnd(target, 0)])
		if inner.host != a.host && l.judgeHost(inner) != nil {
			return true
		}
		rest = target
	}
	return false
}
