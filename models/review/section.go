package review

import "time"

// Section is one text of a review that is written by itself, so that several
// people write at once. It is named after its column.
type Section string

// The sections of a review.
const (
	GoalsSection         Section = "goals"
	OverviewSection      Section = "overview"
	DescriptionSection   Section = "description"
	WentWellSection      Section = "went_well"
	LuckSection          Section = "luck"
	FrictionSection      Section = "friction"
	KnowSoonerSection    Section = "know_sooner"
	RecoverSoonerSection Section = "recover_sooner"
	ImproveSection       Section = "improve"
)

// written are the texts of a review in the order in which they are read; what
// is not listed here has no form of its own.
var written = []struct {
	name Section
	text func(*Review) *string
}{
	{OverviewSection, func(r *Review) *string { return &r.Overview }},
	{DescriptionSection, func(r *Review) *string { return &r.Description }},
	{WentWellSection, func(r *Review) *string { return &r.WentWell }},
	{LuckSection, func(r *Review) *string { return &r.Luck }},
	{FrictionSection, func(r *Review) *string { return &r.Friction }},
	{KnowSoonerSection, func(r *Review) *string { return &r.KnowSooner }},
	{RecoverSoonerSection, func(r *Review) *string { return &r.RecoverSooner }},
	{ImproveSection, func(r *Review) *string { return &r.Improve }},
	{GoalsSection, func(r *Review) *string { return &r.Goals }},
}

// Sections lists the sections in the order in which they are read.
func Sections() []Section {
	list := make([]Section, len(written))
	for i, s := range written {
		list[i] = s.name
	}
	return list
}

// text is where the review keeps a section; nil where there is no such section.
func (r *Review) text(name Section) *string {
	for _, s := range r.all() {
		if s.name == name {
			return s.text
		}
	}
	return nil
}

// Said is what a section of the review says; nothing where there is no such
// section.
func (r Review) Said(name Section) string {
	if at := r.text(name); at != nil {
		return *at
	}
	return ""
}

// Written is a section as it is saved.
type Written struct {
	Section  Section
	Heading  string // as the template says it, or as it did when it was written
	Off      bool   // the template does not ask for it any more
	Text     string
	Version  int64 // of this section alone; 1 before anybody wrote in it
	EditedBy string
	Mine     bool       // the one who asks wrote it last
	EditedAt *time.Time // nil: not since the review was started
}

// SectionEdit is a new text for a section. Version 0 overwrites whatever is
// there. Going says that the writer goes on: the trail then hears of their whole
// sitting once, not of every pause between two words.
type SectionEdit struct {
	Text    string
	Version int64
	Going   bool
}

// sitting is how long the trail takes somebody's writing in one section for one
// deed.
const sitting = 10 * time.Minute

// sectionMark is what is kept of a section beside its text.
type sectionMark struct {
	ReviewID   int64
	Section    Section
	Version    int64
	EditedBy   int64
	EditedAt   time.Time
	Recorded   string // fingerprint of the text the trail heard of last
	RecordedBy int64
	RecordedAt time.Time
}

// TableName names the table of the sections' versions.
func (sectionMark) TableName() string { return "review_sections" }

// heard reports whether the trail knows of this sitting already.
func (m sectionMark) heard(by int64, now time.Time) bool {
	return m.RecordedBy == by && m.EditedBy == by && now.Sub(m.RecordedAt) < sitting
}
