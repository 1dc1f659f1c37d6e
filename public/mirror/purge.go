package mirror

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// mostPurged is how many addresses one call names: CDNs take so many.
const mostPurged = 30

// Purge tells a CDN which addresses it must fetch anew. It holds no files itself.
type Purge struct {
	URL     string
	Headers http.Header
	Body    string // {urls} stands for the JSON list of addresses
	Base    string // of the public site, without a final slash
	// Call sends one request and returns its status.
	Call func(ctx context.Context, method, address string, header http.Header, body string) (int, error)
}

// PurgeBody is what is sent where the operator says nothing else.
const PurgeBody = `{"files":{urls}}`

// Name implements Target. The query of the address may be secret.
func (p Purge) Name() string {
	bare, _, _ := strings.Cut(p.URL, "?")
	return "purge:" + bare
}

// Bring implements Target.
func (p Purge) Bring(ctx context.Context, w Work) error {
	for paths := w.Paths; len(paths) > 0; {
		n := min(len(paths), mostPurged)
		urls := make([]string, n)
		for i, path := range paths[:n] {
			urls[i] = p.Base + path
		}
		list, err := json.Marshal(urls)
		if err != nil {
			return err
		}
		header := p.Headers.Clone()
		if header == nil {
			header = http.Header{}
		}
		if header.Get("Content-Type") == "" {
			header.Set("Content-Type", "application/json")
		}
		status, err := p.Call(ctx, http.MethodPost, p.URL, header, strings.ReplaceAll(p.Body, "{urls}", string(list)))
		if err == nil && (status < 200 || status > 299) {
			err = fmt.Errorf("the CDN answered %d", status)
		}
		if err != nil {
			return err
		}
		paths = paths[n:]
	}
	return nil
}
