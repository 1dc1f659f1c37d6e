package console

import (
	"html/template"
	"strings"

	"vitrine/models"
	"vitrine/models/review"
	"vitrine/views"
)

// Reviews lists internal reviews.
var Reviews = page[ReviewsPage]("reviews")

// ReviewsPage is what Reviews shows.
type ReviewsPage struct {
	Frame   Frame
	Search  string
	Reviews []review.Review
	Due     []review.Due // incidents that ask for a review or a postmortem
	Older   string
}

// Title implements the layout's need for one.
func (p ReviewsPage) Title() string { return "Reviews" }

// ReviewForm is the facts and the analysis of a review as they are typed.
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
	StartedAt      string   `form:"started_at" label:"Started" kind:"datetime-local"`
	DetectedAt     string   `form:"detected_at" label:"Noticed" kind:"datetime-local"`
	AcknowledgedAt string   `form:"acknowledged_at" label:"Taken" kind:"datetime-local"`
	RecoveredAt    string   `form:"recovered_at" label:"Recovered" kind:"datetime-local"`
	DueAt          string   `form:"due_at" label:"Review due" kind:"date"`
	Overview       string   `form:"overview" label:"Overview" long:"yes"`
	Description    string   `form:"description" label:"What happened" long:"yes"`
	WentWell       string   `form:"went_well" label:"What went well" long:"yes"`
	Luck           string   `form:"luck" label:"Where we were lucky or unlucky" long:"yes"`
	KnowSooner     string   `form:"know_sooner" label:"How do we know sooner?" long:"yes"`
	RecoverSooner  string   `form:"recover_sooner" label:"How do we recover sooner?" long:"yes"`
}

// ReviewFacts is the form for the facts and the analysis of a review, new or
// not.
var ReviewFacts = page[ReviewFactsPage]("review_facts")

// ReviewFactsPage is what ReviewFacts shows.
type ReviewFactsPage struct {
	Frame     Frame
	ID        string // public id; empty for a new one
	Form      ReviewForm
	Incidents []Tick
}

// Title implements the layout's need for one.
func (p ReviewFactsPage) Title() string {
	if p.ID == "" {
		return "Start a review"
	}
	return "Edit the review"
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
}

// CompletionForm closes a review.
type CompletionForm struct {
	Form
	Note string `form:"note"`
}

// Title implements the layout's need for one.
func (p ReviewPage) Title() string { return p.Review.Title }

// Curve draws how the service came back, from every entry of the timeline.
func (p ReviewPage) Curve() template.HTML {
	var entries []models.PublicEntry
	for _, e := range p.Review.Timeline {
		entries = append(entries, models.PublicEntry{At: e.At, Text: e.What, Effect: string(e.Effect)})
	}
	return views.Curve(entries)
}

// Analysis lists the texts of the review, empty ones included.
func (p ReviewPage) Analysis() []Written { return analysis(p.Review) }

// Written is a headed text.
type Written struct{ Heading, Body string }

func analysis(r review.Review) []Written {
	return []Written{
		{"Overview", r.Overview}, {"What happened", r.Description}, {"What went well", r.WentWell},
		{"Where we were lucky or unlucky", r.Luck}, {"How do we know sooner?", r.KnowSooner}, {"How do we recover sooner?", r.RecoverSooner},
	}
}

// EntryForm is a line of the timeline as it is typed.
type EntryForm struct {
	Form
	At         string `form:"at" label:"Time" kind:"datetime-local"`
	Kind       string `form:"kind" label:"Kind" of:"entry_kinds"`
	Phase      string `form:"phase" label:"Phase" of:"phases"`
	Who        string `form:"who" label:"Who"`
	What       string `form:"what" label:"What" long:"yes"`
	Effect     string `form:"effect" label:"Effect on recovery" of:"effects"`
	PublicText string `form:"public_text" label:"Public wording" long:"yes"`
}

// Entry is the form for a line of the timeline, new or not.
var Entry = page[EntryPage]("entry")

// EntryPage is what Entry shows.
type EntryPage struct {
	Frame      Frame
	Review, ID string // public ids; ID is empty for a new one
	About      string
	Form       EntryForm
}

// Title implements the layout's need for one.
func (p EntryPage) Title() string { return "Timeline entry" }

// PointForm is a factor or a learning as it is typed.
type PointForm struct {
	Form
	Body     string `form:"body" label:"Text" long:"yes"`
	Position string `form:"position" label:"Place in the list" kind:"number"`
}

// Point is the form for a factor or a learning.
var Point = page[PointPage]("point")

// PointPage is what Point shows.
type PointPage struct {
	Frame      Frame
	Review, ID string // public ids; ID is empty for a new one
	About      string
	Noun       string // "factor" or "learning"
	Form       PointForm
}

// Title implements the layout's need for one.
func (p PointPage) Title() string { return strings.ToUpper(p.Noun[:1]) + p.Noun[1:] }

// ActionForm is an action item as it is typed.
type ActionForm struct {
	Form
	Body       string `form:"body" label:"What is to be done" long:"yes"`
	Kind       string `form:"kind" label:"Kind" of:"action_kinds"`
	Owner      string `form:"owner" label:"Owner"`
	Priority   string `form:"priority" label:"Weight" of:"weights"`
	State      string `form:"state" label:"State" of:"action_states"`
	Reason     string `form:"reason" label:"Why it was dropped" long:"yes"`
	DueOn      string `form:"due_on" label:"Due" kind:"date"`
	Ticket     string `form:"ticket" label:"Ticket"`
	TicketURL  string `form:"ticket_url" label:"Ticket link"`
	PublicText string `form:"public_text" label:"Public wording" long:"yes"`
	Position   string `form:"position" label:"Place in the list" kind:"number"`
	Immediate  bool   `form:"immediate" label:"To be done right away"`
	Parked     bool   `form:"parked" label:"Parking lot"`
}

// Action is the form for an action item, new or not.
var Action = page[ActionPage]("action")

// ActionPage is what Action shows.
type ActionPage struct {
	Frame      Frame
	Review, ID string // public ids; ID is empty for a new one
	About      string
	Promised   bool // it stands in a published postmortem: its state is public
	Form       ActionForm
}

// Title implements the layout's need for one.
func (p ActionPage) Title() string { return "Action item" }

// unsaid puts an empty choice before others.
func unsaid(list []Choice) []Choice { return append([]Choice{{Name: "not said"}}, list...) }

func entryKinds() []Choice {
	var list []Choice
	for _, c := range choices(review.EntryKinds, word) {
		if c.Value != string(review.StatusUpdate) { // those come by themselves
			list = append(list, c)
		}
	}
	return list
}

func effects() []Choice {
	return []Choice{{Value: "positive", Name: "brought us closer"}, {Value: "none", Name: "made no difference"}, {Value: "negative", Name: "set us back"}}
}

func phases() []Choice       { return unsaid(choices(review.Phases, word)) }
func priorities() []Choice   { return unsaid(choices(review.Priorities, word)) }
func sources() []Choice      { return unsaid(choices(review.Sources, word)) }
func actionKinds() []Choice  { return choices(review.ActionKinds, word) }
func actionStates() []Choice { return choices(review.ActionStates, word) }
func weights() []Choice      { return unsaid(choices(review.Weights, word)) }
