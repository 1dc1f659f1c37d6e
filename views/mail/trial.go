package mail

import "time"

// Trial says only that it has arrived.
var Trial = mail[TrialMail]("trial")

// TrialMail is what a Trial says.
type TrialMail struct {
	Frame
	SentAt time.Time
}

// Subject implements about.
func (m TrialMail) Subject() string { return "Test mail from " + m.SiteName() }

// Preheader implements about.
func (m TrialMail) Preheader() string { return "Mail from " + m.Host() + " arrives here." }
