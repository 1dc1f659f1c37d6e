package main

import (
	"context"

	"vitrine/models"
	"vitrine/models/review"
)

// alerts tells timelines what monitoring said during incidents: the two inside
// rooms know nothing of each other.
func (h *house) alerts(ctx context.Context, about []models.Incident) ([]review.Alert, error) {
	var list []review.Alert
	for _, i := range about {
		said, err := h.desk.AlertsOf(ctx, i.ID)
		if err != nil {
			return nil, err
		}
		for _, a := range said {
			list = append(list, review.Alert{PublicID: a.PublicID, Name: a.Name, Source: a.Source, Severity: a.Severity, Summary: a.Summary,
				StartedAt: a.StartedAt, EndedAt: a.EndedAt})
		}
	}
	return list, nil
}
