package main

import (
	"net/url"
	"os"
	"slices"
	"strings"

	"vitrine/public"
	"vitrine/public/openid"
)

// OpenIDOptions let readers of a private site in by OpenID Connect.
type OpenIDOptions struct {
	OIDC           string   `name:"private-oidc" help:"Closes the public site for whom this OpenID Connect provider does not sign in; its issuer." env:"VITRINE_PRIVATE_OIDC" placeholder:"URL"`
	OIDCClient     string   `name:"private-oidc-client" help:"Client id at the provider." env:"VITRINE_PRIVATE_OIDC_CLIENT" placeholder:"ID"`
	OIDCSecret     string   `name:"private-oidc-secret" help:"Client secret at the provider." env:"VITRINE_PRIVATE_OIDC_SECRET" placeholder:"SECRET"`
	OIDCSecretFile string   `name:"private-oidc-secret-file" help:"File that holds the client secret." env:"VITRINE_PRIVATE_OIDC_SECRET_FILE" placeholder:"FILE"`
	OIDCDomains    []string `name:"private-oidc-domains" help:"E-mail domains whose people may read; * for everybody whom the provider signs in." env:"VITRINE_PRIVATE_OIDC_DOMAINS" placeholder:"DOMAIN"`
	OIDCClaim      string   `name:"private-oidc-claim" help:"Claim that lets in, and its values: groups=readers,staff." env:"VITRINE_PRIVATE_OIDC_CLAIM" placeholder:"NAME=VALUE"`
	OIDCScopes     []string `name:"private-oidc-scopes" help:"Scopes to ask for besides openid." env:"VITRINE_PRIVATE_OIDC_SCOPES" placeholder:"SCOPE"`
	OIDCName       string   `name:"private-oidc-name" help:"What readers know the provider by." env:"VITRINE_PRIVATE_OIDC_NAME" placeholder:"NAME"`
}

// opensByProvider reports whether any part of a provider is configured: half of one
// must never leave the site open.
func (c *Config) opensByProvider() bool {
	o := c.OpenIDOptions
	return o.OIDC != "" || o.OIDCClient != "" || o.OIDCSecret != "" || o.OIDCSecretFile != "" || o.OIDCClaim != "" || o.OIDCName != "" ||
		len(filled(o.OIDCDomains)) > 0 || len(filled(o.OIDCScopes)) > 0
}

func (c *Config) checkOpenID(bad *complaints) {
	if !c.opensByProvider() {
		return
	}
	way, _ := c.outward() // its networks are checked elsewhere
	if u, err := url.Parse(c.OIDC); c.OIDC == "" || err != nil || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		bad.add("VITRINE_PRIVATE_OIDC is %q; write the issuer exactly as the provider does, for example https://login.example.com", c.OIDC)
	} else if _, err := way.Check(c.OIDC); err != nil {
		bad.add("VITRINE_PRIVATE_OIDC: %v; a provider in your own network also needs VITRINE_OUTWARD_ALLOW", err)
	}
	if c.OIDCClient == "" {
		bad.add("VITRINE_PRIVATE_OIDC_CLIENT is empty; write the client id that the provider gave this site")
	}
	if c.OIDCSecret != "" && c.OIDCSecretFile != "" {
		bad.add("VITRINE_PRIVATE_OIDC_SECRET and VITRINE_PRIVATE_OIDC_SECRET_FILE are both set; keep one of them")
	} else if secret, err := c.providerSecret(); err != nil {
		bad.add("VITRINE_PRIVATE_OIDC_SECRET_FILE: %v; name a file that this user may read", err)
	} else if secret == "" {
		bad.add("VITRINE_PRIVATE_OIDC_SECRET is empty; write the client secret that the provider gave this site, or name a file that holds it in VITRINE_PRIVATE_OIDC_SECRET_FILE")
	}
	c.checkWhoReads(bad)
}

// checkWhoReads wants it said who may read: many providers sign in everybody.
func (c *Config) checkWhoReads(bad *complaints) {
	domains := trimmed(c.OIDCDomains)
	if len(domains) == 0 && c.OIDCClaim == "" {
		bad.add("VITRINE_PRIVATE_OIDC_DOMAINS and VITRINE_PRIVATE_OIDC_CLAIM are both empty; say who may read: e-mail domains (example.com), a claim (groups=readers), or * for everybody whom the provider signs in")
	}
	for _, text := range domains {
		if _, err := openid.Domain(text); err != nil && (text != openid.Everybody || len(domains) > 1) {
			bad.add("VITRINE_PRIVATE_OIDC_DOMAINS: %q is no domain; write example.com, or * alone for everybody whom the provider signs in", text)
		}
	}
	if name, values := c.claim(); c.OIDCClaim != "" && (name == "" || len(values) == 0) {
		bad.add("VITRINE_PRIVATE_OIDC_CLAIM is %q; write a claim and the values that let in: groups=readers,staff", c.OIDCClaim)
	}
}

// claim is what must be said of a reader: a name, and values of which one is enough.
func (c *Config) claim() (name string, values []string) {
	name, list, _ := strings.Cut(c.OIDCClaim, "=")
	return strings.TrimSpace(name), trimmed(strings.Split(list, ","))
}

// trimmed are the texts of a list without the space around them.
func trimmed(list []string) (out []string) {
	for _, text := range filled(list) {
		out = append(out, strings.TrimSpace(text))
	}
	return out
}

func (c *Config) providerSecret() (string, error) {
	if c.OIDCSecretFile == "" {
		return c.OIDCSecret, nil
	}
	text, err := os.ReadFile(c.OIDCSecretFile)
	return strings.TrimSpace(string(text)), err
}

// provider is who signs readers in, nil where nobody does. It is asked nothing yet.
func (c *Config) provider() *openid.Provider {
	if !c.opensByProvider() {
		return nil
	}
	secret, _ := c.providerSecret() // checked at the start, as the rest
	way, _ := c.outward()
	o := openid.Config{Issuer: c.OIDC, ClientID: c.OIDCClient, Secret: secret, Name: c.OIDCName, Redirect: c.PublicURL + public.ProviderReturn,
		Scopes: trimmed(c.OIDCScopes), Client: way.HTTP()}
	if u, err := url.Parse(c.OIDC); err == nil && o.Name == "" {
		o.Name = u.Host
	}
	for _, text := range trimmed(c.OIDCDomains) {
		if domain, err := openid.Domain(text); err == nil {
			text = domain
		}
		o.Domains = append(o.Domains, text)
	}
	o.Claim, o.Values = c.claim()
	if len(o.Domains) > 0 && !slices.Contains(o.Domains, openid.Everybody) && !slices.Contains(o.Scopes, "email") {
		o.Scopes = append(o.Scopes, "email")
	}
	return openid.New(o)
}
