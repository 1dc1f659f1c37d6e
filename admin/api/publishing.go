package api

import (
	"context"
	"net/http"

	reviews "vitrine/models/review"
	"vitrine/models/staff"
)

// returned sends an external summary back.
type returned struct {
	Note string `json:"note" doc:"Why, for its authors." example:"Say in plain words what customers saw."`
}

// publishOrder says how to publish.
type publishOrder struct {
	Notify bool   `json:"notify,omitempty" doc:"Mail the full text to subscribers." example:"true"`
	Note   string `json:"note,omitempty" doc:"What changed since the last revision, for the public." example:"Corrected the time of recovery."`
	FullBy *date  `json:"full_report_by,omitempty" doc:"This is preliminary; the full report is promised for this day." example:"2026-12-04"`
}

// withdrawal takes something published back.
type withdrawal struct {
	Revision int64  `json:"revision,omitempty" minimum:"0" doc:"The revision; all of them when missing." example:"1"`
	Note     string `json:"note" doc:"Why, for the public." example:"This revision held a wrong figure."`
}

func (a *API) publishingRoutes() {
	at := func(deed string) call { return call{path: "/postmortems/{id}/" + deed, tag: "Postmortems"} }
	handle(a, at("submit").deed("submit-postmortem", staff.Reviewer, "Submit the external summary",
		"Hands it to an approver. 409 with the finds while one is not settled.").fails(http.StatusPreconditionFailed), a.submit)
	handle(a, at("approve").deed("approve-postmortem", staff.Approver, "Approve the external summary",
		"Signs exactly the text as it stands; send If-Match with the version that was read. Who wrote or submitted it is refused (403).").
		fails(http.StatusPreconditionFailed), a.approve)
	handle(a, at("return").deed("return-postmortem", staff.Approver, "Send the external summary back",
		"To its authors, with a note."), a.giveBack)
	handle(a, at("publish").deed("publish-postmortem", staff.Approver, "Publish the external summary",
		"Copies exactly the approved text into a new revision on the page and in the feeds, and with notify into everybody's mailbox. 409 with the finds while one is not settled.").
		public(), a.publishPostmortem)
	handle(a, at("withdraw").deed("withdraw-postmortem", staff.Approver, "Withdraw what was published",
		"One revision, or all. Page and feeds follow at once; mail that is out cannot be called back.").public(), a.withdraw)
}

func (a *API) submit(ctx context.Context, in *struct {
	ByID
	IfMatch
}) (*answer[postmortem], error) {
	d, err := a.Review.Submit(ctx, in.ID, in.asked)
	return a.answerPostmortem(ctx, d, err)
}

func (a *API) approve(ctx context.Context, in *struct {
	ByID
	IfMatch
}) (*answer[postmortem], error) {
	d, err := a.Review.Approve(ctx, in.ID, in.asked)
	return a.answerPostmortem(ctx, d, err)
}

func (a *API) giveBack(ctx context.Context, in *struct {
	ByID
	Body returned
}) (*answer[postmortem], error) {
	d, err := a.Review.Return(ctx, in.ID, in.Body.Note)
	return a.answerPostmortem(ctx, d, err)
}

func (a *API) publishPostmortem(ctx context.Context, in *struct {
	ByID
	Body *publishOrder `required:"false"`
}) (*answer[postmortem], error) {
	var order reviews.PublishOrder
	if in.Body != nil {
		order = reviews.PublishOrder{Notify: in.Body.Notify, Note: in.Body.Note, FullBy: in.Body.FullBy.moment()}
	}
	if _, err := a.Review.Publish(ctx, in.ID, order); err != nil {
		return nil, err
	}
	return a.showPostmortem(ctx, &in.ByID)
}

func (a *API) withdraw(ctx context.Context, in *struct {
	ByID
	Body withdrawal
}) (*answer[postmortem], error) {
	if _, err := a.Review.Withdraw(ctx, in.ID, in.Body.Revision, in.Body.Note); err != nil {
		return nil, err
	}
	return a.showPostmortem(ctx, &in.ByID)
}
