package review

import (
	"bytes"
	"html"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// reading holds what finished bytes are turned into while they are looked at. There may
// be a hundred thousand files in a row: it is used again for the next.
type reading struct{ normal, words, text, spare []byte }

var readings = sync.Pool{New: func() any { return new(reading) }}

// done lets the next file use r; what a very large one went through is let go.
func (r *reading) done() {
	if cap(r.normal)+cap(r.words)+cap(r.text)+cap(r.spare) <= 4<<20 {
		readings.Put(r)
	}
}

// plain is text in one form: compatible letters, no invisible ones, lower case,
// one space between words.
func plain(text string) string {
	r := readings.Get().(*reading)
	defer r.done()
	return string(r.plain([]byte(text)))
}

// plain is plain of a text, until r reads the next.
func (r *reading) plain(text []byte) []byte {
	out, space := r.words[:0], true
	r.normal = norm.NFKC.Append(r.normal[:0], text...)
	for rest := r.normal; len(rest) > 0; {
		if c := rest[0]; c < utf8.RuneSelf {
			rest = rest[1:]
			if c = asciiPlain[c]; c != ' ' || !space {
				out = append(out, c)
			}
			space = c == ' '
			continue
		}
		sign, size := utf8.DecodeRune(rest)
		rest = rest[size:]
		switch {
		case unicode.IsSpace(sign):
			if !space {
				out = append(out, ' ')
			}
			space = true
			continue
		case unicode.Is(unicode.Cf, sign):
			continue
		default:
			out = utf8.AppendRune(out, unicode.ToLower(sign))
		}
		space = false
	}
	if len(out) > 0 && space {
		out = out[:len(out)-1]
	}
	r.words = out
	return out
}

// asciiPlain is what plain makes of each sign of ASCII.
var asciiPlain = func() (as [utf8.RuneSelf]byte) {
	for c := range as {
		switch {
		case c <= ' ':
			as[c] = ' '
		case 'A' <= c && c <= 'Z':
			as[c] = byte(c) + 'a' - 'A'
		default:
			as[c] = byte(c)
		}
	}
	return as
}()

// shown is the text that a reader of a page, a feed or an answer in JSON sees, until r
// reads the next: feeds and JSON carry HTML escaped once more.
func (r *reading) shown(text []byte) []byte {
	if bytes.IndexByte(text, '\\') >= 0 {
		text = r.turn(text, appendUnescaped)
	}
	for range 2 {
		text = r.turn(text, appendBare)
		if bytes.IndexByte(text, '&') < 0 {
			return text
		}
		text = r.turn(text, appendDecoded)
	}
	return r.turn(text, appendBare)
}

// turn puts text through one step.
func (r *reading) turn(text []byte, step func(out, text []byte) []byte) []byte {
	r.text, r.spare = step(r.spare[:0], text), r.text
	return r.text
}

// escapes are those of JSON that may stand within a word or a tag.
var escapes = []struct {
	written string
	means   byte
}{{`\u003c`, '<'}, {`\u003e`, '>'}, {`\u0026`, '&'}, {`\"`, '"'}, {`\n`, '\n'}, {`\t`, '\t'}, {`\/`, '/'}}

// appendUnescaped writes text behind out, with what JSON escapes as it is meant.
func appendUnescaped(out, text []byte) []byte {
next:
	for {
		at := bytes.IndexByte(text, '\\')
		if at < 0 {
			return append(out, text...)
		}
		out, text = append(out, text[:at]...), text[at:]
		for _, e := range escapes {
			if len(text) >= len(e.written) && string(text[:len(e.written)]) == e.written {
				out, text = append(out, e.means), text[len(e.written):]
				continue next
			}
		}
		out, text = append(out, '\\'), text[1:]
	}
}

// appendDecoded writes text behind out, with the signs that character references stand
// for.
func appendDecoded(out, text []byte) []byte {
	for {
		at := bytes.IndexByte(text, '&')
		if at < 0 {
			return append(out, text...)
		}
		out, text = append(out, text[:at]...), text[at:]
		end := 1
		for end < len(text) && (text[end] == '#' || text[end] < utf8.RuneSelf && asciiWord[text[end]]) {
			end++
		}
		if end < len(text) && text[end] == ';' {
			end++
		}
		out, text = append(out, html.UnescapeString(string(text[:end]))...), text[end:]
	}
}

// appendBare writes text behind out, without its tags and comments: those that may
// stand within a word leave nothing behind, others a space.
func appendBare(out, text []byte) []byte {
	for {
		at := bytes.IndexByte(text, '<')
		if at < 0 {
			return append(out, text...)
		}
		out, text = append(out, text[:at]...), text[at:]
		if bytes.HasPrefix(text, comment) {
			if end := bytes.Index(text, commentEnd); end > 0 {
				text = text[end+3:]
				continue
			}
		}
		tag := text
		if next := bytes.IndexByte(text[1:], '<'); next >= 0 {
			tag = text[:next+1]
		}
		end := bytes.IndexByte(tag, '>')
		if end < 0 {
			out, text = append(out, '<'), text[1:]
			continue
		}
		if !inlineTag(text[1:end]) {
			out = append(out, ' ')
		}
		text = text[end+1:]
	}
}

var comment, commentEnd = []byte("<!--"), []byte("-->")

// inline are the elements that may stand within a word.
var inline = words(`a abbr b bdi code del em i ins mark s small span strong sub sup time u wbr`)

// inlineTag reports whether what stands between < and > is of one of inline.
func inlineTag(tag []byte) bool {
	tag = bytes.TrimPrefix(tag, []byte("/"))
	var name [len("strong")]byte
	for n, c := range tag {
		if c == ' ' || c == '\t' || c == '\n' || c == '/' {
			return inline[string(name[:n])]
		}
		if c >= utf8.RuneSelf { // a letter beyond ASCII may be one of it in lower case
			element, _, _ := strings.Cut(strings.NewReplacer("\t", " ", "\n", " ", "/", " ").Replace(string(tag)), " ")
			return inline[strings.ToLower(element)]
		}
		if n == len(name) {
			return false
		}
		name[n] = asciiPlain[c]
	}
	return inline[string(name[:len(tag)])]
}
