package models

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Postmortem is a published external summary. Its text lives in its revisions,
// which never change.
type Postmortem struct {
	ID            int64
	PublicID      string
	Slug          string
	Revision      int64 // number of the revision that is read now: the newest not withdrawn
	PublishedAt   time.Time
	WithdrawnAt   *time.Time // the whole postmortem was taken back
	WithdrawnNote string
	CreatedAt     time.Time
	UpdatedAt     time.Time

	Revisions       []PostmortemRevision `gorm:"-"` // newest first
	IncidentIDs     []int64              `gorm:"-"`
	Countermeasures []Countermeasure     `gorm:"-"`
}

// Current returns the newest revision that was not withdrawn, an empty one when
// there is none.
func (p Postmortem) Current() PostmortemRevision {
	for _, r := range p.Revisions {
		if r.WithdrawnAt == nil {
			return r
		}
	}
	return PostmortemRevision{}
}

// PostmortemRevision is one published text. Sections are Markdown.
type PostmortemRevision struct {
	ID           int64
	PostmortemID int64
	Number       int64
	Note         string // what changed, or why it was withdrawn, for the public
	Summary      `gorm:"embedded"`
	Timeline     string // JSON of []PublicEntry
	Digest       string // Publishable.Digest of what was published
	PublishedAt  time.Time
	WithdrawnAt  *time.Time // leaked; its texts are gone
	FullBy       *time.Time // it is preliminary: the day the full report is promised for; nil: it is the full one
}

// Summary is the text of an external summary: a title, an optional apology and
// the eight sections, each Markdown.
type Summary struct {
	Title           string `json:"title"`
	Apology         string `json:"apology"`
	Summary         string `json:"summary"`
	Services        string `json:"services"`
	Duration        string `json:"duration"`
	Severity        string `json:"severity"`
	Impact          string `json:"customer_impact"`
	Cause           string `json:"proximate_cause"`
	Resolution      string `json:"resolution"`
	Countermeasures string `json:"countermeasures"`
}

// Section is one headed part of a summary.
type Section struct {
	Key     string // JSON and form name: "customer_impact"
	Heading string // "Customer impact"
	Body    string // Markdown
}

// Sections returns the apology and the eight sections in their order, empty
// ones included.
func (s Summary) Sections() []Section {
	return []Section{
		{"apology", "Apology", s.Apology},
		{"summary", "Summary", s.Summary},
		{"services", "Services impacted", s.Services},
		{"duration", "Duration", s.Duration},
		{"severity", "Severity", s.Severity},
		{"customer_impact", "Customer impact", s.Impact},
		{"proximate_cause", "Proximate cause", s.Cause},
		{"resolution", "Resolution", s.Resolution},
		{"countermeasures", "Countermeasures", s.Countermeasures},
	}
}

// PublicEntry is one line of a postmortem's public timeline.
type PublicEntry struct {
	At     time.Time `json:"at"`
	Text   string    `json:"text"`
	Effect string    `json:"effect"` // positive, negative, none
}

// Entries returns the revision's public timeline.
func (r PostmortemRevision) Entries() []PublicEntry {
	var es []PublicEntry
	if json.Unmarshal([]byte(r.Timeline), &es) != nil {
		return nil
	}
	return es
}

// CountermeasureState is how far a public promise is.
type CountermeasureState string

// The states of a countermeasure.
const (
	Planned  CountermeasureState = "planned"
	Underway CountermeasureState = "in_progress"
	Done     CountermeasureState = "done"
	Dropped  CountermeasureState = "dropped"
)

// Countermeasure is a promise made in public: an action item in its public
// wording, with its state.
type Countermeasure struct {
	ID           int64
	PublicID     string
	PostmortemID int64
	Position     int64
	Body         string
	State        CountermeasureState
	Reason       string // why it was dropped
	DueOn        *time.Time
	DoneAt       *time.Time
	WordedIn     int64 // number of the revision that last changed its words
	CreatedAt    time.Time
	UpdatedAt    time.Time
}

// CountermeasureEdit changes what is given and leaves what is nil. A pointer to
// the zero time clears the day.
type CountermeasureEdit struct {
	State  *CountermeasureState
	Reason *string
	DueOn  *time.Time
}

// Publishable is everything that leaves when a postmortem is published: the
// bytes an approval is bound to.
type Publishable struct {
	Slug            string             `json:"slug"`
	Summary         Summary            `json:"summary"`
	Timeline        []PublicEntry      `json:"timeline"`
	Countermeasures []PublicCommitment `json:"countermeasures"`
	Incidents       []string           `json:"incidents"` // public ids of those it explains, sorted
}

// PublicCommitment is a countermeasure as it is published.
type PublicCommitment struct {
	PublicID string              `json:"id"` // empty: new
	Body     string              `json:"body"`
	State    CountermeasureState `json:"state"`
	Reason   string              `json:"reason"`
	DueOn    *time.Time          `json:"due_on"`
}

// Digest is the SHA-256 of the text, hex.
func (p Publishable) Digest() string {
	sum := sha256.Sum256([]byte(encode(p)))
	return hex.EncodeToString(sum[:])
}

// Texts lists every text that leaves, for the gate: "slug", "title", the keys of
// Sections, "timeline.0", "countermeasure.0", "countermeasure.0.reason" and so
// on. Empty ones are left out.
func (p Publishable) Texts() []Text {
	texts := []Text{{"slug", p.Slug}, {"title", p.Summary.Title}}
	for _, s := range p.Summary.Sections() {
		texts = append(texts, Text{s.Key, s.Body})
	}
	for n, e := range p.Timeline {
		texts = append(texts, Text{fmt.Sprintf("timeline.%d", n), e.Text})
	}
	for n, c := range p.Countermeasures {
		field := fmt.Sprintf("countermeasure.%d", n)
		texts = append(texts, Text{field, c.Body}, Text{field + ".reason", c.Reason})
	}
	return slices.DeleteFunc(texts, func(t Text) bool { return t.Body == "" })
}

// NewRevision is an approved text on its way out.
type NewRevision struct {
	PostmortemID    int64 // 0: a new postmortem
	Slug            string
	IncidentIDs     []int64
	Summary         Summary
	Timeline        []PublicEntry
	Countermeasures []PublicCommitment
	Note            string // what changed, for the public
	Notify          bool
	FullBy          *time.Time // preliminary, the full report is promised for this day
	Accept          []Acceptance

	incidents []string // public ids of IncidentIDs, sorted
}

// Publishable returns the text that an approval is bound to.
func (r NewRevision) Publishable() Publishable {
	return Publishable{Slug: r.Slug, Summary: r.Summary, Timeline: r.Timeline, Countermeasures: r.Countermeasures,
		Incidents: r.incidents}
}
