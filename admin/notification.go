package admin

import (
	"context"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/staff"
	"vitrine/views"
	"vitrine/views/console"
)

const (
	notificationsPerPage = 50
	deliveriesPerPage    = 100
)

func (h *Handler) listNotifications(c *fiber.Ctx) error {
	list, err := h.Audience.Notifications(c.UserContext(), audience.NotificationQuery{Before: c.Query("before"), Limit: notificationsPerPage})
	if err != nil {
		return err
	}
	for i, n := range list {
		list[i].Recipients = h.expected(c.UserContext(), n)
	}
	page := console.NotificationsPage{Frame: h.frame(c, "notifications"), Notifications: list}
	if len(list) == notificationsPerPage {
		page.Older = list[len(list)-1].PublicID
	}
	return views.Show(c, console.Notifications, page)
}

// showNotification shows who was told; the addresses only to those who work with
// them.
func (h *Handler) showNotification(c *fiber.Ctx) error {
	ctx, id := c.UserContext(), c.Params("id")
	n, err := h.Audience.Notification(ctx, id)
	if err != nil {
		return err
	}
	n.Recipients = h.expected(ctx, n)
	page := console.NotificationPage{Frame: h.frame(c, "notifications"), Notification: n, Outcome: c.Query("outcome"), Mail: h.Mail.Health(ctx)}
	page.Frame.Undo = slices.DeleteFunc(page.Frame.Undo, func(u console.Undo) bool { return u.ID == id }) // the page itself has its buttons
	if page.Progress, err = h.Audience.Progress(ctx, id); err != nil {
		return err
	}
	if !session(c).User.Role.AtLeast(staff.Responder) {
		return views.Show(c, console.Notification, page)
	}
	after, _ := strconv.ParseInt(c.Query("after"), 10, 64) // what is no number starts at the beginning
	q := audience.DeliveryQuery{State: audience.Outcome(page.Outcome), After: after, Limit: deliveriesPerPage}
	if page.Deliveries, err = h.Audience.Deliveries(ctx, id, q); err != nil {
		return err
	}
	if len(page.Deliveries) == deliveriesPerPage {
		page.After = page.Deliveries[deliveriesPerPage-1].ID
	}
	return views.Show(c, console.Notification, page)
}

func (h *Handler) cancelNotification(c *fiber.Ctx) error {
	n, err := h.Audience.Notification(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	did := "cancelled"
	if !n.Undoable(h.Site.Now()) {
		did = "stopped" // some may have left; the page says how many
	}
	return h.save(c, did, func(ctx context.Context) (string, error) {
		return "/notifications/" + n.PublicID, h.Audience.Cancel(ctx, n.PublicID)
	}, nowhere)
}

func (h *Handler) hurryNotification(c *fiber.Ctx) error {
	return h.save(c, "sending", func(ctx context.Context) (string, error) {
		return "/notifications/" + c.Params("id"), h.Audience.SendNow(ctx, c.Params("id"))
	}, nowhere)
}

// notificationsOf lists the notifications of one conversation. A page about
// something else does not fail for the lack of them.
func (h *Handler) notificationsOf(ctx context.Context, thread string) []audience.Notification {
	list, err := h.Audience.Notifications(ctx, audience.NotificationQuery{Thread: thread})
	if err != nil {
		h.Log.ErrorContext(ctx, "notifications not read", "thread", thread, "err", err)
	}
	return list
}

// toldOf is notificationsOf in words.
func (h *Handler) toldOf(ctx context.Context, thread string) []console.Told {
	var list []console.Told
	for _, n := range h.notificationsOf(ctx, thread) {
		list = append(list, console.Told{ID: n.PublicID, Title: n.Title, Recipients: h.expected(ctx, n), SendAt: n.SendAt,
			State: console.NotificationState(n, h.Site.Now())})
	}
	return list
}

// undoable lists the mails that can still be taken back, for the notice on top
// of every page.
func (h *Handler) undoable(c *fiber.Ctx) []console.Undo {
	ctx, now := c.UserContext(), h.Site.Now()
	running, err := h.Audience.Notifications(ctx, audience.NotificationQuery{Running: true, Limit: 20})
	if err != nil {
		h.Log.ErrorContext(ctx, "notifications not read", "err", err)
	}
	var list []console.Undo
	for _, n := range running {
		if n.Undoable(now) {
			list = append(list, console.Undo{ID: n.PublicID, Title: n.Title, Recipients: h.expected(ctx, n), SendAt: n.SendAt})
		}
	}
	return list
}

// expected counts the people a notification goes to: until its audience is taken
// at the end of the undo window, those it would be taken from now.
func (h *Handler) expected(ctx context.Context, n audience.Notification) int64 {
	if n.FannedAt != nil || n.CancelledAt != nil {
		return n.Recipients
	}
	count, err := h.Audience.Expect(ctx, n)
	if err != nil {
		h.Log.ErrorContext(ctx, "audience not counted", "notification", n.PublicID, "err", err)
		return n.Recipients
	}
	return count
}

// templateChoices lists the templates for a kind, with an empty choice before
// them; nil when there is none.
func (h *Handler) templateChoices(ctx context.Context, kind string) ([]console.Choice, error) {
	templates, err := h.Desk.Templates(ctx)
	list := []console.Choice{{Name: "none"}}
	for _, t := range templates {
		if t.Kind == kind {
			list = append(list, console.Choice{Value: t.PublicID, Name: t.Name})
		}
	}
	if len(list) == 1 {
		return nil, err
	}
	return list, err
}

// settingUp reports whether the set-up address is good, and hides that it ever
// was when it is not.
func (h *Handler) settingUp(c *fiber.Ctx) error {
	err := h.Staff.CheckSetup(c.UserContext(), c.Params("token"))
	if kind := models.KindOf(err); err != nil && kind != models.Internal {
		return models.Fail(models.NotFound, "There is no page at this address.")
	}
	return err
}
