package public

import (
	"net/netip"
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
		bits = 56
	}
	p, err := addr.Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return p
}
