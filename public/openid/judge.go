package openid

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/idna"
)

// claims are what a provider says of somebody.
type claims map[string]json.RawMessage

func (c claims) text(name string) (text string) {
	_ = json.Unmarshal(c[name], &text) // what is no text is none
	return text
}

// find returns a claim by its name, or by the way to it: "realm_access.roles".
func (c claims) find(name string) (json.RawMessage, bool) {
	if raw, ok := c[name]; ok {
		return raw, true
	}
	first, rest, deeper := strings.Cut(name, ".")
	inner := claims{}
	if !deeper || json.Unmarshal(c[first], &inner) != nil {
		return nil, false
	}
	return inner.find(rest)
}

// byDomain reports whether an e-mail address decides.
func (p *Provider) byDomain() bool {
	return len(p.cfg.Domains) > 0 && !slices.Equal(p.cfg.Domains, []string{Everybody})
}

// lacks reports whether nothing is said of what decides.
func (p *Provider) lacks(who claims) bool {
	_, mail := who["email"]
	_, claim := who.find(p.cfg.Claim)
	return p.byDomain() && !mail || p.cfg.Claim != "" && !claim
}

// judge returns why somebody may not read, nil if they may. Where both are asked for,
// an address and a claim, both must be right.
func (p *Provider) judge(who claims) error {
	if p.byDomain() {
		if err := p.judgeMail(who); err != nil {
			return err
		}
	}
	switch raw, ok := who.find(p.cfg.Claim); {
	case p.cfg.Claim == "" && len(p.cfg.Domains) == 0:
		return errors.New("nobody may") // no configuration leads here; an empty one opens nothing
	case p.cfg.Claim == "":
		return nil
	case !ok:
		return fmt.Errorf("the provider says nothing of %q", p.cfg.Claim)
	case !slices.ContainsFunc(valuesOf(raw), func(v string) bool { return slices.Contains(p.cfg.Values, v) }):
		return fmt.Errorf("%q holds none of the values that may read", p.cfg.Claim)
	}
	return nil
}

// valuesOf are the texts of a claim: one, or a list of them.
func valuesOf(raw json.RawMessage) []string {
	var one string
	if json.Unmarshal(raw, &one) == nil {
		return []string{one}
	}
	var list []any
	_ = json.Unmarshal(raw, &list) // what is no list holds nothing
	var texts []string
	for _, v := range list {
		if text, ok := v.(string); ok {
			texts = append(texts, text)
		}
	}
	return texts
}

// judgeMail wants an address that the provider has verified, of one of the domains
// itself: no domain under it, none that looks like it.
func (p *Provider) judgeMail(who claims) error {
	var verified any
	_ = json.Unmarshal(who["email_verified"], &verified) // nothing is not verified
	if verified != true && verified != "true" {          // some providers write a text
		return errors.New("the provider did not verify the e-mail address")
	}
	mail := who.text("email")
	at := strings.LastIndexByte(mail, '@')
	if at < 1 || strings.ContainsAny(mail, "\"<>,; \t\r\n") || strings.Count(mail, "@") > 1 {
		return errors.New("the e-mail address cannot be read")
	}
	if domain, err := Domain(mail[at+1:]); err != nil || !slices.Contains(p.cfg.Domains, domain) {
		return errors.New("the e-mail address is of another domain")
	}
	return nil
}

// Domain is the ASCII form of a domain in small letters. Letters outside ASCII are
// never taken for those that they look like.
func Domain(text string) (string, error) {
	ascii, err := idna.Punycode.ToASCII(text)
	if err != nil || ascii == "" || strings.ContainsAny(ascii, "@/: *") || strings.Trim(ascii, ".") != ascii {
		return "", fmt.Errorf("%q is no domain", text)
	}
	return strings.ToLower(ascii), nil
}

// brief leaves out of an error what a library puts into it besides its cause: the
// address, and the body of an answer.
func brief(err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		return wrapped.Err
	}
	text, _, long := strings.Cut(err.Error(), "\n")
	if len(text) > 200 {
		text, long = text[:200], true
	}
	if !long {
		return err
	}
	return errors.New(strings.ToValidUTF8(text, "") + " …")
}
