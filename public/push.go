package public

import (
	"context"
	"errors"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/signup"
	"vitrine/views"
)

// deviceForm is what a browser's script sends: its address at its push service,
// and the choice of the form.
type deviceForm struct {
	subscribeForm
	Endpoint string `form:"endpoint"`
	Key      string `form:"p256dh"`
	Secret   string `form:"auth"`
}

// showPushKey tells a browser's script by which key push services know this site.
func (h *Handler) showPushKey(c *fiber.Ctx) error {
	private(c)
	if h.door == nil {
		return fiber.ErrNotFound
	}
	ctx, cancel := context.WithTimeout(c.UserContext(), doorLimit)
	defer cancel()
	key, err := h.door.PushKey(ctx)
	if err == nil && key == "" {
		return fiber.ErrNotFound
	}
	if err != nil {
		return h.away(err)
	}
	return c.JSON(fiber.Map{"key": key})
}

// createDevice takes a browser's wish to be told. What proves it is a message to
// that browser, whose worker answers: the permission alone is only the browser's
// word.
func (h *Handler) createDevice(c *fiber.Ctx) error {
	private(c)
	var form deviceForm
	if err := c.BodyParser(&form); err != nil {
		return c.Status(fiber.StatusUnprocessableEntity).JSON(fiber.Map{"problem": "This could not be read. Please try again."})
	}
	p := signup.Plug{Channel: models.ByPush, Address: models.Device(form.Endpoint, form.Key, form.Secret), Choice: form.choice()}
	err := h.plugChecked(c, form.subscribeForm, p, h.speech(c).Say(views.ConsentDevice))
	if e, ok := errors.AsType[*models.Error](err); ok && e.Kind != models.Internal {
		status, _ := views.Verdict(e, false)
		return c.Status(status).JSON(fiber.Map{"problem": h.speech(c).Finished(e.Message)})
	}
	if err != nil {
		return err
	}
	return c.Status(fiber.StatusAccepted).JSON(fiber.Map{"asked": true})
}
