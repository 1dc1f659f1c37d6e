package redact

import "strings"

// unseenEnd is the end of an element at i that no reader sees and that stands inside a word,
// with what it holds; or i: Stein<span hidden>x</span>adler.
func unseenEnd(t string, i int) int {
	if !wordByte(t, i-1) && !(marksName(byteAt(t, i-1)) && wordByte(t, i-2)) || classAt(t, i+1)&lower == 0 {
		return i
	}
	n := strings.IndexByte(t[i:min(len(t), i+160)], '>')
	if n < 4 {
		return i
	}
	head := strings.ToLower(t[i : i+n])
	flat := strings.ReplaceAll(head, " ", "")
	if !strings.Contains(flat, "display:none") && !strings.Contains(flat, "visibility:hidden") && !strings.Contains(flat, "font-size:0") && !strings.Contains(flat, "opacity:0") && !strings.HasSuffix(head, " hidden") && !strings.Contains(head, " hidden ") && !strings.Contains(head, " hidden=") {
		return i
	}
	name := wordAt(head, 1).in(head)
	m := strings.Index(t[i+n:min(len(t), i+n+120)], "</"+name+">")
	if m < 0 || strings.IndexByte(t[i+n:i+n+m], '\n') >= 0 {
		return i
	}
	if end := i + n + m + len(name) + 3; wordByte(t, end) || marksName(byteAt(t, end)) {
		return end
	}
	return i
}
