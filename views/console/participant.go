package console

import (
	"strings"

	"vitrine/models/review"
)

// ParticipantForm is somebody who took part as they are typed.
type ParticipantForm struct {
	Form
	Name        string `form:"name" label:"Name"`
	Role        string `form:"role" label:"Role" of:"participant_roles"`
	BroughtInAt string `form:"brought_in_at" label:"Brought in" kind:"datetime-local"`
}

// Participant is the form for somebody who took part.
var Participant = page[ParticipantPage]("participant")

// ParticipantPage is what Participant shows.
type ParticipantPage struct {
	Frame      Frame
	Review, ID string   // public ids
	About      string   // title of the review
	Names      []string // of those who can sign in
	Form       ParticipantForm
}

// Title implements the layout's need for one.
func (p ParticipantPage) Title() string { return "Who took part" }

// roleNames are the roles of people in a review, in words.
var roleNames = map[review.Role]string{
	review.IncidentCommander: "Incident commander", review.FirstResponder: "First responder", review.Expert: "Called in as an expert",
	review.Support: "Support and communications", review.Management: "Management", review.Facilitator: "Facilitator", review.Owner: "Owner of the review",
}

func roleName(r review.Role) string { return roleNames[r] }

func participantRoles() []Choice { return choices(review.Roles, roleName) }

// Facilitating is a kind word about a facilitator who responded; empty where
// none did.
func (p ReviewPage) Facilitating() string {
	names := p.Review.FacilitatorsWhoResponded()
	if len(names) == 0 {
		return ""
	}
	return strings.Join(names, " and ") + " also responded. Somebody who was not there hears more and is asked less: if you can, ask another to facilitate. It is fine to go on like this."
}

// MeetingForm is a meeting as it is typed.
type MeetingForm struct {
	Form
	HeldAt    string `form:"held_at" label:"Held" kind:"datetime-local"`
	Minutes   string `form:"minutes" label:"Minutes" kind:"number"`
	Attendees string `form:"attendees" label:"Who was there" long:"yes"`
	Notes     string `form:"notes" label:"Notes" long:"yes"`
}

// Meeting is the form for a meeting, new or not.
var Meeting = page[MeetingPage]("meeting")

// MeetingPage is what Meeting shows.
type MeetingPage struct {
	Frame      Frame
	Review, ID string // public ids; ID is empty for a new one
	About      string
	Goals      string // of the review
	Form       MeetingForm
}

// Title implements the layout's need for one.
func (p MeetingPage) Title() string {
	if p.ID == "" {
		return "Write a meeting down"
	}
	return "Meeting"
}

// Spent says how long the meetings of the review took.
func (p ReviewPage) Spent() string {
	together, people := review.Spent(p.Meetings)
	if together == 0 {
		return ""
	}
	said := count(len(p.Meetings), "meeting") + ", " + span(together)
	if people > together {
		said += "; " + span(people) + " of people’s time"
	}
	return said
}
