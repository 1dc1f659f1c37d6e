package admin

import (
	"net/netip"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// Address is the network address a request comes from. A forwarding header is
// believed only as far as trusted proxies wrote it: from right to left, up to
// the first address that is not one of theirs.
func (h *Handler) Address(c *fiber.Ctx) string {
	at, ok := netip.AddrFromSlice(c.Context().RemoteIP())
	if !ok {
		return ""
	}
	at = at.Unmap()
	hops := strings.Split(c.Get(fiber.HeaderXForwardedFor), ",")
	for i := len(hops) - 1; i >= 0 && h.trusts(at); i-- {
		next, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		at = next.Unmap()
	}
	return at.String()
}

func (h *Handler) trusts(at netip.Addr) bool {
	for _, network := range h.TrustedProxies {
		if network.Contains(at) {
			return true
		}
	}
	return false
}
