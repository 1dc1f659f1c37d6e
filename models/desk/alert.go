package desk

import (
	"cmp"
	"net/url"
	"strings"
	"time"

	"vitrine/models"
)

// Alert is what monitoring says is wrong. Its words are inside: nothing of them
// becomes public by itself.
type Alert struct {
	ID          int64
	PublicID    string
	Source      string // "alertmanager", "grafana", "generic"
	Fingerprint string // what its source knows it by
	Name        string
	Summary     string
	Link        string // to where it came from; empty without one
	Severity    string // in its source's words
	ComponentID *int64
	Status      string // what it sets the component to while it fires; empty: nothing
	DraftID     *int64
	IncidentID  *int64 // the open incident it belongs to
	StartedAt   time.Time
	EndedAt     *time.Time // nil while it fires
	SeenAt      time.Time  // when its source last spoke of it
	CreatedAt   time.Time
}

// Firing reports whether it is still so.
func (a Alert) Firing() bool { return a.EndedAt == nil }

// DraftState is what became of a proposal.
type DraftState string

// The states of a proposal.
const (
	DraftOpen      DraftState = "open"
	DraftPublished DraftState = "published"
	DraftDismissed DraftState = "dismissed"
)

// IncidentDraft is a proposal: an incident that alerts propose. A person writes it
// for the public, or dismisses it.
type IncidentDraft struct {
	ID          int64
	PublicID    string
	Grouping    string // alerts of the same one come together
	State       DraftState
	ComponentID *int64
	IncidentID  *int64 // what was opened from it
	CreatedAt   time.Time
	UpdatedAt   time.Time

	Alerts []Alert `gorm:"-"` // the earliest first
}

// TableName implements gorm's naming.
func (IncidentDraft) TableName() string { return "incident_drafts" }

// Since is when the first of its alerts began.
func (d IncidentDraft) Since() time.Time {
	if len(d.Alerts) == 0 {
		return d.CreatedAt
	}
	return d.Alerts[0].StartedAt
}

// Firing counts its alerts that still fire.
func (d IncidentDraft) Firing() int {
	n := 0
	for _, a := range d.Alerts {
		if a.Firing() {
			n++
		}
	}
	return n
}

// EndedAt is when the last of its alerts ended; nil while one fires.
func (d IncidentDraft) EndedAt() *time.Time {
	var last *time.Time
	for _, a := range d.Alerts {
		if a.EndedAt == nil {
			return nil
		}
		if last == nil || a.EndedAt.After(*last) {
			last = a.EndedAt
		}
	}
	return last
}

// NewAlert is one alert as its source tells it.
type NewAlert struct {
	Source      string
	Fingerprint string
	Name        string
	Summary     string
	Link        string
	Severity    string
	Group       string // those of one group propose one incident, where no component is named
	Component   string // public id or slug; empty or unknown: none
	Status      models.Status
	Firing      bool
	StartedAt   time.Time // zero: now
	EndedAt     time.Time // zero: now, of one that does not fire
}

// maxAlerts is how many alerts one request may bring.
const maxAlerts = 500

// tidy cuts what its source says to what is kept, and says what cannot be used.
func (n *NewAlert) tidy(now time.Time) error {
	bad := models.Complaints{}
	n.Name = cut(cmp.Or(oneLine(n.Name), n.Fingerprint), models.MaxTitle)
	n.Fingerprint = cut(cmp.Or(n.Fingerprint, n.Name), 200)
	n.Summary, n.Severity, n.Group = cut(strings.TrimSpace(n.Summary), 4_000), cut(oneLine(n.Severity), 60), cut(n.Group, 200)
	if n.Fingerprint == "" {
		bad.Add("alerts", "An alert needs a name or a fingerprint to be known by.")
	}
	if n.Status != "" && !oneOf(string(n.Status), models.Statuses) {
		bad.Add("status", "There is no status %q. Choose operational, degraded_performance, partial_outage, major_outage, under_maintenance or unknown.", n.Status)
	}
	if u, err := url.Parse(n.Link); err != nil || u.Scheme != "https" && u.Scheme != "http" || len(n.Link) > 2_000 {
		n.Link = ""
	}
	if n.StartedAt.IsZero() || n.StartedAt.After(now) {
		n.StartedAt = now
	}
	if n.EndedAt.IsZero() || n.EndedAt.After(now) {
		n.EndedAt = now
	}
	if n.EndedAt.Before(n.StartedAt) {
		n.EndedAt = n.StartedAt
	}
	return bad.Err()
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// cut keeps the first characters of a text.
func cut(text string, most int) string {
	text = strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", ""), "")
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}

// alertStatus is what alerts have set a component to.
type alertStatus struct {
	ComponentID  int64 `gorm:"primaryKey;autoIncrement:false"`
	StatusBefore string
	Status       string
}
