package console

import (
	"strings"

	"vitrine/models/review"
)

// ActionForm is an action item as it is typed.
type ActionForm struct {
	Form
	Body       string `form:"body" label:"What is to be done" long:"yes"`
	Kind       string `form:"kind" label:"Kind" of:"action_kinds"`
	Owner      string `form:"owner" label:"Owner"`
	OnlyIf     string `form:"only_if" label:"Only if"`
	Priority   string `form:"priority" label:"Weight" of:"weights"`
	State      string `form:"state" label:"State" of:"action_states"`
	Reason     string `form:"reason" label:"Why it was dropped" long:"yes"`
	DueOn      string `form:"due_on" label:"Due" kind:"date"`
	Ticket     string `form:"ticket" label:"Ticket"`
	TicketURL  string `form:"ticket_url" label:"Ticket link"`
	PublicText string `form:"public_text" label:"Public wording" long:"yes"`
	Position   string `form:"position" label:"Place in the list" kind:"number"`
	Immediate  bool   `form:"immediate" label:"To be done right away"`
	Parked     bool   `form:"parked" label:"Parking lot"`
	MadeOf     string `form:"made_of"` // the part of the review it is made from: "learning/ID"
}

// Action is the form for an action item, new or not.
var Action = page[ActionPage]("action")

// ActionPage is what Action shows.
type ActionPage struct {
	Frame      Frame
	Review, ID string // public ids; ID is empty for a new one
	About      string
	Source     review.MadeFrom // what it is made from; none without a key
	Promised   bool            // it stands in a published postmortem: its state is public
	Form       ActionForm
}

// Title implements the layout's need for one.
func (p ActionPage) Title() string { return "Action item" }

func actionKinds() []Choice  { return choices(review.ActionKinds, word) }
func actionStates() []Choice { return choices(review.ActionStates, word) }
func weights() []Choice      { return unsaid(choices(review.Weights, word)) }

// madeAt is where on the page of a review the part stands that an action item was
// made from.
func madeAt(key string) string {
	noun, id, _ := strings.Cut(key, "/")
	return map[string]string{"learning": "#learning-", "entry": "#e-", "comment": "#comment-"}[noun] + id
}

// madeNoun is what an action item was made from: "a learning".
func madeNoun(key string) string {
	noun, _, _ := strings.Cut(key, "/")
	return map[string]string{"learning": "a learning", "entry": "a line of the timeline", "comment": "a comment"}[noun]
}
