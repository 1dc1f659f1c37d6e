package views

import (
	"html/template"
	"slices"
	"time"

	"vitrine/models"
)

// Home is the front page.
var Home = page[HomePage]("home")

// PastDays is how many days before today the home page looks back.
const PastDays = 7

// HomePage answers what works, for whom, since when, and when the next word
// comes.
type HomePage struct {
	Frame
	Groups       []ServiceGroup
	Every        []models.Component   // those of Groups, where they are listed already: Components lists them else
	Open         []models.Incident    // newest first
	Maintenances []models.Maintenance // going on and ahead, soonest first
	Past         []models.Incident    // resolved ones that touched the last PastDays days, newest first
	PastWorks    []models.Maintenance // ended ones of those days
	Postmortems  []models.Postmortem  // those that cover an incident of Past or Open
}

// ServiceGroup is a heading over services. The zero Group has no heading.
type ServiceGroup struct {
	Group    models.ComponentGroup
	Services []Service
}

// Service is one component with its history.
type Service struct {
	Component models.Component
	Days      []DayRecord // oldest first; empty: no bar is shown
}

// Status is the worst of the group.
func (g ServiceGroup) Status() models.Status {
	worst := models.Operational
	for _, s := range g.Services {
		worst = models.Worse(worst, s.Component.Status)
	}
	return worst
}

// Fine reports whether all of the group works, so that it may be folded.
func (g ServiceGroup) Fine() bool { return g.Status() == models.Operational }

// Title leads with the state: a tab is often all that is seen.
func (p HomePage) Title() string { return p.Speech().headline(p.Answer().Status) }

// Description is the answer.
func (p HomePage) Description() string { return p.Answer().Text }

// InlineStyle is the style sheet: nothing that a browser asks for after the page
// holds up its first words.
func (p HomePage) InlineStyle() template.CSS { return StyleElement(p.Settings) }

// Icon carries the state's shape.
func (p HomePage) Icon() string { return "icon-" + Tone(p.Answer().Status) + ".svg" }

// Components lists every component of the page; the list must not be changed.
func (p HomePage) Components() []models.Component {
	if p.Every != nil {
		return p.Every
	}
	return Listed(p.Groups)
}

// Listed lists the components of groups.
func Listed(groups []ServiceGroup) []models.Component {
	count := 0
	for _, g := range groups {
		count += len(g.Services)
	}
	list := make([]models.Component, 0, count)
	for _, g := range groups {
		for n := range g.Services {
			list = append(list, g.Services[n].Component)
		}
	}
	return list
}

// Cards are the open incidents, told as of now.
func (p HomePage) Cards() []Card {
	list := make([]Card, len(p.Open))
	for i, inc := range p.Open {
		list[i] = Card{inc, p.Components(), p.Now, len(p.Open) == 1, p.Speech()}
	}
	return list
}

// Active are the maintenances going on.
func (p HomePage) Active() []MaintenanceLine { return p.works(models.Maintenance.Active) }

// Ahead are the maintenances to come.
func (p HomePage) Ahead() []MaintenanceLine {
	return p.works(func(m models.Maintenance) bool { return m.State == models.Scheduled })
}

func (p HomePage) works(is func(models.Maintenance) bool) []MaintenanceLine {
	var list []models.Maintenance
	for _, m := range p.Maintenances {
		if is(m) {
			list = append(list, m)
		}
	}
	return maintenanceLines(list, p.Components(), p.Now, p.Speech())
}

// Stretch is one day with something to tell, or a run of days without.
type Stretch struct {
	First, Last  time.Time // the older and the newer end; the same for one day
	Ref          time.Time
	Incidents    []IncidentLine
	Maintenances []MaintenanceLine
}

// Quiet reports whether there is nothing to tell.
func (s Stretch) Quiet() bool { return len(s.Incidents)+len(s.Maintenances) == 0 }

// joins reports whether s reads like the day after it: both are quiet, or on both
// the same incidents went on and nothing else happened.
func (s Stretch) joins(after Stretch) bool {
	if len(s.Maintenances)+len(after.Maintenances) > 0 {
		return false
	}
	return slices.EqualFunc(s.Incidents, after.Incidents, func(a, b IncidentLine) bool {
		return a.Incident.PublicID == b.Incident.PublicID && a.WentOn() && b.WentOn()
	})
}

// Single reports whether it is one day.
func (s Stretch) Single() bool { return s.First.Equal(s.Last) }

// Stretches are the last days, newest first, run together where they read alike.
func (p HomePage) Stretches() []Stretch {
	var list []Stretch
	for n := range PastDays + 1 {
		s := p.stretch(midnight(p.Now).AddDate(0, 0, -n))
		if last := len(list) - 1; last >= 0 && s.joins(list[last]) {
			list[last].First = s.First
			continue
		}
		list = append(list, s)
	}
	return list
}

// stretch is one day, its times told as on it. An incident or a maintenance stands
// on every day it touches.
func (p HomePage) stretch(day time.Time) Stretch {
	s := Stretch{First: day, Last: day, Ref: p.Now}
	for _, l := range append(lines(p.Open, p.Postmortems, day, p.Frame), lines(p.Past, p.Postmortems, day, p.Frame)...) {
		l.Day = day
		if touches(day, l.Incident.StartedAt, l.Incident.StartedAt.Add(l.Incident.Duration(p.Now))) {
			s.Incidents = append(s.Incidents, l)
		}
	}
	for _, l := range maintenanceLines(slices.Concat(p.Maintenances, p.PastWorks), p.Components(), day, p.Speech()) {
		if l.Maintenance.State != models.Scheduled && touches(day, l.Maintenance.ScheduledFor, workedUntil(l.Maintenance, p.Now)) {
			s.Maintenances = append(s.Maintenances, l)
		}
	}
	return s
}

// touches reports whether a part of from..until falls on day. What ends at
// midnight ends with the day before.
func touches(day, from, until time.Time) bool {
	return sameDay(from, day) || from.Before(day) && until.After(day)
}

// workedUntil is how long a maintenance that began took, or takes so far.
func workedUntil(m models.Maintenance, now time.Time) time.Time {
	switch {
	case m.State == models.Cancelled:
		return m.ScheduledFor
	case m.CompletedAt != nil:
		return *m.CompletedAt
	case m.Active():
		return now
	}
	return m.ScheduledUntil
}

// Card is an open incident on the home page.
type Card struct {
	Incident   models.Incident
	Components []models.Component // every component of the site
	Ref        time.Time
	Alone      bool // it is the page's answer
	Speech     Speech
}

// cardEntries is how many updates the home page tells of an incident.
const cardEntries = 3

// Status is how bad it is.
func (c Card) Status() models.Status { return IncidentStatus(c.Incident) }

// Entries are its newest updates.
func (c Card) Entries() []Entry {
	u := c.Incident.Updates
	return entries(u[:min(len(u), cardEntries)], c.Components, c.Ref, c.Speech)
}

// Untranslated says in which language messages are that are not told in that of the
// page; empty: all are.
func (c Card) Untranslated() string {
	u := c.Incident.Updates
	return c.Speech.untranslated(u[:min(len(u), cardEntries)])
}

// Older is how many updates only its own page tells.
func (c Card) Older() int { return max(0, len(c.Incident.Updates)-cardEntries) }

// Overdue reports whether the promised next word is late.
func (c Card) Overdue() bool { return overdue(c.Incident, c.Ref) }

// Affected says whom it touches: "Affects Sign-in and Reports. Everything else is
// working."
func (c Card) Affected() string {
	touched := pick(c.Components, c.Incident.ComponentIDs())
	if len(touched) == 0 {
		return ""
	}
	s := c.Speech.Say("Affects {0}.", c.Speech.Names(names(touched), 5))
	if len(touched) < len(c.Components) && c.restWorks(touched) {
		s = c.Speech.Say("{0} Everything else is working.", s)
	}
	return s
}

func (c Card) restWorks(touched []models.Component) bool {
	for _, other := range c.Components {
		if _, ok := find(touched, other.ID); !ok && other.Status != models.Operational {
			return false
		}
	}
	return true
}
