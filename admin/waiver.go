package admin

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/review"
	"vitrine/views/console"
)

// waive says that an incident needs no review, or that nothing will be published
// about it.
func (h *Handler) waive(c *fiber.Ctx) error {
	id, f := c.Params("id"), decode[console.WaiverForm](c)
	return h.save(c, "saved", func(ctx context.Context) (string, error) {
		_, err := h.Review.Waive(ctx, id, review.WaiverNoun(f.Noun), f.Reason)
		return "/incidents/" + id + "#after", err
	}, func(err error) error {
		i, gone := h.Site.Incident(c.UserContext(), id)
		if gone != nil {
			return gone
		}
		h.refuse(c, &f.Form, err)
		return h.incidentWith(c, i, console.IncidentPage{Form: updateForm(i), Waiving: f})
	})
}

// unwaive takes such a word back.
func (h *Handler) unwaive(c *fiber.Ctx) error {
	id := c.Params("id")
	return h.save(c, "undone", func(ctx context.Context) (string, error) {
		return "/incidents/" + id + "#after", h.Review.Unwaive(ctx, id, review.WaiverNoun(c.Params("noun")))
	}, nowhere)
}

// aftermath is what incidents ask for, and what was said that they need not.
func (h *Handler) aftermath(ctx context.Context, about ...models.Incident) (console.Aftermath, error) {
	dues, given, err := h.Review.DueOf(ctx, about)
	return console.Aftermath{Wanted: dues, Waived: given}, err
}
