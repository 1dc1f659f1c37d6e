package admin

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/views"
	"vitrine/views/console"
)

// Failed is the console's error handler: a page that says what happened, what is
// safe and what to do.
func (h *Handler) Failed(c *fiber.Ctx, err error) error {
	status, message := views.Verdict(err, false)
	views.Report(h.Log, c, status, err)
	if lost := h.lostSince(); lost != "" && status >= fiber.StatusInternalServerError {
		status, message = fiber.StatusServiceUnavailable, lost
	}
	c.Status(status).Response().ResetBody()
	h.setHeaders(c) // the request may have been refused before any route was found
	return views.Show(c, console.Problem, console.ProblemPage{
		Frame: h.plainFrame(c), Status: status, Message: message, Advice: advice(status),
		RequestID: c.GetRespHeader(fiber.HeaderXRequestID),
	})
}

// advice says what to do about a failure.
func advice(status int) string {
	switch status {
	case fiber.StatusRequestEntityTooLarge:
		return "Nothing was saved. Go back in your browser: what you typed is still in the form. Shorten it, or choose a smaller file, and send it again."
	case fiber.StatusForbidden, fiber.StatusConflict, fiber.StatusUnprocessableEntity:
		return "Nothing was changed. Go back in your browser: what you typed is still in the form."
	case fiber.StatusNotFound:
		return "It may have been removed, or the address has a typing error."
	case fiber.StatusInternalServerError, fiber.StatusServiceUnavailable:
		return "What is on the public page stays there. Go back in your browser: what you typed is still in the form. If it keeps failing, post from the machine itself: vitrine post --help."
	default:
		return ""
	}
}

// refuse notes in a form why its deed was not done, so that the form can be
// shown again with all that was typed, and sets the answer's status. A fault of
// ours is logged and told in plain words.
func (h *Handler) refuse(c *fiber.Ctx, f *console.Form, err error) {
	if noteSwap(f, err) {
		return
	}
	status, message := views.Verdict(err, false)
	views.Report(h.Log, c, status, err)
	c.Status(status)
	f.Problem, f.Key = message, models.NewID()
	if sent := c.FormValue("key"); sent != "" && models.KindOf(err) == models.Away {
		f.Key = sent // nobody knows whether it was done: the same key does it once
	}
	if e, ok := errors.AsType[*models.Error](err); ok {
		f.Errors, f.Held = e.Fields, append(f.Held, e.Findings...)
	}
}
