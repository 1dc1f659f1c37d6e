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

func (h *Handler) addParticipant(c *fiber.Ctx) error {
	id, f, t := c.Params("id"), decode[console.ParticipantForm](c), reading(h.zone(c.UserContext()))
	n := review.NewParticipant{Name: f.Name, Role: review.Role(f.Role), BroughtInAt: t.moment("brought_in_at", f.BroughtInAt)}
	again := func(err error) error {
		h.refuse(c, &f.Form, err)
		return h.reviewPage(c, console.ReviewPage{Person: f}, nil)
	}
	if err := t.bad.Err(); err != nil {
		return again(err)
	}
	return h.save(c, "added", func(ctx context.Context) (string, error) {
		_, err := h.Review.AddParticipant(ctx, id, n)
		return "/reviews/" + id + "#people", err
	}, again)
}

// participantIn is one participant of a review.
func participantIn(r review.Review, id string) (review.Participant, error) {
	i := slices.IndexFunc(r.Participants, func(p review.Participant) bool { return p.PublicID == id })
	if i < 0 {
		return review.Participant{}, models.Fail(models.NotFound, "Nobody like that is on the list.")
	}
	return r.Participants[i], nil
}

// participant reads the review and the participant in the path.
func (h *Handler) participant(c *fiber.Ctx) (review.Review, review.Participant, error) {
	r, err := h.Review.Review(c.UserContext(), c.Params("id"))
	if err != nil {
		return r, review.Participant{}, err
	}
	p, err := participantIn(r, c.Params("participant"))
	return r, p, err
}

func (h *Handler) filledParticipant(ctx context.Context, p review.Participant) console.ParticipantForm {
	return console.ParticipantForm{Form: fresh(p.Version), Name: p.Name, Role: string(p.Role), BroughtInAt: console.Moment(p.BroughtInAt, h.zone(ctx))}
}

func (h *Handler) editParticipant(c *fiber.Ctx) error {
	_, p, err := h.participant(c)
	if err != nil {
		return err
	}
	return h.participantForm(c, h.filledParticipant(c.UserContext(), p), nil)
}

// participantForm shows the form for somebody who took part, or both versions
// where somebody else saved first.
func (h *Handler) participantForm(c *fiber.Ctx, f console.ParticipantForm, wrong error) error {
	r, p, err := h.participant(c)
	if err != nil {
		return err
	}
	if models.KindOf(wrong) == models.Stale {
		return h.showStale(c, "participant", "/reviews/"+r.PublicID+"#people", p.Version, console.Pairs(f, h.filledParticipant(c.UserContext(), p)))
	}
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	names, _, err := h.colleagues(c.UserContext())
	if err != nil {
		return err
	}
	return views.Show(c, console.Participant, console.ParticipantPage{Frame: h.frame(c, "reviews"), Review: r.PublicID, ID: p.PublicID, About: r.Title, Names: names, Form: f})
}

func (h *Handler) saveParticipant(c *fiber.Ctx) error {
	r, p, err := h.participant(c)
	if err != nil {
		return err
	}
	f, t := decode[console.ParticipantForm](c), reading(h.zone(c.UserContext()))
	edit := review.ParticipantEdit{Name: &f.Name, Role: pointer(review.Role(f.Role)), BroughtInAt: t.moved("brought_in_at", f.BroughtInAt, p.BroughtInAt), Version: f.Version}
	again := func(err error) error { return h.participantForm(c, f, err) }
	if err := first(newest("participant", f.Version, p.Version), t.bad.Err()); err != nil {
		return again(err)
	}
	return h.save(c, "saved", func(ctx context.Context) (string, error) {
		_, err := h.Review.EditParticipant(ctx, p.PublicID, edit)
		return "/reviews/" + r.PublicID + "#people", err
	}, again)
}

func (h *Handler) removeParticipant(c *fiber.Ctx) error {
	r, p, err := h.participant(c)
	if err != nil {
		return err
	}
	f := decode[console.ParticipantForm](c)
	return h.save(c, "deleted", func(ctx context.Context) (string, error) {
		return "/reviews/" + r.PublicID + "#people", h.Review.RemoveParticipant(ctx, p.PublicID, f.Version)
	}, func(err error) error {
		return h.participantForm(c, h.filledParticipant(c.UserContext(), p), undeleted(err))
	})
}
