package admin

import (
	"cmp"
	"context"
	"strings"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/desk"
	"vitrine/models/review"
	"vitrine/models/staff"
	"vitrine/views"
	"vitrine/views/console"
)

func (h *Handler) showFollowUp(c *fiber.Ctx) error {
	return h.followUp(c, func(*console.FollowUpPage) *console.Form { return nil }, nil)
}

// followUp shows the page; put places a form that came back and returns it.
func (h *Handler) followUp(c *fiber.Ctx, put func(*console.FollowUpPage) *console.Form, wrong error) error {
	d, err := h.Review.Deadlines(c.UserContext())
	if err != nil {
		return err
	}
	page := console.FollowUpPage{Frame: h.frame(c, "settings"), Form: filledDeadlines(d), AdminURL: h.AdminURL,
		Source: console.TicketSourceForm{Form: fresh(0), Kind: string(review.GitHubTickets)}}
	if page.Sources, err = h.Review.TicketSources(c.UserContext()); err != nil {
		return err
	}
	if f := put(&page); wrong != nil {
		h.refuse(c, f, wrong)
	}
	return views.Show(c, console.FollowUp, page)
}

// filledDeadlines is the form filled with what is saved.
func filledDeadlines(d review.Deadlines) console.DeadlinesForm {
	return console.DeadlinesForm{Form: fresh(d.Version), Severities: strings.Split(d.Severities, ","), ReviewDays: text(d.ReviewDays),
		PublicDays: text(d.PublicDays), Weekend: strings.Split(d.Weekend, ","), Holidays: d.Holidays}
}

func (h *Handler) saveDeadlines(c *fiber.Ctx) error {
	f, t := decode[console.DeadlinesForm](c), reading(nil)
	again := func(err error) error {
		if models.KindOf(err) == models.Stale {
			d, wrong := h.Review.Deadlines(c.UserContext())
			if wrong != nil {
				return wrong
			}
			return h.showStale(c, "deadlines", "/settings/follow-up", d.Version, console.Pairs(f, filledDeadlines(d)))
		}
		return h.followUp(c, func(p *console.FollowUpPage) *console.Form { p.Form = f; return &p.Form.Form }, err)
	}
	edit := review.DeadlinesEdit{Severities: pointer(strings.Join(f.Severities, ",")), ReviewDays: pointer(t.whole("review_days", f.ReviewDays)),
		PublicDays: pointer(t.whole("public_days", f.PublicDays)), Weekend: pointer(strings.Join(f.Weekend, ",")), Holidays: &f.Holidays, Version: f.Version}
	if err := t.bad.Err(); err != nil {
		return again(err)
	}
	return h.save(c, "saved", func(ctx context.Context) (string, error) {
		_, err := h.Review.EditDeadlines(ctx, edit)
		return "/settings/follow-up", err
	}, again)
}

// errSourceMade answers the second click: the secret went with the answer to the
// first.
var errSourceMade = models.Fail(models.Conflict, "This had been sent before, and the source was added then. If its secret did not reach you, remove the source and add it again.")

// addTicketSource adds a tracker and shows its secret at once: it is kept sealed
// and is not shown again.
func (h *Handler) addTicketSource(c *fiber.Ctx) error {
	f, secret := decode[console.TicketSourceForm](c), ""
	r := desk.Request{ActorID: session(c).User.ID, Route: c.Path(), Key: cmp.Or(c.FormValue("key"), models.NewID()), Digest: digest(c)}
	_, again, err := h.Desk.Once(c.UserContext(), r, func(ctx context.Context) (reply desk.Reply, err error) {
		_, secret, err = h.Review.AddTicketSource(ctx, f.Name, review.TicketShape(f.Kind), f.Secret)
		return desk.Reply{Status: fiber.StatusOK}, err
	})
	if again {
		err = errSourceMade
	}
	return h.followUp(c, func(p *console.FollowUpPage) *console.Form {
		if err != nil {
			p.Source = f
		} else {
			p.Secret = secret
		}
		return &p.Source.Form
	}, inWords(err))
}

func (h *Handler) removeTicketSource(c *fiber.Ctx) error {
	return h.save(c, "deleted", func(ctx context.Context) (string, error) {
		return "/settings/follow-up#tickets", h.Review.RemoveTicketSource(ctx, c.Params("source"))
	}, nowhere)
}

// chooseMail keeps what the person wants to be written about.
func (h *Handler) chooseMail(c *fiber.Ctx) error {
	f := decode[console.MailForm](c)
	choice := staff.MailChoice{UserID: session(c).User.ID, Reminders: f.Reminders, Nags: f.Nags, Agenda: f.Agenda, Asks: f.Asks, Texts: f.Texts}
	return h.save(c, "saved", func(ctx context.Context) (string, error) {
		return "/account", h.Staff.ChooseMail(ctx, choice)
	}, func(err error) error { return h.account(c, err) })
}
