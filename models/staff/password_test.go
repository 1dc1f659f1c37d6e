package staff

import (
	"strings"
	"testing"
	"time"

	"vitrine/models"
)

func TestPasswords(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, password string
		refused        bool
	}{
		{"four words pass", "tractor velvet ninety moth", false},
		{"12 letters pass", "jEbvq7cTzw1p", false},
		{"other scripts pass", "грозовой перевал 1847", false},
		{"256 characters pass", strings.Repeat("tractor ", 32), false},
		{"257 characters do not", strings.Repeat("tractor ", 32) + "x", true},
		{"11 characters do not", "jEbvq7cTzw1", true},
		{"a common word with trimmings does not", "Password123!", true},
		{"a common word repeated does not", "passwordpassword", true},
		{"a row of keys does not", "qwertyuiopasdfghjklzxcvbnm", true},
		{"digits in a row do not", "123456789012", true},
		{"few different characters do not", "abababababababab", true},
		{"the address does not", "Dana.Whitfield@example.org", true},
		{"the name before the @ does not", "dana.whitfield99", true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			if err := passwordComplaint(tc.password, "dana.whitfield@example.org"); (err != nil) != tc.refused {
				t.Errorf("%q: %v", tc.password, err)
			}
		})
	}
}

// TestANewPasswordCostsWhatItShould: less, which tests elsewhere ask of a store of their
// own, must not reach another's.
func TestANewPasswordCostsWhatItShould(t *testing.T) {
	t.Parallel()
	NewStore(nil, models.Key{}).Cost.Memory = 1024
	hash, err := NewStore(nil, models.Key{}).hash(t.Context(), "four words of nobody")
	if err != nil || !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("%q, %v", hash, err)
	}
}

func TestNetworks(t *testing.T) {
	t.Parallel()
	for from, want := range map[string]string{
		"192.0.2.77": "192.0.2.0/24", "::ffff:192.0.2.77": "192.0.2.0/24", "2001:db8:1:2:3::4": "2001:db8:1:2::/64",
		"fe80::1%eth0": "fe80::/64", "local": "local", "": "",
	} {
		if got := network(from); got != want {
			t.Errorf("network of %q = %q, want %q", from, got, want)
		}
	}
}

func TestWaitsGrowAndAreSaidInWords(t *testing.T) {
	t.Parallel()
	b := brake{free: 3, most: 15 * time.Minute}
	for failures, want := range map[int64]string{4: "1 second", 5: "2 seconds", 10: "64 seconds", 11: "3 minutes", 1000: "15 minutes"} {
		if got := inWords(b.wait(failures)); got != want {
			t.Errorf("after %d failures wait %s, want %s", failures, got, want)
		}
	}
	if b.wait(3) != 0 {
		t.Errorf("after 3 failures wait %s", b.wait(3))
	}
}
