package signup

import (
	"context"
	"fmt"

	"vitrine/models"
)

// Following is an incident that a subscriber follows until it is over.
type Following struct {
	IncidentID string `json:"incident_id"` // public id
	Title      string `json:"title"`
	Open       bool   `json:"open"`
	Every      bool   `json:"every_update" gorm:"column:every_update"`
	Postmortem bool   `json:"postmortem"`
}

// Follow adds an incident to what the holder of a manage token hears of. Errors
// are Invalid and NotFound.
func (d *Door) Follow(ctx context.Context, token string, f Follow) error {
	if err := d.followable(ctx, f); err != nil {
		return err
	}
	a, err := d.rows.follow(ctx, models.HashToken(token), f)
	if err != nil {
		return fmt.Errorf("follow an incident: %w", err)
	}
	return a.err()
}

// Unfollow ends that. An incident that is not followed is no error.
func (d *Door) Unfollow(ctx context.Context, token, incidentID string) error {
	if _, err := d.rows.unfollow(ctx, models.HashToken(token), short(incidentID, 20)); err != nil {
		return fmt.Errorf("stop following an incident: %w", err)
	}
	return nil
}
