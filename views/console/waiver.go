package console

import (
	"time"

	"vitrine/models/review"
)

// WaiverForm says that something is not needed, as it is typed.
type WaiverForm struct {
	Form
	Noun   string `form:"noun"`
	Reason string `form:"reason"`
}

// Aftermath is what incidents ask for when they are over, and what somebody said
// they need not.
type Aftermath struct {
	Wanted []review.Due
	Waived []review.Waiver
}

// Incident is the public id of the incident of the review a waiver is about.
func (p ReviewPage) Incident(w review.Waiver) string {
	for _, i := range p.Review.Incidents {
		if i.ID == w.IncidentID {
			return i.PublicID
		}
	}
	return ""
}

// Promised is the day a postmortem that is still wanted was promised for in
// public; nil: it was not.
func (p IncidentPage) Promised() *time.Time {
	for _, d := range p.After.Wanted {
		if d.Kind == string(review.WaivedPostmortem) {
			return p.Incident.PostmortemExpectedBy
		}
	}
	return nil
}

// Waivable is what can be said to be not needed. What was promised in public must
// be taken back there first.
func (p IncidentPage) Waivable() []Choice {
	var list []Choice
	for _, d := range p.After.Wanted {
		if noun := review.WaiverNoun(d.Kind); noun != review.WaivedPostmortem || p.Incident.PostmortemExpectedBy == nil {
			list = append(list, Choice{Value: d.Kind, Name: p.Frame.Waived(noun)})
		}
	}
	return list
}
