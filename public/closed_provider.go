package public

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/public/openid"
	"vitrine/views"
)

// ProviderReturn is the path that a provider sends browsers back to.
const ProviderReturn = "/sign-in/callback"

const (
	providerStart  = "/sign-in/provider"
	providerFor    = 15 * time.Minute // how long somebody may take at the provider
	providerLimit  = 10 * time.Second // for everything that it is asked at one time
	providerCalls  = 16               // sign-ins that wait for it at one time
	failuresPerNet = 100              // of sign-ins; colleagues come from one network
	longestReturn  = 1000             // bytes of a path to go on to
	purposeBegun   = "private sign-in"
	purposeAttempt = "private sign-in attempt"
)

// ownPath is a path of ours to go on to; anything else, or what is longer than any, is
// the front page.
func ownPath(to string) string {
	if len(to) > longestReturn || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsFunc(to, func(r rune) bool { return r == '\\' || r < ' ' || r == 0x7f }) {
		return "/"
	}
	return to
}

// begun is a sign-in that a browser began: what binds it to that browser lies in its
// cookie, so that nothing is kept here.
type begun struct {
	state string
	to    string
}

// attempt is a sign-in as the provider sees it. What must be a secret of ours is worked
// out anew from the state.
func (g *gatehouse) attempt(state string) openid.Attempt {
	secret := func(what string) string {
		return base64.RawURLEncoding.EncodeToString(g.Key.MAC(purposeAttempt, what+" "+g.providerSeal+" "+state))
	}
	return openid.Attempt{State: state, Nonce: secret("nonce"), Verifier: secret("verifier")}
}

// text is a sign-in that was begun, signed, until then.
func (g *gatehouse) text(b begun, until time.Time) string {
	data := strconv.FormatInt(until.Unix(), 36) + "." + b.state + "." + base64.RawURLEncoding.EncodeToString([]byte(b.to))
	return data + "." + base64.RawURLEncoding.EncodeToString(g.Key.MAC(purposeBegun, g.providerSeal+" "+data))
}

// begun reads what text wrote.
func (g *gatehouse) begun(text string, now time.Time) (b begun, ok bool) {
	data, sum, _ := cutLast(text, '.')
	mac, err := base64.RawURLEncoding.DecodeString(sum)
	parts := strings.Split(data, ".")
	if err != nil || len(parts) != 3 || !g.Key.Proves(purposeBegun, g.providerSeal+" "+data, mac) {
		return b, false
	}
	end, err := strconv.ParseInt(parts[0], 36, 64)
	to, wrong := base64.RawURLEncoding.DecodeString(parts[2])
	return begun{state: parts[1], to: ownPath(string(to))}, err == nil && wrong == nil && now.Unix() < end
}

// beginAtProvider sends a browser to the provider. It is a link and no form: pages of
// ours may send forms to nobody else, also by way of us (form-action). Nothing changes
// but the browser's own cookie.
func (h *Handler) beginAtProvider(c *fiber.Ctx) error {
	to := ownPath(c.Query("to"))
	h.secure(&c.Context().Response.Header)
	if h.knows(c) {
		return c.Redirect(to, fiber.StatusSeeOther)
	}
	ctx, cancel := context.WithTimeout(c.UserContext(), providerLimit)
	defer cancel()
	a := h.gate.attempt(models.NewToken())
	address, err := h.gate.Provider.Start(ctx, a)
	if err != nil {
		return h.refuseProvider(c, to, err)
	}
	h.give(c, h.begunCookie(), h.gate.text(begun{a.State, to}, h.cfg.Now().Add(providerFor)), providerFor)
	return c.Redirect(address, fiber.StatusSeeOther)
}

// returnFromProvider takes a browser back. It is a GET because a provider sends
// browsers by a redirect; the alternative, a form that it lets them send, would come
// without the cookie that binds the sign-in to one browser. All that changes is what
// that browser keeps: nothing is written here, and a link that somebody else opens, or
// a mail scanner, lacks the cookie and is refused.
func (h *Handler) returnFromProvider(c *fiber.Ctx) error {
	h.secure(&c.Context().Response.Header)
	b, ok := h.gate.begun(c.Cookies(h.begunCookie()), h.cfg.Now())
	if _, l, told := named(b.to, h.press.Offered()); told {
		c.Locals(chosen, l)
	}
	switch {
	case ok && subtle.ConstantTimeCompare([]byte(c.Query("state")), []byte(b.state)) == 1:
		h.give(c, h.begunCookie(), "", -time.Hour) // used; that of another tab stays
	case h.knows(c): // a page of the provider that was gone back to
		return c.Redirect(ownPath(b.to), fiber.StatusSeeOther)
	default:
		return h.refuseProvider(c, ownPath(b.to), models.Fail(models.Unknown, "This sign-in was begun in another browser or took too long. Please begin again."))
	}
	if err := h.admitFromProvider(c, b); err != nil {
		return h.refuseProvider(c, b.to, err)
	}
	h.keep(c, h.gate.sign(h.gate.providerSeal, "browser", h.cfg.Now().Add(readerFor)), readerFor)
	h.cfg.Log.Info("a reader was signed in", "provider", h.gate.Provider.Name())
	return c.Redirect(b.to, fiber.StatusSeeOther)
}

// admitFromProvider asks the provider what the browser's code is worth. A network whose
// sign-ins failed often is not asked about; a provider that is away counts for nothing.
func (h *Handler) admitFromProvider(c *fiber.Ctx, b begun) error {
	g, from := h.gate, network(h.visitor(c))
	if !g.returns.allow(from, h.cfg.Now()) {
		return models.Fail(models.TooMany, "Too many sign-ins from your network failed. Please try again in ten minutes.")
	}
	ctx, cancel := context.WithTimeout(c.UserContext(), providerLimit)
	defer cancel()
	select {
	case g.calls <- struct{}{}:
		defer func() { <-g.calls }()
	case <-ctx.Done():
		g.returns.back(from)
		return models.Fail(models.Away, "Many people are signing in at this moment. Please try again in a minute.")
	}
	err := g.Provider.Admit(ctx, g.attempt(b.state), openid.Return{Code: c.Query("code"), Issuer: c.Query("iss"), Error: c.Query("error")})
	if err == nil || models.KindOf(err) == models.Away {
		g.returns.back(from)
	}
	return err
}

// refuseProvider shows the form again with why somebody was not signed in. The log says
// why, and never what they came with; where there is nothing more to say, strangers fill
// no log.
func (h *Handler) refuseProvider(c *fiber.Ctx, to string, err error) error {
	status, message := views.Verdict(err, false)
	away, cause := status == fiber.StatusServiceUnavailable, errors.Unwrap(err)
	if away {
		c.Set(fiber.HeaderRetryAfter, strconv.Itoa(int(openid.RetryAfter.Seconds())))
	}
	switch {
	case cause == nil:
	case away:
		h.cfg.Log.Error("the provider that signs readers in does not do so", "err", cause)
	default:
		h.cfg.Log.Info("a reader was not signed in", "err", cause)
	}
	c.Status(status)
	return h.showSignIn(c, views.SignInPage{To: to, Failed: message})
}

func (h *Handler) begunCookie() string {
	if h.https() {
		return "__Host-begun"
	}
	return "begun"
}

// startAt is the address of the link to the provider, "" where there is none.
func (h *Handler) startAt(c *fiber.Ctx, to string) string {
	if h.gate.Provider == nil {
		return ""
	}
	return h.frame(c, "").Prefix() + providerStart + "?to=" + url.QueryEscape(ownPath(to))
}
