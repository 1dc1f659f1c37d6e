package public

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/signup"
	"vitrine/views"
)

// channelForm is the form of /subscribe/channel.
type channelForm struct {
	subscribeForm
	Channel  string `form:"channel"`
	Endpoint string `form:"endpoint"`
	Shape    string `form:"shape"`
}

func (f channelForm) plug() signup.Plug {
	return signup.Plug{Channel: models.Channel(f.Channel), Address: f.Endpoint, Shape: models.Shape(f.Shape), Choice: f.choice()}
}

// createChannel answers the form with which a chat or a webhook is signed up. As
// with mail, everybody whose form is right gets the same answer.
func (h *Handler) createChannel(c *fiber.Ctx) error {
	private(c)
	var form channelForm
	if err := c.BodyParser(&form); err != nil {
		return models.Fail(models.Invalid, "This form could not be read. Please go back and try again.")
	}
	err := h.plugChecked(c, form.subscribeForm, form.plug(), h.speech(c).Say(views.ConsentChannel))
	if e, ok := errors.AsType[*models.Error](err); ok && (e.Kind == models.Invalid || e.Kind == models.TooMany || e.Kind == models.Away) {
		return h.refuseChannel(c, form, e)
	}
	if err != nil {
		return err
	}
	page := views.AskedPage{Frame: h.frame(c, ""), Place: h.speech(c).Say("the address")}
	if u, err := url.Parse(strings.TrimSpace(form.Endpoint)); err == nil && u.Host != "" {
		page.Place = strings.ToLower(u.Host)
	}
	return views.Show(c, views.Asked, page)
}

// reachable refuses an address that the workers would not call.
func (h *Handler) reachable(address string) error {
	if h.cfg.Reachable == nil {
		return nil
	}
	return models.Callable(h.cfg.Reachable(address))
}

// refuseChannel shows the form again as it was filled in.
func (h *Handler) refuseChannel(c *fiber.Ctx, form channelForm, e *models.Error) error {
	page := views.NewSubscribeChannelPage(h.frame(c, views.ChannelPath), h.press.Services())
	page.Channel, page.Endpoint, page.Shape, page.Choice, page.Fields = models.Channel(form.Channel), form.Endpoint, models.Shape(form.Shape), form.choice(), e.Fields
	if len(e.Fields) == 0 {
		page.Refusal = e.Message
	}
	status, _ := views.Verdict(e, false)
	return views.Show(c.Status(status), views.SubscribeChannel, page)
}

// plugChecked refuses what nobody's sign-up could come of, and knocks.
func (h *Handler) plugChecked(c *fiber.Ctx, form subscribeForm, p signup.Plug, consent string) error {
	p, err := p.Check()
	if err == nil {
		err = h.reachable(p.Address)
	}
	if err != nil {
		return err
	}
	return h.plug(c, form, p, consent)
}

// plug knocks at the door for one visitor, within the limits of ask.
func (h *Handler) plug(c *fiber.Ctx, form subscribeForm, p signup.Plug, consent string) error {
	if h.door == nil {
		return h.closed()
	}
	var welcome bool
	if p.From, p.Proven, welcome = h.admits(c, form); !welcome {
		return nil
	}
	p.Consent, p.Choice = consent, h.spoken(c, p.Choice)
	ctx, cancel := context.WithTimeout(c.UserContext(), doorLimit)
	defer cancel()
	return h.away(h.door.Plug(ctx, p))
}
