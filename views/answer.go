package views

import (
	"vitrine/locale"
	"vitrine/models"
)

// Answer is the first thing a visitor reads: what does not work, in one sentence,
// and the state whose shape and colour go with it.
type Answer struct {
	Status models.Status
	Text   string
	More   string // what else is not in order, one sentence; may be empty
}

// Overall is the state of the whole: the worst of the components, of the open
// incidents and of the maintenances going on. Where there is nothing to judge by
// it is unknown. Front page, icon, title and badge all say this one.
func Overall(components []models.Component, open []models.Incident, active []models.Maintenance) models.Status {
	worst := models.Operational
	if len(components)+len(open) == 0 {
		worst = models.UnknownStatus
	}
	for n := range components {
		worst = models.Worse(worst, components[n].Status)
	}
	for _, i := range open {
		worst = models.Worse(worst, IncidentStatus(i))
	}
	if len(active) > 0 {
		worst = models.Worse(worst, models.UnderMaintenance)
	}
	return worst
}

// Overall is the state of the whole page. Where its data may be old nobody knows
// that all is well.
func (p HomePage) Overall() models.Status {
	var active []models.Maintenance
	for _, m := range p.Maintenances {
		if m.Active() {
			active = append(active, m)
		}
	}
	worst := Overall(p.Components(), p.Open, active)
	if p.Stale != nil && worst == models.Operational {
		return models.UnknownStatus
	}
	return worst
}

// Answer works the page's sentence out. An open incident says it best; then what
// the components say; then maintenance. What is not known is never called good.
func (p HomePage) Answer() Answer {
	switch len(p.Open) {
	case 0:
		return p.calm()
	case 1:
		return Answer{p.Overall(), p.Open[0].Title, p.Speech().others(models.Operational, p.untold())}
	default:
		return Answer{p.Overall(), p.Speech().Many(len(p.Open), "{0} incidents are open."), p.Speech().others(models.Operational, p.untold())}
	}
}

// untold are the components out of order that no open incident touches.
func (p HomePage) untold() []models.Component {
	told := map[int64]bool{}
	for _, i := range p.Open {
		for _, id := range i.ComponentIDs() {
			told[id] = true
		}
	}
	var list []models.Component
	for _, c := range p.Components() {
		if !told[c.ID] && c.Status != models.Operational { // others are not named
			list = append(list, c)
		}
	}
	return list
}

// calm is the answer while no incident is open.
func (p HomePage) calm() Answer {
	components := p.Components()
	if len(components) == 0 {
		return Answer{Status: models.UnknownStatus, Text: p.Speech().Say("No services are listed here yet.")}
	}
	worst := p.Overall()
	if p.Stale != nil && worst == models.UnknownStatus && Overall(components, nil, nil) == models.Operational {
		return Answer{Status: worst, Text: p.Speech().Say("All services were working when we last looked.")}
	}
	if works := p.Active(); len(works) > 0 && worst == models.UnderMaintenance {
		return Answer{Status: models.UnderMaintenance, Text: p.Speech().Say("Planned maintenance is under way.")}
	}
	return Answer{worst, p.Speech().sentence(worst, components), p.Speech().others(worst, components)}
}

// others names what is neither working nor as bad as the worst.
func (s Speech) others(worst models.Status, components []models.Component) string {
	var those []string
	for _, c := range components {
		if c.Status != worst && c.Status != models.Operational {
			those = append(those, c.Name)
		}
	}
	if len(those) == 0 {
		return ""
	}
	return s.Say("Not in order either: {0}.", s.Names(those, 5))
}

// sentence is the sentence for the components that are in a state.
func (s Speech) sentence(status models.Status, components []models.Component) string {
	var those []string
	for _, c := range components {
		if c.Status == status {
			those = append(those, c.Name)
		}
	}
	if status == models.Operational {
		return s.Say("All services are working.")
	}
	who := s.Names(those, 4)
	if is, known := predicates[status]; known {
		return s.Many(len(those), is, who)
	}
	return s.Say("We do not know the state of {0} right now.", who)
}

// predicates say how services in a state are.
var predicates = map[models.Status]locale.Plural{
	models.UnderMaintenance: "{1} are under maintenance.",
	models.Degraded:         "{1} are slower or less complete than usual.",
	models.PartialOutage:    "{1} are failing for some.",
	models.MajorOutage:      "{1} are down.",
}

// headlines are the states as the first words of a title.
var headlines = map[models.Status]locale.Key{
	models.Operational:      "All services working",
	models.UnderMaintenance: "Under maintenance",
	models.Degraded:         "Degraded performance",
	models.UnknownStatus:    "State unknown",
}

// headline is the state as the first words of a title.
func (s Speech) headline(status models.Status) string {
	if words, ok := headlines[status]; ok {
		return s.Say(words)
	}
	return s.Word(status)
}
