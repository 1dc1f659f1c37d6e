package redact

import (
	"html"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// normalised is a view with entities, percent-encoding, escapes and defanged
// marks decoded, invisible characters removed and look-alike letters replaced;
// nil when that changes nothing.
func normalised(v *view) *view {
	b, t := derive(v), v.text
	mail := strings.Contains(t, "=") && encodedMail(t)
	for i := 0; i < len(t); {
		if asWritten[t[i]] {
			i++
			continue
		}
		next := i
		switch c := t[i]; {
		case c == ' ' && i+2 < len(t) && !markHeads[headPair(t[i+1], t[i+2])] && t[i+1] != ' ': // the most of them
		case c >= 0x80:
			next = plainRune(b, t, i)
		case c == '&':
			next = entity(b, t, i)
		case c == '%':
			next = percent(b, t, i)
		case c == '^' || c == 0x1b:
			next = terminal(b, t, i)
		case c == '\\':
			if next = terminal(b, t, i); next == i {
				next = escape(b, t, i)
			}
		case c == '[' || c == '(' || c == '{' || c == '<' && fangStarts[byteAt(t, i+1)]:
			next = fang(b, t, i)
		case c == ':' && byteAt(t, i-1) == ' ' && (strings.HasPrefix(t[i+1:], " //") || strings.HasPrefix(t[i+1:], "//") || strings.HasPrefix(t[i+1:], " / /")), c == ':' && strings.HasPrefix(t[i+1:], "// ") && wordByte(t, i-1) && blankLink(t, i):
			next = spacedLink(b, t, i)
		case c == '?':
			next = released(b, t, i)
		case c == '+':
			next = shifted(b, t, i)
		case c == '/' && byteAt(t, i+1) == ' ':
			next = spacedPath(b, t, i)
		case c == '=' && (mail || byteAt(t, i+1) == '?' || quotedRun(t, i) || quotedLone(t, i)):
			next = quotedPrintable(b, t, i)
		case (c == ' ' || c == '-' || c == '_') && markStarts[byteAt(t, i+1)] && (i+2 >= len(t) || t[i+1] == c || markHeads[headPair(t[i+1], t[i+2])]):
			next = spelledMark(b, t, i)
		}
		i = max(next, i+1)
	}
	return b.done()
}

// asWritten are the bytes that stand for themselves in every place.
var asWritten = func() (table [256]bool) {
	for c := range 0x80 {
		table[c] = strings.IndexByte("&%\\[({<:/= -_^?+\x1b", byte(c)) < 0
	}
	return table
}()

// markStarts are the bytes that words for the marks of an address begin with.
var markStarts = func() (table [256]bool) {
	for _, c := range "dpatcmskznfDPATCMSKZNF.@ _-" {
		table[c] = true
	}
	for _, c := range []string{"ä", "с", "к", "τ", "π"} {
		table[c[0]] = true
	}
	return table
}()

// plainRune replaces the character at i, when a plainer one stands for it.
func plainRune(b *viewBuilder, t string, i int) int {
	r, n := utf8.DecodeRuneInString(t[i:])
	if r == utf8.RuneError && n < 2 {
		return i + 1
	}
	if r >= 0x2012 && r <= 0x2015 && (!wordByte(t, i-1) || !wordByte(t, i+n)) {
		return i + n // a dash of the sentence
	}
	if next := twiceRead(b, t, i, r, n); next > i {
		return next
	}
	if r >= 0x30A0 && r < 0x3100 {
		for word, with := range kanaMarks {
			if strings.HasPrefix(t[i:], word) && wordByte(t, i-1) && wordByte(t, i+len(word)) && t[i+len(word)] < 0x80 && t[i-1] < 0x80 {
				b.replace(i, i+len(word), with)
				return i + len(word)
			}
		}
	}
	if with := signLetters[r]; with != "" && letterBeside(t, i, n) {
		b.replace(i, i+n, with)
	} else if r == '—' && countedToken(t, i, n) {
		b.replace(i, i+n, "-")
	} else if with, ok := plainer(r); ok {
		b.replace(i, i+n, with)
	}
	return i + n
}

// kanaMarks are words for the marks of an address in Japanese.
var kanaMarks = map[string]string{"アットマーク": "@", "アット": "@", "ドット": ".", "ハイフン": "-", "スラッシュ": "/"}

// countedToken reports whether a long dash at i of n bytes stands in a name that holds a
// digit and no blank: osl—app—07.
func countedToken(t string, i, n int) bool {
	start, end := i, i+n
	for start > 0 && i-start < 40 && (wordByte(t, start-1) || t[start-1] >= 0x80 || t[start-1] == '-') {
		start--
	}
	for end < len(t) && end-i < 40 && (wordByte(t, end) || t[end] >= 0x80 || t[end] == '-') {
		end++
	}
	return bits(t[start:end])&digit != 0 && bits(t[start:end])&lower != 0
}

// struckCount reports whether the second of two marks {-} stands before a digit, where the
// first is at i or it is at i itself: they are hyphens of a name then.
func struckCount(t string, i int) bool {
	last := strings.LastIndex(t[:min(len(t), i+40)], "{-}")
	return classAt(t, last+3)&digit != 0
}

// plainer is what stands for a character in the normalised view, if it is not itself.
func plainer(r rune) (string, bool) {
	if invisible(r) {
		return "", true
	}
	if s, ok := lookAlikes[r]; ok {
		return s, true
	}
	switch {
	case r == 0x066B:
		return ".", true // of Arabic numbers
	case r >= 0x300 && r <= 0x36F, r >= 0x20D0 && r <= 0x20FF:
		return "", true // struck through, or written apart from its letter
	case r < 0xA0, r == '…', r == '™', unicode.Is(unicode.Mn, r):
		return "", false
	case r >= 0x249C && r <= 0x24B5:
		return string('a' + r - 0x249C), true // letters in parentheses
	case r >= 0x1F130 && r <= 0x1F149, r >= 0x1F150 && r <= 0x1F169, r >= 0x1F170 && r <= 0x1F189:
		return string('A' + (r-0x1F130)%0x20), true // letters in boxes and circles
	case r > 0x2800 && r < 0x2840 && brailleLetters[r-0x2800] != 0:
		return string(rune(brailleLetters[r-0x2800])), true
	case r >= 0x1F1E6 && r <= 0x1F1FF:
		return string('A' + r - 0x1F1E6), true
	}
	if d, ok := digitOf(r); ok {
		return d, true
	}
	var buf [utf8.UTFMax]byte
	s := buf[:utf8.EncodeRune(buf[:], r)]
	if norm.NFKC.QuickSpan(s) == len(s) {
		return "", false
	}
	plain := norm.NFKC.String(string(r))
	if plain == string(r) || plain[0] >= 0x80 {
		return "", false
	}
	return plain, true
}

// digitOf is the plain digit that a digit of another script stands for.
func digitOf(r rune) (string, bool) {
	if !unicode.Is(unicode.Nd, r) {
		return "", false
	}
	for _, in := range unicode.Nd.R16 {
		if r >= rune(in.Lo) && r <= rune(in.Hi) {
			return string('0' + (r-rune(in.Lo))%10), true
		}
	}
	return "", false
}

// invisible reports whether a character leaves nothing to see.
func invisible(r rune) bool {
	switch {
	case r < 0xAD:
		return r == 0x7F || r < 0x20 && r != '\n' && r != '\t' && r != '\r'
	case r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0000 && r <= 0xE0FFF, r >= 0x180B && r <= 0x180F:
		return true
	case r == 0x034F, r == 0x115F, r == 0x1160, r == 0x3164, r == 0xFFA0, r == 0x17B4, r == 0x17B5, r == 0x2800:
		return true
	}
	return unicode.Is(unicode.Cf, r)
}

// entity decodes the character reference at i.
func entity(b *viewBuilder, t string, i int) int {
	end := i + 1
	for end < len(t) && end-i < 40 && (wordByte(t, end) || t[end] == '#' || t[end] == '&' || t[end] == ';' && strings.HasPrefix(t[i:], "&amp;") && end == i+4) {
		end++
	}
	if byteAt(t, end) != ';' && strings.HasPrefix(t[i:], "&#") { // the mark at its end left out
		stop := i + 2
		hexed := byteAt(t, stop)|0x20 == 'x'
		stop += btoi(hexed)
		for classAt(t, stop)&digit != 0 || hexed && isHex(byteAt(t, stop)) {
			stop++
		}
		if n := stop - i; n > 3 && n < 9+btoi(hexed) {
			b.replace(i, stop, plainText(html.UnescapeString(t[i:stop]+";")))
			return stop
		}
	}
	if byteAt(t, end) != ';' {
		if !strings.HasPrefix(t[i:], "&amp;") {
			return i + 1
		}
		end = i + 4
	}
	end++
	plain := html.UnescapeString(html.UnescapeString(t[i:end]))
	if plain == t[i:end] {
		return i + 1
	}
	b.replace(i, end, plainText(plain))
	return end
}

// percent decodes the run of percent-encoded bytes at i, twice encoded ones too.
func percent(b *viewBuilder, t string, i int) int {
	var out []byte
	end := i
	flush := func() {
		if len(out) > 0 && utf8.Valid(out) {
			b.replace(i, end, plainText(string(out)))
		}
		out = out[:0]
	}
	for end+2 < len(t) && t[end] == '%' {
		if t[end+1] == 'u' && end+6 <= len(t) && isHexWord(t[end+2:end+6]) { // as an old JavaScript writes it
			flush()
			c, _ := strconv.ParseUint(t[end+2:end+6], 16, 16)
			b.replace(end, end+6, plainText(string(rune(c))))
			end += 6
			i = end
			continue
		}
		step := 1
		for step < 5 && strings.HasPrefix(t[end+step:], "25") && end+step+3 < len(t) {
			step += 2
		}
		if end+step+2 > len(t) || !isHex(t[end+step]) || !isHex(t[end+step+1]) {
			break
		}
		c, _ := strconv.ParseUint(t[end+step:end+step+2], 16, 8)
		if c < 0x20 {
			break
		}
		if c < 0x80 && len(out) == 0 {
			said := string(rune(c))
			if c == ',' && byteAt(t, end+step+2) == '+' { // a blank of a query
				said = ", "
				step++
			}
			b.replace(end, end+step+2, said)
			end += step + 2
			i = end
			continue
		}
		out = append(out, byte(c))
		end += step + 2
	}
	flush()
	return end
}

// escape decodes the A and \x41 of program texts at i.
func escape(b *viewBuilder, t string, i int) int {
	digits, end := "", i
	switch c := byteAt(t, i+1); {
	case c == '/':
		b.replace(i, i+2, "/")
		return i + 2
	case (c == 'n' || c == 't' || c == 'r') && classAt(t, i+2)&(upper|beyond) != 0 && byteAt(t, i-1) != '\\' && byteAt(t, i-1) != ':': // a break inside a string
		b.replace(i, i+2, " ")
		return i + 2
	case c == 'T' && byteAt(t, i+2) == '\\' && byteAt(t, i-1) == ' ' && byteAt(t, i+3) == ' ': // of a message of a clinic
		b.replace(i, i+3, "&")
		return i + 3
	case isHex(c) && sqlEscape(t, i):
		n, _ := strconv.ParseUint(t[i+1:i+5], 16, 32)
		b.replace(i, i+5, plainText(string(rune(n))))
		return i + 5
	case c == '0' && noughtOctal(t, i):
		return octalEscapes(b, t, i)
	case isHex(c) && cssEscape(t, i) > i:
		return cssEscapes(b, t, i)
	case c >= '0' && c <= '3' && classAt(t, i+2)&classAt(t, i+3)&digit != 0:
		return octalEscapes(b, t, i)
	case strings.IndexByte("'`^\"~=", c) >= 0 && c != 0 && wordByte(t, i+2): // the accents of TeX
		b.replace(i, i+2, "")
		return i + 2
	case c >= '2' && c <= '9' && wordByte(t, i-1) && classAt(t, i-1)&digit != 0 && classAt(t, i+2)&digit == 0:
		b.replace(i, i+1, "")
		return i + 2
	case (c == 'u' || c == 'x') && byteAt(t, i+2) == '{':
		if n := strings.IndexByte(t[i:min(len(t), i+12)], '}'); n > 3 {
			digits, end = t[i+3:i+n], i+n+1
		}
	case c == 'u' || c == 'x' || c == 'U':
		end = i + map[byte]int{'u': 6, 'x': 4, 'U': 10}[c]
		digits = t[i+2 : max(i+2, min(len(t), end))]
	}
	if end > len(t) || !isHexWord(digits) {
		return i + 1
	}
	n, _ := strconv.ParseUint(digits, 16, 32)
	if end == i+4 && n >= 0x80 {
		return byteEscapes(b, t, i)
	}
	if n < 0x20 || n >= 0xD800 && n < 0xE000 {
		return end
	}
	s, ok := plainer(rune(n))
	if !ok {
		s = string(rune(n))
	}
	b.replace(i, end, s)
	return end
}

// byteEscapes decodes a run of \xc3\xa9, the bytes of one character after another.
func byteEscapes(b *viewBuilder, t string, i int) int {
	var raw []byte
	end := i
	for end+4 <= len(t) && t[end] == '\\' && t[end+1] == 'x' && isHexWord(t[end+2:end+4]) && len(raw) < 4 {
		n, _ := strconv.ParseUint(t[end+2:end+4], 16, 8)
		raw = append(raw, byte(n))
		end += 4
		if utf8.Valid(raw) {
			b.replace(i, end, plainText(string(raw)))
			return end
		}
	}
	if len(raw) > 0 && raw[0] >= 0xA0 && i >= b.at { // of Western Europe
		b.replace(i, i+4, plainText(string(rune(raw[0]))))
	}
	return i + 4
}

// fangStarts are the bytes that a mark or a word for it in angle brackets begins with.
var fangStarts = byteTable(".-_/@:dpamsDPAMS")

// fangs are marks that people put in brackets so that an address does not work.
var fangs = map[string]string{".": ".", "dot": ".", ":": ":", "::": "::", "@": "@", "at": "@", "://": "://", "-": "-", "/": "/",
	"d0t": ".", "punkt": ".", "point": ".", "colon": ":", "dash": "-", "slash": "/"}

// fang decodes a bracketed mark at i, with the blanks around a spelled one.
func fang(b *viewBuilder, t string, i int) int {
	n := strings.IndexAny(t[i:min(len(t), i+20)], "])}>")
	if n < 2 {
		return i + 1
	}
	with, ok := bracketed(t[i+1 : i+n])
	if !ok || t[i:i+n+1] == "{-}" && strings.Contains(t[max(0, i-40):i]+t[i+n+1:min(len(t), i+40)], "{-}") && strings.Count(t[max(0, i-40):min(len(t), i+40)], "{-}") == 2 && !struckCount(t, i) {
		return i + 1
	}
	start, end := i, i+n+1
	for start > b.at && t[start-1] == ' ' {
		start--
	}
	for byteAt(t, end) == ' ' {
		end++
	}
	if (with == "." || with == "@") && byteAt(t, end) == '\n' {
		next := end + 1
		for byteAt(t, next) == ' ' || byteAt(t, next) == '>' {
			next++
		}
		if classAt(t, next)&lower != 0 {
			end = next
		}
	}
	if with == ":" && (byteAt(t, start-1) == ']' || byteAt(t, end) == '[' || byteAt(t, start-1) == ':') {
		b.replace(i, i+n+1, with)
		return i + n + 1
	}
	joined := b.at == start && len(b.edits) > 0 // to the mark before
	if !wordByte(t, start-1) && !joined && with != "/" || !wordByte(t, end) && byteAt(t, end) < 0x80 && strings.IndexByte("/[({<", byteAt(t, end)) < 0 {
		return i + 1
	}
	b.replace(start, end, with)
	return end
}
