package public

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/public/edition"
)

// What an address asks for behind its question mark. Nearly no request has one, and
// what is not named here is not looked at: ?utm_source=x is the file itself.

// askFor answers GET and HEAD of a file with a query. It reports false where the
// query says nothing to us.
func (h *Handler) askFor(c *fiber.Ctx, e *edition.Edition, f *edition.File) (answered bool, err error) {
	query := c.Context().QueryArgs()
	switch c.Path() {
	case "/history":
		if len(query.Peek("component")) > 0 {
			return true, c.Next()
		}
	case "/api/v2/incidents.json", "/api/v2/scheduled-maintenances.json":
		if page, err := strconv.Atoi(string(query.Peek("page"))); err == nil && page > 1 {
			return true, h.showAPIPage(c, f.Path, page)
		}
	default:
		if string(query.Peek("per")) == "update" {
			if twin, ok := e.File(edition.UpdatesPath(f.Path)); ok {
				return true, h.serveFile(c.Context(), twin)
			}
		}
	}
	return false, nil
}

// showAPIPage is an older page of a list of /api/v2, from memory.
func (h *Handler) showAPIPage(c *fiber.Ctx, path string, number int) error {
	if f, ok := h.press.APIPage(path, number); ok {
		return h.serveFile(c.Context(), f)
	}
	c.Set(fiber.HeaderRetryAfter, "60")
	set(&c.Context().Response.Header, anyOrigin)
	return models.Fail(models.Away, "This part of the list cannot be made right now. Please try again in a minute; the newest entries are on its first page.")
}
