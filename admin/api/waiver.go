package api

import (
	"cmp"
	"context"
	"slices"
	"time"

	"vitrine/models"
	reviews "vitrine/models/review"
	"vitrine/models/staff"
)

// waiver is somebody's word that an incident needs no review or no postmortem.
type waiver struct {
	Noun      string    `json:"noun" enum:"review,postmortem" doc:"What is not needed." example:"postmortem"`
	Reason    string    `json:"reason" doc:"Why; inside, never public." example:"One customer felt it, and has the full story from us."`
	By        string    `json:"by" doc:"Who said so." example:"Mina Sorel"`
	CreatedAt time.Time `json:"created_at"`
}

// askedFor is something an incident asks for.
type askedFor struct {
	Noun    string `json:"noun" enum:"review,postmortem" example:"review"`
	Day     string `json:"day" doc:"The day it is due." example:"2026-11-23"`
	Overdue bool   `json:"overdue" example:"false"`
}

// aftermath is what an incident asks for, and what it need not.
type aftermath struct {
	Asks   []askedFor `json:"asks" nullable:"false" doc:"What is due."`
	Waived []waiver   `json:"waived" nullable:"false" doc:"What somebody said is not needed."`
}

// waiverOrder says that something is not needed.
type waiverOrder struct {
	Noun   string `json:"noun" enum:"review,postmortem" doc:"What is not needed." example:"postmortem"`
	Reason string `json:"reason" doc:"Why; inside, never public." example:"One customer felt it, and has the full story from us."`
}

func (a *API) waiverRoutes() {
	at := call{path: "/incidents/{id}/waivers", tag: "Incidents"}
	handle(a, at.get("get-waivers", staff.Viewer, "Show what an incident asks for",
		"A review or a postmortem that is due, and what somebody said is not needed, with the reason."), a.showWaivers)
	handle(a, at.deed("waive", staff.Reviewer, "Say that no review or postmortem is needed",
		"It is asked for no more. A postmortem that was promised in public must be taken back there first: clear postmortem_expected_by of the incident and post an update that says so."), a.waive)
	at.path += "/{noun}"
	handle(a, at.delete("unwaive", staff.Reviewer, "Take such a word back",
		"What is not there yet is asked for again."), a.unwaive)
}

// aftermathOf is what an incident asks for, and what was said that it need not.
func (a *API) aftermathOf(ctx context.Context, id string) ([]reviews.Due, []reviews.Waiver, error) {
	i, err := a.Site.Incident(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	return a.Review.DueOf(ctx, []models.Incident{i})
}

func showAftermath(dues []reviews.Due, given []reviews.Waiver) *struct{ Body aftermath } {
	return &struct{ Body aftermath }{aftermath{
		Asks:   each(dues, func(d reviews.Due) askedFor { return askedFor{d.Kind, d.Day.Format(time.DateOnly), d.Overdue} }),
		Waived: each(given, func(w reviews.Waiver) waiver { return waiver{string(w.Noun), w.Reason, w.By, utc(w.CreatedAt)} }),
	}}
}

func (a *API) showWaivers(ctx context.Context, in *ByID) (*struct{ Body aftermath }, error) {
	dues, given, err := a.aftermathOf(ctx, in.ID)
	return showAftermath(dues, given), err
}

func (a *API) waive(ctx context.Context, in *struct {
	ByID
	Body waiverOrder
}) (*struct{ Body aftermath }, error) {
	dues, given, err := a.aftermathOf(ctx, in.ID) // before the deed: after it nothing may fail
	if err != nil {
		return nil, err
	}
	w, err := a.Review.Waive(ctx, in.ID, reviews.WaiverNoun(in.Body.Noun), in.Body.Reason)
	if err != nil {
		return nil, err
	}
	dues = slices.DeleteFunc(dues, func(d reviews.Due) bool { return d.Kind == string(w.Noun) })
	given = append(given, w)
	slices.SortFunc(given, func(a, b reviews.Waiver) int { return cmp.Compare(b.Noun, a.Noun) }) // as they are listed
	return showAftermath(dues, given), nil
}

func (a *API) unwaive(ctx context.Context, in *struct {
	ID   string `path:"id" doc:"The incident." example:"k3v9x2m8q1ab"`
	Noun string `path:"noun" enum:"review,postmortem" doc:"What is needed after all." example:"postmortem"`
}) (*nothing, error) {
	return nil, a.Review.Unwaive(ctx, in.ID, reviews.WaiverNoun(in.Noun))
}
