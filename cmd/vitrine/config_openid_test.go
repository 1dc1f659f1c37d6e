package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vitrine/models"
)

// providerConfig is one that is whole.
func providerConfig() Config {
	return Config{PublicURL: "https://status.acme.example", OpenIDOptions: OpenIDOptions{OIDC: "https://login.acme.example/realms/all", OIDCClient: "status", OIDCSecret: "a5ecret", OIDCDomains: []string{"acme.example"}}}
}

// TestHalfAProviderStartsNothing: each part that is missing or wrong is named, nothing
// of the secret is, and a site of which any part is configured is never open.
func TestHalfAProviderStartsNothing(t *testing.T) {
	t.Parallel()
	for want, change := range map[string]func(*Config){
		"":                             func(*Config) {},
		"VITRINE_PRIVATE_OIDC is \"\"": func(c *Config) { c.OIDC = "" },
		"VITRINE_PRIVATE_OIDC is \"login.acme.example\"":                     func(c *Config) { c.OIDC = "login.acme.example" },
		"VITRINE_PRIVATE_OIDC is \"https://login.acme.example?x=y\"":         func(c *Config) { c.OIDC = "https://login.acme.example?x=y" },
		"VITRINE_PRIVATE_OIDC: the address must begin with https://":         func(c *Config) { c.OIDC = "http://login.acme.example" },
		"VITRINE_PRIVATE_OIDC: this address is not on the public internet":   func(c *Config) { c.OIDC = "https://10.1.2.3" },
		"VITRINE_PRIVATE_OIDC_CLIENT is empty":                               func(c *Config) { c.OIDCClient = "" },
		"VITRINE_PRIVATE_OIDC_SECRET is empty":                               func(c *Config) { c.OIDCSecret = "" },
		"VITRINE_PRIVATE_OIDC_SECRET_FILE are both set":                      func(c *Config) { c.OIDCSecretFile = "/run/secret" },
		"VITRINE_PRIVATE_OIDC_SECRET_FILE: open /nothing":                    func(c *Config) { c.OIDCSecret, c.OIDCSecretFile = "", "/nothing" },
		"VITRINE_PRIVATE_OIDC_CLAIM are both empty":                          func(c *Config) { c.OIDCDomains = []string{" "} },
		"VITRINE_PRIVATE_OIDC_DOMAINS: \"*\" is no domain":                   func(c *Config) { c.OIDCDomains = []string{"acme.example", "*"} },
		"VITRINE_PRIVATE_OIDC_DOMAINS: \"@acme.example\" is no domain":       func(c *Config) { c.OIDCDomains = []string{"@acme.example"} },
		"VITRINE_PRIVATE_OIDC_CLAIM is \"groups\"":                           func(c *Config) { c.OIDCClaim = "groups" },
		"VITRINE_PRIVATE_OIDC_CLAIM is \"=readers\"":                         func(c *Config) { c.OIDCClaim = "=readers" },
		"VITRINE_PRIVATE_OIDC is \"\"; write the issuer exactly as the prov": func(c *Config) { *c = Config{PublicURL: c.PublicURL}; c.OIDCClaim = "groups=readers" },
		"VITRINE_PRIVATE_OIDC is \"\"; write the issuer exactly as":          func(c *Config) { *c = Config{PublicURL: c.PublicURL}; c.OIDCName = "Northpole" },
		"VITRINE_PRIVATE_OIDC is \"\"; write the issuer exactly as the pro":  func(c *Config) { *c = Config{PublicURL: c.PublicURL}; c.OIDCScopes = []string{"groups"} },
	} {
		c := providerConfig()
		change(&c)
		var bad complaints
		c.checkOpenID(&bad)
		if got := fmt.Sprint(bad); !strings.Contains(got, want) || (want == "") != (len(bad) == 0) || strings.Contains(got, "a5ecret") || !c.closed() {
			t.Errorf("want %q:\n%s", want, got)
		}
	}
	if c := (Config{}); c.closed() || c.provider() != nil {
		t.Error("a site without a provider is closed by one")
	}
}

// TestTheSecretOfAProviderMayLieInAFile, with the line's end that editors write.
func TestTheSecretOfAProviderMayLieInAFile(t *testing.T) {
	t.Parallel()
	inFile, whole := providerConfig(), providerConfig()
	file := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(file, []byte("a5ecret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	inFile.OIDCSecret, inFile.OIDCSecretFile = "", file
	var bad complaints
	if inFile.checkOpenID(&bad); len(bad) > 0 || inFile.provider().Mark() != whole.provider().Mark() {
		t.Errorf("%v, %s", bad, inFile.provider().Mark())
	}
	if p := inFile.private(models.Key{}); p.Provider == nil || p.Provider.Name() != "login.acme.example" {
		t.Errorf("the site is opened by %v", p)
	}
}
