package admin

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"vitrine/models/audience"
	"vitrine/views/console"
)

// alarms lists what is wrong with our own sending, for the top of every page. A
// page does not fail for the lack of them.
func (h *Handler) alarms(ctx context.Context) []console.Alarm {
	found, err := h.Audience.Alarms(ctx)
	if err != nil {
		h.Log.ErrorContext(ctx, "alarms not read", "err", err)
	}
	var list []console.Alarm
	for _, a := range found {
		list = append(list, console.AlarmOf(a))
	}
	return list
}

// resumeMail lets mails leave again that were held back.
func (h *Handler) resumeMail(c *fiber.Ctx) error {
	return h.save(c, "resumed", func(ctx context.Context) (string, error) { return "/notifications", h.Audience.Resume(ctx) }, nowhere)
}

// alarmChannel says whether a channel hears of alarms.
func (h *Handler) alarmChannel(c *fiber.Ctx) error {
	return h.channelDeed(c, "saved", func(ctx context.Context, id string) (audience.Subscriber, error) {
		return h.Audience.SetAlarms(ctx, id, c.FormValue("on") == "yes")
	})
}
