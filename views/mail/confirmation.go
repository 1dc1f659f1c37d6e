package mail

import "time"

// Confirmation asks whether a sign-up is meant.
var Confirmation = mail[ConfirmationMail]("confirmation")

// ConfirmationMail is what a Confirmation says. It holds nothing that a visitor
// typed, or the form would be a way to mail strangers.
type ConfirmationMail struct {
	Frame
	ConfirmURL string
	ExpiresAt  time.Time
	Incident   string // title of the one incident it is about; empty: all that was chosen
}

// Subject implements about.
func (m ConfirmationMail) Subject() string {
	return m.Say("Confirm status updates from {0}", m.SiteName())
}

// Preheader implements about.
func (m ConfirmationMail) Preheader() string {
	if m.Incident != "" {
		return m.Say("One click, and you hear when it is over: {0}", m.Incident)
	}
	return m.Say("One click, and you hear of incidents, maintenance and {0}.", m.Noun().Many())
}

// ManageLink brings who is subscribed to one's own subscription.
var ManageLink = mail[ManageLinkMail]("manage_link")

// ManageLinkMail is what a ManageLink says.
type ManageLinkMail struct {
	Frame
	Incident string // title of an incident that may be followed behind the link; empty: none
	Single   bool   // the address follows single incidents and hears of nothing else
}

// Subject implements about.
func (m ManageLinkMail) Subject() string { return m.Say("Your status updates from {0}", m.SiteName()) }

// Preheader implements about.
func (m ManageLinkMail) Preheader() string {
	if m.Single {
		return m.Say("This address follows single incidents only. Here is the link to your subscription.")
	}
	return m.Say("You are subscribed already. Here is the link to your subscription.")
}
