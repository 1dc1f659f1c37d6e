package console

import (
	"time"

	"vitrine/models"
	"vitrine/models/desk"
)

// exampleDrafts are two incidents that alerts propose: one goes on, one is over.
func exampleDrafts() []desk.IncidentDraft {
	ended, signIn := before(5*time.Minute), int64(1)
	return []desk.IncidentDraft{
		{PublicID: "dra0dra0dra0", State: desk.DraftOpen, ComponentID: &signIn, Alerts: []desk.Alert{
			{PublicID: "ale0ale0ale0", Source: "alertmanager", Name: "HighErrorRate", Summary: "9 of 10 requests to web-prod-3 fail", Severity: "page",
				Link: "https://monitoring.example/1", ComponentID: &signIn, Status: string(models.PartialOutage), StartedAt: before(20 * time.Minute)},
			{PublicID: "ale1ale1ale1", Source: "grafana", Name: "Queue is long", StartedAt: before(15 * time.Minute), EndedAt: &ended},
		}},
		{PublicID: "dra1dra1dra1", State: desk.DraftOpen, Alerts: []desk.Alert{{PublicID: "ale2ale2ale2", Source: "generic", Name: "Disk is full", StartedAt: before(time.Hour), EndedAt: &ended}}},
	}
}
