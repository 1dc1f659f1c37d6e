package admin

import (
	"context"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"vitrine/assets"
	"vitrine/models"
	"vitrine/models/review"
	"vitrine/public/edition"
	"vitrine/views"
	"vitrine/views/console"
)

func (h *Handler) showDashboard(c *fiber.Ctx) error {
	ctx := c.UserContext()
	open, err := h.Site.Incidents(ctx, models.IncidentQuery{Open: pointer(true)})
	if err != nil {
		return err
	}
	page := console.DashboardPage{Frame: h.frame(c, "dashboard"), Open: open, Mail: h.Mail.Health(ctx), Mirrors: h.mirrors(), Followers: h.followers()}
	if page.Ahead, err = h.Site.Maintenances(ctx, models.MaintenanceQuery{Over: pointer(false)}); err != nil {
		return err
	}
	if page.Names, err = h.componentNames(ctx); err != nil {
		return err
	}
	if page.Proposed, err = h.Desk.IncidentDrafts(ctx); err != nil {
		return err
	}
	if page.Publications, err = h.Site.Edition(ctx); err != nil {
		return err
	}
	if e := h.Press.Current(); e != nil {
		page.Edition, page.EditionAt = e.Number, e.At
	}
	if err := h.dues(ctx, session(c).User.ID, &page); err != nil {
		return err
	}
	if page.Mentions, err = h.Review.Mentions(ctx, session(c).User.ID); err != nil {
		return err
	}
	if page.Asked, err = h.Review.Asked(ctx, session(c).User.ID); err != nil {
		return err
	}
	if page.Frame.May.Administer {
		page.FirstSteps = h.firstSteps(ctx, len(page.Names))
	}
	return views.Show(c, console.Dashboard, page)
}

// duesOnDashboard is how many reviews and postmortems the first page names.
const duesOnDashboard = 10

// dues adds what somebody waits for, the soonest, and what of it the person
// answers for.
func (h *Handler) dues(ctx context.Context, me int64, page *console.DashboardPage) error {
	today, err := h.Review.Today(ctx)
	if err != nil {
		return err
	}
	all, err := h.Review.Due(ctx)
	page.Mine = review.Pressing(all, me, today)
	page.Mine = page.Mine[:min(len(page.Mine), duesOnDashboard)]
	dues, _ := review.DueAfter(all, "", duesOnDashboard)
	page.More = len(all) - len(dues)
	for _, d := range dues {
		switch {
		case d.Kind != "review":
			page.Postmortems = append(page.Postmortems, console.DuePostmortem{IncidentID: d.IncidentID, Title: d.Title, Who: d.Who, Slug: d.Slug, ExpectedBy: endOf(d.Day)})
		default:
			page.Reviews = append(page.Reviews, console.DueReview{ID: d.ReviewID, IncidentID: d.IncidentID, Title: d.Title, Who: d.Who, DueAt: endOf(d.Day)})
		}
	}
	return err
}

// endOf is the last moment of a day.
func endOf(day time.Time) *time.Time { return pointer(day.Add(24*time.Hour - time.Second)) }

// firstSteps lists what a new installation still needs; nothing once all is
// there.
func (h *Handler) firstSteps(ctx context.Context, components int) []console.Step {
	set, _ := h.Site.Settings(ctx) // an unnamed page asks for its name
	templates, _ := h.Desk.Templates(ctx)
	steps := []console.Step{
		{Done: set.Name != "Status", Name: "Name your page", Path: "/settings"},
		{Done: components > 0, Name: "Add the services as customers know them", Path: "/components/new"},
		{Done: len(templates) > 0, Name: "Write a template for a bad night", Path: "/templates/new"},
		{Done: h.Mail.Health(ctx).Configured, Name: "Configure a mail server", Path: "/outbox"},
	}
	if steps[0].Done && steps[1].Done && steps[2].Done {
		return nil
	}
	return steps
}

func (h *Handler) showHealth(c *fiber.Ctx) error { return c.SendString("ok\n") }

// showAsset answers with what a browser fetches: the console's own files, and
// those of the public page for its previews.
func (h *Handler) showAsset(c *fiber.Ctx) error {
	if f, ok := assets.At(c.Path()); ok {
		c.Set(fiber.HeaderContentType, f.Type)
		c.Set(fiber.HeaderCacheControl, assets.CacheControl)
		return c.Send(f.Body)
	}
	f, ok := h.Press.File(c.Path())
	if !ok || !strings.HasPrefix(c.Path(), "/assets/") {
		return models.Fail(models.NotFound, "There is no such file.")
	}
	c.Set(fiber.HeaderContentType, f.Type)
	body, err := f.Body(edition.Plain)
	if err != nil {
		return err
	}
	return c.Send(body)
}
