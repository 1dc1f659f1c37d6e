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
	for i := 0; i < len(t); {
		next := i
		switch c := t[i]; {
		case c >= 0x80:
			next = plainRune(b, t, i)
		case c == '&':
			next = entity(b, t, i)
		case c == '%':
			next = percent(b, t, i)
		case c == '\\':
			next = escape(b, t, i)
		case c == '[' || c == '(' || c == '{':
			next = fang(b, t, i)
		case c == ' ' && i+1 < len(t) && (t[i+1] == 'd' || t[i+1] == 'D' || t[i+1] == 'a'):
			next = spelledMark(b, t, i)
		}
		i = max(next, i+1)
	}
	return b.done()
}

// plainRune replaces the character at i, when a plainer one stands for it.
func plainRune(b *viewBuilder, t string, i int) int {
	r, n := utf8.DecodeRuneInString(t[i:])
	if r == utf8.RuneError && n < 2 {
		return i + 1
	}
	if with, ok := plainer(r); ok {
		b.replace(i, i+n, with)
	}
	return i + n
}

// plainer is what stands for a character in the normalised view, if it is not itself.
func plainer(r rune) (string, bool) {
	if invisible(r) {
		return "", true
	}
	if s, ok := lookAlikes[r]; ok {
		return s, true
	}
	if r < 0xA0 || r == '…' || r == '™' || unicode.Is(unicode.Mn, r) {
		return "", false
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
	if byteAt(t, end) != ';' {
		return i + 1
	}
	end++
	plain := html.UnescapeString(html.UnescapeString(t[i:end]))
	if plain == t[i:end] {
		return i + 1
	}
	var out strings.Builder
	for _, r := range plain {
		if s, ok := plainer(r); ok {
			out.WriteString(s)
		} else {
			out.WriteRune(r)
		}
	}
	b.replace(i, end, out.String())
	return end
}

// percent decodes the run of percent-encoded bytes at i, twice encoded ones too.
func percent(b *viewBuilder, t string, i int) int {
	var out []byte
	end := i
	for end+2 < len(t) && t[end] == '%' {
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
			b.replace(end, end+step+2, string(rune(c)))
			end += step + 2
			i = end
			continue
		}
		out = append(out, byte(c))
		end += step + 2
	}
	if len(out) > 0 && utf8.Valid(out) {
		var plain strings.Builder
		for _, r := range string(out) {
			if s, ok := plainer(r); ok {
				plain.WriteString(s)
			} else {
				plain.WriteRune(r)
			}
		}
		b.replace(i, end, plain.String())
	}
	return end
}

// escape decodes the A and \x41 of program texts at i.
func escape(b *viewBuilder, t string, i int) int {
	size := 0
	switch byteAt(t, i+1) {
	case 'u':
		size = 4
	case 'x':
		size = 2
	default:
		return i + 1
	}
	end := i + 2 + size
	if end > len(t) || !isHexWord(t[i+2:end]) {
		return i + 1
	}
	n, _ := strconv.ParseUint(t[i+2:end], 16, 32)
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

// fangs are marks that people put in brackets so that an address does not work.
var fangs = map[string]string{".": ".", "dot": ".", ":": ":", "@": "@", "at": "@", "://": "://", "-": "-", "/": "/",
	"d0t": ".", "punkt": ".", "point": ".", "colon": ":", "dash": "-", "slash": "/"}

// fang decodes a bracketed mark at i, with the blanks around a spelled one.
func fang(b *viewBuilder, t string, i int) int {
	n := strings.IndexAny(t[i:min(len(t), i+9)], "])}")
	if n < 2 {
		return i + 1
	}
	inner := strings.ToLower(t[i+1 : i+n])
	with, ok := fangs[strings.TrimSpace(inner)]
	if !ok {
		return i + 1
	}
	start, end := i, i+n+1
	for start > b.at && t[start-1] == ' ' {
		start--
	}
	for byteAt(t, end) == ' ' {
		end++
	}
	if !wordByte(t, start-1) || !wordByte(t, end) && byteAt(t, end) != '/' && byteAt(t, end) < 0x80 {
		return i + 1
	}
	b.replace(start, end, with)
	return end
}

// spelledMark decodes " dot " and " at " between the parts of an address.
func spelledMark(b *viewBuilder, t string, i int) int {
	head := strings.ToLower(t[i:min(len(t), i+5)])
	if !wordByte(t, i-1) {
		return i + 1
	}
	if head == " dot " && wordByte(t, i+5) {
		b.replace(i, i+5, ".")
		return i + 5
	}
	if strings.HasPrefix(head, " at ") && wordByte(t, i+4) {
		if w := wordAt(t, i+4); strings.HasPrefix(strings.ToLower(t[w.end:min(len(t), w.end+5)]), " dot ") {
			b.replace(i, i+4, "@")
			return i + 4
		}
	}
	return i + 1
}
