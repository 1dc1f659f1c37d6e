package console

import (
	"reflect"
	"strconv"
	"strings"

	"vitrine/models"
)

// spoken are the words of the domain where they differ from their keys.
var spoken = map[string]string{
	"operational": "Operational", "under_maintenance": "Maintenance", "degraded_performance": "Degraded",
	"partial_outage": "Partial outage", "major_outage": "Major outage", "unknown": "Unknown",
	"in_progress": "In progress", "none": "None", "know_sooner": "Know sooner", "recover_sooner": "Recover sooner",
	"status_update": "Status update", "configuration_change": "Configuration change", "third_party": "Third party",
	"full_report": "Full report", "ip_address": "IP address", "internal_url": "internal link", "email_address": "email address",
}

// word says a key of the domain as people do: "in_progress" is "In progress".
func word[T ~string](key T) string {
	if w, ok := spoken[string(key)]; ok {
		return w
	}
	if key == "" {
		return ""
	}
	w := strings.ReplaceAll(string(key), "_", " ")
	return strings.ToUpper(w[:1]) + w[1:]
}

// anyWord is word for pages, where a key has the type of its noun.
func anyWord(key any) string {
	v := reflect.ValueOf(key)
	if v.Kind() != reflect.String {
		return ""
	}
	return word(v.String())
}

// number groups digits for reading: 1204 is "1,204".
func number(n int64) string {
	s := strconv.FormatInt(n, 10)
	for at := len(s) - 3; at > 0 && s[at-1] != '-'; at -= 3 {
		s = s[:at] + "," + s[at:]
	}
	return s
}

// people counts persons: "1 person", "1,204 people".
func people(n int64) string {
	if n == 1 {
		return "1 person"
	}
	return number(n) + " people"
}

// count says how many of a thing there are: "1 update", "3 updates".
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return number(int64(n)) + " " + thing + "s"
}

// statusClass is the look of a component's status; unknown keys look unknown.
func statusClass(s models.Status) string {
	switch s {
	case models.Operational:
		return "ok"
	case models.UnderMaintenance:
		return "maint"
	case models.Degraded:
		return "degraded"
	case models.PartialOutage:
		return "partial"
	case models.MajorOutage:
		return "major"
	default:
		return "unknown"
	}
}

// impactClass is the look of an incident's impact.
func impactClass(i models.Impact) string {
	switch i {
	case models.CriticalImpact:
		return "major"
	case models.MajorImpact:
		return "partial"
	case models.MinorImpact:
		return "degraded"
	default:
		return "ok"
	}
}

// lowerWord is a key of the domain in the middle of a sentence.
func lowerWord(key any) string { return lower(anyWord(key)) }
