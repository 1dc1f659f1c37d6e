package public

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/gofiber/fiber/v2"

	"vitrine/locale"
	"vitrine/models"
	"vitrine/models/signup"
	"vitrine/views"
)

// told is what the page says after a form, by the word in its address.
var told = map[string]locale.Key{
	"confirm":  "Your subscription is confirmed.",
	"change":   "Your choice is saved.",
	"follow":   "You follow this incident.",
	"unfollow": "You do not follow this incident any more.",
	"leave":    "You will hear no more from us.",
	"asked":    "We have sent a message to the list. The link in it ends the mail for everybody.",
}

// showSubscription shows what a token opens. It changes nothing: mail scanners
// follow every link.
func (h *Handler) showSubscription(c *fiber.Ctx) error {
	private(c)
	page, err := h.subscriptionPage(c)
	if err != nil {
		return err
	}
	if did, ok := told[c.Query("done")]; ok {
		page.Done = page.Speech().Say(did)
	}
	if id := c.Query("incident"); incidentShape.MatchString(id) && page.Done == "" {
		page.Offer = id
	}
	return views.Show(c, views.Subscription, page)
}

func (h *Handler) subscriptionPage(c *fiber.Ctx) (views.SubscriptionPage, error) {
	page := views.SubscriptionPage{Frame: h.frame(c, ""), Token: c.Params("token"), Groups: h.press.Services()}
	if err := h.opens(page.Token); err != nil {
		return page, err
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

// opens returns why a token opens nothing here, whoever has it.
func (h *Handler) opens(token string) error {
	switch {
	case !tokenShape.MatchString(token), h.door == nil && h.cfg.Onward == nil:
		return fiber.ErrNotFound
	case h.door == nil:
		return errFar
	}
	return nil
}

// updateSubscription does what one of the page's forms asks for.
func (h *Handler) updateSubscription(c *fiber.Ctx) error {
	private(c)
	var form struct {
		subscribeForm
		Deed string `form:"deed"`
	}
	if err := h.opens(c.Params("token")); err != nil {
		return err
	}
	if err := c.BodyParser(&form); err != nil {
		return models.Fail(models.Invalid, "This form could not be read. Please go back and try again.")
	}
	switch form.Deed {
	case "export":
		return h.exportSubscription(c)
	case "erase":
		return h.eraseSubscription(c)
	}
	did, err := h.settle(c, form.Deed, form.subscribeForm)
	err = h.away(err)
	if e, ok := errors.AsType[*models.Error](err); ok && e.Kind == models.Invalid && len(e.Fields) > 0 {
		return h.showComplaint(c, form.Deed, form.choice(), e)
	}
	if err != nil {
		return err
	}
	return c.Redirect(h.frame(c, "").Prefix()+"/subscriptions/"+c.Params("token")+"?done="+did, fiber.StatusSeeOther)
}

// settle confirms, changes or ends the subscription, and returns what it did.
func (h *Handler) settle(c *fiber.Ctx, deed string, form subscribeForm) (did string, err error) {
	ctx, cancel := context.WithTimeout(c.UserContext(), doorLimit)
	defer cancel()
	switch token := c.Params("token"); deed {
	case "confirm":
		return deed, h.door.Confirm(ctx, token, h.visitor(c).String())
	case "change":
		return deed, h.door.Change(ctx, token, form.choice())
	case "follow":
		return deed, h.door.Follow(ctx, token, form.follow())
	case "unfollow":
		return deed, h.door.Unfollow(ctx, token, form.Incident)
	case "leave":
		asked, err := h.door.Leave(ctx, token)
		if asked {
			deed = "asked"
		}
		return deed, err
	}
	return "", models.Fail(models.Invalid, "This form could not be read. Please go back and try again.")
}

// exportSubscription hands out everything that is kept about the person.
func (h *Handler) exportSubscription(c *fiber.Ctx) error {
	ctx, cancel := context.WithTimeout(c.UserContext(), doorLimit)
	defer cancel()
	kept, err := h.door.Kept(ctx, c.Params("token"))
	if err != nil {
		return h.away(err)
	}
	file, err := json.MarshalIndent(kept, "", "  ")
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/json; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="subscription.json"`)
	return c.Send(append(file, '\n'))
}

// eraseSubscription deletes the person. The token opens nothing afterwards, so
// the page is shown at once.
func (h *Handler) eraseSubscription(c *fiber.Ctx) error {
	ctx, cancel := context.WithTimeout(c.UserContext(), doorLimit)
	defer cancel()
	if err := h.door.Erase(ctx, c.Params("token")); err != nil {
		return h.away(err)
	}
	return views.Show(c, views.Leave, views.LeavePage{Frame: h.frame(c, ""), Erased: true})
}

// showComplaint shows the page again. Only the form that changes the choice holds
// one: it is shown as it was filled in.
func (h *Handler) showComplaint(c *fiber.Ctx, deed string, choice signup.Choice, e *models.Error) error {
	page, err := h.subscriptionPage(c)
	if err != nil {
		return err
	}
	if page.Fields = e.Fields; deed == "change" {
		choice.List = choice.List || page.Subscription.Choice.List
		page.Subscription.Choice = choice
	}
	return views.Show(c.Status(fiber.StatusUnprocessableEntity), views.Subscription, page)
}
