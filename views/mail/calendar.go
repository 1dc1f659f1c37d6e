package mail

import (
	"strings"

	ics "github.com/arran4/golang-ical"

	"vitrine/models"
	"vitrine/views"
)

// Calendar is what a mail brings for the reader's calendar (RFC 5545).
type Calendar struct {
	Method string // PUBLISH, or CANCEL for what will not take place; empty: the mail brings nothing
	Text   string
}

// Calendar is the maintenance as an event. Its id is that of the event in the
// site's own calendar, and its sequence grows with each change, so that a later
// mail moves the event, or takes it away, instead of adding one. organizer is the
// address of the sender.
func (m MaintenanceUpdateMail) Calendar(organizer string) Calendar {
	c := Calendar{Method: string(ics.MethodPublish)}
	status := ics.ObjectStatusConfirmed
	if m.Maintenance.State == models.Cancelled {
		c.Method, status = string(ics.MethodCancel), ics.ObjectStatusCancelled
	}
	cal := ics.NewCalendarFor("Vitrine")
	cal.SetMethod(ics.Method(c.Method))
	e := cal.AddEvent(m.Maintenance.PublicID + "@" + m.hostname())
	e.SetDtStampTime(m.Maintenance.UpdatedAt.UTC())
	e.SetSequence(int(m.Maintenance.Version))
	e.SetStartAt(m.Maintenance.ScheduledFor.UTC())
	e.SetEndAt(m.Maintenance.ScheduledUntil.UTC())
	e.SetSummary(Line(m.Maintenance.Title))
	e.SetStatus(status)
	e.SetURL(m.URL())
	e.SetOrganizer("mailto:"+organizer, ics.WithCN(m.SiteName()))
	e.SetTimeTransparency(ics.TransparencyTransparent) // the reader is not busy
	lines := []string{views.PlainText(m.Update.Body), m.URL()}
	if touched := m.Touched(); touched != "" {
		lines = append([]string{m.Say("Affects {0}.", touched)}, lines...)
	}
	e.SetDescription(strings.Join(lines, "\n\n"))
	c.Text = cal.Serialize(ics.WithNewLineWindows)
	return c
}

// hostname is the host of the page without a port, as ids have it.
func (f Frame) hostname() string {
	host, _, _ := strings.Cut(f.Host(), ":")
	return host
}
