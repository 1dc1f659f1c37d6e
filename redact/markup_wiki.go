package redact

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wikiMark is the end of a mark of wikis and of TeX at i that may stand inside a word:
// {}, {color:red}, {*}, ++, ^; or i.
func wikiMark(t string, i int) int {
	switch t[i] {
	case '^':
		if n := strings.IndexByte(t[i+1:min(len(t), i+40)], '^'); (n < 0 || strings.IndexByte(t[i+1:i+1+n], ' ') >= 0) && !raisedBefore(t, i) && byteAt(t, i+1) != '{' {
			return i
		}
		return i + 1
	case '+':
		if byteAt(t, i+1) == '+' {
			return i + 2
		}
		return i
	case '}':
		return i + 1 + btoi(byteAt(t, i+1) == '}')
	}
	if byteAt(t, i+1) == '{' && byteAt(t, i+2) != '}' {
		return i + 2
	}
	n := strings.IndexByte(t[i:min(len(t), i+24)], '}')
	if n < 0 {
		return i + 1
	}
	if inner := t[i+1 : i+n]; inner == "" || inner == "*" || inner == "_" || inner == "-" || inner == "+" || inner == "^" || inner == "~" || strings.HasPrefix(inner, "color") || inner == "{" {
		return i + n + 1 + btoi(inner == "{" && byteAt(t, i+n+1) == '}')
	}
	return i + 1
}

// strongPart leaves out the two underscores around a part of a word at i, and returns where
// the text goes on; i where there are none: __Kes__trel.
func strongPart(b *viewBuilder, t string, i int) int {
	if end := slantedPart(t, i); end > i && i >= b.at {
		b.replace(i, i+1, "")
		b.replace(end-1, end, "")
		return end
	}
	if n := lettered(t, i); n > 0 && i >= b.at {
		b.replace(i, i+1, "")
		b.replace(i+1+n, i+2+n, "")
		return i + 2 + n
	}
	if byteAt(t, i+1) != '_' || !wordByte(t, i+2) || i < b.at {
		return i
	}
	end := i + 2
	for end < len(t) && end-i < 26 && wordByte(t, end) {
		end++
	}
	if !strings.HasPrefix(t[end:], "__") || wordByte(t, i-1) == wordByte(t, end+2) && !wordByte(t, i-1) {
		return i
	}
	b.replace(i, i+2, "")
	b.replace(end, end+2, "")
	return end + 2
}

// lettered is how many bytes a letter outside ASCII has that stands between underscores inside a word:
// Zolt_á_n; or 0.
func lettered(t string, i int) int {
	if !wordByte(t, i-1) || i+1 >= len(t) || t[i+1] < 0x80 {
		return 0
	}
	if r, n := utf8.DecodeRuneInString(t[i+1:]); unicode.IsLetter(r) && byteAt(t, i+1+n) == '_' && wordByte(t, i+2+n) {
		return n
	}
	return 0
}

// slantedPart is the end of a part of a name between underscores, behind a hyphen or a dot
// and before one: mm-_tourney_-1; or i.
func slantedPart(t string, i int) int {
	if before := byteAt(t, i-1); before != '-' && before != '.' || !wordByte(t, i-2) {
		return i
	}
	end := i + 1
	for end < len(t) && end-i < 26 && t[end] != '_' && wordByte(t, end) {
		end++
	}
	if after := byteAt(t, end+1); end == i+1 || byteAt(t, end) != '_' || after != '-' && after != '.' {
		return i
	}
	return end + 1
}

// raisedBefore reports whether another mark for raised text stands in the word before i.
func raisedBefore(t string, i int) bool {
	for at := i - 1; at >= 0 && i-at < 40 && t[at] > ' '; at-- {
		if t[at] == '^' {
			return true
		}
	}
	return false
}

// commandEnd is the end of a command of TeX and the brace behind it at i, or i.
func commandEnd(t string, i int) int {
	end := i + 1
	for end < len(t) && end-i < 12 && classes[t[end]]&(lower|upper) != 0 {
		end++
	}
	if end-i < 4 || byteAt(t, end) != '{' || !wordByte(t, end+1) {
		return i
	}
	return end + 1
}

// closed widens a hit over the other halves of the marks it holds one half of.
func closed(text string, h hit) hit {
	if inner := text[h.start:h.end]; strings.Contains(inner, "{color}") && !strings.Contains(inner, "{color:") && strings.HasSuffix(text[:h.start], "}") {
		if n := strings.LastIndexByte(text[max(0, h.start-24):h.start], '{'); n >= 0 && strings.HasPrefix(text[max(0, h.start-24)+n:], "{color:") {
			h.start = max(0, h.start-24) + n
		}
	}
	for _, m := range []struct{ open, closing string }{{"{{", "}}"}, {"{", "}"}, {"[[", "]]"}, {"{color", "{color}"}, {"{*", "{*}"}} {
		inner := text[h.start:h.end]
		if strings.Count(inner, m.closing) > strings.Count(inner, m.open) && strings.HasSuffix(text[:h.start], m.open) {
			h.start -= len(m.open)
			for h.start > 0 && m.open == "{" && (classes[text[h.start-1]]&(lower|upper) != 0 || text[h.start-1] == '\\') {
				h.start--
				if text[h.start] == '\\' {
					break
				}
			}
		}
		if len(m.open) > 1 && strings.Contains(inner, m.open) && strings.HasPrefix(text[h.end:], m.closing) {
			h.end += len(m.closing)
		}
	}
	if strings.HasSuffix(text[:h.start], "{*}") && strings.Contains(text[h.start:h.end], "{*}") {
		h.start -= 3
	}
	for _, m := range []string{"{*}", "{-}", "{_}", "{+}", "{~}", "{^}"} {
		if strings.Count(text[h.start:h.end], m)%2 == 1 && strings.HasPrefix(text[h.end:], m) {
			h.end += len(m)
		}
	}
	for _, m := range []string{"^", "++"} {
		if strings.Count(text[h.start:h.end], m)%2 == 1 && strings.HasPrefix(text[h.end:], m) {
			h.end += len(m)
		}
	}
	return h
}
