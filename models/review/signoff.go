package review

import (
	"encoding/json"
	"strings"
	"time"
)

// SignOff is somebody who was asked to read a review and put their name to it.
type SignOff struct {
	ReviewID int64
	UserID   int64
	Name     string `gorm:"->"` // of their account now
	AskedBy  int64
	AskedAt  time.Time
	SignedAt *time.Time // nil: not yet
	Digest   string     // of what they signed
}

// TableName names the table of sign-offs.
func (SignOff) TableName() string { return "review_signoffs" }

// Stands reports whether the signature is for the review as it is.
func (o SignOff) Stands(r Review) bool { return o.SignedAt != nil && o.Digest == r.Digest() }

// Void reports whether what was signed has changed since.
func (o SignOff) Void(r Review) bool { return o.SignedAt != nil && o.Digest != r.Digest() }

// signed is what a signature is for: everything people wrote in a review. How far
// an action item is, is no part of it; that moves for weeks afterwards.
type signed struct {
	Title, Priority, Environment, Source, SLAEffect string
	Severity, SupportCases                          int64
	Times                                           []*time.Time
	Incidents                                       []int64
	Sections, People, Entries, Points, Actions      []string
}

// Digest names the exact content of a review that a signature is for, in
// hexadecimal.
func (r Review) Digest() string {
	d := signed{Title: r.Title, Priority: string(r.Priority), Environment: r.Environment, Source: string(r.DetectionSource), SLAEffect: r.SLAEffect,
		Severity: r.Severity, SupportCases: r.SupportCases, Times: []*time.Time{r.StartedAt, r.DetectedAt, r.AcknowledgedAt, r.RecoveredAt}, Incidents: r.IncidentIDs}
	for _, s := range written {
		d.Sections = append(d.Sections, *s.text(&r))
	}
	for _, p := range r.Participants {
		d.People = append(d.People, joined(p.Name, string(p.Role), instant(p.BroughtInAt)))
	}
	for _, e := range r.Timeline {
		if !e.Merged {
			d.Entries = append(d.Entries, joined(instant(&e.At), string(e.Kind), string(e.Phase), string(e.Effect), e.Who, e.What, e.PublicText))
		}
	}
	for _, f := range r.Factors {
		d.Points = append(d.Points, "factor "+f.Body)
	}
	for _, l := range r.Learnings {
		d.Points = append(d.Points, "learning "+l.Body)
	}
	for _, a := range r.Actions {
		d.Actions = append(d.Actions, joined(a.Body, string(a.Kind), a.Owner, string(a.Priority), a.PublicText))
	}
	text, _ := json.Marshal(d) // texts, numbers and times always have a JSON form
	return digest(string(text))
}

// joined keeps texts apart by a character that none of them may hold.
func joined(texts ...string) string { return strings.Join(texts, "\x1f") }

func instant(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}
