package public

import (
	"net/http"
	"strings"

	"github.com/gofiber/fiber/v2"

	"vitrine/locale"
	"vitrine/models"
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

// frame is the frame of a page that is made for one visitor. On a private site a
// stranger's names the site and says nothing else of it.
func (h *Handler) frame(c *fiber.Ctx, path string) views.Frame {
	f := h.press.FrameIn(h.language(c), path)
	if h.gate != nil && !h.knows(c) {
		return views.Frame{Language: f.Language, Offered: f.Offered, BaseURL: f.BaseURL, Now: f.Now, Settings: models.SiteSettings{Name: f.Settings.Name}}
	}
	return f
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
		return h.serveUnknown(c, e, path)
	}
	l := h.language(c)
	if !e.Spoken(path) {
		return h.answerFile(c, e, f)
	}
	if told, ok := e.File(edition.Translated(path, l)); ok {
		f = told
	} else {
		l = e.Languages()[0]
	}
	speaks(c, l)
	return h.answerFile(c, e, f)
}

// speaks notes for an answer on a site in several languages which one it is in, and
// that it hangs on what the browser asked for where its address names none.
func speaks(c *fiber.Ctx, l locale.Language) {
	if _, ok := c.Locals(chosen).(locale.Language); !ok {
		c.Locals(negotiated, true)
	}
	c.Locals(spokenTag, l.Tag())
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
	if !e.Spoken(rest) {
		c.Locals(chosen, nil)
		c.Path("/" + l.Tag() + rest) // feeds, pictures and the like are not under it
		return c.Next()
	}
	if l != e.Languages()[0] {
		if f, ok = e.File(edition.Translated(rest, l)); !ok {
			return c.Next()
		}
	}
	speaks(c, l)
	return h.answerFile(c, e, f)
}

// serveUnknown answers an address at which there is no file.
func (h *Handler) serveUnknown(c *fiber.Ctx, e *edition.Edition, path string) error {
	if rest, _, ok := named(path, spoken); ok {
		return h.serveOwn(c, e, rest)
	}
	return h.redirectSlash(c, e, []byte(path))
}

// serveOwn answers an address that names a language the site was in once, or its only
// one: links of that time, those in mails above all, still lead somewhere.
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
