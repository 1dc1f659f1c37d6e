package main

import (
	"context"
	"time"

	"vitrine/public"
)

// checkProvider asks the provider that signs readers in what it says of itself.
func (s *session) checkProvider() []check {
	p := s.config.provider()
	if p == nil {
		return nil
	}
	const name = "sign-in"
	ctx, cancel := context.WithTimeout(s.ctx, 15*time.Second)
	defer cancel()
	if err := p.Check(ctx); err != nil {
		return []check{{name, s.config.OIDC + ": " + err.Error(), "Look at VITRINE_PRIVATE_OIDC, which must be the issuer to the letter, and at VITRINE_OUTWARD_ALLOW where the provider is in your own network."}}
	}
	return []check{{name: name, finding: s.config.OIDC + " answers; it must send browsers back to " + s.config.PublicURL + public.ProviderReturn}}
}
