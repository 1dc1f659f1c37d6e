// Package openid lets readers of a private site in by OpenID Connect: it knows one
// provider and who of its people may read. It keeps nothing of anybody, sets no
// cookie, and writes no token anywhere.
package openid

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"vitrine/models"
)

// Config is one provider and who may read. Everything but Now is required, and
// Domains or Claim.
type Config struct {
	Issuer   string // exactly as the provider writes it
	ClientID string
	Secret   string
	Name     string   // what people know the provider by
	Redirect string   // our address that browsers come back to
	Scopes   []string // besides openid
	Domains  []string // of e-mail addresses whose people may read, in ASCII; Everybody for all
	Claim    string   // must hold one of Values; a dot leads into an object
	Values   []string
	Client   *http.Client // the way to the provider
	Now      func() time.Time
}

// Everybody as the only domain says that whom the provider knows may read.
const Everybody = "*"

const (
	knownFor   = 24 * time.Hour   // what a provider says of itself is asked again
	renewFor   = 2 * time.Second  // how long that may take while somebody waits
	RetryAfter = 30 * time.Second // a provider that did not answer is left alone for so long
)

// Provider is who signs readers in.
type Provider struct {
	cfg  Config
	turn chan struct{} // held while known and again are read or changed

	known *known
	again time.Time // not asked before
}

// known is what the provider says of itself.
type known struct {
	provider *oidc.Provider
	verifier *oidc.IDTokenVerifier
	oauth    oauth2.Config
	names    bool // it names itself when it sends a browser back (RFC 9207)
}

// New returns a Provider. It asks nobody yet: one that is down keeps no site from
// starting.
func New(c Config) *Provider {
	if c.Now == nil {
		c.Now = time.Now
	}
	return &Provider{cfg: c, turn: make(chan struct{}, 1)}
}

// Name is what people know the provider by.
func (p *Provider) Name() string { return p.cfg.Name }

// Mark is another text whenever who may read is decided otherwise.
func (p *Provider) Mark() string {
	c := p.cfg
	text, _ := json.Marshal([]any{c.Issuer, c.ClientID, c.Secret, slices.Sorted(slices.Values(c.Domains)), c.Claim, slices.Sorted(slices.Values(c.Values))}) // texts always have a JSON form
	return string(text)
}

// away is what a reader is told when the provider does not answer as it should.
func away(err error) error {
	return &models.Error{Kind: models.Away, Message: "Signing in cannot be reached at this moment. Please try again in a minute.", Err: err}
}

// ask returns what the provider says of itself. It is asked when somebody signs in,
// once a day, and not again at once when it failed; what it said before is good until
// it says otherwise.
func (p *Provider) ask(ctx context.Context) (*known, error) {
	select {
	case p.turn <- struct{}{}:
		defer func() { <-p.turn }()
	case <-ctx.Done():
		return nil, away(nil) // whoever holds the turn says why
	}
	if !p.cfg.Now().Before(p.again) {
		asked := ctx
		if p.known != nil { // the rest of the time is for the sign-in
			short, cancel := context.WithTimeout(ctx, renewFor)
			defer cancel()
			asked = short
		}
		fresh, err := p.discover(asked)
		p.again = p.cfg.Now().Add(RetryAfter)
		switch {
		case err == nil:
			p.known, p.again = fresh, p.cfg.Now().Add(knownFor)
			return fresh, nil
		case p.known == nil:
			return nil, away(fmt.Errorf("ask %s for its configuration: %w", p.cfg.Issuer, err))
		}
	}
	if p.known == nil {
		return nil, away(nil) // why was said when it was asked
	}
	return p.known, nil
}

// metadata is what we read ourselves of what a provider says of itself (OpenID
// Connect Discovery 1.0, section 3; RFC 9207).
type metadata struct {
	Methods []string `json:"token_endpoint_auth_methods_supported"`
	Names   bool     `json:"authorization_response_iss_parameter_supported"`
	Proofs  []string `json:"code_challenge_methods_supported"`
}

func (p *Provider) discover(ctx context.Context) (*known, error) {
	ctx = oidc.ClientContext(ctx, p.cfg.Client)
	provider, err := oidc.NewProvider(ctx, p.cfg.Issuer)
	if err != nil {
		return nil, brief(err)
	}
	var said metadata
	if err := provider.Claims(&said); err != nil {
		return nil, err
	}
	end := provider.Endpoint()
	issuer, _ := url.Parse(p.cfg.Issuer) // it answered
	if u, err := url.Parse(end.AuthURL); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != issuer.Scheme || end.TokenURL == "" {
		return nil, errors.New("it names no address to sign in at, or one without TLS")
	}
	if len(said.Proofs) > 0 && !slices.Contains(said.Proofs, "S256") {
		return nil, errors.New("it does not take S256 proofs (PKCE)")
	}
	// Named here, so that no code is sent twice to find out which way works.
	end.AuthStyle = oauth2.AuthStyleInHeader
	if len(said.Methods) > 0 && !slices.Contains(said.Methods, "client_secret_basic") {
		end.AuthStyle = oauth2.AuthStyleInParams
	}
	return &known{
		provider: provider, names: said.Names,
		verifier: provider.Verifier(&oidc.Config{ClientID: p.cfg.ClientID, Now: p.cfg.Now}),
		oauth: oauth2.Config{ClientID: p.cfg.ClientID, ClientSecret: p.cfg.Secret, Endpoint: end, RedirectURL: p.cfg.Redirect,
			Scopes: append([]string{oidc.ScopeOpenID}, p.cfg.Scopes...)},
	}, nil
}

// Check asks the provider what it says of itself.
func (p *Provider) Check(ctx context.Context) error {
	_, err := p.discover(ctx)
	return err
}

// Attempt is one try of one browser to sign in. Each part is known to nobody who did
// not begin it.
type Attempt struct {
	State    string // comes back with the browser
	Nonce    string // comes back in the signed token
	Verifier string // is shown for the code alone (RFC 7636)
}

// Start is the address to send a browser to.
func (p *Provider) Start(ctx context.Context, a Attempt) (string, error) {
	k, err := p.ask(ctx)
	if err != nil {
		return "", err
	}
	return k.oauth.AuthCodeURL(a.State, oidc.Nonce(a.Nonce), oauth2.S256ChallengeOption(a.Verifier)), nil
}
