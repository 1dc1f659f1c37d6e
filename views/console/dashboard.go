package console

import (
	"time"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/desk"
	"vitrine/models/review"
)

// Dashboard is what needs somebody now.
var Dashboard = page[DashboardPage]("dashboard")

// DashboardPage is what Dashboard shows.
type DashboardPage struct {
	Frame        Frame
	Open         []models.Incident
	Proposed     []desk.IncidentDraft // what alerts propose
	Names        map[int64]string
	Ahead        []models.Maintenance
	Reviews      []DueReview
	Mentions     []review.Mention // comments that call the person by name
	Asked        []review.Asked   // reviews that wait for their signature
	Mine         []review.Due     // what is due and the person answers for
	Postmortems  []DuePostmortem
	More         int // how many further reviews and postmortems are due
	Mail         audience.Health
	Mirrors      []Mirror
	Followers    []Follower // machines that show this site's editions
	Edition      int64      // newest edition of the public page
	EditionAt    time.Time  // when it was rendered; zero when none is
	Publications int64      // number of the newest change in the database
	FirstSteps   []Step
}

// Title implements the layout's need for one. What is overdue comes first, so
// that the tab says it.
func (p DashboardPage) Title() string {
	if n := p.Overdue(); n > 0 {
		return "(" + number(int64(n)) + " overdue) Now"
	}
	return "Now"
}

// Overdue counts the open incidents whose next word is late.
func (p DashboardPage) Overdue() int {
	n := 0
	for _, i := range p.Open {
		if p.Frame.Late(i.NextUpdateAt) {
			n++
		}
	}
	return n
}

// Services names the components an incident touched.
func (p DashboardPage) Services(i models.Incident) string { return names(i.ComponentIDs(), p.Names) }

// Behind reports whether changes wait to be rendered.
func (p DashboardPage) Behind() bool { return p.Publications > p.Edition }

// Link is where something that is due is worked on.
func (p DashboardPage) Link(d review.Due) string { return dueLink(d) }

// Due says when it is due.
func (p DashboardPage) Due(d review.Due) string { return dueWords(d) }

// DueReview is a review that somebody should finish.
type DueReview struct {
	ID, IncidentID, Title string // ID is empty where none was started
	Who                   string // answers for it
	DueAt                 *time.Time
}

// DuePostmortem is a promise of a postmortem not kept yet.
type DuePostmortem struct {
	IncidentID, Title string
	Who               string // answers for it
	Slug              string // of the preliminary report that the full one follows; empty: none is out
	ExpectedBy        *time.Time
}

// Step is one thing to do on a new installation.
type Step struct {
	Done       bool
	Name, Path string
}
