package review

import (
	"time"

	"vitrine/models"
)

// Meeting is one sitting of a review: when, how long, who was there, and what
// was said.
type Meeting struct {
	ID        int64
	PublicID  string
	ReviewID  int64
	HeldAt    time.Time
	Minutes   int64
	Attendees string // names, separated by commas or lines
	Notes     string // Markdown
	Version   int64
	CreatedAt time.Time
	UpdatedAt time.Time
}

// TableName names the table of meetings.
func (Meeting) TableName() string { return "review_meetings" }

// NewMeeting is a meeting to write down.
type NewMeeting struct {
	HeldAt    time.Time
	Minutes   int64
	Attendees string
	Notes     string
}

// MeetingEdit changes what is not nil. Version 0 overwrites whatever is there.
type MeetingEdit struct {
	HeldAt    *time.Time
	Minutes   *int64
	Attendees *string
	Notes     *string
	Version   int64
}

func (e MeetingEdit) apply(m *Meeting) *changes {
	c := newChanges()
	at := &m.HeldAt
	c.moment("held_at", &at, e.HeldAt)
	m.HeldAt = *at
	put(c, "minutes", &m.Minutes, e.Minutes)
	c.words("attendees", &m.Attendees, e.Attendees)
	c.words("notes", &m.Notes, e.Notes)
	return c
}

func (m Meeting) check(now time.Time) error {
	bad := models.Complaints{}
	bad.Time("held_at", m.HeldAt, now)
	between(bad, "minutes", m.Minutes, 0, 24*60)
	bad.Body("attendees", m.Attendees, 0, maxBody)
	bad.Body("notes", m.Notes, 0, maxBody)
	return bad.Err()
}

// People are the names of those who were there.
func (m Meeting) People() []string { return splitNames(m.Attendees) }

// Spent is how long meetings lasted together, and how much time of people's
// lives they took: a meeting counts once for everybody who was there.
func Spent(meetings []Meeting) (together, people time.Duration) {
	for _, m := range meetings {
		long := time.Duration(m.Minutes) * time.Minute
		together += long
		people += long * time.Duration(max(1, len(m.People())))
	}
	return together, people
}
