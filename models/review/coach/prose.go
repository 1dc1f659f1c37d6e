package coach

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// prose is a text with everything that nobody says in it blotted out, byte for
// byte: code, quotations, headings, prompts, addresses. Offsets stay those of
// the source.
type prose struct {
	source    string
	text      string
	sentences []span
}

// blot stands for a byte that is not prose. It is no letter and no blank.
const blot = '\x01'

var (
	fence      = regexp.MustCompile("(?ms)^[ \t]*(```|~~~).*?(?:^[ \t]*(?:```|~~~)[ \t]*$|\\z)")
	codeSpan   = regexp.MustCompile("`[^`\n]{1,400}`")
	quotation  = regexp.MustCompile(`(?s)“[^”\n]{1,600}”|„[^“”\n]{1,600}[“”]|«[^»\n]{1,600}»|‘[^’\n]{2,300}’(?:[\s.,;:!?)]|$)|"[^"\n]{1,600}"`)
	quotedLine = regexp.MustCompile(`(?m)^[ \t]{0,3}>[^\n]*`)
	heading    = regexp.MustCompile(`(?m)^[ \t]{0,3}#{1,6}[ \t][^\n]*|^[^\n]+\n[ \t]{0,3}(?:={3,}|-{3,})[ \t]*$`)
	target     = regexp.MustCompile(`\]\([^)\n]*\)|https?://[^\s)>]+|[\w.+-]+@[\w-]+\.[\w.-]+`)
	indented   = regexp.MustCompile(`(?m)^(?: {4}|\t)[^\n]*`)
)

// prepare blots out what is no prose and finds the sentences of the rest.
func prepare(text string, prompts []string) prose {
	b := []byte(text)
	cover := func(start, end int) {
		for i := start; i < end; i++ {
			if b[i] != '\n' {
				b[i] = blot
			}
		}
	}
	for _, e := range []*regexp.Regexp{fence, indented, heading, quotedLine, codeSpan, target, quotation} {
		for _, at := range e.FindAllIndex(b, -1) {
			cover(at[0], at[1])
		}
	}
	coverPrompts(string(b), prompts, cover)
	p := prose{source: text, text: string(b)}
	p.sentences = sentences(p.text)
	return p
}

// coverPrompts blots out lines that a form has put there.
func coverPrompts(text string, prompts []string, cover func(start, end int)) {
	known := map[string]bool{}
	for _, p := range prompts {
		known[plain(p)] = true
	}
	at := 0
	for line := range strings.SplitAfterSeq(text, "\n") {
		if known[plain(line)] && plain(line) != "" {
			cover(at, at+len(line))
		}
		at += len(line)
	}
}

// plain is a line without the signs that make it a list, bold or a heading.
func plain(line string) string {
	return strings.ToLower(strings.Trim(strings.TrimSpace(line), "*_#-•: \t"))
}

// longest is where a sentence is cut in any case, in bytes: what has no full stop
// for so long is a log or a list, and must not cost more than prose.
const longest = 600

// item begins a line that continues nothing.
var item = regexp.MustCompile(`^[ \t]*(?:[-*+•][ \t]|\d{1,3}[.)][ \t]|\|)`)

// sentences cuts text at full stops, blank lines, list items and rows.
func sentences(text string) []span {
	var list []span
	start := 0
	add := func(end int) {
		s := span{start, end}
		for s.start < s.end && (text[s.start] <= ' ' || strings.IndexByte("-*+|", text[s.start]) >= 0 && s.start+1 < s.end && text[s.start+1] == ' ') {
			s.start++
		}
		for s.end > s.start && text[s.end-1] <= ' ' {
			s.end--
		}
		if s.start < s.end {
			list = append(list, s)
		}
		start = end
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\n' && (i+1 == len(text) || text[i+1] == '\n' || item.MatchString(text[i+1:min(i+16, len(text))])):
			add(i + 1)
		case c == ' ' && i-start > longest:
			add(i + 1)
		case (c == '.' || c == '!' || c == '?') && ends(text, i):
			add(i + 1)
		}
	}
	add(len(text))
	return list
}

// ends reports whether the sign at i ends a sentence: white space and a capital,
// a digit or a blot follow, and no abbreviation stands before it.
func ends(text string, i int) bool {
	rest := strings.TrimLeft(text[i+1:], "\")”’»*_.!?")
	if rest == "" {
		return true
	}
	if rest[0] != ' ' && rest[0] != '\n' && rest[0] != '\t' {
		return false
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " \t\n{"))
	if unicode.IsLower(next) {
		return false
	}
	word := text[strings.LastIndexAny(text[:i], " \n\t(")+1 : i]
	switch strings.ToLower(word) {
	case "e.g", "i.e", "vs", "mr", "mrs", "ms", "dr", "no", "approx", "ca":
		return text[i] != '.'
	}
	return strings.TrimFunc(word, unicode.IsDigit) != "" || word == "" || text[i] != '.' || i > 3 && !lineStart(text, i-len(word))
}

// lineStart reports whether a line begins at i, but for blanks: "1." there
// numbers an item.
func lineStart(text string, i int) bool {
	before := strings.TrimRight(text[:i], " \t")
	return before == "" || before[len(before)-1] == '\n'
}
