package admin

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/desk"
	"vitrine/views"
	"vitrine/views/console"
)

func (h *Handler) listTemplates(c *fiber.Ctx) error {
	list, err := h.Desk.Templates(c.UserContext())
	if err != nil {
		return err
	}
	return views.Show(c, console.Templates, console.TemplatesPage{Frame: h.frame(c, "templates"), Templates: list})
}

func (h *Handler) newTemplate(c *fiber.Ctx) error {
	return h.templateForm(c, "", console.TemplateForm{Form: fresh(0), Kind: "incident", State: "investigating", Position: "0"}, nil)
}

func (h *Handler) templateForm(c *fiber.Ctx, id string, f console.TemplateForm, wrong error) error {
	if models.KindOf(wrong) == models.Stale {
		t, err := h.Desk.Template(c.UserContext(), id)
		if err != nil {
			return err
		}
		return h.showStale(c, "template", "/templates/"+id, t.Version, console.Pairs(f, filledTemplate(t)))
	}
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	return views.Show(c, console.Template, console.TemplatePage{Frame: h.frame(c, "templates"), ID: id, Form: f})
}

// filledTemplate is the form filled with what is saved.
func filledTemplate(t desk.Template) console.TemplateForm {
	return console.TemplateForm{Form: fresh(t.Version), Name: t.Name, Kind: t.Kind, Heading: t.Title, State: t.State, Impact: t.Impact,
		Body: t.Body, Position: text(t.Position)}
}

func (h *Handler) createTemplate(c *fiber.Ctx) error { return h.putTemplate(c, "", "added") }

func (h *Handler) saveTemplate(c *fiber.Ctx) error { return h.putTemplate(c, c.Params("id"), "saved") }

func (h *Handler) putTemplate(c *fiber.Ctx, id, did string) error {
	f, t := decode[console.TemplateForm](c), reading(nil)
	order := desk.Template{PublicID: id, Name: f.Name, Kind: f.Kind, Title: f.Heading, State: f.State, Impact: f.Impact, Body: f.Body,
		Position: t.whole("position", f.Position), Version: f.Version}
	again := func(err error) error { return h.templateForm(c, id, f, err) }
	if err := t.bad.Err(); err != nil {
		return again(err)
	}
	return h.save(c, did, func(ctx context.Context) (string, error) {
		_, err := h.Desk.SaveTemplate(ctx, order)
		return "/templates", err
	}, again)
}

func (h *Handler) editTemplate(c *fiber.Ctx) error {
	t, err := h.Desk.Template(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	return h.templateForm(c, t.PublicID, filledTemplate(t), nil)
}

func (h *Handler) deleteTemplate(c *fiber.Ctx) error {
	return h.save(c, "deleted", func(ctx context.Context) (string, error) {
		return "/templates", h.Desk.DeleteTemplate(ctx, c.Params("id"))
	}, nowhere)
}
