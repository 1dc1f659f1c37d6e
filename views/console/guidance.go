package console

import (
	"slices"
	"strings"

	"vitrine/models/review"
	"vitrine/models/review/coach"
)

// Guidance is what stands beside the text of a review to help its writers: how
// the template asks for it, its questions, and what the coach says.
type Guidance struct {
	Template review.ReviewTemplate
	Prompts  []review.Prompt
	Coached  map[string][]coach.Mark // by section, or "factor/ID", "learning/ID", "entry/ID", "action/ID"
}

// Progress is how far the questions have come.
func (g Guidance) Progress() review.Progress { return review.ProgressOf(g.Prompts) }

// Answered lists the questions that were answered.
func (g Guidance) Answered() []review.Prompt {
	var list []review.Prompt
	for _, p := range g.Prompts {
		if p.Answer != "" {
			list = append(list, p)
		}
	}
	return list
}

// words are the heading of a section and the line of help for it.
func (g Guidance) words(name review.Section) (heading, hint string) {
	if len(g.Template.Sections) == 0 {
		return name.Heading(), review.BuiltIn().Hint(name)
	}
	return g.Template.Heading(name), g.Template.Hint(name)
}

// order lists the sections as the template does.
func (g Guidance) order() []review.Section {
	if len(g.Template.Sections) == 0 {
		return review.Sections()
	}
	var list []review.Section
	for _, s := range g.Template.Sections {
		list = append(list, s.Section)
	}
	return list
}

// order lists the sections of the review as the template does: those that it does
// not ask for are left out unless something is written in them.
func (p ReviewPage) order() []review.Section {
	list := p.Guidance.order()
	if p.Sections == nil {
		return list
	}
	list = slices.DeleteFunc(list, func(name review.Section) bool { return !p.Shows(string(name)) })
	for _, w := range p.Sections {
		if !slices.Contains(list, w.Section) {
			list = append(list, w.Section)
		}
	}
	return list
}

// Shows reports whether a section stands on the page.
func (p ReviewPage) Shows(name string) bool {
	return p.Sections == nil || slices.ContainsFunc(p.Sections, func(w review.Written) bool { return string(w.Section) == name })
}

// PlaceName is what a section or another place of the review is called.
func (p ReviewPage) PlaceName(place string) string {
	name := review.Section(place)
	if !name.Own() {
		return sectionName(place)
	}
	for _, w := range p.Sections {
		if w.Section == name && w.Heading != "" {
			return w.Heading
		}
	}
	return sectionName(place)
}

// Coaching is what the coach says to one text.
type Coaching struct {
	Frame Frame
	About string // public id of the review or the incident
	Of    string // what the text is: "the entry of 16:12"; empty where it stands right there
	Marks []coach.Mark
	Draft string // public id of the draft where it stands; empty: it stands on the review
	In    bool   // it stands inside a form: no form of its own
}

// Said is how many remarks there are.
func (c Coaching) Said() string { return count(len(c.Marks), "remark") }

// Elsewhere is what the coach says to the parts of the review that have no place
// of their own for it.
func (p ReviewPage) Elsewhere() []Coaching {
	var list []Coaching
	add := func(key, of string) {
		if marks := p.Coached[key]; len(marks) > 0 {
			list = append(list, Coaching{Frame: p.Frame, About: p.Review.PublicID, Of: of, Marks: marks})
		}
	}
	for _, e := range p.Review.Timeline {
		add("entry/"+e.PublicID, "the entry of "+p.Frame.Clock(e.At))
	}
	for i, f := range p.Review.Factors {
		add("factor/"+f.PublicID, "factor "+numberOf(i+1))
	}
	for i, l := range p.Review.Learnings {
		add("learning/"+l.PublicID, "learning "+numberOf(i+1))
	}
	for i, a := range p.Review.Actions {
		add("action/"+a.PublicID, "action item "+numberOf(i+1))
	}
	return list
}

// short is the beginning of what stands in a text, on one line.
func short(text string) string {
	words := []rune(strings.Join(strings.Fields(text), " "))
	if len(words) > 60 {
		return string(words[:59]) + "…"
	}
	return string(words)
}
