package review

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Words are how reviews are found: every text of a review is cut into words, and
// each word is kept with the part it stands in. A word is folded: small letters,
// no accents, no plural. Both databases answer the same questions this way.

// The parts of a review in which words are looked for.
const (
	partTitle    = "title"
	partText     = "text" // analysis, timeline, action items
	partUpdate   = "update"
	partFactor   = "factor"
	partLearning = "learning"
	partVendor   = "vendor"
	partWho      = "who" // people named in the timeline, owners of action items
)

// peopleParts are the parts in which people stand: each role of a participant is
// one.
var peopleParts = append([]string{partWho}, texts(Roles)...)

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for n, v := range list {
		out[n] = string(v)
	}
	return out
}

// partWeights say how much a word counts in a part.
var partWeights = map[string]int64{partTitle: 12, partFactor: 6, partLearning: 6, partVendor: 8, partUpdate: 3}

const (
	shortestWord  = 2
	longestWord   = 40 // letters; what goes on longer is cut
	shortestStart = 4  // letters from which on a word finds those that begin with it
)

// token is one word of a text and the bytes it stands in.
type token struct {
	word       string
	start, end int
}

// tokens cuts a text into words.
func tokens(text string) []token {
	var list []token
	start := -1
	put := func(end int) {
		if start >= 0 {
			if w := fold(text[start:end]); utf8.RuneCountInString(w) >= shortestWord || ideograph(w) {
				list = append(list, token{w, start, end})
			}
			start = -1
		}
	}
	for at, c := range text {
		switch {
		case byItself(c):
			put(at)
			start = at
			put(at + utf8.RuneLen(c))
		case unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c):
			if start < 0 {
				start = at
			}
		default:
			put(at)
		}
	}
	put(len(text))
	return list
}

// ideograph reports whether a text begins with a sign that is a word by itself:
// such languages put no spaces between words.
func ideograph(text string) bool {
	c, _ := utf8.DecodeRuneInString(text)
	return byItself(c)
}

// byItself reports whether a sign is a word; below the first of them there is
// nothing to look up.
func byItself(c rune) bool {
	return c >= firstIdeograph && unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

const firstIdeograph = 0x2e80

// fold is a word as it is kept: small letters without accents, in the singular.
func fold(word string) string {
	if len(word) <= longestWord && ascii(word) {
		return singular(strings.ToLower(word))
	}
	var b strings.Builder
	n := 0
	for _, c := range norm.NFKD.String(word) {
		if unicode.IsMark(c) {
			continue
		}
		if n++; n > longestWord {
			break
		}
		b.WriteRune(unicode.ToLower(c))
	}
	return singular(b.String())
}

// ascii reports whether a word is ASCII, as nearly all are: nothing of it has to be
// taken apart.
func ascii(word string) bool {
	for n := range len(word) {
		if word[n] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// singular takes the plural off an English word, well enough to find "timeouts"
// by "timeout" and "queries" by "query".
func singular(w string) string {
	switch {
	case len(w) > 4 && strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	case len(w) > 4 && (strings.HasSuffix(w, "sses") || strings.HasSuffix(w, "shes") || strings.HasSuffix(w, "ches") || strings.HasSuffix(w, "xes")):
		return w[:len(w)-2]
	case len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is"):
		return w[:len(w)-1]
	}
	return w
}

// empty are words that stand everywhere and find nothing.
var empty = words(`a an and are as at be been but by can could did do does for from had has have he her his how if in into is it its
	no not of on or our out she so that the their them then there they this to u up us was we were what when where which
	who why will with would you your`)

// spot is a word in a part.
type spot struct{ word, part string }

// weighed counts how often each word stands in each part of a review, as weights.
func (r Review) weighed() map[spot]int64 {
	counts := map[spot]int64{}
	for _, p := range r.parts() {
		for _, t := range tokens(p.text) {
			if !empty[t.word] {
				counts[spot{t.word, p.part}]++
			}
		}
	}
	for at, n := range counts {
		counts[at] = max(1, partWeights[at.part]) * (1 + int64(math.Log2(float64(n))))
	}
	return counts
}

// findable is one text of a review, with the part it belongs to and what a reader
// calls it.
type findable struct{ part, name, text string }

// parts lists every text of a review that can be looked for.
func (r Review) parts() []findable {
	list := []findable{
		{partTitle, "Title", r.Title}, {partText, "Service levels", r.SLAEffect}, {partText, "Worst case", r.Toll.WorstCase}, {partText, "Environment", r.Environment}, {partVendor, "Vendor", r.Vendor},
	}
	for _, s := range r.all() {
		list = append(list, findable{partText, s.called(), *s.text})
	}
	for _, p := range r.Participants {
		list = append(list, findable{string(p.Role), spokenName(string(p.Role)), p.Name})
	}
	for _, i := range r.Incidents {
		list = append(list, findable{partTitle, "Incident", i.Title})
	}
	for _, f := range r.Factors {
		list = append(list, findable{partFactor, "Contributing factor", f.Body})
	}
	for _, l := range r.Learnings {
		list = append(list, findable{partLearning, "Learning", l.Body})
	}
	for _, g := range r.Graphs {
		list = append(list, findable{partText, "Graph", g.Caption + "\n" + g.Alt})
	}
	for _, e := range r.Timeline {
		if e.Origin == OfGraph {
			continue // as above
		}
		if e.Merged {
			list = append(list, findable{partUpdate, "Public update", e.What})
			continue
		}
		list = append(list, findable{partText, "Timeline", e.What}, findable{partText, "Thought at the time", e.Thought}, findable{partWho, "Timeline", e.Who})
	}
	for _, a := range r.Actions {
		list = append(list, findable{partText, "Action item", a.Body}, findable{partText, "Ticket", a.Ticket}, findable{partWho, "Owner", a.Owner})
	}
	return list
}

// spokenName is a key as the name of a text: "went_well" is "Went well".
func spokenName(key string) string {
	name := spoken(key)
	return strings.ToUpper(name[:1]) + name[1:]
}
