package api

import (
	"context"
	"time"

	reviews "vitrine/models/review"
	"vitrine/models/staff"
)

// due is a review or a postmortem that somebody waits for.
type due struct {
	Kind       string `json:"kind" enum:"review,postmortem,full_report" example:"review"`
	Title      string `json:"title" doc:"Of the review, or of the incident." example:"Sign-in fails"`
	ReviewID   string `json:"review_id" doc:"Empty: none was started." example:"r5t6y7u8i9o0"`
	IncidentID string `json:"incident_id" doc:"Empty: a review without an incident." example:"k3v9x2m8q1ab"`
	Slug       string `json:"slug" doc:"Of the preliminary postmortem that a full report follows." example:"sign-in-failed-for-20-minutes"`
	Day        string `json:"due_on" format:"date" example:"2026-11-23"`
	Overdue    bool   `json:"overdue" doc:"That day is over, in the site's zone."`
}

func (a *API) dueRoutes() {
	handle(a, call{path: "/due", tag: "Reviews"}.get("list-due", staff.Viewer, "List what is due",
		"Reviews, postmortems and full reports that are asked for, the soonest first."), a.listDue)
}

func (a *API) listDue(ctx context.Context, in *Window) (*paged[due], error) {
	all, err := a.Review.Due(ctx)
	if err != nil {
		return nil, err
	}
	page, _ := reviews.DueAfter(all, in.after, in.Limit+1)
	return turn(a, *in, page, reviews.Due.Cursor, showDue), nil
}

func showDue(d reviews.Due) due {
	return due{Kind: d.Kind, Title: d.Title, ReviewID: d.ReviewID, IncidentID: d.IncidentID, Slug: d.Slug, Day: d.Day.Format(time.DateOnly), Overdue: d.Overdue}
}
