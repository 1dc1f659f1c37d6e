package public

import (
	"cmp"
	"encoding/base64"
	"log/slog"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"

	"vitrine/assets"
	"vitrine/models"
	"vitrine/public/openid"
	"vitrine/views"
)

// Private closes the whole site: only who comes from one of the networks, knows the
// password or was signed in by the provider reads anything. Health checks answer
// everybody and tell nothing; the link to leave in every mail works for who has it.
type Private struct {
	Password string           // in the clear, or an argon2id hash; empty: there is none
	Networks []netip.Prefix   // let in without it
	Provider *openid.Provider // signs people in; nil: there is none
	Key      models.Key       // signs what browsers and feed readers keep
}

// How long a browser stays signed in, and how often one network may try.
const (
	readerFor   = 30 * 24 * time.Hour
	triesPerNet = 10
	purposeRead = "private reader"
)

// gatehouse is a Private site's door.
type gatehouse struct {
	Private
	hash  string        // argon2id; empty: there is no password
	seal  string        // changes with the password: what was signed before is worth nothing then
	form  *limiter      // of wrong passwords in the form
	basic *limiter      // and by Basic authentication: a feed reader shows an old one for ever
	work  chan struct{} // one for each password that is being checked
	shown oldWords      // by Basic authentication, and wrong
	doubt sync.Once     // of an address in one of the networks that may be a proxy's
	right atomic.Pointer[[]byte]

	providerSeal string        // as seal, with the provider and whom it lets in
	returns      *limiter      // of browsers that came back from it for nothing
	calls        chan struct{} // one for each question to it
}

// newGatehouse returns the door of a site that is not for everybody, nil for nil.
func newGatehouse(p *Private, log *slog.Logger) *gatehouse {
	if p == nil {
		return nil
	}
	g := &gatehouse{Private: *p, hash: p.Password, seal: p.Key.Derive("private password", p.Password),
		form: newLimiter(triesPerNet, limitPeriod), basic: newLimiter(triesPerNet, limitPeriod), work: make(chan struct{}, 2),
		returns: newLimiter(failuresPerNet, limitPeriod), calls: make(chan struct{}, providerCalls)}
	if p.Provider != nil {
		g.providerSeal = p.Key.Derive("private provider", p.Provider.Mark())
	}
	if p.Password == "" || strings.HasPrefix(p.Password, "$argon2id$") {
		return g
	}
	var err error
	if g.hash, err = argon2id.CreateHash(p.Password, argon2id.DefaultParams); err != nil {
		log.Error("nobody can sign in by the password", "err", err)
	}
	return g
}

// hidden are the headers of every answer of a private site: no cache but the
// reader's own keeps it, no other origin reads it, no search engine finds it.
func hidden(c *fiber.Ctx) {
	r := &c.Context().Response.Header
	r.Set(fiber.HeaderCacheControl, "private, no-store")
	r.Set("X-Robots-Tag", "noindex, nofollow")
	r.Del(fiber.HeaderAccessControlAllowOrigin)
	set(r, sameOrigin)
}

// admit stands before everything on a private site: what is not let in by name here
// is closed.
func (h *Handler) admit(c *fiber.Ctx) error {
	defer hidden(c)
	// The path without dots and doubled slashes, as files are looked up by: what is
	// open by one reading of an address must not be a file by another.
	path := string(c.Context().Path())
	rest, l, told := named(path, h.press.Offered()) // "/sign-in" of "/de/sign-in"
	if told {
		c.Locals(chosen, l)
	}
	switch {
	case rest == "/sign-in" && c.Method() == fiber.MethodPost:
		return h.signIn(c)
	case rest == "/sign-out" && c.Method() == fiber.MethodPost:
		h.keep(c, "", -time.Hour)
		return c.Redirect(h.frame(c, "").Prefix()+"/sign-in", fiber.StatusSeeOther)
	case h.gate.Provider != nil && rest == providerStart && c.Method() == fiber.MethodGet:
		return h.beginAtProvider(c)
	case h.gate.Provider != nil && path == ProviderReturn && c.Method() == fiber.MethodGet:
		return h.returnFromProvider(c)
	case path == "/healthz", path == "/readyz", h.knowsKey(c), isProgram(path), isLeaving(rest):
		return c.Next()
	case !h.knows(c):
		return h.turnAway(c, path, rest == "/sign-in")
	case rest == "/sign-in":
		return h.showSignIn(c, h.insidePage(c))
	}
	return c.Next()
}

// isLeaving reports whether a path is a link to leave; nothing is open under one.
func isLeaving(path string) bool {
	token, ok := strings.CutPrefix(path, "/u/")
	token = strings.TrimSuffix(token, "/")
	return ok && token != "" && !strings.Contains(token, "/")
}

// isProgram reports whether a path is a file of the program's own: a style sheet
// says nothing about anybody.
func isProgram(path string) bool {
	_, ok := assets.At(path)
	return ok
}

// reads is what a request carries once it is known whether it may read.
const reads = "reads"

// knows reports whether the request may read. A password that it shows is looked at
// once.
func (h *Handler) knows(c *fiber.Ctx) bool {
	known, found := c.Locals(reads).(bool)
	if !found {
		known = h.recognises(c)
		c.Locals(reads, known)
	}
	return known
}

func (h *Handler) recognises(c *fiber.Ctx) bool {
	g := h.gate
	addr, sure := h.origin(c)
	if g.near(addr) {
		if sure {
			return true
		}
		h.doubtAddress(c, addr)
	}
	if g.fresh(c.Cookies(h.readerCookie()), "browser", h.cfg.Now()) != "" || g.fresh(c.Query("key"), "feeds", h.cfg.Now()) != "" && !h.isPage(string(c.Context().Path())) {
		return true
	}
	_, password, ok := basic(c.Get(fiber.HeaderAuthorization))
	return ok && g.hash != "" && h.rightBasic(password, addr)
}

// near reports whether an address is in one of the networks.
func (g *gatehouse) near(addr netip.Addr) bool {
	return slices.ContainsFunc(g.Networks, func(n netip.Prefix) bool { return n.Contains(addr) })
}

// doubtAddress tells the operator once why somebody was not let in by their network:
// everybody who comes through a proxy has an address of that network, else.
func (h *Handler) doubtAddress(c *fiber.Ctx, addr netip.Addr) {
	h.gate.doubt.Do(func() {
		h.cfg.Log.Warn("nobody is let in by an address that may be a proxy's. If it is a proxy of yours, name it alone, not its network, in VITRINE_TRUSTED_PROXIES and have it send X-Forwarded-For",
			"address", addr.String(), "trusted", h.trusted(addr), "header", forwards(c))
	})
}

// isPage reports whether an address is read by a person: keys of feed readers open
// none of them.
func (h *Handler) isPage(path string) bool {
	f, ok := h.press.File(path)
	return !ok || strings.HasPrefix(f.Type, fiber.MIMETextHTML)
}

// turnAway answers who is not known: a person with the form, a program with the
// challenge that feed readers answer. asked reports that it is the form they want.
func (h *Handler) turnAway(c *fiber.Ctx, path string, asked bool) error {
	c.Status(fiber.StatusUnauthorized)
	h.secure(&c.Context().Response.Header)
	if strings.Contains(c.Get(fiber.HeaderAccept), fiber.MIMETextHTML) && (c.Method() == fiber.MethodGet || c.Method() == fiber.MethodHead) {
		to := path
		if asked {
			to = cmp.Or(h.frame(c, "").Prefix(), "/")
		}
		return h.showSignIn(c, views.SignInPage{To: to})
	}
	if h.gate.hash != "" {
		c.Set(fiber.HeaderWWWAuthenticate, `Basic realm="Status", charset="UTF-8"`)
	}
	return c.SendString("This status page is private.\n")
}

// showSignIn shows the form, or what somebody who is inside may want of it.
func (h *Handler) showSignIn(c *fiber.Ctx, page views.SignInPage) error {
	h.secure(&c.Context().Response.Header)
	page.Frame = h.frame(c, "")
	if page.Password = h.gate.hash != ""; h.gate.Provider != nil {
		page.Provider, page.Start = h.gate.Provider.Name(), h.startAt(c, page.To)
	}
	return views.Show(c, views.SignIn, page)
}

// signIn reads the form.
func (h *Handler) signIn(c *fiber.Ctx) error {
	switch c.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
	default:
		return models.Fail(models.Denied, "This form came from another site, so nothing was done. Open the page here and try again.")
	}
	to := ownPath(c.FormValue("to"))
	if err := h.rightPassword(c.FormValue("password"), h.visitor(c), h.gate.form); err != nil {
		status, message := views.Verdict(err, false)
		c.Status(status)
		return h.showSignIn(c, views.SignInPage{To: to, Wrong: message})
	}
	h.secure(&c.Context().Response.Header)
	h.keep(c, h.gate.sign(h.gate.seal, "browser", h.cfg.Now().Add(readerFor)), readerFor)
	return c.Redirect(to, fiber.StatusSeeOther)
}

// keep gives a browser what it shows from now on.
func (h *Handler) keep(c *fiber.Ctx, value string, d time.Duration) {
	h.give(c, h.readerCookie(), value, d)
}

// give sets a cookie that no script reads and no other site's page sends.
func (h *Handler) give(c *fiber.Ctx, name, value string, d time.Duration) {
	c.Cookie(&fiber.Cookie{Name: name, Value: value, Path: "/", HTTPOnly: true, Secure: h.https(), SameSite: fiber.CookieSameSiteLaxMode, Expires: h.cfg.Now().Add(d)})
}

func (h *Handler) readerCookie() string {
	if h.https() {
		return "__Host-reader"
	}
	return "reader"
}

// How long a key of a feed reader opens: who was signed in by a provider may be none of
// its people next year.
const (
	wordKeyYears     = 5
	providerKeyYears = 1
)

// insidePage is what somebody who is inside may want: a new secret for one feed reader,
// which ends with the way by which they came in.
func (h *Handler) insidePage(c *fiber.Ctx) views.SignInPage {
	g, now := h.gate, h.cfg.Now()
	switch {
	case g.Provider != nil && g.fresh(c.Cookies(h.readerCookie()), "browser", now) == g.providerSeal:
		return views.SignInPage{Inside: true, Key: g.sign(g.providerSeal, "feeds", now.AddDate(providerKeyYears, 0, 0)), Year: true}
	case g.hash != "":
		return views.SignInPage{Inside: true, Key: g.sign(g.seal, "feeds", now.AddDate(wordKeyYears, 0, 0))}
	}
	return views.SignInPage{Inside: true}
}

// sign is what a reader shows until then; no two are the same.
func (g *gatehouse) sign(seal, what string, until time.Time) string {
	data := strconv.FormatInt(until.Unix(), 36) + "." + models.NewID()
	return data + "." + base64.RawURLEncoding.EncodeToString(g.Key.MAC(purposeRead, what+" "+seal+" "+data))
}

// seals are those of the ways that are open.
func (g *gatehouse) seals() []string {
	var list []string
	if g.hash != "" {
		list = append(list, g.seal)
	}
	if g.Provider != nil {
		list = append(list, g.providerSeal)
	}
	return list
}

// fresh returns the seal under which we signed text for that, "" where we did not, or
// it is over.
func (g *gatehouse) fresh(text, what string, now time.Time) string {
	data, sum, ok := cutLast(text, '.')
	until, _, parts := strings.Cut(data, ".")
	mac, err := base64.RawURLEncoding.DecodeString(sum)
	if !ok || !parts || err != nil {
		return ""
	}
	if end, err := strconv.ParseInt(until, 36, 64); err != nil || now.Unix() >= end {
		return ""
	}
	for _, seal := range g.seals() {
		if g.Key.Proves(purposeRead, what+" "+seal+" "+data, mac) {
			return seal
		}
	}
	return ""
}

func cutLast(text string, sep byte) (before, after string, ok bool) {
	n := strings.LastIndexByte(text, sep)
	if n < 0 {
		return text, "", false
	}
	return text[:n], text[n+1:], true
}

// basic reads the header of RFC 7617.
func basic(header string) (user, password string, ok bool) {
	r := http.Request{Header: http.Header{"Authorization": {utils.CopyString(header)}}}
	return r.BasicAuth()
}
