package importer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"vitrine/models"
)

// Limits of what is fetched. The operator names the address, so that their own
// machines may be meant; what answers there is believed no further than this.
const (
	maxBody      = 64 << 20
	maxPages     = 500
	fetchTimeout = 30 * time.Second
	maxWait      = time.Minute // that a server may ask for with Retry-After
	maxTries     = 4
)

// errNothing says that an address answered 404.
var errNothing = errors.New("nothing there")

// fetcher asks one host.
type fetcher struct {
	client *http.Client
	header http.Header
}

// newFetcher returns a fetcher that sends header with every question and follows
// redirects only to the same scheme, or from http to https.
func newFetcher(header http.Header) *fetcher {
	return &fetcher{header: header, client: &http.Client{Timeout: fetchTimeout, CheckRedirect: func(to *http.Request, via []*http.Request) error {
		from := via[len(via)-1].URL
		switch {
		case len(via) > 5:
			return errors.New("it redirects more than five times")
		case to.URL.Scheme != from.Scheme && !(from.Scheme == "http" && to.URL.Scheme == "https"):
			return fmt.Errorf("it redirects from %s to %s", from.Scheme, to.URL.Scheme)
		case len(header) > 0 && to.URL.Host != from.Host:
			return fmt.Errorf("it redirects to another host, %s, which must not see the key", to.URL.Host)
		}
		return nil
	}}}
}

// get returns the body at an address, errNothing where there is none.
func (f *fetcher) get(ctx context.Context, address string) (source, error) {
	for try := 1; ; try++ {
		text, wait, err := f.ask(ctx, address)
		if wait == 0 || try == maxTries {
			return source{address, text}, err
		}
		select {
		case <-ctx.Done():
			return source{}, ctx.Err()
		case <-time.After(wait):
		}
	}
}

// ask asks once. A wait says that the server asks to come back later.
func (f *fetcher) ask(ctx context.Context, address string) (text []byte, wait time.Duration, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, 0, models.Fail(models.Invalid, "%q is no address.", address)
	}
	for name, values := range f.header {
		req.Header[name] = values
	}
	req.Header.Set("User-Agent", "Vitrine import")
	res, err := f.client.Do(req)
	if err != nil {
		return nil, 0, &models.Error{Kind: models.Away, Message: host(address) + " cannot be read. Look at the address, or save its files and name them here.", Err: err}
	}
	defer res.Body.Close()
	text, err = io.ReadAll(io.LimitReader(res.Body, maxBody+1))
	switch {
	case res.StatusCode == http.StatusNotFound:
		return nil, 0, errNothing
	case res.StatusCode == http.StatusTooManyRequests || res.StatusCode == http.StatusServiceUnavailable:
		return nil, retryAfter(res), models.Fail(models.Away, "%s asks to come back later (%s).", host(address), res.Status)
	case res.StatusCode == http.StatusUnauthorized || res.StatusCode == http.StatusForbidden:
		return nil, 0, models.Fail(models.Denied, "%s refuses (%s). Check the key, or save its files and name them here.", host(address), res.Status)
	case res.StatusCode != http.StatusOK:
		return nil, 0, models.Fail(models.Away, "%s answered %s at %s.", host(address), res.Status, address)
	case err != nil:
		return nil, 0, &models.Error{Kind: models.Away, Message: host(address) + " broke off in the middle of an answer. Run the import again.", Err: err}
	case len(text) > maxBody:
		return nil, 0, models.Fail(models.TooLarge, "%s sends more than %d MB at %s.", host(address), maxBody>>20, address)
	}
	return text, 0, nil
}

func retryAfter(res *http.Response) time.Duration {
	seconds, err := strconv.Atoi(res.Header.Get("Retry-After"))
	if err != nil || seconds < 1 {
		seconds = 2
	}
	return min(time.Duration(seconds)*time.Second, maxWait)
}

func host(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return u.Host
	}
	return address
}

// optional returns the body at an address, nothing where there is none.
func (f *fetcher) optional(ctx context.Context, address string) (source, error) {
	s, err := f.get(ctx, address)
	if errors.Is(err, errNothing) {
		return source{name: address}, nil
	}
	return s, err
}

// needed returns the body at an address that must be there.
func (f *fetcher) needed(ctx context.Context, address, what string) (source, error) {
	s, err := f.get(ctx, address)
	if errors.Is(err, errNothing) {
		return s, models.Fail(models.NotFound, "There is no %s at %s. Give the address of the page itself.", what, address)
	}
	return s, err
}

// base cleans the address of a page.
func base(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return "", models.Fail(models.Invalid, "%q is no address. Write it whole: https://status.example.com.", address)
	}
	u.RawQuery, u.Fragment, u.User = "", "", nil
	return strings.TrimSuffix(u.String(), "/"), nil
}
