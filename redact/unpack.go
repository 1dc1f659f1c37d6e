package redact

import "strings"

// What is encoded, or stands in brackets, where the words beside it tell what it is.

// opening is a span that a text stands for.
type opening struct {
	span
	plain string
	short bool // too short to be believed by itself
}

// longestUnpacked bounds what is unpacked where it stands; longer texts speak for themselves.
const longestUnpacked = 160

// unpacked is a view in which short texts in base64, hexadecimal or numbers stand as they read;
// nil where there are none.
func (s *Scanner) unpacked(v *view, depth int) *view {
	if depth >= maxDepth {
		return nil
	}
	c := &looking{s: s, view: v, text: v.text, depth: depth, collects: true}
	c.payloads()
	b := derive(v)
	for _, o := range c.openings {
		if o.start >= b.at && strings.IndexByte(o.plain, '\n') < 0 && (o.short || len(s.lookAt(source(o.plain), maxDepth)) == 0) {
			b.replace(o.start, o.end, o.plain)
		}
	}
	return b.done()
}

// collect keeps what a span stands for, and reports whether that is all that is asked for.
func (l *looking) collect(plain string, start, end int, short bool) bool {
	if l.collects && len(plain) <= longestUnpacked && len(plain) > 3 {
		l.openings = append(l.openings, opening{span{start, end}, plain, short})
	}
	return l.collects
}

// bracketPairs open and close what somebody put a value into.
var bracketPairs = [256]byte{'[': ']', '{': '}', '<': '>', '(': ')', '|': '|'}

// wrapped are the bytes that such brackets, literals with a letter before them and other wrappers begin with.
var wrapped = byteTable("[{<(|bBrRuULNf$@%]")

// unbracketed is a view without the brackets around words that mix characters as passwords and
// ids do; nil where there are none.
func unbracketed(v *view) *view {
	b, t := derive(v), v.text
	for i := 0; i < len(t); i++ {
		if !wrapped[t[i]] {
			continue
		}
		if literalHeads[t[i]] && (byteAt(t, i+1) == '"' || byteAt(t, i+1) == '\'') && !wordByte(t, i-1) {
			if end, text := literalAt(t, i+1); end > i+1 && strongSecret(text) {
				b.replace(i, i+1, " ")
				i = end - 1
			}
			continue
		}
		if end := wrapperAt(t, i); end > i {
			b.replace(i, end, "")
			i = end - 1
			continue
		}
		closing := bracketPairs[t[i]]
		if closing == 0 || wordByte(t, i-1) || strings.IndexByte("](!", byteAt(t, i-1)) >= 0 && i > 0 {
			continue
		}
		from := i
		for from < len(t) && from-i < 3 && t[from] == t[i] {
			from++
		}
		n := strings.IndexByte(t[from:min(len(t), from+66)], closing)
		if n < 6 || strings.ContainsAny(t[from:from+n], " \t\n\"'`") {
			continue
		}
		end := from + n
		for byteAt(t, end) == closing && end-from-n < from-i {
			end++
		}
		if end-from-n == from-i && strings.IndexByte("([", byteAt(t, end)) < 0 && strongSecret(t[from:from+n]) {
			b.replace(i, from, " ")
			b.replace(from+n, end, " ")
			i = end - 1
		}
	}
	return b.done()
}

// literalHeads stand before the mark that a literal begins with: b"…", $'…'.
var literalHeads = byteTable("bBrRuULNf$@")

// wrapperAt is the end of a mark at i that stands between a value and what it is the value of: the
// marks of CDATA, the signs of a pattern of SQL, a default of a template; or i.
func wrapperAt(t string, i int) int {
	switch t[i] {
	case '<':
		if strings.HasPrefix(t[i:], "<![CDATA[") {
			return i + len("<![CDATA[")
		}
	case ']':
		if strings.HasPrefix(t[i:], "]]>") {
			return i + len("]]>")
		}
	case '%':
		c := byteAt(t, i-1)
		if (c == '\'' || c == '"') && wordByte(t, i+1) || (byteAt(t, i+1) == '\'' || byteAt(t, i+1) == '"') && i > 0 && t[i-1] > ' ' {
			return i + 1
		}
	}
	return i
}
