package api

import (
	"context"
	"net/http"
	"slices"
	"time"

	reviews "vitrine/models/review"
	"vitrine/models/staff"
)

// action is one thing to do, with one owner.
type action struct {
	ID         string     `json:"id" doc:"Its id." example:"a1c2t3i4o5nn"`
	Body       string     `json:"body" example:"Watch the sign-in page from outside."`
	Kind       string     `json:"kind" enum:"know_sooner,recover_sooner,prevent,investigate,monitoring,automation,documentation" example:"know_sooner"`
	Owner      string     `json:"owner" example:"Lee Tan"`
	OwnerID    int64      `json:"owner_user_id" doc:"The user the owner is, who gets reminders; 0: nobody with an account." example:"4"`
	OnlyIf     string     `json:"only_if" doc:"The condition it hangs on." example:"we can confirm that retries help"`
	Priority   string     `json:"priority" doc:"high, medium, low, or empty." example:"high"`
	Immediate  bool       `json:"immediate" doc:"To be done right away."`
	Parked     bool       `json:"parked" doc:"An idea in the parking lot, not a task."`
	DueOn      *string    `json:"due_on" format:"date" example:"2026-12-01"`
	Ticket     string     `json:"ticket" example:"OPS-1234"`
	TicketURL  string     `json:"ticket_url" example:"https://tracker.example.com/OPS-1234"`
	TicketSaid string     `json:"ticket_state" doc:"What the tracker last said of the ticket." example:"In review"`
	State      string     `json:"state" enum:"open,in_progress,done,dropped" example:"open"`
	Reason     string     `json:"reason" doc:"Why it was dropped; public where it was promised."`
	DoneAt     *time.Time `json:"done_at" nullable:"true"`
	PublicText string     `json:"public_text" doc:"Its wording as a countermeasure; empty: not public." example:"We watch the sign-in page from outside."`
	MadeOf     string     `json:"made_of" doc:"The part of the review it was made from; empty: none." example:"learning/l1e2a3r4n5in"`
	Promised   bool       `json:"promised" doc:"It is a countermeasure of a published postmortem."`
	Position   int64      `json:"position" example:"1"`
	Version    int64      `json:"version" example:"1"`
	CreatedAt  time.Time  `json:"created_at"`
	UpdatedAt  time.Time  `json:"updated_at"`
}

// newAction is an action item to add.
type newAction struct {
	Body       string `json:"body" example:"Watch the sign-in page from outside."`
	Kind       string `json:"kind" enum:"know_sooner,recover_sooner,prevent,investigate,monitoring,automation,documentation" example:"know_sooner"`
	Owner      string `json:"owner,omitempty" doc:"A name, or the name, email or handle of a user." example:"Lee Tan"`
	OnlyIf     string `json:"only_if,omitempty" doc:"The condition it hangs on." example:"we can confirm that retries help"`
	Priority   string `json:"priority,omitempty" enum:"high,medium,low" example:"high"`
	Immediate  bool   `json:"immediate,omitempty" doc:"To be done right away." example:"true"`
	Parked     bool   `json:"parked,omitempty" doc:"An idea for the parking lot." example:"false"`
	DueOn      *date  `json:"due_on,omitempty" example:"2026-12-01"`
	Ticket     string `json:"ticket,omitempty" example:"OPS-1234"`
	TicketURL  string `json:"ticket_url,omitempty" example:"https://tracker.example.com/OPS-1234"`
	State      string `json:"state,omitempty" enum:"open,in_progress,done,dropped" doc:"Open when missing." example:"open"`
	Reason     string `json:"reason,omitempty" doc:"Why it is dropped." example:"Overtaken by the new sign-in."`
	MadeOf     string `json:"made_of,omitempty" doc:"The part of the review it is made from: learning, entry or comment, and its id." example:"learning/l1e2a3r4n5in"`
	PublicText string `json:"public_text,omitempty" doc:"Its wording as a countermeasure; not public without one." example:"We watch the sign-in page from outside."`
}

// actionEdit changes what is given.
type actionEdit struct {
	Body       *string     `json:"body,omitempty" example:"Watch the sign-in page from outside."`
	Kind       *string     `json:"kind,omitempty" enum:"know_sooner,recover_sooner,prevent,investigate,monitoring,automation,documentation" example:"know_sooner"`
	Owner      *string     `json:"owner,omitempty" doc:"A name, or the name, email or handle of a user." example:"Lee Tan"`
	OnlyIf     *string     `json:"only_if,omitempty" doc:"The condition it hangs on." example:"we can confirm that retries help"`
	Priority   *string     `json:"priority,omitempty" doc:"high, medium, low, or empty." example:"high"`
	Immediate  *bool       `json:"immediate,omitempty" example:"true"`
	Parked     *bool       `json:"parked,omitempty" example:"false"`
	DueOn      maybe[date] `json:"due_on,omitempty" doc:"Null: none." example:"2026-12-01"`
	Ticket     *string     `json:"ticket,omitempty" example:"OPS-1234"`
	TicketURL  *string     `json:"ticket_url,omitempty" example:"https://tracker.example.com/OPS-1234"`
	State      *string     `json:"state,omitempty" enum:"open,in_progress,done,dropped" example:"done"`
	Reason     *string     `json:"reason,omitempty" doc:"Why it is dropped." example:"Overtaken by the new sign-in."`
	PublicText *string     `json:"public_text,omitempty" doc:"Empty: not public." example:"We watch the sign-in page from outside."`
	Position   *int64      `json:"position,omitempty" example:"2"`
}

// ByAction names an action item of a review.
type ByAction struct {
	ID   string `path:"id" doc:"The review." example:"r5t6y7u8i9o0"`
	Part string `path:"action_id" doc:"The action item." example:"a1c2t3i4o5nn"`
}

func (a *API) actionRoutes() {
	at := call{path: "/reviews/{id}/actions", tag: "Reviews"}
	handle(a, at.get("list-actions", staff.Viewer, "List the action items of a review",
		"In their order."), a.listActions)
	handle(a, at.post("add-action", staff.Reviewer, "Add an action item",
		"With a public wording it becomes a countermeasure of the external summary."), a.addAction)
	at.path += "/{action_id}"
	handle(a, at.patch("edit-action", staff.Reviewer, "Change an action item",
		"Where it was promised in public, the countermeasure follows its state.").public(), a.editAction)
	handle(a, at.delete("delete-action", staff.Reviewer, "Delete an action item",
		"Refused once it was promised in public: drop it with a reason instead.").fails(http.StatusConflict), a.deleteAction)
}

func (a *API) listActions(ctx context.Context, in *struct {
	ByID
	Window
}) (*paged[action], error) {
	r, err := a.Review.Review(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return whole(a, in.Window, r.Actions, showAction)
}

func (a *API) addAction(ctx context.Context, in *struct {
	ByID
	Body newAction
}) (*made[action], error) {
	b := in.Body
	item, err := a.Review.AddAction(ctx, in.ID, reviews.NewAction{Body: b.Body, Kind: reviews.ActionKind(b.Kind), Owner: b.Owner, OnlyIf: b.OnlyIf,
		Priority: reviews.Weight(b.Priority), Immediate: b.Immediate, Parked: b.Parked, DueOn: b.DueOn.moment(), Ticket: b.Ticket,
		TicketURL: b.TicketURL, State: reviews.ActionState(b.State), Reason: b.Reason, PublicText: b.PublicText, MadeOf: b.MadeOf})
	return &made[action]{ETag: etag(item.Version), Body: showAction(item)}, err
}

func (a *API) editAction(ctx context.Context, in *struct {
	ByAction
	IfMatch
	Body actionEdit
}) (*answer[action], error) {
	if err := a.actionOf(ctx, in.ByAction); err != nil {
		return nil, err
	}
	b := in.Body
	item, err := a.Review.EditAction(ctx, in.Part, reviews.ActionEdit{Body: b.Body, Kind: (*reviews.ActionKind)(b.Kind), Owner: b.Owner, OnlyIf: b.OnlyIf,
		Priority: (*reviews.Weight)(b.Priority), Immediate: b.Immediate, Parked: b.Parked, DueOn: b.DueOn.edit().moment(),
		Ticket: b.Ticket, TicketURL: b.TicketURL, State: (*reviews.ActionState)(b.State), Reason: b.Reason,
		PublicText: b.PublicText, Position: b.Position, Version: in.asked})
	return &answer[action]{etag(item.Version), showAction(item)}, err
}

func (a *API) deleteAction(ctx context.Context, in *struct {
	ByAction
	IfMatch
}) (*nothing, error) {
	if err := a.actionOf(ctx, in.ByAction); err != nil {
		return nil, err
	}
	return nil, a.Review.DeleteAction(ctx, in.Part, in.asked)
}

// actionOf refuses an action item that is not one of the review in the path.
func (a *API) actionOf(ctx context.Context, by ByAction) error {
	r, err := a.Review.Review(ctx, by.ID)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(r.Actions, func(item reviews.Action) bool { return item.PublicID == by.Part }) {
		return missing("action item")
	}
	return nil
}

func showAction(item reviews.Action) action {
	return action{ID: item.PublicID, Body: item.Body, Kind: string(item.Kind), Owner: item.Owner, OwnerID: item.OwnerID, OnlyIf: item.OnlyIf, TicketSaid: item.TicketState, Priority: string(item.Priority),
		Immediate: item.Immediate, Parked: item.Parked, DueOn: dayOf(item.DueOn), Ticket: item.Ticket, TicketURL: item.TicketURL,
		State: string(item.State), Reason: item.Reason, DoneAt: stamp(item.DoneAt), PublicText: item.PublicText,
		MadeOf: item.MadeOf, Promised: item.CountermeasureID != nil, Position: item.Position, Version: item.Version,
		CreatedAt: utc(item.CreatedAt), UpdatedAt: utc(item.UpdatedAt)}
}
