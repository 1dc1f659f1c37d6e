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
	addr, _ := h.origin(c)
	return addr
}

// origin is visitor, and reports whether the address is surely that of the visitor:
// it is not where it is a proxy's, whether we trust that one or it forwards somebody
// unasked.
func (h *Handler) origin(c *fiber.Ctx) (addr netip.Addr, sure bool) {
	if addr, ok := h.carriedFor(c); ok {
		return addr, true
	}
	addr, ok := netip.AddrFromSlice(c.Context().RemoteIP())
	if !ok {
		return netip.Addr{}, false
	}
	addr = addr.Unmap()
	if !h.trusted(addr) {
		h.warnOfProxy(c, addr)
		return addr, forwards(c) == ""
	}
	var hops []string
	for _, line := range c.Context().Request.Header.PeekAll(fiber.HeaderXForwardedFor) {
		hops = append(hops, strings.Split(string(line), ",")...)
	}
	n := len(hops) - 1
	for ; n >= 0 && h.trusted(addr); n-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[n]))
		if err != nil {
			break
		}
		addr = hop.Unmap().WithZone("")
	}
	return addr, n < 0 && !h.trusted(addr) // further hops: that one forwards somebody itself
}

// forwarding are the headers by which proxies tell of whom they forward.
var forwarding = []string{fiber.HeaderXForwardedFor, fiber.HeaderForwarded, "X-Real-Ip", fiber.HeaderXForwardedHost, fiber.HeaderXForwardedProto, fiber.HeaderVia}

// forwards names the header by which a request says that it is somebody else's, "" for
// none.
func forwards(c *fiber.Ctx) string {
	for _, name := range forwarding {
		if len(c.Request().Header.Peek(name)) > 0 {
			return name
		}
	}
	return ""
}

// warnOfProxy tells the operator once of what is probably a proxy of theirs: all
// its visitors count as one, so sign-ups are soon passed over.
func (h *Handler) warnOfProxy(c *fiber.Ctx, addr netip.Addr) {
	if !addr.IsPrivate() && !addr.IsLoopback() && !addr.IsLinkLocalUnicast() {
		return
	}
	if name := forwards(c); name != "" {
		h.warned.Do(func() {
			h.cfg.Log.Warn("a proxy that is not trusted forwards visitors: they all count as one, and more than "+strconv.Itoa(signupsPerNet)+
				" sign-ups in "+limitPeriod.String()+" are passed over. If it is yours, set VITRINE_TRUSTED_PROXIES", "proxy", addr.String(), "header", name)
		})
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
