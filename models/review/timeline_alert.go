package review

import (
	"strings"
	"time"

	"vitrine/models"
)

// Alert is what monitoring said during an incident, for the timeline. Its words
// are inside, as the whole review is.
type Alert struct {
	PublicID  string
	Name      string
	Source    string // "alertmanager", "grafana", "generic"
	Severity  string // in its source's words
	Summary   string
	StartedAt time.Time
	EndedAt   *time.Time // nil while it fires
}

// entries are an alert as lines of the timeline: that it began and, once it is
// so, that it was over. Where nobody says more of them they change no figure.
func (a Alert) entries() []Entry {
	about := a.Name
	if a.Severity != "" {
		about += " (" + a.Severity + ")"
	}
	if first, _, _ := strings.Cut(strings.TrimSpace(a.Summary), "\n"); first != "" && first != a.Name {
		about += ": " + cutTo(first, 300)
	}
	began := Entry{PublicID: "alert-" + a.PublicID, At: a.StartedAt, Kind: Detected, Who: "Monitoring", Origin: OfAlert, What: "Alert: " + about,
		CreatedAt: a.StartedAt, UpdatedAt: a.StartedAt}
	if a.EndedAt == nil {
		return []Entry{merged(began)}
	}
	over := began
	over.PublicID, over.At, over.Kind = "alert-over-"+a.PublicID, *a.EndedAt, Discovery
	over.What = "Alert over: " + a.Name + " (" + strings.ToLower(lasting(models.Lasted(a.StartedAt, *a.EndedAt))) + ")"
	return []Entry{merged(began), merged(over)}
}
