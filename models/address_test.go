package models_test

import (
	"strings"
	"testing"

	"vitrine/models"
)

func TestAddress(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, want string }{
		"a plain address":                      {"sam@example.com", "sam@example.com"},
		"space around and capitals":            {"  Sam.O'Neil@Example.COM ", "sam.o'neil@example.com"},
		"a tag":                                {"sam+status@example.com", "sam+status@example.com"},
		"an international domain":              {"sam@bücher.example", "sam@xn--bcher-kva.example"},
		"no @":                                 {"sam.example.com", ""},
		"no local part":                        {"@example.com", ""},
		"no domain":                            {"sam@", ""},
		"a domain without a dot":               {"sam@localhost", ""},
		"a quoted local part":                  {`"a b"@example.com`, ""},
		"a smuggled ESMTP parameter":           {`"x> ORCPT=rfc822;y"@example.com`, ""},
		"a line break in the local part":       {"sam\r\nBcc: x@example.com", ""},
		"a line break in the domain":           {"sam@example.com\r\nRCPT TO:<x@y.z>", ""},
		"a NUL":                                {"sam\x00@example.com", ""},
		"two addresses":                        {"a@example.com,b@example.com", ""},
		"a display name":                       {"Sam <sam@example.com>", ""},
		"letters outside ASCII in local part":  {"säm@example.com", ""},
		"two dots in a row":                    {"sam..x@example.com", ""},
		"a local part that is too long":        {strings.Repeat("a", 65) + "@example.com", ""},
		"a domain literal":                     {"sam@[127.0.0.1]", ""},
		"a trailing dot":                       {"sam@example.com.", ""},
		"an address longer than mail can hold": {"sam@" + strings.Repeat("a.", 130) + "com", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := models.Address(c.text)
			if got != c.want || (err == nil) != (c.want != "") {
				t.Errorf("Address(%q) = %q, %v; want %q", c.text, got, err, c.want)
			}
			if err != nil && models.KindOf(err) != models.Invalid {
				t.Errorf("kind %s, want invalid", models.KindOf(err))
			}
		})
	}
}
