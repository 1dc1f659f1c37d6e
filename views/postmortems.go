package views

import (
	"vitrine/models"
)

// Postmortems is the archive.
var Postmortems = page[PostmortemsPage]("postmortems")

// PostmortemsPage lists every readable postmortem.
type PostmortemsPage struct {
	Frame
	Postmortems []models.Postmortem // newest first; withdrawn ones are not shown
}

// Title implements the layout's need for a title.
func (p PostmortemsPage) Title() string { return p.Noun().Titles() }

// Description implements the layout's need for one.
func (p PostmortemsPage) Description() string {
	return p.Speech().Say("What went wrong, why, and what we changed: the {0} of {1}.", p.Noun().Many(), p.SiteName())
}

// Feeds of the postmortems come before the site's own.
func (p PostmortemsPage) Feeds() []Feed {
	return append(feeds("/postmortems", p.SiteName()+": "+p.Noun().Many()), p.Frame.Feeds()...)
}

// Lines are the postmortems that can be read.
func (p PostmortemsPage) Lines() []PostmortemLine {
	var list []PostmortemLine
	for _, pm := range p.Postmortems {
		if pm.WithdrawnAt == nil {
			list = append(list, PostmortemLine{pm, p.Speech()})
		}
	}
	return list
}

// PostmortemLine is a postmortem in a list.
type PostmortemLine struct {
	Postmortem models.Postmortem
	Speech     Speech
}

// Path is where it is read.
func (l PostmortemLine) Path() string { return "/postmortems/" + l.Postmortem.Slug }

// Lead is the beginning of its summary.
func (l PostmortemLine) Lead() string { return excerpt(l.Postmortem.Current().Summary.Summary) }

// Kept says how many of its promises are kept: "3 of 5 countermeasures done".
func (l PostmortemLine) Kept() string { return l.Speech.kept(l.Postmortem.Countermeasures) }
