package review

import (
	"net/url"
	"regexp"
	"time"

	"vitrine/models"
)

// ActionKind is what an action item is good for.
type ActionKind string

// The kinds of action items.
const (
	KnowSooner    ActionKind = "know_sooner"
	RecoverSooner ActionKind = "recover_sooner"
	Prevent       ActionKind = "prevent"
	Investigate   ActionKind = "investigate"
	Monitoring    ActionKind = "monitoring"
	Automation    ActionKind = "automation"
	Documentation ActionKind = "documentation"
)

// ActionKinds lists the kinds of action items.
var ActionKinds = []ActionKind{KnowSooner, RecoverSooner, Prevent, Investigate, Monitoring, Automation, Documentation}

// Weight is how an action item compares with other work.
type Weight string

// The weights of action items.
const (
	High   Weight = "high"
	Medium Weight = "medium"
	Low    Weight = "low"
)

// Weights lists the weights of action items, heaviest first.
var Weights = []Weight{High, Medium, Low}

// ActionState is how far an action item is.
type ActionState string

// The states of an action item.
const (
	ActionOpen     ActionState = "open"
	ActionUnderway ActionState = "in_progress"
	ActionDone     ActionState = "done"
	ActionDropped  ActionState = "dropped"
)

// ActionStates lists the states of an action item in their usual order.
var ActionStates = []ActionState{ActionOpen, ActionUnderway, ActionDone, ActionDropped}

// Action is one thing to do, with one owner.
type Action struct {
	ID               int64
	PublicID         string
	ReviewID         int64
	Body             string
	Kind             ActionKind
	Owner            string
	OwnerID          int64      // the user that Owner names; 0: nobody with an account
	OnlyIf           string     // the condition it hangs on: "we can confirm that retries help"; empty: none
	Priority         Weight     // "" not said
	Immediate        bool       // to be done right away
	Parked           bool       // an idea in the parking lot, not a task
	DueOn            *time.Time // a day, midnight UTC
	Ticket           string
	TicketURL        string
	TicketState      string // what the tracker last said of the ticket
	State            ActionState
	Reason           string // why it was dropped; public where it has a public wording
	DoneAt           *time.Time
	PublicText       string // its wording as a countermeasure; empty: not public
	PublicBy         int64  // who wrote that wording
	MadeOf           string // the part of the review it was made from: "learning/ID", "entry/ID", "comment/ID"; empty: none
	CountermeasureID *int64 // the promise made of it, once published
	Position         int64
	Version          int64
	CreatedAt        time.Time
	UpdatedAt        time.Time
}

// TableName names the table of action items.
func (Action) TableName() string { return "action_items" }

// NewAction is an action item to add. An empty state is open.
type NewAction struct {
	Body       string
	Kind       ActionKind
	Owner      string // a name, or the name, email or handle of a user
	OnlyIf     string
	Priority   Weight
	Immediate  bool
	Parked     bool
	DueOn      *time.Time
	Ticket     string
	TicketURL  string
	State      ActionState
	Reason     string
	PublicText string
	MadeOf     string // see Action
}

// ActionEdit changes what is not nil. A zero time clears the due date. Version
// 0 overwrites whatever is there.
type ActionEdit struct {
	Body       *string
	Kind       *ActionKind
	Owner      *string
	OnlyIf     *string
	Priority   *Weight
	Immediate  *bool
	Parked     *bool
	DueOn      *time.Time
	Ticket     *string
	TicketURL  *string
	State      *ActionState
	Reason     *string
	PublicText *string
	Position   *int64
	Version    int64

	// TicketState is what the tracker says of the ticket.
	TicketState *string
}

// apply makes the edit on an action item at now and returns what it changed.
func (e ActionEdit) apply(a *Action, now time.Time) *changes {
	c := newChanges()
	c.words("body", &a.Body, e.Body)
	put(c, "kind", &a.Kind, e.Kind)
	c.words("owner", &a.Owner, e.Owner)
	c.words("only_if", &a.OnlyIf, e.OnlyIf)
	put(c, "priority", &a.Priority, e.Priority)
	put(c, "immediate", &a.Immediate, e.Immediate)
	put(c, "parked", &a.Parked, e.Parked)
	c.day("due_on", &a.DueOn, e.DueOn)
	c.words("ticket", &a.Ticket, e.Ticket)
	c.words("ticket_url", &a.TicketURL, e.TicketURL)
	c.words("ticket_state", &a.TicketState, e.TicketState)
	put(c, "state", &a.State, e.State)
	c.words("reason", &a.Reason, e.Reason)
	c.words("public_text", &a.PublicText, e.PublicText)
	put(c, "position", &a.Position, e.Position)
	if c.touches("state") {
		done := time.Time{}
		if a.State == ActionDone {
			done = now
		}
		c.moment("done_at", &a.DoneAt, &done)
	}
	return c
}

// madeOf is the form of the part that an action item was made from.
var madeOf = regexp.MustCompile(`^(learning|entry|comment)/[a-z0-9-]{1,64}$`)

// check says which fields of the action item cannot stand as they are.
func (a Action) check() error {
	bad := models.Complaints{}
	bad.Body("body", a.Body, 1, maxBody)
	pick(bad, "kind", a.Kind, ActionKinds)
	pick(bad, "state", a.State, ActionStates)
	choice(bad, "priority", a.Priority, Weights)
	bad.Line("owner", a.Owner, 0, models.MaxTitle)
	bad.Line("only_if", a.OnlyIf, 0, maxReason)
	bad.Line("ticket", a.Ticket, 0, models.MaxTitle)
	bad.Line("ticket_state", a.TicketState, 0, models.MaxTitle)
	bad.Line("ticket_url", a.TicketURL, 0, 2_000)
	if a.MadeOf != "" && !madeOf.MatchString(a.MadeOf) {
		bad.Add("made_of", "An action item is made of a learning, an entry or a comment: “learning/” and its id.")
	}
	between(bad, "position", a.Position, 0, 1_000_000)
	bad.Body("public_text", a.PublicText, 0, maxPublic)
	bad.Body("reason", a.Reason, 0, maxReason)
	if u, err := url.Parse(a.TicketURL); a.TicketURL != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "") {
		bad.Add("ticket_url", "The ticket link must be a whole web address that starts with https:// or http://.")
	}
	if a.State == ActionDropped && a.Reason == "" {
		bad.Add("reason", "Say why this is dropped. Where it was promised in public, readers see the reason.")
	}
	if a.CountermeasureID != nil && !a.promised() {
		bad.Add("public_text", "This was promised in public and cannot be unsaid. Drop it with a reason instead.")
	}
	return bad.Err()
}

// now reports whether the action item is one to be done right away.
func (a Action) now() bool { return a.Immediate && !a.Parked && a.State != ActionDropped }

// promised reports whether the action item is, or is to be, a countermeasure.
func (a Action) promised() bool { return a.PublicText != "" && !a.Parked }

// promise is the state of the countermeasure made of the action item.
func (a Action) promise() models.CountermeasureState {
	switch a.State {
	case ActionUnderway:
		return models.Underway
	case ActionDone:
		return models.Done
	case ActionDropped:
		return models.Dropped
	default:
		return models.Planned
	}
}
