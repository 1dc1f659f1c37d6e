package admin

import (
	"bytes"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/review"
	"vitrine/views"
	"vitrine/views/console"
)

// toldBeside reads what stands around the timeline of a review.
func (h *Handler) toldBeside(ctx context.Context, page *console.ReviewPage) (err error) {
	told := &page.Told
	if told.Last, err = h.Review.LastChange(ctx, page.Review.PublicID); err != nil {
		return err
	}
	if told.Chats, err = h.Review.ChatLogs(ctx, page.Review.PublicID); err != nil {
		return err
	}
	if told.Lines.Key == "" {
		told.Lines.Key = models.NewID()
	}
	if told.Interval.Key == "" {
		told.Interval.Form, told.Interval.Counted = fresh(0), len(page.Review.Intervals) == 0
	}
	return nil
}

// blankEntry is the form for a new entry.
func blankEntry() console.EntryForm {
	return console.EntryForm{Form: fresh(0), Kind: string(review.Discovery), Effect: string(review.NoEffect)}
}

func (h *Handler) addLines(c *fiber.Ctx) error {
	f := decode[console.LinesForm](c)
	return h.save(c, "added", func(ctx context.Context) (string, error) {
		_, err := h.Review.AddLines(ctx, c.Params("id"), review.Lines{Text: f.Text, Day: f.Day, Zone: h.zone(ctx)})
		return "/reviews/" + c.Params("id") + "#timeline", err
	}, func(err error) error {
		h.refuse(c, &f.Form, err)
		return h.reviewPage(c, console.ReviewPage{Entry: blankEntry(), Told: console.TimelineBox{Lines: f}}, nil)
	})
}

// editLines changes, deletes or moves ticked lines.
func (h *Handler) editLines(c *fiber.Ctx) error {
	id, lines := c.Params("id"), values(c)["lines"]
	again := func(err error) error {
		box := console.TimelineBox{}
		h.refuse(c, &box.Bulk, err)
		return h.reviewPage(c, console.ReviewPage{Entry: blankEntry(), Told: box}, nil)
	}
	did := "saved"
	if step(c) == "delete" {
		did = "deleted"
	}
	return h.save(c, did, func(ctx context.Context) (string, error) {
		at := "/reviews/" + id + "#timeline"
		if entry, by, ok := strings.Cut(c.FormValue("move"), " "); ok {
			steps, _ := strconv.Atoi(by) // what is no number moves nothing
			return at, h.Review.MoveEntry(ctx, entry, steps)
		}
		return at, h.Review.EditLines(ctx, id, lines, linesEdit(c))
	}, again)
}

func linesEdit(c *fiber.Ctx) review.LinesEdit {
	edit := review.LinesEdit{Delete: step(c) == "delete"}
	if v := c.FormValue("set_effect"); v != "" {
		edit.Effect = pointer(review.Effect(v))
	}
	if v := c.FormValue("set_phase"); v != "" {
		edit.Phase = pointer(review.Phase(v))
	}
	if v := c.FormValue("set_kind"); v != "" {
		edit.Kind = pointer(review.EntryKind(v))
	}
	return edit
}

func (h *Handler) undoLines(c *fiber.Ctx) error {
	id := c.Params("id")
	return h.save(c, "undone", func(ctx context.Context) (string, error) {
		_, err := h.Review.UndoChange(ctx, id, c.FormValue("change"))
		return "/reviews/" + id + "#timeline", err
	}, nowhere)
}

func (h *Handler) exportTimeline(c *fiber.Ctx) error {
	r, err := h.Review.Review(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	var file bytes.Buffer
	if err := review.WriteTimeline(&file, r.Timeline); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="timeline-`+r.PublicID+`.csv"`)
	return c.Send(file.Bytes())
}

func (h *Handler) newTimelineFile(c *fiber.Ctx) error {
	return h.timelineFile(c, console.ChatForm{Form: fresh(0)}, nil)
}

func (h *Handler) timelineFile(c *fiber.Ctx, f console.ChatForm, wrong error) error {
	r, err := h.Review.Review(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	return views.Show(c, console.TimelineFile, console.NewChatPage{Frame: h.frame(c, "reviews"), Review: r.PublicID, About: r.Title, Form: f})
}

func (h *Handler) importTimeline(c *fiber.Ctx) error {
	f := decode[console.ChatForm](c)
	again := func(err error) error { return h.timelineFile(c, f, err) }
	text, err := file(c, "file")
	if err != nil {
		return again(models.Fail(models.Invalid, "The file could not be read. Choose it again."))
	}
	if len(text) > 0 {
		f.Text = string(text)
	}
	return h.save(c, "added", func(ctx context.Context) (string, error) {
		_, _, err := h.Review.ImportTimeline(ctx, c.Params("id"), []byte(f.Text), h.zone(ctx))
		return "/reviews/" + c.Params("id") + "#timeline", err
	}, again)
}

// mergedIn is a line of a review that came by itself.
func mergedIn(r review.Review, id string) (review.Entry, bool) {
	i := slices.IndexFunc(r.Timeline, func(e review.Entry) bool { return e.PublicID == id && e.Merged })
	if i < 0 {
		return review.Entry{}, false
	}
	return r.Timeline[i], true
}

func filledRemark(e review.Entry) console.RemarkForm {
	return console.RemarkForm{Form: fresh(e.Version), Kind: string(e.Kind), Phase: string(e.Phase), Effect: string(e.Effect), Thought: e.Thought, Hidden: e.Hidden, Public: e.PublicText}
}

func (h *Handler) remarkPage(c *fiber.Ctx, r review.Review, line review.Entry, f console.RemarkForm, wrong error) error {
	if models.KindOf(wrong) == models.Stale {
		return h.showStale(c, "line", "/reviews/"+r.PublicID+"#timeline", line.Version, console.Pairs(f, filledRemark(line)))
	}
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	return views.Show(c, console.Remark, console.RemarkPage{Frame: h.frame(c, "reviews"), Review: r.PublicID, About: r.Title, Line: line, Form: f})
}

func (h *Handler) saveRemark(c *fiber.Ctx, r review.Review, line review.Entry) error {
	f := decode[console.RemarkForm](c)
	again := func(err error) error { return h.remarkPage(c, r, line, f, err) }
	if err := newest("line", f.Version, line.Version); err != nil {
		return again(err)
	}
	return h.save(c, "saved", func(ctx context.Context) (string, error) {
		_, err := h.Review.Remark(ctx, r.PublicID, line.PublicID, review.RemarkEdit{Kind: pointer(review.EntryKind(f.Kind)), Phase: pointer(review.Phase(f.Phase)),
			Effect: pointer(review.Effect(f.Effect)), Thought: &f.Thought, Hidden: &f.Hidden, PublicText: &f.Public, Version: f.Version})
		return "/reviews/" + r.PublicID + "#timeline", err
	}, again)
}

// zoneNamed is the zone a person typed; the site's where they typed none.
func (h *Handler) zoneNamed(ctx context.Context, name string) (*time.Location, error) {
	if name = strings.TrimSpace(name); name == "" {
		return h.zone(ctx), nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil || strings.EqualFold(name, "local") {
		why := quoted(name) + " is no zone. Write UTC, or a name like Europe/Berlin."
		return nil, &models.Error{Kind: models.Invalid, Message: why, Fields: map[string]string{"zone": why}, Err: err}
	}
	return zone, nil
}
