package redact

import (
	"errors"
	"io"
	"mime"
	"strings"

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
