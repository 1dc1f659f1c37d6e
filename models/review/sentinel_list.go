package review

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// denied is what must not stand in a public file.
type denied struct {
	by   map[string][]string // plain phrases by their first word
	fine []string            // plain texts that may
}

// deny makes the list of never, without what lies in something fine.
func deny(never, fine []string) *denied {
	d := &denied{by: map[string][]string{}}
	for _, f := range fine {
		if f = plain(f); f != "" {
			d.fine = append(d.fine, f)
		}
	}
	seen := map[string]bool{}
	for _, n := range never {
		n = plain(n)
		if seen[n] || !telling(n) || d.allows(n) {
			continue
		}
		seen[n] = true
		if at := nextWord(n, 0); at >= 0 {
			first := n[at:wordEnd(n, at)]
			d.by[first] = append(d.by[first], n[at:])
		}
	}
	return d
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
// It reads the bytes as they are and as a reader sees them.
func (d *denied) find(body string) string {
	if what := d.secret(body); what != "" {
		return what
	}
	if what := d.phrase(plain(body)); what != "" {
		return what
	}
	text := shown(body)
	if what := d.secret(text); what != "" {
		return what
	}
	return d.phrase(plain(text))
}

// phrase looks each word up; only where one begins something denied it compares
// further.
func (d *denied) phrase(text string) string {
	for at := nextWord(text, 0); at >= 0; {
		end := wordEnd(text, at)
		for _, p := range d.by[text[at:end]] {
			if rest := text[at:]; strings.HasPrefix(rest, p) && !inWord(rest[len(p):]) {
				return p
			}
		}
		at = nextWord(text, end)
	}
	return ""
}

// inWord reports whether text goes on with the word before it.
func inWord(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return wordRune(r)
}

func wordRune(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// nextWord is where the next word begins at or after from, -1 without one.
func nextWord(text string, from int) int {
	if n := strings.IndexFunc(text[from:], wordRune); n >= 0 {
		return from + n
	}
	return -1
}

func wordEnd(text string, from int) int {
	if n := strings.IndexFunc(text[from:], func(r rune) bool { return !wordRune(r) }); n >= 0 {
		return from + n
	}
	return len(text)
}

// plain is text in one form: compatible letters, no invisible ones, lower case,
// one space between words.
func plain(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	space := true
	for _, r := range norm.NFKC.String(text) {
		switch {
		case unicode.IsSpace(r):
			if !space {
				b.WriteByte(' ')
			}
			space = true
			continue
		case unicode.Is(unicode.Cf, r):
			continue
		}
		space = false
		b.WriteRune(unicode.ToLower(r))
	}
	return strings.TrimSuffix(b.String(), " ")
}

var (
	inline  = regexp.MustCompile(`(?i)</?(?:a|abbr|b|bdi|code|del|em|i|ins|mark|s|small|span|strong|sub|sup|time|u|wbr)(?:\s[^<>]*)?/?>|<!--.*?-->`)
	element = regexp.MustCompile(`<[^<>]*>`)
	escaped = strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&", `\"`, `"`, `\n`, "\n", `\t`, "\t", `\/`, "/")
)

// shown is the text that a reader of a page, a feed or an answer in JSON sees:
// feeds and JSON carry HTML escaped once more.
func shown(body string) string {
	text := escaped.Replace(body)
	for range 2 {
		text = element.ReplaceAllString(inline.ReplaceAllString(text, ""), " ")
		text = html.UnescapeString(text)
	}
	return element.ReplaceAllString(inline.ReplaceAllString(text, ""), " ")
}

// secretShape are the plainest shapes of secrets, whatever the rules of the gate
// are.
var secretShape = regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[oprsu]_[0-9A-Za-z]{36}\b|\bgithub_pat_[0-9A-Za-z_]{60,}` +
	`|\bglpat-[0-9A-Za-z_-]{20}|\bxox[abeprs]-[0-9A-Za-z-]{20,}|\bsk_live_[0-9A-Za-z]{20,}|\bAIza[0-9A-Za-z_-]{35}\b` +
	`|\beyJ[0-9A-Za-z_-]{10,}\.eyJ[0-9A-Za-z_-]{10,}\.|[a-z][a-z0-9+]{2,}://[^\s:@/<>"']{1,64}:[^\s:@/<>"']{3,}@`)

func (d *denied) secret(text string) string {
	for _, found := range secretShape.FindAllString(text, -1) {
		if !d.allows(plain(found)) {
			return found
		}
	}
	return ""
}
