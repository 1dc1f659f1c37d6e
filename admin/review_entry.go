package admin

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/review"
	"vitrine/views"
	"vitrine/views/console"
)

// entryForm shows the form for a line of the timeline; id is empty for a new
// one.
func (h *Handler) entryForm(c *fiber.Ctx, id string, f console.EntryForm, wrong error) error {
	r, err := h.Review.Review(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	if models.KindOf(wrong) == models.Stale {
		e, err := entryIn(r, id)
		if err != nil {
			return err
		}
		return h.showStale(c, "entry", "/reviews/"+r.PublicID+"#timeline", e.Version, console.Pairs(f, h.filledEntry(c.UserContext(), e)))
	}
	return h.entryPage(c, r, id, f, wrong)
}

// entryPage shows the form, whatever is wrong.
func (h *Handler) entryPage(c *fiber.Ctx, r review.Review, id string, f console.EntryForm, wrong error) error {
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	return views.Show(c, console.Entry, console.EntryPage{Frame: h.frame(c, "reviews"), Review: r.PublicID, ID: id, About: r.Title, Form: f})
}

func entryIn(r review.Review, id string) (review.Entry, error) {
	i := slices.IndexFunc(r.Timeline, func(e review.Entry) bool { return e.PublicID == id && !e.Merged })
	if i < 0 {
		return review.Entry{}, models.Fail(models.NotFound, "There is no such entry.")
	}
	return r.Timeline[i], nil
}

// filledEntry is the form filled with what is saved.
func (h *Handler) filledEntry(ctx context.Context, e review.Entry) console.EntryForm {
	return console.EntryForm{Form: fresh(e.Version), At: console.Moment(&e.At, h.zone(ctx)), Kind: string(e.Kind), Phase: string(e.Phase), Who: e.Who,
		What: e.What, Effect: string(e.Effect), Thought: e.Thought, PublicText: e.PublicText}
}

// entryAt reads when it happened.
func (h *Handler) entryAt(c *fiber.Ctx, f console.EntryForm) (time.Time, error) {
	t := reading(h.zone(c.UserContext()))
	at := t.moment("at", f.At)
	if at == nil {
		t.bad.Add("at", "When was it?")
		return time.Time{}, t.bad.Err()
	}
	return *at, nil
}

func (h *Handler) addEntry(c *fiber.Ctx) error {
	f := decode[console.EntryForm](c)
	again := func(err error) error { return h.entryForm(c, "", f, err) }
	at, err := h.entryAt(c, f)
	if err != nil {
		return again(err)
	}
	return h.save(c, "added", func(ctx context.Context) (string, error) {
		_, err := h.Review.AddEntry(ctx, c.Params("id"), review.NewEntry{At: at, Kind: review.EntryKind(f.Kind), Phase: review.Phase(f.Phase),
			Who: f.Who, What: f.What, Effect: review.Effect(f.Effect), Thought: f.Thought, PublicText: f.PublicText})
		return "/reviews/" + c.Params("id") + "#timeline", err
	}, again)
}

func (h *Handler) editEntry(c *fiber.Ctx) error {
	r, err := h.Review.Review(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	if line, ok := mergedIn(r, c.Params("entry")); ok {
		return h.remarkPage(c, r, line, filledRemark(line), nil)
	}
	e, err := entryIn(r, c.Params("entry"))
	if err != nil {
		return err
	}
	return h.entryForm(c, e.PublicID, h.filledEntry(c.UserContext(), e), nil)
}

func (h *Handler) saveEntry(c *fiber.Ctx) error {
	r, err := h.Review.Review(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	if line, ok := mergedIn(r, c.Params("entry")); ok {
		return h.saveRemark(c, r, line)
	}
	e, err := entryIn(r, c.Params("entry"))
	if err != nil {
		return err
	}
	id, f, t := e.PublicID, decode[console.EntryForm](c), reading(h.zone(c.UserContext()))
	again := func(err error) error { return h.entryForm(c, id, f, err) }
	at := t.moved("at", f.At, &e.At)
	if strings.TrimSpace(f.At) == "" {
		t.bad.Add("at", "When was it?")
	}
	if err := first(newest("entry", f.Version, e.Version), t.bad.Err()); err != nil {
		return again(err)
	}
	return h.save(c, "saved", func(ctx context.Context) (string, error) {
		_, err := h.Review.EditEntry(ctx, id, review.EntryEdit{At: at, Kind: pointer(review.EntryKind(f.Kind)), Phase: pointer(review.Phase(f.Phase)),
			Who: &f.Who, What: &f.What, Effect: pointer(review.Effect(f.Effect)), Thought: &f.Thought, PublicText: &f.PublicText, Version: f.Version})
		return "/reviews/" + c.Params("id") + "#timeline", err
	}, again)
}

func (h *Handler) deleteEntry(c *fiber.Ctx) error {
	f := decode[console.EntryForm](c)
	return h.save(c, "deleted", func(ctx context.Context) (string, error) {
		return "/reviews/" + c.Params("id") + "#timeline", h.Review.DeleteEntry(ctx, c.Params("entry"), f.Version)
	}, func(wrong error) error {
		r, err := h.Review.Review(c.UserContext(), c.Params("id"))
		if err != nil {
			return err
		}
		e, err := entryIn(r, c.Params("entry"))
		if err != nil {
			return err
		}
		return h.entryPage(c, r, e.PublicID, h.filledEntry(c.UserContext(), e), undeleted(wrong))
	})
}
