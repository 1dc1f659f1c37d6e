package admin

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/desk"
	"vitrine/views"
	"vitrine/views/console"
)

const alertsPerPage = 100

func (h *Handler) listAlerts(c *fiber.Ctx) error {
	ctx, before := c.UserContext(), c.Query("before")
	page := console.AlertsPage{Frame: h.frame(c, "incidents"), Paginated: before != ""}
	var err error
	if page.Alerts, err = h.Desk.Alerts(ctx, before, alertsPerPage+1); err != nil {
		return err
	}
	if len(page.Alerts) > alertsPerPage {
		page.Alerts = page.Alerts[:alertsPerPage]
		page.Older = page.Alerts[alertsPerPage-1].PublicID
	}
	if page.Drafts, err = h.Desk.IncidentDrafts(ctx); err != nil {
		return err
	}
	if page.Names, err = h.componentNames(ctx); err != nil {
		return err
	}
	return views.Show(c, console.Alerts, page)
}

func (h *Handler) dismissAlerts(c *fiber.Ctx) error {
	return h.save(c, "dismissed", func(ctx context.Context) (string, error) {
		return "/alerts", h.Desk.DismissDraft(ctx, c.Params("draft"))
	}, nowhere)
}

// fillFromAlerts begins the form with what is known of a proposal. The words of
// monitoring stay beside the form: nothing of them is public by itself.
func (h *Handler) fillFromAlerts(ctx context.Context, f *console.IncidentForm, id string) error {
	d, err := h.Desk.IncidentDraft(ctx, id)
	if err != nil {
		return err
	}
	if d.State != desk.DraftOpen {
		return desk.ErrTaken
	}
	f.Draft = id
	since := d.Since()
	f.DetectedAt = console.Moment(&since, h.zone(ctx))
	f.StartedAt = f.DetectedAt
	if d.ComponentID == nil {
		return nil
	}
	components, err := h.Site.Components(ctx)
	for _, comp := range components {
		if comp.ID != *d.ComponentID {
			continue
		}
		status := comp.Status
		if status == models.Operational {
			status = models.Degraded
		}
		f.Statuses = map[string]string{comp.PublicID: string(status)}
	}
	return err
}

// proposal is what a form was begun from, nil for none, and for one that is dealt
// with: the form lets go of it.
func (h *Handler) proposal(ctx context.Context, id string) *desk.IncidentDraft {
	if id == "" {
		return nil
	}
	d, err := h.Desk.IncidentDraft(ctx, id)
	if err != nil || d.State != desk.DraftOpen {
		return nil // the incident can be opened all the same
	}
	return &d
}
