package admin

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/views"
	"vitrine/views/console"
)

func (h *Handler) showWording(c *fiber.Ctx) error {
	set, err := h.Site.Settings(c.UserContext())
	if err != nil {
		return err
	}
	return h.wordingPage(c, console.FilledWording(set, fresh(set.Version)), nil)
}

func (h *Handler) wordingPage(c *fiber.Ctx, f console.WordingForm, wrong error) error {
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	return views.Show(c, console.Wording, console.WordingPage{Frame: h.frame(c, "settings"), Form: f})
}

func (h *Handler) saveWording(c *fiber.Ctx) error {
	f := decode[console.WordingForm](c)
	edit := models.SettingsEdit{NounSingular: &f.NounSingular, NounPlural: &f.NounPlural, Severities: pointer(f.Names()), Language: &f.Language, Languages: pointer(f.Tags()),
		Version: f.Version, Accept: acceptances(f.Accept, f.Because)}
	return h.publish(c, "saved", func(ctx context.Context) (string, error) {
		set, err := h.Site.EditSettings(ctx, edit)
		if set.KeptInside > 0 {
			return "/settings/words?but=inside", err
		}
		return "/settings/words", err
	}, func(err error) error { return h.wordingRefused(c, f, err) })
}

func (h *Handler) wordingRefused(c *fiber.Ctx, f console.WordingForm, wrong error) error {
	if models.KindOf(wrong) == models.Stale {
		set, err := h.Site.Settings(c.UserContext())
		if err != nil {
			return err
		}
		return h.showStale(c, "page's words", "/settings/words", set.Version, console.Pairs(f, console.FilledWording(set, console.Form{})))
	}
	return h.wordingPage(c, f, wrong)
}
