package admin

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/staff"
	"vitrine/views"
	"vitrine/views/console"
)

func (h *Handler) newChannel(c *fiber.Ctx) error {
	return h.channelForm(c, console.ChannelForm{Form: fresh(0), ChoiceForm: everything, Channel: string(models.ByWebhook), Shape: string(models.OwnShape)}, nil)
}

func (h *Handler) channelForm(c *fiber.Ctx, f console.ChannelForm, wrong error) error {
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	services, err := h.serviceTicks(c.UserContext(), f.Components)
	if err != nil {
		return err
	}
	return views.Show(c, console.NewChannel, console.NewChannelPage{Frame: h.frame(c, "subscribers"), Form: f, Services: services})
}

func (h *Handler) addChannel(c *fiber.Ctx) error {
	f := decode[console.ChannelForm](c)
	choice, err := chosen(f.ChoiceForm)
	if err != nil {
		return h.channelForm(c, f, err)
	}
	n := audience.NewEndpoint{Channel: models.Channel(f.Channel), Address: f.Endpoint, Shape: models.Shape(f.Shape), Contact: f.Contact, Consent: f.Consent, Choice: choice}
	return h.save(c, "added", func(ctx context.Context) (string, error) {
		s, _, err := h.Audience.AddEndpoint(ctx, n)
		return "/subscribers/" + s.PublicID, err
	}, func(err error) error { return h.channelForm(c, f, err) })
}

// endpointOf is how a subscriber's channel does, nil for mail. Its secret is for
// those alone who set receivers up.
func (h *Handler) endpointOf(c *fiber.Ctx, s audience.Subscriber) (*console.ChannelFacts, error) {
	if s.Endpoint == nil {
		return nil, nil
	}
	facts := &console.ChannelFacts{Endpoint: *s.Endpoint, Form: fresh(0)}
	if !facts.Signed || !session(c).User.Role.AtLeast(staff.Admin) {
		return facts, nil
	}
	var err error
	facts.Secret, err = h.Audience.Secret(c.UserContext(), s.PublicID)
	return facts, err
}

func (h *Handler) testChannel(c *fiber.Ctx) error {
	return h.channelDeed(c, "tested", h.Audience.AskTest)
}

func (h *Handler) switchChannel(c *fiber.Ctx) error {
	return h.channelDeed(c, "saved", func(ctx context.Context, id string) (audience.Subscriber, error) {
		return h.Audience.SwitchEndpoint(ctx, id, c.FormValue("on") == "yes")
	})
}

func (h *Handler) rotateChannel(c *fiber.Ctx) error {
	return h.channelDeed(c, "saved", func(ctx context.Context, id string) (audience.Subscriber, error) {
		one, _, err := h.Audience.RotateSecret(ctx, id)
		return one, err
	})
}

// channelDeed does something to a channel and shows it again.
func (h *Handler) channelDeed(c *fiber.Ctx, did string, do func(context.Context, string) (audience.Subscriber, error)) error {
	return h.save(c, did, func(ctx context.Context) (string, error) {
		_, err := do(ctx, c.Params("id"))
		return "/subscribers/" + c.Params("id"), err
	}, nowhere)
}
