package openid

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"vitrine/models"
)

// Return is what a browser brings back from the provider.
type Return struct {
	Code   string
	Issuer string // as RFC 9207 says; empty: the provider did not name itself
	Error  string // why it signed nobody in
}

// unproven is the refusal of whatever does not prove that somebody signed in.
func unproven(err error) error {
	return &models.Error{Kind: models.Unknown, Message: "Your sign-in could not be verified. Please begin again.", Err: err}
}

// Admit returns nil for a browser whose person may read, and else why it may not, as
// a *models.Error.
func (p *Provider) Admit(ctx context.Context, a Attempt, r Return) error {
	ctx = oidc.ClientContext(ctx, p.cfg.Client)
	k, err := p.ask(ctx)
	switch {
	case err != nil:
		return err
	case r.Issuer != p.cfg.Issuer && (r.Issuer != "" || k.names):
		return unproven(errors.New("another provider answered"))
	case r.Error == "temporarily_unavailable", r.Error == "server_error":
		return away(nil) // by the word of a browser, which proves nothing and fills no log
	case r.Error != "" || r.Code == "":
		return &models.Error{Kind: models.Unknown, Message: "You were not signed in. Please try again, or ask whoever gave you this address.", Err: fmt.Errorf("the provider says %.100q", r.Error)}
	}
	token, err := k.oauth.Exchange(ctx, r.Code, oauth2.VerifierOption(a.Verifier))
	if err != nil {
		return refused(err)
	}
	who, err := k.prove(ctx, token, a.Nonce, p.cfg.ClientID)
	switch {
	case err != nil && strings.Contains(err.Error(), "fetching keys"): // the library says it in words alone
		return away(brief(err))
	case err != nil:
		return unproven(brief(err))
	}
	if p.lacks(who) {
		if err := k.complete(ctx, token, who); err != nil {
			return away(err)
		}
	}
	if err := p.judge(who); err != nil {
		return &models.Error{Kind: models.Denied, Message: "You are signed in, but your account may not read this site. Ask whoever gave you this address to let it in.", Err: err}
	}
	return nil
}

// refused tells a code that is worth nothing from a provider that does not work. What
// the provider wrote is left out of the error: it may repeat what it was sent.
func refused(err error) error {
	var said *oauth2.RetrieveError
	if !errors.As(err, &said) {
		return away(fmt.Errorf("exchange the code: %w", brief(err)))
	}
	cause := fmt.Errorf("exchange the code: the provider says %.100q (%d)", said.ErrorCode, said.Response.StatusCode)
	status := said.Response.StatusCode
	switch {
	case said.ErrorCode == "invalid_grant", said.ErrorCode == "invalid_request": // some call a code so that is over
		return unproven(cause)
	case said.ErrorCode == "" && status >= 400 && status < 500 && status != http.StatusUnauthorized && status != http.StatusTooManyRequests: // what stands before it refused the code
		return unproven(cause)
	}
	return away(cause)
}

// prove returns what a signed token says of somebody: it must be the provider's, for
// us, of this attempt, and not over (OpenID Connect Core 1.0, section 3.1.3.7).
func (k *known) prove(ctx context.Context, token *oauth2.Token, nonce, client string) (claims, error) {
	raw, ok := token.Extra("id_token").(string)
	if !ok {
		return nil, errors.New("the provider sent no id token")
	}
	id, err := k.verifier.Verify(ctx, raw)
	if err != nil {
		return nil, err
	}
	if nonce == "" || subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(nonce)) != 1 {
		return nil, errors.New("the id token is of another attempt")
	}
	who := claims{}
	if err := id.Claims(&who); err != nil {
		return nil, err
	}
	var party string
	if raw, ok := who["azp"]; ok {
		if err := json.Unmarshal(raw, &party); err != nil || party != client {
			return nil, errors.New("the id token was made for another party")
		}
	} else if len(id.Audience) > 1 {
		return nil, errors.New("the id token is for several and names no party")
	}
	if id.Subject == "" {
		return nil, errors.New("the id token names nobody")
	}
	return who, nil
}

// unanswered is why nothing is told of somebody, without what the provider wrote: it
// may repeat the token that it was sent.
func unanswered(err error) error {
	if wrapped := (*url.Error)(nil); errors.As(err, &wrapped) {
		return fmt.Errorf("ask about somebody: %w", wrapped.Err)
	}
	return errors.New("ask about somebody: the provider refused, or its answer cannot be read")
}

// complete adds what the provider tells of somebody when it is asked, where the token
// says nothing of it. An address and whether it was verified come from one place.
func (k *known) complete(ctx context.Context, token *oauth2.Token, who claims) error {
	if k.provider.UserInfoEndpoint() == "" {
		return nil
	}
	info, err := k.provider.UserInfo(ctx, oauth2.StaticTokenSource(token))
	if err != nil {
		return unanswered(err)
	}
	more := claims{}
	if err := info.Claims(&more); err != nil {
		return fmt.Errorf("ask about somebody: %w", err)
	}
	if more.text("sub") != who.text("sub") { // another person's (section 5.3.2)
		return errors.New("ask about somebody: the answer is about somebody else")
	}
	if _, ok := who["email"]; !ok {
		delete(who, "email_verified")
	} else {
		delete(more, "email_verified")
	}
	for name, value := range more {
		if _, ok := who[name]; !ok {
			who[name] = value
		}
	}
	return nil
}
