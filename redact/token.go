package redact

import (
	"unicode"
	"unicode/utf8"
)

// longestToken bounds what is looked at as one name, number or address.
const longestToken = 512

// tokens walks the text once and hands every run of word characters that is
// more than plain letters, and every mark that may join such runs, to the
// detectors.
func (l *looking) tokens() {
	t := l.text
	for i := 0; i < len(t); {
		c := classes[t[i]]
		switch {
		case c&wordPart != 0:
			start, seen := i, uint8(0)
			for i < len(t) && classes[t[i]]&wordPart != 0 {
				seen |= classes[t[i]]
				i++
			}
			if i-start == 2 && seen == upper {
				l.postGroups(start, i)
				l.insuredGroups(start)
				l.carNumber(start, i)
				l.licenceGroups(start, i)
			} else if i-start == 4 && seen == upper {
				l.boxNumber(start, i)
			}
			if i-start < 7 && t[i-1] == '.' && classes[t[start]]&upper != 0 && classAt(t, start+1)&dot != 0 {
				l.initialled(start, i)
			}
			if seen&(letters|digit|under) == 0 {
				l.morse(start)
			} else if seen&^letters != 0 {
				l.split(start, i, seen)
			}
			if classes[t[start]]&(upper|beyond) != 0 && classAt(t, i) == 0 {
				l.capitalPair(start, i)
			}
		case c == trigger:
			i = max(i+1, l.mark(i))
		default:
			i++
		}
	}
}

// split hands a run on, cut at characters outside ASCII that are no letters.
func (l *looking) split(start, end int, seen uint8) {
	if seen&beyond == 0 {
		l.trim(start, end)
		return
	}
	from := start
	for i := start; i < end; {
		r, n := utf8.DecodeRuneInString(l.text[i:end])
		if r >= 0x80 && (!unicode.IsLetter(r) && !unicode.IsMark(r) || r >= 0x1100 && unicode.In(r, unicode.Hangul, unicode.Han, unicode.Hiragana, unicode.Katakana)) {
			l.trim(from, i)
			from = i + n
		}
		i += n
	}
	l.trim(from, end)
}

// trim hands a run on without the marks at its ends.
func (l *looking) trim(start, end int) {
	for start < end && classes[l.text[start]]&(letters|digit) == 0 {
		start++
	}
	for end > start && classes[l.text[end-1]]&(letters|digit) == 0 {
		end--
	}
	if seen := bits(l.text[start:end]); seen&^letters != 0 && end-start <= longestToken {
		l.token(start, end, seen)
	} else if c := byteAt(l.text, end+1); byteAt(l.text, end) == '-' && (c == '[' || c == '{') && end > start {
		l.hostRange(start, end+1) // web-[1-7]
	}
}

// token hands one run to the detectors that its characters call for.
func (l *looking) token(start, end int, seen uint8) {
	if seen&digit != 0 {
		if seen&dot != 0 {
			l.dottedToken(start, end)
			l.ipv4(start, end)
			l.otherBase(start, end)
		}
		if l.text[start] == 'x' {
			l.crossedExtension(start, end)
		}
		if classes[l.text[start]]&digit != 0 {
			l.looseIPv4(start, end)
		}
		if l.text[start] == '0' && end-start > 9 {
			l.hexIPv4(start, end)
		}
		l.ticket(start, end)
		l.digest(start, end, seen)
		l.number(start, end, seen)
		l.shapedID(start, end, seen)
	}
	l.codeToken(start, end, seen)
	if seen&(under|dash) != 0 {
		l.resource(start, end)
		if seen&(upper|dash) == upper|dash {
			l.licenseKey(start, end)
		}
		if seen&under != 0 && seen&digit != 0 {
			l.issuedToken(start, end)
		}
	}
	if seen&dot != 0 && seen&(dash|under) != 0 && end-start > 7 {
		l.loneScript(start, end)
	}
	if seen&dot != 0 && seen&(lower|beyond) != 0 {
		l.quotedFile(start, end)
	}
	if seen&dot != 0 && seen&(lower|dash|under|beyond) == 0 && seen&upper != 0 {
		l.dataSet(start, end)
	}
	l.hostname(start, end, seen)
	if seen&digit != 0 && seen&letters != 0 {
		l.hostBeside(start)
	} else if seen&dash != 0 && seen&(dot|under|upper|beyond) == 0 {
		l.actingHost(start, end)
	}
	if seen&(lower|dash) != lower {
		l.placedName(start, end, seen)
	}
}

// codeToken hands one run to the detectors of codes of no known form.
func (l *looking) codeToken(start, end int, seen uint8) {
	l.strangeCode(start, end, seen)
	if end-start == 2 && seen&digit != 0 {
		l.spacedBytes(start, end)
	}
	if seen&(digit|dash|lower) == digit|dash|lower && seen&(dot|under|beyond) == 0 {
		l.leetPhrase(start, end)
	} else if seen == digit|lower && end-start < 24 {
		l.partlyTold(start, end)
	} else if seen == digit|dash {
		l.groupedCode(start, end)
	} else if l.text[end-1] == 'E' {
		l.roundedNumber(start, end)
	}
	if seen&under != 0 && seen&(digit|dash|dot) == 0 && seen&upper != 0 {
		l.underName(start, end)
	}
	if seen&(under|upper) == under|upper && seen&(lower|dash|dot|beyond) == 0 {
		l.titledHost(start, end)
	}
}

// mark hands the character at i to the detectors it may belong to, and returns
// how far these have used the text up.
func (l *looking) mark(i int) int {
	switch l.text[i] {
	case '@':
		l.at(i)
	case ':':
		if classAt(l.text, i+1) == trigger && l.text[i+1] == '/' {
			return l.link(i)
		}
		l.cloudInstance(i)
		if byteAt(l.text, i+1) == '[' {
			if end := l.volumePath(i); end > i {
				return end
			}
		}
		if end := l.hashPair(i); end > i {
			return end
		}
		return l.colon(i)
	case '/', '~':
		if l.text[i] == '~' {
			l.wikiUser(i)
			l.base85(i)
		}
		return l.unixPath(i)
	case '\\':
		return l.windowsPath(i)
	case '+', '(':
		if l.text[i] == '(' {
			l.quotedSpeaker(i)
		}
		l.shownSecret(i)
		return l.phone(i)
	case '#':
		l.ticketNumber(i)
		l.shownSecret(i)
	case '!':
		l.mergeRequest(i)
		l.shownSecret(i)
	case '^':
		l.caretName(i)
		l.shownSecret(i)
	case '$', '%', '&', '*', '?':
		l.shownSecret(i)
	}
	return i + 1
}
