package redact

import "strings"

// What documents show to everybody: addresses reserved for examples where an example is spoken
// of, cards for tests, addresses of mail and of devices that belong to nobody.

// testCards are the numbers that payment services publish for tests.
var testCards = wordSet(`4242424242424242 4111111111111111 4000056655665556 4000000000000002 4000000000009995 4000002500003155 4000000000003220 4012888888881881 4222222222222 5555555555554444 5105105105105100 2223003122003222 5200828282828210 378282246310005 371449635398431 6011111111111117 6011000990139424
	3056930009020004 30569309025904 36227206271667 3566002020360505 6200000000000005`)

// documentHeads begin addresses reserved for documentation (RFC 5737, RFC 3849, RFC 9637).
var documentHeads = []string{"192.0.2.", "198.51.100.", "203.0.113.", "2001:db8:", "2001:0db8:", "3fff:"}

// nobodysDevices begin addresses of devices for documentation (RFC 7042), of groups and of containers.
var nobodysDevices = []string{"00:00:5e:00:53:", "00-00-5e-00-53-", "01:00:5e:", "33:33:00:", "ff:ff:ff:ff:ff:", "02:42:ac:11:"}

// onlyShown reports whether a find is what documents show.
func (l *looking) onlyShown(h hit) bool {
	s := l.text[h.start:h.end]
	switch h.rule.kind {
	case IPAddress:
		return beginsWith(s, documentHeads) && l.speaksOf(exampleTalk, h.start, h.end)
	case EmailAddress:
		host := strings.ToLower(s[strings.LastIndexByte(s, '@')+1:])
		return host == "example.com" || host == "example.org" || host == "example.net"
	case Identifier:
		if h.rule == macRule {
			return beginsWith(s, nobodysDevices)
		}
		digits := cardGaps.Replace(strings.TrimPrefix(strings.ToLower(s), "card "))
		return len(digits) < 17 && testCard(digits) && (l.speaksOf(testTalk, h.start, h.end) || l.speaksOf(exampleTalk, h.start, h.end))
	case Path:
		if h.rule != commitRule {
			return false
		}
		before := strings.ToLower(l.text[max(0, h.start-24):h.start])
		return lowIn(famousWords, strings.TrimPrefix(s, "sha256:")) || strings.Contains(before, "upstream commit") || strings.Contains(before, "upstream in") || strings.Contains(before, "etag")
	case PersonName:
		return h.rule != personRule && (byteAt(l.text, h.start-1) == '/' && zoneAreas[wordBefore(l.text, h.start-1).in(l.text)] || byteAt(l.text, h.start-1) == '_' && strings.IndexByte(l.text[max(0, h.start-24):h.start], '/') >= 0 && zoneAreas[wordBefore(l.text, strings.LastIndexByte(l.text[:h.start], '/')).in(l.text)] || strings.IndexByte(s, '`') > 0 && strings.Count(s, "`") == 1 || l.manyFrom(h.start))
	}
	return false
}

// testCard reports whether digits are the number of a card for tests, or most of one.
func testCard(digits string) bool {
	if testCards[digits] || len(digits) < 8 {
		return testCards[digits]
	}
	for card := range testCards {
		if strings.HasPrefix(card, digits) {
			return true
		}
	}
	return false
}

// beginsWith reports whether s, in small letters, begins with one of some heads.
func beginsWith(s string, heads []string) bool {
	s = strings.TrimLeft(strings.ToLower(s), "[")
	for _, head := range heads {
		if strings.HasPrefix(s, head) {
			return true
		}
	}
	return false
}

// exampleTalk are words that say that an example follows, testTalk that a test does.
var (
	exampleTalk = wordSet("example examples e.g. documentation placeholder placeholders guide tutorial rfc beispiel beispiele beispielsweise exemple exemples ejemplo ejemplos esempio voorbeeld przykład exempel eksempel örnek příklad")
	testTalk    = wordSet("sandbox testmodus testmode")
)

// speaksOf reports whether one of some words stands in the line of a find, or in the line that
// leads to it with a colon at its end.
func (l *looking) speaksOf(words map[string]bool, start, end int) bool {
	t := l.text
	from, to := lineStart(t, start), min(len(t), end+200)
	if n := strings.IndexByte(t[end:to], '\n'); n >= 0 {
		to = end + n
	}
	if saysWord(t[from:to], words) {
		return true
	}
	above := strings.TrimRight(t[max(0, from-200):from], " \t\r\n")
	if n := strings.LastIndexByte(above, '\n'); n >= 0 && strings.HasPrefix(above[n+1:], "```") {
		above = strings.TrimRight(above[:n], " \t\r\n")
	}
	return strings.HasSuffix(above, ":") && saysWord(above[strings.LastIndexByte(above, '\n')+1:], words)
}

// saysWord reports whether one of some words stands in a line, and is no part of an address.
func saysWord(line string, words map[string]bool) bool {
	for i := 0; i < len(line); {
		w := letterRun(line, i)
		if w.end == i {
			i++
			continue
		}
		i = w.end
		if lowIn(words, w.in(line)) && (w.start == 0 || strings.IndexByte(".-_@/", line[w.start-1]) < 0) && !(strings.IndexByte(".-_/@", byteAt(line, w.end)) >= 0 && wordByte(line, w.end+1)) {
			return true
		}
	}
	return false
}

// saidThings come from people, whoever has sent them.
var saidThings = wordSet("mails messages emails calls notes reports slides logs comments requests texts pings questions words thanks regards greetings replies answers letters figures numbers tickets alerts pages updates news")

// zoneAreas begin names of time zones: Asia/Ho_Chi_Minh.
var zoneAreas = wordSet("Africa America Antarctica Arctic Asia Atlantic Australia Europe Indian Pacific")

// manyFrom reports whether a word stands behind many who come from somewhere: visitors from Paris.
func (l *looking) manyFrom(start int) bool {
	prev := wordBefore(l.text, start)
	if low := strings.ToLower(prev.in(l.text)); low != "from" && low != "in" {
		return false
	}
	many := strings.ToLower(wordBefore(l.text, prev.start).in(l.text))
	return len(many) > 4 && many[len(many)-1] == 's' && ordinary(many) && !saidThings[many]
}

// cardGaps leaves out what stands between the digits of a card.
var cardGaps = strings.NewReplacer(" ", "", "-", "")
