package views

import "time"

// Withdrawn is the page for what was public and is no more (410).
var Withdrawn = page[WithdrawnPage]("withdrawn")

// WithdrawnPage says that a text was taken back, and nothing of the text.
type WithdrawnPage struct {
	Frame
	At       time.Time
	Note     string // what the operator says about it, Markdown; may be empty
	Revision int64  // number of the revision; 0: the whole postmortem
	Current  string // path of the text that replaced it; empty: none
}

// Title implements the layout's need for a title.
func (p WithdrawnPage) Title() string {
	if p.Revision > 0 {
		return p.Speech().Say("This revision was withdrawn")
	}
	return p.Speech().Say("This {0} was withdrawn", p.Noun().One())
}

// Hidden keeps it out of search engines.
func (p WithdrawnPage) Hidden() bool { return true }
