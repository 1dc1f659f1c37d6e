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
	return h.channelForm(c, console.ChannelForm{Form: fresh(0), Channel: string(models.ByWebhook), Shape: string(models.OwnShape),
		All: true, Incidents: true, Maintenance: true, Postmortems: true, Countermeasures: true}, nil)
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
	if f.All && len(f.Components) > 0 {
		return h.channelForm(c, f, models.Complaints{"components": "Choose every service or these alone, not both."}.Err())
	}
	n := audience.NewEndpoint{Channel: models.Channel(f.Channel), Address: f.Endpoint, Shape: models.Shape(f.Shape), Contact: f.Contact, Consent: f.Consent,
		Choice: models.Choice{AllComponents: f.All, ComponentIDs: f.Components,
			Incidents: f.Incidents, Maintenance: f.Maintenance, Postmortems: f.Postmortems, Countermeasures: f.Countermeasures}}
	return h.save(c, "added", func(ctx context.Context) (string, error) {
		s, _, err := h.Audience.AddEndpoint(ctx, n)
		return "/subscribers/" + s.PublicID, err
	}, func(err error) error { return h.channelForm(c, f, err) })
}

// endpointOf is how a subscriber's channel does, nil for mail. Its secret is for
// those alone who set receivers up.
func (h *Handler) endpointOf(c *fiber.Ctx, s audience.Subscriber) (*console.ChannelFacts, error) {
	if s.Channel == models.ByEmail {
		return nil, nil
	}
	e, err := h.Audience.Endpoint(c.UserContext(), s.PublicID)
	facts := &console.ChannelFacts{Endpoint: e}
	if err == nil && e.Signed && session(c).User.Role.AtLeast(staff.Admin) {
		facts.Secret, err = h.Audience.Secret(c.UserContext(), s.PublicID)
	}
	return facts, err
}

func (h *Handler) testChannel(c *fiber.Ctx) error {
	return h.channelDeed(c, "tested", func(ctx context.Context, id string) error { return h.Audience.AskTest(ctx, id) })
}

func (h *Handler) switchChannel(c *fiber.Ctx) error {
	return h.channelDeed(c, "saved", func(ctx context.Context, id string) error {
		return h.Audience.SwitchEndpoint(ctx, id, c.FormValue("on") == "yes")
	})
}

func (h *Handler) rotateChannel(c *fiber.Ctx) error {
	return h.channelDeed(c, "saved", func(ctx context.Context, id string) error {
		_, err := h.Audience.RotateSecret(ctx, id)
		return err
	})
}

// channelDeed does something to a channel and shows it again.
func (h *Handler) channelDeed(c *fiber.Ctx, did string, do func(context.Context, string) error) error {
	return h.save(c, did, func(ctx context.Context) (string, error) {
		return "/subscribers/" + c.Params("id"), do(ctx, c.Params("id"))
	}, nowhere)
}
