package admin

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/review"
	"vitrine/views"
	"vitrine/views/console"
)

// A factor and a learning are the same to work with: a numbered text.

// pointForm shows the form for a factor or a learning; id is empty for a new
// one.
func (h *Handler) pointForm(c *fiber.Ctx, noun, id string, f console.PointForm, wrong error) error {
	r, err := h.Review.Review(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	if models.KindOf(wrong) == models.Stale {
		saved, err := pointIn(r, noun, id)
		if err != nil {
			return err
		}
		return h.showStale(c, noun, "/reviews/"+r.PublicID+"#"+noun+"s", saved.Version, console.Pairs(f, saved))
	}
	return h.pointPage(c, r, noun, id, f, wrong)
}

// pointPage shows the form, whatever is wrong.
func (h *Handler) pointPage(c *fiber.Ctx, r review.Review, noun, id string, f console.PointForm, wrong error) error {
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	return views.Show(c, console.Point, console.PointPage{Frame: h.frame(c, "reviews"), Review: r.PublicID, ID: id, About: r.Title, Noun: noun, Form: f})
}

// pointIn is the form filled with what is saved.
func pointIn(r review.Review, noun, id string) (console.PointForm, error) {
	if noun == "factor" {
		for _, f := range r.Factors {
			if f.PublicID == id {
				return console.PointForm{Form: fresh(f.Version), Body: f.Body, Position: text(f.Position),
					ContributedTo: string(f.ContributedTo), Influence: string(f.Influence), Unconfirmed: f.Unconfirmed}, nil
			}
		}
	}
	for _, l := range r.Learnings {
		if l.PublicID == id && noun == "learning" {
			return console.PointForm{Form: fresh(l.Version), Body: l.Body, Position: text(l.Position)}, nil
		}
	}
	return console.PointForm{}, models.Fail(models.NotFound, "There is no such %s.", noun)
}

func (h *Handler) editPoint(c *fiber.Ctx, noun string) error {
	r, err := h.Review.Review(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	f, err := pointIn(r, noun, c.Params("point"))
	if err != nil {
		return err
	}
	return h.pointForm(c, noun, c.Params("point"), f, nil)
}

// putPoint does a deed for a factor or a learning and goes back to its list.
func (h *Handler) putPoint(c *fiber.Ctx, noun, id, did string, do func(context.Context, console.PointForm, review.PointEdit) error) error {
	f, t := decode[console.PointForm](c), reading(nil)
	edit := review.PointEdit{Body: &f.Body, Position: pointer(t.whole("position", f.Position)), Version: f.Version}
	again := func(err error) error { return h.pointForm(c, noun, id, f, err) }
	if err := t.bad.Err(); err != nil {
		return again(err)
	}
	return h.save(c, did, func(ctx context.Context) (string, error) {
		return "/reviews/" + c.Params("id") + "#" + noun + "s", do(ctx, f, edit)
	}, again)
}

// dropPoint deletes a factor or a learning. One that was changed meanwhile is
// shown as it is now: nobody deletes what they have not read.
func (h *Handler) dropPoint(c *fiber.Ctx, noun string, do func(ctx context.Context, id string, version int64) error) error {
	id, f := c.Params("point"), decode[console.PointForm](c)
	return h.save(c, "deleted", func(ctx context.Context) (string, error) {
		return "/reviews/" + c.Params("id") + "#" + noun + "s", do(ctx, id, f.Version)
	}, func(wrong error) error {
		r, err := h.Review.Review(c.UserContext(), c.Params("id"))
		if err != nil {
			return err
		}
		saved, err := pointIn(r, noun, id)
		if err != nil {
			return err
		}
		return h.pointPage(c, r, noun, id, saved, undeleted(wrong))
	})
}

func (h *Handler) editFactor(c *fiber.Ctx) error { return h.editPoint(c, "factor") }

func (h *Handler) addFactor(c *fiber.Ctx) error {
	return h.putPoint(c, "factor", "", "added", func(ctx context.Context, f console.PointForm, _ review.PointEdit) error {
		n := review.NewFactor{Body: f.Body, ContributedTo: review.Part(f.ContributedTo), Influence: review.Influence(f.Influence), Unconfirmed: f.Unconfirmed}
		_, err := h.Review.WriteFactor(ctx, c.Params("id"), n)
		return err
	})
}

func (h *Handler) saveFactor(c *fiber.Ctx) error {
	id := c.Params("point")
	return h.putPoint(c, "factor", id, "saved", func(ctx context.Context, f console.PointForm, e review.PointEdit) error {
		e.ContributedTo, e.Influence, e.Unconfirmed = pointer(review.Part(f.ContributedTo)), pointer(review.Influence(f.Influence)), &f.Unconfirmed
		_, err := h.Review.EditFactor(ctx, id, e)
		return err
	})
}

func (h *Handler) deleteFactor(c *fiber.Ctx) error {
	return h.dropPoint(c, "factor", h.Review.DeleteFactor)
}

func (h *Handler) editLearning(c *fiber.Ctx) error { return h.editPoint(c, "learning") }

func (h *Handler) addLearning(c *fiber.Ctx) error {
	return h.putPoint(c, "learning", "", "added", func(ctx context.Context, f console.PointForm, _ review.PointEdit) error {
		_, err := h.Review.AddLearning(ctx, c.Params("id"), f.Body)
		return err
	})
}

func (h *Handler) saveLearning(c *fiber.Ctx) error {
	id := c.Params("point")
	return h.putPoint(c, "learning", id, "saved", func(ctx context.Context, _ console.PointForm, e review.PointEdit) error {
		_, err := h.Review.EditLearning(ctx, id, e)
		return err
	})
}

func (h *Handler) deleteLearning(c *fiber.Ctx) error {
	return h.dropPoint(c, "learning", h.Review.DeleteLearning)
}
