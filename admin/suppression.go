package admin

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/views"
	"vitrine/views/console"
)

// showSuppressions counts who is not written to, and answers about one address.
func (h *Handler) showSuppressions(c *fiber.Ctx) error {
	counts, err := h.Audience.Suppressions(c.UserContext())
	if err != nil {
		return err
	}
	page := console.SuppressionsPage{Frame: h.frame(c, "subscribers"), Counts: counts, Email: strings.TrimSpace(c.Query("email"))}
	if page.Email != "" {
		page.Found, err = h.Audience.SuppressionOf(c.UserContext(), page.Email)
		if models.KindOf(err) == models.Invalid {
			page.Wrong, err = models.MessageOf(err), nil
			c.Status(fiber.StatusUnprocessableEntity)
		}
		if err != nil {
			return err
		}
	}
	return views.Show(c, console.Suppressions, page)
}
