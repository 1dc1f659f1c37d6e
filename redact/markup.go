package redact

import "strings"

// joined is a view with the inline markup removed that stands inside words, the
// way a reader of the rendered text sees them; nil when that changes nothing.
func joined(v *view) *view {
	b, t := derive(v), v.text
	noComment := false
	for i := 0; i < len(t); {
		if !markupBytes[t[i]] {
			i++
			continue
		}
		end := i
		switch t[i] {
		case '*', '~', '`', '=':
			end = markRun(t, i)
		case '"', '\'', '_', '\\':
			if next := leftOut(b, t, i); next > i {
				i = next
				continue
			}
		case '<':
			if end = unseenEnd(t, i); end == i {
				end = tagEnd(t, i, &noComment)
			}
		case '!':
			if strings.HasPrefix(t[i+1:], "[](") {
				if end = bracketEnd(t, i+1); end == i+1 {
					end = i
				}
			}
		case '[':
			end = bracketEnd(t, i)
		case ']':
			if end = targetEnd(t, i); end == i && byteAt(t, i+1) == ']' {
				end = i + 2
			}
		case '{', '}', '^', '+':
			end = wikiMark(t, i)
		}
		if end == i {
			i++
			continue
		}
		whole := strings.IndexByte("[]{}^+=!", t[i]) < 0
		end = furtherMarks(t, end, &noComment)
		if whole && t[i] == '<' && byteAt(t, end) == '\n' && apart(t[i:end]) == " " {
			end++
		}
		if whole && t[i] != '<' && edgeMarks(t, i, end) {
			b.drop(i, end)
		} else if whole || insideWord(t, b, i, end) || (strings.HasPrefix(t[i:end], "{color") || t[i:end] == "{*}" || t[i:end] == "{-}" || t[i:end] == "{_}") && i >= b.at && (wordByte(t, i-1) || wordByte(t, end)) {
			b.replace(i, end, apartIn(t, i, end))
		}
		i = end
	}
	return b.done()
}

// leftOut leaves out the quotation marks, underscores or the backslash at i where these
// stand inside a word, and returns where the text goes on; i where they stay.
func leftOut(b *viewBuilder, t string, i int) int {
	switch t[i] {
	case '_':
		return strongPart(b, t, i)
	case '\\':
		return backslash(b, t, i)
	}
	if end, with := literalJoint(t, i); end > i {
		b.replace(i, end, with)
		return end
	}
	if n := quoteRun(t, i); n > 1 && (wordByte(t, i-1) && (wordByte(t, i+n) || marksName(byteAt(t, i+n)) && wordByte(t, i+n+1)) || marksName(byteAt(t, i-1)) && wordByte(t, i-2) && wordByte(t, i+n)) {
		b.replace(i, i+n, "") // of a wiki
		return i + n
	}
	return i
}

// quoteRun is how many of the same quotation mark stand at i, up to five.
func quoteRun(t string, i int) int {
	n := 1
	for n < 6 && byteAt(t, i+n) == t[i] {
		n++
	}
	if n > 5 || t[i] != '\'' {
		return 1
	}
	return n
}

// marksName reports whether a byte stands between the parts of a name or a path.
func marksName(c byte) bool { return c == '-' || c == '_' || c == '/' || c == '.' }

// markupBytes are what inline markup begins with.
var markupBytes = byteTable("_*~`=\"'\\<![]{}^+")

// backslash leaves out the backslash at i, with the command of TeX or the line break
// behind it, and returns where the text goes on; i where it stays.
func backslash(b *viewBuilder, t string, i int) int {
	if n := commandEnd(t, i); n > i {
		b.replace(i, n, "")
		return n
	}
	if byteAt(t, i+1) == '\n' && wordByte(t, i-1) && wordByte(t, i+2) { // a hard break of a line
		if longTail(t, i) && longHead(t, i+2) || pathTail(t, i) {
			b.replace(i, i+2, "")
		} else {
			b.replace(i, i+2, " ")
		}
		return i + 2
	}
	if byteAt(t, i+1) == ' ' && wordByte(t, i-1) && wordByte(t, i+2) && i >= b.at { // nothing, as reStructuredText has it
		b.replace(i, i+2, "")
		return i + 2
	}
	if c := byteAt(t, i+1); c > ' ' && c < 0x80 && classes[c]&(letters|digit) == 0 && c != '\\' {
		b.replace(i, i+1, "")
		return i + 2
	}
	return i
}

// edgeMarks reports whether marks of emphasis stand at the edge of a word and of a
// part of the sentence, where leaving them out brings no two words together.
func edgeMarks(t string, start, end int) bool {
	before, after := start, end
	for before > 0 && t[before-1] == ' ' {
		before--
	}
	for after < len(t) && t[after] == ' ' {
		after++
	}
	edge := func(c byte) bool { return c == 0 || c == '\n' || c == '\r' }
	return edge(byteAt(t, before-1)) && wordByte(t, end) || wordByte(t, start-1) && (edge(byteAt(t, after)) || strings.IndexByte(".,;)", byteAt(t, end)) >= 0 || after > end && byteAt(t, after) == '-' && byteAt(t, after+1) == ' ')
}

// bracketEnd is the end of the mark of a link or a footnote that opens at i, or i.
func bracketEnd(t string, i int) int {
	if n := strings.IndexByte(t[i:min(len(t), i+8)], ']'); byteAt(t, i+1) == '^' && n > 0 {
		return i + n + 1
	}
	if strings.HasPrefix(t[i:], "[](") {
		if end := targetEnd(t, i+1); end > i+1 {
			return end
		}
		return i
	}
	if end := boardTag(t, i); end > i {
		return end
	}
	if n := strings.IndexByte(t[i:min(len(t), i+200)], ']'); n > 0 && (byteAt(t, i+n+1) == '(' || byteAt(t, i+n+1) == '[') {
		return i + 1
	}
	return i
}

// boardTags are the marks of bulletin boards that may stand inside a word.
var boardTags = wordSet("b i u s color colour size font url code sup sub quote center left right spoiler hide strike tt noparse")

// boardTag is the end of the mark of a bulletin board at i, [b] or [/color]; or i.
func boardTag(t string, i int) int {
	n := strings.IndexByte(t[i:min(len(t), i+40)], ']')
	if n < 2 {
		return i
	}
	name, _, _ := strings.Cut(strings.TrimPrefix(t[i+1:i+n], "/"), "=")
	if !boardTags[strings.ToLower(name)] {
		return i
	}
	return i + n + 1
}

// apartIn is apart, where the marks from start to end do not follow a mark that a name
// goes on from: kh-edi-<br>08.
func apartIn(t string, start, end int) string {
	if strings.IndexByte("-_/@", byteAt(t, start-1)) >= 0 && wordByte(t, start-2) && wordByte(t, end) {
		return ""
	}
	return apart(t[start:end])
}

// apart is what stands for marks that were removed: a blank where they break a line
// or begin a cell, nothing else.
func apart(marks string) string {
	for at := 0; ; {
		n := strings.IndexByte(marks[at:], '<')
		if n < 0 {
			return ""
		}
		at += n + 1
		if blockTags[strings.ToLower(strings.TrimRight(wordAt(marks, at+btoi(byteAt(marks, at) == '/')).in(marks), "/"))] {
			return " "
		}
	}
}

var blockTags = wordSet("br p td th tr div li tbody center h1 h2 h3 h4")

// furtherMarks is the end of the marks that directly follow other marks.
func furtherMarks(t string, i int, noComment *bool) int {
	for range 16 {
		end := i
		switch byteAt(t, i) {
		case '*', '~', '`':
			end = markRun(t, i)
		case '<':
			end = tagEnd(t, i, noComment)
		}
		if end == i {
			break
		}
		i = end
	}
	return i
}

// insideWord reports whether marks from start to end have a word on both sides.
func insideWord(t string, b *viewBuilder, start, end int) bool {
	return wordish(byteAt(t, start-1)) && wordish(byteAt(t, end)) && start >= b.at &&
		(wordByte(t, start-1) || wordByte(t, end))
}

func wordish(c byte) bool {
	return classes[c]&wordPart != 0 || c == '@' || c == ':' || c == '/'
}

// markRun is the end of a run of the same emphasis mark.
func markRun(t string, i int) int {
	end := i
	for end < len(t) && end-i < 16 && t[end] == t[i] {
		end++
	}
	if t[i] == '=' && end-i != 2 || end-i > 4 && t[i] != '*' {
		return i
	}
	return end
}

// tagEnd is the end of the tag or comment at i, or i where there is none.
func tagEnd(t string, i int, noComment *bool) int {
	if strings.HasPrefix(t[i:], "<!--") {
		if *noComment {
			return i
		}
		n := strings.Index(t[i+2:], "-->")
		if n < 0 {
			*noComment = true
			return i
		}
		return i + 2 + n + 3
	}
	c := byteAt(t, i+1)
	if c == '/' {
		c = byteAt(t, i+2)
	}
	if classes[c]&(lower|upper) == 0 && c != '?' && c != '!' {
		return i
	}
	n := strings.IndexByte(t[i:min(len(t), i+256)], '>')
	if n < 0 || strings.IndexByte(t[i+1:i+n], '<') >= 0 || strings.Count(t[i:i+n], "\n") > 1 {
		return i
	}
	w := wordAt(t, i+1+btoi(t[i+1] == '/'))
	if byteAt(t, w.end) == ':' {
		w.end = wordAt(t, w.end+1).end
	}
	if !inlineTags[strings.ToLower(w.in(t))] && !tagInWord(t, i, i+n+1) {
		return i
	}
	return i + n + 1
}

// tagInWord reports whether what stands in angle brackets cuts a word in two, as no
// place for a value does: Kes<x-y>trel.
func tagInWord(t string, i, end int) bool {
	if inner := t[i+1 : end-1]; inner == "" || strings.ContainsAny(inner, "@:") || len(inner) > 60 {
		return false
	}
	if voidTags[strings.ToLower(wordAt(t, i+1).in(t))] && wordByte(t, i-1) && wordByte(t, end) {
		return true
	}
	return wordByte(t, i-1) && (wordByte(t, end) || byteAt(t, end) == '<') && strings.IndexByte("/!?", t[i+1]) < 0 && closesBehind(t, i, end) || wordByte(t, i-1) && wordByte(t, end) && (t[i+1] == '/' || t[i+1] == '?' || t[i+1] == '!' || t[end-2] == '/')
}

// voidTags have no end of their own.
var voidTags = wordSet("img input hr embed area base link meta source track col")

// closesBehind reports whether the element that opens at i is closed inside the same word.
func closesBehind(t string, i, end int) bool {
	name := wordAt(t, i+1).in(t)
	n := strings.Index(t[end:min(len(t), end+80)], "</"+name+">")
	return name != "" && n >= 0 && strings.IndexByte(t[end:end+n], '\n') < 0
}

var inlineTags = wordSet(`wbr b i u s em strong code span font small big sub sup kbd mark ins del a tt samp var abbr cite q bdi bdo
	shy noscript zwsp nobr nowiki noformat verbatim plain br p td th tr div li tbody center h1 h2 h3 h4 o:p v:shape`)

// targetEnd is the end of the link target behind the ] at i, or i.
func targetEnd(t string, i int) int {
	var closing byte
	switch byteAt(t, i+1) {
	case '(':
		closing = ')'
	case '[':
		closing = ']'
	default:
		return i
	}
	n := strings.IndexByte(t[i+2:min(len(t), i+514)], closing)
	if n < 0 || strings.IndexByte(t[i+2:i+2+n], '\n') >= 0 {
		return i
	}
	return i + 2 + n + 1
}

// balanced widens a hit so that it does not leave one half of an emphasis or an
// element standing beside it.
func balanced(text string, h hit) hit {
	for _, m := range []string{"**", "__", "~~", "``", "'''", "''", "*", "_", "`"} {
		if n := strings.Count(text[h.start:h.end], m); n%2 == 0 {
			if n > 0 && strings.HasPrefix(text[h.end:], m) && strings.HasSuffix(text[:h.start], m) {
				h.start, h.end = h.start-len(m), h.end+len(m)
				break
			}
			continue
		}
		if strings.HasPrefix(text[h.end:], m) {
			h.end += len(m)
		} else if strings.HasSuffix(text[:h.start], m) {
			h.start -= len(m)
		}
		break
	}
	h = closed(text, quoted(text, h))
	inner := text[h.start:h.end]
	if strings.Contains(inner, "</") && strings.HasSuffix(text[:h.start], ">") && strings.HasPrefix(text[h.end:], "</") && strings.Count(inner, "<")-strings.Count(inner, "</") == strings.Count(inner, "</") {
		if n, m := strings.LastIndexByte(text[max(0, h.start-64):h.start], '<'), strings.IndexByte(text[h.end:min(len(text), h.end+32)], '>'); n >= 0 && m > 0 && !strings.HasPrefix(text[max(0, h.start-64)+n:], "</") { // every letter in an element
			h.start, h.end = max(0, h.start-64)+n, h.end+m+1
			return h
		}
	}
	if n := strings.LastIndexByte(text[max(0, h.start-64):h.start], '<'); strings.HasSuffix(text[:h.start], ">") && n >= 0 &&
		strings.Count(inner, "</") > strings.Count(inner, "<")-strings.Count(inner, "</") {
		h.start = max(0, h.start-64) + n
	} else if closes := strings.Count(inner, "</"); strings.HasPrefix(text[h.end:], "</") && strings.Count(inner, "<")-closes > closes {
		if n := strings.IndexByte(text[h.end:min(len(text), h.end+32)], '>'); n > 0 {
			h.end += n + 1
		}
	}
	return h
}

// quoted widens a hit that is put together from literals to their outer marks.
func quoted(text string, h hit) hit {
	c := byteAt(text, h.start-1)
	if c != '"' && c != '\'' || byteAt(text, h.end) != c || strings.IndexByte(text[h.start:h.end], c) < 0 || strings.Count(text[h.start:h.end], string(c))%2 != 0 {
		return h
	}
	h.start, h.end = h.start-1, h.end+1
	h.start -= btoi(byteAt(text, h.start-1) == '=') // of a sheet
	return h
}
