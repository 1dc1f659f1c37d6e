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
)

// Subscription is one person's own subscription, as that person sees it.
type Subscription struct {
	Email       string // shortened ("s…@example.com") for a token that only leaves
	State       State
	Purpose     Purpose
	Expired     bool // the confirmation link is too old
	Choice      Choice
	RequestedAt time.Time
	ConfirmedAt *time.Time
}

// found is a row that a token opens.
type found struct {
	Email            string
	State            State
	Purpose          Purpose
	AllComponents    bool
	WantsIncidents   bool
	WantsMaintenance bool
	WantsPostmortems bool
	Components       string // public ids, comma separated
	ConfirmExpiresAt *time.Time
	RequestedAt      time.Time
	ConfirmedAt      *time.Time

	WantsCountermeasures bool
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
	s := Subscription{
		Email: f.Email, State: f.State, Purpose: f.Purpose, RequestedAt: f.RequestedAt, ConfirmedAt: f.ConfirmedAt,
		Choice: Choice{AllComponents: f.AllComponents, Incidents: f.WantsIncidents, Maintenance: f.WantsMaintenance, Postmortems: f.WantsPostmortems,
			Countermeasures: f.WantsCountermeasures},
	}
	if f.Components != "" {
		s.Choice.ComponentIDs = strings.Split(f.Components, ",")
	}
	if f.Purpose == ToLeave {
		s.Email = shortened(f.Email)
	}
	s.Expired = f.Purpose == ToConfirm && f.State == Pending && (f.ConfirmExpiresAt == nil || !f.ConfirmExpiresAt.After(now))
	return s
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
// tells nothing about it (RFC 8058); so is leaving twice.
func (d *Door) Leave(ctx context.Context, token string) error {
	if _, err := d.rows.leave(ctx, models.HashToken(token)); err != nil {
		return fmt.Errorf("leave subscription: %w", err)
	}
	return nil
}

func (a answer) err() error {
	if a == nobody {
		return gone
	}
	return nil
}
