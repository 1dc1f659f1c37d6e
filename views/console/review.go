package console

import (
	"html/template"

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

// unsaid puts an empty choice before others.
func unsaid(list []Choice) []Choice { return append([]Choice{{Name: "not said"}}, list...) }

func priorities() []Choice { return unsaid(choices(review.Priorities, word)) }
func sources() []Choice    { return unsaid(choices(review.Sources, word)) }
