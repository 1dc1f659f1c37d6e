package admin

import (
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
	number, err := h.Review.NextRevision(ctx, d)
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

// postmortemMail is the mail that carries a postmortem.
func (h *Handler) postmortemMail(p models.Publishable, r review.Review, number int64) func(mail.Frame) (mail.Rendered, error) {
	return func(f mail.Frame) (mail.Rendered, error) {
		return mail.PostmortemPublished.Render(mail.PostmortemPreview(f, p, number, h.Site.Now(), r.Thread()))
	}
}
