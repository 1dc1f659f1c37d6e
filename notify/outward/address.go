package outward

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"syscall"
)

// closed are the networks that are not the public internet, after the registries
// of special-purpose addresses (RFC 6890 and its later entries).
var closed = prefixes(
	"0.0.0.0/8",         // this network
	"10.0.0.0/8",        // private (RFC 1918)
	"100.64.0.0/10",     // shared by carriers (RFC 6598); metadata of some clouds
	"127.0.0.0/8",       // loopback
	"169.254.0.0/16",    // link-local; metadata of most clouds
	"172.16.0.0/12",     // private
	"192.0.0.0/24",      // protocol assignments; metadata of some clouds
	"192.0.2.0/24",      // documentation
	"192.31.196.0/24",   // AS112
	"192.52.193.0/24",   // AMT
	"192.88.99.0/24",    // 6to4 relays
	"192.168.0.0/16",    // private
	"192.175.48.0/24",   // AS112
	"198.18.0.0/15",     // benchmarks
	"198.51.100.0/24",   // documentation
	"203.0.113.0/24",    // documentation
	"224.0.0.0/4",       // multicast
	"240.0.0.0/4",       // reserved, broadcast
	"168.63.129.16/32",  // the host beneath some virtual machines, a public number
	"::/128",            // unspecified
	"::1/128",           // loopback
	"::/96",             // IPv4-compatible, withdrawn
	"::ffff:0:0/96",     // IPv4-mapped
	"::ffff:0:0:0/96",   // IPv4-translated
	"64:ff9b::/96",      // NAT64
	"64:ff9b:1::/48",    // NAT64 of one's own network
	"100::/64",          // discard
	"100:0:0:1::/64",    // dummy
	"2001::/23",         // protocol assignments, Teredo in them
	"2001:db8::/32",     // documentation
	"2002::/16",         // 6to4: an IPv4 address inside
	"2620:4f:8000::/48", // AS112
	"3fff::/20",         // documentation
	"5f00::/16",         // segment routing
	"fc00::/7",          // unique local; metadata of some clouds
	"fe80::/10",         // link-local
	"fec0::/10",         // site-local, withdrawn
	"ff00::/8",          // multicast
)

func prefixes(list ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(list))
	for n, text := range list {
		out[n] = netip.MustParsePrefix(text)
	}
	return out
}

// global is all of IPv6 that is given out (RFC 4291, section 2.4).
var global = netip.MustParsePrefix("2000::/3")

// public reports whether an address is on the public internet. It looks at the
// address as it came: one IPv4 address inside an IPv6 one is refused with it.
func public(ip netip.Addr) bool {
	if ip.Zone() != "" || ip.Is6() && !global.Contains(ip) {
		return false
	}
	return ip.IsValid() && !slices.ContainsFunc(closed, func(p netip.Prefix) bool { return p.Contains(ip) })
}

// judge refuses an address, unless it is public or the operator allows it. plain
// says that the request would go without TLS or to another port than 443: public
// addresses are not reached so.
func (o *Client) judge(ip netip.Addr, plain bool) error {
	bare := ip.Unmap().WithZone("")
	if slices.ContainsFunc(o.config.Allow, func(p netip.Prefix) bool { return p.Contains(bare) }) {
		return nil
	}
	if plain || !public(ip) {
		return ErrRefused
	}
	return nil
}

// control is called with the address that is about to be dialled, after the name
// was looked up: a name that changes its address between two looks gains nothing.
func (o *Client) control(ctx context.Context, network, address string, _ syscall.RawConn) error {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("dial %s: %w", network, err)
	}
	ip, err := netip.ParseAddr(host)
	if err != nil || network != "tcp4" && network != "tcp6" {
		return ErrRefused
	}
	open, _ := ctx.Value(unsealed{}).(bool)
	return o.judge(ip, open || port != "443")
}
