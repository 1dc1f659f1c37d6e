package api

import (
	"context"
	"slices"
	"time"

	reviews "vitrine/models/review"
	"vitrine/models/staff"
)

// learning is something that somebody did not know before.
type learning struct {
	ID        string    `json:"id" doc:"Its id." example:"l1e2a3r4n5ed"`
	Body      string    `json:"body" example:"Support hears of trouble before monitoring does."`
	Position  int64     `json:"position" doc:"Its place in the list." example:"1"`
	Version   int64     `json:"version" example:"1"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

// newLearning adds a learning at the end of the list.
type newLearning struct {
	Body string `json:"body" doc:"Markdown." example:"Support hears of trouble before monitoring does."`
}

// learningEdit changes what is given.
type learningEdit struct {
	Body     *string `json:"body,omitempty" doc:"Markdown." example:"Support hears of trouble before monitoring does."`
	Position *int64  `json:"position,omitempty" doc:"Its place in the list." example:"2"`
}

// ByLearning names a learning of a review.
type ByLearning struct {
	ID   string `path:"id" doc:"The review." example:"r5t6y7u8i9o0"`
	Part string `path:"learning_id" doc:"The learning." example:"l1e2a3r4n5ed"`
}

func (a *API) learningRoutes() {
	at := call{path: "/reviews/{id}/learnings", tag: "Reviews"}
	handle(a, at.get("list-learnings", staff.Viewer, "List the learnings of a review",
		"In their order."), a.listLearnings)
	handle(a, at.post("add-learning", staff.Reviewer, "Add a learning",
		"Something that at least one person did not know before."), a.addLearning)
	at.path += "/{learning_id}"
	handle(a, at.patch("edit-learning", staff.Reviewer, "Change a learning",
		"Its words or its place."), a.editLearning)
	handle(a, at.delete("delete-learning", staff.Reviewer, "Delete a learning",
		"An If-Match header with its version refuses it when somebody else changed it."), a.deleteLearning)
}

func (a *API) listLearnings(ctx context.Context, in *struct {
	ByID
	Window
}) (*paged[learning], error) {
	r, err := a.Review.Review(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return whole(a, in.Window, r.Learnings, showLearning)
}

func (a *API) addLearning(ctx context.Context, in *struct {
	ByID
	Body newLearning
}) (*made[learning], error) {
	p, err := a.Review.AddLearning(ctx, in.ID, in.Body.Body)
	return &made[learning]{ETag: etag(p.Version), Body: showLearning(p)}, err
}

func (a *API) editLearning(ctx context.Context, in *struct {
	ByLearning
	IfMatch
	Body learningEdit
}) (*answer[learning], error) {
	if err := a.learningOf(ctx, in.ByLearning); err != nil {
		return nil, err
	}
	p, err := a.Review.EditLearning(ctx, in.Part, reviews.PointEdit{Body: in.Body.Body, Position: in.Body.Position, Version: in.asked})
	return &answer[learning]{etag(p.Version), showLearning(p)}, err
}

func (a *API) deleteLearning(ctx context.Context, in *struct {
	ByLearning
	IfMatch
}) (*nothing, error) {
	if err := a.learningOf(ctx, in.ByLearning); err != nil {
		return nil, err
	}
	return nil, a.Review.DeleteLearning(ctx, in.Part, in.asked)
}

// learningOf refuses a learning that is not one of the review in the path.
func (a *API) learningOf(ctx context.Context, by ByLearning) error {
	r, err := a.Review.Review(ctx, by.ID)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(r.Learnings, func(p reviews.Learning) bool { return p.PublicID == by.Part }) {
		return missing("learning")
	}
	return nil
}

func showLearning(p reviews.Learning) learning {
	return learning{ID: p.PublicID, Body: p.Body, Position: p.Position, Version: p.Version, CreatedAt: utc(p.CreatedAt), UpdatedAt: utc(p.UpdatedAt)}
}
