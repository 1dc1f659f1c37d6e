package admin

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/review"
	"vitrine/views"
	"vitrine/views/console"
	"vitrine/views/mail"
)

// previewDraft shows page, feed entry and mail of a draft as it stands.
func (h *Handler) previewDraft(c *fiber.Ctx) error {
	ctx := c.UserContext()
	d, err := h.Review.Draft(ctx, c.Params("id"))
	if err != nil {
		return err
	}
	r, err := h.Review.Review(ctx, d.Review)
	if err != nil {
		return err
	}
	p, err := h.Review.Publishable(ctx, d.PublicID)
	if err != nil {
		return err
	}
	number, err := h.nextRevision(ctx, d)
	if err != nil {
		return err
	}
	page, err := h.Press.PreviewPostmortem(p, r.IncidentIDs)
	if err != nil {
		return err
	}
	drafts, err := h.drafts(ctx, leaving{page: page, mail: h.postmortemMail(p, r, number)})
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentSecurityPolicy, drawn)
	return views.Show(c, console.DraftPreview, console.DraftPreviewPage{Frame: h.frame(c, "reviews"), Draft: d, Drafts: drafts})
}

// nextRevision is the number that a draft would be published under.
func (h *Handler) nextRevision(ctx context.Context, d review.Draft) (int64, error) {
	number := int64(1)
	if d.PostmortemID == nil {
		return number, nil
	}
	published, err := h.Site.PostmortemsByID(ctx, []int64{*d.PostmortemID})
	for _, p := range published {
		for _, r := range p.Revisions {
			number = max(number, r.Number+1)
		}
	}
	return number, err
}

// postmortemMail is the mail that carries a postmortem.
func (h *Handler) postmortemMail(p models.Publishable, r review.Review, number int64) func(mail.Frame) (mail.Rendered, error) {
	return func(f mail.Frame) (mail.Rendered, error) {
		now := h.Site.Now()
		m := mail.PostmortemPublishedMail{Frame: f, Revision: models.PostmortemRevision{Number: number, Summary: p.Summary, Timeline: encodeEntries(p.Timeline), PublishedAt: now}}
		m.Postmortem = models.Postmortem{Slug: p.Slug, Revision: number, PublishedAt: now, Revisions: []models.PostmortemRevision{m.Revision}}
		for _, c := range p.Countermeasures {
			m.Postmortem.Countermeasures = append(m.Postmortem.Countermeasures, models.Countermeasure{Body: c.Body, State: c.State, Reason: c.Reason, DueOn: c.DueOn})
		}
		if len(r.Incidents) == 1 {
			m.Thread = r.Incidents[0].Title
		}
		return mail.PostmortemPublished.Render(m)
	}
}
