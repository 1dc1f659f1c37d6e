package redact

import "strings"

// What stands without a gap beside a find belongs to it: the rest of a path, of a machine's
// name, of a password, the family name behind a first name.

// withRuns adds to hits, sorted and apart, the whole runs they are parts of, and joins what
// meets by it.
func withRuns(text string, hits []hit) []hit {
	var more []hit
	for _, h := range hits {
		if h.rule.kind == Hidden || h.end-h.start > 256 || strings.IndexByte(text[h.start:h.end], '\n') >= 0 {
			continue
		}
		if w := inRun(text, h); w.start < h.start || w.end > h.end {
			more = append(more, w)
		}
	}
	if more == nil {
		return hits
	}
	return merge(append(hits, more...))
}

// inRun is a hit with the rest of the run it stands in.
func inRun(text string, h hit) hit {
	switch h.rule.kind {
	case PersonName:
		return wholeCell(text, wholeName(text, h))
	case Phone:
		return wholeCall(text, h)
	case Customer:
		return customerLink(text, h)
	case IPAddress:
		if byteAt(text, h.start-1) == '[' && byteAt(text, h.end) == ']' && byteAt(text, h.end+1) != '(' {
			h.start, h.end = h.start-1, h.end+1
		}
		return h
	case Secret:
		w := h.across(text, secretRun)
		if c := byteAt(text, w.end); (c == '*' || c == '#') && classAt(text, w.end-1)&digit != 0 && w.end-w.start < 9 && byteAt(text, w.end+1) != c && byteAt(text, w.start-1) != c {
			w.end++ // typed at a door: 2580*
		}
		if strings.Count(text[w.start:w.end], " ") > 3 {
			return announcedCode(text, w)
		}
		return w
	case Hostname, Identifier, Path:
		w := unbroken(text, h.across(text, codeRun))
		if h.rule.kind == Identifier {
			w = cardGroups(text, ofSort(text, w))
		}
		if h.rule.name == "spelled_out" || h.rule.kind == Identifier && classes[text[w.start]]&digit != 0 {
			return announcedCode(text, w)
		}
		if h.rule.kind == Path {
			return overBlanks(text, w)
		}
		if c := byteAt(text, w.end); h.rule.kind == Hostname && c == '$' && wordByte(text, w.end-1) && classAt(text, w.end+1)&lower != 0 {
			for w.end++; wordByte(text, w.end); w.end++ {
			}
			return w
		}
		if h.rule.kind == Hostname && byteAt(text, w.start-1) == '\\' && classAt(text, w.start-2)&(upper|digit) != 0 {
			from := w.start - 1
			for from > 0 && classes[text[from-1]]&(upper|digit) != 0 {
				from--
			}
			if bits(text[from:w.start-1])&upper != 0 && !wordByte(text, from-1) {
				w.start = from // BKNET\SHOP-APP-09
			}
		}
		return w
	case TermUse:
		if w := h.across(text, pathRun); strings.IndexByte(text[w.start:w.end], '/') > 0 && strings.ContainsAny(text[w.start:w.end], "-_.0123456789") {
			return hit{start: w.start, end: w.end, rule: pathRule, weight: Warn}
		}
	}
	return h
}

// across is the hit from the first to the last byte around it that belongs, without the
// marks at the ends that were not in it.
func (h hit) across(text string, belongs func(text string, i int) bool) hit {
	start, end := h.start, h.end
	for start > 0 && h.start-start < 64 && belongs(text, start-1) {
		start--
	}
	for end < len(text) && end-h.end < 64 && belongs(text, end) {
		end++
	}
	for start < h.start && !wordByte(text, start) {
		start++
	}
	for end > h.end && !wordByte(text, end-1) {
		end--
	}
	h.start, h.end = start, end
	return h
}

// secretRun reports whether the byte at i may belong to a password beside it.
func secretRun(text string, i int) bool {
	return wordByte(text, i) || strings.IndexByte("-_.%~+#!", text[i]) >= 0
}

// codeRun reports whether the byte at i may belong to a name of a thing beside it: a letter or
// digit, or one mark between two.
func codeRun(text string, i int) bool {
	return wordByte(text, i) || strings.IndexByte("-_.", text[i]) >= 0 && wordByte(text, i-1) && wordByte(text, i+1) || text[i] == '%' && wordByte(text, i+1)
}

// pathRun is codeRun with slashes.
func pathRun(text string, i int) bool {
	return codeRun(text, i) || text[i] == '/' && wordByte(text, i-1) && wordByte(text, i+1)
}

// wholeName takes the words with capitals beside a person's name into it.
func wholeName(text string, h hit) hit {
	for range 2 {
		at := h.end
		if c := byteAt(text, at); c != ' ' && c != '_' && c != '^' {
			break
		}
		w := wordAt(text, at+1)
		if !goesOnName(text, w, byteAt(text, at)) {
			break
		}
		h.end = w.end
	}
	for range 2 {
		if c := byteAt(text, h.start-1); h.start < 2 || c != '_' && c != '^' {
			break
		}
		w := wordBefore(text, h.start-1)
		if w.end != h.start-1 || !goesOnName(text, w, '_') {
			break
		}
		h.start = w.start
	}
	return bracketedName(text, h)
}

// bracketedName takes the words with capitals before a name into it where both stand in brackets
// before what somebody says: NOC (Koh Wei Ming): yes.
func bracketedName(text string, h hit) hit {
	if !strings.HasPrefix(text[h.end:], "):") {
		return h
	}
	at := h.start
	for range 2 {
		w := wordBefore(text, at)
		if text[w.end:at] != " " || !goesOnName(text, w, '_') || w.in(text) == strings.ToUpper(w.in(text)) {
			break
		}
		if at = w.start; byteAt(text, at-1) == '(' {
			h.start = at
			break
		}
	}
	return h
}

// goesOnName reports whether a word beside a name, behind a mark, is a part of it.
func goesOnName(text string, w span, mark byte) bool {
	s := w.in(text)
	low := foldWord(s)
	if len(s) < 2 || bits(s)&(digit|under) != 0 || calendar[low] || notNames[low] || gazetteer[low] {
		return false
	}
	if mark != ' ' {
		return capitalised(s)
	}
	return capitalised(s) && !ordinary(low) && !plainWords[low] && !programs[low] && !innerCapital(s)
}

// wholeCell takes the rest of a short cell or quoted string into a name that stands in it, where
// all its words have capitals.
func wholeCell(text string, h hit) hit {
	start, end := h.start, h.end
	for start > 0 && h.start-start < 30 && strings.IndexByte("\"'|;\t\n>", text[start-1]) < 0 {
		start--
	}
	for end < len(text) && end-h.end < 30 && strings.IndexByte("\"'|;\t\n<", text[end]) < 0 {
		end++
	}
	if end-start > 40 || start == 0 || end == len(text) || text[start-1] == '\n' || !closes(text[start-1], text[end]) || byteAt(text, start-2) == '=' && start > 1 {
		return h
	}
	words := 0
	for w := range strings.FieldsFuncSeq(text[start:end], func(r rune) bool { return r == ' ' || r == ',' || r == '.' || r == '-' || r == '*' || r == '_' }) {
		words++
		if low := foldWord(w); particles[low] || len(w) == 1 {
			continue
		} else if bits(w)&^letters != 0 && !strings.Contains(w, "'") || classes[w[0]]&(upper|beyond) == 0 || calendar[low] || (text[h.start:h.end] == strings.ToUpper(text[h.start:h.end])) != (w == strings.ToUpper(w)) {
			return h
		}
	}
	if words < 2 || words > 5 {
		return h
	}
	for start < h.start && strings.IndexByte(" *_`", text[start]) >= 0 {
		start++
	}
	for end > h.end && strings.IndexByte(" *_`\r", text[end-1]) >= 0 {
		end--
	}
	h.start, h.end = min(start, h.start), max(end, h.end)
	return h
}

// closes reports whether b ends the cell or the string that a begins.
func closes(a, b byte) bool {
	return a == b || a == '>' && b == '<' || strings.IndexByte("|;\t", a) >= 0 && b == '\n'
}

// wholeCall takes the groups of digits, of words for digits and in brackets beside a telephone
// number into it.
func wholeCall(text string, h hit) hit {
	for range 4 {
		at := h.start
		for at > 0 && strings.IndexByte(" -()/+", text[at-1]) >= 0 && h.start-at < 3 {
			at--
		}
		if at == h.start || at == 0 || text[at-1] == '\n' {
			break
		}
		begin := at
		for begin > 0 && wordByte(text, begin-1) {
			begin--
		}
		w := text[begin:at]
		if w == "" || len(w) > 6 || !all(w, digit) && numberWords[strings.ToLower(w)] == "" || all(w, digit) && len(w) > 4 {
			break
		}
		h.start = begin
	}
	for h.start > 0 && strings.IndexByte("+(", text[h.start-1]) >= 0 {
		h.start--
	}
	return h
}

// announcedCode takes the letters or the word for an id before figures in words into a hit.
func announcedCode(text string, h hit) hit {
	w := wordBefore(text, len(strings.TrimRight(text[:h.start], " –-")))
	if s := w.in(text); w.end < h.start && h.start-w.end < 6 && byteAt(text, w.end) == ' ' && (len(s) < 6 && len(s) > 1 && all(s, upper) && !plainCapitals[s] || idPrefixes[strings.ToLower(s)]) {
		h.start = w.start
	}
	return h
}

// underName judges two or three words with capitals and underscores between, one of which is a
// first name: Elsa_Wikander.
func (l *looking) underName(start, end int) {
	known, words := false, 0
	for w := range strings.SplitSeq(l.text[start:end], "_") {
		low := foldWord(w)
		if !capitalised(w) || innerCapital(w) || calendar[low] {
			return
		}
		words++
		known = known || givenNames[low] && !plainWords[low]
	}
	if known && words > 1 && words < 4 {
		l.addWeight(start, end, nameRule, Warn)
	}
}

// unbroken takes the digits of the line above into a long number that begins the next.
func unbroken(text string, h hit) hit {
	if !all(text[h.start:h.end], digit) || h.end-h.start < 5 {
		return h
	}
	head := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(text[:h.start], "\n"), "<br>"), "<br/>")
	from := len(head)
	for from > 0 && classes[head[from-1]]&digit != 0 {
		from--
	}
	if len(head) < h.start && len(head)-from > 5 && !wordByte(text, from-1) {
		h.start = from
	}
	return h
}

// plainCapitals stand before ids and are no part of them.
var plainCapitals = wordSet("ID NO NR REF PIN UID IN OF TO AT BY ON IS AS OR AND THE FOR UUID MAC IBAN GUID")

// overBlanks takes the rest of a path with blanks in it into a hit: G:\\Shared drives\\rec.mp4.
func overBlanks(text string, h hit) hit {
	for range 3 {
		if byteAt(text, h.end) != ' ' {
			break
		}
		mark := byte('/')
		if strings.IndexByte(text[h.start:h.end], '\\') >= 0 {
			mark = '\\'
		}
		at := h.end + 1
		for at < len(text) && at-h.end < 40 && (wordByte(text, at) || strings.IndexByte(" -_.&", text[at]) >= 0) {
			at++
		}
		gap := text[h.end:at]
		if byteAt(text, at) == mark && mark == '\\' && wordByte(text, at+1) {
			for at < len(text) && (wordByte(text, at) || strings.IndexByte("-_.\\", text[at]) >= 0) {
				at++
			}
			for at > h.end && text[at-1] == '.' {
				at--
			}
			h.end = at
			continue
		}
		i := strings.LastIndexByte(gap, '.')
		if i < 0 || strings.Contains(gap, ". ") || !fileEndings[strings.ToLower(strings.Trim(gap[i+1:], " "))] || bits(gap)&digit == 0 {
			break
		}
		h.end += len(gap)
	}
	return h
}

// ofSort takes the sort of an id before a colon into it: ps:7730018842290417735, [U:1:418820035].
func ofSort(text string, h hit) hit {
	at := h.start
	for range 3 {
		from := at - 1
		for from > 0 && classes[text[from-1]]&(lower|upper|digit) != 0 && at-from < 6 {
			from--
		}
		if at < 2 || text[at-1] != ':' || from == at-1 || wordByte(text, from-1) || byteAt(text, from-1) == '"' {
			break
		}
		at = from
	}
	if at == h.start || !wordByte(text, at) {
		return h
	}
	h.start = at
	if byteAt(text, at-1) == '[' && byteAt(text, h.end) == ']' {
		h.start, h.end = at-1, h.end+1
	}
	return h
}

// cardGroups takes the last four digits of a card into the groups before.
func cardGroups(text string, h hit) hit {
	s := text[h.start:h.end]
	if len(s) == 14 && s[4] == s[9] && (s[4] == ' ' || s[4] == '-') && all(s[:4]+s[5:9]+s[10:], digit) && byteAt(text, h.end) == s[4] && digitsFrom(text, h.end+1) == 4 {
		h.end += 5
	}
	return h
}
