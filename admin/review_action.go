package admin

import (
	"context"
	"slices"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/review"
	"vitrine/views"
	"vitrine/views/console"
)

// newAction shows the empty form, or one that begins with the words of the part
// of the review that the address names: "of=learning/ID".
func (h *Handler) newAction(c *fiber.Ctx) error {
	f := console.ActionForm{Form: fresh(0), Kind: string(review.Prevent), State: string(review.ActionOpen)}
	if key := c.Query("of"); key != "" {
		r, err := h.Review.Review(c.UserContext(), c.Params("id"))
		if err != nil {
			return err
		}
		source, ok, err := h.Review.MadeFrom(c.UserContext(), r, key)
		if err != nil {
			return err
		}
		if ok {
			f.Body, f.MadeOf = source.Text, source.Key
		}
	}
	return h.actionForm(c, "", f, nil)
}

// actionForm shows the form for an action item; id is empty for a new one.
func (h *Handler) actionForm(c *fiber.Ctx, id string, f console.ActionForm, wrong error) error {
	r, err := h.Review.Review(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	if models.KindOf(wrong) == models.Stale {
		a, err := actionIn(r, id)
		if err != nil {
			return err
		}
		return h.showStale(c, "action item", "/reviews/"+r.PublicID+"#actions", a.Version, console.Pairs(f, filledAction(a)))
	}
	return h.actionPage(c, r, id, f, wrong)
}

// actionPage shows the form, whatever is wrong.
func (h *Handler) actionPage(c *fiber.Ctx, r review.Review, id string, f console.ActionForm, wrong error) error {
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	page := console.ActionPage{Frame: h.frame(c, "reviews"), Review: r.PublicID, ID: id, About: r.Title, Promised: promised(r, id), Form: f}
	var err error
	if page.Source, _, err = h.Review.MadeFrom(c.UserContext(), r, f.MadeOf); err != nil {
		return err
	}
	return views.Show(c, console.Action, page)
}

func actionIn(r review.Review, id string) (review.Action, error) {
	i := slices.IndexFunc(r.Actions, func(a review.Action) bool { return a.PublicID == id })
	if i < 0 {
		return review.Action{}, models.Fail(models.NotFound, "There is no such action item.")
	}
	return r.Actions[i], nil
}

// promised reports whether an action item stands in a published postmortem.
func promised(r review.Review, id string) bool {
	return slices.ContainsFunc(r.Actions, func(a review.Action) bool { return a.PublicID == id && a.CountermeasureID != nil })
}

// filledAction is the form filled with what is saved.
func filledAction(a review.Action) console.ActionForm {
	return console.ActionForm{Form: fresh(a.Version), Body: a.Body, Kind: string(a.Kind), Owner: a.Owner, OnlyIf: a.OnlyIf, Priority: string(a.Priority), State: string(a.State),
		Reason: a.Reason, DueOn: console.Day(a.DueOn), Ticket: a.Ticket, TicketURL: a.TicketURL, PublicText: a.PublicText, Position: text(a.Position),
		Immediate: a.Immediate, Parked: a.Parked, MadeOf: a.MadeOf}
}

func (h *Handler) addAction(c *fiber.Ctx) error {
	f, t := decode[console.ActionForm](c), reading(nil)
	n := review.NewAction{Body: f.Body, Kind: review.ActionKind(f.Kind), Owner: f.Owner, OnlyIf: f.OnlyIf, Priority: review.Weight(f.Priority), Immediate: f.Immediate,
		Parked: f.Parked, DueOn: t.day("due_on", f.DueOn), Ticket: f.Ticket, TicketURL: f.TicketURL, State: review.ActionState(f.State), Reason: f.Reason, PublicText: f.PublicText, MadeOf: f.MadeOf}
	again := func(err error) error { return h.actionForm(c, "", f, err) }
	if err := t.bad.Err(); err != nil {
		return again(err)
	}
	return h.save(c, "added", func(ctx context.Context) (string, error) {
		_, err := h.Review.AddAction(ctx, c.Params("id"), n)
		return "/reviews/" + c.Params("id") + "#actions", err
	}, again)
}

func (h *Handler) editAction(c *fiber.Ctx) error {
	r, err := h.Review.Review(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	a, err := actionIn(r, c.Params("action"))
	if err != nil {
		return err
	}
	return h.actionForm(c, a.PublicID, filledAction(a), nil)
}

// saveAction may change a promise that is out: the page follows at once.
func (h *Handler) saveAction(c *fiber.Ctx) error {
	id, f, t := c.Params("action"), decode[console.ActionForm](c), reading(nil)
	edit := review.ActionEdit{Body: &f.Body, Kind: pointer(review.ActionKind(f.Kind)), Owner: &f.Owner, OnlyIf: &f.OnlyIf, Priority: pointer(review.Weight(f.Priority)),
		Immediate: &f.Immediate, Parked: &f.Parked, DueOn: cleared(t.day("due_on", f.DueOn)), Ticket: &f.Ticket, TicketURL: &f.TicketURL,
		State: pointer(review.ActionState(f.State)), Reason: &f.Reason, PublicText: &f.PublicText, Position: pointer(t.whole("position", f.Position)), Version: f.Version}
	again := func(err error) error { return h.actionForm(c, id, f, err) }
	if err := t.bad.Err(); err != nil {
		return again(err)
	}
	return h.release(c, "saved", func(ctx context.Context) (string, error) {
		_, err := h.Review.EditAction(ctx, id, edit)
		return "/reviews/" + c.Params("id") + "#actions", err
	}, again)
}

func (h *Handler) deleteAction(c *fiber.Ctx) error {
	f := decode[console.ActionForm](c)
	return h.save(c, "deleted", func(ctx context.Context) (string, error) {
		return "/reviews/" + c.Params("id") + "#actions", h.Review.DeleteAction(ctx, c.Params("action"), f.Version)
	}, func(wrong error) error {
		r, err := h.Review.Review(c.UserContext(), c.Params("id"))
		if err != nil {
			return err
		}
		a, err := actionIn(r, c.Params("action"))
		if err != nil {
			return err
		}
		return h.actionPage(c, r, a.PublicID, filledAction(a), undeleted(wrong))
	})
}
