package review

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Search says which reviews to find. Everything given must hold; nothing given
// finds all.
type Search struct {
	Words     string // each must stand somewhere in the review
	Factor    string // words of one of its contributing factors
	Person    string // a name
	Role      string // where that name stands: one of SearchRoles, "" anywhere
	Vendor    string
	Component int64 // row id; 0: any
	Severity  int64 // 0: any
	From      time.Time
	Until     time.Time // zero: no limit; the moment itself is left out
	Limit     int       // 0: 20; at most 100
	Skip      int
}

// SearchRoles are the roles in which a person can be looked for.
var SearchRoles = append(texts(Roles), partWho)

// Empty reports whether nothing is asked for.
func (q Search) Empty() bool {
	q.Limit, q.Skip = 0, 0
	return q == Search{}
}

// Found is one page of the reviews a search found.
type Found struct {
	Total   int // on every page together
	Reviews []Hit
}

// Hit is one review that was found, with the places that matched.
type Hit struct {
	Figures
	Snippets []Snippet
}

// Snippet is a piece of a text with the words that were looked for.
type Snippet struct {
	Name   string // of the text: "Contributing factor"
	Pieces []Piece
}

// Piece is a part of a snippet; a hit is to be marked.
type Piece struct {
	Text string
	Hit  bool
}

// term is one word that is looked for, and where; nil parts: everywhere.
type term struct {
	word  string
	parts []string
}

// mostTerms is how many words one search takes; the rest is left out.
const mostTerms = 12

// terms are the words of the question.
func (q Search) terms() []term {
	var list []term
	put := func(text string, parts ...string) {
		ts := tokens(text)
		if full := slices.DeleteFunc(slices.Clone(ts), func(t token) bool { return empty[t.word] }); len(full) > 0 {
			ts = full
		}
		for _, t := range ts {
			if len(list) < mostTerms {
				list = append(list, term{t.word, parts})
			}
		}
	}
	put(q.Words)
	put(q.Factor, partFactor)
	put(q.Vendor, partVendor)
	if q.Role == "" {
		put(q.Person, peopleParts...)
	} else {
		put(q.Person, q.Role)
	}
	return list
}

// matches reports whether a folded word is what the term looks for: that word, or
// from some letters on one that begins with it.
func (t term) matches(word string) bool {
	return word == t.word || t.starts() && strings.HasPrefix(word, t.word)
}

func (t term) starts() bool { return utf8.RuneCountInString(t.word) >= shortestStart }

// in reports whether the term looks into a part.
func (t term) in(part string) bool { return t.parts == nil || slices.Contains(t.parts, part) }

const (
	mostSnippets  = 3
	snippetBefore = 60  // bytes before the first hit of a snippet
	snippetLength = 200 // bytes
)

// snippets are the places of a review that the terms meet, those first that meet
// the most of them. A title is shown anyway.
func snippets(r Review, terms []term) []Snippet {
	type scored struct {
		Snippet
		met int
	}
	var all []scored
	for _, p := range r.parts() {
		if p.part == partTitle || p.text == "" {
			continue
		}
		if s, met := snippet(p, terms); met > 0 {
			all = append(all, scored{s, met})
		}
	}
	slices.SortStableFunc(all, func(a, b scored) int { return b.met - a.met })
	var list []Snippet
	for _, s := range all[:min(len(all), mostSnippets)] {
		list = append(list, s.Snippet)
	}
	return list
}

// snippet cuts the place of a text where the terms are met, and counts how many
// of them are.
func snippet(p findable, terms []term) (Snippet, int) {
	text := strings.Join(strings.Fields(p.text), " ")
	var hits []token
	met := map[string]bool{}
	for _, t := range tokens(text) {
		for _, want := range terms {
			if want.in(p.part) && want.matches(t.word) {
				hits = append(hits, t)
				met[want.word] = true
				break
			}
		}
	}
	if len(hits) == 0 {
		return Snippet{}, 0
	}
	from := wordStart(text, hits[0].start-snippetBefore)
	until := wordStart(text, from+snippetLength)
	if until < hits[0].end {
		until = hits[0].end
	}
	return Snippet{p.name, pieces(text, hits, from, until)}, len(met)
}

// wordStart is the next beginning of a word at or after a place in a text.
func wordStart(text string, at int) int {
	if at <= 0 {
		return 0
	}
	if at >= len(text) {
		return len(text)
	}
	if n := strings.IndexByte(text[at:], ' '); n >= 0 && n < 60 {
		return at + n + 1
	}
	for at < len(text) && !utf8.RuneStart(text[at]) {
		at++
	}
	return at
}

// pieces cuts a stretch of a text at its hits.
func pieces(text string, hits []token, from, until int) []Piece {
	var list []Piece
	put := func(s string, hit bool) {
		if s != "" {
			list = append(list, Piece{s, hit})
		}
	}
	at := from
	if from > 0 {
		put("… ", false)
	}
	for _, h := range hits {
		if h.start < at || h.end > until {
			continue
		}
		put(text[at:h.start], false)
		put(text[h.start:h.end], true)
		at = h.end
	}
	put(text[at:until], false)
	if until < len(text) {
		put("…", false)
	}
	return list
}
