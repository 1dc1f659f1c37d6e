package redact

import (
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"strings"
	"unicode"

	"golang.org/x/text/encoding/charmap"
)

// wordDecoder reads the encoded words of mail (RFC 2047) in the charsets of Europe.
var wordDecoder = &mime.WordDecoder{CharsetReader: func(charset string, in io.Reader) (io.Reader, error) {
	if c := charsets[strings.ToLower(charset)]; c != nil {
		return c.NewDecoder().Reader(in), nil
	}
	return nil, errUnknownCharset
}}

var errUnknownCharset = errors.New("redact: unknown charset")

var charsets = map[string]*charmap.Charmap{"iso-8859-2": charmap.ISO8859_2, "iso-8859-3": charmap.ISO8859_3, "iso-8859-4": charmap.ISO8859_4, "iso-8859-5": charmap.ISO8859_5, "iso-8859-7": charmap.ISO8859_7, "iso-8859-9": charmap.ISO8859_9,
	"iso-8859-13": charmap.ISO8859_13, "iso-8859-15": charmap.ISO8859_15, "windows-1250": charmap.Windows1250, "windows-1251": charmap.Windows1251, "windows-1252": charmap.Windows1252, "windows-1253": charmap.Windows1253, "windows-1254": charmap.Windows1254, "windows-1257": charmap.Windows1257, "koi8-r": charmap.KOI8R, "koi8-u": charmap.KOI8U}

// released leaves out the ? at i before a mark that EDIFACT would read as its own (ISO 9735).
func released(b *viewBuilder, t string, i int) int {
	c := byteAt(t, i+1)
	if c != '+' && c != ':' && c != '\'' || i < b.at || byteAt(t, i-1) == '(' || !wordByte(t, i+2) && byteAt(t, i+2) != '/' && byteAt(t, i+2) != '?' {
		return i + 1
	}
	if c == '\'' && !wordByte(t, i-1) || c == ':' && !wordByte(t, i-1) && byteAt(t, i-1) != ':' {
		return i + 1
	}
	b.replace(i, i+2, t[i+1:i+2])
	return i + 2
}

// shifted decodes what stands between the + at i and the next - as UTF-7 has it (RFC 2152).
func shifted(b *viewBuilder, t string, i int) int {
	if inQuery(t, i) {
		b.replace(i, i+1, " ")
		return i + 1
	}
	n := strings.IndexByte(t[i+1:min(len(t), i+24)], '-')
	if n < 3 || i < b.at || byteAt(t, i+1) != 'A' {
		return i + 1
	}
	raw, err := base64.RawStdEncoding.DecodeString(t[i+1 : i+1+n])
	if err != nil || len(raw)%2 != 0 {
		return i + 1
	}
	var plain strings.Builder
	for j := 0; j < len(raw); j += 2 {
		r := rune(raw[j])<<8 | rune(raw[j+1])
		if r < 0x20 || r > 0x24F || !unicode.IsPrint(r) {
			return i + 1
		}
		plain.WriteRune(r)
	}
	b.replace(i, i+n+2, plain.String())
	return i + n + 2
}

// inQuery reports whether the + at i stands in the value of a query, where it is a blank.
func inQuery(t string, i int) bool {
	if !wordByte(t, i+1) || i < 4 || t[i-1] <= ' ' {
		return false
	}
	from := i
	for from > 0 && i-from < 96 && t[from-1] > ' ' && t[from-1] != '?' && t[from-1] != '&' && t[from-1] != '#' {
		from--
	}
	return from > 0 && t[from-1] > ' ' && strings.IndexByte(t[from:i], '=') > 0
}
