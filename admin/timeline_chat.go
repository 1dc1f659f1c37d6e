package admin

import (
	"context"
	"errors"
	"maps"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/review"
	"vitrine/views"
	"vitrine/views/console"
)

func (h *Handler) newChat(c *fiber.Ctx) error {
	r, err := h.Review.Review(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	zone := h.zone(c.UserContext())
	f := console.ChatForm{Form: fresh(0), Zone: zone.String()}
	if at := r.Anchor(); !at.IsZero() {
		f.Day = at.In(zone).Format("2006-01-02")
	}
	return h.chatForm(c, f, nil)
}

func (h *Handler) chatForm(c *fiber.Ctx, f console.ChatForm, wrong error) error {
	r, err := h.Review.Review(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	return views.Show(c, console.NewChat, console.NewChatPage{Frame: h.frame(c, "reviews"), Review: r.PublicID, About: r.Title, Form: f})
}

func (h *Handler) pasteChat(c *fiber.Ctx) error {
	f := decode[console.ChatForm](c)
	again := func(err error) error { return h.chatForm(c, f, err) }
	zone, err := h.zoneNamed(c.UserContext(), f.Zone)
	if err != nil {
		return again(err)
	}
	return h.save(c, "saved", func(ctx context.Context) (string, error) {
		l, err := h.Review.PasteChat(ctx, c.Params("id"), review.NewChat{Text: f.Text, Day: f.Day, Zone: zone})
		return chatPath(c, l.PublicID), err
	}, again)
}

func chatPath(c *fiber.Ctx, log string) string {
	return "/reviews/" + c.Params("id") + "/chats/" + log
}

func (h *Handler) showChat(c *fiber.Ctx) error { return h.chatPage(c, nil, nil) }

// chatPage shows a chat log with the choices that were sent, else those that are
// saved.
func (h *Handler) chatPage(c *fiber.Ctx, choices []review.ChatChoice, wrong error) error {
	ctx := c.UserContext()
	r, err := h.Review.Review(ctx, c.Params("id"))
	if err != nil {
		return err
	}
	page := console.ChatPage{Frame: h.frame(c, "reviews"), Review: r.PublicID, About: r.Title, Form: fresh(0)}
	if page.Log, err = h.Review.ChatLog(ctx, r.PublicID, c.Params("chat")); err != nil {
		return err
	}
	for _, one := range choices {
		if n := one.Number; n >= 1 && n <= int64(len(page.Log.Messages)) && one.Effect != nil {
			page.Log.Messages[n-1].Effect = *one.Effect
		}
	}
	if wrong != nil {
		h.refuse(c, &page.Form, wrong)
	}
	return views.Show(c, console.Chat, page)
}

// chatChoices are the decisions a form carries.
func chatChoices(c *fiber.Ctx) []review.ChatChoice {
	vs := values(c)
	kinds, phases := keyed(vs, "kind"), keyed(vs, "phase")
	var list []review.ChatChoice
	for number, effect := range keyed(vs, "effect") {
		n, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			continue
		}
		if effect == "drop" {
			effect = ""
		}
		one := review.ChatChoice{Number: n, Effect: pointer(review.Effect(effect))}
		if kind := kinds[number]; kind != "" {
			one.Kind = pointer(review.EntryKind(kind))
		}
		if vs.Has("phase[" + number + "]") {
			one.Phase = pointer(review.Phase(phases[number]))
		}
		list = append(list, one)
	}
	return list
}

// keepMessages makes entries of what is chosen, or saves the choices alone.
func (h *Handler) keepMessages(c *fiber.Ctx) error {
	id, log, choices := c.Params("id"), c.Params("chat"), chatChoices(c)
	did, path := "saved", chatPath(c, log)
	if step(c) == "keep" {
		did, path = "kept", "/reviews/"+id+"#timeline"
	}
	return h.save(c, did, func(ctx context.Context) (string, error) {
		switch step(c) {
		case "keep":
			_, err := h.Review.KeepMessages(ctx, id, log, choices)
			return path, err
		case "suggested":
			l, err := h.Review.ChatLog(ctx, id, log)
			if err != nil {
				return path, err
			}
			choices = withSuggested(choices, l)
		}
		return path, h.Review.ChooseMessages(ctx, id, log, choices)
	}, func(err error) error { return h.chatPage(c, choices, err) })
}

// withSuggested keeps what looks like it belongs on the timeline, where nothing
// else was decided.
func withSuggested(choices []review.ChatChoice, l review.ChatLog) []review.ChatChoice {
	for i, one := range choices {
		if n := one.Number; n >= 1 && n <= int64(len(l.Messages)) && *one.Effect == "" && l.Messages[n-1].Suggested {
			choices[i].Effect = pointer(l.Messages[n-1].Guess)
		}
	}
	return choices
}

// chooseMessages saves choices while a person makes them.
func (h *Handler) chooseMessages(c *fiber.Ctx) error {
	if err := h.Review.ChooseMessages(c.UserContext(), c.Params("id"), c.Params("chat"), chatChoices(c)); err != nil {
		status, message := views.Verdict(err, false)
		return c.Status(status).SendString(message)
	}
	return c.SendStatus(fiber.StatusNoContent)
}

func (h *Handler) deleteChat(c *fiber.Ctx) error {
	return h.save(c, "deleted", func(ctx context.Context) (string, error) {
		return "/reviews/" + c.Params("id") + "#timeline", h.Review.DeleteChat(ctx, c.Params("id"), c.Params("chat"))
	}, nowhere)
}

func (h *Handler) addInterval(c *fiber.Ctx) error {
	f, t := decode[console.IntervalForm](c), reading(h.zone(c.UserContext()))
	again := func(err error) error {
		h.refuse(c, &f.Form, felt(err))
		return h.reviewPage(c, console.ReviewPage{Entry: blankEntry(), Told: console.TimelineBox{Interval: f}}, nil)
	}
	from, until := t.moment("starts_at", f.StartsAt), t.moment("ends_at", f.EndsAt)
	if from == nil {
		t.bad.Add("starts_at", "When did it begin?")
	}
	if err := t.bad.Err(); err != nil {
		return again(err)
	}
	return h.save(c, "added", func(ctx context.Context) (string, error) {
		_, err := h.Review.AddInterval(ctx, c.Params("id"), review.NewInterval{StartsAt: *from, EndsAt: until, Counted: f.Counted, Note: f.Note})
		return "/reviews/" + c.Params("id") + "#impact", err
	}, again)
}

// interval is a stretch of a review.
func (h *Handler) interval(c *fiber.Ctx) (r review.Review, i review.Interval, err error) {
	if r, err = h.Review.Review(c.UserContext(), c.Params("id")); err != nil {
		return r, i, err
	}
	for _, one := range r.Intervals {
		if one.PublicID == c.Params("interval") {
			return r, one, nil
		}
	}
	return r, i, models.Fail(models.NotFound, "There is no such stretch.")
}

func (h *Handler) filledInterval(ctx context.Context, i review.Interval) console.IntervalForm {
	zone := h.zone(ctx)
	return console.IntervalForm{Form: fresh(i.Version), StartsAt: console.Moment(&i.StartsAt, zone), EndsAt: console.Moment(i.EndsAt, zone), Counted: i.Counted, Note: i.Note}
}

// felt puts what is wrong with a stretch beside its fields: on the page of a
// review the note has another name, because other forms stand there too.
func felt(err error) error {
	e, ok := errors.AsType[*models.Error](err)
	if !ok || e.Fields["note"] == "" {
		return err
	}
	named := *e
	named.Fields = maps.Clone(e.Fields)
	named.Fields["felt"] = e.Fields["note"]
	delete(named.Fields, "note")
	return &named
}

func (h *Handler) editInterval(c *fiber.Ctx) error {
	r, i, err := h.interval(c)
	if err != nil {
		return err
	}
	return h.intervalPage(c, r, i, h.filledInterval(c.UserContext(), i), nil)
}

func (h *Handler) intervalPage(c *fiber.Ctx, r review.Review, i review.Interval, f console.IntervalForm, wrong error) error {
	if models.KindOf(wrong) == models.Stale {
		return h.showStale(c, "stretch", "/reviews/"+r.PublicID+"#impact", i.Version, console.Pairs(f, h.filledInterval(c.UserContext(), i)))
	}
	if wrong != nil {
		h.refuse(c, &f.Form, felt(wrong))
	}
	return views.Show(c, console.Interval, console.IntervalPage{Frame: h.frame(c, "reviews"), Review: r.PublicID, ID: i.PublicID, About: r.Title, Form: f})
}

func (h *Handler) saveInterval(c *fiber.Ctx) error {
	r, i, err := h.interval(c)
	if err != nil {
		return err
	}
	f, t := decode[console.IntervalForm](c), reading(h.zone(c.UserContext()))
	again := func(err error) error { return h.intervalPage(c, r, i, f, err) }
	edit := review.IntervalEdit{StartsAt: t.moved("starts_at", f.StartsAt, &i.StartsAt), EndsAt: t.moved("ends_at", f.EndsAt, i.EndsAt),
		Counted: &f.Counted, Note: &f.Note, Version: f.Version}
	if err := first(newest("stretch", f.Version, i.Version), t.bad.Err()); err != nil {
		return again(err)
	}
	return h.save(c, "saved", func(ctx context.Context) (string, error) {
		_, err := h.Review.EditInterval(ctx, i.PublicID, edit)
		return "/reviews/" + r.PublicID + "#impact", err
	}, again)
}

func (h *Handler) deleteInterval(c *fiber.Ctx) error {
	r, i, err := h.interval(c)
	if err != nil {
		return err
	}
	return h.save(c, "deleted", func(ctx context.Context) (string, error) {
		return "/reviews/" + r.PublicID + "#impact", h.Review.DeleteInterval(ctx, i.PublicID, 0)
	}, nowhere)
}
