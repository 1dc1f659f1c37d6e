package review

import (
	"time"

	"vitrine/models"
)

// WaiverNoun is what an incident can do without.
type WaiverNoun string

// What somebody may say is not needed. Both are what Due calls them.
const (
	WaivedReview     WaiverNoun = "review"
	WaivedPostmortem WaiverNoun = "postmortem"
)

// WaiverNouns lists what an incident can do without.
var WaiverNouns = []WaiverNoun{WaivedReview, WaivedPostmortem}

// Waiver is somebody's word that an incident needs no review, or that no
// postmortem of it will be published, and why.
type Waiver struct {
	IncidentID int64
	Noun       WaiverNoun
	Reason     string
	WaivedBy   int64
	CreatedAt  time.Time

	By string `gorm:"->"` // the name of their account now
}

// TableName names the table of waivers.
func (Waiver) TableName() string { return "waivers" }

// check says why a waiver cannot be given. What was promised in public a person
// takes back in public first: it would be asked for all the same.
func (w Waiver) check(i models.Incident, reviewed, told bool) error {
	bad := models.Complaints{}
	pick(bad, "noun", w.Noun, WaiverNouns)
	if len(bad.Body("reason", w.Reason, 0, maxReason)) < 3 {
		bad.Add("reason", "Say why in a sentence: who reads this in a year knows nothing else.")
	}
	if err := bad.Err(); err != nil {
		return err
	}
	switch {
	case i.ResolvedAt == nil:
		return models.Fail(models.Conflict, "The incident still goes on. Decide this when it is over.")
	case w.Noun == WaivedReview && reviewed:
		return models.Fail(models.Conflict, "A review of this incident was started already. Complete it and say in its note why it stays short.")
	case w.Noun == WaivedPostmortem && told:
		return models.Fail(models.Conflict, "What happened was published already.")
	case w.Noun == WaivedPostmortem && i.PostmortemExpectedBy != nil:
		return models.Fail(models.Conflict, "It was promised in public by %s. Take that back first: edit the facts of the incident, empty the day it is expected by, and tell your readers with an update. Then say this again.",
			i.PostmortemExpectedBy.UTC().Format("2 January 2006"))
	}
	return nil
}
