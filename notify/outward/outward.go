// Package outward is the way to addresses that somebody else gave us: webhooks,
// chat rooms, whatever a person may type. It dials nothing inside the house. It
// knows nothing of what is sent.
package outward

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Limits of one request.
const (
	Patience = 15 * time.Second // from the first look-up to the last byte read
	MostRead = 64 << 10         // bytes of an answer that are read; the rest is left
)

// Config is what a Client may do. Its zero value reaches public addresses by
// https on port 443.
type Config struct {
	// Allow are networks that may be reached although they are not public, by any
	// port and also without TLS. The operator alone sets them.
	Allow []netip.Prefix
	// Resolver looks names up; nil: the system's.
	Resolver *net.Resolver
	// Patience bounds one request; 0: the constant.
	Patience time.Duration
	// Transport lets a test add roots of its own to the transport that is used;
	// nil: the system's roots.
	Transport func(*http.Transport)
}

// Client makes requests to addresses that somebody else gave. It follows no
// redirect, uses no proxy and keeps no cookie.
type Client struct {
	config Config
	http   *http.Client
}

// ErrRefused is wrapped by the error for an address that must not be reached.
var ErrRefused = errors.New("this address is not on the public internet")

// New returns a Client.
func New(c Config) *Client {
	if c.Patience == 0 {
		c.Patience = Patience
	}
	o := &Client{config: c}
	dialer := &net.Dialer{Timeout: c.Patience, Resolver: c.Resolver, ControlContext: o.control}
	t := &http.Transport{
		DialContext: dialer.DialContext, // no Proxy: the environment's would dial for us
		// A kept connection would serve a name whose address has changed since.
		DisableKeepAlives:      true,
		DisableCompression:     true, // a few packed bytes may unfold to many
		TLSHandshakeTimeout:    c.Patience,
		MaxResponseHeaderBytes: MostRead,
		ForceAttemptHTTP2:      true,
	}
	if c.Transport != nil {
		c.Transport(t)
	}
	o.http = &http.Client{Transport: t, Timeout: c.Patience,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return o
}

// unsealed is the key under which a request's context says that it goes without
// TLS.
type unsealed struct{}

// Answer is what a receiver said.
type Answer struct {
	Status     int
	RetryAfter time.Duration // what it asked to wait; 0: nothing
	Body       []byte        // the first MostRead bytes
}

// Good reports whether the receiver took it (2xx).
func (a Answer) Good() bool { return a.Status >= 200 && a.Status < 300 }

// Do makes one request. The error tells apart nothing but what the caller may
// show: it never holds the path or the query of the address, which may be secret.
func (o *Client) Do(ctx context.Context, method, address string, header http.Header, body string) (Answer, error) {
	u, err := o.Check(address)
	if err != nil {
		return Answer{}, err
	}
	ctx = context.WithValue(ctx, unsealed{}, u.Scheme != "https")
	req, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(body))
	if err != nil {
		return Answer{}, errors.New("the address cannot be read")
	}
	for name, values := range header {
		req.Header[name] = values
	}
	req.Header.Set("User-Agent", "Vitrine (status page)")
	res, err := o.http.Do(req)
	if err != nil {
		return Answer{}, quiet(err)
	}
	defer res.Body.Close()
	read, err := io.ReadAll(io.LimitReader(res.Body, MostRead))
	if err != nil && len(read) == 0 && res.StatusCode < 300 {
		return Answer{}, quiet(err)
	}
	return Answer{Status: res.StatusCode, RetryAfter: RetryAfter(res.Header.Get("Retry-After"), time.Now()), Body: read}, nil
}

// quiet leaves out of an error the address that net/http puts before it.
func quiet(err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		if wrapped.Timeout() {
			return fmt.Errorf("no answer in time: %w", wrapped.Err)
		}
		return wrapped.Err
	}
	return err
}

// RetryAfter reads seconds or a date (RFC 9110, section 10.2.3); 0 for neither.
func RetryAfter(text string, now time.Time) time.Duration {
	if seconds, err := strconv.ParseInt(strings.TrimSpace(text), 10, 32); err == nil {
		return max(0, time.Duration(seconds)*time.Second)
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}

// Check reads an address and refuses what can be refused without looking its
// name up: whatever is not https on port 443, credentials in it, and addresses
// given as numbers that are not public. What the operator allows may also be
// reached by http and other ports; whether a name is there, the dial will tell.
func (o *Client) Check(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Hostname() == "" || u.Opaque != "":
		return nil, errors.New("an address looks like https://hooks.example.com/…")
	case u.User != nil:
		return nil, errors.New("the address must not hold a name or a password before the host")
	case u.Scheme != "https" && u.Scheme != "http":
		return nil, errors.New("the address must begin with https://")
	}
	plain := u.Scheme == "http" || u.Port() != "" && u.Port() != "443"
	if plain && len(o.config.Allow) == 0 {
		return nil, fmt.Errorf("the address must begin with https:// and use port 443: %w", ErrRefused)
	}
	if ip, err := netip.ParseAddr(u.Hostname()); err == nil {
		return u, o.judge(ip, plain)
	}
	if inwardName(u.Hostname()) && len(o.config.Allow) == 0 {
		return nil, ErrRefused
	}
	return u, nil
}

// inwardName reports whether a name means this machine or its network by itself
// (RFC 6761, RFC 6762, RFC 9476).
func inwardName(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	for _, zone := range []string{"localhost", "local", "internal", "localdomain", "home.arpa"} {
		if host == zone || strings.HasSuffix(host, "."+zone) {
			return true
		}
	}
	return !strings.Contains(host, ".")
}
