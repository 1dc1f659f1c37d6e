package api

import (
	"context"
	"slices"
	"time"

	reviews "vitrine/models/review"
	"vitrine/models/staff"
)

// factor is one of several things that contributed.
type factor struct {
	ID            string    `json:"id" doc:"Its id." example:"f1a2c3t4o5rs"`
	Body          string    `json:"body" example:"Nothing watched the sign-in page from outside."`
	ContributedTo string    `json:"contributed_to" doc:"problem, recovery, or empty: not said." example:"problem"`
	Influence     string    `json:"influence" doc:"helpful, harmful, or empty: not said." example:"harmful"`
	Unconfirmed   bool      `json:"unconfirmed" doc:"It is thought, not known." example:"false"`
	Position      int64     `json:"position" doc:"Its place in the list." example:"1"`
	Version       int64     `json:"version" example:"1"`
	CreatedAt     time.Time `json:"created_at"`
	UpdatedAt     time.Time `json:"updated_at"`
}

// newFactor adds a factor at the end of the list.
type newFactor struct {
	Body          string `json:"body" doc:"Markdown." example:"Nothing watched the sign-in page from outside."`
	ContributedTo string `json:"contributed_to,omitempty" doc:"problem, recovery, or empty: not said." example:"problem"`
	Influence     string `json:"influence,omitempty" doc:"helpful, harmful, or empty: not said." example:"harmful"`
	Unconfirmed   bool   `json:"unconfirmed,omitempty" doc:"It is thought, not known." example:"false"`
}

// factorEdit changes what is given.
type factorEdit struct {
	Body          *string `json:"body,omitempty" doc:"Markdown." example:"Nothing watched the sign-in page from outside."`
	ContributedTo *string `json:"contributed_to,omitempty" doc:"problem, recovery, or empty: not said." example:"recovery"`
	Influence     *string `json:"influence,omitempty" doc:"helpful, harmful, or empty: not said." example:"helpful"`
	Unconfirmed   *bool   `json:"unconfirmed,omitempty" doc:"It is thought, not known." example:"true"`
	Position      *int64  `json:"position,omitempty" doc:"Its place in the list." example:"2"`
}

// ByFactor names a factor of a review.
type ByFactor struct {
	ID   string `path:"id" doc:"The review." example:"r5t6y7u8i9o0"`
	Part string `path:"factor_id" doc:"The factor." example:"f1a2c3t4o5rs"`
}

func (a *API) factorRoutes() {
	at := call{path: "/reviews/{id}/factors", tag: "Reviews"}
	handle(a, at.get("list-factors", staff.Viewer, "List the factors of a review",
		"In their order."), a.listFactors)
	handle(a, at.post("add-factor", staff.Reviewer, "Add a factor",
		"One of several things that contributed, to the trouble or to its end. There is never a single one, and it is never a person."), a.addFactor)
	at.path += "/{factor_id}"
	handle(a, at.patch("edit-factor", staff.Reviewer, "Change a factor",
		"Its words, what it contributed to, or its place."), a.editFactor)
	handle(a, at.delete("delete-factor", staff.Reviewer, "Delete a factor",
		"An If-Match header with its version refuses it when somebody else changed it."), a.deleteFactor)
}

func (a *API) listFactors(ctx context.Context, in *struct {
	ByID
	Window
}) (*paged[factor], error) {
	r, err := a.Review.Review(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return whole(a, in.Window, r.Factors, showFactor)
}

func (a *API) addFactor(ctx context.Context, in *struct {
	ByID
	Body newFactor
}) (*made[factor], error) {
	b := in.Body
	p, err := a.Review.WriteFactor(ctx, in.ID, reviews.NewFactor{Body: b.Body, ContributedTo: reviews.Part(b.ContributedTo), Influence: reviews.Influence(b.Influence), Unconfirmed: b.Unconfirmed})
	return &made[factor]{ETag: etag(p.Version), Body: showFactor(p)}, err
}

func (a *API) editFactor(ctx context.Context, in *struct {
	ByFactor
	IfMatch
	Body factorEdit
}) (*answer[factor], error) {
	if err := a.factorOf(ctx, in.ByFactor); err != nil {
		return nil, err
	}
	b := in.Body
	p, err := a.Review.EditFactor(ctx, in.Part, reviews.PointEdit{Body: b.Body, Position: b.Position, ContributedTo: (*reviews.Part)(b.ContributedTo),
		Influence: (*reviews.Influence)(b.Influence), Unconfirmed: b.Unconfirmed, Version: in.asked})
	return &answer[factor]{etag(p.Version), showFactor(p)}, err
}

func (a *API) deleteFactor(ctx context.Context, in *struct {
	ByFactor
	IfMatch
}) (*nothing, error) {
	if err := a.factorOf(ctx, in.ByFactor); err != nil {
		return nil, err
	}
	return nil, a.Review.DeleteFactor(ctx, in.Part, in.asked)
}

// factorOf refuses a factor that is not one of the review in the path.
func (a *API) factorOf(ctx context.Context, by ByFactor) error {
	r, err := a.Review.Review(ctx, by.ID)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(r.Factors, func(p reviews.Factor) bool { return p.PublicID == by.Part }) {
		return missing("factor")
	}
	return nil
}

func showFactor(p reviews.Factor) factor {
	return factor{ID: p.PublicID, Body: p.Body, ContributedTo: string(p.ContributedTo), Influence: string(p.Influence), Unconfirmed: p.Unconfirmed, Position: p.Position, Version: p.Version, CreatedAt: utc(p.CreatedAt), UpdatedAt: utc(p.UpdatedAt)}
}
