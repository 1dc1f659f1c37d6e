package console

import (
	"time"

	"vitrine/models/audience"
)

// Notifications lists what was mailed.
var Notifications = page[NotificationsPage]("notifications")

// NotificationsPage is what Notifications shows.
type NotificationsPage struct {
	Frame         Frame
	Notifications []audience.Notification
	Older         string
}

// Title implements the layout's need for one.
func (p NotificationsPage) Title() string { return "Mail sent" }

// Notification is one notification and who was told.
var Notification = page[NotificationPage]("notification")

// NotificationPage is what Notification shows.
type NotificationPage struct {
	Frame        Frame
	Notification audience.Notification
	Progress     audience.Progress
	Mail         audience.Health
	Deliveries   []audience.Delivery // empty for those who may not see addresses
	Outcome      string              // the list is narrowed to it
	After        int64               // of the next page, 0 on the last
}

// Title implements the layout's need for one.
func (p NotificationPage) Title() string { return p.Notification.Title }

// Undoable reports whether nobody was told yet.
func (p NotificationPage) Undoable() bool { return p.Notification.Undoable(p.Frame.Now) }

// Left counts the people whose mail has left and cannot be recalled.
func (p NotificationPage) Left() int64 { return Left(p.Notification) }

// Left counts the people a notification has gone to, or perhaps has.
func Left(n audience.Notification) int64 {
	return n.Outcomes[audience.Accepted] + n.Outcomes[audience.Uncertain] + n.Outcomes[audience.Sending]
}

// Outcome counts the mails that came to one end.
type Outcome struct {
	Key, Name string
	Count     int64
}

// outcomeNames say outcomes to people.
var outcomeNames = map[audience.Outcome]string{
	audience.Accepted: "accepted", audience.Awaiting: "waiting", audience.Sending: "on their way", audience.Uncertain: "answer lost, perhaps delivered",
	audience.Failed: "refused", audience.Suppressed: "had left", audience.Expired: "too old or overtaken", audience.Withheld: "cancelled",
}

func outcomes(n audience.Notification) []Outcome {
	var list []Outcome
	for _, o := range audience.Outcomes {
		if n.Outcomes[o] > 0 {
			list = append(list, Outcome{string(o), outcomeNames[o], n.Outcomes[o]})
		}
	}
	return list
}

// outcomeName says an outcome.
func outcomeName(o audience.Outcome) string { return outcomeNames[o] }

// NotificationState says where a notification stands.
func NotificationState(n audience.Notification, now time.Time) string {
	switch {
	case n.CancelledAt != nil:
		return "cancelled by " + n.CancelledBy
	case n.FinishedAt != nil:
		return "done"
	case n.Undoable(now):
		return "can still be cancelled"
	default:
		return "being sent"
	}
}

// Outbox is what waits while no mail server is configured.
var Outbox = page[OutboxPage]("outbox")

// OutboxPage is what Outbox shows.
type OutboxPage struct {
	Frame       Frame
	Configured  bool
	Letters     []Waiting
	Before      string // names the last mail of the page before; empty: this is the first
	Older       string // names the last one, when the list goes on
	Staff       []StaffLetter
	StaffBefore string
	StaffOlder  string
}

// Title implements the layout's need for one.
func (p OutboxPage) Title() string { return "Outbox" }

// Waiting is one mail in the outbox.
type Waiting struct {
	ID      string // names it in addresses; empty: it has no preview
	Subject string
	To      string
	Since   time.Time
	Kind    string
}

// Letter is one mail of the outbox as it would be sent.
var Letter = page[LetterPage]("letter")

// LetterPage is what Letter shows.
type LetterPage struct {
	Frame   Frame
	Subject string
	To      string
	HTML    string
	Text    string
}

// Title implements the layout's need for one.
func (p LetterPage) Title() string { return p.Subject }
