package public

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/public/edition"
)

// onlyPost are the addresses that exist for forms alone, with what they take.
var onlyPost = map[string]string{"/api/v2/subscribers.json": "POST, DELETE"}

// showNothing answers an address that is not there, calmly.
func (h *Handler) showNothing(c *fiber.Ctx) error {
	path := c.Path()
	if allowed, ok := onlyPost[path]; ok {
		return refuseMethod(c, allowed)
	}
	if h.press.Current() == nil {
		return models.Fail(models.Away, "This page is just starting and has nothing to show yet. Please try again in a minute.")
	}
	if strings.HasPrefix(path, "/api/v2/") {
		set(&c.Context().Response.Header, fresh)
		set(&c.Context().Response.Header, anyOrigin)
		set(&c.Context().Response.Header, crossOrigin)
		return c.Status(fiber.StatusNotFound).Send(nil)
	}
	if c.Method() != fiber.MethodGet && c.Method() != fiber.MethodHead {
		return fiber.ErrNotFound
	}
	if h.gate != nil && !h.knows(c) { // what is open to strangers may lead nowhere too
		return fiber.ErrNotFound
	}
	l, offered := h.language(c), h.press.Offered()
	f, ok := h.press.File(edition.Translated("/404.html", l))
	if !ok {
		l = offered[0]
		f, ok = h.press.File("/404.html")
	}
	if !ok {
		return fiber.ErrNotFound
	}
	if len(offered) > 1 {
		speaks(c, l)
	}
	return h.serveFile(c.Context(), f)
}

// listComponentHistory is /history?component=SLUG, from memory.
func (h *Handler) listComponentHistory(c *fiber.Ctx) error {
	if f, ok := h.press.ComponentHistory(h.language(c), c.Query("component")); ok {
		return h.serveFile(c.Context(), f)
	}
	if h.press.Current() != nil && (!h.press.Knows() || h.press.HasComponent(c.Query("component"))) {
		return models.Fail(models.Away, "This list cannot be made right now. Please try again in a minute; the whole history is at /history.")
	}
	return h.showNothing(c)
}
