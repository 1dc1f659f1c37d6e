package redact

import (
	"net/netip"
	"strings"
)

// allowance is what always passes.
type allowance struct {
	texts    map[string]bool
	networks []netip.Prefix
}

func newAllowance(r Rules) *allowance {
	a := &allowance{texts: map[string]bool{}}
	for _, entry := range r.Allow {
		entry = strings.TrimSpace(entry)
		a.texts[foldWord(entry)] = true
		if p, err := netip.ParsePrefix(entry); err == nil {
			a.networks = append(a.networks, p.Masked())
		}
	}
	return a
}

// text reports whether exactly s may pass, whatever its case.
func (a *allowance) text(s string) bool {
	if len(a.texts) == 0 || len(s) > 400 {
		return false
	}
	return a.texts[strings.TrimSpace(foldWord(s))]
}

// address reports whether an address lies in a network that may pass.
func (a *allowance) address(ip netip.Addr) bool {
	for _, n := range a.networks {
		if n.Contains(ip) {
			return true
		}
	}
	return false
}
