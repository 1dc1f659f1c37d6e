package public

import (
	"net/http"
	"strings"

	"github.com/gofiber/fiber/v2"

	"vitrine/locale"
	"vitrine/public/edition"
	"vitrine/views"
)

// What a request carries of its language, on a site in several.
const (
	chosen     = "language"   // a locale.Language: the one that its address names
	negotiated = "negotiated" // the answer hangs on what the browser asked for
	spokenTag  = "tag"        // of the answer
)

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

// serveSpoken is serveEdition on a site in several languages. "/de/history" names
// its language; "/history" is told in the one the browser asks for. Pages alone
// are in several, so an address without one is never passed over.
func (h *Handler) serveSpoken(c *fiber.Ctx, e *edition.Edition) error {
	path := string(c.Context().Path())
	if rest, l, ok := named(path, e.Languages()); ok {
		c.Locals(chosen, l)
		c.Path(rest)
		return h.serveTold(c, e, rest, l)
	}
	f, ok := e.File(path)
	if !ok {
		return h.redirectSlash(c, e, []byte(path))
	}
	l := h.language(c)
	told, ok := f, true
	if l != e.Languages()[0] {
		told, ok = e.File(edition.Translated(path, l))
	}
	_, spoken := e.File(edition.Translated(path, e.Languages()[1]))
	if !spoken || !ok {
		return h.answerFile(c, e, f)
	}
	c.Locals(negotiated, true)
	c.Locals(spokenTag, l.Tag())
	return h.answerFile(c, e, told)
}

// serveTold answers an address that names its language. What is the same in all of
// them has an address without.
func (h *Handler) serveTold(c *fiber.Ctx, e *edition.Edition, rest string, l locale.Language) error {
	if rest != "/" && strings.HasSuffix(rest, "/") || rest == "/" && strings.HasSuffix(c.OriginalURL(), "/") {
		h.secure(&c.Context().Response.Header)
		if _, ok := e.File(strings.TrimSuffix(rest, "/")); ok || rest == "/" {
			set(&c.Context().Response.Header, fresh)
			return c.Redirect(edition.Translated(rest, l), http.StatusMovedPermanently)
		}
		return c.Next()
	}
	f, ok := e.File(rest)
	if !ok {
		return c.Next()
	}
	if _, spoken := e.File(edition.Translated(rest, e.Languages()[1])); !spoken {
		c.Locals(chosen, nil)
		c.Path("/" + l.Tag() + rest) // feeds, pictures and the like are not under it
		return c.Next()
	}
	if l != e.Languages()[0] {
		if f, ok = e.File(edition.Translated(rest, l)); !ok {
			return c.Next()
		}
	}
	c.Locals(spokenTag, l.Tag())
	return h.answerFile(c, e, f)
}

// serveOwn answers an address that names the only language of the site: links of the
// time when there were several still lead somewhere.
func (h *Handler) serveOwn(c *fiber.Ctx, e *edition.Edition, rest string) error {
	f, ok := e.File(rest)
	if !ok && len(rest) > 1 {
		f, ok = e.File(strings.TrimSuffix(rest, "/"))
	}
	switch {
	case !ok: // of one visitor
		c.Path(rest)
		return c.Next()
	case !strings.HasPrefix(f.Type, fiber.MIMETextHTML):
		return c.Next()
	case c.Method() == fiber.MethodGet || c.Method() == fiber.MethodHead:
		h.secure(&c.Context().Response.Header)
		set(&c.Context().Response.Header, fresh)
		return c.Redirect(f.Path, http.StatusMovedPermanently)
	}
	c.Path(rest)
	return h.answerFile(c, e, f)
}

// named takes the language off an address.
func named(path string, offered []locale.Language) (rest string, l locale.Language, ok bool) {
	for _, l := range offered {
		if rest, ok := strings.CutPrefix(path, "/"+l.Tag()); ok && (rest == "" || rest[0] == '/') {
			if rest == "" {
				rest = "/"
			}
			return rest, l, true
		}
	}
	return path, l, false
}
