package outward

import (
	"context"
	"io"
	"net/http"
)

// HTTP returns a client of the standard library that goes the same way, for a library
// that makes requests of its own: it checks every address, and reads the first
// MostRead bytes of an answer.
func (o *Client) HTTP() *http.Client {
	return &http.Client{Transport: checked{o}, Timeout: o.config.Patience, CheckRedirect: o.http.CheckRedirect}
}

// checked is the transport of such a client.
type checked struct{ *Client }

// RoundTrip implements http.RoundTripper.
func (o checked) RoundTrip(req *http.Request) (*http.Response, error) {
	if _, err := o.Check(req.URL.String()); err != nil {
		if req.Body != nil {
			req.Body.Close()
		}
		return nil, err
	}
	req = req.Clone(context.WithValue(req.Context(), unsealed{}, req.URL.Scheme != "https"))
	req.Header.Set("User-Agent", "Vitrine (status page)")
	res, err := o.http.Transport.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	res.Body = struct {
		io.Reader
		io.Closer
	}{io.LimitReader(res.Body, MostRead), res.Body}
	return res, nil
}
