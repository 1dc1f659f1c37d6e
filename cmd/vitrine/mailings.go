package main

import (
	"context"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/review"
)

// mailings tells timelines what subscribers were mailed: the two inside rooms
// know nothing of each other.
func (h *house) mailings(ctx context.Context, about []models.Incident) ([]review.Mailing, error) {
	var list []review.Mailing
	for _, i := range about {
		sent, err := h.audience.Notifications(ctx, audience.NotificationQuery{Thread: "inc-" + i.PublicID, Limit: 200})
		if err != nil {
			return nil, err
		}
		for _, n := range sent {
			if n.CancelledAt != nil || n.Recipients == 0 {
				continue
			}
			list = append(list, review.Mailing{PublicID: n.PublicID, At: n.SendAt, Title: n.Title, Recipients: n.Recipients,
				Accepted: n.Outcomes[audience.Accepted], Correction: n.Kind == audience.Correction})
		}
	}
	return list, nil
}
