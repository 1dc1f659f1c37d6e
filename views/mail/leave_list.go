package mail

import "time"

// LeaveList asks everybody on a list whether its mail is to end.
var LeaveList = mail[LeaveListMail]("leave_list")

// LeaveListMail is what a LeaveList says.
type LeaveListMail struct {
	Frame
	EndURL    string
	ExpiresAt time.Time
}

// Subject implements about.
func (m LeaveListMail) Subject() string {
	return "Stop status updates from " + m.SiteName() + " to this list?"
}

// Preheader implements about.
func (m LeaveListMail) Preheader() string {
	return "Somebody on this list asked to end the mail for everybody. Do nothing to keep it."
}
