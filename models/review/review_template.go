package review

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"vitrine/models"
	"vitrine/models/review/coach"
)

// ReviewTemplate is the one form of every review in this house: which texts it
// asks for in which order and words, which questions, and what the coach knows.
type ReviewTemplate struct {
	Sections  []TemplateSection `json:"sections"`  // every one, in their order
	Questions []Question        `json:"questions"` // by group
	Known     []string          `json:"known"`     // abbreviations that everybody here knows
	Silent    []string          `json:"silent"`    // ids of the coach's rules that are off
	Version   int64             `json:"-"`         // 0: never adapted
}

// TemplateSection is how a section of a review is asked for.
type TemplateSection struct {
	Section Section `json:"section"`
	Heading string  `json:"heading"`
	Hint    string  `json:"hint"`          // one line of help; may be empty
	Off     bool    `json:"off,omitempty"` // not asked for in this house; what was written in it still shows
}

// Heading is the heading of a section.
func (t ReviewTemplate) Heading(name Section) string { return t.section(name).Heading }

// Hint is the line of help for a section.
func (t ReviewTemplate) Hint(name Section) string { return t.section(name).Hint }

func (t ReviewTemplate) section(name Section) TemplateSection {
	for _, s := range t.Sections {
		if s.Section == name {
			return s
		}
	}
	return TemplateSection{Section: name, Heading: spoken(string(name))}
}

// Prompts are the words that the template puts into a review.
func (t ReviewTemplate) Prompts() []string {
	var list []string
	for _, s := range t.Sections {
		list = append(list, s.Heading, s.Hint)
	}
	for _, q := range t.Questions {
		list = append(list, q.Text)
	}
	return list
}

// Heading is what a section is called in a house that has not adapted the
// template; empty for what is no section.
func (s Section) Heading() string {
	for _, t := range BuiltIn().Sections {
		if t.Section == s {
			return t.Heading
		}
	}
	return ""
}

// BuiltIn is the template of a house that has not adapted it.
func BuiltIn() ReviewTemplate {
	return ReviewTemplate{Questions: slices.Clone(shipped), Sections: []TemplateSection{
		{Section: GoalsSection, Heading: "Goals of this review", Hint: "What do we want to know at the end that we do not know now?"},
		{Section: OverviewSection, Heading: "Overview", Hint: "What happened to whom, in three sentences."},
		{Section: DescriptionSection, Heading: "What happened", Hint: "What people saw and did, with times in UTC, and what made sense to them then."},
		{Section: WentWellSection, Heading: "What went well", Hint: "What helped, and should be done again?"},
		{Section: LuckSection, Heading: "Where we were lucky or unlucky", Hint: "Could it have been worse? What kept us lucky?"},
		{Section: FrictionSection, Heading: "Friction", Hint: "Gaps in knowledge, access, documentation, contacts, escalation."},
		{Section: KnowSoonerSection, Heading: "How do we know sooner?", Hint: "Monitoring and logs, who is on call, paging, runbooks, ways to talk, escalation, automation."},
		{Section: RecoverSoonerSection, Heading: "How do we recover sooner?", Hint: "Tools and access, runbooks, ways back, practice."},
		{Section: ImproveSection, Heading: "How, specifically, will we improve?", Hint: "The few things that we will really do; each becomes an action item."},
	}}
}

// completed is a saved template with what a newer version of the program has
// added since, and without what it does not know any more.
func (t ReviewTemplate) completed() ReviewTemplate {
	base := BuiltIn()
	known := func(name Section) bool {
		return name.Own() || base.has(name)
	}
	t.Sections = slices.DeleteFunc(t.Sections, func(s TemplateSection) bool { return !known(s.Section) })
	for _, s := range base.Sections {
		if !t.has(s.Section) {
			t.Sections = append(t.Sections, s)
		}
	}
	for _, q := range base.Questions {
		if !slices.ContainsFunc(t.Questions, func(o Question) bool { return o.Key == q.Key }) {
			t.Questions = append(t.Questions, q)
		}
	}
	t.Questions = ordered(t.Questions)
	return t
}

// Limits of a template.
const (
	maxQuestions = 100
	maxPrompt    = 300 // characters of a heading, a hint, a question
	maxKnown     = 1_000
)

// tidied is the template as it is kept: texts trimmed, what was left empty as it
// came with the program, own questions with keys, those without a text gone.
func (t ReviewTemplate) tidied() ReviewTemplate {
	t.Sections = tidySections(t.Sections)
	var questions []Question
	for _, q := range t.Questions {
		q.Text = clean(q.Text)
		at := slices.IndexFunc(shipped, func(s Question) bool { return s.Key == q.Key })
		q.Own = at < 0
		switch {
		case at >= 0 && q.Text == "":
			q.Text = shipped[at].Text
		case q.Own && q.Text == "":
			continue
		case q.Key == "":
			q.Key = models.NewID()
		}
		if at >= 0 {
			q.Group = shipped[at].Group
		} else if !slices.Contains(groups, q.Group) {
			q.Group = groups[len(groups)-1]
		}
		questions = append(questions, q)
	}
	t.Questions = questions
	t.Known = eachOnce(t.Known)
	return t.completed()
}

// tidySections are the sections of a template as they are kept: an added one
// without a heading is taken away, and a new one gets its name.
func tidySections(list []TemplateSection) (kept []TemplateSection) {
	base := BuiltIn()
	for _, s := range list {
		s.Heading, s.Hint = clean(s.Heading), clean(s.Hint)
		switch added := s.Section == "" || s.Section.Own(); {
		case added && s.Heading == "":
			continue
		case s.Section == "":
			s.Section = newSection()
		case s.Heading == "":
			s.Heading = base.Heading(s.Section)
		}
		kept = append(kept, s)
	}
	return kept
}

// checkSections says what of the sections cannot stand.
func (t ReviewTemplate) checkSections(bad models.Complaints) {
	own, seen := 0, map[Section]bool{}
	for _, s := range t.Sections {
		field := string(s.Section)
		bad.Line(fmt.Sprintf("heading[%s]", field), s.Heading, 1, maxPrompt)
		bad.Line(fmt.Sprintf("hint[%s]", field), s.Hint, 0, maxPrompt)
		if seen[s.Section] || len(field) > 40 || strings.ContainsFunc(field, notKey) {
			bad.Add("sections", "Each section needs a name of its own of small letters and digits; %q is there twice or is none.", field)
		}
		if seen[s.Section] = true; s.Section.Own() {
			own++
		}
	}
	if own > mostOwn {
		bad.Add("sections", "There are %d sections of your own; %d are possible. A question takes less room.", own, mostOwn)
	}
}

// notKey reports whether a character cannot stand in the name of a section.
func notKey(r rune) bool { return r != '_' && (r < 'a' || r > 'z') && (r < '0' || r > '9') }

// eachOnce are the words of a list, each once.
func eachOnce(list []string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(strings.Join(list, ","), func(r rune) bool { return strings.ContainsRune(",; \n\t\r", r) }) {
		if !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// check says what of the template cannot stand.
func (t ReviewTemplate) check() error {
	bad := models.Complaints{}
	t.checkSections(bad)
	keys := map[string]bool{}
	for _, q := range t.Questions {
		bad.Line(fmt.Sprintf("question[%s]", q.Key), q.Text, 1, maxPrompt)
		if keys[q.Key] || len(q.Key) > 40 {
			bad.Add("questions", "Each question needs a short key of its own; %q is there twice or too long.", q.Key)
		}
		keys[q.Key] = true
	}
	if len(t.Questions) > maxQuestions {
		bad.Add("questions", "There are %d questions; %d are possible.", len(t.Questions), maxQuestions)
	}
	if len(t.Known) > maxKnown {
		bad.Add("known", "There are %d abbreviations; %d are possible.", len(t.Known), maxKnown)
	}
	for _, id := range t.Silent {
		if !slices.ContainsFunc(coach.Rules(), func(r coach.Rule) bool { return r.ID == id }) {
			bad.Add("silent", "The coach has no rule %q.", id)
		}
	}
	return bad.Err()
}

// reviewTemplate is the one row of the adapted template.
type reviewTemplate struct {
	ID        int64
	Body      string // a ReviewTemplate as JSON
	Version   int64
	UpdatedAt time.Time
}

// TableName names the table of the template.
func (reviewTemplate) TableName() string { return "review_templates" }
