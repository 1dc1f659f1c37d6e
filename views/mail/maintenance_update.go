package mail

import (
	"time"

	"vitrine/models"
)

// MaintenanceUpdate is the mail about a maintenance: announced, begun, done,
// cancelled, or near.
var MaintenanceUpdate = mail[MaintenanceUpdateMail]("maintenance_update")

// MaintenanceUpdateMail is what a MaintenanceUpdate says.
type MaintenanceUpdateMail struct {
	Frame
	Maintenance models.Maintenance
	Update      models.Update // the announcement, in a reminder
	Services    []string      // names of what it touches
	Lead        time.Duration // of a reminder, how long before the start; 0: none
}

// Subject implements about.
func (m MaintenanceUpdateMail) Subject() string { return m.subject(m.Maintenance.Title) }

// Preheader implements about.
func (m MaintenanceUpdateMail) Preheader() string { return m.Sentence() }

// Sentence says first what the reader wants to know.
func (m MaintenanceUpdateMail) Sentence() string {
	from, until := m.Moment(m.Maintenance.ScheduledFor), m.Moment(m.Maintenance.ScheduledUntil)
	if m.Lead > 0 {
		return m.Say("Reminder: this maintenance starts on {0}.", from)
	}
	switch models.MaintenanceState(m.Update.State) {
	case models.InProgress:
		return m.Say("This maintenance has begun. It is planned to end on {0}.", until)
	case models.Verifying:
		return m.Say("The work is done. We are checking that everything is as it should be.")
	case models.Completed:
		return m.Say("This maintenance is over.")
	case models.Cancelled:
		return m.Say("This maintenance will not take place.")
	default:
		return m.Say("We plan a maintenance from {0} to {1}.", from, until)
	}
}

// Status is the state in words.
func (m MaintenanceUpdateMail) Status() string { return m.State(m.Update.State) }

// Look is the status whose shape and colour the mail wears.
func (m MaintenanceUpdateMail) Look() models.Status {
	switch models.MaintenanceState(m.Update.State) {
	case models.Completed, models.Cancelled:
		return models.Operational
	default:
		return models.UnderMaintenance
	}
}

// Touched names what the maintenance touches.
func (m MaintenanceUpdateMail) Touched() string { return m.Speech().Names(m.Services, 0) }

// URL is the maintenance's page.
func (m MaintenanceUpdateMail) URL() string {
	return m.to("/maintenance/" + m.Maintenance.PublicID)
}
