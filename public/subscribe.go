package public

import (
	"context"
	"errors"
	"time"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/signup"
	"vitrine/views"
)

// doorLimit is how long a visitor waits for the database.
const doorLimit = 5 * time.Second

// subscribeForm is the form of /subscribe; its fields are named in views.
type subscribeForm struct {
	Email       string   `form:"email"`
	Website     string   `form:"website"` // people leave it empty
	Scope       string   `form:"scope"`
	Components  []string `form:"component"`
	Incidents   string   `form:"incidents"`
	Maintenance string   `form:"maintenance"`
	Postmortems string   `form:"postmortems"`

	Countermeasures string `form:"countermeasures"`
}

func (f subscribeForm) choice() signup.Choice {
	c := signup.Choice{AllComponents: f.Scope != "some", Incidents: f.Incidents != "", Maintenance: f.Maintenance != "", Postmortems: f.Postmortems != "",
		Countermeasures: f.Countermeasures != ""}
	if !c.AllComponents {
		c.ComponentIDs = f.Components
	}
	return c
}

// createSubscription answers the sign-up form. Everybody whose form is right
// gets the same answer: a known address, a new one, a machine, one too many.
func (h *Handler) createSubscription(c *fiber.Ctx) error {
	private(c)
	var form subscribeForm
	if err := c.BodyParser(&form); err != nil {
		return models.Fail(models.Invalid, "This form could not be read. Please go back and try again.")
	}
	err := h.ask(c, form, views.Consent)
	if e, ok := errors.AsType[*models.Error](err); ok && e.Kind == models.Invalid {
		page := views.NewSubscribePage(h.press.Frame("/subscribe"), h.press.Services())
		page.Email, page.Choice, page.Fields = form.Email, form.choice(), e.Fields
		return views.Show(c.Status(fiber.StatusUnprocessableEntity), views.Subscribe, page)
	}
	if err != nil {
		return err
	}
	return views.Show(c, views.Asked, views.AskedPage{Frame: h.press.Frame(""), Email: form.Email})
}

// ask knocks at the door for one visitor.
func (h *Handler) ask(c *fiber.Ctx, form subscribeForm, consent string) error {
	if h.door == nil {
		return models.Fail(models.Away, "Signing up is not possible here right now. Nothing you typed was kept.")
	}
	if _, err := models.Address(form.Email); err != nil {
		return err
	}
	if err := form.choice().Check(); err != nil {
		return err
	}
	from := h.visitor(c)
	if form.Website != "" || !h.signups.allow(network(from), h.cfg.Now()) {
		h.cfg.Log.Info("a sign-up was passed over", "network", network(from).String())
		return nil
	}
	ctx, cancel := context.WithTimeout(c.UserContext(), doorLimit)
	defer cancel()
	return h.away(h.door.Ask(ctx, signup.Request{Email: form.Email, Choice: form.choice(), From: from.String(), Consent: consent}))
}

// away turns a database that does not answer into a sentence a visitor can use.
// What the door itself says stays as it is.
func (h *Handler) away(err error) error {
	if err == nil || models.KindOf(err) != models.Internal {
		return err
	}
	return &models.Error{Kind: models.Away, Err: err,
		Message: "Our database does not answer right now, so nothing was changed. The status pages are not affected. Please try again in a few minutes."}
}
