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
	return m.Say("Stop status updates from {0} to this list?", m.SiteName())
}

// Preheader implements about.
func (m LeaveListMail) Preheader() string {
	return m.Say("Somebody on this list asked to end the mail for everybody. Do nothing to keep it.")
}
