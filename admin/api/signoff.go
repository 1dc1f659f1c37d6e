package api

import (
	"context"
	"strconv"
	"time"

	"vitrine/models/staff"
)

// signOff is somebody who was asked to sign a review.
type signOff struct {
	UserID   string     `json:"user_id" example:"3"`
	Name     string     `json:"name" example:"Ingrid Nyberg"`
	AskedAt  time.Time  `json:"asked_at"`
	SignedAt *time.Time `json:"signed_at" nullable:"true"`
	State    string     `json:"state" enum:"asked,signed,void" doc:"void: they signed an earlier text, which has changed since." example:"signed"`
}

// signOffs are who was asked, and what a signature would be for.
type signOffs struct {
	Digest string    `json:"digest" doc:"Of the content as it is: what a signature is for." example:"9f86d081884c7d65"`
	Items  []signOff `json:"items" nullable:"false"`
}

// signOffOrder asks somebody to sign.
type signOffOrder struct {
	UserID string `json:"user_id" example:"3"`
}

// signature signs what was read.
type signature struct {
	Digest string `json:"digest" doc:"Of the content that was read, from the list of signatures." example:"9f86d081884c7d65"`
}

func (a *API) signOffRoutes() {
	at := call{path: "/reviews/{id}/signoffs", tag: "Reviews"}
	handle(a, at.get("list-signoffs", staff.Viewer, "List who signs a review",
		"A signature is for the exact content; it is void when somebody changes it."), a.listSignOffs)
	handle(a, at.deed("ask-signoff", staff.Reviewer, "Ask for a signature",
		"Asking twice is no error."), a.askSignOff)
	handle(a, call{path: at.path + "/{user_id}", tag: "Reviews"}.delete("unask-signoff", staff.Reviewer, "Take somebody off the list",
		"Their signature goes with them."), a.unaskSignOff)
	at.path = "/reviews/{id}/sign"
	handle(a, at.deed("sign-review", staff.Responder, "Sign a review",
		"In the name of the token's user, who must have been asked."), a.signReview)
}

// signed answers with the signatures of a review.
func (a *API) signed(ctx context.Context, id string) (*answer[signOffs], error) {
	r, err := a.Review.Review(ctx, id)
	if err != nil {
		return nil, err
	}
	list, err := a.Review.SignOffs(ctx, r)
	out := signOffs{Digest: r.Digest(), Items: []signOff{}}
	for _, o := range list {
		state := "asked"
		if o.Stands(r) {
			state = "signed"
		} else if o.Void(r) {
			state = "void"
		}
		out.Items = append(out.Items, signOff{UserID: strconv.FormatInt(o.UserID, 10), Name: o.Name, AskedAt: utc(o.AskedAt), SignedAt: stamp(o.SignedAt), State: state})
	}
	return &answer[signOffs]{etag(r.Version), out}, err
}

func (a *API) listSignOffs(ctx context.Context, in *ByID) (*answer[signOffs], error) {
	return a.signed(ctx, in.ID)
}

func (a *API) askSignOff(ctx context.Context, in *struct {
	ByID
	Body signOffOrder
}) (*answer[signOffs], error) {
	user, _ := strconv.ParseInt(in.Body.UserID, 10, 64) // what is no number is nobody
	if err := a.Review.AskSignOff(ctx, in.ID, user); err != nil {
		return nil, err
	}
	return a.signed(ctx, in.ID)
}

func (a *API) unaskSignOff(ctx context.Context, in *struct {
	ID   string `path:"id" doc:"The review." example:"r5t6y7u8i9o0"`
	User string `path:"user_id" doc:"The user." example:"3"`
}) (*nothing, error) {
	user, err := strconv.ParseInt(in.User, 10, 64)
	if err != nil {
		return nil, missing("user")
	}
	return nil, a.Review.UnaskSignOff(ctx, in.ID, user)
}

func (a *API) signReview(ctx context.Context, in *struct {
	ByID
	Body signature
}) (*answer[signOffs], error) {
	if err := a.Review.SignReview(ctx, in.ID, in.Body.Digest); err != nil {
		return nil, err
	}
	return a.signed(ctx, in.ID)
}
