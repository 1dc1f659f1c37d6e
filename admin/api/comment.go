package api

import (
	"context"
	"slices"
	"time"

	reviews "vitrine/models/review"
	"vitrine/models/staff"
)

// comment is one word in a thread.
type comment struct {
	ID        string    `json:"id" doc:"Its id." example:"c1o2m3m4e5nt"`
	Author    string    `json:"author" example:"Ingrid Nyberg"`
	Body      string    `json:"body" doc:"Markdown." example:"Did customers on the old plan notice it too?"`
	CreatedAt time.Time `json:"created_at"`
}

// thread is a comment with its answers.
type thread struct {
	comment
	Place     string     `json:"place" doc:"A section (\"overview\") or timeline, graphs, factors, learnings, actions, people, meetings." example:"overview"`
	Part      string     `json:"part" doc:"The entry, factor, learning or action item it is about; empty: the whole place."`
	Answers   []comment  `json:"answers" nullable:"false" doc:"Oldest first."`
	SettledAt *time.Time `json:"settled_at" nullable:"true" doc:"Null: it waits, and stops the completion of the review."`
	SettledBy string     `json:"settled_by"`
}

// newComment begins a thread.
type newComment struct {
	Place string `json:"place" doc:"A section or timeline, graphs, factors, learnings, actions, people, meetings." example:"overview"`
	Part  string `json:"part,omitempty" doc:"The entry, factor, learning or action item it is about." example:"f1a2c3t4o5rs"`
	Body  string `json:"body" doc:"Markdown. @name tells a member of staff." example:"Did customers on the old plan notice it too?"`
}

// commentAnswer adds to a thread.
type commentAnswer struct {
	Body string `json:"body" doc:"Markdown. @name tells a member of staff." example:"Two of them called."`
}

// ByComment names a comment of a review.
type ByComment struct {
	ID   string `path:"id" doc:"The review." example:"r5t6y7u8i9o0"`
	Part string `path:"comment_id" doc:"The comment that began the thread." example:"c1o2m3m4e5nt"`
}

func (a *API) commentRoutes() {
	at := call{path: "/reviews/{id}/comments", tag: "Reviews"}
	handle(a, at.get("list-comments", staff.Viewer, "List the comments on a review",
		"Threads, oldest first."), a.listComments)
	handle(a, at.post("add-comment", staff.Responder, "Comment on a review",
		"Begins a thread. While one is open the review cannot be completed."), a.addComment)
	thread := at.path + "/{comment_id}"
	at.path = thread + "/answer"
	handle(a, at.deed("answer-comment", staff.Responder, "Answer a comment",
		"A settled thread is open again by it."), a.answerComment)
	at.path = thread + "/settle"
	handle(a, at.deed("settle-comment", staff.Responder, "Settle a comment",
		"It needs nothing more."), a.settleComment)
	at.path = thread + "/reopen"
	handle(a, at.deed("reopen-comment", staff.Responder, "Open a comment again",
		"It needs something after all."), a.reopenComment)
}

// threads reads the threads of a review.
func (a *API) threads(ctx context.Context, id string) ([]reviews.Thread, error) {
	r, err := a.Review.Review(ctx, id)
	if err != nil {
		return nil, err
	}
	return a.Review.Threads(ctx, r)
}

func (a *API) listComments(ctx context.Context, in *struct {
	ByID
	Window
}) (*paged[thread], error) {
	list, err := a.threads(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return whole(a, in.Window, list, showThread)
}

func (a *API) addComment(ctx context.Context, in *struct {
	ByID
	Body newComment
}) (*made[thread], error) {
	c, err := a.Review.AddComment(ctx, in.ID, reviews.NewComment{Place: reviews.Place(in.Body.Place), Part: in.Body.Part, Body: in.Body.Body})
	return &made[thread]{ETag: etag(1), Body: showThread(reviews.Thread{Comment: c})}, err
}

func (a *API) answerComment(ctx context.Context, in *struct {
	ByComment
	Body commentAnswer
}) (*answer[thread], error) {
	return a.inThread(ctx, in.ByComment, func(id string) (reviews.Comment, error) { return a.Review.AnswerComment(ctx, id, in.Body.Body) })
}

func (a *API) settleComment(ctx context.Context, in *ByComment) (*answer[thread], error) {
	return a.inThread(ctx, *in, func(id string) (reviews.Comment, error) { return a.Review.SettleComment(ctx, id) })
}

func (a *API) reopenComment(ctx context.Context, in *ByComment) (*answer[thread], error) {
	return a.inThread(ctx, *in, func(id string) (reviews.Comment, error) { return a.Review.ReopenComment(ctx, id) })
}

// inThread does a deed for a thread of the review in the path, and answers with
// the thread as it is then.
func (a *API) inThread(ctx context.Context, by ByComment, do func(id string) (reviews.Comment, error)) (*answer[thread], error) {
	is := func(t reviews.Thread) bool { return t.PublicID == by.Part }
	list, err := a.threads(ctx, by.ID)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(list, is) {
		return nil, missing("comment")
	}
	if _, err := do(by.Part); err != nil {
		return nil, err
	}
	if list, err = a.threads(ctx, by.ID); err != nil {
		return nil, err
	}
	t := list[slices.IndexFunc(list, is)]
	return &answer[thread]{etag(int64(1 + len(t.Answers))), showThread(t)}, nil
}

func showComment(c reviews.Comment) comment {
	return comment{ID: c.PublicID, Author: c.Author, Body: c.Body, CreatedAt: utc(c.CreatedAt)}
}

func showThread(t reviews.Thread) thread {
	return thread{comment: showComment(t.Comment), Place: string(t.Place), Part: t.Part, Answers: each(t.Answers, showComment), SettledAt: stamp(t.SettledAt), SettledBy: t.Settler}
}
