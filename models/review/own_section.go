package review

import (
	"strings"

	"vitrine/models"
)

// ownKey begins the names of sections that a house has added to the template.
const ownKey = "own_"

// mostOwn is how many sections a house can add: a template that asks for more is
// written by nobody.
const mostOwn = 12

// Own reports whether a section was added by this house.
func (s Section) Own() bool { return strings.HasPrefix(string(s), ownKey) }

// newSection names a section that is added to the template.
func newSection() Section { return Section(ownKey + models.NewID()) }

// OwnSection is the text of a section that this house has added, in one review.
// It outlives its place in the template.
type OwnSection struct {
	ReviewID int64   `gorm:"primaryKey;autoIncrement:false"`
	Section  Section `gorm:"primaryKey"`
	Heading  string  // as it was when somebody wrote here last
	Text     string  `gorm:"column:body"` // Markdown
}

// TableName names the table of the texts of added sections.
func (OwnSection) TableName() string { return "review_texts" }

// sectionText is one section of a review and where its text stands.
type sectionText struct {
	name    Section
	heading string // of an added one
	text    *string
}

// all are the sections of a review in the order in which they are read, those
// of this house at the end.
func (r *Review) all() []sectionText {
	list := make([]sectionText, 0, len(written)+len(r.Own))
	for _, s := range written {
		list = append(list, sectionText{s.name, "", s.text(r)})
	}
	for n := range r.Own {
		list = append(list, sectionText{r.Own[n].Section, r.Own[n].Heading, &r.Own[n].Text})
	}
	return list
}

// AllSections lists every section of the review, those that this house has added
// and in which something is written among them.
func (r Review) AllSections() []Section {
	list := Sections()
	for _, o := range r.Own {
		list = append(list, o.Section)
	}
	return list
}

// called is what a section is called where no template is at hand.
func (s sectionText) called() string {
	if s.heading != "" {
		return s.heading
	}
	return spokenName(string(s.name))
}

// has reports whether the template asks for a section, or knows it and is told
// not to ask.
func (t ReviewTemplate) has(name Section) bool {
	for _, s := range t.Sections {
		if s.Section == name {
			return true
		}
	}
	return false
}
