package audience

import (
	"time"

	"vitrine/models"
)

// State is where a subscriber stands.
type State string

// The states of a subscriber. Only active ones are written to.
const (
	Pending State = "pending" // asked for, not confirmed
	Active  State = "active"
	Left    State = "left"
)

// Subscriber is somebody who is told.
type Subscriber struct {
	ID               int64
	PublicID         string
	Channel          Channel
	Email            string // of another channel what may be read of its address
	State            State
	AllComponents    bool
	WantsIncidents   bool
	WantsMaintenance bool
	WantsPostmortems bool
	Source           string // where the address came from: page, staff, import
	Consent          string // the sentence agreed to, or who vouched for it
	RequestedAt      time.Time
	RequestedFrom    string // network of the visitor
	ConfirmedAt      *time.Time
	ConfirmedFrom    string
	LeftAt           *time.Time
	CreatedAt        time.Time
	UpdatedAt        time.Time

	WantsCountermeasures bool // when the last promise of a postmortem is kept

	LeastImpact models.Impact
	Digest      models.Digest
	QuietFrom   string
	QuietUntil  string
	Zone        string // IANA name; empty: the site's
	Language    string // BCP 47, a wish
	IsList      bool   // the address stands for many people

	ComponentIDs []string    `gorm:"-"` // public ids, where not all
	GroupIDs     []string    `gorm:"-"` // likewise
	Following    []Following `gorm:"-"` // single incidents
	Endpoint     *Endpoint   `gorm:"-"` // how their channel does; nil for mail, and in lists
}

// Following is an incident that a subscriber follows until it is over.
type Following struct {
	PublicID    string
	Title       string
	EveryUpdate bool
	Postmortem  bool
}

// Choice returns what the subscriber wants to hear about.
func (s Subscriber) Choice() Choice {
	return Choice{AllComponents: s.AllComponents, ComponentIDs: s.ComponentIDs,
		GroupIDs: s.GroupIDs, Incidents: s.WantsIncidents, Maintenance: s.WantsMaintenance, Postmortems: s.WantsPostmortems,
		Countermeasures: s.WantsCountermeasures, LeastImpact: s.LeastImpact, Digest: s.Digest,
		Quiet: models.Quiet{From: s.QuietFrom, Until: s.QuietUntil}, Zone: s.Zone, Language: s.Language, List: s.IsList}
}

// NewSubscriber is somebody whom staff add on the person's word.
type NewSubscriber struct {
	Email string
	Choice
	Consent string // how the person agreed: "asked by phone, ticket 12"
}

// check returns n as it is kept, or all that is wrong with it.
func (n NewSubscriber) check() (NewSubscriber, error) {
	var err error
	if n.Email, err = models.Address(n.Email); err != nil {
		return n, err
	}
	c := models.Complaints{}
	n.Consent = c.Line("consent", n.Consent, 1, 500)
	if err := c.Err(); err != nil {
		return n, err
	}
	return n, n.Choice.Check()
}

// SubscriberQuery narrows a list of subscribers.
type SubscriberQuery struct {
	State   State   // empty: any
	Channel Channel // empty: any
	Search  string  // part of the address
	Before  string  // public id of the last one seen
	Limit   int     // 100 when 0, 500 at most
}

// Counts says how many subscribers are in each state, and how many addresses
// are never written to.
type Counts struct {
	Pending, Active, Left, Suppressed int64
}

// page returns a limit between 1 and most.
func page(limit, usual, most int) int {
	if limit <= 0 {
		return usual
	}
	return min(limit, most)
}
