package staff

import "time"

// MailKind is what a mail to a user is about.
type MailKind string

// The kinds of mails to users.
const (
	ReminderMail MailKind = "reminder" // action items of one's own that are due
	NagMail      MailKind = "nag"      // reviews and postmortems one answers for that are due
	AgendaMail   MailKind = "agenda"   // the agenda of the week
	AskMail      MailKind = "ask"      // comments that call one by name, reviews to sign
	TextMail     MailKind = "text"     // the whole text of a review that was completed, or a postmortem that was published
)

// MailState is what became of a mail to a user.
type MailState string

// The states of a mail. Waiting and handing are on their way, and unknown ones
// until they are done; the others are final.
const (
	MailWaiting   MailState = "pending"
	MailHanding   MailState = "sending"
	MailSent      MailState = "sent"
	MailFailed    MailState = "failed"
	MailExpired   MailState = "expired" // nothing was left to say, the person muted it, or it was too old
	MailUncertain MailState = "unknown" // perhaps sent: the mail server's answer was lost, or the program stopped meanwhile
)

// Mail is one mail to one user. Its text is made when it is sent. There is one
// of a kind for a user and a period at most.
type Mail struct {
	ID        int64
	UserID    int64
	Kind      MailKind
	Period    string // "2026-11-20", "2026-W47"
	State     MailState
	Attempts  int64 // this one included
	Doubts    int64 // how many of them ended without an answer
	LastError string
	NextTryAt time.Time
	CreatedAt time.Time
	DoneAt    *time.Time // nil: it is (still) to be handed over
}

// life is how long a mail of a kind is tried. What it says is said anew by the
// next one: of action items and of what is due within two days, of a week by the
// next week's. A whole text has no next one.
func (k MailKind) life() time.Duration {
	switch k {
	case AgendaMail:
		return 5 * 24 * time.Hour
	case TextMail:
		return TextsFor
	default:
		return 48 * time.Hour
	}
}

// TextsFor is how long a whole text is news: it is queued, and tried, that long.
const TextsFor = 14 * 24 * time.Hour

// TableName names the table of mails to users.
func (Mail) TableName() string { return "staff_mails" }

// MailChoice is what a user wants to be written about. Reminders, nags and what
// colleagues ask come unless they are muted; the agenda and whole texts come when
// they are asked for.
type MailChoice struct {
	UserID    int64 `gorm:"primaryKey;autoIncrement:false"`
	Reminders bool
	Nags      bool
	Agenda    bool
	Asks      bool
	Texts     bool
	UpdatedAt time.Time

	TextsSince *time.Time // when Texts was switched on; nil while it is off. ChooseMail sets it
}

// TableName names the table of what users chose.
func (MailChoice) TableName() string { return "staff_mail_choices" }

// Wants reports whether the user wants mails of a kind.
func (c MailChoice) Wants(kind MailKind) bool {
	switch kind {
	case ReminderMail:
		return c.Reminders
	case NagMail:
		return c.Nags
	case AskMail:
		return c.Asks
	case TextMail:
		return c.Texts
	default:
		return c.Agenda
	}
}
