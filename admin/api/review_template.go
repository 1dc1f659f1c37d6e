package api

import (
	"context"
	"net/http"

	reviews "vitrine/models/review"
	"vitrine/models/staff"
)

// reviewTemplate is the one form of every review in this house.
type reviewTemplate struct {
	Sections  []templateSection  `json:"sections" nullable:"false" doc:"In the order in which they are asked for. A section that is missing is put at the end."`
	Questions []templateQuestion `json:"questions" nullable:"false" doc:"In their order within each group. A shipped question that is missing is asked as it came; turn it off instead."`
	Known     []string           `json:"known" nullable:"false" doc:"Abbreviations that the coach takes for known." example:"WAL"`
	Silent    []string           `json:"silent" nullable:"false" doc:"Rules of the coach that are off." example:"hindsight"`
	Version   int64              `json:"version,omitempty" readOnly:"true" doc:"0: never adapted." example:"2"`
}

// templateSection is how a section is asked for.
type templateSection struct {
	Section string `json:"section,omitempty" doc:"Its name in a review. Empty for one of your own that is new: it gets a name that begins with own_; twelve are possible." example:"luck"`
	Heading string `json:"heading,omitempty" doc:"Empty: as it came; an own one is taken away, and what was written in it stays in its reviews." example:"Where we were lucky or unlucky"`
	Hint    string `json:"hint,omitempty" doc:"One line of help." example:"Could it have been worse?"`
	Off     bool   `json:"off,omitempty" doc:"Not asked for in this house. What was written in it still shows." example:"false"`
	Own     bool   `json:"own,omitempty" readOnly:"true" doc:"Added in this house." example:"false"`
}

// templateQuestion is a question of the template.
type templateQuestion struct {
	Key   string `json:"key,omitempty" doc:"Empty for a new one." example:"worse"`
	Group string `json:"group,omitempty" doc:"Of a shipped question: always its own." example:"Luck"`
	Text  string `json:"text,omitempty" doc:"Empty: as it came; an own one is taken away." example:"How could it have been worse?"`
	Off   bool   `json:"off,omitempty" doc:"Not asked in this house." example:"false"`
	Own   bool   `json:"own,omitempty" readOnly:"true" doc:"Added in this house." example:"false"`
}

func (a *API) reviewTemplateRoutes() {
	at := call{path: "/review-template", tag: "Reviews"}
	handle(a, at.get("get-review-template", staff.Viewer, "Show the review template",
		"Headings, hints, questions, and what the coach knows."), a.showReviewTemplate)
	handle(a, at.as(http.MethodPut, "save-review-template", staff.Admin, "Adapt the review template",
		"Reviews keep what was written and answered, whatever the template asks from now on.").fails(http.StatusPreconditionFailed), a.saveReviewTemplate)
}

func (a *API) showReviewTemplate(ctx context.Context, _ *struct{}) (*answer[reviewTemplate], error) {
	t, err := a.Review.ReviewTemplate(ctx)
	return &answer[reviewTemplate]{etag(t.Version), showTemplateOfReviews(t)}, err
}

func (a *API) saveReviewTemplate(ctx context.Context, in *struct {
	RulebookMatch
	Body reviewTemplate
}) (*answer[reviewTemplate], error) {
	version := in.asked
	if in.any {
		now, err := a.Review.ReviewTemplate(ctx)
		if err != nil {
			return nil, err
		}
		version = now.Version
	}
	t := reviews.ReviewTemplate{Known: in.Body.Known, Silent: in.Body.Silent}
	for _, s := range in.Body.Sections {
		t.Sections = append(t.Sections, reviews.TemplateSection{Section: reviews.Section(s.Section), Heading: s.Heading, Hint: s.Hint, Off: s.Off})
	}
	for _, q := range in.Body.Questions {
		t.Questions = append(t.Questions, reviews.Question{Key: q.Key, Group: q.Group, Text: q.Text, Off: q.Off})
	}
	t, err := a.Review.SaveReviewTemplate(ctx, t, version)
	return &answer[reviewTemplate]{etag(t.Version), showTemplateOfReviews(t)}, err
}

func showTemplateOfReviews(t reviews.ReviewTemplate) reviewTemplate {
	return reviewTemplate{Version: t.Version, Known: append([]string{}, t.Known...), Silent: append([]string{}, t.Silent...),
		Sections: each(t.Sections, func(s reviews.TemplateSection) templateSection {
			return templateSection{string(s.Section), s.Heading, s.Hint, s.Off, s.Section.Own()}
		}),
		Questions: each(t.Questions, func(q reviews.Question) templateQuestion {
			return templateQuestion{q.Key, q.Group, q.Text, q.Off, q.Own}
		})}
}
