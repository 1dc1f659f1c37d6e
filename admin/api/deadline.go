package api

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	reviews "vitrine/models/review"
	"vitrine/models/staff"
)

// deadlines are the rules of what is due when.
type deadlines struct {
	Severities []int64  `json:"severities" nullable:"false" doc:"Severities of incidents that need a review." example:"[1,2]"`
	ReviewDays int64    `json:"review_days" doc:"Working days from recovery until the review is due." example:"1"`
	PublicDays int64    `json:"public_days" doc:"Days from recovery until the postmortem is due." example:"7"`
	Weekend    []string `json:"weekend" nullable:"false" doc:"Days of the week without work." example:"saturday"`
	Holidays   []string `json:"holidays" nullable:"false" doc:"Further days without work, each with its name if it has one." example:"2026-12-25 Christmas Day"`
	Version    int64    `json:"version" example:"1"`
}

// deadlinesEdit changes what is given.
type deadlinesEdit struct {
	Severities *[]int64  `json:"severities,omitempty" example:"[1,2]"`
	ReviewDays *int64    `json:"review_days,omitempty" minimum:"1" maximum:"30" example:"1"`
	PublicDays *int64    `json:"public_days,omitempty" minimum:"1" maximum:"90" example:"7"`
	Weekend    *[]string `json:"weekend,omitempty" example:"saturday"`
	Holidays   *[]string `json:"holidays,omitempty" example:"2026-12-25 Christmas Day"`
}

func (a *API) deadlineRoutes() {
	at := call{path: "/deadlines", tag: "Reviews"}
	handle(a, at.get("get-deadlines", staff.Viewer, "Show the rules of what is due when",
		"Days are days of the site's zone."), a.showDeadlines)
	handle(a, at.patch("edit-deadlines", staff.Admin, "Change the rules of what is due when",
		"Days that were set for a review by hand stay.").fails(http.StatusConflict), a.editDeadlines)
}

func (a *API) showDeadlines(ctx context.Context, _ *struct{}) (*answer[deadlines], error) {
	d, err := a.Review.Deadlines(ctx)
	return &answer[deadlines]{etag(d.Version), showDeadlines(d)}, err
}

func (a *API) editDeadlines(ctx context.Context, in *struct {
	IfMatch
	Body deadlinesEdit
}) (*answer[deadlines], error) {
	b := in.Body
	e := reviews.DeadlinesEdit{ReviewDays: b.ReviewDays, PublicDays: b.PublicDays, Version: in.asked}
	if b.Severities != nil {
		var names []string
		for _, n := range *b.Severities {
			names = append(names, strconv.FormatInt(n, 10))
		}
		e.Severities = new(strings.Join(names, ","))
	}
	if b.Weekend != nil {
		e.Weekend = new(strings.Join(*b.Weekend, ","))
	}
	if b.Holidays != nil {
		e.Holidays = new(strings.Join(*b.Holidays, "\n"))
	}
	d, err := a.Review.EditDeadlines(ctx, e)
	return &answer[deadlines]{etag(d.Version), showDeadlines(d)}, err
}

func showDeadlines(d reviews.Deadlines) deadlines {
	some := func(text, by string) []string {
		return slices.DeleteFunc(strings.Split(text, by), func(s string) bool { return s == "" })
	}
	out := deadlines{Severities: []int64{}, ReviewDays: d.ReviewDays, PublicDays: d.PublicDays, Weekend: some(d.Weekend, ","), Holidays: some(d.Holidays, "\n"), Version: d.Version}
	for _, name := range some(d.Severities, ",") {
		n, _ := strconv.ParseInt(name, 10, 64) // the store keeps nothing else
		out.Severities = append(out.Severities, n)
	}
	return out
}
