package coach

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// read returns what one rule finds.
func (r *rule) read(p prose, about About) []find {
	switch r.Measure {
	case "abbreviations":
		return r.abbreviations(p, about)
	case "missing":
		return r.missing(p, about)
	}
	var finds []find
	for _, s := range p.sentences {
		for _, at := range r.in(p.text[s.start:s.end]) {
			finds = append(finds, find{span{s.start + at.start, s.start + at.end}, s})
		}
	}
	return finds
}

// in returns the spans of one sentence that the rule marks, the first of those
// that overlap.
func (r *rule) in(sentence string) []span {
	var marks []span
	lower := strings.ToLower(sentence)
	for _, e := range r.match {
		for _, at := range e.marks(sentence, lower) {
			m := trimmed(sentence, span{at[2], at[3]})
			if m.start < m.end && r.named(e, sentence, at) && !slices.ContainsFunc(marks, m.touches) && !excused(m, e.but, sentence, lower) {
				marks = append(marks, m)
			}
		}
	}
	if len(marks) == 0 || slices.ContainsFunc(r.quiet, func(e expression) bool { return e.may(lower) && e.MatchString(sentence) }) {
		return nil
	}
	for _, e := range r.unless {
		for _, at := range e.marks(sentence, lower) {
			marks = slices.DeleteFunc(marks, span{at[2], at[3]}.touches)
		}
	}
	return marks
}

// trimmed is a span without the blanks and blots around it.
func trimmed(text string, s span) span {
	for s.start < s.end && (text[s.start] <= ' ' || text[s.start] == ',') {
		s.start++
	}
	for s.end > s.start && (text[s.end-1] <= ' ' || text[s.end-1] == ',') {
		s.end--
	}
	return s
}

// named reports whether the name in a find, if it has one, can be a person's.
// A sentence begins with a capital in any case, so that what looks like a plural
// or a derived noun there is taken for what it is.
func (r *rule) named(e expression, sentence string, at []int) bool {
	i := e.SubexpIndex("who")
	if i < 0 || at[2*i] < 0 {
		return true
	}
	name, _, _ := strings.Cut(sentence[at[2*i]:at[2*i+1]], " ")
	if slices.Contains(r.Ordinary, strings.ToLower(name)) {
		return false
	}
	return at[2*i] > 0 || !derived.MatchString(name)
}

var derived = regexp.MustCompile(`(?:ing|ions?|ments?|ness|ity|ies|ures?|ages?|ers|ors|nts|ks|ts|ds|ces|ses|ges|ches)$`)

// closing are the rules about what a text lacks at its end.
var closing = []string{"no_next_update", "no_commitment"}

// missing marks a text in which nothing fits: its first sentence, or the last
// one where the end is missing. Of a summary only the whole can lack something.
func (r *rule) missing(p prose, about About) []find {
	atEnd := slices.Contains(closing, r.ID)
	if len(p.sentences) == 0 || about.Resolved || atEnd && about.Promised || about.Kind == Summary && !about.Whole {
		return nil
	}
	if len(r.when) > 0 && !r.anywhere(p, r.when) || r.anywhere(p, r.match) {
		return nil
	}
	s := p.sentences[0]
	if atEnd {
		s = p.sentences[len(p.sentences)-1]
	}
	return []find{{s, s}}
}

// anywhere reports whether a sentence of the text says something of a list.
func (r *rule) anywhere(p prose, list []expression) bool {
	return slices.ContainsFunc(p.sentences, func(s span) bool { return r.states(p.text[s.start:s.end], list) })
}

// states reports whether a sentence says something of a list.
func (r *rule) states(sentence string, list []expression) bool {
	lower := strings.ToLower(sentence)
	for _, e := range list {
		for _, at := range e.marks(sentence, lower) {
			m := span{at[2], at[3]}
			if !excused(m, e.but, sentence, lower) && !excused(m, r.unless, sentence, lower) {
				return true
			}
		}
	}
	return false
}

// excused reports whether one of the expressions touches what is marked.
func excused(m span, by []expression, sentence, lower string) bool {
	for _, e := range by {
		for _, at := range e.marks(sentence, lower) {
			if m.touches(span{at[2], at[3]}) {
				return true
			}
		}
	}
	return false
}

var (
	abbreviation = regexp.MustCompile(`\b[A-Z][A-Z0-9]{1,6}s?\b`)
	shouted      = regexp.MustCompile(`\b[A-Z]{2,}(?:[ ,]+[A-Z]{2,})+\b`)
)

// abbreviations marks abbreviations that the text does not explain, where they
// stand first; one per sentence, since a list of them is a list on purpose.
func (r *rule) abbreviations(p prose, about About) []find {
	known := map[string]bool{}
	for _, w := range slices.Concat(r.Known, r.Ordinary, about.Known) {
		known[bare(w)] = true
	}
	for w := range explained(p.text) {
		known[w] = true
	}
	var finds []find
	for _, s := range p.sentences {
		sentence := p.text[s.start:s.end]
		for _, at := range abbreviation.FindAllStringIndex(sentence, -1) {
			word := bare(sentence[at[0]:at[1]])
			if known[word] || !abbreviates(sentence, at) {
				continue
			}
			known[word] = true
			finds = append(finds, find{span{s.start + at[0], s.start + at[1]}, s})
			break
		}
	}
	return finds
}

func bare(word string) string {
	return strings.ToUpper(strings.TrimSuffix(strings.TrimSpace(word), "s"))
}

// abbreviates reports whether capitals are an abbreviation: not part of a word
// with dashes, a number or a path, not a shouted phrase, not a whole word of
// emphasis before a colon.
func abbreviates(sentence string, at []int) bool {
	word := sentence[at[0]:at[1]]
	before, _ := utf8.DecodeLastRuneInString(sentence[:at[0]])
	after, _ := utf8.DecodeRuneInString(sentence[at[1]:])
	if strings.ContainsRune("-_/.@#$:\\&+=", before) && before != utf8.RuneError || strings.ContainsRune("-_/@=\\&", after) && after != utf8.RuneError {
		return false
	}
	if unicode.IsLetter(before) || unicode.IsLetter(after) || at[0] == 0 && at[1] >= len(strings.TrimRight(sentence, ".:!?* ")) {
		return false
	}
	if after == ':' && at[0] == 0 && len(word) > 3 {
		return false
	}
	for _, s := range shouted.FindAllStringIndex(sentence, -1) {
		if s[0] <= at[0] && at[1] <= s[1] && strings.ContainsFunc(sentence[s[0]:s[1]], unicode.IsSpace) {
			return false
		}
	}
	return strings.ContainsFunc(word, unicode.IsLetter) && !numbered.MatchString(word)
}

// numbered are names of things by letters and number: "R2", "BLAKE3",
// "CHG0030112", "S0C7".
var numbered = regexp.MustCompile(`^(?:[A-Z]+[0-9]+|[A-Z]{2,3}[0-9]{2,}.*|[A-Z]{2}[0-9]+[A-Z]+|[A-Z][0-9][A-Z][0-9])$`)

// explaining are the ways to say what an abbreviation means; the first group is
// the abbreviation.
var explaining = func() (list []*regexp.Regexp) {
	const w = `([A-Z][A-Z0-9]{1,6}s?)`
	for _, form := range []string{
		`[a-z]\S*\s*\(` + w + `[,;)]`, `\b` + w + `\s*\([a-zA-Z]+[\s-][^)]{2,}\)`, `\b` + w + `\s*\([a-z]{4,}\)`,
		`\b` + w + `,\s+(?:the|a|an|our|which|short|that)\s`, `\b` + w + `\s+(?:stands|is short|means|is the|is our|are the|are our)\b`,
		`\b` + w + `\s*[=–—:]\s+[A-Za-z]+\s+[a-z]+`, `(?:short|known|abbreviated)\s+(?:as|to|for)\s+(?:the\s+)?` + w + `\b`,
		`\b` + w + `\s+(?:we|I)\s+mean\b`, `[a-z]\S*,\s+` + w + `,?\s+(?:for|in)\s+short\b`,
		`(?m)^\s*(?:\||[-*+])\s*\**` + w + `\**\s*(?:\||[:–—-])\s*[A-Za-z].{3,}`, `\b[Aa]n?\s+` + w + `\s+(?:is|means)\s+[a-z]`,
	} {
		list = append(list, regexp.MustCompile(form))
	}
	return list
}()

// explained returns the abbreviations that a text says the meaning of.
func explained(text string) map[string]bool {
	words := map[string]bool{}
	for _, e := range explaining {
		for _, at := range e.FindAllStringSubmatch(text, -1) {
			words[bare(at[1])] = true
		}
	}
	return words
}
