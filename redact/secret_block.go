package redact

import "strings"

// Secrets of a form of their own: blocks, groups, and strings of settings as a whole.

var blockRule = &rule{Secret, "private_key", Block, "[removed]", secretWhy}

// addSecretBlocks adds the heads of such blocks.
func (d *dictionary) addSecretBlocks() {
	d.addLoose("putty-user-key-file", func(l *looking, start, end int) { l.block(start, "Private-MAC:", "Private-Hash:") })
	d.addLoose("begin openvpn static key", func(l *looking, start, end int) { l.block(start, "END OpenVPN Static key") })
	d.addLoose("begin ssh2 encrypted private key", func(l *looking, start, end int) { l.block(start, "END SSH2 ENCRYPTED PRIVATE KEY") })
	d.addLoose("begin ssh2 private key", func(l *looking, start, end int) { l.block(start, "END SSH2 PRIVATE KEY") })
	for _, word := range []string{"key safe", "keysafe", "lockbox", "lock box", "padlock", "schlüsseltresor", "tresor", "schlüsselkasten", "schlüsselsafe", "combination lock", "zahlenschloss", "boîte à clés", "caja fuerte", "sleutelkluis", "keypad", "alarm panel", "disarm code", "unlock code", "screen lock", "puk", "sim pin", "card pin"} {
		d.add(word, func(l *looking, start, end int) { l.digitsTold(end) })
	}
}

// block adds what stands from the line of an offset to the end of the line that one of
// the marks of the end stands in.
func (l *looking) block(start int, marks ...string) {
	if start < l.keyStop {
		return
	}
	t := l.text
	from := lineStart(t, start)
	for from < start && isSpace(t[from]) {
		from++
	}
	stop := min(len(t), start+120)
	for _, mark := range marks {
		if n := strings.Index(t[start:min(len(t), start+8192)], mark); n >= 0 {
			stop = start + n + len(mark)
			break
		}
	}
	if n := strings.IndexByte(t[stop:min(len(t), stop+120)], '\n'); n >= 0 {
		stop += n
	}
	l.keyStop = stop
	l.add(from, stop, blockRule)
}

// settingsAround is the span of a string of settings with semicolons around a password:
// Server=db;User Id=app;Password=x;Encrypt=yes. It is the value alone where there is none.
func settingsAround(t string, key int, value span) span {
	out := value
	for at := value.end; byteAt(t, at) == ';'; {
		stop := settingEnd(t, at+1)
		if stop < 0 {
			break
		}
		out.end, at = stop, stop
	}
	from := key
	for from > 0 && key-from < 24 && (classes[t[from-1]]&(lower|upper|digit|under) != 0 || t[from-1] == ' ' && from < key && wordByte(t, from-2)) {
		from--
	}
	pairs := 0
	for from > 0 && t[from-1] == ';' || from > 1 && t[from-1] == ' ' && t[from-2] == ';' {
		at := from - 1
		for at > 0 && from-at < 200 && strings.IndexByte("\n\"'`;<>", t[at-1]) < 0 {
			at--
		}
		if n := strings.IndexByte(t[at:from-1], '='); n < 2 || n > 32 || isSpace(t[at]) {
			break
		}
		from = at
		pairs++
	}
	if pairs == 0 || out.end-from > 600 {
		return value
	}
	out.start = from
	return out
}

// settingEnd is where the setting of a name and a value at an offset ends, or -1.
func settingEnd(t string, at int) int {
	end := at
	for end < len(t) && end-at < 120 && strings.IndexByte("\n\"'`;<>", t[end]) < 0 {
		end++
	}
	if n := strings.IndexByte(t[at:end], '='); n < 2 || n > 32 || strings.IndexByte(t[at:at+n], '(') >= 0 {
		return -1
	}
	return len(strings.TrimRight(t[:end], " .,"))
}

// dottedToken judges a token of parts with dots between, the last of which is random, as a
// key: a name, a time and a signature in base64.
func (l *looking) dottedToken(start, end int) {
	s := l.text[start:end]
	if len(s) < 44 || len(s) > 400 || insideLink(l.text, start) || wordByte(l.text, start-1) {
		return
	}
	parts := strings.Split(s, ".")
	last := parts[len(parts)-1]
	if len(parts) < 2 || len(parts) > 4 || len(last) < 20 || len(parts[0]) < 12 || bits(last)&upper == 0 || bits(last)&lower == 0 || !random(last) || entropy(last) < 3.6 {
		return
	}
	for _, p := range parts {
		if ordinary(strings.ToLower(p)) && len(p) > 2 || len(p) == 0 {
			return
		}
	}
	if digestBefore(l.text, start) {
		return
	}
	l.add(start, end, entropyRule)
}

// botToken judges a number, a colon and a random word behind it as the key of a robot of a
// messenger: 5501234567:AAH….
func (l *looking) botToken(start, end int) bool {
	t := l.text
	if n := end - start; n < 8 || n > 10 || byteAt(t, end) != ':' || !all(t[start:end], digit) {
		return false
	}
	stop := end + 1
	for stop < len(t) && stop-end < 60 && classes[t[stop]]&(lower|upper|digit|under|dash) != 0 {
		stop++
	}
	if s := t[end+1 : stop]; len(s) < 30 || len(s) > 40 || bits(s)&upper == 0 || bits(s)&lower == 0 || wordByte(t, stop) || dull(s) {
		return false
	}
	l.add(start, stop, issuedRule)
	return true
}

// recoveryGroups judges eight groups of six digits as the key that opens a disk.
func (l *looking) recoveryGroups(start, end int) bool {
	s := l.text[start:end]
	if len(s) != 55 || strings.Count(s, "-") != 7 || !all(strings.ReplaceAll(s, "-", ""), digit) {
		return false
	}
	l.add(start, end, passwordRule)
	return true
}
