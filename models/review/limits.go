package review

import (
	"slices"
	"strings"

	"vitrine/models"
)

// Limits of texts, in characters. What is to be published keeps the limits of
// the ground floor.
const (
	maxBody   = 50_000 // a frank text
	maxPublic = 2_000  // the public wording of an entry or an action item
	maxReason = 1_000
)

// between complains about a number out of bounds.
func between(c models.Complaints, field string, n, least, most int64) {
	if n < least || n > most {
		c.Add(field, "The %s must be a number from %d to %d.", spoken(field), least, most)
	}
}

// choice complains about a value that is not one of those offered; none is fine.
func choice[T ~string](c models.Complaints, field string, value T, offered []T) {
	if value != "" && !slices.Contains(offered, value) {
		c.Add(field, "The %s cannot be %q. Choose one of %s.", spoken(field), string(value), join(offered))
	}
}

// pick complains about a value that is missing or not one of those offered.
func pick[T ~string](c models.Complaints, field string, value T, offered []T) {
	if value == "" {
		c.Add(field, "The %s is missing. Choose one of %s.", spoken(field), join(offered))
	}
	choice(c, field, value, offered)
}

func spoken(field string) string { return strings.ReplaceAll(field, "_", " ") }

func join[T ~string](values []T) string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = string(v)
	}
	return strings.Join(texts, ", ")
}
