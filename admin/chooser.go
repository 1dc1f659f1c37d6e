package admin

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/views/console"
)

// chooser lists the components with the statuses picked so far.
func (h *Handler) chooser(ctx context.Context, picked map[string]string) (console.Chooser, error) {
	groups, err := h.Site.Groups(ctx)
	if err != nil {
		return console.Chooser{}, err
	}
	components, err := h.Site.Components(ctx)
	return console.NewChooser(groups, components, picked), err
}

// componentNames maps the ids of components to their names.
func (h *Handler) componentNames(ctx context.Context) (map[int64]string, error) {
	components, err := h.Site.Components(ctx)
	names := make(map[int64]string, len(components))
	for _, c := range components {
		names[c.ID] = c.Name
	}
	return names, err
}

// componentIDs turns public ids of components into their row ids.
func (h *Handler) componentIDs(ctx context.Context, publicIDs []string) []int64 {
	components, err := h.Site.Components(ctx)
	if err != nil {
		return nil
	}
	var ids []int64
	for _, c := range components {
		for _, id := range publicIDs {
			if c.PublicID == id {
				ids = append(ids, c.ID)
			}
		}
	}
	return ids
}

// reach counts whom a publishing button would tell. A count that cannot be had is
// no reason to keep a form from somebody in an outage.
func (h *Handler) reach(ctx context.Context, a audience.Audience) console.Reach {
	n, err := h.Audience.Reach(ctx, a)
	if err != nil {
		h.Log.ErrorContext(ctx, "reach not counted", "err", err)
	}
	return console.Reach{Count: n, Kind: string(a.Kind), Outbox: !h.Mail.Health(ctx).Configured}
}

// wordOf is the audience of word of an incident as it stands, or would stand.
func wordOf(i models.Incident) audience.Audience {
	return audience.Audience{Kind: audience.Incident, ComponentIDs: i.ComponentIDs(), IncidentID: i.ID, Impact: i.Impact, Over: i.State == models.Resolved}
}

// mostReach is the most that reach can be, whatever components are chosen.
func (h *Handler) mostReach(ctx context.Context, a audience.Audience) console.Reach {
	components, err := h.Site.Components(ctx)
	if err != nil {
		h.Log.ErrorContext(ctx, "reach not counted", "err", err)
	}
	a.ComponentIDs = make([]int64, len(components))
	for i, c := range components {
		a.ComponentIDs[i] = c.ID
	}
	r := h.reach(ctx, a)
	r.UpTo = true
	return r
}

// pickedReach counts whom a button would tell with what is picked in its form so
// far, besides what the thing is about already.
func (h *Handler) pickedReach(ctx context.Context, a audience.Audience, picked ...string) console.Reach {
	most := h.mostReach(ctx, a)
	if len(a.ComponentIDs) == 0 && len(picked) == 0 {
		return most
	}
	a.ComponentIDs = append(slices.Clone(a.ComponentIDs), h.componentIDs(ctx, picked)...)
	r := h.reach(ctx, a)
	r.AtLeast = r.Count < most.Count
	return r
}

// showReach answers the script behind a publishing button.
func (h *Handler) showReach(c *fiber.Ctx) error {
	ids := strings.FieldsFunc(c.Query("components"), func(r rune) bool { return r == ',' })
	a := audience.Audience{Kind: audience.Kind(c.Query("kind"))}
	if i, err := h.Site.Incident(c.UserContext(), c.Query("about")); err == nil { // who heard of the beginning hears of the end
		a = wordOf(i)
		a.Impact, a.Over = "", c.Query("state") == string(models.Resolved) // how bad it is the form may change
	}
	a.ComponentIDs = append(a.ComponentIDs, h.componentIDs(c.UserContext(), ids)...)
	r := h.reach(c.UserContext(), a)
	return c.JSON(fiber.Map{"count": r.Count, "audience": r.Audience()})
}

// zone is where the console's times are read and typed.
func (h *Handler) zone(ctx context.Context) *time.Location {
	set, err := h.Site.Settings(ctx)
	if err != nil {
		return time.UTC
	}
	return set.Location()
}
