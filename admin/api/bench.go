package api

import (
	"context"
	"net/http"
	"time"

	reviews "vitrine/models/review"
	"vitrine/models/staff"
)

// step is one settlement of an external summary, or one sentence brought over,
// that can be undone.
type step struct {
	ID          string    `json:"id" example:"s1t2e3p4t5xx"`
	Deed        string    `json:"deed" enum:"removed,replaced,accepted,brought" example:"replaced"`
	Found       string    `json:"found" doc:"What was found, or the sentence as it was brought over." example:"web-prod-3"`
	Replacement string    `json:"replacement" doc:"What stands there instead; the section of a sentence." example:"one of our web servers"`
	Places      int64     `json:"places" doc:"How many finds it settled." example:"2"`
	By          string    `json:"by" example:"Dana Whitfield"`
	CreatedAt   time.Time `json:"created_at"`
}

// undoing says what to undo.
type undoing struct {
	Step string `json:"step,omitempty" doc:"The step; your newest one when missing." example:"s1t2e3p4t5xx"`
}

// takenBack is what was undone, and the finds after it.
type takenBack struct {
	Step      step           `json:"step"`
	Findings  []draftFinding `json:"findings" nullable:"false"`
	Unsettled int            `json:"unsettled" doc:"How many still stop the publication." example:"3"`
}

// passage is one sentence of the review.
type passage struct {
	ID     string `json:"id" doc:"The same while the review says it in these words." example:"9f8dab03ee97"`
	Source string `json:"source" doc:"The part of the review: overview, factor/ID, entry/ID, …" example:"overview"`
	Text   string `json:"text" doc:"Markdown, as the review says it: internal." example:"Most sign-ins failed."`
	Into   string `json:"into" doc:"The section it belongs to by itself." example:"summary"`
}

// passages are the sentences of a review.
type passages struct {
	Items []passage `json:"items" nullable:"false" doc:"In the order of the review."`
}

// bringing says which sentence goes where.
type bringing struct {
	Passage string `json:"passage" example:"9f8dab03ee97"`
	Into    string `json:"into,omitempty" doc:"The section; the one it belongs to when missing." example:"customer_impact"`
}

// sectionSources are the parts of the review that a section came from.
type sectionSources struct {
	Section string   `json:"section" example:"summary"`
	Changed bool     `json:"changed" doc:"The review says something else now."`
	Sources []source `json:"sources" nullable:"false"`
}

// source is one part of the review, as it was and as it is.
type source struct {
	Key   string `json:"key" example:"overview"`
	State string `json:"state" enum:"unchanged,changed,new,gone" example:"changed"`
	Was   string `json:"was" doc:"When it was taken or last seen: internal."`
	Is    string `json:"is" doc:"Now: internal."`
}

// sourceList are the sources of all sections.
type sourceList struct {
	Sections []sectionSources `json:"sections" nullable:"false"`
}

// seeing says which changes were looked at.
type seeing struct {
	Section string `json:"section,omitempty" doc:"All of them when missing." example:"summary"`
}

func (a *API) benchRoutes() {
	at := func(path string) call { return call{path: "/postmortems/{id}/" + path, tag: "Postmortems"} }
	handle(a, at("steps").get("list-steps", staff.Viewer, "List what can be undone",
		"Settlements and sentences brought over since the last publication, the newest first."), a.listSteps)
	handle(a, at("undo").deed("undo-step", staff.Reviewer, "Undo a step",
		"The text goes back to what it said, the finds are unsettled again; what was written elsewhere since stays. 412 when the same words were changed since.").
		fails(http.StatusPreconditionFailed), a.undo)
	handle(a, at("passages").get("list-passages", staff.Viewer, "List the sentences of the review",
		"Each can be brought over into the external summary."), a.listPassages)
	handle(a, at("bring").deed("bring-passage", staff.Reviewer, "Bring a sentence of the review over",
		"It goes to the end of a section in public words: terms of the glossary and what was replaced in this summary before are replaced the same way. It is scanned at once.").
		fails(http.StatusPreconditionFailed), a.bring)
	handle(a, at("sources").get("list-sources", staff.Viewer, "List where each section came from",
		"With what the review said when it was taken or last seen, and what it says now."), a.listSources)
	handle(a, at("shared").get("list-shared", staff.Viewer, "List what is said as in the review",
		"Of the saved text: runs of words, and rare words that nothing public says yet. It stops nothing."), a.listShared)
	handle(a, at("sources/seen").deed("see-changes", staff.Reviewer, "Say that changes of the review were seen",
		"The text stays as it is, and so does its approval."), a.seeChanges)
}

func (a *API) listSteps(ctx context.Context, in *struct {
	ByID
	Window
}) (*paged[step], error) {
	list, err := a.Review.Steps(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return whole(a, in.Window, list, showStep)
}

func (a *API) undo(ctx context.Context, in *struct {
	ByID
	Body *undoing `required:"false"`
}) (*struct{ Body takenBack }, error) {
	id := ""
	if in.Body != nil {
		id = in.Body.Step
	}
	st, fs, err := a.Review.Undo(ctx, in.ID, id)
	now := showFindings(fs)
	return &struct{ Body takenBack }{takenBack{showStep(st), now.Findings, now.Unsettled}}, err
}

func (a *API) listPassages(ctx context.Context, in *ByID) (*struct{ Body passages }, error) {
	_, r, err := a.draftAndReview(ctx, in.ID)
	return &struct{ Body passages }{passages{each(r.Passages(), showPassage)}}, err
}

// draftAndReview reads a draft, and the review it was made from.
func (a *API) draftAndReview(ctx context.Context, id string) (d reviews.Draft, r reviews.Review, err error) {
	if d, err = a.Review.Draft(ctx, id); err == nil {
		r, err = a.Review.Review(ctx, d.Review)
	}
	return d, r, err
}

func (a *API) bring(ctx context.Context, in *struct {
	ByID
	IfMatch
	Body bringing
}) (*answer[postmortem], error) {
	d, _, _, err := a.Review.Bring(ctx, in.ID, reviews.Bringing{Passage: in.Body.Passage, Into: in.Body.Into, Version: in.asked})
	return a.answerPostmortem(ctx, d, err)
}

func (a *API) listSources(ctx context.Context, in *ByID) (*struct{ Body sourceList }, error) {
	list, err := a.Review.Origins(ctx, in.ID)
	return &struct{ Body sourceList }{sourceList{each(list, showSources)}}, err
}

func (a *API) seeChanges(ctx context.Context, in *struct {
	ByID
	Body *seeing `required:"false"`
}) (*answer[postmortem], error) {
	section := ""
	if in.Body != nil {
		section = in.Body.Section
	}
	d, err := a.Review.SeeChanges(ctx, in.ID, section)
	return a.answerPostmortem(ctx, d, err)
}

func showStep(s reviews.Step) step {
	return step{ID: s.PublicID, Deed: string(s.Deed), Found: s.Found, Replacement: s.Replacement, Places: s.Places, By: s.Actor, CreatedAt: utc(s.CreatedAt)}
}

func showPassage(p reviews.Passage) passage {
	return passage{ID: p.ID, Source: p.Source, Text: p.Text, Into: p.Into}
}

func showSources(s reviews.SectionOrigins) sectionSources {
	return sectionSources{Section: s.Field, Changed: s.Changed(), Sources: each(s.Traces, func(t reviews.Trace) source {
		return source{Key: t.Key, State: string(t.State), Was: t.Was, Is: t.Is}
	})}
}
