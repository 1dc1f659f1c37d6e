package mail

import (
	"slices"
	"strings"

	"vitrine/models"
)

// IncidentUpdate is the mail about one update of an incident.
var IncidentUpdate = mail[IncidentUpdateMail]("incident_update")

// IncidentUpdateMail is what an IncidentUpdate says.
type IncidentUpdateMail struct {
	Frame
	Incident   models.Incident // with its updates
	Update     models.Update
	Components []models.Component // all there are
}

// Affected is a component with the status it has by this mail.
type Affected struct {
	Name   string
	Status models.Status
}

// Subject implements about.
func (m IncidentUpdateMail) Subject() string { return m.subject(m.Incident.Title) }

// Preheader implements about: state, impact, next word.
func (m IncidentUpdateMail) Preheader() string {
	parts := []string{m.State(m.Update.State) + m.Say(". // ends a sentence"), m.Sentence()}
	if next := m.Next(); next != "" {
		parts = append(parts, next)
	}
	return strings.Join(parts, " ")
}

// Over reports whether this update ends the incident.
func (m IncidentUpdateMail) Over() bool { return m.Update.State == string(models.Resolved) }

// Look is the status whose shape and colour the mail wears.
func (m IncidentUpdateMail) Look() models.Status {
	if m.Over() {
		return models.Operational
	}
	return like(m.Incident.Impact)
}

// Was is the state before this update where it was another: "Investigating".
func (m IncidentUpdateMail) Was() string {
	for i, u := range m.Incident.Updates { // newest first
		if u.ID == m.Update.ID && i+1 < len(m.Incident.Updates) {
			if before := m.Incident.Updates[i+1].State; before != m.Update.State {
				return m.State(before)
			}
		}
	}
	return ""
}

// Affected lists every component the incident touched up to this update, with
// the status that holds after it.
func (m IncidentUpdateMail) Affected() []Affected {
	status := map[int64]models.Status{}
	for _, u := range slices.Backward(m.Incident.Updates) {
		for _, c := range u.Components {
			status[c.ComponentID] = c.NewStatus
		}
		if u.ID == m.Update.ID {
			break
		}
	}
	var list []Affected
	for _, c := range m.Components {
		if s, ok := status[c.ID]; ok {
			list = append(list, Affected{Name: c.Name, Status: s})
		}
	}
	return list
}

// Spared names what keeps working, empty when nothing was named as affected.
func (m IncidentUpdateMail) Spared() string {
	hit := map[string]bool{}
	for _, a := range m.Affected() {
		hit[a.Name] = true
	}
	var names []string
	for _, c := range m.Components {
		if !hit[c.Name] && c.Status == models.Operational {
			names = append(names, c.Name)
		}
	}
	if len(hit) == 0 {
		return ""
	}
	return m.Speech().Names(names, 6)
}

// Sentence says first what the reader wants to know: what does not work, or that
// it is over.
func (m IncidentUpdateMail) Sentence() string {
	if m.Over() {
		return m.Say("This is over. It lasted {0}.", m.Speech().Took(m.Incident.Duration(m.Update.DisplayAt)))
	}
	var names []string
	for _, a := range m.Affected() {
		if a.Status != models.Operational {
			names = append(names, a.Name+" ("+m.within(m.Word(a.Status))+")")
		}
	}
	if len(names) == 0 {
		return m.Speech().ImpactWord(m.Incident.Impact) + m.Say(". // ends a sentence")
	}
	return m.Say("Affected: {0}.", m.Speech().Names(names, 5))
}

// Next promises the next word, empty without a promise.
func (m IncidentUpdateMail) Next() string {
	if m.Over() || m.Incident.NextUpdateAt == nil {
		return ""
	}
	return m.Say("Next update by {0}, or sooner if anything changes.", m.Moment(*m.Incident.NextUpdateAt))
}

// Promise says when the postmortem comes, empty without a promise.
func (m IncidentUpdateMail) Promise() string {
	if m.Incident.PostmortemExpectedBy == nil {
		return ""
	}
	return m.Say("We will publish {0} by {1}. You will get it in this conversation.", m.Noun().A(), m.Day(*m.Incident.PostmortemExpectedBy))
}

// URL is the incident's page.
func (m IncidentUpdateMail) URL() string { return m.to("/incidents/" + m.Incident.PublicID) }
