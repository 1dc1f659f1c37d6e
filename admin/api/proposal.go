package api

import (
	"context"
	"time"

	"vitrine/models/desk"
	"vitrine/models/staff"
)

// proposal is an incident that alerts propose.
type proposal struct {
	ID        string    `json:"id" doc:"To open an incident from it, or to dismiss it." example:"d9s8a7f6g5hj"`
	Component string    `json:"component" doc:"Id; empty when the alerts name none." example:"p0d4n7c2w6zz"`
	Since     time.Time `json:"since" doc:"When the first of its alerts began."`
	Firing    int       `json:"firing" doc:"How many of its alerts fire." example:"1"`
	Alerts    []alert   `json:"alerts" nullable:"false" doc:"The earliest first. Their words are inside."`
}

func (a *API) proposalRoutes() {
	at := call{path: "/alerts/proposals", tag: "Alerts"}
	handle(a, at.get("list-proposals", staff.Viewer, "List the incidents that alerts propose",
		"The newest first. Name one as proposal when you open its incident: its alerts then belong to that."), a.listProposals)
	at.path += "/{id}/dismiss"
	handle(a, at.deed("dismiss-proposal", staff.Responder, "Dismiss what alerts propose",
		"No incident is opened for these alerts; they stay in the list of alerts."), a.dismissProposal)
}

func (a *API) listProposals(ctx context.Context, in *Window) (*paged[proposal], error) {
	drafts, err := a.Desk.IncidentDrafts(ctx)
	if err != nil {
		return nil, err
	}
	n, err := a.names(ctx)
	if err != nil {
		return nil, err
	}
	return whole(a, *in, drafts, n.proposal)
}

func (a *API) dismissProposal(ctx context.Context, in *ByID) (*struct{ Body proposal }, error) {
	n, err := a.names(ctx) // before the deed: after it nothing may fail
	if err != nil {
		return nil, err
	}
	d, err := a.Desk.IncidentDraft(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return &struct{ Body proposal }{n.proposal(d)}, a.Desk.DismissDraft(ctx, in.ID)
}

func (n names) proposal(d desk.IncidentDraft) proposal {
	out := proposal{ID: d.PublicID, Since: utc(d.Since()), Firing: d.Firing(), Alerts: each(d.Alerts, n.alert)}
	if d.ComponentID != nil {
		out.Component = n.components[*d.ComponentID].PublicID
	}
	return out
}
