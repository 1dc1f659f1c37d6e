package admin

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/views"
	"vitrine/views/console"
)

func (h *Handler) listComponents(c *fiber.Ctx) error { return h.componentList(c, "") }

func (h *Handler) componentList(c *fiber.Ctx, problem string) error {
	groups, err := h.Site.Groups(c.UserContext())
	if err != nil {
		return err
	}
	components, err := h.Site.Components(c.UserContext())
	if err != nil {
		return err
	}
	return views.Show(c, console.Components, console.ComponentsPage{Frame: h.frame(c, "components"), Groups: groups, Components: components, Problem: problem})
}

func (h *Handler) newComponent(c *fiber.Ctx) error {
	return h.componentForm(c, "", console.ComponentForm{Form: fresh(0), Showcase: true, Position: "0"}, nil)
}

func (h *Handler) componentForm(c *fiber.Ctx, id string, f console.ComponentForm, wrong error) error {
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	choices, err := h.groupChoices(c.UserContext())
	if err != nil {
		return err
	}
	return views.Show(c, console.Component, console.ComponentPage{Frame: h.frame(c, "components"), ID: id, Form: f, Groups: choices})
}

// groupChoices lists the groups a component can stand in.
func (h *Handler) groupChoices(ctx context.Context) ([]console.Choice, error) {
	groups, err := h.Site.Groups(ctx)
	choices := []console.Choice{{Name: "none"}}
	for _, g := range groups {
		choices = append(choices, console.Choice{Value: g.PublicID, Name: g.Name})
	}
	return choices, err
}

func (h *Handler) createComponent(c *fiber.Ctx) error {
	f, t := decode[console.ComponentForm](c), reading(nil)
	n := models.NewComponent{Name: f.Name, Slug: f.Slug, Description: f.Description, GroupID: f.Group, Position: t.whole("position", f.Position),
		Showcase: f.Showcase, OnlyIfDegraded: f.OnlyIfDegraded, StartDate: t.day("start_date", f.StartDate), Accept: acceptances(f.Accept, f.Because)}
	if err := t.bad.Err(); err != nil {
		return h.componentForm(c, "", f, err)
	}
	return h.publish(c, "added", func(ctx context.Context) (string, error) {
		_, err := h.Site.CreateComponent(ctx, n)
		return "/components", err
	}, func(err error) error { return h.componentForm(c, "", f, err) })
}

func (h *Handler) editComponent(c *fiber.Ctx) error {
	m, err := h.Site.Component(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	f, err := h.filledComponent(c.UserContext(), m)
	if err != nil {
		return err
	}
	return h.componentForm(c, m.PublicID, f, nil)
}

// filledComponent is the form filled with what is saved.
func (h *Handler) filledComponent(ctx context.Context, m models.Component) (console.ComponentForm, error) {
	f := console.ComponentForm{Form: fresh(m.Version), Name: m.Name, Slug: m.Slug, Description: m.Description, Position: text(m.Position),
		StartDate: console.Day(m.StartDate), Showcase: m.Showcase, OnlyIfDegraded: m.OnlyIfDegraded}
	if m.GroupID == nil {
		return f, nil
	}
	groups, err := h.Site.Groups(ctx)
	for _, g := range groups {
		if g.ID == *m.GroupID {
			f.Group = g.PublicID
		}
	}
	return f, err
}

func (h *Handler) saveComponent(c *fiber.Ctx) error {
	id, f, t := c.Params("id"), decode[console.ComponentForm](c), reading(nil)
	edit := models.ComponentEdit{Name: &f.Name, Description: &f.Description, GroupID: &f.Group, Position: pointer(t.whole("position", f.Position)),
		Showcase: &f.Showcase, OnlyIfDegraded: &f.OnlyIfDegraded, StartDate: cleared(t.day("start_date", f.StartDate)), Version: f.Version, Accept: acceptances(f.Accept, f.Because)}
	if f.Slug != "" {
		edit.Slug = &f.Slug
	}
	if err := t.bad.Err(); err != nil {
		return h.componentForm(c, id, f, err)
	}
	return h.publish(c, "saved", func(ctx context.Context) (string, error) {
		_, err := h.Site.EditComponent(ctx, id, edit)
		return "/components", err
	}, func(err error) error { return h.componentRefused(c, id, f, err) })
}

func (h *Handler) componentRefused(c *fiber.Ctx, id string, f console.ComponentForm, wrong error) error {
	if models.KindOf(wrong) != models.Stale {
		return h.componentForm(c, id, f, wrong)
	}
	m, err := h.Site.Component(c.UserContext(), id)
	if err != nil {
		return err
	}
	saved, err := h.filledComponent(c.UserContext(), m)
	if err != nil {
		return err
	}
	pairs := console.Pairs(f, saved)
	for i, p := range pairs {
		if p.Name == "group_id" {
			pairs[i].Choices, err = h.groupChoices(c.UserContext())
		}
	}
	if err != nil {
		return err
	}
	return h.showStale(c, "component", "/components", m.Version, pairs)
}

func (h *Handler) setComponentStatus(c *fiber.Ctx) error {
	return h.release(c, "saved", func(ctx context.Context) (string, error) {
		_, err := h.Site.SetComponentStatus(ctx, c.Params("id"), models.Status(c.FormValue("status")))
		return "/components", err
	}, func(err error) error { return h.componentsAgain(c, err) })
}

func (h *Handler) deleteComponent(c *fiber.Ctx) error {
	return h.release(c, "deleted", func(ctx context.Context) (string, error) {
		return "/components", h.Site.DeleteComponent(ctx, c.Params("id"))
	}, func(err error) error { return h.componentsAgain(c, err) })
}

// componentsAgain shows the list with why something could not be done in it.
func (h *Handler) componentsAgain(c *fiber.Ctx, wrong error) error {
	var f console.Form
	h.refuse(c, &f, wrong)
	return h.componentList(c, f.Problem)
}
