package admin

import (
	"context"
	"net/url"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/review"
	"vitrine/models/review/coach"
	"vitrine/views/console"
)

// advise says what the coach thinks of a text while it is typed. It changes
// nothing.
func (h *Handler) advise(c *fiber.Ctx) error {
	reader, err := h.Review.Coach(c.UserContext(), c.FormValue("about"))
	if err != nil {
		return err
	}
	text := lines(c.FormValue("text"))
	var marks []coach.Mark
	switch kind := coach.Kind(c.FormValue("kind")); kind {
	case coach.Update:
		marks = reader.ReadUpdate(text, c.FormValue("promised") != "", c.FormValue("resolved") != "")
	default:
		marks = reader.Read(kind, text)
	}
	type mark struct {
		Text   string `json:"text"`
		Name   string `json:"name"`
		Reason string `json:"reason"`
		Better string `json:"better"`
		Key    string `json:"key"`
		Whole  bool   `json:"whole"` // it is about the text as it stands, not about these words
	}
	list := []mark{}
	for _, m := range marks {
		list = append(list, mark{m.Text, m.Name, m.Reason, m.Better, m.Key, coach.OfWhole(m.Rule)})
	}
	return c.JSON(fiber.Map{"marks": list})
}

// dismissAdvice leaves advice aside where it was given, and goes back there.
func (h *Handler) dismissAdvice(c *fiber.Ctx) error {
	about, back := c.FormValue("about"), "/reviews/"+url.PathEscape(c.FormValue("about"))
	if draft := c.FormValue("draft"); draft != "" {
		back = "/drafts/" + url.PathEscape(draft)
	}
	return h.save(c, "saved", func(ctx context.Context) (string, error) {
		return back, h.Review.DismissAdvice(ctx, about, c.FormValue("advice"))
	}, nowhere)
}

// guidance reads what stands beside the text of a review to help its writers.
// What the coach says is for those who can write in it.
func (h *Handler) guidance(ctx context.Context, r review.Review, writes bool) (g console.Guidance, err error) {
	if g.Template, err = h.Review.ReviewTemplate(ctx); err != nil {
		return g, err
	}
	if g.Prompts, err = h.Review.Questions(ctx, r.PublicID); err != nil || !writes || r.State == review.Completed {
		return g, err
	}
	reader, err := h.Review.Coach(ctx, r.PublicID)
	if err != nil {
		return g, err
	}
	g.Coached = map[string][]coach.Mark{}
	read := func(key, text string) {
		if marks := reader.Read(coach.Review, text); len(marks) > 0 {
			g.Coached[key] = marks
		}
	}
	for _, name := range r.AllSections() {
		read(string(name), r.Said(name))
	}
	for _, e := range r.Timeline {
		if !e.Merged {
			read("entry/"+e.PublicID, e.What)
		}
	}
	for _, f := range r.Factors {
		read("factor/"+f.PublicID, f.Body)
	}
	for _, l := range r.Learnings {
		read("learning/"+l.PublicID, l.Body)
	}
	for _, a := range r.Actions {
		read("action/"+a.PublicID, a.Body)
	}
	return g, nil
}

// coachUpdate is what the coach says to a live update, for its preview. An
// update never waits for it: where the coach cannot be had it says nothing.
func (h *Handler) coachUpdate(ctx context.Context, about, text string, promised, resolved bool) []coach.Mark {
	reader, err := h.Review.Coach(ctx, about)
	if err != nil {
		h.Log.WarnContext(ctx, "coach not read", "err", err)
		return nil
	}
	return reader.ReadUpdate(text, promised, resolved)
}

// promises reports whether a form says when the next word comes.
func promises(s console.Said) bool { return s.NextIn != "" && s.NextIn != "none" }

// resolves reports whether a form says that the incident is over.
func resolves(s console.Said) bool { return models.IncidentState(s.State) == models.Resolved }
