package review

import (
	"html"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// denied is what must not stand in a public file.
type denied struct {
	by    map[string][]string  // plain phrases by their first word
	maybe [1 << 16]bool        // by traceOf: a phrase may begin with that word
	since map[string]time.Time // when a phrase became one; zero where nobody knows
	fine  []string             // plain texts that may
}

// phrase is something that must not leave, since when.
type phrase struct {
	text  string
	since time.Time // zero: nobody knows
}

// deny makes the list of never, without what lies in something fine. What is
// denied more than once is so since the first time.
func deny(never []phrase, fine []string) *denied {
	d := &denied{by: map[string][]string{}, since: map[string]time.Time{}}
	for _, f := range fine {
		if f = plain(f); f != "" {
			d.fine = append(d.fine, f)
		}
	}
	for _, p := range never {
		n := plain(p.text)
		at := nextWord([]byte(n), 0)
		if at < 0 || !telling(n) || d.allows(n) {
			continue
		}
		n = n[at:]
		since, seen := d.since[n]
		if !seen {
			d.add(n)
		}
		if !seen || p.since.Before(since) {
			d.since[n] = p.since
		}
	}
	return d
}

// add lists a plain phrase, which begins with a word.
func (d *denied) add(phrase string) {
	first := headOf(phrase)
	d.by[first] = append(d.by[first], phrase)
	d.maybe[traceOf([]byte(first))] = true
}

// headOf is the first word of a phrase that begins with one.
func headOf(phrase string) string { return phrase[:wordEnd([]byte(phrase), 0)] }

// traceOf is the same for the same word, and seldom for two: most words of a page need
// no further look.
func traceOf(word []byte) uint16 {
	n := len(word)
	sum := uint32(word[0]) | uint32(word[n/2])<<8 | uint32(word[n-1])<<16 | uint32(n)<<24
	return uint16(sum * 2654435761 >> 16) // Knuth's multiplicative hash
}

// telling reports whether a phrase says something by itself: neither a few signs,
// nor words that stand everywhere, nor a small number.
func telling(phrase string) bool {
	letters, digits := 0, 0
	for _, r := range phrase {
		if unicode.IsLetter(r) {
			letters++
		} else if unicode.IsDigit(r) {
			digits++
		}
	}
	switch {
	case letters == 0:
		return digits >= 9 || digits >= 4 && strings.ContainsAny(phrase, ".:") && len(phrase) >= 7
	case letters+digits < 6:
		return false
	}
	for _, w := range strings.Fields(phrase) {
		if !ordinary[w] {
			return true
		}
	}
	return false
}

func (d *denied) allows(what string) bool {
	for _, f := range d.fine {
		if strings.Contains(f, what) {
			return true
		}
	}
	return false
}

// find returns the first thing in a file that must not stand there, or nothing.
// It reads the bytes as they are and as a reader sees them. Phrases that known
// accepts pass.
func (d *denied) find(body string, known func(phrase string) bool) string {
	if what := d.secret(body); what != "" {
		return what
	}
	if what := d.phrase(body, known); what != "" {
		return what
	}
	text := shown(body)
	if what := d.secret(text); what != "" {
		return what
	}
	return d.phrase(text, known)
}

// plains are what files are turned into while they are read: there may be a hundred
// thousand in a row.
var plains = sync.Pool{New: func() any { return new([]byte) }}

// phrase looks each word up; only where one begins something denied it compares
// further.
func (d *denied) phrase(text string, known func(string) bool) string {
	scratch := plains.Get().(*[]byte)
	*scratch = appendPlain((*scratch)[:0], text)
	if cap(*scratch) <= 1<<20 { // one that a very large file went through is let go
		defer plains.Put(scratch)
	}
	for words, at := *scratch, nextWord(*scratch, 0); at >= 0; {
		end := wordEnd(words, at)
		if !d.maybe[traceOf(words[at:end])] {
			at = nextWord(words, end)
			continue
		}
		for _, p := range d.by[string(words[at:end])] {
			rest := words[at:]
			if len(rest) >= len(p) && string(rest[:len(p)]) == p && !inWord(rest[len(p):]) && !known(p) {
				return p
			}
		}
		at = nextWord(words, end)
	}
	return ""
}

// inWord reports whether text goes on with the word before it.
func inWord(text []byte) bool {
	r, _ := utf8.DecodeRune(text)
	return wordRune(r)
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return asciiWord[r]
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// asciiWord says which bytes of ASCII are letters or digits: most of every page.
var asciiWord = func() (is [utf8.RuneSelf]bool) {
	for _, r := range "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" {
		is[r] = true
	}
	return is
}()

// nextWord is where the next word begins at or after from, -1 without one.
func nextWord(text []byte, from int) int {
	for from < len(text) {
		if c := text[from]; c < utf8.RuneSelf {
			if asciiWord[c] {
				return from
			}
			from++
			continue
		}
		r, size := utf8.DecodeRune(text[from:])
		if wordRune(r) {
			return from
		}
		from += size
	}
	return -1
}

func wordEnd(text []byte, from int) int {
	for from < len(text) {
		if c := text[from]; c < utf8.RuneSelf {
			if !asciiWord[c] {
				return from
			}
			from++
			continue
		}
		r, size := utf8.DecodeRune(text[from:])
		if !wordRune(r) {
			return from
		}
		from += size
	}
	return from
}

// plain is text in one form: compatible letters, no invisible ones, lower case,
// one space between words.
func plain(text string) string { return string(appendPlain(nil, text)) }

// appendPlain writes plain of text behind out, which must not end within a word.
func appendPlain(out []byte, text string) []byte {
	begin, space := len(out), true
	text = norm.NFKC.String(text)
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			i++
			if c = asciiPlain[c]; c != ' ' || !space {
				out = append(out, c)
			}
			space = c == ' '
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch {
		case unicode.IsSpace(r):
			if !space {
				out = append(out, ' ')
			}
			space = true
			continue
		case unicode.Is(unicode.Cf, r):
			continue
		default:
			out = utf8.AppendRune(out, unicode.ToLower(r))
		}
		space = false
	}
	if len(out) > begin && space {
		out = out[:len(out)-1]
	}
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

// inline are the elements that may stand within a word.
var inline = words(`a abbr b bdi code del em i ins mark s small span strong sub sup time u wbr`)

var escaped = strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&", `\"`, `"`, `\n`, "\n", `\t`, "\t", `\/`, "/")

// shown is the text that a reader of a page, a feed or an answer in JSON sees:
// feeds and JSON carry HTML escaped once more.
func shown(body string) string {
	text := body
	if strings.Contains(text, `\`) {
		text = escaped.Replace(text)
	}
	for range 2 {
		text = bare(text)
		if !strings.Contains(text, "&") {
			return text
		}
		text = html.UnescapeString(text)
	}
	return bare(text)
}

// bare is text without its tags and comments: those that may stand within a word
// leave nothing behind, others a space.
func bare(text string) string {
	if strings.IndexByte(text, '<') < 0 {
		return text
	}
	out := make([]byte, 0, len(text))
	for {
		at := strings.IndexByte(text, '<')
		if at < 0 {
			return string(append(out, text...))
		}
		out, text = append(out, text[:at]...), text[at:]
		if strings.HasPrefix(text, "<!--") {
			if end := strings.Index(text, "-->"); end > 0 {
				text = text[end+3:]
				continue
			}
		}
		tag := text
		if next := strings.IndexByte(text[1:], '<'); next >= 0 {
			tag = text[:next+1]
		}
		end := strings.IndexByte(tag, '>')
		if end < 0 {
			out, text = append(out, '<'), text[1:]
			continue
		}
		if !inline[tagName(text[1:end])] {
			out = append(out, ' ')
		}
		text = text[end+1:]
	}
}

func tagName(tag string) string {
	tag = strings.TrimPrefix(tag, "/")
	if end := strings.IndexAny(tag, " \t\n/"); end >= 0 {
		tag = tag[:end]
	}
	return strings.ToLower(tag)
}
