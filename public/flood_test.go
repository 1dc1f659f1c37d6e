package public_test

import (
	"fmt"
	"net/netip"
	"os"
	"strings"
	"testing"

	"vitrine/public"
)

// floodSize is how many requests a flood has: 10,000 in `make torture`.
func floodSize() int {
	if os.Getenv("VITRINE_TORTURE") != "" {
		return 10_000
	}
	return 150
}

// proxied believes what the test says of a visitor's address.
func proxied(c *public.Config) {
	c.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}
}

// knock signs an address up from a network and returns the answer without what
// was typed.
func (s *site) knock(email, from string) (int, string) {
	s.t.Helper()
	res, body := s.ask("POST", "/subscribe", "email="+email+"&scope=all&incidents=on", "X-Forwarded-For", from)
	return res.StatusCode, strings.ReplaceAll(timeless(body), email, "-")
}

// TestAFloodFromOneNetworkReachesFewMailboxes sends thousands of addresses from
// one network. Each is answered to the byte like the first; few are written to,
// and nothing but the small table of sign-up mails grows.
func TestAFloodFromOneNetworkReachesFewMailboxes(t *testing.T) {
	t.Parallel()
	s := serve(t, proxied)
	status, first := s.knock("person@example.org", "203.0.113.1")
	for n := range floodSize() {
		got, answer := s.knock(fmt.Sprintf("victim%d@example.org", n), fmt.Sprintf("203.0.113.%d", n%250))
		if got != status || answer != first {
			t.Fatalf("request %d is answered with %d:\n%s\ninstead of\n%s", n, got, answer, first)
		}
	}
	if mails, people := s.count("signup_mails"), s.count("subscribers"); mails != people || mails > 20 {
		t.Errorf("%d mails to %d addresses", mails, people)
	}
	s.othersUnharmed()
}

// TestAFloodOverOneAddressIsOneMail asks for one address from thousands of
// networks: one mail in the hour, and the same answer to everybody.
func TestAFloodOverOneAddressIsOneMail(t *testing.T) {
	t.Parallel()
	s := serve(t, proxied)
	status, first := s.knock("victim@example.org", "198.51.100.1")
	for n := range floodSize() {
		from := fmt.Sprintf("10.%d.%d.7", n/250, n%250)
		if n%2 == 1 {
			from = fmt.Sprintf("2001:db8:%x::7", n)
		}
		if got, answer := s.knock("victim@example.org", from); got != status || answer != first {
			t.Fatalf("request %d is answered with %d:\n%s\ninstead of\n%s", n, got, answer, first)
		}
	}
	if mails, people := s.count("signup_mails"), s.count("subscribers"); mails != 1 || people != 1 {
		t.Errorf("%d mails, %d subscribers", mails, people)
	}
	s.othersUnharmed()
}

// othersUnharmed checks that nothing waits in the queues of others for a flood.
func (s *site) othersUnharmed() {
	s.t.Helper()
	for _, table := range []string{"deliveries", "notifications", "staff_mails"} {
		if n := s.count(table); n != 0 {
			s.t.Errorf("%d rows in %s", n, table)
		}
	}
}
