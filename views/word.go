package views

import (
	"slices"
	"strconv"
	"strings"

	"vitrine/locale"
	"vitrine/models"
)

// statusWords are the states of a component as readers see them.
var statusWords = map[models.Status]locale.Key{
	models.Operational:      "Operational",
	models.UnderMaintenance: "Maintenance",
	models.Degraded:         "Degraded",
	models.PartialOutage:    "Partial outage",
	models.MajorOutage:      "Major outage",
	models.UnknownStatus:    "Unknown",
}

// Word says a status: "Partial outage".
func Word(s models.Status) string { return Speech{}.Word(s) }

// Word says a status: "Partial outage".
func (s Speech) Word(status models.Status) string {
	if w, ok := statusWords[status]; ok {
		return s.Say(w)
	}
	return s.Say("Unknown")
}

// StateWord says the state of an incident, a maintenance or an update:
// "In progress".
func StateWord[T ~string](state T) string {
	w := strings.ReplaceAll(string(state), "_", " ")
	if w == "" {
		return ""
	}
	return strings.ToUpper(w[:1]) + w[1:]
}

// stateWords are the states of incidents, maintenances and countermeasures, and
// impacts, as readers see them.
var stateWords = []locale.Key{"Investigating", "Identified", "Monitoring", "Resolved", "Scheduled", "In progress", "Verifying", "Completed", "Cancelled",
	"Planned", "Done", "Dropped", "None", "Minor", "Major", "Critical"}

// State says the state of an incident, a maintenance or an update: "In progress".
func (s Speech) State(state string) string {
	if word := locale.Key(StateWord(state)); slices.Contains(stateWords, word) {
		return s.Say(word)
	}
	return StateWord(state)
}

// impactWords are the impacts as facts.
var impactWords = map[models.Impact]locale.Key{
	models.NoImpact: "No impact", models.MinorImpact: "Minor impact", models.MajorImpact: "Major impact", models.CriticalImpact: "Critical impact",
}

// ImpactWord says an impact as a fact: "Major impact".
func ImpactWord(i models.Impact) string { return Speech{}.ImpactWord(i) }

// ImpactWord says an impact as a fact: "Major impact".
func (s Speech) ImpactWord(i models.Impact) string {
	if w, ok := impactWords[i]; ok {
		return s.Say(w)
	}
	return s.Say("No impact")
}

// impactFact says an impact where the label beside it says that it is one:
// "Major".
func (s Speech) impactFact(i models.Impact) string {
	if i == "" {
		i = models.NoImpact
	}
	return s.State(string(i))
}

// Names joins names as in speech: "A", "A and B", "A, B and C". Over most it
// counts the rest: "A, B and 3 more". A most of 0 lists all.
func Names(names []string, most int) string { return Speech{}.Names(names, most) }

// Names joins names as in speech: "A", "A and B", "A, B and C". Over most it
// counts the rest: "A, B and 3 more". A most of 0 lists all.
func (s Speech) Names(names []string, most int) string {
	if most > 0 && len(names) > most {
		names = append(names[:most-1:most-1], s.Many(len(names)-most+1, "{0} more"))
	}
	return s.List(names)
}

// Count says how many of a thing there are: "1 incident", "no incidents",
// "12 incidents".
func Count(n int, thing string) string {
	switch n {
	case 0:
		return "no " + thing + "s"
	case 1:
		return "1 " + thing
	default:
		return strconv.Itoa(n) + " " + thing + "s"
	}
}
