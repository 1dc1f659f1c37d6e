package admin

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/views"
	"vitrine/views/console"
)

func (h *Handler) showShape(c *fiber.Ctx) error {
	set, err := h.Site.Settings(c.UserContext())
	if err != nil {
		return err
	}
	return h.shapePage(c, console.FilledShape(set, fresh(set.Version)), nil)
}

func (h *Handler) shapePage(c *fiber.Ctx, f console.ShapeForm, wrong error) error {
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	return views.Show(c, console.Shape, console.ShapePage{Frame: h.frame(c, "settings"), Form: f})
}

func (h *Handler) saveShape(c *fiber.Ctx) error {
	f := decode[console.ShapeForm](c)
	return h.publish(c, "saved", func(ctx context.Context) (string, error) {
		shape, err := f.Shape()
		if err != nil {
			return "", err
		}
		_, err = h.Site.EditSettings(ctx, models.SettingsEdit{Shape: &shape, Version: f.Version, Accept: acceptances(f.Accept, f.Because)})
		return "/settings/page", err
	}, func(err error) error { return h.shapeRefused(c, f, err) })
}

func (h *Handler) shapeRefused(c *fiber.Ctx, f console.ShapeForm, wrong error) error {
	if models.KindOf(wrong) == models.Stale {
		set, err := h.Site.Settings(c.UserContext())
		if err != nil {
			return err
		}
		return h.showStale(c, "page's shape", "/settings/page", set.Version, console.Pairs(f, console.FilledShape(set, console.Form{})))
	}
	return h.shapePage(c, f, wrong)
}
