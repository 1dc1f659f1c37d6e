package api

import (
	"context"
	"net/http"
	"time"

	reviews "vitrine/models/review"
	"vitrine/models/staff"
)

// question is one question of a review with what the review says to it.
type question struct {
	Key        string     `json:"key" doc:"Stays the same when the words change." example:"worse"`
	Group      string     `json:"group" example:"Luck"`
	Text       string     `json:"text" example:"How could it have been worse, and what kept us lucky?"`
	Answer     string     `json:"answer" doc:"Markdown; empty while it is open or skipped." example:"The second region was whole."`
	Skipped    bool       `json:"skipped" example:"false"`
	AnsweredBy string     `json:"answered_by" doc:"Who answered or skipped it." example:"Dana Whitfield"`
	AnsweredAt *time.Time `json:"answered_at" nullable:"true"`
	Version    int64      `json:"version" doc:"0: neither answered nor skipped yet." example:"1"`
}

// questions are all of a review, and how far they have come.
type questions struct {
	Items    []question `json:"items" nullable:"false" doc:"In the order of the template."`
	Answered int        `json:"answered" example:"12"`
	Skipped  int        `json:"skipped" example:"3"`
	Open     int        `json:"open" example:"12"`
}

// newAnswer answers a question, skips it, or opens it again.
type newAnswer struct {
	Answer  string `json:"answer,omitempty" doc:"Markdown; empty with skipped false opens the question again." example:"The second region was whole."`
	Skipped bool   `json:"skipped,omitempty" example:"false"`
}

// ByQuestion names a question of a review.
type ByQuestion struct {
	ID  string `path:"id" doc:"The review." example:"r5t6y7u8i9o0"`
	Key string `path:"question" doc:"The key of the question." example:"worse"`
}

func (a *API) questionRoutes() {
	at := call{path: "/reviews/{id}/questions", tag: "Reviews"}
	handle(a, at.get("list-questions", staff.Viewer, "List the questions of a review",
		"The prompts of the template, each answered, skipped or open, and those that were answered while the template still asked them."), a.listQuestions)
	at.path += "/{question}"
	handle(a, at.as(http.MethodPut, "answer-question", staff.Reviewer, "Answer or skip a question",
		"An If-Match header with its version (\"0\" while it is open) refuses it when somebody else has answered.").fails(http.StatusPreconditionFailed), a.answerQuestion)
}

func (a *API) listQuestions(ctx context.Context, in *ByID) (*struct{ Body questions }, error) {
	list, err := a.Review.Questions(ctx, in.ID)
	p := reviews.ProgressOf(list)
	return &struct{ Body questions }{questions{each(list, showQuestion), p.Answered, p.Skipped, p.Open}}, err
}

func (a *API) answerQuestion(ctx context.Context, in *struct {
	ByQuestion
	RulebookMatch
	Body newAnswer
}) (*answer[question], error) {
	edit := reviews.AnswerEdit{Question: in.Key, Answer: in.Body.Answer, Skip: in.Body.Skipped, Version: in.asked}
	if in.any {
		edit.Version = -1
	}
	list, err := a.Review.AnswerQuestions(ctx, in.ID, []reviews.AnswerEdit{edit})
	if err != nil {
		return nil, err
	}
	for _, p := range list {
		if p.Key == in.Key {
			return &answer[question]{etag(p.Version), showQuestion(p)}, nil
		}
	}
	return nil, missing("question")
}

func showQuestion(p reviews.Prompt) question {
	return question{Key: p.Key, Group: p.Group, Text: p.Text, Answer: p.Answer, Skipped: p.Skipped, AnsweredBy: p.AnsweredBy,
		AnsweredAt: stamp(p.AnsweredAt), Version: p.Version}
}
