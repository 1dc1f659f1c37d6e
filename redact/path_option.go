package redact

import "strings"

// Names of things in a cloud that commands take in a short option, or that have no mark in them.

// groupOption judges the group of resources behind the short option of Azure's command.
func (l *looking) groupOption(end int) {
	t := l.text
	if byteAt(t, end) != ' ' {
		return
	}
	line, _, _ := strings.Cut(t[end:min(len(t), end+240)], "\n")
	n := strings.Index(line, " -g ")
	if n < 0 {
		return
	}
	w := hostAt(t, end+n+len(" -g "))
	for w.start < w.end && strings.IndexByte("\"'", t[w.start]) >= 0 {
		w = hostAt(t, w.start+1)
	}
	if s := w.in(t); len(s) > 3 && bits(s)&^(lower|upper|digit|dash|under) == 0 && bits(s)&letters != 0 && !placeholder(s) && storeName(strings.ToLower(strings.TrimSuffix(s, "-")+"-g")) {
		l.addWeight(w.start, w.end, bucketRule, Warn)
	}
}

// tightName reports whether s can be the name of an account for storage, which has small letters
// and digits alone.
func tightName(s string) bool {
	return len(s) > 5 && len(s) < 25 && bits(s)&^(lower|digit) == 0 && bits(s)&lower != 0 && !inLexicon(s) && !ordinary(s) && !placeholder(s) && !strings.HasPrefix(s, "my") && !strings.HasPrefix(s, "your") && !strings.HasPrefix(s, "example")
}

// uploadHeads begin paths of what people put beside a page.
var uploadHeads = wordSet("attachments attachment uploads upload files file media download downloads wiki _attachments userfiles")

// attachedPicture reports whether a path of such a folder ends in a picture that is named after a thing
// with a number at a place: attachments/rack-ams-14.jpg.
func attachedPicture(s string) bool {
	head, _, _ := strings.Cut(s, "/")
	name := s[strings.LastIndexByte(s, '/')+1:]
	dotAt := strings.LastIndexByte(name, '.')
	if !uploadHeads[head] || dotAt < 1 || !pictureEndings[name[dotAt+1:]] {
		return false
	}
	parts := strings.Split(name[:dotAt], "-")
	n := len(parts)
	if n < 3 || pictureWords[parts[0]] || len(parts[n-1]) > 3 || !all(parts[n-1], digit) {
		return false
	}
	for _, p := range parts[1 : n-1] {
		if len(p) > 2 && all(p, lower|digit) && !inLexicon(p) && !ordinary(p) {
			return true
		}
	}
	return false
}

// fromRoot is where a path begins whose first folder does at start: at the slash before it, where
// that is the root.
func fromRoot(t string, start int) int {
	if byteAt(t, start-1) == '/' && (start < 2 || !wordByte(t, start-2) && strings.IndexByte("/:~", t[start-2]) < 0) {
		return start - 1
	}
	return start
}
