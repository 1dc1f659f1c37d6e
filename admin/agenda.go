package admin

import (
	"github.com/gofiber/fiber/v2"

	"vitrine/views"
	"vitrine/views/console"
)

func (h *Handler) showAgenda(c *fiber.Ctx) error {
	a, err := h.Review.Agenda(c.UserContext())
	if err != nil {
		return err
	}
	return views.Show(c, console.Agenda, console.AgendaPage{Frame: h.frame(c, "actions"), Agenda: a})
}

// agendaText answers with the agenda as Markdown, for a meeting's own notes.
func (h *Handler) agendaText(c *fiber.Ctx) error {
	a, err := h.Review.Agenda(c.UserContext())
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/markdown; charset=utf-8")
	return c.SendString(console.AgendaText(a, h.AdminURL, h.frame(c, "").Words))
}
