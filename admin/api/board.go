package api

import (
	"context"

	reviews "vitrine/models/review"
	"vitrine/models/staff"
	"vitrine/views/console"
)

// boardItem is an action item on the board over all reviews.
type boardItem struct {
	action
	Review      string `json:"review_id" doc:"The review it belongs to." example:"r5t6y7u8i9o0"`
	ReviewTitle string `json:"review_title" example:"Sign-in failed for 20 minutes"`
	Overdue     bool   `json:"overdue" doc:"It should have been done before today, in the site's zone."`
}

// boardList chooses action items.
type boardList struct {
	Window
	Owner     string `query:"owner" doc:"Only those of this owner, by name; - for those of nobody." example:"Lee Tan"`
	Kind      string `query:"kind" enum:"know_sooner,recover_sooner,prevent,investigate,monitoring,automation,documentation" doc:"Only this kind." example:"monitoring"`
	State     string `query:"state" enum:"open,in_progress,done,dropped,parked,all" doc:"Only this state; what is still to be done when missing." example:"open"`
	Component string `query:"component" doc:"Only of reviews whose incidents touched this component." example:"p0d4n7c2w6zz"`
	Review    string `query:"review" doc:"Only of this review." example:"r5t6y7u8i9o0"`
	Due       string `query:"due" enum:"overdue,week" doc:"Only overdue ones, or those due within seven days." example:"overdue"`
}

// agendaBody is the agenda of the week.
type agendaBody struct {
	Day      string `json:"day" format:"date" doc:"The site's day." example:"2026-11-23"`
	Markdown string `json:"markdown" doc:"The agenda as Markdown, with links into the console."`
}

func (a *API) boardRoutes() {
	handle(a, call{path: "/actions", tag: "Reviews"}.get("list-all-actions", staff.Viewer, "List the action items of all reviews",
		"What is overdue first, then by day; those without a day last."), a.listBoard)
	handle(a, call{path: "/agenda", tag: "Reviews"}.get("get-agenda", staff.Viewer, "Show the agenda of the week",
		"Open reviews, what was learnt, and action items that are due."), a.showAgenda)
}

func (a *API) listBoard(ctx context.Context, in *boardList) (*paged[boardItem], error) {
	items, err := a.Review.Board(ctx, reviews.BoardQuery{Owner: in.Owner, Kind: reviews.ActionKind(in.Kind), State: in.State, Component: in.Component,
		Review: in.Review, Due: in.Due, After: in.after, Limit: in.Limit + 1})
	if err != nil {
		return nil, err
	}
	return turn(a, in.Window, items, reviews.BoardItem.Cursor, func(b reviews.BoardItem) boardItem {
		return boardItem{showAction(b.Action), b.ReviewPublicID, b.ReviewTitle, b.Overdue}
	}), nil
}

func (a *API) showAgenda(ctx context.Context, _ *struct{}) (*struct{ Body agendaBody }, error) {
	agenda, err := a.Review.Agenda(ctx)
	if err != nil {
		return nil, err
	}
	set, err := a.Site.Settings(ctx)
	return &struct{ Body agendaBody }{agendaBody{agenda.Day.Format("2006-01-02"), console.AgendaText(agenda, a.AdminURL, console.WordsOf(set))}}, err
}
