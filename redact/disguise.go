package redact

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// atWords and dotWords are how people of several languages write @ and the dot of
// an address so that programs do not find it.
var (
	atWords  = wordSet("at ät arobase arroba chiocciola małpa malpa snabela snabel-a apenstaartje kukac a @ zavinac zavináč klammeraffe arobas affenschwanz krøllalfa krollalfa snabel at-sign atsign собака собачка равлик παπάκι παπακι kissanhäntä aapna tanghali strudel")
	dotWords = wordSet("dot punkt punktum point punto ponto punt kropka d0t tecka tečka piste pont . dt pkt prikk pynt puncte nokta точка крапка τελεία")
)

// markBrackets are words that stand for marks in brackets alone, where no sentence has
// them: [bei], (chez), {et}.
var markBrackets = map[string]string{"bei": "@", "chez": "@", "presso": "@", "bij": "@", "an": "@", "aet": "@", "ad": "@", "at sign": "@", "собака": "@", "собачка": "@", "παπάκι": "@", "kissa": "@",
	"pt": ".", "pt.": ".", "p": ".", "точка": ".", "τελεία": ".", "dott": ".", "full stop": ".", "fullstop": ".", "period": ".", "full-stop": ".", "stop": ".", "space": " ", "blank": " ", "leerzeichen": " ", "espace": " ", "spatie": " ", "espacio": " "}

// bracketed is the mark that a word in brackets stands for: (at), [punkt], {.}.
func bracketed(inner string) (string, bool) {
	inner = strings.ToLower(strings.TrimSpace(inner))
	if atWords[inner] {
		return "@", true
	}
	if dotWords[inner] {
		return ".", true
	}
	if with, ok := fangs[inner]; ok {
		return with, true
	}
	if with, ok := markBrackets[inner]; ok {
		return with, true
	}
	with, ok := spokenMarks[foldWord(inner)]
	return with, ok
}

// spelledMark decodes " dot " and " at " between the parts of an address, hyphens
// or underscores around them too.
func spelledMark(b *viewBuilder, t string, i int) int {
	if !wordByte(t, i-1) {
		return i + 1
	}
	at := i + 1
	for at < len(t) && t[at] == t[i] && at-i < 4 {
		at++
	}
	if at+1 >= len(t) || !markHeads[headPair(t[at], t[at+1])] {
		return i + 1
	}
	n := strings.IndexByte(t[at:min(len(t), at+15)], t[i])
	if n < 1 || !shortMark[n] || i < b.at {
		return i + 1
	}
	word, end := strings.ToLower(t[at:at+n]), at+n+1
	for end < len(t) && t[end] == t[i] && end-at-n < 4 {
		end++
	}
	if !wordByte(t, end) {
		return i + 1
	}
	switch {
	case word == "a", word == ".", word == "@":
		if word == "a" || t[i] != ' ' || word == "." && end == i+3 && !spacedDots(t, i) {
			return i + 1
		}
		b.replace(i, end, word)
		return end
	case dotWords[word]:
		near := t[max(0, i-16):i]
		if before := foldWord(wordBefore(near, len(near)).in(near)); before != "dot" && spokenMarks[before] != "" {
			return i + 1 // slash dot history
		}
		b.replace(i, end, ".")
		return end
	case atWords[word]:
		if addressBehind(t, end) || addressBefore(t, i) && dottedBehind(t, end) || loudAt(t, i, at, end) {
			b.replace(i, end, "@")
			return end
		}
	}
	return i + 1
}

// markHeads are the first two bytes of the words for marks, mixed to ten bits.
var markHeads = func() (table [1 << 10]bool) {
	for _, set := range []map[string]bool{atWords, dotWords} {
		for w := range set {
			w += " "
			for _, first := range []byte{w[0], w[0] &^ 0x20} {
				for _, second := range []byte{w[1], w[1] &^ 0x20, '-', '_'} {
					table[headPair(first, second)] = true
				}
			}
			table[headPair(w[0], w[1])] = true
		}
	}
	return table
}()

func headPair(a, b byte) int { return (int(a)<<5 ^ int(b)) & (1<<10 - 1) }

// shortMark are the lengths of the words for marks.
var shortMark = func() (table [17]bool) {
	for _, set := range []map[string]bool{atWords, dotWords} {
		for w := range set {
			table[len(w)] = true
		}
	}
	return table
}()

// spacedDots reports whether the dot in blanks at i is one of several, or stands
// between digits: wiki . corp . example.
func spacedDots(t string, i int) bool {
	if classAt(t, i-1)&digit != 0 && classAt(t, i+3)&digit != 0 || strings.IndexByte(t[max(0, i-64):i], '@') >= 0 && lastPart(t[max(0, i-64):i]) {
		return true
	}
	w := wordAt(t, i+3)
	if strings.HasPrefix(t[w.end:], " . ") || byteAt(t, w.end) == '@' {
		return true
	}
	back := wordBefore(t, i)
	if low := strings.ToLower(back.in(t)); numbered(low) && siteCode(strings.ToLower(w.in(t))) {
		return true // gw2 . ams1
	}
	return strings.HasSuffix(t[:back.start], " . ")
}

// addressBehind reports whether a word and a spelled dot follow.
func addressBehind(t string, at int) bool {
	end := at
	t = t[:min(len(t), at+96)]
	for end < len(t) && (wordByte(t, end) || t[end] == '-' && !dotWords[strings.ToLower(wordAt(t, end+1).in(t))] && !dashedDot(t, end)) {
		end++
	}
	rest := strings.TrimLeft(t[end:min(len(t), end+14)], " -_([{")
	n := strings.IndexAny(rest, " -_)]}")
	return n > 0 && end < len(t) && rest != t[end:min(len(t), end+14)] && dotWords[strings.ToLower(rest[:n])]
}

// dashedDot reports whether a spelled dot between hyphens stands at an offset.
func dashedDot(t string, i int) bool {
	n := strings.IndexByte(t[i+1:min(len(t), i+10)], '-')
	return n > 0 && dotWords[strings.ToLower(t[i+1:i+1+n])]
}

// addressBefore reports whether the word before reads as the first half of an address.
func addressBefore(t string, i int) bool {
	start := i
	for start > 0 && i-start < 64 && localByte(t[start-1]) {
		start--
	}
	return bits(t[start:i])&(dot|under|digit) != 0
}

func dottedBehind(t string, at int) bool {
	w := hostAt(t, at)
	return strings.Contains(w.in(t), ".")
}

// encodedMail reports whether a text has the marks of quoted-printable (RFC 2045).
func encodedMail(t string) bool {
	return strings.Contains(t, "=3D") || strings.Contains(t, "=C3=") || strings.Contains(t, "=E2=80") || strings.Contains(t, "=20\n") || strings.Contains(t, "=C5=") || strings.Contains(t, "=C2=A") ||
		strings.Contains(t, "=40") || strings.Contains(t, "=2B4") || strings.Contains(t, "=2B3") || strings.Contains(t, "=2B1") || strings.Contains(t, "=2E") || strings.Contains(t, "=3A//") || strings.Contains(t, "uoted-printable") || strings.Contains(t, "=C4=") || softBreaks(t) || quotedBlank(t)
}

// quotedRun reports whether two characters of quoted-printable side by side begin at i, or end there.
func quotedRun(t string, i int) bool {
	return quotedByte(t, i) && (quotedByte(t, i+3) || quotedByte(t, i-3))
}

// quotedByte reports whether a plain character in quoted-printable stands at i.
func quotedByte(t string, i int) bool {
	return byteAt(t, i) == '=' && i+3 <= len(t) && t[i+1] >= '2' && t[i+1] <= '7' && isUpperHex(t[i+2])
}

// quotedBlank reports whether an encoded blank stands between two words with capitals.
func quotedBlank(t string) bool {
	n := strings.Index(t, "=20")
	return n > 0 && classAt(t, n-1)&letters != 0 && classAt(t, n+3)&upper != 0
}

func softBreaks(t string) bool {
	n := strings.Index(t, "=\n")
	if n < 0 {
		n = strings.Index(t, "=\r\n")
	}
	return n > 20 && (wordByte(t, n-1) || marksName(t[n-1]))
}

// quotedPrintable decodes the =XX at i, or removes the soft line break there.
func quotedPrintable(b *viewBuilder, t string, i int) int {
	if strings.HasPrefix(t[i:], "=?") {
		if next := encodedWord(b, t, i); next > i {
			return next
		}
	}
	if rest := t[i+1:]; strings.HasPrefix(rest, "\n") || strings.HasPrefix(rest, "\r\n") {
		end := i + 2 + btoi(rest[0] == '\r')
		b.replace(i, end, "")
		return end
	}
	var out []byte
	end := i
	for end+2 < len(t) && t[end] == '=' && isUpperHex(t[end+1]) && isUpperHex(t[end+2]) {
		c, _ := strconv.ParseUint(t[end+1:end+3], 16, 8)
		if c < 0x20 {
			break
		}
		out = append(out, byte(c))
		if end += 3; utf8.Valid(out) || len(out) == utf8.UTFMax {
			break // one character at a time
		}
	}
	if len(out) == 0 || !utf8.Valid(out) {
		return i + 1
	}
	b.replace(i, end, plainText(string(out)))
	return end
}

func isUpperHex(c byte) bool { return c >= '0' && c <= '9' || c >= 'A' && c <= 'F' }

// encodedWord decodes the =?charset?Q?…?= at i (RFC 2047), those that follow included.
func encodedWord(b *viewBuilder, t string, i int) int {
	end := i
	for range 4 {
		body := end // behind the charset and the coding
		for range 3 {
			n := strings.IndexByte(t[body:min(len(t), body+40)], '?')
			if n < 0 {
				return i
			}
			body += n + 1
		}
		n := strings.Index(t[body:min(len(t), body+200)], "?=")
		if n < 0 {
			return i
		}
		if end = body + n + 2; !strings.HasPrefix(t[end:], " =?") {
			break
		}
		end++
	}
	plain, err := wordDecoder.DecodeHeader(strings.TrimSpace(t[i:end]))
	if end == i || err != nil || plain == t[i:end] || !utf8.ValidString(plain) {
		return i
	}
	b.replace(i, end, plainText(plain))
	return end
}

// plainText is s with the plainer characters that stand for its own.
func plainText(s string) string {
	var out strings.Builder
	for _, r := range s {
		if p, ok := plainer(r); ok {
			out.WriteString(p)
		} else {
			out.WriteRune(r)
		}
	}
	return out.String()
}

// unspaced is a view in which letters set apart one by one stand together: R N D -
// 3 5 0 2; nil when there are none. It names the runs of some length too.
func unspaced(v *view) (*view, []span) {
	b, t := derive(v), v.text
	var long []span
	for i := 0; i+6 < len(t); {
		if classes[t[i]]&classes[t[i+1]]&(lower|upper) != 0 {
			i += 2 // no letter by itself
			for i < len(t) && classes[t[i]]&(lower|upper) != 0 {
				i++
			}
			continue
		}
		if !apartBytes[t[i]] || wordByte(t, i-1) {
			i++
			continue
		}
		n := letterAt(t, i)
		if n == 0 || !apartMarks[byteAt(t, i+n)] {
			i++
			continue
		}
		i = max(i+1, unspace(b, t, i, &long))
	}
	return b.done(), long
}

// apartBytes are what stands between blanks where letters are set apart, apartMarks what
// sets them apart.
var apartBytes, apartMarks = func() (table [256]bool) {
	for c := range table {
		table[c] = inWord[c] || strings.IndexByte("/+~#@", byte(c)) >= 0
	}
	return table
}(), byteTable(" -._|*/,~")

// letterAt is the length of the single letter, digit or mark at i, or 0.
func letterAt(t string, i int) int {
	if i >= len(t) || isSpace(t[i]) {
		return 0
	}
	if t[i] < 0x80 {
		return 1
	}
	r, n := utf8.DecodeRuneInString(t[i:])
	if r == utf8.RuneError {
		return 0
	}
	return n
}

// unspace joins the run of single letters at i and returns where it ends.
func unspace(b *viewBuilder, t string, i int, long *[]span) int {
	sep := t[i+letterAt(t, i)]
	end, count := i+letterAt(t, i), 1
	last := i // where the last of the run begins
	var cuts []span
	for end < len(t) && len(cuts) < 200 {
		stop := end
		for stop < len(t) && t[stop] == sep && stop-end < 3 {
			stop++
		}
		n := letterAt(t, stop)
		if stop == end || n == 0 || sep != ' ' && classAt(t, stop)&(letters|digit) == 0 || stop+n < len(t) && t[stop+n] != sep && wordByte(t, stop+n) {
			break
		}
		cuts = append(cuts, span{end, stop})
		last, end = stop, stop+n
		count += btoi(classAt(t, stop)&(letters|digit) != 0)
		if wordByte(t, end) {
			break
		}
	}
	if count < 3 {
		return last // fewer stand behind any other of the run
	}
	if count < 4 && (sep != ' ' || !shortName(t, i, end)) {
		return i + 1
	}
	if count > 5 {
		*long = append(*long, span{i, end})
	}
	for _, c := range cuts {
		if c.end-c.start == 1 || sep != ' ' {
			b.replace(c.start, c.end, "")
		} else {
			b.replace(c.start, c.end, " ")
		}
	}
	return end
}

// shortName reports whether three letters set apart are a name by their capitals: L e o.
func shortName(t string, start, end int) bool {
	s := strings.ReplaceAll(t[start:end], " ", "")
	return len(s) == 3 && capitalised(s) && all(s[1:], lower) && !(byteAt(t, start-1) == ' ' && wordByte(t, start-2) && !wordByte(t, start-3)) && !(byteAt(t, end) == ' ' && wordByte(t, end+1) && !wordByte(t, end+2))
}

// hexBytes opens a text written as single bytes in hexadecimal: 31 30 2e 36.
func (l *looking) hexBytes(start int) int {
	t := l.text
	var raw []byte
	sep, at := byte(0), start
	for at+1 < len(t) && len(raw) < 400 {
		if t[at] == '0' && (t[at+1] == 'x' || t[at+1] == 'X') || t[at] == '\\' && t[at+1] == 'x' {
			at += 2
		}
		if at+2 > len(t) || !isHex(t[at]) || !isHex(t[at+1]) || wordByte(t, at+2) {
			break
		}
		c, _ := strconv.ParseUint(t[at:at+2], 16, 8)
		raw = append(raw, byte(c))
		at += 2
		mark := byteAt(t, at)
		if strings.IndexByte(" :,-", mark) < 0 || sep != 0 && mark != sep || mark == 0 {
			break
		}
		sep = mark
		for at++; byteAt(t, at) == ' '; at++ {
		}
	}
	if len(raw) < 6 || !readable(raw) {
		return start + 2
	}
	for at > start && !isHex(t[at-1]) {
		at--
	}
	l.opened(string(raw), start, at)
	return at
}
