package views

import (
	"vitrine/models"
)

// Answer is the first thing a visitor reads: what does not work, in one sentence,
// and the state whose shape and colour go with it.
type Answer struct {
	Status models.Status
	Text   string
	More   string // what else is not in order, one sentence; may be empty
}

// Answer works the page's sentence out. An open incident says it best; then what
// the components say; then maintenance. What is not known is never called good.
func (p HomePage) Answer() Answer {
	switch len(p.Open) {
	case 0:
		return p.calm()
	case 1:
		return Answer{Status: p.worst(), Text: p.Open[0].Title}
	default:
		return Answer{Status: p.worst(), Text: upper(Count(len(p.Open), "incident")) + " are open."}
	}
}

// worst is the worst of the open incidents.
func (p HomePage) worst() models.Status {
	worst := models.Operational
	for _, i := range p.Open {
		worst = models.Worse(worst, IncidentStatus(i))
	}
	return worst
}

// calm is the answer while no incident is open.
func (p HomePage) calm() Answer {
	components := p.Components()
	if len(components) == 0 {
		return Answer{Status: models.UnknownStatus, Text: "No services are listed here yet."}
	}
	worst := models.Operational
	for _, c := range components {
		worst = models.Worse(worst, c.Status)
	}
	if works := p.Active(); len(works) > 0 && (worst == models.Operational || worst == models.UnderMaintenance) {
		return Answer{Status: models.UnderMaintenance, Text: "Planned maintenance is under way."}
	}
	return Answer{worst, sentence(worst, components), others(worst, components)}
}

// others names what is neither working nor as bad as the worst.
func others(worst models.Status, components []models.Component) string {
	var those []string
	for _, c := range components {
		if c.Status != worst && c.Status != models.Operational {
			those = append(those, c.Name)
		}
	}
	if len(those) == 0 {
		return ""
	}
	return "Not in order either: " + Names(those, 5) + "."
}

// sentence is the sentence for the components that are in state s.
func sentence(s models.Status, components []models.Component) string {
	var those []string
	for _, c := range components {
		if c.Status == s {
			those = append(those, c.Name)
		}
	}
	who := Names(those, 4)
	predicate, known := predicates[s]
	switch {
	case s == models.Operational:
		return "All services are working."
	case !known:
		return "We do not know the state of " + who + " right now."
	case len(those) == 1:
		return who + " is " + predicate + "."
	default:
		return who + " are " + predicate + "."
	}
}

// predicates finish the sentence "Payments is …".
var predicates = map[models.Status]string{
	models.UnderMaintenance: "under maintenance",
	models.Degraded:         "slower or less complete than usual",
	models.PartialOutage:    "failing for some",
	models.MajorOutage:      "down",
}

// headline is the state as the first words of a title.
func headline(s models.Status) string {
	switch s {
	case models.Operational:
		return "All services working"
	case models.UnderMaintenance:
		return "Under maintenance"
	case models.Degraded:
		return "Degraded performance"
	case models.UnknownStatus:
		return "State unknown"
	default:
		return Word(s)
	}
}
