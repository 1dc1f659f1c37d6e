package main

import (
	"strings"

	"github.com/alexedwards/argon2id"

	"vitrine/models"
	"vitrine/public"
)

// PrivateOptions close the public site.
type PrivateOptions struct {
	PrivatePassword string   `name:"private-password" help:"Closes the public site for who does not know it; in the clear or an argon2id hash." env:"VITRINE_PRIVATE_PASSWORD" placeholder:"PASSWORD"`
	PrivateNetworks []string `name:"private-networks" help:"Closes the public site but for these networks." env:"VITRINE_PRIVATE_NETWORKS" placeholder:"CIDR"`
}

// leastPassword is how many characters a password for everybody must have.
const leastPassword = 10

// closed reports whether the public site is not for everybody.
func (c *Config) closed() bool {
	return c.PrivatePassword != "" || len(filled(c.PrivateNetworks)) > 0 || c.opensByProvider()
}

func (c *Config) checkPrivate(bad *complaints) {
	if _, err := networks(filled(c.PrivateNetworks)); err != nil {
		bad.add("VITRINE_PRIVATE_NETWORKS: %v; write networks such as 10.0.0.0/8", err)
	}
	switch {
	case strings.HasPrefix(c.PrivatePassword, "$"):
		if _, _, _, err := argon2id.DecodeHash(c.PrivatePassword); err != nil {
			bad.add("VITRINE_PRIVATE_PASSWORD begins with $ and is no argon2id hash; write one whole, or a password that begins otherwise")
		}
	case c.PrivatePassword != "" && len([]rune(c.PrivatePassword)) < leastPassword:
		bad.add("VITRINE_PRIVATE_PASSWORD has fewer than %d characters; choose a longer one", leastPassword)
	}
	if c.closed() && len(filled(c.Mirrors)) > 0 {
		bad.add("VITRINE_MIRRORS would show everybody what VITRINE_PRIVATE_… closes; keep one of them")
	}
	if c.closed() && c.WebSubHub != "" {
		bad.add("VITRINE_WEBSUB_HUB would tell a hub of feeds that VITRINE_PRIVATE_… closes to it; keep one of them")
	}
}

// private closes the public site, nil where it is for everybody.
func (c *Config) private(key models.Key) *public.Private {
	if !c.closed() {
		return nil
	}
	nets, _ := networks(filled(c.PrivateNetworks)) // checked at the start
	return &public.Private{Password: c.PrivatePassword, Networks: nets, Provider: c.provider(), Key: key}
}
