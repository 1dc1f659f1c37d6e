package admin

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/review"
	"vitrine/views"
	"vitrine/views/console"
)

func (h *Handler) editSection(c *fiber.Ctx) error {
	w, err := h.Review.Section(c.UserContext(), c.Params("id"), review.Section(c.Params("section")))
	if err != nil {
		return err
	}
	return h.sectionPage(c, console.SectionForm{Form: fresh(w.Version), Text: w.Text}, nil)
}

// sectionPage shows one section with its form.
func (h *Handler) sectionPage(c *fiber.Ctx, f console.SectionForm, wrong error) error {
	r, err := h.Review.Review(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	whole := console.ReviewPage{Frame: h.frame(c, "reviews"), Review: r, Entry: console.EntryForm{Form: fresh(0)}}
	only := r // what the page shows has to be read by the coach, not the lines of a long timeline
	only.Timeline, only.Factors, only.Learnings, only.Actions = nil, nil, nil, nil
	if whole.Guidance, err = h.guidance(c.UserContext(), only, whole.Frame.May.Review); err != nil {
		return err
	}
	if err := h.beside(c, &whole); err != nil {
		return err
	}
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	page := console.SectionPage{Frame: whole.Frame, About: r.Title, Part: whole.Section(c.Params("section")), Form: f, Person: whole.Me}
	if page.Part.Writer != nil && page.Part.Writer.UserID == whole.Me {
		page.Part.Writer = nil
	}
	return views.Show(c, console.SectionEditor, page)
}

// writeSection saves a section: from its form, or from a page on which somebody
// goes on writing, which is answered in JSON.
func (h *Handler) writeSection(c *fiber.Ctx) error {
	f := decode[console.SectionForm](c)
	if c.Get(fiber.HeaderAccept) == fiber.MIMEApplicationJSON {
		return h.autosave(c, f)
	}
	id, name := c.Params("id"), review.Section(c.Params("section"))
	return h.save(c, "saved", func(ctx context.Context) (string, error) {
		_, err := h.Review.WriteSection(ctx, id, name, review.SectionEdit{Text: f.Text, Version: f.Version})
		return "/reviews/" + id + "#" + string(name), err
	}, func(err error) error { return h.sectionAgain(c, f, err) })
}

// sectionAgain shows the form of a section that was not saved, or both texts
// where somebody else saved first.
func (h *Handler) sectionAgain(c *fiber.Ctx, f console.SectionForm, wrong error) error {
	id, name := c.Params("id"), review.Section(c.Params("section"))
	w, err := h.Review.Section(c.UserContext(), id, name)
	if err != nil {
		return err
	}
	if models.KindOf(wrong) == models.Stale {
		return h.showStale(c, "section", "/reviews/"+id+"#"+string(name), w.Version, console.Pairs(f, console.SectionForm{Text: w.Text}))
	}
	return h.sectionPage(c, f, wrong)
}

// savedSection is the answer to a page on which somebody writes: the section as
// it is saved now, whether the text that came is in it or not.
type savedSection struct {
	Version int64  `json:"version"`
	Text    string `json:"text"`
	By      string `json:"by"`
	Mine    bool   `json:"mine"`
	Problem string `json:"problem,omitempty"`
}

func (h *Handler) autosave(c *fiber.Ctx, f console.SectionForm) error {
	ctx, id, name := c.UserContext(), c.Params("id"), review.Section(c.Params("section"))
	w, wrong := h.Review.WriteSection(ctx, id, name, review.SectionEdit{Text: f.Text, Version: f.Version, Going: f.Going})
	answer := savedSection{}
	if wrong != nil {
		var status int
		status, answer.Problem = views.Verdict(wrong, false)
		views.Report(h.Log, c, status, wrong)
		c.Status(status)
	}
	if models.KindOf(wrong) == models.Stale {
		var err error
		if w, err = h.Review.Section(ctx, id, name); err != nil {
			return err
		}
	}
	answer.Version, answer.Text, answer.By, answer.Mine = w.Version, w.Text, w.EditedBy, w.Mine
	return c.JSON(answer)
}
