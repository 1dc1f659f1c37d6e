package admin

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/views"
	"vitrine/views/console"
)

func (h *Handler) newGroup(c *fiber.Ctx) error {
	return h.groupForm(c, "", console.GroupForm{Form: fresh(0), Position: "0"}, nil)
}

func (h *Handler) groupForm(c *fiber.Ctx, id string, f console.GroupForm, wrong error) error {
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	return views.Show(c, console.ComponentGroup, console.ComponentGroupPage{Frame: h.frame(c, "components"), ID: id, Form: f})
}

func (h *Handler) createGroup(c *fiber.Ctx) error {
	f, t := decode[console.GroupForm](c), reading(nil)
	n := models.NewGroup{Name: f.Name, Slug: f.Slug, Description: f.Description, Position: t.whole("position", f.Position), Accept: acceptances(f.Accept, f.Because)}
	if err := t.bad.Err(); err != nil {
		return h.groupForm(c, "", f, err)
	}
	return h.publish(c, "added", func(ctx context.Context) (string, error) {
		_, err := h.Site.CreateGroup(ctx, n)
		return "/components", err
	}, func(err error) error { return h.groupForm(c, "", f, err) })
}

func (h *Handler) editGroup(c *fiber.Ctx) error {
	g, err := h.Site.Group(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	return h.groupForm(c, g.PublicID, filledGroup(g), nil)
}

// filledGroup is the form filled with what is saved.
func filledGroup(g models.ComponentGroup) console.GroupForm {
	return console.GroupForm{Form: fresh(g.Version), Name: g.Name, Slug: g.Slug, Description: g.Description, Position: text(g.Position)}
}

func (h *Handler) saveGroup(c *fiber.Ctx) error {
	id, f, t := c.Params("id"), decode[console.GroupForm](c), reading(nil)
	edit := models.GroupEdit{Name: &f.Name, Description: &f.Description, Position: pointer(t.whole("position", f.Position)),
		Version: f.Version, Accept: acceptances(f.Accept, f.Because)}
	if f.Slug != "" {
		edit.Slug = &f.Slug
	}
	if err := t.bad.Err(); err != nil {
		return h.groupForm(c, id, f, err)
	}
	return h.publish(c, "saved", func(ctx context.Context) (string, error) {
		_, err := h.Site.EditGroup(ctx, id, edit)
		return "/components", err
	}, func(err error) error { return h.groupRefused(c, id, f, err) })
}

func (h *Handler) groupRefused(c *fiber.Ctx, id string, f console.GroupForm, wrong error) error {
	if models.KindOf(wrong) != models.Stale {
		return h.groupForm(c, id, f, wrong)
	}
	g, err := h.Site.Group(c.UserContext(), id)
	if err != nil {
		return err
	}
	return h.showStale(c, "group", "/components", g.Version, console.Pairs(f, filledGroup(g)))
}

func (h *Handler) deleteGroup(c *fiber.Ctx) error {
	return h.release(c, "deleted", func(ctx context.Context) (string, error) {
		return "/components", h.Site.DeleteGroup(ctx, c.Params("id"))
	}, func(err error) error { return h.componentsAgain(c, err) })
}
