package audience

import "time"

// Kind is what a notification tells of.
type Kind string

// The kinds of notifications.
const (
	Incident    Kind = "incident"    // an update of an incident; SubjectID is the update
	Maintenance Kind = "maintenance" // an update of a maintenance; SubjectID is the update
	Correction  Kind = "correction"  // an update whose text was corrected; SubjectID is the update
	Postmortem  Kind = "postmortem"  // a revision of a postmortem; SubjectID is the postmortem
	Reminder    Kind = "reminder"    // a maintenance is near; SubjectID is the maintenance, Revision the lead in seconds

	// Countermeasures tells that no promise of a postmortem is open any more;
	// SubjectID is the postmortem.
	Countermeasures Kind = "countermeasures"
	// Retraction tells those who received a text that it was withdrawn; SubjectID
	// is the retraction.
	Retraction Kind = "retraction"
	// Digest tells at once what happened since the last one; SubjectID is when it
	// was due (Unix time), Revision the days it tells of.
	Digest Kind = "digest"
)

// Notification is one publication on its way to everyone who wants to hear of
// it.
type Notification struct {
	ID          int64
	PublicID    string
	Kind        Kind
	Thread      string // "inc-", "mnt-" or "pm-" and a public id: one conversation for each person
	SubjectID   int64
	Revision    int64
	Title       string
	Actor       string
	Recipients  int64     // how many were in the audience when it was taken
	SendAt      time.Time // end of the undo window
	ExpiresAt   *time.Time
	FannedAt    *time.Time // the ledger is complete
	FinishedAt  *time.Time // every row of the ledger has its outcome
	CancelledAt *time.Time
	CancelledBy string
	CreatedAt   time.Time

	Outcomes map[Outcome]int64 `gorm:"-"` // rows of the ledger by outcome
}

// Undoable reports whether nobody was told yet.
func (n Notification) Undoable(now time.Time) bool {
	return n.CancelledAt == nil && n.FannedAt == nil && now.Before(n.SendAt)
}

// Running reports whether there is somebody still to be told.
func (n Notification) Running() bool { return n.FinishedAt == nil && n.CancelledAt == nil }

// Outcome is what became of one person's mail.
type Outcome string

// The outcomes. Awaiting and Sending are on their way, the others are final;
// Uncertain is final once no further try is planned.
const (
	Awaiting   Outcome = "pending"
	Sending    Outcome = "sending"
	Accepted   Outcome = "accepted"   // the mail server took it
	Failed     Outcome = "failed"     // the mail server refused this address for good
	Suppressed Outcome = "suppressed" // the person left or was removed after the audience was taken
	Expired    Outcome = "expired"    // too old to be true, or overtaken by newer news
	Withheld   Outcome = "cancelled"
	Uncertain  Outcome = "unknown" // the mail server's answer was lost: perhaps delivered
)

// Outcomes lists every outcome in the order people read them.
var Outcomes = []Outcome{Accepted, Awaiting, Sending, Uncertain, Failed, Suppressed, Expired, Withheld}

// Delivery is one row of the ledger: one person, one notification.
type Delivery struct {
	ID             int64
	NotificationID int64
	SubscriberID   int64
	Channel        Channel
	State          Outcome
	Attempts       int64
	MessageID      string // the same on every try
	InReplyTo      string
	Code           int64  // the mail server's last reply, 0 when there was none
	Detail         string // why, in words or in the mail server's
	NextTryAt      *time.Time
	StartedAt      *time.Time
	DoneAt         *time.Time

	Email      string `gorm:"->"`
	Subscriber string `gorm:"->"` // public id
}

// NotificationQuery narrows a list of notifications.
type NotificationQuery struct {
	Running bool   // only those with somebody still to be told
	Thread  string // only those of one conversation
	Before  string // public id of the last one seen
	Limit   int    // 50 when 0, 201 at most: 200 and one that says that the list goes on
}

// DeliveryQuery narrows a list of deliveries.
type DeliveryQuery struct {
	State Outcome // empty: any
	After int64   // id of the last one seen
	Limit int     // 100 when 0, 500 at most
}
