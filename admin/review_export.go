package admin

import (
	"encoding/json"
	"strings"

	"github.com/gofiber/fiber/v2"

	"vitrine/views"
	"vitrine/views/console"
)

// named reports whether an export is asked for with the names of people.
func named(c *fiber.Ctx) bool { return c.Query("names") == "yes" }

// printReview shows a whole review to read or print.
func (h *Handler) printReview(c *fiber.Ctx) error {
	e, err := h.Review.ExportReview(c.UserContext(), c.Params("id"), named(c))
	if err != nil {
		return err
	}
	return views.Show(c, console.ReviewExport, console.ReviewExportPage{Frame: h.frame(c, "reviews"), Export: e})
}

// exportReview answers with a review as a file, Markdown or JSON by the path.
func (h *Handler) exportReview(c *fiber.Ctx) error {
	e, err := h.Review.ExportReview(c.UserContext(), c.Params("id"), named(c))
	if err != nil {
		return err
	}
	e.Under(h.AdminURL)
	whole := strings.HasSuffix(c.Path(), ".json")
	if whole && c.Query("pictures") == "yes" { // Markdown only names them
		if err := h.Review.Carry(c.UserContext(), &e); err != nil {
			return err
		}
	}
	kind, ending, body := "text/markdown; charset=utf-8", "md", []byte(e.Markdown())
	if whole {
		kind, ending = fiber.MIMEApplicationJSONCharsetUTF8, "json"
		if body, err = json.MarshalIndent(e, "", "  "); err != nil {
			return err
		}
	}
	c.Set(fiber.HeaderContentType, kind)
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="review-`+e.ID+`.`+ending+`"`)
	return c.Send(body)
}
