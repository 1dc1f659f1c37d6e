package admin

import (
	"context"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/views"
	"vitrine/views/console"
)

func (h *Handler) showRulebook(c *fiber.Ctx) error {
	yaml, version, err := h.Review.Rulebook(c.UserContext())
	if err != nil {
		return err
	}
	return h.rulebook(c, console.RulebookPage{Form: console.RulebookForm{Form: fresh(version), YAML: yaml}}, nil)
}

func (h *Handler) rulebook(c *fiber.Ctx, page console.RulebookPage, wrong error) error {
	if wrong != nil {
		h.refuse(c, &page.Form.Form, wrong)
	}
	page.Frame = h.frame(c, "rulebook")
	return views.Show(c, console.Rulebook, page)
}

func (h *Handler) saveRulebook(c *fiber.Ctx) error {
	f := decode[console.RulebookForm](c)
	read, err := strconv.ParseInt(c.FormValue("read"), 10, 64)
	if f.Version == 0 && err == nil {
		f.Version = read // an empty rulebook has version 0, which other forms take for any
	}
	return h.save(c, "saved", func(ctx context.Context) (string, error) {
		return "/rulebook", h.Review.SaveRulebook(ctx, f.YAML, f.Version)
	}, func(err error) error { return h.rulebookRefused(c, f, err) })
}

func (h *Handler) rulebookRefused(c *fiber.Ctx, f console.RulebookForm, wrong error) error {
	if models.KindOf(wrong) == models.Stale {
		yaml, version, err := h.Review.Rulebook(c.UserContext())
		if err != nil {
			return err
		}
		return h.showStale(c, "rulebook", "/rulebook", version, console.Pairs(f, console.RulebookForm{YAML: yaml}))
	}
	return h.rulebook(c, console.RulebookPage{Form: f}, wrong)
}

// tryRulebook shows what the rules in place find in a text.
func (h *Handler) tryRulebook(c *fiber.Ctx) error {
	yaml, version, err := h.Review.Rulebook(c.UserContext())
	if err != nil {
		return err
	}
	page := console.RulebookPage{Form: console.RulebookForm{Form: fresh(version), YAML: yaml}, Try: lines(c.FormValue("text")), Tried: true}
	if page.Finds.Held, err = h.Gate.Scan(c.UserContext(), []models.Text{{Field: "text", Body: page.Try}}); err != nil {
		return err
	}
	return h.rulebook(c, page, nil)
}
