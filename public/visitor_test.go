package public_test

import (
	"net/netip"
	"strings"
	"testing"

	"vitrine/public"
)

func TestVisitorsAreCountedByTheAddressThatProxiesVouchFor(t *testing.T) {
	t.Parallel()
	local := []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("10.0.0.0/8")}
	for name, tc := range map[string]struct {
		trusted  []netip.Prefix
		forward  func(n int) string
		distinct bool // each request counts as another visitor
	}{
		"nobody is trusted":               {nil, func(n int) string { return netAddr(n) }, false},
		"the proxy's own word counts":     {local, func(n int) string { return netAddr(n) }, true},
		"what the visitor wrote does not": {local, func(n int) string { return netAddr(n) + ", 203.0.113.9" }, false},
		"trusted hops are passed over":    {local, func(n int) string { return "198.51.100.1, " + netAddr(n) + ", 10.1.2.3" }, true},
		"nonsense ends the search":        {local, func(n int) string { return netAddr(n) + ", nonsense" }, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := serve(t, func(c *public.Config) { c.TrustedProxies = tc.trusted })
			for n := range 30 {
				s.ask("POST", "/subscribe", "email=a@example.org&scope=all&incidents=on", "X-Forwarded-For", tc.forward(n))
			}
			if warnings := strings.Count(s.Log.String(), "VITRINE_TRUSTED_PROXIES"); warnings > 1 || warnings == 1 != (tc.trusted == nil) {
				t.Errorf("%d warnings about a proxy that nobody named", warnings)
			}
			if got := !strings.Contains(s.Log.String(), "passed over"); got != tc.distinct {
				t.Errorf("30 requests counted as different visitors: %t, want %t", got, tc.distinct)
			}
		})
	}
}

func netAddr(n int) string { return netip.AddrFrom4([4]byte{93, byte(n), 7, 7}).String() }
