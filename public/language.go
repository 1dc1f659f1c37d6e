package public

import (
	"github.com/gofiber/fiber/v2"

	"vitrine/locale"
	"vitrine/views"
)

// chosen is where a request keeps the language that its address names.
const chosen = "language"

// language is the one a visitor is answered in: that of the address, else the one
// their browser asks for, as far as the site is offered in it.
func (h *Handler) language(c *fiber.Ctx) locale.Language {
	if l, ok := c.Locals(chosen).(locale.Language); ok {
		return l
	}
	return locale.Match(c.Get(fiber.HeaderAcceptLanguage), h.press.Offered())
}

// frame is the frame of a page that is made for one visitor.
func (h *Handler) frame(c *fiber.Ctx, path string) views.Frame {
	return h.press.FrameIn(h.language(c), path)
}

// speech is how one visitor is spoken to.
func (h *Handler) speech(c *fiber.Ctx) views.Speech { return views.Speech{Language: h.language(c)} }
