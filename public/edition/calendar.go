package edition

import (
	"strings"

	ics "github.com/arran4/golang-ical"

	"vitrine/models"
	"vitrine/views"
)

// calendarLength is how many maintenances the calendar holds.
const calendarLength = 100

// calendarSheet is /maintenance.ics (RFC 5545).
func (p *Press) calendarSheet(c *catalog) sheet {
	list := c.maintenances[:min(calendarLength, len(c.maintenances))]
	d := fingerprint("calendar").of(p.build, c.settingsSum)
	for _, m := range list {
		d.of(m.sum).of(c.facesOf(m.ComponentIDs)...)
	}
	return sheet{path: "/maintenance.ics", mime: "text/calendar; charset=utf-8", status: 200, open: true, key: d.sum(),
		body: func() ([]byte, error) { return p.calendar(c, list), nil }}
}

func (p *Press) calendar(c *catalog, list []*maintenance) []byte {
	cal := ics.NewCalendarFor("Vitrine")
	cal.SetMethod(ics.MethodPublish)
	cal.SetXWRCalName(plainTitle(c.settings.Name) + ": maintenance")
	cal.SetXWRTimezone(c.zone.String())
	cal.SetRefreshInterval("PT15M")
	for _, m := range list {
		p.addEvent(cal, c, m)
	}
	return []byte(cal.Serialize(ics.WithNewLineWindows))
}

func (p *Press) addEvent(cal *ics.Calendar, c *catalog, m *maintenance) {
	e := cal.AddEvent(m.PublicID + "@" + p.host())
	e.SetDtStampTime(m.UpdatedAt.UTC())
	e.SetCreatedTime(m.CreatedAt.UTC())
	e.SetModifiedAt(m.UpdatedAt.UTC())
	e.SetSequence(int(m.Version))
	e.SetStartAt(m.ScheduledFor.UTC())
	e.SetEndAt(m.ScheduledUntil.UTC())
	e.SetSummary(plainTitle(m.Title))
	e.SetURL(p.base() + "/maintenance/" + m.PublicID)
	e.SetStatus(ics.ObjectStatusConfirmed)
	if m.State == models.Cancelled {
		e.SetStatus(ics.ObjectStatusCancelled)
	}
	var lines []string
	if names := c.componentNames(m.ComponentIDs); len(names) > 0 {
		lines = append(lines, "Affects: "+views.Names(names, 0)+".")
	}
	if len(m.Updates) > 0 {
		lines = append(lines, clean(views.PlainText(m.Updates[0].Body)))
	}
	e.SetDescription(strings.Join(lines, "\n\n"))
}
