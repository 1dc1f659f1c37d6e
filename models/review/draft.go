package review

import (
	"slices"
	"time"

	"vitrine/models"
)

// DraftState is where the draft of an external summary stands.
type DraftState string

// The states of a draft. A change of the text brings every other state back to
// Drafting.
const (
	Drafting  DraftState = "drafting"
	Submitted DraftState = "submitted"
	Approved  DraftState = "approved"
	Published DraftState = "published"
)

// Draft is the external summary of a review while it is written. What is
// published from it is a copy on the ground floor.
type Draft struct {
	ID              int64
	PublicID        string
	ReviewID        int64
	PostmortemID    *int64 // set once a revision is out
	State           DraftState
	Slug            string
	models.Summary  `gorm:"embedded"`
	Sources         string // JSON: section to its origins as they were
	SubmittedBy     int64
	SubmittedAt     *time.Time
	ApprovedBy      int64
	ApprovedAt      *time.Time
	ApprovedDigest  string // of the Publishable that was approved
	ReturnedNote    string // why it was sent back
	PublishedAt     *time.Time
	PublishedDigest string // of the Publishable as it went out
	Version         int64
	CreatedAt       time.Time
	UpdatedAt       time.Time

	Review   string `gorm:"-"` // public id of its review
	Outdated bool   `gorm:"-"` // its postmortem is out, and the review has changed since

	Authors []int64 `gorm:"-"` // who wrote what is not out now: since the last publication, or withdrawn
}

// DraftEdit changes what is not nil. Version 0 overwrites whatever is there.
type DraftEdit struct {
	Slug            *string // stays once a revision is out
	Title           *string
	Apology         *string
	Summary         *string
	Services        *string
	Duration        *string
	Severity        *string
	Impact          *string
	Cause           *string
	Resolution      *string
	Countermeasures *string
	Version         int64
	WhileDrafting   bool // fail where the edit would take back what was submitted, approved or published
}

// section is one text of a draft: its name outside (that of a form, an API and
// a finding), its column, and where it stands.
type section struct {
	field, column string
	at            func(*Draft) *string
}

// sections are the texts of a draft in their order.
var sections = []section{
	{"slug", "slug", func(d *Draft) *string { return &d.Slug }},
	{"title", "title", func(d *Draft) *string { return &d.Title }},
	{"apology", "apology", func(d *Draft) *string { return &d.Apology }},
	{"summary", "summary", func(d *Draft) *string { return &d.Summary.Summary }},
	{"services", "services", func(d *Draft) *string { return &d.Services }},
	{"duration", "duration", func(d *Draft) *string { return &d.Duration }},
	{"severity", "severity", func(d *Draft) *string { return &d.Severity }},
	{"customer_impact", "impact", func(d *Draft) *string { return &d.Impact }},
	{"proximate_cause", "cause", func(d *Draft) *string { return &d.Cause }},
	{"resolution", "resolution", func(d *Draft) *string { return &d.Resolution }},
	{"countermeasures", "countermeasures", func(d *Draft) *string { return &d.Countermeasures }},
}

// Say gives the text of a section, by its name outside, another wording in this
// copy of the draft; false when it has no such section.
func (d *Draft) Say(field, text string) bool {
	s, ok := sectionOf(field)
	if ok {
		*s.at(d) = text
	}
	return ok
}

// sectionOf finds a section by its name outside.
func sectionOf(field string) (section, bool) {
	i := slices.IndexFunc(sections, func(s section) bool { return s.field == field })
	if i < 0 {
		return section{}, false
	}
	return sections[i], true
}

// apply makes the edit on a draft and returns what it changed.
func (e DraftEdit) apply(d *Draft) *changes {
	given := map[string]*string{
		"slug": e.Slug, "title": e.Title, "apology": e.Apology, "summary": e.Summary, "services": e.Services,
		"duration": e.Duration, "severity": e.Severity, "customer_impact": e.Impact, "proximate_cause": e.Cause,
		"resolution": e.Resolution, "countermeasures": e.Countermeasures,
	}
	c := newChanges()
	for _, s := range sections {
		c.words(s.column, s.at(d), given[s.field])
	}
	return c
}

// check says which texts of the draft cannot stand as they are.
func (d Draft) check() error {
	bad := models.Complaints{}
	bad.Slug("slug", d.Slug, "draft")
	if d.Slug == "" {
		bad.Add("slug", "The slug is missing. It is the last part of the address.")
	}
	bad.Line("title", d.Title, 1, models.MaxTitle)
	for _, s := range sections[2:] {
		bad.Body(s.field, *s.at(&d), 0, models.MaxBody)
	}
	return bad.Err()
}

// ready says what is missing before somebody else should read it.
func (d Draft) ready() error {
	if err := d.check(); err != nil {
		return err
	}
	bad := models.Complaints{}
	bad.Body("summary", d.Summary.Summary, 1, models.MaxBody)
	return bad.Err()
}

// reopen brings the draft back to drafting: what was submitted, approved or
// published is not this text any more.
func (d *Draft) reopen() *changes {
	d.State, d.SubmittedBy, d.SubmittedAt = Drafting, 0, nil
	c := d.unapprove()
	c.set["state"], c.set["submitted_by"], c.set["submitted_at"] = d.State, 0, nil
	return c
}

// unapprove takes an approval back.
func (d *Draft) unapprove() *changes {
	d.ApprovedBy, d.ApprovedAt, d.ApprovedDigest = 0, nil, ""
	c := newChanges()
	c.set["approved_by"], c.set["approved_at"], c.set["approved_digest"] = 0, nil, ""
	return c
}

// submit hands the draft to an approver.
func (d *Draft) submit(by int64, now time.Time) (*changes, error) {
	if d.State != Drafting {
		return nil, models.Fail(models.Conflict, "This draft is %s already.", d.State)
	}
	if err := d.ready(); err != nil {
		return nil, err
	}
	d.State, d.SubmittedBy, d.SubmittedAt, d.ReturnedNote = Submitted, by, &now, ""
	c := newChanges()
	c.set["state"], c.set["submitted_by"], c.set["submitted_at"], c.set["returned_note"] = d.State, by, now, ""
	return c, nil
}

// approve signs exactly the text with a digest.
func (d *Draft) approve(by int64, digest string, secondPerson bool, now time.Time) (*changes, error) {
	if d.State != Submitted {
		return nil, models.Fail(models.Conflict, "Only a submitted draft can be approved; this one is %s.", d.State)
	}
	if secondPerson && by == 0 {
		return nil, models.Fail(models.Denied, "An approval needs a person with an account.")
	}
	if secondPerson && (by == d.SubmittedBy || slices.Contains(d.Authors, by)) {
		return nil, models.Fail(models.Denied, "You wrote or submitted this text, so somebody else has to approve it.")
	}
	d.State, d.ApprovedBy, d.ApprovedAt, d.ApprovedDigest = Approved, by, &now, digest
	c := newChanges()
	c.set["state"], c.set["approved_by"], c.set["approved_at"], c.set["approved_digest"] = d.State, by, now, digest
	return c, nil
}

// giveBack returns the draft to its authors with a note.
func (d *Draft) giveBack(note string) (*changes, error) {
	if d.State != Submitted && d.State != Approved {
		return nil, models.Fail(models.Conflict, "Only a submitted or approved draft can be returned; this one is %s.", d.State)
	}
	bad := models.Complaints{}
	note = bad.Body("note", note, 3, maxBody)
	if err := bad.Err(); err != nil {
		return nil, err
	}
	c := d.reopen()
	d.ReturnedNote = note
	c.set["returned_note"] = note
	return c, nil
}

// publishable says whether exactly this text may go out now.
func (d Draft) publishable(digest string) error {
	switch {
	case d.State == Published || d.PublishedDigest != "" && d.PublishedDigest == digest:
		return models.Fail(models.Conflict, "This text is already published. Change it first to publish a new revision.")
	case d.State != Approved:
		return models.Fail(models.Conflict, "Only an approved draft can be published; this one is %s.", d.State)
	case d.ApprovedDigest != digest:
		return models.Fail(models.Conflict, "The text is not the one that was approved. Submit it again.")
	}
	return nil
}

// texts is everything of the draft that would leave, with its public timeline
// and its promises, by field. r is the review of the draft.
func (d *Draft) texts(r Review) []models.Text {
	var ts []models.Text
	add := func(field, body string) {
		if body != "" {
			ts = append(ts, models.Text{Field: field, Body: body})
		}
	}
	for _, s := range sections {
		add(s.field, *s.at(d))
	}
	for _, e := range own(r.Timeline, true) {
		add("timeline/"+e.PublicID, e.PublicText)
	}
	for _, a := range r.Actions {
		if a.promised() {
			add("countermeasure/"+a.PublicID, a.PublicText)
			add("reason/"+a.PublicID, a.Reason)
		}
	}
	return ts
}

// publication is everything that leaves when the draft is published. promises
// are the public ids of countermeasures that are out, by row id.
func (d *Draft) publication(r Review, promises map[int64]string) models.Publishable {
	p := models.Publishable{Slug: d.Slug, Summary: d.Summary}
	for _, i := range r.Incidents {
		p.Incidents = append(p.Incidents, i.PublicID)
	}
	slices.Sort(p.Incidents)
	for _, e := range own(r.Timeline, true) {
		p.Timeline = append(p.Timeline, models.PublicEntry{At: e.At.UTC(), Text: e.PublicText, Effect: string(e.Effect)})
	}
	for _, a := range r.Actions {
		if !a.promised() {
			continue
		}
		c := models.PublicCommitment{Body: a.PublicText, State: a.promise(), Reason: a.Reason}
		if a.DueOn != nil {
			due := a.DueOn.UTC()
			c.DueOn = &due
		}
		if a.CountermeasureID != nil {
			c.PublicID = promises[*a.CountermeasureID]
		}
		p.Countermeasures = append(p.Countermeasures, c)
	}
	return p
}

// wording is the digest of the words, and of what they are about: how far a
// promise is does not change it.
func wording(p models.Publishable) string {
	promises := make([]models.PublicCommitment, len(p.Countermeasures))
	for i, c := range p.Countermeasures {
		promises[i] = models.PublicCommitment{Body: c.Body}
	}
	p.Countermeasures = promises
	return p.Digest()
}
