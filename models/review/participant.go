package review

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"vitrine/models"
)

// Role is what somebody did in an incident or does in its review.
type Role string

// The roles. A review has a facilitator and an owner even where nothing happened.
const (
	FirstResponder    Role = "first_responder"
	Expert            Role = "expert" // escalation, or somebody who knows the subject
	IncidentCommander Role = "commander"
	Support           Role = "support" // and communications: who speaks for customers
	Management        Role = "management"
	Facilitator       Role = "facilitator"
	Owner             Role = "owner" // sees to it that the review is written and shared
)

// Roles lists the roles in the order in which people are shown.
var Roles = []Role{IncidentCommander, FirstResponder, Expert, Support, Management, Facilitator, Owner}

// responding are the roles of those who had a hand in the repair.
var responding = []Role{IncidentCommander, FirstResponder, Expert}

// Participant is somebody who took part, in one role.
type Participant struct {
	ID          int64
	PublicID    string
	ReviewID    int64
	UserID      int64 // 0: has no account
	Name        string
	Role        Role
	BroughtInAt *time.Time // nil: not said
	Version     int64
	CreatedAt   time.Time
	UpdatedAt   time.Time
}

// TableName names the table of participants.
func (Participant) TableName() string { return "review_participants" }

// NewParticipant is somebody to add. Name is free; where it is the name, the
// handle or the address of a user, it means that user.
type NewParticipant struct {
	Name        string
	Role        Role
	BroughtInAt *time.Time
}

// ParticipantEdit changes what is not nil. A zero time clears the time. Version
// 0 overwrites whatever is there.
type ParticipantEdit struct {
	Name        *string
	Role        *Role
	BroughtInAt *time.Time
	Version     int64
}

func (p Participant) check() error {
	bad := models.Complaints{}
	bad.Line("name", p.Name, 1, models.MaxTitle)
	if strings.ContainsAny(p.Name, ",;") {
		bad.Add("name", "One person at a time: a name has no comma.")
	}
	pick(bad, "role", p.Role, Roles)
	return bad.Err()
}

// same reports whether two participants are one person.
func (p Participant) same(q Participant) bool {
	return p.UserID != 0 && p.UserID == q.UserID || strings.EqualFold(p.Name, q.Name)
}

// called reports whether a name in a timeline means the participant: people are
// called by their first names there.
func (p Participant) called(name string) bool {
	name = strings.TrimPrefix(name, "@")
	first, _, _ := strings.Cut(p.Name, " ")
	return strings.EqualFold(name, p.Name) || strings.EqualFold(name, first)
}

// splitNames are the names of a text field, separated by commas, semicolons or
// lines.
func splitNames(field string) []string {
	var names []string
	for name := range strings.FieldsFuncSeq(field, func(c rune) bool { return c == ',' || c == ';' || c == '\n' }) {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// oldField is a text field in which people were named before they had rows. It
// stays as a view of the rows: either door moves both.
type oldField struct {
	column string
	roles  []Role // the first is that of a new name
	text   func(*Review) *string
}

var oldFields = []oldField{
	{"facilitator", []Role{Facilitator}, func(r *Review) *string { return &r.Facilitator }},
	{"commander", []Role{IncidentCommander}, func(r *Review) *string { return &r.Commander }},
	{"responders", []Role{FirstResponder, Expert}, func(r *Review) *string { return &r.Responders }},
}

// as lists those who have one of some roles.
func (r Review) as(roles ...Role) []Participant {
	return slices.DeleteFunc(slices.Clone(r.Participants), func(p Participant) bool { return !slices.Contains(roles, p.Role) })
}

// FacilitatorsWhoResponded names the facilitators who had a hand in the repair
// themselves. Somebody from outside hears more; it is an advice and no rule
// (facilitators are best "a non-participant").
func (r Review) FacilitatorsWhoResponded() []string {
	var names []string
	for _, f := range r.as(Facilitator) {
		acted := func(e Entry) bool { return !e.Merged && slices.ContainsFunc(splitNames(e.Who), f.called) }
		if slices.ContainsFunc(r.as(responding...), f.same) || slices.ContainsFunc(r.Timeline, acted) {
			names = append(names, f.Name)
		}
	}
	return names
}

// byRole orders people as they are shown: by role, then by when they came, those
// of whom nobody said it last.
func byRole(a, b Participant) int {
	return cmp.Or(cmp.Compare(slices.Index(Roles, a.Role), slices.Index(Roles, b.Role)), byTime(a.BroughtInAt, b.BroughtInAt), cmp.Compare(a.ID, b.ID))
}

func byTime(a, b *time.Time) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	}
	return a.Compare(*b)
}
