package public

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"vitrine/models"
	"vitrine/public/edition"
)

// Machines that follow this one (public/follow) read the current edition here, by the
// hashes of its files. On a site for everybody it holds nothing that a page does not
// say, so it needs a key only where the operator set one; on a private site always.

const (
	followStem  = "/.well-known/vitrine/"
	mostPart    = 1 << 20 // bytes of one answer, unless a single file has more
	mostNames   = 256     // files asked for at one time
	partsPerNet = 400     // answers of that size, for who knows no key
)

// Headers between a machine and the one that it follows.
const (
	AskHeader      = "Vitrine-Ask"      // says back what the address asked: no cache answered
	FollowerHeader = "Vitrine-Follower" // the address of who asks
	PrivateHeader  = "Vitrine-Private"  // the site is not for everybody, and who asks does not know the key
	HoldsHeader    = "Vitrine-Holds"    // the edition and the list that it holds
	VisitorHeader  = "Vitrine-Visitor"  // whose request is carried
	CarriedHeader  = "Vitrine-Carried"  // a request is carried, and was taken by Vitrine
)

// followRoutes are for machines. They stand before the door of a private site.
func (h *Handler) followRoutes(r fiber.Router) {
	if h.cfg.Onward != nil { // what follows is not followed: nobody runs in a circle
		return
	}
	g := r.Group(followStem, h.guard, h.meetFollower)
	g.Get("edition", h.showOffer)
	g.Get("list", h.showList)
	g.Get("files", h.showFiles)
	g.Get("facts", h.showFacts)
	g.Get("events", h.streamEvents)
}

// meetFollower turns away who does not know the key where there is one.
func (h *Handler) meetFollower(c *fiber.Ctx) error {
	h.secure(&c.Context().Response.Header)
	private(c)
	switch {
	case h.cfg.FollowKey == "" && h.gate == nil || h.knowsKey(c):
		return c.Next()
	case h.gate != nil:
		defer hidden(c)
		c.Set(PrivateHeader, "1")
		return h.turnAway(c, c.Path(), false)
	}
	return fiber.ErrForbidden
}

// knowsKey reports whether a request comes from a machine of the operator's.
func (h *Handler) knowsKey(c *fiber.Ctx) bool {
	key, ok := strings.CutPrefix(c.Get(fiber.HeaderAuthorization), "Bearer ")
	return ok && h.cfg.FollowKey != "" && subtle.ConstantTimeCompare([]byte(key), []byte(h.cfg.FollowKey)) == 1
}

// showOffer tells what the current edition is. Who has it already gets 304.
func (h *Handler) showOffer(c *fiber.Ctx) error {
	o, ok := h.press.Offer()
	if !ok {
		return models.Fail(models.Away, "There is nothing to follow yet. Please try again in a minute.")
	}
	o.Private = h.gate != nil
	h.noteFollower(c, o)
	body, err := json.Marshal(o)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(body)
	tag := `"` + hex.EncodeToString(sum[:10]) + `"`
	c.Set(fiber.HeaderETag, tag)
	if ask := c.Query("ask"); len(ask) <= 40 && isWord(ask) {
		c.Set(AskHeader, ask)
	}
	if matches(c.Request().Header.Peek(fiber.HeaderIfNoneMatch), tag) {
		return c.SendStatus(fiber.StatusNotModified)
	}
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	return c.Send(body)
}

// isWord reports whether a text is letters and digits alone.
func isWord(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') })
}

var errPassed = models.Fail(models.Conflict, "That is no part of the current edition any more. Ask for the edition again.")

// showList is the list of the files, compressed.
func (h *Handler) showList(c *fiber.Ctx) error {
	body, ok := h.press.List(c.Query("name"))
	if !ok {
		return errPassed
	}
	return h.sendPart(c, body)
}

// showFiles is the files asked for, one after the other.
func (h *Handler) showFiles(c *fiber.Ctx) error {
	names := strings.Split(c.Query("names"), ".")
	switch {
	case len(names) > mostNames:
		return errPassed
	case !h.mayTake(c):
		return fiber.ErrTooManyRequests
	}
	body, ok := h.press.PackedFiles(names, mostPart)
	if !ok {
		return errPassed
	}
	return h.sendPart(c, body)
}

// showFacts is the next part of the log of facts.
func (h *Handler) showFacts(c *fiber.Ctx) error {
	from, err := strconv.ParseInt(c.Query("from"), 10, 64)
	switch {
	case err != nil:
		return errPassed
	case !h.mayTake(c):
		return fiber.ErrTooManyRequests
	}
	body, ok := h.press.FactsFrom(c.Query("log"), from, mostPart)
	if !ok {
		return errPassed
	}
	return h.sendPart(c, body)
}

// mayTake reports whether somebody may have one more large answer, which is made for
// them alone: who knows the key may have as many as there are.
func (h *Handler) mayTake(c *fiber.Ctx) bool {
	return h.knowsKey(c) || h.parts.allow(network(h.visitor(c)), h.cfg.Now())
}

// sendPart answers with bytes that must not be changed.
func (h *Handler) sendPart(c *fiber.Ctx, body []byte) error {
	c.Set(fiber.HeaderContentType, fiber.MIMEOctetStream)
	c.Context().Response.SetBodyRaw(body)
	return nil
}

// followers are the machines that asked lately.
type followers struct {
	mu   sync.Mutex
	list map[string]edition.Follower
}

// How many of them are remembered, and how long.
const (
	mostFollowers = 50
	followerFor   = 24 * time.Hour
)

// noteFollower remembers who asked and what it holds, where the key proves that it is
// the operator's.
func (h *Handler) noteFollower(c *fiber.Ctx, o edition.Offer) {
	name := c.Get(FollowerHeader)
	u, err := url.Parse(name)
	if !h.knowsKey(c) || err != nil || u.Host == "" || len(name) > 200 {
		return
	}
	number, list, _ := strings.Cut(c.Get(HoldsHeader), " ")
	now := h.cfg.Now()
	f := edition.Follower{Name: u.Scheme + "://" + u.Host, At: now}
	f.Edition, _ = strconv.ParseInt(number, 10, 64) // 0: nothing yet
	h.followers.mu.Lock()
	defer h.followers.mu.Unlock()
	if before, ok := h.followers.list[f.Name]; list != o.List {
		if f.Behind = &now; ok && before.Behind != nil {
			f.Behind = before.Behind
		}
	}
	if h.followers.list == nil {
		h.followers.list = map[string]edition.Follower{}
	}
	if _, ok := h.followers.list[f.Name]; ok || len(h.followers.list) < mostFollowers {
		h.followers.list[f.Name] = f
	}
}

// Followers lists the machines that asked within a day and knew the key, by name.
func (h *Handler) Followers() []edition.Follower {
	h.followers.mu.Lock()
	defer h.followers.mu.Unlock()
	var list []edition.Follower
	for name, f := range h.followers.list {
		if h.cfg.Now().Sub(f.At) > followerFor {
			delete(h.followers.list, name)
			continue
		}
		list = append(list, f)
	}
	slices.SortFunc(list, func(a, b edition.Follower) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// carriedFor is the visitor whose request another machine of the operator's carries.
func (h *Handler) carriedFor(c *fiber.Ctx) (netip.Addr, bool) {
	text := c.Get(VisitorHeader)
	if text == "" || !h.knowsKey(c) {
		return netip.Addr{}, false
	}
	addr, err := netip.ParseAddr(text)
	return addr.Unmap().WithZone(""), err == nil
}
