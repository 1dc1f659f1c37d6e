package admin

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/views"
	"vitrine/views/console"
)

const subscribersPerPage = 100

func (h *Handler) listSubscribers(c *fiber.Ctx) error {
	q := audience.SubscriberQuery{Channel: models.Channel(c.Query("channel")), State: audience.State(c.Query("state")), Search: c.Query("q"), Before: c.Query("before"), Limit: subscribersPerPage}
	list, err := h.Audience.Subscribers(c.UserContext(), q)
	if err != nil {
		return err
	}
	counts, err := h.Audience.Counts(c.UserContext())
	if err != nil {
		return err
	}
	page := console.SubscribersPage{Frame: h.frame(c, "subscribers"), Counts: counts, Subscribers: list, State: string(q.State), Channel: string(q.Channel), Search: q.Search}
	if len(list) == subscribersPerPage {
		page.Older = list[len(list)-1].PublicID
	}
	return views.Show(c, console.Subscribers, page)
}

func (h *Handler) newSubscriber(c *fiber.Ctx) error {
	return h.subscriberForm(c, console.SubscriberForm{Form: fresh(0), ChoiceForm: everything}, nil)
}

// everything is what a form for somebody new begins with.
var everything = console.ChoiceForm{All: true, Incidents: true, Maintenance: true, Postmortems: true, Countermeasures: true}

// chosen reads what a form says that somebody hears of.
func chosen(f console.ChoiceForm) (models.Choice, error) {
	bad := models.Complaints{}
	if f.All && len(f.Components) > 0 {
		bad.Add("components", "Choose every service or these alone, not both.")
	}
	return models.Choice{AllComponents: f.All, ComponentIDs: f.Components,
		Incidents: f.Incidents, Maintenance: f.Maintenance, Postmortems: f.Postmortems, Countermeasures: f.Countermeasures}, bad.Err()
}

func (h *Handler) subscriberForm(c *fiber.Ctx, f console.SubscriberForm, wrong error) error {
	if wrong != nil {
		h.refuse(c, &f.Form, wrong)
	}
	services, err := h.serviceTicks(c.UserContext(), f.Components)
	if err != nil {
		return err
	}
	return views.Show(c, console.NewSubscriber, console.NewSubscriberPage{Frame: h.frame(c, "subscribers"), Form: f, Services: services})
}

func (h *Handler) addSubscriber(c *fiber.Ctx) error {
	f := decode[console.SubscriberForm](c)
	choice, err := chosen(f.ChoiceForm)
	if err != nil {
		return h.subscriberForm(c, f, err)
	}
	n := audience.NewSubscriber{Email: f.Email, Consent: f.Consent, Choice: choice}
	return h.save(c, "added", func(ctx context.Context) (string, error) {
		_, err := h.Audience.Add(ctx, n)
		return "/subscribers", err
	}, func(err error) error { return h.subscriberForm(c, f, err) })
}

func (h *Handler) showSubscriber(c *fiber.Ctx) error {
	s, err := h.Audience.Subscriber(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	names, err := h.followedNames(c.UserContext(), s)
	if err != nil {
		return err
	}
	told, err := h.Audience.History(c.UserContext(), s.PublicID, deliveriesPerPage)
	if err != nil {
		return err
	}
	channel, err := h.endpointOf(c, s)
	if err != nil {
		return err
	}
	return views.Show(c, console.Subscriber, console.SubscriberPage{Frame: h.frame(c, "subscribers"), Subscriber: s,
		Services: strings.Join(names, ", "), Channel: channel, Told: told})
}

// followedNames lists the names of the services and groups that somebody follows.
func (h *Handler) followedNames(ctx context.Context, s audience.Subscriber) (names []string, err error) {
	services, err := h.serviceTicks(ctx, s.ComponentIDs)
	if err != nil {
		return nil, err
	}
	groups, err := h.Site.Groups(ctx)
	for _, g := range groups {
		if slices.Contains(s.GroupIDs, g.PublicID) {
			names = append(names, "all of "+g.Name)
		}
	}
	for _, t := range services {
		if t.Chosen {
			names = append(names, t.Name)
		}
	}
	return names, err
}

// markSubscriber says that an address stands for many people, or that it does not.
func (h *Handler) markSubscriber(c *fiber.Ctx) error {
	return h.save(c, "saved", func(ctx context.Context) (string, error) {
		return "/subscribers/" + c.Params("id"), h.Audience.MarkList(ctx, c.Params("id"), c.FormValue("list") == "yes")
	}, nowhere)
}

// retryDelivery tries one mail again.
func (h *Handler) retryDelivery(c *fiber.Ctx) error {
	return h.save(c, "sending", func(ctx context.Context) (string, error) {
		return "/notifications/" + c.Params("id"), h.Audience.Retry(ctx, c.Params("id"), c.FormValue("subscriber"))
	}, nowhere)
}

func (h *Handler) removeSubscriber(c *fiber.Ctx) error {
	did := "erased"
	if s, err := h.Audience.Subscriber(c.UserContext(), c.Params("id")); err == nil && s.Channel != models.ByEmail {
		did = "deleted"
	}
	return h.save(c, did, func(ctx context.Context) (string, error) {
		return "/subscribers", h.Audience.Remove(ctx, c.Params("id"))
	}, nowhere)
}

func (h *Handler) showImport(c *fiber.Ctx) error {
	return views.Show(c, console.Import, console.ImportPage{Frame: h.frame(c, "subscribers")})
}

func (h *Handler) importSubscribers(c *fiber.Ctx) error {
	page := console.ImportPage{Frame: h.frame(c, "subscribers")}
	report, err := h.imported(c)
	if err != nil {
		h.refuse(c, &page.Form, err)
	} else {
		page.Report = &report
	}
	return views.Show(c, console.Import, page)
}

func (h *Handler) imported(c *fiber.Ctx) (audience.Report, error) {
	head, err := c.FormFile("file")
	if err != nil {
		return audience.Report{}, models.Fail(models.Invalid, "No file arrived. Choose a CSV or JSON file and try again.")
	}
	f, err := head.Open()
	if err != nil {
		return audience.Report{}, err
	}
	defer f.Close()
	return h.Audience.Import(c.UserContext(), f)
}

func (h *Handler) exportSubscribers(c *fiber.Ctx) error {
	var csv bytes.Buffer
	if err := h.Audience.Export(c.UserContext(), &csv); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="subscribers.csv"`)
	return c.Send(csv.Bytes())
}
