package redact

import "strings"

// Numbers of letters and parcels, as posts and carriers give them.

// postNumber reports whether s is the number of a postal item: two capitals, nine digits and
// the capitals of a country (UPU S10); or one of the large carriers'.
func postNumber(s string) bool {
	switch {
	case len(s) == 13 && all(s[:2], upper) && all(s[2:11], digit) && all(s[11:], upper):
		return !strings.HasPrefix(s[2:], "000000")
	case len(s) == 18 && strings.HasPrefix(s, "1Z"):
		return bits(s)&^(upper|digit) == 0 && bits(s[2:])&digit != 0
	case strings.HasPrefix(s, "JJD") || strings.HasPrefix(s, "JVGL") || strings.HasPrefix(s, "JD0") || strings.HasPrefix(s, "GM") || strings.HasPrefix(s, "LX"):
		return len(s) > 15 && len(s) < 27 && all(strings.TrimLeft(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), digit)
	}
	return false
}

// postGroups adds the number of a postal item whose digits stand in groups, from the two
// capitals at start on: RR 473 124 585 PT.
func (l *looking) postGroups(start, end int) {
	t := l.text
	if end-start != 2 || !all(t[start:end], upper) || byteAt(t, end) != ' ' && byteAt(t, end) != '-' || wordByte(t, start-1) || classAt(t, end+1)&digit == 0 {
		return
	}
	at, digits := end, 0
	for at < len(t) && digits < 10 && (classes[t[at]]&digit != 0 || (t[at] == ' ' || t[at] == '-') && wordByte(t, at+1)) {
		if t[at] == ' ' && digits == 9 {
			break
		}
		digits += btoi(classes[t[at]]&digit != 0)
		at++
	}
	for digits == 9 && at < len(t) && (t[at] == ' ' || t[at] == '-') {
		at++
	}
	if digits == 9 && at+2 <= len(t) && all(t[at:at+2], upper) && !wordByte(t, at+2) {
		l.addWeight(start, at+2, idRule, Warn)
	}
}

// numberNoun reports whether a noun for somebody's number stands shortly before an offset.
func (l *looking) numberNoun(start int) bool {
	near := strings.ToLower(l.text[max(lineStart(l.text, start), start-40):start])
	for _, noun := range []string{"account", "contract", "customer", "policy", "member", "claim", "meter", "licence", "license", "konto", "kunden", "vertrag", "compte", "contrat", "cuenta", "client", "subscriber", "loan", "patient", "tenant", "file no", "ref", "permit", "warrant", "case no"} {
		if strings.Contains(near, noun) {
			return true
		}
	}
	return false
}
