package views

import (
	"html/template"
	"time"

	"vitrine/models"
)

// Maintenance is the page of one maintenance.
var Maintenance = written((*markup).maintenance)

// MaintenancePage tells one maintenance. Its times are told as on the day it is
// planned for.
type MaintenancePage struct {
	Frame
	Maintenance models.Maintenance
	Components  []models.Component // every component of the site
}

// Title implements the layout's need for a title.
func (p MaintenancePage) Title() string {
	return p.Speech().Say("{0}: {1}", p.StateWord(), p.Maintenance.Title)
}

// Description says when and what.
func (p MaintenancePage) Description() string {
	m := p.Maintenance
	s := p.Speech()
	return s.Say("{0}, {1} UTC. {2}", s.Day(m.ScheduledFor, p.Now), s.SpanText(m.ScheduledFor, m.ScheduledUntil, m.ScheduledFor), excerpt(announcement(m)))
}

// Kind is the Open Graph type.
func (p MaintenancePage) Kind() string { return "article" }

// Ref is the day the page's times are told from.
func (p MaintenancePage) Ref() time.Time { return p.Maintenance.ScheduledFor }

// Status is how it stands.
func (p MaintenancePage) Status() models.Status { return MaintenanceStatus(p.Maintenance) }

// Length is how long it is planned to take.
func (p MaintenancePage) Length() time.Duration {
	return p.Maintenance.ScheduledUntil.Sub(p.Maintenance.ScheduledFor)
}

// Entries are its updates, newest first.
func (p MaintenancePage) Entries() []Entry {
	return entries(p.Maintenance.Updates, p.Components, p.Ref(), p.Speech())
}

// Untranslated says in which language messages are that are not told in that of the
// page; empty: all are.
func (p MaintenancePage) Untranslated() string {
	return p.Speech().untranslated(p.Maintenance.Updates)
}

// Affected lists the components it touches.
func (p MaintenancePage) Affected() []models.Component {
	return pick(p.Components, p.Maintenance.ComponentIDs)
}

// StateWord says how it stands: "In progress".
func (p MaintenancePage) StateWord() string { return p.Speech().maintenanceWord(p.Maintenance.State) }

// AffectedNames says what it touches: "Payments and API".
func (p MaintenancePage) AffectedNames() string { return p.Speech().Names(names(p.Affected()), 6) }

func (s Speech) maintenanceWord(state models.MaintenanceState) string {
	if state == models.Scheduled {
		return s.Say("Planned")
	}
	return s.State(string(state))
}

// MaintenanceStatus is the status whose glyph stands for a maintenance.
func MaintenanceStatus(m models.Maintenance) models.Status {
	if m.State == models.Completed {
		return models.Operational
	}
	return models.UnderMaintenance
}

// MaintenanceLine is a maintenance in a list.
type MaintenanceLine struct {
	Maintenance models.Maintenance
	Ref         time.Time
	Components  []models.Component // those it touches
	Speech      Speech
	ID          string // of the line in its page; empty: nothing leads to it
}

// Status is how it stands.
func (l MaintenanceLine) Status() models.Status { return MaintenanceStatus(l.Maintenance) }

// State says how it stands: "Planned", "In progress".
func (l MaintenanceLine) State() string {
	return l.Speech.maintenanceWord(l.Maintenance.State)
}

// Names are the names of what it touches: "Payments and API".
func (l MaintenanceLine) Names() string { return l.Speech.Names(names(l.Components), 4) }

// Announced is the update that told of it first; a zero one without any.
func (l MaintenanceLine) Announced() models.Update { return announced(l.Maintenance) }

// Announcement is what was said about it first.
func (l MaintenanceLine) Announcement() template.HTML {
	return MarkdownAt(4, announcement(l.Maintenance))
}

func announcement(m models.Maintenance) string { return announced(m).Body }

// announced is the first update; a zero one without any.
func announced(m models.Maintenance) models.Update {
	if len(m.Updates) == 0 {
		return models.Update{}
	}
	return m.Updates[len(m.Updates)-1]
}

func maintenanceLines(list []models.Maintenance, components []models.Component, ref time.Time, s Speech) []MaintenanceLine {
	ls := make([]MaintenanceLine, len(list))
	for i, m := range list {
		ls[i] = MaintenanceLine{Maintenance: m, Ref: ref, Components: pick(components, m.ComponentIDs), Speech: s}
	}
	return ls
}
