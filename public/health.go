package public

import (
	"github.com/gofiber/fiber/v2"

	"vitrine/models"
)

// showHealth says that the process answers.
func (h *Handler) showHealth(c *fiber.Ctx) error {
	private(c)
	return c.SendString("ok\n")
}

// showReadiness says whether pages can be served, with or without a database.
func (h *Handler) showReadiness(c *fiber.Ctx) error {
	private(c)
	if h.press.Current() == nil {
		return c.Status(fiber.StatusServiceUnavailable).SendString("no edition yet\n")
	}
	return c.SendString("ok\n")
}

func requestID() string { return models.NewID() }
