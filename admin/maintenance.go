package admin

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/views"
	"vitrine/views/console"
)

func (h *Handler) listMaintenances(c *fiber.Ctx) error {
	ctx := c.UserContext()
	ahead, err := h.Site.Maintenances(ctx, models.MaintenanceQuery{Over: pointer(false)})
	if err != nil {
		return err
	}
	page := console.MaintenancesPage{Frame: h.frame(c, "maintenances"), Ahead: ahead, Before: c.Query("before")}
	if page.Past, err = h.Site.Maintenances(ctx, models.MaintenanceQuery{Over: pointer(true), Before: page.Before, Limit: maintenancesPerPage + 1}); err != nil {
		return err
	}
	if len(page.Past) > maintenancesPerPage {
		page.Past = page.Past[:maintenancesPerPage]
		page.Older = page.Past[maintenancesPerPage-1].PublicID
	}
	if page.Names, err = h.componentNames(ctx); err != nil {
		return err
	}
	return views.Show(c, console.Maintenances, page)
}

const maintenancesPerPage = 50 // past ones

func (h *Handler) newMaintenance(c *fiber.Ctx) error {
	return h.maintenanceForm(c, "", console.MaintenanceForm{Form: fresh(0), Remind: []string{"24h"}}, nil)
}

// maintenanceForm shows the form for a maintenance; id is empty for a new one.
func (h *Handler) maintenanceForm(c *fiber.Ctx, id string, f console.MaintenanceForm, wrong error) error {
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	if f.Key == "" {
		f.Key = models.NewID()
	}
	ctx := c.UserContext()
	services, err := h.serviceTicks(ctx, f.Components)
	if err != nil {
		return err
	}
	page := console.PlanMaintenancePage{Frame: h.frame(c, "maintenances"), ID: id, Form: f, Services: services,
		Reminders: reminderTicks(f.Remind), Reach: h.pickedReach(ctx, audience.Audience{Kind: audience.Maintenance}, f.Components...)}
	if id == "" {
		if page.Templates, err = h.templateChoices(ctx, "maintenance"); err != nil {
			return err
		}
	}
	return views.Show(c, console.PlanMaintenance, page)
}

// serviceTicks are the components as boxes.
func (h *Handler) serviceTicks(ctx context.Context, chosen []string) ([]console.Tick, error) {
	components, err := h.Site.Components(ctx)
	var list []console.Tick
	for _, m := range components {
		list = append(list, console.Tick{Value: m.PublicID, Name: m.Name, Chosen: slices.Contains(chosen, m.PublicID)})
	}
	return list, err
}

// reminderTicks are the usual reminders, and those that were chosen elsewhere.
func reminderTicks(chosen []string) []console.Tick {
	list := []console.Tick{{Value: "168h", Name: "a week"}, {Value: "24h", Name: "a day"}, {Value: "1h", Name: "an hour"}}
	for _, d := range chosen {
		i := slices.IndexFunc(list, func(t console.Tick) bool { return t.Value == d })
		if i < 0 {
			list = append(list, console.Tick{Value: d, Name: d})
			i = len(list) - 1
		}
		list[i].Chosen = true
	}
	return list
}

func (h *Handler) createMaintenance(c *fiber.Ctx) error {
	f := decode[console.MaintenanceForm](c)
	switch step(c) {
	case "edit":
		return h.maintenanceForm(c, "", f, swappedIn(c))
	case "template":
		return h.fillMaintenance(c, f)
	}
	order, err := h.maintenanceOrder(c, f, nil)
	if err != nil {
		return h.maintenanceForm(c, "", f, err)
	}
	if !deciding(c) {
		return h.previewMaintenance(c, f, order)
	}
	if id, same := h.plannedBefore(c.UserContext(), order); same {
		return sentBefore(c, "/maintenances/"+id)
	} else if id != "" {
		return nearTwin(c, "/maintenances/"+id)
	}
	return h.publish(c, "published", func(ctx context.Context) (string, error) {
		m, err := h.Site.PlanMaintenance(ctx, order)
		return "/maintenances/" + m.PublicID, err
	}, func(err error) error { return h.maintenanceForm(c, "", f, err) })
}

func (h *Handler) fillMaintenance(c *fiber.Ctx, f console.MaintenanceForm) error {
	if f.Template == "" {
		return h.maintenanceForm(c, "", f, nil)
	}
	t, err := h.Desk.Template(c.UserContext(), f.Template)
	if err != nil {
		return h.maintenanceForm(c, "", f, err)
	}
	if f.Heading == "" {
		f.Heading = t.Title
	}
	f.Body = joined(f.Body, t.Body)
	return h.maintenanceForm(c, "", f, nil)
}

// maintenanceOrder reads the form, or says which of its times do not exist.
// saved is the maintenance that is edited, nil for a new one.
func (h *Handler) maintenanceOrder(c *fiber.Ctx, f console.MaintenanceForm, saved *models.Maintenance) (models.NewMaintenance, error) {
	t := reading(h.zone(c.UserContext()))
	n := models.NewMaintenance{Title: f.Heading, Body: f.Body, ComponentIDs: f.Components, AutoStart: f.AutoStart,
		AutoComplete: f.AutoComplete, Remind: f.Remind, Notify: mailing(c), Translations: translations(f.InLanguages), Accept: acceptances(f.Accept, f.Because)}
	var begin, end *time.Time
	if saved != nil {
		begin, end = &saved.ScheduledFor, &saved.ScheduledUntil
	}
	from, until := t.planned("scheduled_for", f.ScheduledFor, begin), t.planned("scheduled_until", f.ScheduledUntil, end)
	if from == nil {
		t.bad.Add("scheduled_for", "When does it start?")
	}
	if until == nil {
		t.bad.Add("scheduled_until", "When does it end?")
	}
	if from != nil && until != nil {
		n.ScheduledFor, n.ScheduledUntil = *from, *until
	}
	return n, t.bad.Err()
}

func (h *Handler) showMaintenance(c *fiber.Ctx) error {
	m, err := h.Site.Maintenance(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	f := console.MaintenanceUpdateForm{Form: fresh(m.Version)}
	if steps := maintenanceSteps(m); len(steps) > 0 {
		f.State = steps[0].Value
	}
	return h.maintenancePage(c, m, f, nil)
}

// maintenanceSteps are the states a maintenance can go to, the likeliest first.
func maintenanceSteps(m models.Maintenance) []console.Choice {
	switch m.State {
	case models.Scheduled:
		return []console.Choice{{Value: "in_progress", Name: "Start it"}, {Value: "scheduled", Name: "Still scheduled"}, {Value: "cancelled", Name: "Cancel it"}}
	case models.InProgress:
		return []console.Choice{{Value: "in_progress", Name: "Still going on"}, {Value: "verifying", Name: "Verifying"}, {Value: "completed", Name: "Complete it"}, {Value: "cancelled", Name: "Cancel it"}}
	case models.Verifying:
		return []console.Choice{{Value: "completed", Name: "Complete it"}, {Value: "verifying", Name: "Still verifying"}, {Value: "in_progress", Name: "Back to work"}}
	default:
		return []console.Choice{{Value: string(m.State), Name: "Add a word"}}
	}
}

func (h *Handler) maintenancePage(c *fiber.Ctx, m models.Maintenance, f console.MaintenanceUpdateForm, wrong error) error {
	if models.KindOf(wrong) == models.Stale {
		newer, err := h.Site.Maintenance(c.UserContext(), m.PublicID)
		if err != nil {
			return err
		}
		m, f.Version = newer, newer.Version
	}
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	names, err := h.componentNames(c.UserContext())
	if err != nil {
		return err
	}
	in, err := h.Site.Translations(c.UserContext(), "maintenance", m.ID)
	if err != nil {
		return err
	}
	return views.Show(c, console.Maintenance, console.MaintenancePage{In: in, Frame: h.frame(c, "maintenances"), Maintenance: m, Names: names, Form: f,
		Steps: maintenanceSteps(m), Reach: h.reach(c.UserContext(), audience.Audience{Kind: audience.Maintenance, ComponentIDs: m.ComponentIDs}), Notifications: h.toldOf(c.UserContext(), "mnt-"+m.PublicID)})
}

func (h *Handler) postMaintenanceUpdate(c *fiber.Ctx) error {
	m, err := h.Site.Maintenance(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	f := decode[console.MaintenanceUpdateForm](c)
	order := models.NewMaintenanceUpdate{State: models.MaintenanceState(f.State), Body: f.Body, Notify: mailing(c),
		Version: f.Version, Translations: translations(f.InLanguages), Accept: acceptances(f.Accept, f.Because)}
	if step(c) == "edit" {
		f.Key = models.NewID()
		return h.maintenancePage(c, m, f, swappedIn(c))
	}
	if !deciding(c) {
		return h.previewMaintenanceUpdate(c, m, f, order)
	}
	if h.repeats(m.Updates, f.State, f.Body, order.Notify) && !alike(order.Translations, nil, m.Updates[0]) {
		return nearTwin(c, "/maintenances/"+m.PublicID)
	}
	if h.repeats(m.Updates, f.State, f.Body, order.Notify) {
		return sentBefore(c, "/maintenances/"+m.PublicID)
	}
	return h.publish(c, "published", func(ctx context.Context) (string, error) {
		_, err := h.Site.PostMaintenanceUpdate(ctx, m.PublicID, order)
		return "/maintenances/" + m.PublicID, err
	}, func(err error) error { return h.maintenancePage(c, m, f, err) })
}

func (h *Handler) editMaintenance(c *fiber.Ctx) error {
	m, err := h.Site.Maintenance(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	f, err := h.filledMaintenance(c.UserContext(), m)
	if err != nil {
		return err
	}
	return h.maintenanceForm(c, m.PublicID, f, nil)
}

// filledMaintenance is the form filled with what is saved.
func (h *Handler) filledMaintenance(ctx context.Context, m models.Maintenance) (console.MaintenanceForm, error) {
	zone := h.zone(ctx)
	f := console.MaintenanceForm{Form: fresh(m.Version), Heading: m.Title, Language: h.foreign(ctx, m.Language), AutoStart: m.AutoStart, AutoComplete: m.AutoComplete,
		ScheduledFor: console.Moment(&m.ScheduledFor, zone), ScheduledUntil: console.Moment(&m.ScheduledUntil, zone)}
	if m.Remind != "" {
		f.Remind = strings.Split(m.Remind, ",")
	}
	components, err := h.Site.Components(ctx)
	for _, comp := range components {
		if slices.Contains(m.ComponentIDs, comp.ID) {
			f.Components = append(f.Components, comp.PublicID)
		}
	}
	return f, err
}

func (h *Handler) saveMaintenance(c *fiber.Ctx) error {
	m, err := h.Site.Maintenance(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	f := decode[console.MaintenanceForm](c)
	n, err := h.maintenanceOrder(c, f, &m)
	if err := first(newest("maintenance", f.Version, m.Version), err); err != nil {
		return h.maintenanceRefused(c, m, f, err)
	}
	t := reading(h.zone(c.UserContext()))
	edit := models.MaintenanceEdit{Title: &n.Title, Language: f.Language, ScheduledFor: t.moved("scheduled_for", f.ScheduledFor, &m.ScheduledFor),
		ScheduledUntil: t.moved("scheduled_until", f.ScheduledUntil, &m.ScheduledUntil), AutoStart: &n.AutoStart, AutoComplete: &n.AutoComplete, Remind: &n.Remind, Version: f.Version, Accept: n.Accept}
	if m.State == models.Scheduled {
		edit.ComponentIDs = &n.ComponentIDs
	}
	return h.publish(c, "saved", func(ctx context.Context) (string, error) {
		_, err := h.Site.EditMaintenance(ctx, m.PublicID, edit)
		return "/maintenances/" + m.PublicID, err
	}, func(err error) error { return h.maintenanceRefused(c, m, f, err) })
}

func (h *Handler) maintenanceRefused(c *fiber.Ctx, m models.Maintenance, f console.MaintenanceForm, wrong error) error {
	if models.KindOf(wrong) != models.Stale {
		return h.maintenanceForm(c, m.PublicID, f, wrong)
	}
	now, err := h.Site.Maintenance(c.UserContext(), m.PublicID)
	if err != nil {
		return err
	}
	saved, err := h.filledMaintenance(c.UserContext(), now)
	if err != nil {
		return err
	}
	f.Language, saved.Language = h.writtenBeside(c.UserContext(), f.Language, now.Language)
	return h.showStale(c, "maintenance", "/maintenances/"+m.PublicID, now.Version, console.Pairs(f, saved))
}
