package signup

import (
	"context"
	"fmt"
	"strings"
	"time"

	"vitrine/models"
)

// State is where a subscription stands.
type State string

// The states of a subscription.
const (
	Pending State = "pending" // asked for, not confirmed
	Active  State = "active"
	Left    State = "left"
)

// Purpose is what a token is good for.
type Purpose string

// The purposes. Every token shows its subscription.
const (
	ToConfirm Purpose = "confirm" // confirms, for ConfirmWithin
	ToManage  Purpose = "manage"  // changes and leaves
	ToLeave   Purpose = "leave"   // leaves, for ever
	ToEnd     Purpose = "end"     // ends the subscription of a list, for ConfirmWithin
)

// Subscription is one person's own subscription, as that person sees it.
type Subscription struct {
	Email       string // shortened ("s…@example.com") for a token that only leaves; what may be read of another address
	Channel     models.Channel
	State       State
	Purpose     Purpose
	Expired     bool // the mailed link is too old
	Choice      Choice
	Following   []Following // newest incident first
	RequestedAt time.Time
	ConfirmedAt *time.Time
}

// Single reports whether the person follows single incidents and nothing else.
func (s Subscription) Single() bool {
	c := s.Choice
	return !c.Incidents && !c.Maintenance && !c.Postmortems && !c.Countermeasures
}

// found is a row that a token opens.
type found struct {
	Email            string         `json:"email"`
	Channel          models.Channel `json:"channel"`
	State            State          `json:"state"`
	Purpose          Purpose        `json:"purpose"`
	AllComponents    bool           `json:"all_components"`
	WantsIncidents   bool           `json:"wants_incidents"`
	WantsMaintenance bool           `json:"wants_maintenance"`
	WantsPostmortems bool           `json:"wants_postmortems"`
	Components       string         `json:"components"` // public ids, comma separated
	Groups           string         `json:"groups"`     // likewise
	ConfirmExpiresAt *time.Time     `json:"confirm_expires_at"`
	EndExpiresAt     *time.Time     `json:"end_expires_at"`
	RequestedAt      time.Time      `json:"requested_at"`
	ConfirmedAt      *time.Time     `json:"confirmed_at"`
	Follows          []Following    `json:"follows" gorm:"-"`

	WantsCountermeasures bool `json:"wants_countermeasures"`

	LeastImpact models.Impact `json:"least_impact"`
	Digest      models.Digest `json:"digest"`
	QuietFrom   string        `json:"quiet_from"`
	QuietUntil  string        `json:"quiet_until"`
	Zone        string        `json:"zone"`
	Language    string        `json:"language"`
	IsList      bool          `json:"is_list"`
}

// Subscription returns what token opens, NotFound when it opens nothing.
func (d *Door) Subscription(ctx context.Context, token string) (Subscription, error) {
	rows, err := d.rows.find(ctx, models.HashToken(token))
	if err != nil {
		return Subscription{}, fmt.Errorf("find subscription: %w", err)
	}
	if len(rows) == 0 {
		return Subscription{}, gone
	}
	return rows[0].subscription(d.Now()), nil
}

func (f found) subscription(now time.Time) Subscription {
	s := Subscription{Email: f.Email, Channel: f.Channel, State: f.State, Purpose: f.Purpose, RequestedAt: f.RequestedAt, ConfirmedAt: f.ConfirmedAt,
		Choice: f.choice(), Following: f.Follows}
	if f.Purpose == ToLeave {
		s.Following = nil
		if f.Channel == models.ByEmail {
			s.Email = shortened(f.Email)
		}
	}
	s.Expired = f.Purpose == ToConfirm && f.State == Pending && over(f.ConfirmExpiresAt, now) || f.Purpose == ToEnd && over(f.EndExpiresAt, now)
	return s
}

func over(end *time.Time, now time.Time) bool { return end == nil || !end.After(now) }

func (f found) choice() Choice {
	return Choice{AllComponents: f.AllComponents, ComponentIDs: parts(f.Components), GroupIDs: parts(f.Groups),
		Incidents: f.WantsIncidents, Maintenance: f.WantsMaintenance, Postmortems: f.WantsPostmortems, Countermeasures: f.WantsCountermeasures,
		LeastImpact: f.LeastImpact, Digest: f.Digest, Quiet: models.Quiet{From: f.QuietFrom, Until: f.QuietUntil},
		Zone: f.Zone, Language: f.Language, List: f.IsList}
}

func parts(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(list, ",")
}

// shortened hides the local part of an address: the address of a one-click
// unsubscribe stands in a header that more people see than the mail itself.
func shortened(email string) string {
	at := strings.LastIndexByte(email, '@')
	if at < 1 {
		return ""
	}
	return email[:1] + "…" + email[at:]
}

// Confirm makes the subscription of a confirmation token active; a second time
// changes nothing. Errors are NotFound, and Gone for a link that is too old.
func (d *Door) Confirm(ctx context.Context, token, from string) error {
	a, err := d.rows.confirm(ctx, models.HashToken(token), network(from))
	if err != nil {
		return fmt.Errorf("confirm subscription: %w", err)
	}
	if a == expired {
		return models.Fail(models.Gone, "This confirmation link is older than 48 hours. Sign up again to get a new one.")
	}
	return a.err()
}

// Change replaces what the holder of a manage token hears about. Errors are
// Invalid and NotFound.
func (d *Door) Change(ctx context.Context, token string, c Choice) error {
	if err := d.known(ctx, c); err != nil {
		return err
	}
	a, err := d.rows.change(ctx, models.HashToken(token), c)
	if err != nil {
		return fmt.Errorf("change subscription: %w", err)
	}
	return a.err()
}

// Leave ends the subscription of a leave or manage token, for good until the
// person asks again. A token that opens nothing is no error, so that the answer
// tells nothing about it (RFC 8058); so is leaving twice. For a list it sends a
// mail to everybody instead, and reports that: the link in it leaves.
func (d *Door) Leave(ctx context.Context, token string) (asked bool, err error) {
	end := models.NewToken()
	a, err := d.rows.leave(ctx, models.HashToken(token), models.HashToken(end), d.key.Seal("end", end))
	if err != nil {
		return false, fmt.Errorf("leave subscription: %w", err)
	}
	return a == mailed, nil
}

func (a answer) err() error {
	if a == nobody {
		return gone
	}
	return nil
}
