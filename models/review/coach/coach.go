// Package coach reads what people write about incidents and advises: it marks
// blame, hindsight, vague times and the like, with a reason and a better
// wording. It only ever advises; nothing waits for it and nothing is stopped by
// it. It is pure: text in, marks out. The rules are data, in rule/, each with
// examples that it must and must not mark.
package coach

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// Kind is what sort of text is read.
type Kind string

// The kinds of text: a frank review, the external summary, a live update.
const (
	Review  Kind = "review"
	Summary Kind = "summary"
	Update  Kind = "update"
)

// Kinds lists the kinds of text.
var Kinds = []Kind{Review, Summary, Update}

// Advice is the severity of every mark.
const Advice = "advice"

// About is what the reader of a text knows beside it.
type About struct {
	Kind     Kind
	Known    []string // abbreviations that everybody here knows
	Prompts  []string // questions and headings put there by a form; never marked
	Off      []string // ids of rules that are silent
	Whole    bool     // of a summary: the text is all of it
	Promised bool     // of an update: the form promises the next one; of a whole summary: it lists countermeasures
	Resolved bool     // of an update: it is over, no next one is due
}

// Mark is a span of text that could be said better.
type Mark struct {
	Rule     string // id of the rule
	Name     string // of the rule, for people
	Start    int    // byte offset
	End      int    // byte offset after it
	Severity string // Advice
	Text     string // what stands there
	Reason   string // why it is marked, one or two sentences
	Better   string // how else it could be said
	Key      string // names rule and sentence; the same wherever the same sentence stands
}

// Read returns what the rules say about a text, by where it stands.
func Read(text string, about About) []Mark {
	p := prepare(text, about.Prompts)
	var marks []Mark
	for _, r := range rules() {
		if slices.Contains(about.Off, r.ID) || !slices.Contains(r.Kinds, about.Kind) {
			continue
		}
		for _, f := range r.read(p, about) {
			marks = append(marks, r.mark(p, f))
		}
	}
	slices.SortStableFunc(marks, func(a, b Mark) int { return a.Start - b.Start })
	return marks
}

// OfWhole reports whether a rule is about a text as a whole: its marks stand at
// its beginning or its end, whatever is said there.
func OfWhole(id string) bool {
	return slices.ContainsFunc(rules(), func(r *rule) bool { return r.ID == id && r.Measure == "missing" })
}

// find is a span and the sentence it stands in.
type find struct{ span, sentence span }

type span struct{ start, end int }

func (s span) touches(t span) bool { return s.start < t.end && t.start < s.end }

func (r *rule) mark(p prose, f find) Mark {
	return Mark{Rule: r.ID, Name: r.Name, Start: f.span.start, End: f.span.end, Severity: Advice, Text: p.source[f.span.start:f.span.end],
		Reason: r.Reason, Better: r.Better, Key: key(r.ID, p.source[f.sentence.start:f.sentence.end])}
}

// key names a rule and a sentence, whatever white space and case it has.
func key(rule, sentence string) string {
	sum := sha256.Sum256([]byte(rule + "\n" + strings.ToLower(strings.Join(strings.Fields(sentence), " "))))
	return hex.EncodeToString(sum[:12])
}
