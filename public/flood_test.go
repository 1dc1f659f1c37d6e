package public_test

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/bits"
	"net/netip"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/signup"
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
func (s *site) knock(email, from string, more ...string) (int, string) {
	s.t.Helper()
	res, body := s.ask("POST", "/subscribe", "email="+email+"&scope=all&incidents=on"+strings.Join(more, ""), "X-Forwarded-For", from)
	return res.StatusCode, strings.ReplaceAll(timeless(body), email, "-")
}

// proof does the work that the form's script does, for a challenge of a minute ago.
func (s *site) proof() string {
	s.t.Helper()
	door := signup.NewDoor(s.Fix.DB, s.Key)
	door.Now = func() time.Time { return models.Clock().Add(-time.Minute) }
	challenge := door.Challenge()
	for n := 0; ; n++ {
		text := challenge + "." + strconv.Itoa(n)
		if sum := sha256.Sum256([]byte(text)); bits.LeadingZeros32(binary.BigEndian.Uint32(sum[:])) >= signup.ProofBits {
			return text
		}
	}
}

// TestAFloodFromOneNetworkReachesFewMailboxes sends thousands of addresses from
// one network. Each is answered to the byte like the first; six are written to,
// and nothing but the small table of sign-up mails grows. Whoever shares the
// network and has worked for it still comes through, until twenty have.
// It is trial F34.
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
	if mails, people := s.count("signup_mails"), s.count("subscribers"); mails != people || mails != 6 {
		t.Errorf("%d mails to %d addresses", mails, people)
	}
	for n := range 16 {
		got, answer := s.knock(fmt.Sprintf("worker%d@example.org", n), "203.0.113.7", "&proof="+s.proof())
		if want := min(7+n, 20); got != status || answer != first || s.count("signup_mails") != want {
			t.Fatalf("after %d proofs %d mails, want %d; answered with %d", n+1, s.count("signup_mails"), want, got)
		}
	}
	s.othersUnharmed()
}

// TestAFloodOverOneAddressIsOneMail asks for one address from thousands of
// networks: one mail in the hour, and the same answer to everybody.
// It is trial F34.
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
