package admin

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/review"
	"vitrine/views"
	"vitrine/views/console"
)

// postmortemsPerPage is how many postmortems one page of the list shows.
const postmortemsPerPage = 50

func (h *Handler) listPostmortems(c *fiber.Ctx) error {
	list, err := h.Site.PostmortemList(c.UserContext(), c.Query("before"), postmortemsPerPage+1)
	if err != nil {
		return err
	}
	page := console.PostmortemsPage{Frame: h.frame(c, "postmortems"), Postmortems: list}
	if len(list) > postmortemsPerPage {
		page.Postmortems = list[:postmortemsPerPage]
		page.Older = list[postmortemsPerPage-1].PublicID
	}
	ids := make([]int64, len(page.Postmortems))
	for n, p := range page.Postmortems {
		ids[n] = p.ID
	}
	if page.Outdated, err = h.Review.OutdatedPostmortems(c.UserContext(), ids); err != nil {
		return err
	}
	return views.Show(c, console.Postmortems, page)
}

func (h *Handler) showPostmortem(c *fiber.Ctx) error { return h.postmortem(c, nil) }

func (h *Handler) postmortem(c *fiber.Ctx, wrong error) error {
	ctx := c.UserContext()
	p, err := h.Site.Postmortem(ctx, c.Params("slug"))
	if err != nil {
		return err
	}
	var f console.Form
	if wrong != nil {
		h.refuse(c, &f, wrong)
	}
	if id := c.Params("countermeasure"); id != "" {
		f.Errors = map[string]string{"r-" + id: f.Problem}
	}
	page := console.PostmortemPage{Frame: h.frame(c, "postmortems"), Postmortem: p, Form: f, Notifications: h.toldOf(ctx, "pm-"+p.PublicID),
		Typed: models.Countermeasure{PublicID: c.Params("countermeasure"), State: models.CountermeasureState(c.FormValue("state")), Reason: lines(c.FormValue("reason"))}}
	if r, ok := h.reviewBehind(ctx, p); ok {
		page.Review = r.PublicID
		if r.Draft != nil {
			page.Draft, page.Outdated = r.Draft.PublicID, r.Draft.Outdated
		}
	}
	return views.Show(c, console.Postmortem, page)
}

// reviewBehind is the review a postmortem was written from.
func (h *Handler) reviewBehind(ctx context.Context, p models.Postmortem) (review.Review, bool) {
	incidents, err := h.Site.IncidentsByID(ctx, p.IncidentIDs)
	if err != nil {
		h.Log.ErrorContext(ctx, "incidents not read", "postmortem", p.PublicID, "err", err)
	}
	for _, i := range incidents {
		list, err := h.Review.Reviews(ctx, review.Query{Incident: i.PublicID})
		if err != nil {
			h.Log.ErrorContext(ctx, "reviews not read", "incident", i.PublicID, "err", err)
		}
		for _, r := range list {
			if r.Draft != nil && r.Draft.PostmortemID != nil && *r.Draft.PostmortemID == p.ID {
				return r, true
			}
		}
	}
	return review.Review{}, false
}

// postmortemOf is the slug of the postmortem about an incident, or nothing.
func (h *Handler) postmortemOf(ctx context.Context, incidentID int64) string {
	slug, err := h.Site.PostmortemAbout(ctx, incidentID)
	if err != nil {
		h.Log.ErrorContext(ctx, "postmortem not read", "err", err)
	}
	return slug
}

func (h *Handler) setCountermeasure(c *fiber.Ctx) error {
	return h.release(c, "published", func(ctx context.Context) (string, error) {
		_, err := h.Site.SetCountermeasure(ctx, c.Params("countermeasure"), models.CountermeasureState(c.FormValue("state")), c.FormValue("reason"))
		return "/postmortems/" + c.Params("slug"), err
	}, func(err error) error { return h.postmortem(c, err) })
}
