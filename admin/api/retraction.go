package api

import (
	"context"
	"net/http"
	"time"

	"vitrine/models"
	"vitrine/models/staff"
)

// retraction is what those are told who received a text that was withdrawn.
type retraction struct {
	ID        string    `json:"id" example:"r1e2t3r4a5ct"`
	Revision  int64     `json:"revision" doc:"The revision that was withdrawn; 0: all of them." example:"0"`
	Body      string    `json:"body" doc:"Markdown, as it was mailed."`
	CreatedAt time.Time `json:"created_at"`
}

// newRetraction tells those who received a text that was withdrawn.
type newRetraction struct {
	Revision int64  `json:"revision,omitempty" minimum:"0" doc:"The revision that was withdrawn; all of them when missing." example:"1"`
	Body     string `json:"body" doc:"Markdown. Do not repeat what leaked." example:"We have withdrawn the text that we sent you: it named a customer. There is nothing for you to do."`
}

// retractions are what the readers of a postmortem were told.
type retractions struct {
	Items    []retraction `json:"items" nullable:"false" doc:"The newest first."`
	Received int64        `json:"received" doc:"How many received any of it by mail and can be told." example:"1204"`
}

func (a *API) retractionRoutes() {
	at := call{path: "/postmortems/{id}/retractions", tag: "Postmortems"}
	handle(a, at.get("list-retractions", staff.Viewer, "List what the readers of a withdrawn text were told",
		"With the number of those who received any of it by mail."), a.listRetractions)
	handle(a, at.deed("retract-postmortem", staff.Approver, "Tell those who received what was withdrawn",
		"Mails the text to exactly those who received it, in the same conversation. 409 while the text is still public.").
		public().fails(http.StatusConflict), a.retract)
}

func (a *API) listRetractions(ctx context.Context, in *ByID) (*struct{ Body retractions }, error) {
	d, err := a.Review.Draft(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	out := retractions{Items: []retraction{}}
	if d.PostmortemID == nil {
		return &struct{ Body retractions }{out}, nil
	}
	list, err := a.Site.Retractions(ctx, *d.PostmortemID)
	if err != nil {
		return nil, err
	}
	out.Items = each(list, showRetraction)
	out.Received, err = a.Audience.Received(ctx, *d.PostmortemID, 0)
	return &struct{ Body retractions }{out}, err
}

func (a *API) retract(ctx context.Context, in *struct {
	ByID
	Body newRetraction
}) (*struct{ Body retraction }, error) {
	r, err := a.Review.Retract(ctx, in.ID, in.Body.Revision, in.Body.Body)
	return &struct{ Body retraction }{showRetraction(r)}, err
}

func showRetraction(r models.Retraction) retraction {
	return retraction{ID: r.PublicID, Revision: r.Revision, Body: r.Body, CreatedAt: utc(r.CreatedAt)}
}
