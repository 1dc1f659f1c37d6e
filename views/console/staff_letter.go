package console

import (
	"cmp"
	"time"

	"vitrine/models/staff"
)

// StaffLetter is one mail to a colleague in the outbox.
type StaffLetter struct {
	What      string // "Action items that are due"
	To        string // name of whom it is for, or that it is a colleague
	State     staff.MailState
	Done      bool
	NextTryAt time.Time
	CreatedAt time.Time
	Trouble   string // what went wrong the last time, a sentence; empty: nothing
	Words     string // of the mail server, where there are any
}

// staffMails are what mails to staff are about.
var staffMails = map[staff.MailKind]string{
	staff.ReminderMail: "Action items that are due", staff.NagMail: "Reviews and texts that are due", staff.AgendaMail: "Agenda of the week",
	staff.AskMail: "Questions of colleagues", staff.TextMail: "A whole text",
}

// StaffWaiting is a mail as the outbox shows it. A name that the reader may not
// know is empty.
func StaffWaiting(m staff.OutboxMail) StaffLetter {
	l := StaffLetter{What: cmp.Or(staffMails[m.Kind], word(m.Kind)), To: cmp.Or(m.Name, "a colleague"), State: m.State, Done: m.DoneAt != nil,
		NextTryAt: m.NextTryAt, CreatedAt: m.CreatedAt}
	l.Trouble, l.Words = MailTrouble(m.LastError)
	return l
}

// Standing says where the mail stands, and when it is tried next.
func (l StaffLetter) Standing(f Frame) string {
	again := ""
	if l.NextTryAt.After(f.Now) {
		again = ", next try " + f.Clock(l.NextTryAt)
	}
	switch {
	case l.State == staff.MailHanding:
		return "being handed over"
	case l.State == staff.MailWaiting:
		return "waiting" + again
	case l.State == staff.MailUncertain && !l.Done:
		return "perhaps sent" + again
	case l.State == staff.MailUncertain:
		return "perhaps sent, not tried again"
	case l.State == staff.MailFailed:
		return "refused"
	}
	return "given up"
}
