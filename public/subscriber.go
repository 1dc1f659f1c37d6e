package public

import (
	"errors"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"vitrine/models"
	"vitrine/models/signup"
	"vitrine/views"
)

// subscriberForm is what client libraries of hosted status pages send, as a form
// or as JSON.
type subscriberForm struct {
	Email        string   `json:"email"`
	Endpoint     string   `json:"endpoint"` // of a webhook, instead of a mailbox
	ComponentIDs []string `json:"component_ids"`
	ID           string   `json:"id"`
}

// subscriberAnswer is the contract's answer. It is the same for a known address
// and a new one: its id names the request, not the person.
type subscriberAnswer struct {
	ID               string     `json:"id"`
	Mode             string     `json:"mode"`
	Email            string     `json:"email,omitempty"`
	Endpoint         string     `json:"endpoint,omitempty"`
	CreatedAt        string     `json:"created_at"`
	QuarantinedAt    *time.Time `json:"quarantined_at"`
	PurgeAt          *time.Time `json:"purge_at"`
	SkipConfirmation bool       `json:"skip_confirmation_notification"`
}

func readSubscriber(c *fiber.Ctx) (subscriberForm, error) {
	if c.Is("json") {
		var body struct {
			Subscriber subscriberForm `json:"subscriber"`
		}
		err := c.BodyParser(&body)
		return body.Subscriber, err
	}
	form := subscriberForm{Email: c.FormValue("subscriber[email]"), Endpoint: c.FormValue("subscriber[endpoint]"), ID: c.FormValue("subscriber[id]")}
	parts, err := c.MultipartForm()
	if err != nil && !errors.Is(err, fasthttp.ErrNoMultipartForm) {
		return form, err
	}
	for _, name := range []string{"subscriber[component_ids][]", "subscriber[component_ids]"} {
		for _, args := range []*fasthttp.Args{c.Context().QueryArgs(), c.Context().PostArgs()} {
			for _, id := range args.PeekMulti(name) {
				form.ComponentIDs = append(form.ComponentIDs, string(id))
			}
		}
		if parts != nil {
			form.ComponentIDs = append(form.ComponentIDs, parts.Value[name]...)
		}
	}
	return form, nil
}

// openToAll lets scripts of any origin read the answer, also when it says no.
func openToAll(c *fiber.Ctx) error {
	set(&c.Context().Response.Header, anyOrigin)
	return c.Next()
}

// preflightSubscriber answers a browser that asks before a script of another
// origin signs somebody up.
func (h *Handler) preflightSubscriber(c *fiber.Ctx) error {
	c.Set(fiber.HeaderAllow, "POST, DELETE, OPTIONS")
	c.Set(fiber.HeaderAccessControlAllowMethods, "POST, DELETE, OPTIONS")
	c.Set(fiber.HeaderAccessControlAllowHeaders, "Content-Type")
	c.Set(fiber.HeaderAccessControlMaxAge, "86400")
	return c.SendStatus(fiber.StatusNoContent)
}

// createSubscriber is POST /api/v2/subscribers.json: the sign-up form for
// programs, with the same confirmation by mail; a webhook gets the shape that such
// programs know, and is asked as every other is.
func (h *Handler) createSubscriber(c *fiber.Ctx) error {
	private(c)
	in, err := readSubscriber(c)
	if err != nil {
		return models.Fail(models.Invalid, "The body must be a form or JSON with subscriber.email.")
	}
	form := subscribeForm{Email: in.Email, Scope: "all", Incidents: "on", Maintenance: "on", Postmortems: "on"}
	if len(in.ComponentIDs) > 0 {
		form.Scope, form.Components = "some", in.ComponentIDs
	}
	answer := subscriberAnswer{ID: models.NewID(), Mode: "email", Email: in.Email, CreatedAt: h.cfg.Now().UTC().Format("2006-01-02T15:04:05.000Z07:00")}
	if in.Endpoint != "" {
		answer.Mode, answer.Email, answer.Endpoint = "webhook", "", in.Endpoint
		err = h.plugChecked(c, form, signup.Plug{Channel: models.ByWebhook, Address: in.Endpoint, Shape: models.StatuspageShape, Choice: form.choice()}, string(views.ConsentChannel)+viaAPI)
	} else {
		err = h.ask(c, form, string(views.Consent)+viaAPI)
	}
	if err != nil {
		return err
	}
	return c.Status(fiber.StatusCreated).JSON(fiber.Map{"subscriber": answer})
}

// viaAPI is said behind the sentence that was agreed to.
const viaAPI = " (asked through the API)"

// deleteSubscriber is DELETE /api/v2/subscribers.json. subscriber[id] must be the
// token of an unsubscribe link: an address alone may not end a subscription. The
// answer is the same for a token that nobody has.
func (h *Handler) deleteSubscriber(c *fiber.Ctx) error {
	private(c)
	in, err := readSubscriber(c)
	if err != nil || !tokenShape.MatchString(in.ID) {
		return models.Fail(models.Invalid, "subscriber[id] must be the last part of the unsubscribe link in one of our mails.")
	}
	if h.door == nil && h.cfg.Onward == nil {
		return fiber.ErrNotFound
	}
	if _, err := h.leaveNow(in.ID); err != nil {
		if err := h.spool.add(in.ID); err != nil {
			return h.away(err)
		}
	}
	return c.SendStatus(fiber.StatusNoContent)
}
