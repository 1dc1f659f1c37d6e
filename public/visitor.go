package public

import (
	"net/netip"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// visitor is the address a request comes from. Forwarding headers are read from
// the right, where the nearest proxy writes, and only as far as trusted proxies
// go; what stands further left anybody may have invented.
func (h *Handler) visitor(c *fiber.Ctx) netip.Addr {
	addr, ok := netip.AddrFromSlice(c.Context().RemoteIP())
	if !ok {
		return netip.Addr{}
	}
	addr = addr.Unmap()
	if !h.trusted(addr) {
		h.warnOfProxy(c, addr)
		return addr
	}
	var hops []string
	for _, line := range c.Context().Request.Header.PeekAll(fiber.HeaderXForwardedFor) {
		hops = append(hops, strings.Split(string(line), ",")...)
	}
	for n := len(hops) - 1; n >= 0 && h.trusted(addr); n-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[n]))
		if err != nil {
			break
		}
		addr = hop.Unmap().WithZone("")
	}
	return addr
}

// warnOfProxy tells the operator once of what is probably a proxy of theirs: all
// its visitors count as one, so sign-ups are soon passed over.
func (h *Handler) warnOfProxy(c *fiber.Ctx, addr netip.Addr) {
	if !addr.IsPrivate() && !addr.IsLoopback() && !addr.IsLinkLocalUnicast() {
		return
	}
	for _, name := range []string{fiber.HeaderXForwardedFor, fiber.HeaderForwarded, "X-Real-Ip"} {
		if len(c.Request().Header.Peek(name)) > 0 {
			h.warned.Do(func() {
				h.cfg.Log.Warn("a proxy that is not trusted forwards visitors: they all count as one, and more than "+strconv.Itoa(signupsPerNet)+
					" sign-ups in "+limitPeriod.String()+" are passed over. If it is yours, set VITRINE_TRUSTED_PROXIES", "proxy", addr.String(), "header", name)
			})
			return
		}
	}
}

func (h *Handler) trusted(addr netip.Addr) bool {
	for _, p := range h.cfg.TrustedProxies {
		if p.Contains(addr) {
			return true
		}
	}
	return false
}

// network is the part of an address that one subscriber of a provider holds.
func network(addr netip.Addr) netip.Prefix {
	bits := 24
	if addr.Is6() {
		bits = 48
	}
	p, err := addr.Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return p
}
