package public

import (
	"context"
	"errors"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/signup"
	"vitrine/views"
)

// told is what the page says after a form, by the word in its address.
var told = map[string]string{
	"confirm": "Your subscription is confirmed.",
	"change":  "Your choice is saved.",
	"leave":   "You will get no more mail from us.",
}

// showSubscription shows what a token opens. It changes nothing: mail scanners
// follow every link.
func (h *Handler) showSubscription(c *fiber.Ctx) error {
	private(c)
	page, err := h.subscriptionPage(c)
	if err != nil {
		return err
	}
	page.Done = told[c.Query("done")]
	return views.Show(c, views.Subscription, page)
}

func (h *Handler) subscriptionPage(c *fiber.Ctx) (views.SubscriptionPage, error) {
	page := views.SubscriptionPage{Frame: h.press.Frame(""), Token: c.Params("token"), Groups: h.press.Services()}
	if h.door == nil || !tokenShape.MatchString(page.Token) {
		return page, fiber.ErrNotFound
	}
	if !h.lookups.allow(network(h.visitor(c)), h.cfg.Now()) {
		return page, fiber.ErrTooManyRequests
	}
	ctx, cancel := context.WithTimeout(c.UserContext(), doorLimit)
	defer cancel()
	var err error
	page.Subscription, err = h.door.Subscription(ctx, page.Token)
	return page, h.away(err)
}

// updateSubscription does what one of the page's forms asks for.
func (h *Handler) updateSubscription(c *fiber.Ctx) error {
	private(c)
	var form struct {
		subscribeForm
		Deed string `form:"deed"`
	}
	if h.door == nil || !tokenShape.MatchString(c.Params("token")) {
		return fiber.ErrNotFound
	}
	if err := c.BodyParser(&form); err != nil {
		return models.Fail(models.Invalid, "This form could not be read. Please go back and try again.")
	}
	err := h.away(h.settle(c, form.Deed, form.choice()))
	if e, ok := errors.AsType[*models.Error](err); ok && e.Kind == models.Invalid && len(e.Fields) > 0 {
		return h.showComplaint(c, form.choice(), e)
	}
	if err != nil {
		return err
	}
	return c.Redirect("/subscriptions/"+c.Params("token")+"?done="+form.Deed, fiber.StatusSeeOther)
}

// settle confirms, changes or ends the subscription.
func (h *Handler) settle(c *fiber.Ctx, deed string, choice signup.Choice) error {
	ctx, cancel := context.WithTimeout(c.UserContext(), doorLimit)
	defer cancel()
	switch token := c.Params("token"); deed {
	case "confirm":
		return h.door.Confirm(ctx, token, h.visitor(c).String())
	case "change":
		return h.door.Change(ctx, token, choice)
	case "leave":
		return h.door.Leave(ctx, token)
	}
	return models.Fail(models.Invalid, "This form could not be read. Please go back and try again.")
}

// showComplaint shows the form again as it was filled in.
func (h *Handler) showComplaint(c *fiber.Ctx, choice signup.Choice, e *models.Error) error {
	page, err := h.subscriptionPage(c)
	if err != nil {
		return err
	}
	page.Subscription.Choice, page.Fields = choice, e.Fields
	return views.Show(c.Status(fiber.StatusUnprocessableEntity), views.Subscription, page)
}
