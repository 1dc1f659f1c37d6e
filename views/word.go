package views

import (
	"strconv"
	"strings"

	"vitrine/models"
)

// statusWords are the states of a component as readers see them.
var statusWords = map[models.Status]string{
	models.Operational:      "Operational",
	models.UnderMaintenance: "Maintenance",
	models.Degraded:         "Degraded",
	models.PartialOutage:    "Partial outage",
	models.MajorOutage:      "Major outage",
	models.UnknownStatus:    "Unknown",
}

// Word says a status: "Partial outage".
func Word(s models.Status) string {
	if w, ok := statusWords[s]; ok {
		return w
	}
	return "Unknown"
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

// ImpactWord says an impact as a fact: "Major impact".
func ImpactWord(i models.Impact) string {
	if i == models.NoImpact || i == "" {
		return "No impact"
	}
	return StateWord(i) + " impact"
}

// impactFact says an impact where the label beside it says that it is one:
// "Major".
func impactFact(i models.Impact) string {
	if i == "" {
		i = models.NoImpact
	}
	return StateWord(i)
}

// Names joins names as in speech: "A", "A and B", "A, B and C". Over most it
// counts the rest: "A, B and 3 more". A most of 0 lists all.
func Names(names []string, most int) string {
	if most > 0 && len(names) > most {
		names = append(names[:most-1:most-1], strconv.Itoa(len(names)-most+1)+" more")
	}
	switch n := len(names); n {
	case 0:
		return ""
	case 1:
		return names[0]
	default:
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
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

// upper gives a sentence its capital.
func upper(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
