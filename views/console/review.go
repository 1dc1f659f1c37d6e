package console

import (
	"slices"

	"vitrine/models/review"
)

// Reviews lists internal reviews.
var Reviews = page[ReviewsPage]("reviews")

// ReviewsPage is what Reviews shows.
type ReviewsPage struct {
	Frame   Frame
	Reviews []review.Review
	Due     []review.Due // reviews and postmortems that are asked for, a page of them
	Asked   int          // how many there are on every page together
	NextDue string       // cursor of the next page of them; empty: this is the last
	Older   string
}

// Title implements the layout's need for one.
func (p ReviewsPage) Title() string { return "Reviews" }

// ReviewForm is the facts of a review as they are typed. A new one is asked for
// people and for two texts besides; later those have forms of their own.
type ReviewForm struct {
	Form
	Heading        string   `form:"title" label:"Title"`
	Incidents      []string `form:"incidents"`
	Severity       string   `form:"severity" label:"Severity" of:"severities"`
	Priority       string   `form:"priority" label:"Priority" of:"priorities"`
	Environment    string   `form:"environment" label:"Environment"`
	Source         string   `form:"detection_source" label:"Noticed by" of:"sources"`
	Facilitator    string   `form:"facilitator" label:"Facilitator"`
	Commander      string   `form:"commander" label:"Incident commander"`
	Responders     string   `form:"responders" label:"Responders" long:"yes"`
	SupportCases   string   `form:"support_cases" label:"Support cases" kind:"number"`
	SLAEffect      string   `form:"sla_effect" label:"Effect on service levels" long:"yes"`
	Outside        string   `form:"outside_numbers" label:"Numbers elsewhere"`
	Find           string   `form:"find"` // what other incidents are looked for by
	Vendor         string   `form:"vendor" label:"Vendor or other third party"`
	StartedAt      string   `form:"started_at" label:"Started" kind:"datetime-local"`
	DetectedAt     string   `form:"detected_at" label:"Noticed" kind:"datetime-local"`
	AcknowledgedAt string   `form:"acknowledged_at" label:"Taken" kind:"datetime-local"`
	RecoveredAt    string   `form:"recovered_at" label:"Recovered" kind:"datetime-local"`
	DueAt          string   `form:"due_at" label:"Review due" kind:"date"`
	Overview       string   `form:"overview" label:"Overview" long:"yes"`
	Description    string   `form:"description" label:"What happened" long:"yes"`
	TollFields
}

// ReviewFacts is the form for the facts of a review, new or not.
var ReviewFacts = page[ReviewFactsPage]("review_facts")

// ReviewFactsPage is what ReviewFacts shows.
type ReviewFactsPage struct {
	Frame     Frame
	ID        string // public id; empty for a new one
	Form      ReviewForm
	Incidents []Tick
	Found     string // what looking for other incidents came to, one sentence
}

// Title implements the layout's need for one.
func (p ReviewFactsPage) Title() string {
	if p.ID == "" {
		return "Start a review"
	}
	return "Edit the facts"
}

// Review is one internal review with all its parts.
var Review = page[ReviewPage]("review")

// ReviewPage is what Review shows.
type ReviewPage struct {
	Frame   Frame
	Review  review.Review
	Metrics review.Metrics
	Entry   EntryForm
	Action  ActionForm
	Finish  CompletionForm
	Told    TimelineBox
	Graph   GraphForm // one that came back
	Guidance

	Sections []review.Written
	Room     review.Room // who has it open
	Threads  []review.Thread
	After    Aftermath       // what its incidents ask for
	Comment  CommentForm     // one that came back
	Person   ParticipantForm // one that came back
	SignOffs []review.SignOff
	Meetings []review.Meeting
	Me       int64    // who is signed in
	Names    []string // of those who can sign in
	Users    []Choice // those who can be asked to sign
}

// CompletionForm closes a review.
type CompletionForm struct {
	Form
	Note string `form:"note"`
}

// Title implements the layout's need for one.
func (p ReviewPage) Title() string { return p.Review.Title }

// Reading lists who else has the review open, and where they write.
func (p ReviewPage) Reading() []review.Present {
	var list []review.Present
	for _, one := range p.Room.Present {
		if one.UserID != p.Me && !slices.ContainsFunc(list, func(o review.Present) bool { return o.UserID == one.UserID && one.Section == "" }) {
			list = append(list, one)
		}
	}
	return list
}

// Line is one line of the contents of a review.
type Line struct {
	Place, Name string
	Count       int  // how many there are; 0 for a text
	Empty       bool // nothing is written yet
	Sub         bool // stands under the line before
	Open        int  // comments that wait
}

// Contents are the parts of the review in the order in which they are read.
func (p ReviewPage) Contents() []Line {
	heading := func(name review.Section) string { words, _ := p.words(name); return words }
	text := func(name review.Section, sub bool) Line {
		return Line{Place: string(name), Name: heading(name), Empty: p.Review.Said(name) == "", Sub: sub}
	}
	some := func(place, name string, n int) Line { return Line{Place: place, Name: name, Count: n, Empty: n == 0} }
	var list []Line
	for _, name := range []review.Section{review.OverviewSection, review.DescriptionSection} {
		if p.Shows(string(name)) {
			list = append(list, text(name, false))
		}
	}
	list = append(list, some("people", "People", len(p.Review.Participants)),
		some("timeline", "Timeline", len(p.Review.Timeline)), some("graphs", "Graphs", len(p.Review.Graphs)), Line{Place: "analysis", Name: "Analysis"})
	for _, s := range p.Analysis() {
		list = append(list, Line{Place: string(s.Section), Name: s.Heading, Empty: s.Text == "", Sub: true})
	}
	list = append(list, some("questions", "Questions", len(p.Answered())), some("factors", "Contributing factors", len(p.Review.Factors)), some("learnings", "Learnings", len(p.Review.Learnings)),
		some("actions", "Action items", len(p.Review.Actions)), some("meetings", "Meetings", len(p.Meetings)))
	if p.Shows(string(review.GoalsSection)) {
		list = append(list, text(review.GoalsSection, true))
	}
	list = append(list, some("signoffs", "Sign-off", len(p.SignOffs)))
	for i := range list {
		list[i].Open = p.Talk(list[i].Place).Waiting()
	}
	return list
}

// Waiting counts the comments that nobody settled.
func (p ReviewPage) Waiting() int {
	n := 0
	for _, t := range p.Threads {
		if t.Open() {
			n++
		}
	}
	return n
}

// unsaid puts an empty choice before others.
func unsaid(list []Choice) []Choice { return append([]Choice{{Name: "not said"}}, list...) }

func priorities() []Choice { return unsaid(choices(review.Priorities, word)) }
func sources() []Choice    { return unsaid(choices(review.Sources, word)) }
