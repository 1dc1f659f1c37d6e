package api

import (
	"context"
	"time"

	reviews "vitrine/models/review"
	"vitrine/models/staff"
)

// impactInterval is a stretch of time in which customers felt something.
type impactInterval struct {
	ID       string     `json:"id" example:"i1n2t3e4r5va"`
	StartsAt time.Time  `json:"starts_at"`
	EndsAt   *time.Time `json:"ends_at" nullable:"true" doc:"Null while it goes on."`
	Counted  bool       `json:"counted" doc:"It belongs to the stated duration."`
	Note     string     `json:"note" example:"Sign-in failed for most."`
	Seconds  *int64     `json:"seconds" nullable:"true" doc:"How long it lasted, between its times as they are shown."`
	Version  int64      `json:"version" example:"1"`
}

// newImpactInterval is a stretch to add.
type newImpactInterval struct {
	StartsAt time.Time  `json:"starts_at" example:"2026-03-04T20:18:00Z"`
	EndsAt   *time.Time `json:"ends_at,omitempty" example:"2026-03-04T20:43:00Z"`
	Counted  *bool      `json:"counted,omitempty" doc:"True when missing." example:"true"`
	Note     string     `json:"note,omitempty" example:"Sign-in failed for most."`
}

// impactIntervalEdit changes what is given; an ends_at of null says that it goes
// on.
type impactIntervalEdit struct {
	StartsAt *time.Time       `json:"starts_at,omitempty" example:"2026-03-04T20:18:00Z"`
	EndsAt   maybe[time.Time] `json:"ends_at,omitempty" example:"2026-03-04T20:43:00Z"`
	Counted  *bool            `json:"counted,omitempty" example:"true"`
	Note     *string          `json:"note,omitempty" example:"Sign-in failed for most."`
}

// ByInterval names a stretch of a review.
type ByInterval struct {
	ID         string `path:"id" doc:"The review." example:"r5t6y7u8i9o0"`
	IntervalID string `path:"interval_id" doc:"The stretch." example:"i1n2t3e4r5va"`
}

func (a *API) impactRoutes() {
	at := call{path: "/reviews/{id}/impact-intervals", tag: "Reviews"}
	handle(a, at.get("list-impact-intervals", staff.Viewer, "List the stretches of impact", "By their start."), a.listIntervals)
	handle(a, at.post("add-impact-interval", staff.Reviewer, "Add a stretch of impact",
		"Durations are measured from the counted ones, and the postmortem starts from them."), a.addInterval)
	at.path += "/{interval_id}"
	handle(a, at.patch("edit-impact-interval", staff.Reviewer, "Change a stretch of impact", "A change of the duration brings a draft back to drafting."), a.editInterval)
	handle(a, at.delete("delete-impact-interval", staff.Reviewer, "Delete a stretch of impact", "An If-Match header with its version refuses it when somebody else changed it."), a.deleteInterval)
}

func (a *API) listIntervals(ctx context.Context, in *struct {
	ByID
	Window
}) (*paged[impactInterval], error) {
	r, err := a.Review.Review(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return whole(a, in.Window, r.Intervals, showInterval)
}

func (a *API) addInterval(ctx context.Context, in *struct {
	ByID
	Body newImpactInterval
}) (*made[impactInterval], error) {
	b := in.Body
	i, err := a.Review.AddInterval(ctx, in.ID, reviews.NewInterval{StartsAt: b.StartsAt, EndsAt: b.EndsAt, Counted: b.Counted == nil || *b.Counted, Note: b.Note})
	return &made[impactInterval]{ETag: etag(i.Version), Body: showInterval(i)}, err
}

func (a *API) editInterval(ctx context.Context, in *struct {
	ByInterval
	IfMatch
	Body impactIntervalEdit
}) (*answer[impactInterval], error) {
	if err := a.intervalOf(ctx, in.ByInterval); err != nil {
		return nil, err
	}
	b := in.Body
	i, err := a.Review.EditInterval(ctx, in.IntervalID, reviews.IntervalEdit{StartsAt: b.StartsAt, EndsAt: b.EndsAt.edit(), Counted: b.Counted, Note: b.Note, Version: in.asked})
	return &answer[impactInterval]{etag(i.Version), showInterval(i)}, err
}

func (a *API) deleteInterval(ctx context.Context, in *struct {
	ByInterval
	IfMatch
}) (*nothing, error) {
	if err := a.intervalOf(ctx, in.ByInterval); err != nil {
		return nil, err
	}
	return nil, a.Review.DeleteInterval(ctx, in.IntervalID, in.asked)
}

// intervalOf refuses a stretch that is not one of the review in the path.
func (a *API) intervalOf(ctx context.Context, by ByInterval) error {
	r, err := a.Review.Review(ctx, by.ID)
	if err != nil {
		return err
	}
	for _, i := range r.Intervals {
		if i.PublicID == by.IntervalID {
			return nil
		}
	}
	return missing("impact interval")
}

func showInterval(i reviews.Interval) impactInterval {
	return impactInterval{ID: i.PublicID, StartsAt: utc(i.StartsAt), EndsAt: stamp(i.EndsAt), Counted: i.Counted, Note: i.Note, Seconds: secondsOf(i.Length()), Version: i.Version}
}
