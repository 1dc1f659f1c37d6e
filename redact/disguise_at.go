package redact

import "strings"

// lastPart reports whether nothing but one word stands behind the last @ of s, and no spaced
// dot before it, which another view joins.
func lastPart(s string) bool {
	n := strings.LastIndexByte(s, '@')
	return strings.IndexByte(strings.TrimLeft(s[n+1:], " "), ' ') < 0 && !strings.Contains(s[:n], " . ")
}

// loudAt reports whether the word for an @ between i and end stands in capitals, or between
// marks, before a domain: owner AT shop.example, ops_at_shop.example.
func loudAt(t string, i, at, end int) bool {
	if t[i] == ' ' && t[at:at+2] != "AT" || t[i] == '-' {
		return false
	}
	w := hostAt(t, end)
	name := strings.ToLower(w.in(t))
	return strings.Contains(name, ".") && isDomain(name) && !wordByte(t, w.end) && bits(name)&lower != 0 && (t[i] == '_' || !notNames[strings.ToLower(wordBefore(t, i).in(t))])
}
