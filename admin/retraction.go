package admin

import (
	"context"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/review"
	"vitrine/views"
	"vitrine/views/console"
)

func (h *Handler) askWithdrawal(c *fiber.Ctx) error {
	return h.withdrawal(c, console.WithdrawalForm{Form: fresh(0), Revision: "0"}, nil)
}

func (h *Handler) withdrawal(c *fiber.Ctx, f console.WithdrawalForm, wrong error) error {
	ctx := c.UserContext()
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	d, p, err := h.draftAndPostmortem(ctx, c.Params("id"))
	if err != nil {
		return err
	}
	page := console.WithdrawalPage{Frame: h.frame(c, "postmortems"), Draft: d, Postmortem: p, Form: f}
	page.Sent, err = h.sent(ctx, p)
	if err != nil {
		return err
	}
	return views.Show(c, console.Withdrawal, page)
}

// draftAndPostmortem reads a draft that was published, and what became of it.
func (h *Handler) draftAndPostmortem(ctx context.Context, draftID string) (review.Draft, models.Postmortem, error) {
	d, err := h.Review.Draft(ctx, draftID)
	if err != nil {
		return review.Draft{}, models.Postmortem{}, err
	}
	p, err := h.Site.Postmortem(ctx, d.Slug)
	return d, p, err
}

// sent is what became of the mails with a postmortem, in its own conversation or
// in those of its incidents.
func (h *Handler) sent(ctx context.Context, p models.Postmortem) (list []console.SentRevision, err error) {
	incidents, err := h.Site.IncidentsByID(ctx, p.IncidentIDs)
	if err != nil {
		return nil, err
	}
	threads := []string{"pm-" + p.PublicID}
	for _, i := range incidents {
		threads = append(threads, "inc-"+i.PublicID)
	}
	for _, thread := range threads {
		for _, n := range h.notificationsOf(ctx, thread) {
			if n.Kind == audience.Postmortem && n.SubjectID == p.ID {
				one := console.Sent(n)
				if n.FannedAt == nil && n.CancelledAt == nil {
					one.Cancelled = h.expected(ctx, n)
				}
				list = append(list, one)
			}
		}
	}
	return list, nil
}

// withdrawDraft takes a postmortem back and goes on to those who received it.
func (h *Handler) withdrawDraft(c *fiber.Ctx) error {
	f, t := decode[console.WithdrawalForm](c), reading(nil)
	again := func(err error) error { return h.withdrawal(c, f, err) }
	revision := t.whole("revision", f.Revision)
	if err := t.bad.Err(); err != nil {
		return again(err)
	}
	return h.publish(c, "withdrawn", func(ctx context.Context) (string, error) {
		p, err := h.Review.Withdraw(ctx, c.Params("id"), revision, f.Note)
		if err != nil {
			return "", err
		}
		at := "/drafts/" + c.Params("id")
		if received, err := h.Audience.Received(ctx, p.ID, revision); err != nil || received == 0 {
			return at, err
		}
		return at + "/retract?revision=" + strconv.FormatInt(revision, 10), nil
	}, again)
}

// askRetraction drafts what those are told who received what was withdrawn.
func (h *Handler) askRetraction(c *fiber.Ctx) error {
	return h.retraction(c, console.RetractionForm{Form: fresh(0), Revision: c.Query("revision", "0")}, nil)
}

func (h *Handler) retraction(c *fiber.Ctx, f console.RetractionForm, wrong error) error {
	ctx := c.UserContext()
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	d, p, err := h.draftAndPostmortem(ctx, c.Params("id"))
	if err != nil {
		return err
	}
	frame := h.frame(c, "postmortems")
	revision, _ := strconv.ParseInt(f.Revision, 10, 64) // what is no number is 0: all of it
	if wrong == nil {
		f.Body = review.DraftRetraction(publishedAt(p, revision), p.WithdrawnAt != nil, frame.Noun)
	}
	page := console.RetractionPage{Frame: frame, Draft: d, Form: f, Outbox: h.reach(ctx, audience.Audience{Kind: audience.Postmortem}).Outbox}
	if page.Received, err = h.Audience.Received(ctx, p.ID, revision); err != nil {
		return err
	}
	if page.Told, err = h.Site.Retractions(ctx, p.ID); err != nil {
		return err
	}
	return views.Show(c, console.Retraction, page)
}

// retractDraft mails exactly those who received what was withdrawn.
func (h *Handler) retractDraft(c *fiber.Ctx) error {
	f, t := decode[console.RetractionForm](c), reading(nil)
	again := func(err error) error { return h.retraction(c, f, err) }
	revision := t.whole("revision", f.Revision)
	if err := t.bad.Err(); err != nil {
		return again(err)
	}
	if !mailing(c) {
		return again(errUndecided)
	}
	return h.publish(c, "told", func(ctx context.Context) (string, error) {
		_, err := h.Review.Retract(ctx, c.Params("id"), revision, f.Body)
		return "/drafts/" + c.Params("id") + "/retract?revision=" + strconv.FormatInt(revision, 10), err
	}, again)
}

// publishedAt is when a revision became public, or with 0 the first of them.
func publishedAt(p models.Postmortem, revision int64) time.Time {
	for _, r := range p.Revisions {
		if r.Number == revision {
			return r.PublishedAt
		}
	}
	return p.PublishedAt
}
