package console

import (
	"strings"

	"vitrine/models/review"
)

// sectionName is the heading of a section, or the name of another place of a
// review.
func sectionName[T ~string](place T) string {
	if h := review.Section(place).Heading(); h != "" {
		return h
	}
	if review.Section(place).Own() {
		return "A section of our own"
	}
	return word(place)
}

// SectionPart is one section on a page: its text, who writes in it, and what is
// said about it.
type SectionPart struct {
	review.Written
	Frame         Frame
	Review        string // public id
	Heading, Hint string
	Level         string // "h2" or "h3"
	Writer        *review.Present
	Talk          Talk
	Advice        Coaching
}

// Body is the text, by the name other headed texts have for it.
func (s SectionPart) Body() string { return s.Text }

// SectionForm is a section as it is typed.
type SectionForm struct {
	Form
	Text  string `form:"text" label:"Text" long:"yes"`
	Going bool   `form:"going"` // saved by itself while somebody goes on writing
}

// SectionEditor is the page on which one section is written. With a script its
// form comes to the review instead.
var SectionEditor = page[SectionPage]("section")

// SectionPage is what SectionEditor shows.
type SectionPage struct {
	Frame  Frame
	About  string // title of the review
	Part   SectionPart
	Form   SectionForm
	Person int64 // who is signed in, for copies kept in a browser that several use
}

// Title implements the layout's need for one.
func (p SectionPage) Title() string { return p.Part.Heading }

// Lines is how tall the text is drawn.
func (p SectionPage) Lines() int {
	return min(24, max(6, len(p.Form.Text)/80+strings.Count(p.Form.Text, "\n")+3))
}

// section is one section of the page.
func (p ReviewPage) section(name review.Section, level string) SectionPart {
	s := SectionPart{Frame: p.Frame, Review: p.Review.PublicID, Level: level, Talk: p.Talk(string(name))}
	s.Heading, s.Hint = p.words(name)
	s.Section = name
	s.Advice = Coaching{Frame: p.Frame, About: p.Review.PublicID, Marks: p.Coached[string(name)]}
	s.Writer = p.Room.Writer(name)
	for _, w := range p.Sections {
		if w.Section == name {
			s.Written = w
			if w.Heading != "" {
				s.Heading = w.Heading
			}
			if w.Off {
				s.Hint = "The template does not ask for this any more. What was written stays."
			}
		}
	}
	return s
}

// Section is one section for the page, under a heading of the first order.
func (p ReviewPage) Section(name string) SectionPart { return p.section(review.Section(name), "h2") }

// Goals is what the review itself is for.
func (p ReviewPage) Goals() SectionPart { return p.section(review.GoalsSection, "h3") }

// Analysis lists the sections between what happened and what is done about it,
// empty ones included.
func (p ReviewPage) Analysis() []SectionPart {
	var list []SectionPart
	for _, name := range p.order() {
		switch name {
		case review.OverviewSection, review.DescriptionSection, review.GoalsSection:
		default:
			list = append(list, p.section(name, "h3"))
		}
	}
	return list
}
