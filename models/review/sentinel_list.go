package review

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
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
func (d *denied) find(body []byte, known func(phrase string) bool) string {
	r := readings.Get().(*reading)
	defer r.done()
	if what := d.secret(body); what != "" {
		return what
	}
	if what := d.phrase(r.plain(body), known); what != "" {
		return what
	}
	text := r.shown(body)
	if what := d.secret(text); what != "" {
		return what
	}
	return d.phrase(r.plain(text), known)
}

// phrase looks each word of a plain text up; only where one begins something denied
// it compares further.
func (d *denied) phrase(words []byte, known func(string) bool) string {
	for at := nextWord(words, 0); at >= 0; {
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
