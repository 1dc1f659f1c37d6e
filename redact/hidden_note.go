package redact

import "strings"

// Notes that travel with a text in its headers, and letters in the colour of the page.

// noteKeys are parts of the names of headers and settings that a note for colleagues stands
// behind.
var noteKeys = wordSet("note notes comment comments remark remarks internal draft review reviewer todo hint secret private confidential reason background approval legal hidden disposition")

// headerNotes finds the notes in the head of a page, and in headers of mail that everybody may
// make up: X-Internal-Note.
func headerNotes(text string, c *code, add func(int, int, *rule)) {
	front := 0
	if strings.HasPrefix(text, "---\n") || strings.HasPrefix(text, "+++\n") {
		if n := strings.Index(text[4:], "\n"+text[:3]); n >= 0 {
			front = 4 + n
		}
	}
	for at := 0; at < front; {
		end := at + 1 + strings.IndexByte(text[at+1:], '\n')
		noteLine(text, at, end, add)
		at = end
	}
	for at := 0; ; {
		n := strings.Index(text[at:], "X-")
		if n < 0 {
			return
		}
		start := at + n
		at = start + 2
		head := start
		for head > 0 && start-head < 16 && (text[head-1] == ' ' || text[head-1] == '>') {
			head--
		}
		if head > 0 && text[head-1] != '\n' || c.at(start) {
			continue
		}
		if n := strings.IndexByte(text[start:], '\n'); n >= 0 {
			at = start + n
		} else {
			at = len(text)
		}
		noteLine(text, start, at, add)
	}
}

// noteLine adds a line whose key says that its value is a note.
func noteLine(text string, start, end int, add func(int, int, *rule)) {
	for start < end && strings.IndexByte("\n\r ", text[start]) >= 0 {
		start++
	}
	key, value, ok := strings.Cut(text[start:end], ":")
	if !ok {
		key, value, ok = strings.Cut(text[start:end], "=")
	}
	value = strings.TrimSpace(value)
	if !ok || len(key) > 40 || len(value) < 4 || strings.IndexByte(value, ' ') < 0 {
		return
	}
	for p := range strings.FieldsFuncSeq(strings.ToLower(key), func(r rune) bool { return r < 'a' || r > 'z' }) {
		if noteKeys[p] {
			add(start, start+len(strings.TrimRight(text[start:end], " \r")), commentRule)
			return
		}
	}
}

// sameColours reports whether the style in a tag writes letters in the colour behind them, but for an
// element that begins the rest of the text and has a colour of its own.
func sameColours(tag, rest string) bool {
	low := strings.ToLower(tag)
	if !strings.Contains(low, "background") {
		return false
	}
	front, back := "", ""
	for part := range strings.FieldsFuncSeq(low, func(r rune) bool { return strings.ContainsRune("\"';<>", r) }) {
		key, value, ok := strings.Cut(part, ":")
		if !ok {
			continue
		}
		switch strings.TrimSpace(key) {
		case "color":
			front = strings.TrimSpace(value)
		case "background", "background-color":
			back = strings.TrimSpace(value)
		}
	}
	return front != "" && front == back || front == "" && barColours[strings.ReplaceAll(back, " ", "")] && !coloured(rest) // a black bar
}

// coloured reports whether a text begins with an element that gives its letters a colour.
func coloured(s string) bool {
	inner, ok := strings.CutPrefix(strings.TrimLeft(s, " \t\r\n"), "<")
	n := strings.IndexByte(inner, '>')
	if !ok || n < 0 {
		return false
	}
	_, value, ok := strings.Cut(" "+strings.ReplaceAll(strings.ToLower(inner[:n]), "-color", ""), "color")
	value = strings.TrimLeft(value, " \"':=")
	if end := strings.IndexAny(value, ";\"'>"); end >= 0 {
		value = value[:end]
	}
	return ok && value != "" && !barColours[strings.ReplaceAll(value, " ", "")]
}

// barColours are the colours of bars over text.
var barColours = wordSet("black #000 #000000 #000000ff rgb(0,0,0) rgba(0,0,0,1) #010101 #111 #111111")

// writerTalk reports whether a title begins in small letters and has several words, as notes
// of writers for each other do and titles for readers do not.
func writerTalk(s string) bool {
	return classAt(s, 0)&lower != 0 && strings.IndexByte(s, ' ') > 0 && strings.TrimSpace(ourWords.Replace(s)) != ""
}

// noteAttribute reports whether the name of an attribute says that its value is a note.
func noteAttribute(s string) bool {
	name, _, _ := strings.Cut(strings.ToLower(s), "=")
	rest, ok := strings.CutPrefix(strings.TrimSpace(name), "data-")
	for p := range strings.SplitSeq(rest, "-") {
		if ok && noteKeys[p] {
			return true
		}
	}
	return false
}

// overridden finds runs that a mark of direction turns round, with that mark and the one that
// ends it: a reader sees them backwards.
func overridden(text string, add func(int, int, *rule)) {
	for at := 0; ; {
		n := strings.Index(text[at:], "\u202e")
		if n < 0 {
			return
		}
		start := at + n
		at = start + len("\u202e")
		rest := text[at:min(len(text), at+400)]
		if m := strings.IndexByte(rest, '\n'); m >= 0 {
			rest = rest[:m]
		}
		if m := strings.Index(rest, "\u202c"); m > 0 {
			add(start, at+m+len("\u202c"), invisibleRule)
			at += m
		}
	}
}

// shownElements finds the elements in code that a page made of it hides, and that carry one of the
// hits.
func shownElements(text string, hits []hit) (out []hit) {
	if !strings.Contains(text, "```") && !strings.Contains(text, "~~~") {
		return nil
	}
	var c *code
	for at, seen := 0, 0; seen < 256; {
		n := strings.IndexByte(text[at:], '<')
		if n < 0 || at+n+1 >= len(text) {
			break
		}
		start := at + n
		at = start + 1
		if classes[text[at]]&(lower|upper) == 0 {
			continue
		}
		name, size := hidingElement(text[start:min(len(text), start+1024)])
		if size == 0 || unseenElements[strings.ToLower(name)] {
			continue
		}
		if c == nil {
			c = codeOf(text)
		}
		end := start + size + closingTag(text[start+size:min(len(text), start+size+2048)], name)
		if !c.at(start) || end == start+size {
			continue
		}
		seen++
		at = end
		for _, h := range hits {
			if h.start > start && h.end < end && h.rule.kind != Hidden {
				out = append(out, hit{start: start, end: end, rule: elementRule, weight: Warn})
				break
			}
		}
	}
	return out
}

// shownComments finds the comments of pages in code that carry one of the hits: whoever copies
// the code copies them, and a page that is made of it hides them.
func shownComments(text string, hits []hit) (out []hit) {
	var c *code
	for at, seen := 0, 0; seen < 256; {
		n := strings.Index(text[at:], "<!--")
		if n < 0 {
			break
		}
		start := at + n
		at = start + 4
		m := strings.Index(text[at:min(len(text), at+400)], "-->")
		if m < 0 {
			continue
		}
		end := at + m + 3
		at = end
		if c == nil {
			c = codeOf(text)
		}
		if !c.at(start) {
			continue
		}
		seen++
		for _, h := range hits {
			if h.start > start && h.end < end && h.rule.kind != Hidden {
				out = append(out, hit{start: start, end: end, rule: commentRule, weight: Warn})
				break
			}
		}
	}
	return out
}
