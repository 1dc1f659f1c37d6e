package main

import (
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"vitrine/admin/api"
	"vitrine/models"
	"vitrine/notify"
)

// MailOptions say how mail is signed, and how reports about it come back.
type MailOptions struct {
	DKIMKey          string   `name:"dkim-key" help:"Private key that signs every mail (vitrine dkim new FILE)." env:"VITRINE_DKIM_KEY" placeholder:"FILE"`
	DKIMSelector     string   `name:"dkim-selector" help:"Name under which the public half is in the DNS." env:"VITRINE_DKIM_SELECTOR" default:"vitrine"`
	DKIMDomain       string   `name:"dkim-domain" help:"Domain that signs; the sender's when not given." env:"VITRINE_DKIM_DOMAIN" placeholder:"DOMAIN"`
	DKIMNextKey      string   `name:"dkim-next-key" help:"The key to change to; the doctor checks its record too." env:"VITRINE_DKIM_NEXT_KEY" placeholder:"FILE"`
	DKIMNextSelector string   `name:"dkim-next-selector" help:"Selector of the key to change to." env:"VITRINE_DKIM_NEXT_SELECTOR" placeholder:"NAME"`
	BounceDomain     string   `name:"mail-bounce" help:"Domain that reports about mails come back to; each mail gets its own address there." env:"VITRINE_MAIL_BOUNCE" placeholder:"DOMAIN"`
	Canary           string   `name:"canary" help:"Where a small mail goes now and then that must come back: home, straight to where reports are read, or the address of a mailbox that is read there." env:"VITRINE_CANARY" placeholder:"home|ADDRESS"`
	CanaryEvery      string   `name:"canary-every" help:"How often it goes." env:"VITRINE_CANARY_EVERY" default:"15m"`
	Bounces          []string `name:"bounces" help:"Where reports are read: maildir:PATH, lmtp://127.0.0.1:2424 or imaps://user:pass@host/INBOX." env:"VITRINE_BOUNCES" placeholder:"URL"`
	BounceHooks      []string `name:"bounce-hooks" help:"Mail providers that report to /api/v1/bounces/NAME: postmark:PASSWORD, mailgun:KEY, sendgrid:KEY, ses:TOPIC-ARN." env:"VITRINE_BOUNCE_HOOKS" placeholder:"NAME:SECRET"`
}

// checkSigning complains about keys and reports that cannot work.
func (c *Config) checkSigning(bad *complaints) {
	key := c.signingKeys()[0] // the next one signs nothing yet: the doctor looks at it
	if _, err := key.load(); err != nil {
		bad.add("%s: %s", key.variable, sentence(err))
	}
	if c.DKIMNextKey != "" && (c.DKIMNextSelector == "" || c.DKIMNextSelector == c.DKIMSelector) {
		bad.add("VITRINE_DKIM_NEXT_SELECTOR must name the new key by another selector than %q", c.DKIMSelector)
	}
	if c.BounceDomain != "" && (strings.ContainsAny(c.BounceDomain, "@:/ ") || !strings.Contains(c.BounceDomain, ".") && c.BounceDomain != "localhost") {
		bad.add("VITRINE_MAIL_BOUNCE is %q; write a domain alone, for example bounce.status.example.com", c.BounceDomain)
	}
	if len(c.Bounces) > 0 && c.BounceDomain == "" {
		bad.add("VITRINE_BOUNCES is set but VITRINE_MAIL_BOUNCE is not; reports are believed only where they come back to an address of that domain")
	}
	c.checkSources(bad)
	c.checkCanary(bad)
	if _, err := api.ParseBounceHooks(c.BounceHooks); err != nil {
		bad.add("VITRINE_BOUNCE_HOOKS: %s", sentence(err))
	}
}

// checkSources complains about places that reports cannot be read from. What is no
// path is not repeated: it may hold a password, or a piece of one.
func (c *Config) checkSources(bad *complaints) {
	for n, source := range c.Bounces {
		var err error
		scheme, _, _ := strings.Cut(source, ":")
		switch {
		case scheme == "imap" || scheme == "imaps":
			err = notify.CheckMailbox(source)
		case readsAsSource(source):
		case scheme == "maildir":
			err = fmt.Errorf("%q is no folder from the root", source)
		default:
			err = errors.New("write maildir:/absolute/path, lmtp://127.0.0.1:2424 or imaps://user:password@host/INBOX")
		}
		if err != nil {
			bad.add("VITRINE_BOUNCES, place %d of %d: %s", n+1, len(c.Bounces), sentence(err))
		}
	}
}

// checkCanary complains about small mails that could not come back.
func (c *Config) checkCanary(bad *complaints) {
	if every, err := time.ParseDuration(or(c.CanaryEvery, "15m")); err != nil || every < time.Minute || every > 24*time.Hour {
		bad.add("VITRINE_CANARY_EVERY is %q; write a time from 1m to 24h, for example 15m", c.CanaryEvery)
	}
	if c.Canary == "" {
		return
	}
	if _, err := models.Address(c.Canary); err != nil && c.Canary != notify.CanaryHome {
		bad.add("VITRINE_CANARY is %q; write home, or an address such as canary@status.example.com", c.Canary)
	}
	if len(c.Bounces) == 0 {
		bad.add("VITRINE_CANARY is set but VITRINE_BOUNCES is not; the small mails come back to where reports are read")
	}
}

// canaryEvery is how often they go, once it was checked.
func (c *Config) canaryEvery() time.Duration {
	every, _ := time.ParseDuration(or(c.CanaryEvery, "15m"))
	return every
}

// readsAsSource reports whether text names a folder or a listener to read reports
// from.
func readsAsSource(text string) bool {
	if path, ok := strings.CutPrefix(text, "maildir:"); ok {
		return filepath.IsAbs(path)
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "lmtp" || u.Path != "" {
		return false
	}
	_, _, err = net.SplitHostPort(u.Host)
	return err == nil
}

// signingKey is where a key lies that signs mail.
type signingKey struct {
	title    string // as the doctor calls it
	variable string // that names its file
	file     string // empty: there is none
	selector string
	domain   string
}

// signingKeys are the key that signs, and the one to change to.
func (c *Config) signingKeys() [2]signingKey { return c.signingKeysAs(c.signingDomain()) }

// signingKeysAs are they for another domain.
func (c *Config) signingKeysAs(domain string) [2]signingKey {
	return [2]signingKey{{"DKIM", "VITRINE_DKIM_KEY", c.DKIMKey, c.DKIMSelector, domain},
		{"DKIM, next key", "VITRINE_DKIM_NEXT_KEY", c.DKIMNextKey, c.DKIMNextSelector, domain}}
}

// everySigningKey are the keys with every domain that they sign as.
func (c *Config) everySigningKey() []signingKey {
	own := c.signingKeys()
	list := slices.Clone(own[:])
	if account := c.accountSigningDomain(); !strings.EqualFold(account, c.signingDomain()) {
		keys := c.signingKeysAs(account)
		list = append(list, keys[:]...)
	}
	return list
}

// load reads the key; nil where there is none.
func (k signingKey) load() (*notify.Signer, error) {
	if k.file == "" {
		return nil, nil
	}
	return notify.LoadSigner(k.file, k.selector, k.domain)
}

// signingDomain is the domain that signs.
func (c *Config) signingDomain() string {
	if c.DKIMDomain != "" {
		return c.DKIMDomain
	}
	from, err := mail.ParseAddress(c.MailFrom)
	if err != nil {
		return ""
	}
	return domainOf(from.Address)
}

// accountDomain is the domain of the sender of account mail; empty where there is
// none of its own.
func (c *Config) accountDomain() string {
	from, err := mail.ParseAddress(c.MailFromAccount)
	if err != nil {
		return ""
	}
	return strings.ToLower(domainOf(from.Address))
}

// accountSigningDomain is the domain that signs account mail: the one that was
// chosen where the sender belongs to it, so that receivers see that both belong
// together, that of updates where both come from one domain, and the sender's own
// otherwise.
func (c *Config) accountSigningDomain() string {
	own, chosen := c.accountDomain(), strings.ToLower(c.DKIMDomain)
	from, err := mail.ParseAddress(c.MailFrom)
	switch {
	case own == "" || err == nil && strings.EqualFold(own, domainOf(from.Address)): // as updates are
		return c.signingDomain()
	case chosen != "" && (own == chosen || strings.HasSuffix(own, "."+chosen)):
		return c.DKIMDomain
	}
	return own
}

// domainOf is what stands behind the @ of an address.
func domainOf(address string) string { return address[strings.LastIndex(address, "@")+1:] }
