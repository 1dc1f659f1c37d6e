package review

import (
	"strings"
	"unicode"

	"vitrine/redact"
)

// Shared is what a section of an external summary has in common with the review
// it was written from. It stops nothing.
type Shared struct {
	Field  string   // name of the section: "proximate_cause"
	Copied []string // runs of eight words and more, as the section says them: see Copied
	Rare   []string // rare words that stand in the review too, as the section says them, each once
}

// texts are the texts of the review, and those that its incidents made public.
func (r Review) texts() (inside, public []string) {
	for _, w := range r.all() {
		inside = append(inside, *w.text)
	}
	for _, f := range r.Factors {
		inside = append(inside, f.Body)
	}
	for _, l := range r.Learnings {
		inside = append(inside, l.Body)
	}
	for _, e := range own(r.Timeline, false) {
		inside = append(inside, e.What, e.Thought)
	}
	for _, g := range r.Graphs {
		inside = append(inside, g.Caption, g.Alt)
	}
	inside = append(inside, r.Toll.WorstCase)
	for _, a := range r.Actions {
		inside = append(inside, a.Body)
	}
	for _, i := range r.Incidents {
		public = append(public, i.Title)
		for _, u := range i.Updates {
			public = append(public, u.Body)
		}
	}
	return inside, public
}

// rareWord is a word of a section that may be rare, as it is kept and as it is
// said there.
type rareWord struct{ word, said string }

// shortestRare is how many letters a rare word has at least; shorter ones are
// abbreviations that the coach asks about.
const shortestRare = 4

// everyday are words that are left out of the scanner's list since they are names
// as well.
var everyday = words(`april august december february january july june march november october september monday tuesday wednesday thursday friday
	saturday sunday today tomorrow tonight yesterday internet europe africa america asia australia missing note thing things used learning learnings
	twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand
	million first second third fourth fifth sixth seventh eighth ninth tenth everybody everyone nobody somebody someone whether meanwhile afterwards
	could should would might apologise apologize apology sorry incident outage postmortem review`)

// rareIn are the words of a text that the insiders' texts hold too and that no
// list of ordinary words does, each once and in its order. What has a digit is
// left to the scanner.
func rareIn(text string, inside map[string]bool) (list []rareWord) {
	seen := map[string]bool{}
	for _, t := range tokens(text) {
		said := text[t.start:t.end]
		if seen[t.word] || !inside[t.word] || len([]rune(said)) < shortestRare || strings.ContainsFunc(said, unicode.IsDigit) {
			continue
		}
		seen[t.word] = true
		if small := strings.ToLower(said); !everyday[t.word] && !everyday[small] && !redact.Ordinary(t.word) && !redact.Ordinary(small) {
			list = append(list, rareWord{t.word, said})
		}
	}
	return list
}

// wordsOf are all the words of some texts.
func wordsOf(texts []string) map[string]bool {
	set := map[string]bool{}
	for _, text := range texts {
		for _, t := range tokens(text) {
			set[t.word] = true
		}
	}
	return set
}
