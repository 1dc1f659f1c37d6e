package admin

import (
	"context"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/review"
	"vitrine/views"
	"vitrine/views/console"
)

func (h *Handler) newMeeting(c *fiber.Ctx) error {
	r, err := h.Review.Review(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	now, names := h.Site.Now(), []string{}
	for _, p := range r.Participants {
		if !slices.Contains(names, p.Name) {
			names = append(names, p.Name)
		}
	}
	f := console.MeetingForm{Form: fresh(0), HeldAt: console.Moment(&now, h.zone(c.UserContext())), Minutes: "30", Attendees: strings.Join(names, ", ")}
	return h.meetingForm(c, "", f, nil)
}

// meeting reads the review and the meeting in the path.
func (h *Handler) meeting(c *fiber.Ctx) (r review.Review, m review.Meeting, err error) {
	if r, err = h.Review.Review(c.UserContext(), c.Params("id")); err != nil {
		return r, m, err
	}
	list, err := h.Review.Meetings(c.UserContext(), r)
	if err != nil {
		return r, m, err
	}
	i := slices.IndexFunc(list, func(m review.Meeting) bool { return m.PublicID == c.Params("meeting") })
	if i < 0 {
		return r, m, models.Fail(models.NotFound, "There is no such meeting.")
	}
	return r, list[i], nil
}

func (h *Handler) filledMeeting(ctx context.Context, m review.Meeting) console.MeetingForm {
	return console.MeetingForm{Form: fresh(m.Version), HeldAt: console.Moment(&m.HeldAt, h.zone(ctx)), Minutes: text(m.Minutes), Attendees: m.Attendees, Notes: m.Notes}
}

func (h *Handler) editMeeting(c *fiber.Ctx) error {
	_, m, err := h.meeting(c)
	if err != nil {
		return err
	}
	return h.meetingForm(c, m.PublicID, h.filledMeeting(c.UserContext(), m), nil)
}

// meetingForm shows the form for a meeting; id is empty for a new one.
func (h *Handler) meetingForm(c *fiber.Ctx, id string, f console.MeetingForm, wrong error) error {
	if models.KindOf(wrong) == models.Stale {
		r, m, err := h.meeting(c)
		if err != nil {
			return err
		}
		return h.showStale(c, "meeting", "/reviews/"+r.PublicID+"#meetings", m.Version, console.Pairs(f, h.filledMeeting(c.UserContext(), m)))
	}
	r, err := h.Review.Review(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	return views.Show(c, console.Meeting, console.MeetingPage{Frame: h.frame(c, "reviews"), Review: r.PublicID, ID: id, About: r.Title, Goals: r.Goals, Form: f})
}

func (h *Handler) addMeeting(c *fiber.Ctx) error {
	id, f, t := c.Params("id"), decode[console.MeetingForm](c), reading(h.zone(c.UserContext()))
	at, n := t.moment("held_at", f.HeldAt), review.NewMeeting{Minutes: t.whole("minutes", f.Minutes), Attendees: f.Attendees, Notes: f.Notes}
	again := func(err error) error { return h.meetingForm(c, "", f, err) }
	if at == nil {
		t.bad.Add("held_at", "When was it?")
	} else {
		n.HeldAt = *at
	}
	if err := t.bad.Err(); err != nil {
		return again(err)
	}
	return h.save(c, "added", func(ctx context.Context) (string, error) {
		_, err := h.Review.AddMeeting(ctx, id, n)
		return "/reviews/" + id + "#meetings", err
	}, again)
}

func (h *Handler) saveMeeting(c *fiber.Ctx) error {
	r, m, err := h.meeting(c)
	if err != nil {
		return err
	}
	f, t := decode[console.MeetingForm](c), reading(h.zone(c.UserContext()))
	edit := review.MeetingEdit{HeldAt: t.moved("held_at", f.HeldAt, &m.HeldAt), Minutes: pointer(t.whole("minutes", f.Minutes)), Attendees: &f.Attendees, Notes: &f.Notes, Version: f.Version}
	if strings.TrimSpace(f.HeldAt) == "" {
		t.bad.Add("held_at", "When was it?")
	}
	again := func(err error) error { return h.meetingForm(c, m.PublicID, f, err) }
	if err := first(newest("meeting", f.Version, m.Version), t.bad.Err()); err != nil {
		return again(err)
	}
	return h.save(c, "saved", func(ctx context.Context) (string, error) {
		_, err := h.Review.EditMeeting(ctx, m.PublicID, edit)
		return "/reviews/" + r.PublicID + "#meetings", err
	}, again)
}

func (h *Handler) deleteMeeting(c *fiber.Ctx) error {
	r, m, err := h.meeting(c)
	if err != nil {
		return err
	}
	f := decode[console.MeetingForm](c)
	return h.save(c, "deleted", func(ctx context.Context) (string, error) {
		return "/reviews/" + r.PublicID + "#meetings", h.Review.DeleteMeeting(ctx, m.PublicID, f.Version)
	}, func(err error) error {
		return h.meetingForm(c, m.PublicID, h.filledMeeting(c.UserContext(), m), undeleted(err))
	})
}
