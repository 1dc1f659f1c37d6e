package admin

import (
	"context"
	"crypto/subtle"
	"errors"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/models/staff"
)

// patience is how long one request may work.
const patience = 20 * time.Second

// maxForm is the largest form in bytes that a person can have meant.
const maxForm = 4 << 20

type sessionKey struct{}

// errOtherSession is about a form that carries another session's token.
var errOtherSession = errors.New("the form belongs to another session")

// session is who is signed in; the zero Session on pages before that.
func session(c *fiber.Ctx) staff.Session {
	s, _ := c.Locals(sessionKey{}).(staff.Session)
	return s
}

// guard is the way into every route: it refuses what another site sent, asks who
// is there, what they may do, and for the session's token on every change.
func (h *Handler) guard(r route) fiber.Handler {
	return func(c *fiber.Ctx) error {
		ctx, cancel := context.WithTimeout(c.UserContext(), patience)
		defer cancel()
		c.SetUserContext(models.By(ctx, models.Actor{Name: "visitor", From: h.Address(c)}))
		done, err := h.turn(ctx, c, r.need)
		if err != nil {
			return err
		}
		defer done()
		if err := h.admit(c, r); errors.Is(err, errOtherSession) {
			return h.otherSession(c)
		} else if err != nil {
			return err
		}
		if r.need == open {
			return r.do(h, c)
		}
		if session(c).ID == 0 {
			return h.askWho(c)
		}
		if err := h.swap(c); err != nil {
			return err
		}
		return r.do(h, c)
	}
}

// admit returns why a request may not reach its route. A missing session is no
// reason: the person is asked to sign in.
func (h *Handler) admit(c *fiber.Ctx, r route) error {
	changes := c.Method() != fiber.MethodGet && c.Method() != fiber.MethodHead
	if changes && !h.ours(c) {
		return models.Fail(models.Denied, "This form was sent by another site, so nothing was done. Open the console and try there.")
	}
	if len(c.Request().Body()) > maxForm {
		return models.Fail(models.TooLarge, "This form holds more than 4 MB, so nothing was done.")
	}
	if r.need == open {
		return nil
	}
	ctx, cancel := context.WithTimeout(c.UserContext(), left(c.UserContext()))
	defer cancel()
	s, err := h.Staff.Session(ctx, c.Cookies(h.cookie()))
	if models.KindOf(err) == models.Unknown {
		return nil
	}
	if err != nil {
		return err
	}
	c.Locals(sessionKey{}, s)
	c.SetUserContext(models.By(c.UserContext(), models.Actor{ID: s.User.ID, Name: s.User.Name, From: h.Address(c)}))
	if !s.User.Role.AtLeast(r.need) {
		return models.Fail(models.Denied, "This needs the role %s; yours is %s. Ask an admin.", r.need, s.User.Role)
	}
	if changes && subtle.ConstantTimeCompare([]byte(c.FormValue("csrf")), []byte(s.CSRF)) != 1 {
		return errOtherSession
	}
	return nil
}

// ours reports whether a change was sent by the console's own pages: by what the
// browser says of the sender, or by its origin where an old browser is silent.
func (h *Handler) ours(c *fiber.Ctx) bool {
	switch c.Get("Sec-Fetch-Site") {
	case "same-origin", "none":
		return true
	case "":
		return c.Get(fiber.HeaderOrigin) == h.AdminURL
	default:
		return false
	}
}

// cookie names the session's cookie. The prefix makes browsers hold it to one
// host and to TLS.
func (h *Handler) cookie() string {
	if h.secure() {
		return "__Host-vitrine"
	}
	return "vitrine"
}

// setCookie starts or, with an empty token, ends the session in the browser.
func (h *Handler) setCookie(c *fiber.Ctx, token string) {
	cookie := &fiber.Cookie{Name: h.cookie(), Value: token, Path: "/", HTTPOnly: true, Secure: h.secure(), SameSite: fiber.CookieSameSiteLaxMode, SessionOnly: true}
	if token == "" {
		cookie.SessionOnly, cookie.Expires = false, time.Unix(1, 0)
	}
	c.Cookie(cookie)
}

// local returns path when it leads to a page of the console, "/" otherwise.
func local(path string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n\t") {
		return "/"
	}
	return path
}
