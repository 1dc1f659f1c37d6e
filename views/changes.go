package views

import (
	"strconv"
	"strings"
	"time"

	"vitrine/models"
)

// Changes is the page of what differs between two revisions of a postmortem.
var Changes = page[ChangesPage]("changes")

// ChangesPage lays two revisions over each other. Neither was withdrawn.
type ChangesPage struct {
	Frame
	Postmortem models.Postmortem
	From, To   models.PostmortemRevision
}

// ChangesPath is the address of what changed between two revisions.
func ChangesPath(slug string, from, to int64) string {
	return "/postmortems/" + slug + "/changes/" + strconv.FormatInt(from, 10) + "-" + strconv.FormatInt(to, 10)
}

// Title implements the layout's need for a title.
func (p ChangesPage) Title() string {
	return p.Speech().Say("What changed from revision {0} to {1}", p.From.Number, p.To.Number)
}

// Description names the postmortem.
func (p ChangesPage) Description() string { return p.Speech().Say("{0}: {1}", p.Title(), p.To.Title) }

// Hidden keeps search engines on the newest text.
func (p ChangesPage) Hidden() bool { return true }

// Difference is a part of the text in which something changed.
type Difference struct {
	Heading string
	Pieces  []Piece
}

// Differences are the parts that changed, in the order of the text.
func (p ChangesPage) Differences() []Difference {
	var list []Difference
	before := p.Speech().parts(p.From)
	for n, part := range p.Speech().parts(p.To) {
		if part.Body != before[n].Body {
			list = append(list, Difference{part.Heading, Compare(before[n].Body, part.Body)})
		}
	}
	return list
}

// parts are everything that is read in a revision, each as text, always the same
// number of them.
func (s Speech) parts(r models.PostmortemRevision) []models.Section {
	var moments strings.Builder
	for _, e := range r.Entries() {
		moments.WriteString(e.At.UTC().Format(time.DateOnly+" 15:04") + "  " + e.Text)
		if mark := (Moment{PublicEntry: e, Speech: s}).Mark(); mark != "" {
			moments.WriteString(" (" + mark + ")")
		}
		moments.WriteString("\n")
	}
	return append(append([]models.Section{{Heading: s.Say("Title"), Body: r.Title}}, s.sections(r)...),
		models.Section{Heading: s.Say("Timeline"), Body: strings.TrimSuffix(moments.String(), "\n")})
}
