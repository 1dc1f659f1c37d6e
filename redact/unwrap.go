package redact

import "strings"

// unwrapped is a view with the line breaks removed that seem to run through a
// name, an address or a key; nil when there are none.
func unwrapped(v *view) *view {
	b, t := derive(v), v.text
	for at := 0; ; {
		n := strings.IndexByte(t[at:], '\n')
		if n < 0 {
			return b.done()
		}
		cut := at + n
		at = cut + 1
		start := cut
		for start > b.at && (t[start-1] == ' ' || t[start-1] == '\r') {
			start--
		}
		end := cut + 1
		for end < len(t) && (t[end] == ' ' || t[end] == '\t' || t[end] == '>') {
			end++
		}
		if c := byteAt(t, cut-1); (c == '\\' || c == '^' || c == '`') && start == cut && cut-1 > b.at && continued(t[cut-2]) && end < len(t) && continued(t[end]) {
			b.replace(cut-1, end, "") // as shells continue a line
			at = end
		} else if brokenWord(t, start, end, cut) {
			b.replace(start, end, "")
			at = end
		}
	}
}

// continued reports whether a character may stand in a word that goes on in the next line.
func continued(c byte) bool { return classes[c]&wordPart != 0 || strings.IndexByte("/+=:@~%", c) >= 0 }

// brokenWord reports whether the text before start seems to go on at end.
func brokenWord(t string, start, end, cut int) bool {
	if start == 0 || end >= len(t) {
		return false
	}
	last, next := t[start-1], t[end]
	if cutQuery(t, start, end) {
		return true
	}
	if classes[next]&(letters|digit) == 0 {
		return end == cut+1 && start == cut && (next == '-' || next == '_' || next == '.' || next == '@') && wordByte(t, end+1) && wordByte(t, start-1)
	}
	switch last {
	case '/':
		return wordByte(t, start-2) && (start-lineStart(t, start) > 50 || start-lineStart(t, start) > 15 && strings.ContainsAny(hostAt(t, end).in(t)+t[hostAt(t, end).end:min(len(t), hostAt(t, end).end+1)], "./"))
	case '-', '_', '@':
		return wordByte(t, start-2)
	case '.':
		return cutHost(t, start, end) || classAt(t, start-2)&digit != 0 && classes[next]&digit != 0 || start == cut && classes[next]&lower != 0 && (hostTail(t, start-1) || addressTail(t, start-1))
	}
	return longTail(t, start) && longHead(t, end) || cutHost(t, start, end)
}

// cutHost reports whether a link whose host goes on ends at an offset, and a part of a
// host begins at the next line.
func cutHost(t string, start, end int) bool {
	from := start
	for from > 0 && start-from < 80 && t[from-1] > ' ' {
		from--
	}
	n := strings.Index(t[from:start], "://")
	if n < 0 || strings.IndexByte(t[from+n+3:start], '/') >= 0 || len(t[from+n:start]) < 5 {
		return false
	}
	w := hostAt(t, end)
	return (strings.IndexByte(w.in(t), '.') > 0 || t[start-1] == '.' && byteAt(t, w.end) == '/') && bits(w.in(t))&upper == 0
}

// hostTail reports whether a word with a hyphen, or with letters and digits, ends
// at an offset.
func hostTail(t string, end int) bool {
	start := end
	for start > 0 && end-start < 64 && classes[t[start-1]]&wordPart != 0 {
		start--
	}
	b := bits(t[start:end])
	return b&lower != 0 && b&digit != 0
}

// addressTail reports whether an address of mail or a path ends at an offset.
func addressTail(t string, end int) bool {
	start := end
	for start > 0 && end-start < 120 && t[start-1] > ' ' && t[start-1] != '"' && t[start-1] != '`' {
		start--
	}
	s := t[start:end]
	return strings.IndexByte(s, '@') > 0 || strings.Count(s, "/") > 1 && s[0] == '/' || strings.Count(s, `\`) > 1
}

// longTail reports whether a long mixed word ends at an offset.
func longTail(t string, end int) bool {
	start := end
	for start > 0 && end-start < 64 && (classes[t[start-1]]&wordPart != 0 || strings.IndexByte("+/=", t[start-1]) >= 0) {
		start--
	}
	b := bits(t[start:end])
	return end-start >= 10 && b&beyond == 0 && (b&digit != 0 && b&(lower|upper) != 0 || b&under != 0)
}

// longHead reports whether a word of some length begins at an offset.
func longHead(t string, start int) bool {
	end := start
	for end < len(t) && end-start < 64 && classes[t[end]]&wordPart != 0 {
		end++
	}
	b := bits(t[start:end])
	return end-start >= 4 && b&beyond == 0 && (b&digit != 0 || b&lower != 0 && b&upper != 0 && !capitalised(t[start:end]) || end-start > 12)
}

// pathTail reports whether a path from a root ends at an offset, as a shell breaks one.
func pathTail(t string, end int) bool {
	start := end
	for start > 0 && end-start < 200 && (classes[t[start-1]]&wordPart != 0 || strings.IndexByte("/~:$", t[start-1]) >= 0) {
		start--
	}
	return strings.IndexByte("/~", byteAt(t, start)) >= 0 && strings.Count(t[start:end], "/") > 1 || strings.Contains(t[start:end], "://")
}

// cutQuery reports whether a link with a path ends where the line does, and more of its query
// begins the next.
func cutQuery(t string, start, end int) bool {
	if c := t[end]; c != '%' && c != '&' && c != '?' && c != '=' && c != '/' && classes[c]&(lower|digit) == 0 {
		return false
	}
	from := start
	for from > 0 && start-from < 240 && t[from-1] > ' ' {
		from--
	}
	if start-from < 24 {
		return false
	}
	n := strings.Index(t[from:start], "://")
	if n < 0 || strings.IndexByte(t[from+n+3:start], '/') < 0 {
		return false
	}
	stop := end
	for stop < len(t) && stop-end < 200 && t[stop] > ' ' {
		stop++
	}
	rest := t[end:stop]
	return rest[0] == '%' && len(rest) > 2 && isHex(rest[1]) || rest[0] == '&' && strings.IndexByte(rest, '=') > 0 || strings.IndexByte(t[from:start], '?') > 0 && strings.IndexByte(rest, '&') > 0
}
