package redact

import "strings"

// Rooms of meetings, servers that carry calls, and other numbers that lead to somebody.

// addRooms adds the words that the number of a meeting follows.
func (d *dictionary) addRooms() {
	for _, word := range []string{"meeting", "the meeting", "webinar", "conference", "video call", "zoom", "teams meeting", "the call"} {
		d.add(word, func(l *looking, start, end int) { l.roomNumber(end) })
	}
	for _, word := range []string{"join/", "/j/", "meet/", "room/", "rooms/", "meetings/", "webinars/"} {
		d.addLoose(word, func(l *looking, start, end int) {
			if stop := roomEnd(l.text, end); stop > end && strings.IndexByte("/ \"`'(", byteAt(l.text, start-1)) >= 0 {
				l.add(end, stop, idRule)
			}
		})
	}
	for _, key := range []string{"username", "user", "turn_user"} {
		d.add(key, func(l *looking, start, end int) { l.timedUser(end) })
	}
}

// roomNumber judges the number behind such a word: the meeting was 842 1190 3376.
func (l *looking) roomNumber(end int) {
	at := end
	for _, link := range []string{" was ", " is ", " number ", " ", ": "} {
		if strings.HasPrefix(l.text[at:], link) {
			at += len(link)
			break
		}
	}
	for at > end && strings.IndexByte("`\"'*", byteAt(l.text, at)) >= 0 && at < len(l.text) {
		at++
	}
	if stop := roomEnd(l.text, at); at > end && stop > at && byteAt(l.text, stop) != '%' {
		l.addWeight(at, stop, idRule, Warn)
	}
}

// roomEnd is where the number of a meeting at an offset ends, in three groups: 842 1190 3376,
// 842-119-337; or the offset.
func roomEnd(t string, at int) int {
	first := digitsFrom(t, at)
	mark := byteAt(t, at+first)
	if first != 3 || mark != ' ' && mark != '-' {
		return at
	}
	second := digitsFrom(t, at+4)
	if second != 3 && second != 4 || byteAt(t, at+4+second) != mark {
		return at
	}
	third := digitsFrom(t, at+5+second)
	if stop := at + 5 + second + third; third >= second && third < 5 && !wordByte(t, stop) && (second == 4 || mark == '-') {
		return stop
	}
	return at
}

// timedUser judges a user for whom a server gave a name that ends at a time:
// "username":"1784191321:guest_7712".
func (l *looking) timedUser(end int) {
	t, at := l.text, end
	for at < len(t) && at-end < 5 && strings.IndexByte("\":= '", t[at]) >= 0 {
		at++
	}
	const n = 10 // digits of a time in seconds
	if at == end || digitsFrom(t, at) != n-1 || t[at] != '1' && t[at] != '2' || classAt(t, at+n-1)&digit == 0 || byteAt(t, at+n) != ':' {
		return
	}
	if w := hostAt(t, at+n+1); w.end-w.start > 2 {
		l.add(at, w.end, idRule)
	}
}

// slashedCase is where a case with a year between slashes ends: 20/2026/11874; or the offset.
func slashedCase(t string, at int) int {
	n := digitsFrom(t, at)
	if n == 0 || n > 5 || byteAt(t, at+n) != '/' || digitsFrom(t, at+n+1) != 4 || !yearOnly(t[at+n+1:at+n+5]) || byteAt(t, at+n+5) != '/' {
		return at
	}
	last := digitsFrom(t, at+n+6)
	if stop := at + n + 6 + last; last > 1 && !wordByte(t, stop) && byteAt(t, stop) != '/' {
		return stop
	}
	return at
}

// restOfCount reports whether a cell sums up the rest of a list: 212 others.
func restOfCount(s string) bool {
	head, rest, ok := strings.Cut(s, " ")
	return ok && all(strings.ReplaceAll(head, ",", ""), digit) && (rest == "others" || rest == "more" || rest == "other" || rest == "in total" || rest == "weitere" || rest == "altri" || rest == "autres")
}

// amount reports whether a cell is a sum of money: 65.50 EUR.
func amount(s string) bool {
	a, b, ok := strings.Cut(s, " ")
	if !ok || strings.Contains(b, " ") {
		return false
	}
	if len(a) == 3 {
		a, b = b, a
	}
	return currencies[b] && strings.Trim(a, "0123456789.,'-") == "" && a != ""
}

// currencies are codes of money.
var currencies = wordSet("EUR USD GBP CHF SEK NOK DKK PLN CZK HUF JPY CNY INR AUD CAD BRL MXN RON BGN TRY")
