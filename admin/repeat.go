package admin

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
)

// justNow is how long the same words count as the same click. The back button
// brings a text back in a form that was drawn anew, so that its key does not give
// the second click away; an hour later the same words are news again.
const justNow = 10 * time.Minute

// sentBefore shows the result of the first click.
func sentBefore(c *fiber.Ctx, path string) error {
	return c.Redirect(with(path, "but", "again"), fiber.StatusSeeOther)
}

// repeats reports whether the last word was this one, only just now. Words that
// went out without mail may follow with it.
func (h *Handler) repeats(updates []models.Update, state, body string, notify bool) bool {
	if len(updates) == 0 {
		return false
	}
	last := updates[0]
	return last.State == state && strings.TrimSpace(last.Body) == strings.TrimSpace(body) && (last.Notify || !notify) &&
		h.Site.Now().Sub(last.CreatedAt) < justNow
}

// repeatsUpdate is repeats for an incident, whose components must not change
// either.
func (h *Handler) repeatsUpdate(ctx context.Context, i models.Incident, n models.NewUpdate) bool {
	if !h.repeats(i.Updates, string(n.State), n.Body, n.Notify) {
		return false
	}
	components, err := h.Site.Components(ctx)
	return err == nil && !slices.ContainsFunc(n.Components, func(chosen models.ComponentChoice) bool {
		return slices.ContainsFunc(components, func(m models.Component) bool { return m.PublicID == chosen.ID && m.Status != chosen.Status })
	})
}

// openedBefore is the public id of an open incident that began just now with the
// same title and words; empty when there is none.
func (h *Handler) openedBefore(ctx context.Context, n models.NewIncident) string {
	open, err := h.Site.Incidents(ctx, models.IncidentQuery{Open: pointer(true)})
	if err != nil {
		return ""
	}
	for _, i := range open {
		if i.Title == strings.TrimSpace(n.Title) && len(i.Updates) == 1 && h.repeats(i.Updates, string(n.State), n.Body, n.Notify) {
			return i.PublicID
		}
	}
	return ""
}

// plannedBefore is the public id of a maintenance that was planned just now with
// the same title for the same time; empty when there is none.
func (h *Handler) plannedBefore(ctx context.Context, n models.NewMaintenance) string {
	planned, err := h.Site.Maintenances(ctx, models.MaintenanceQuery{Over: pointer(false)})
	if err != nil {
		return ""
	}
	for _, m := range planned {
		if m.Title == strings.TrimSpace(n.Title) && m.ScheduledFor.Equal(n.ScheduledFor) && len(m.Updates) == 1 &&
			h.repeats(m.Updates, m.Updates[0].State, n.Body, n.Notify) {
			return m.PublicID
		}
	}
	return ""
}
