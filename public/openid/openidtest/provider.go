// Package openidtest is an OpenID Connect provider for tests, on loopback. It takes
// nothing that a strict one would not, and lies when a test tells it to.
package openidtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// Claims are what is said of somebody.
type Claims = map[string]any

// Provider is a running provider with one client. Who comes is signed in as the Person.
// Its fields are changed between requests alone.
type Provider struct {
	URL, ClientID, Secret, Redirect string

	Person Claims
	Info   Claims                     // what is said at the address for it; nil: as Person
	Spoil  func(head, token Claims)   // changes a token before it is signed
	Forge  func(signed string) string // changes it after
	Method string                     // by which the client says who it is; empty: client_secret_basic
	Answer func(back url.Values)      // changes what a browser is sent back with
	Asks   bool                       // a page with a button comes before
	Down   bool                       // every answer is 503
	Slow   time.Duration              // before it says anything of itself
	Reject http.HandlerFunc           // answers a code that is worth nothing; nil: as RFC 6749 says
	Repeat bool                       // asked about somebody, it refuses with what it was sent
	More   Claims                     // more that it says of itself

	t       testing.TB
	server  *httptest.Server
	mu      sync.Mutex
	key     *ecdsa.PrivateKey
	keyID   int
	codes   map[string]url.Values // of requests that were allowed
	tokens  map[string]bool
	asked   map[string]int // requests by path
	refused []string
	secrets []string
}

// Start runs a provider whose client is sent back to redirect.
func Start(t testing.TB, redirect string) *Provider {
	t.Helper()
	p := &Provider{ClientID: "status page", Secret: "a secret: of%the client", Redirect: redirect, t: t, codes: map[string]url.Values{}, tokens: map[string]bool{}, asked: map[string]int{},
		Person: Claims{"sub": "ada", "email": "ada@example.com", "email_verified": true, "groups": []string{"staff", "readers"}}}
	p.Rotate()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", p.showConfiguration)
	mux.HandleFunc("GET /keys", p.showKeys)
	mux.HandleFunc("GET /authorize", p.authorize)
	mux.HandleFunc("POST /authorize", p.authorize)
	mux.HandleFunc("POST /token", p.token)
	mux.HandleFunc("GET /person", p.showPerson)
	p.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/.well-known/") {
			time.Sleep(p.Slow)
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		p.asked[r.URL.Path]++
		if p.Down {
			http.Error(w, "the provider is away", http.StatusServiceUnavailable)
			return
		}
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(p.server.Close)
	p.URL = p.server.URL
	return p
}

// Stop takes the provider off the network.
func (p *Provider) Stop() { p.server.Close() }

// Rotate signs with another key from now on; the old one is not told any more.
func (p *Provider) Rotate() {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		p.t.Fatal(err)
	}
	p.key = key
	p.keyID++
}

// Asked is how often a path was asked for.
func (p *Provider) Asked(path string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asked[path]
}

// Refused is why requests were refused.
func (p *Provider) Refused() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.refused)
}

// Secrets are the codes and tokens that were given out, and the client's secret.
func (p *Provider) Secrets() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append(slices.Clone(p.secrets), p.Secret)
}

func (p *Provider) showConfiguration(w http.ResponseWriter, _ *http.Request) {
	said := Claims{"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/keys", "userinfo_endpoint": p.URL + "/person",
		"response_types_supported": []string{"code"}, "subject_types_supported": []string{"public"}, "id_token_signing_alg_values_supported": []string{"ES256", "none", "HS256"},
		"code_challenge_methods_supported": []string{"S256"}}
	if p.Method != "" {
		said["token_endpoint_auth_methods_supported"] = []string{p.Method}
	}
	maps.Copy(said, p.More)
	write(w, http.StatusOK, said)
}

func write(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // a reader that went away
}

func encode(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func (p *Provider) showKeys(w http.ResponseWriter, _ *http.Request) {
	point, err := p.key.PublicKey.Bytes() // 4, x, y
	if err != nil {
		p.t.Error(err)
	}
	write(w, http.StatusOK, Claims{"keys": []Claims{{"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": fmt.Sprint("key ", p.keyID), "x": encode(point[1:33]), "y": encode(point[33:])}}})
}

// refuse answers as RFC 6749 says, section 5.2.
func (p *Provider) refuse(w http.ResponseWriter, status int, code, why string) {
	p.refused = append(p.refused, why)
	write(w, status, Claims{"error": code, "error_description": why})
}

// authorize sends a browser back with a code.
func (p *Provider) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	switch {
	case q.Get("client_id") != p.ClientID, q.Get("redirect_uri") != p.Redirect:
		p.refuse(w, http.StatusBadRequest, "invalid_request", "another client or redirect URI: "+q.Get("redirect_uri"))
		return
	case q.Get("response_type") != "code", !slices.Contains(strings.Fields(q.Get("scope")), "openid"), len(q.Get("state")) < 20, len(q.Get("nonce")) < 20,
		q.Get("code_challenge_method") != "S256", len(q.Get("code_challenge")) != 43:
		p.refuse(w, http.StatusBadRequest, "invalid_request", "not a request for a code with state, nonce and proof")
		return
	case p.Asks && r.Method == http.MethodGet:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<!doctype html><html lang="en"><title>The provider</title><h1>The provider</h1><form method="post"><button>Continue as Ada</button></form></html>`)
		return
	}
	code := p.secret()
	p.codes[code] = q
	back := url.Values{"code": {code}, "state": {q.Get("state")}}
	if p.Answer != nil {
		p.Answer(back)
	}
	http.Redirect(w, r, p.Redirect+"?"+back.Encode(), http.StatusFound)
}

func (p *Provider) secret() string {
	text := rand.Text()
	p.secrets = append(p.secrets, text)
	return text
}

// token gives what a code is worth, once, to the client that shows its proof.
func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	id, secret, basic := r.BasicAuth()
	if basic { // both are encoded as in a form (RFC 6749, section 2.3.1)
		id, _ = url.QueryUnescape(id)
		secret, _ = url.QueryUnescape(secret)
	}
	if p.Method == "client_secret_post" {
		id, secret = r.PostFormValue("client_id"), r.PostFormValue("client_secret")
	}
	asked, known := p.codes[r.PostFormValue("code")]
	delete(p.codes, r.PostFormValue("code"))
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	switch {
	case basic == (p.Method == "client_secret_post"), id != p.ClientID, subtle.ConstantTimeCompare([]byte(secret), []byte(p.Secret)) != 1:
		p.refuse(w, http.StatusUnauthorized, "invalid_client", "another client")
	case !known && p.Reject != nil:
		p.Reject(w, r)
	case r.PostFormValue("grant_type") != "authorization_code", !known:
		p.refuse(w, http.StatusBadRequest, "invalid_grant", "the code is unknown or used")
	case r.PostFormValue("redirect_uri") != p.Redirect:
		p.refuse(w, http.StatusBadRequest, "invalid_grant", "another redirect URI")
	case encode(sum[:]) != asked.Get("code_challenge"):
		p.refuse(w, http.StatusBadRequest, "invalid_grant", "the proof is wrong")
	default:
		access := p.secret()
		p.tokens[access] = true
		write(w, http.StatusOK, Claims{"access_token": access, "token_type": "Bearer", "expires_in": 300, "id_token": p.sign(asked.Get("nonce"))})
	}
}

// sign writes a token (RFC 7515, section 3.1).
func (p *Provider) sign(nonce string) string {
	head := Claims{"alg": "ES256", "kid": fmt.Sprint("key ", p.keyID), "typ": "JWT"}
	token := Claims{"iss": p.URL, "aud": p.ClientID, "nonce": nonce, "iat": time.Now().Unix(), "exp": time.Now().Add(5 * time.Minute).Unix()}
	maps.Copy(token, p.Person)
	if p.Spoil != nil {
		p.Spoil(head, token)
	}
	text := encodeJSON(p.t, head) + "." + encodeJSON(p.t, token)
	sum := sha256.Sum256([]byte(text))
	r, s, err := ecdsa.Sign(rand.Reader, p.key, sum[:])
	if err != nil {
		p.t.Error(err)
	}
	sig := make([]byte, 64)
	r.FillBytes(sig[:32])
	s.FillBytes(sig[32:])
	text += "." + encode(sig)
	if p.Forge != nil {
		text = p.Forge(text)
	}
	p.secrets = append(p.secrets, text)
	return text
}

func encodeJSON(t testing.TB, v any) string {
	body, err := json.Marshal(v)
	if err != nil {
		t.Error(err)
	}
	return encode(body)
}

func (p *Provider) showPerson(w http.ResponseWriter, r *http.Request) {
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); !ok || !p.tokens[token] {
		p.refuse(w, http.StatusUnauthorized, "invalid_token", "another token")
		return
	}
	if p.Repeat {
		p.refuse(w, http.StatusUnauthorized, "invalid_token", "not known: "+r.Header.Get("Authorization"))
		return
	}
	if p.Info != nil {
		write(w, http.StatusOK, p.Info)
		return
	}
	write(w, http.StatusOK, p.Person)
}

// HS256 signs the two first parts of a token with a secret that both sides know.
func HS256(text, secret string) string {
	h := hmac.New(sha256.New, []byte(secret))
	h.Write([]byte(text))
	return text + "." + encode(h.Sum(nil))
}
