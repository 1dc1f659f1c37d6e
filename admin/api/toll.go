package api

import reviews "vitrine/models/review"

// Toll is what an incident cost customers, in figures.
type Toll struct {
	UsersAffected  *int64   `json:"users_affected" nullable:"true" doc:"Null: not known, as in the other figures." example:"1204"`
	RequestsFailed *int64   `json:"requests_failed" nullable:"true" doc:"Or transactions, mails, jobs." example:"52"`
	FailedPercent  *float64 `json:"requests_failed_percent" nullable:"true" doc:"Of all requests while it lasted." example:"12.5"`
	WorstCase      string   `json:"worst_case" doc:"The worst of it, for one customer. Markdown." example:"One mail came 12 minutes late."`
	SLAMinutes     *int64   `json:"sla_minutes" nullable:"true" doc:"That count against the service level." example:"41"`
	SLABroken      *bool    `json:"sla_broken" nullable:"true" doc:"Whether a promise to customers was broken." example:"true"`
}

// NewToll is the toll of a review that is started; what is left out is not known.
type NewToll struct {
	UsersAffected  *int64   `json:"users_affected,omitempty" minimum:"0" doc:"Left out: not known, as in the other figures." example:"1204"`
	RequestsFailed *int64   `json:"requests_failed,omitempty" minimum:"0" doc:"Or transactions, mails, jobs." example:"52"`
	FailedPercent  *float64 `json:"requests_failed_percent,omitempty" minimum:"0" maximum:"100" doc:"Of all requests while it lasted." example:"12.5"`
	WorstCase      string   `json:"worst_case,omitempty" doc:"The worst of it, for one customer. Markdown." example:"One mail came 12 minutes late."`
	SLAMinutes     *int64   `json:"sla_minutes,omitempty" minimum:"0" doc:"That count against the service level." example:"41"`
	SLABroken      *bool    `json:"sla_broken,omitempty" doc:"Whether a promise to customers was broken." example:"true"`
}

// TollEdit changes what is given; null takes a figure away again.
type TollEdit struct {
	UsersAffected  maybe[int64]   `json:"users_affected,omitempty" doc:"Null: not known." example:"1204"`
	RequestsFailed maybe[int64]   `json:"requests_failed,omitempty" doc:"Null: not known." example:"52"`
	FailedPercent  maybe[float64] `json:"requests_failed_percent,omitempty" doc:"Null: not known." example:"12.5"`
	WorstCase      *string        `json:"worst_case,omitempty" example:"One mail came 12 minutes late."`
	SLAMinutes     maybe[int64]   `json:"sla_minutes,omitempty" doc:"Null: not known." example:"41"`
	SLABroken      maybe[bool]    `json:"sla_broken,omitempty" doc:"Null: not known." example:"true"`
}

func showToll(t reviews.Toll) Toll {
	return Toll{t.UsersAffected, t.RequestsFailed, t.FailedPercent(), t.WorstCase, t.SLAMinutes, t.SLABroken.Bool()}
}

func (t NewToll) toll() reviews.Toll {
	return reviews.Toll{UsersAffected: t.UsersAffected, RequestsFailed: t.RequestsFailed, FailedShare: hundredths(t.FailedPercent), WorstCase: t.WorstCase,
		SLAMinutes: t.SLAMinutes, SLABroken: verdict(t.SLABroken)}
}

func (e TollEdit) edit() reviews.TollEdit {
	out := reviews.TollEdit{UsersAffected: figure(e.UsersAffected), RequestsFailed: figure(e.RequestsFailed), WorstCase: e.WorstCase, SLAMinutes: figure(e.SLAMinutes)}
	if e.FailedPercent.set {
		out.FailedShare = figure(maybe[int64]{true, hundredths(e.FailedPercent.value)})
	}
	if e.SLABroken.set {
		out.SLABroken = new(verdict(e.SLABroken.value))
	}
	return out
}

// figure is a figure as stores take it: nil leaves it, NotKnown takes it away. What
// lies below 0 is moved off NotKnown, to be refused.
func figure(m maybe[int64]) *int64 {
	switch {
	case !m.set:
		return nil
	case m.value == nil:
		return new(reviews.NotKnown)
	}
	n := *m.value
	if n < 0 {
		n = reviews.NotKnown - 1
	}
	return &n
}

func hundredths(percent *float64) *int64 {
	if percent == nil {
		return nil
	}
	return new(reviews.Hundredths(*percent))
}

func verdict(broken *bool) reviews.Verdict {
	switch {
	case broken == nil:
		return reviews.Unknown
	case *broken:
		return reviews.Broken
	}
	return reviews.Unhurt
}
