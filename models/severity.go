package models

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Severities is how many severities there are: 1 is a complete outage, 5 a false
// alarm. Their order, their rules and their numbers are fixed; what they are
// called is the operator's.
const Severities = 5

// SeverityName is what one severity is called and what it means, in one line
// each. An empty one is ours.
type SeverityName struct {
	Label   string `json:"label"`   // "Sev2"
	Meaning string `json:"meaning"` // "major function broken"
}

// SeverityNames are the operator's words for the severities, from 1 to 5.
type SeverityNames [Severities]SeverityName

// ourMeanings are the meanings of a site that has not set its own.
var ourMeanings = [Severities]string{"complete outage", "major function broken", "minor problem", "redundant component failed", "false alarm"}

// SeverityNames are the operator's words for the severities, as they were set.
func (s SiteSettings) SeverityNames() SeverityNames {
	var names SeverityNames
	if s.Severities != "" {
		_ = json.Unmarshal([]byte(s.Severities), &names) // what we wrote ourselves; without it they have our names
	}
	return names
}

// Label is what severity n is called: "Sev2"; empty for 0, which says nothing.
func (s SeverityNames) Label(n int64) string {
	if n < 1 || n > Severities {
		return ""
	}
	if own := s[n-1].Label; own != "" {
		return own
	}
	return fmt.Sprintf("Sev%d", n)
}

// Meaning is what severity n means in one line; empty for 0.
func (s SeverityNames) Meaning(n int64) string {
	if n < 1 || n > Severities {
		return ""
	}
	if own := s[n-1].Meaning; own != "" {
		return own
	}
	return ourMeanings[n-1]
}

// Own reports whether the operator said anything about severity n.
func (s SeverityNames) Own(n int64) bool {
	return n >= 1 && n <= Severities && s[n-1] != SeverityName{}
}

// texts are the operator's words for the gate, each under the field of its form.
func (s SeverityNames) texts() []Text {
	var list []Text
	for n, name := range s {
		list = append(list, Text{severityField(n, "label"), name.Label}, Text{severityField(n, "meaning"), name.Meaning})
	}
	return list
}

// severityField is the field of a form: "severity_2_label".
func severityField(at int, what string) string { return fmt.Sprintf("severity_%d_%s", at+1, what) }

// Limits of the words for severities, in characters.
const (
	maxSeverityLabel   = 24
	maxSeverityMeaning = 70 // so that both stand on one line of a postmortem
)

// set puts the words in place. Two severities may not have the same name.
func (s SeverityNames) set(c Complaints, at *string) {
	for n, name := range s {
		s[n].Label = c.Line(severityField(n, "label"), name.Label, 0, maxSeverityLabel)
		s[n].Meaning = c.Line(severityField(n, "meaning"), name.Meaning, 0, maxSeverityMeaning)
	}
	said := map[string]int{}
	for n := range s {
		label := strings.ToLower(s.Label(int64(n + 1)))
		if other, twice := said[label]; twice {
			c.Add(severityField(n, "label"), "Severity %d is called %q too. Give each a name of its own.", other, s.Label(int64(n+1)))
		}
		said[label] = n + 1
	}
	*at = ""
	if s != (SeverityNames{}) {
		body, _ := json.Marshal(s) // texts always have a JSON form
		*at = string(body)
	}
}
