package main

import (
	"errors"
	"net/netip"
	"net/url"
	"strings"
)

// FollowOptions let one machine show the editions of another.
type FollowOptions struct {
	Follow    string   `help:"For serve --public-only without a database: address of the public site whose editions are shown." env:"VITRINE_FOLLOW" placeholder:"URL"`
	FollowKey string   `help:"Shared by a machine and the one that follows it." env:"VITRINE_FOLLOW_KEY" placeholder:"KEY"`
	AlsoAt    []string `help:"Other addresses of the same pages, which every page names in its footer." env:"VITRINE_ALSO_AT" placeholder:"URL"`
}

// leastFollowKey is how many characters a key between two machines must have.
const leastFollowKey = 20

func (c *Config) checkFollow(bad *complaints) {
	c.FollowKey = strings.TrimSpace(c.FollowKey)
	if c.FollowKey != "" && (len(c.FollowKey) < leastFollowKey || strings.ContainsFunc(c.FollowKey, func(r rune) bool { return r <= ' ' || r > '~' })) {
		bad.add("VITRINE_FOLLOW_KEY must have at least %d letters, digits or signs and no space; make one, for example with: openssl rand -hex 24", leastFollowKey)
	}
	c.AlsoAt = filled(c.AlsoAt)
	for n, text := range c.AlsoAt {
		c.AlsoAt[n] = checkURL(bad, "VITRINE_ALSO_AT", strings.TrimSpace(text))
	}
	if c.Follow == "" {
		return
	}
	var err error
	if c.Follow, err = followed(c.Follow); err != nil {
		bad.add("VITRINE_FOLLOW: %v", err)
	}
	if c.Follow == c.PublicURL && c.PublicURL != defaultPublicURL {
		bad.add("VITRINE_FOLLOW and VITRINE_PUBLIC_URL are both %q; VITRINE_PUBLIC_URL is the address of this machine", c.Follow)
	}
	if len(filled(c.Mirrors)) > 0 {
		bad.add("VITRINE_MIRRORS is for the machine that is followed; remove it here")
	}
}

// followed reads the address of a site to follow and returns it without the final
// slash. A key and words that everybody reads must not be changed on their way, so it
// is encrypted unless it stays on this machine or the operator says otherwise.
func followed(text string) (string, error) {
	const how = "write the address of a public site without a path, for example https://status.example.com"
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "http" && u.Scheme != "https" || strings.Trim(u.Path, "/") != "" || u.Fragment != "" {
		return text, errors.New(how)
	}
	plain := u.Query().Get("tls") == "none"
	if u.RawQuery != "" && (!plain || len(u.Query()) > 1) {
		return text, errors.New(how)
	}
	addr, err := netip.ParseAddr(u.Hostname())
	if near := u.Hostname() == "localhost" || err == nil && addr.IsLoopback(); u.Scheme == "http" && !plain && !near {
		return text, errors.New("use https://, or say by http://" + u.Host + "?tls=none that the way there is safe without")
	}
	return u.Scheme + "://" + u.Host, nil
}

// defaultPublicURL is VITRINE_PUBLIC_URL where nobody sets it.
const defaultPublicURL = "http://localhost:8080"
