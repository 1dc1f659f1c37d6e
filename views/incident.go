package views

import (
	"strings"
	"time"

	"vitrine/models"
)

// Incident is the page of one incident.
var Incident = written((*markup).incident)

// IncidentPage tells one incident from its last word to its first. Its times are
// told as on the day it started, so that the page stays true when that day is
// over.
type IncidentPage struct {
	Frame
	Incident   models.Incident
	Components []models.Component // every component of the site
	Postmortem *models.Postmortem // what was published about it; nil: nothing yet
}

// Title implements the layout's need for a title.
func (p IncidentPage) Title() string {
	return p.Speech().Say("{0}: {1}", p.StateWord(), p.Incident.Title)
}

// Description is the newest word about it.
func (p IncidentPage) Description() string {
	if len(p.Incident.Updates) == 0 {
		return p.Incident.Title
	}
	return excerpt(p.Incident.Updates[0].Body)
}

// Kind is the Open Graph type.
func (p IncidentPage) Kind() string { return "article" }

// Ref is the day the page's times are told from.
func (p IncidentPage) Ref() time.Time { return p.Incident.StartedAt }

// Status is how bad it is, or was.
func (p IncidentPage) Status() models.Status { return IncidentStatus(p.Incident) }

// Entries are its updates, newest first.
func (p IncidentPage) Entries() []Entry {
	return entries(p.Incident.Updates, p.Components, p.Ref(), p.Speech())
}

// Untranslated says in which language messages are that are not told in that of the
// page; empty: all are.
func (p IncidentPage) Untranslated() string { return p.Speech().untranslated(p.Incident.Updates) }

// Affected lists the components it touched.
func (p IncidentPage) Affected() []models.Component {
	return pick(p.Components, p.Incident.ComponentIDs())
}

// Course is how each affected component fared.
func (p IncidentPage) Course() []Course { return courses(p.Incident.Updates, p.Affected()) }

// StateWord says where it stands: "Resolved".
func (p IncidentPage) StateWord() string { return p.Speech().State(string(p.Incident.State)) }

// Impact says how much of the service it took: "Major". Early on nobody knows.
func (p IncidentPage) Impact() string {
	if p.Status() == models.UnknownStatus {
		return p.Speech().Say("Not known yet")
	}
	return p.Speech().impactFact(p.Incident.Impact)
}

// AffectedNames says what it touched: "Sign-in and Reports".
func (p IncidentPage) AffectedNames() string { return p.Speech().Names(names(p.Affected()), 6) }

// Overdue reports whether the promised next word is late.
func (p IncidentPage) Overdue() bool { return overdue(p.Incident, p.Now) }

// Promise reports whether a postmortem is promised that is not there yet.
func (p IncidentPage) Promise() bool {
	return p.Postmortem == nil && p.Incident.PostmortemExpectedBy != nil
}

// Late reports whether the promised postmortem is late: the day itself still
// counts.
func (p IncidentPage) Late() bool {
	return p.Promise() && !p.Now.Before(midnight(*p.Incident.PostmortemExpectedBy).AddDate(0, 0, 1))
}

// MayFollow reports whether there is an end to be told of.
func (p IncidentPage) MayFollow() bool { return p.Incident.Open() && !p.Preview }

// Feeds of the components it touched come after the site's own.
func (p IncidentPage) Feeds() []Feed {
	list := p.Frame.Feeds()
	for _, c := range p.Affected() {
		list = append(list, feeds("/components/"+c.Slug, p.SiteName()+": "+c.Name)[1])
	}
	return list
}

// Course is the states of one component during an incident, in order.
type Course struct {
	Component models.Component
	Steps     []CourseStep
}

// CourseStep is a state and since when.
type CourseStep struct {
	Status models.Status
	At     time.Time
}

// courses reads updates, newest first, into what happened to each component.
func courses(updates []models.Update, components []models.Component) []Course {
	var list []Course
	for _, c := range components {
		course := Course{Component: c}
		for n := len(updates) - 1; n >= 0; n-- {
			for _, uc := range updates[n].Components {
				last := len(course.Steps) - 1
				if uc.ComponentID == c.ID && (last < 0 || course.Steps[last].Status != uc.NewStatus) {
					course.Steps = append(course.Steps, CourseStep{uc.NewStatus, updates[n].DisplayAt})
				}
			}
		}
		list = append(list, course)
	}
	return list
}

// IncidentStatus is how bad an incident is now, or was at its worst once it is
// resolved, in the word of its worst component. An open incident is never
// good: while we do not know what it does, it is unknown.
func IncidentStatus(i models.Incident) models.Status {
	worst := models.Operational
	for _, s := range incidentStatuses(i) {
		worst = models.Worse(worst, s)
	}
	if worst == models.Operational {
		worst = impactStatus(i.Impact)
	}
	if worst == models.Operational && i.Open() {
		return models.UnknownStatus
	}
	return worst
}

// incidentStatuses are the newest status of each component while the incident is
// open, and all it ever had afterwards.
func incidentStatuses(i models.Incident) []models.Status {
	var list []models.Status
	seen := map[int64]bool{}
	for _, u := range i.Updates {
		for _, uc := range u.Components {
			if i.Open() && seen[uc.ComponentID] {
				continue
			}
			seen[uc.ComponentID] = true
			list = append(list, uc.NewStatus)
		}
	}
	return list
}

func impactStatus(i models.Impact) models.Status {
	switch i {
	case models.CriticalImpact:
		return models.MajorOutage
	case models.MajorImpact:
		return models.PartialOutage
	case models.MinorImpact:
		return models.Degraded
	default:
		return models.Operational
	}
}

func overdue(i models.Incident, now time.Time) bool {
	return i.Open() && i.NextUpdateAt != nil && now.After(*i.NextUpdateAt)
}

// IncidentLine is an incident in a list.
type IncidentLine struct {
	Incident   models.Incident
	Ref        time.Time
	Postmortem *models.Postmortem
	Noun       models.Noun // what that is called
	Day        time.Time   // midnight of the day it is listed under; zero: it is told whole
	Speech     Speech
	ID         string // of the line in its page; empty: nothing leads to it
}

// Status is how bad it was.
func (l IncidentLine) Status() models.Status { return IncidentStatus(l.Incident) }

// Outcome says how it ended, or what it did on its day: "resolved in 47 min",
// "still open", "went on".
func (l IncidentLine) Outcome() string {
	switch {
	case l.Incident.Open() || l.Incident.ResolvedAt == nil:
		return l.Speech.Say("still open")
	case l.WentOn():
		return l.Speech.Say("went on")
	}
	return l.Speech.Say("resolved in {0}", l.Speech.Took(l.Incident.Duration(l.Ref)))
}

// WentOn reports whether the line stands under a day on which the incident
// neither began nor ended.
func (l IncidentLine) WentOn() bool {
	if l.Day.IsZero() || sameDay(l.Incident.StartedAt, l.Day) {
		return false
	}
	return l.Incident.ResolvedAt == nil || l.Incident.ResolvedAt.After(l.Day.AddDate(0, 0, 1))
}

// Begun is when it began, on lines that do not tell how it ended; nil on others.
func (l IncidentLine) Begun() *time.Time {
	if l.Incident.ResolvedAt != nil && !l.WentOn() {
		return nil
	}
	return &l.Incident.StartedAt
}

// lines tells incidents as on the day of ref, each with its postmortem.
func lines(incidents []models.Incident, postmortems []models.Postmortem, ref time.Time, f Frame) []IncidentLine {
	list := make([]IncidentLine, len(incidents))
	for i, inc := range incidents {
		list[i] = IncidentLine{Incident: inc, Ref: ref, Noun: f.Noun(), Speech: f.Speech(), Postmortem: postmortemOf(inc.ID, postmortems)}
	}
	return list
}

// postmortemOf finds the readable postmortem that covers the incident.
func postmortemOf(incidentID int64, postmortems []models.Postmortem) *models.Postmortem {
	for i, p := range postmortems {
		for _, id := range p.IncidentIDs {
			if id == incidentID && p.WithdrawnAt == nil {
				return &postmortems[i]
			}
		}
	}
	return nil
}

// excerpt is the beginning of a text for a description, at most 200 characters.
func excerpt(md string) string {
	return excerpts.of(0, md, func() string { return beginning(PlainLine(md), 200) })
}

var excerpts remembered

// beginning is at most that many characters of a line, cut between words.
func beginning(line string, most int) string {
	s := []rune(line)
	if len(s) <= most {
		return string(s)
	}
	cut := string(s[:most-1])
	if space := strings.LastIndexByte(cut, ' '); space > most/2 {
		cut = cut[:space]
	}
	return cut + "…"
}
