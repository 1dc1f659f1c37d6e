package mirror

import (
	"bytes"
	"context"
	"crypto/md5"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"

	"vitrine/public/edition"
)

// How S3-compatible storage is spoken to.
const (
	s3Patience = time.Minute
	s3AtOnce   = 4
)

// S3 is a mirror in S3-compatible storage, by the REST interface that all of them
// have: PUT and DELETE of one object by its path, signed by version 4.
type S3 struct {
	endpoint *url.URL // scheme, host, path of the bucket and the prefix
	region   string
	key      aws.Credentials
	client   *http.Client
	now      func() time.Time
}

// NewS3 reads s3://KEY:SECRET@HOST/BUCKET[/PREFIX]?region=REGION; with tls=none the
// storage is reached without TLS, for one on the same machine.
func NewS3(text string) (*S3, error) {
	u, err := url.Parse(text)
	if err != nil {
		return nil, errors.New("it cannot be read; write s3://KEY:SECRET@HOST/BUCKET?region=REGION")
	}
	secret, _ := u.User.Password()
	if u.Scheme != "s3" || u.Host == "" || u.User.Username() == "" || secret == "" || strings.Trim(u.Path, "/") == "" {
		return nil, errors.New("write s3://KEY:SECRET@HOST/BUCKET?region=REGION, with / and + in the secret as %2F and %2B")
	}
	s := &S3{endpoint: &url.URL{Scheme: "https", Host: u.Host, Path: "/" + strings.Trim(u.Path, "/")}, region: u.Query().Get("region"),
		key: aws.Credentials{AccessKeyID: u.User.Username(), SecretAccessKey: secret}, client: &http.Client{Timeout: s3Patience}, now: time.Now}
	if u.Query().Get("tls") == "none" {
		s.endpoint.Scheme = "http"
	}
	if s.region == "" {
		s.region = "us-east-1"
	}
	return s, nil
}

// Name implements Target.
func (s *S3) Name() string { return "s3://" + s.endpoint.Host + s.endpoint.Path }

// Bring implements Target: several at a time, but what pages need before them, and
// what is gone last.
func (s *S3) Bring(ctx context.Context, w Work) error {
	for start := 0; start < len(w.Put); {
		end := start
		for end < len(w.Put) && rank(w.Put[end]) == rank(w.Put[start]) {
			end++
		}
		if err := each(w.Put[start:end], func(f *edition.File) error { return s.put(ctx, f) }); err != nil {
			return err
		}
		start = end
	}
	return each(w.Gone, func(place string) error { return s.do(ctx, http.MethodDelete, place, nil, nil) })
}

// each calls do for every item, a few at a time, and returns the first errors.
func each[T any](items []T, do func(T) error) error {
	work := make(chan T)
	errs := make([]error, min(s3AtOnce, len(items)))
	var all sync.WaitGroup
	for n := range errs {
		all.Go(func() {
			for item := range work {
				if errs[n] == nil {
					errs[n] = do(item)
				}
			}
		})
	}
	for _, item := range items {
		work <- item
	}
	close(work)
	all.Wait()
	return errors.Join(errs...)
}

func (s *S3) put(ctx context.Context, f *edition.File) error {
	body, err := f.Body(edition.Plain)
	if err != nil {
		return err
	}
	sum := md5.Sum(body)
	return s.do(ctx, http.MethodPut, f.Place(), body, http.Header{"Content-Type": {f.Type}, "Cache-Control": {f.CacheControl()},
		"Content-Md5": {base64.StdEncoding.EncodeToString(sum[:])}})
}

// do sends one signed request about the object at place.
func (s *S3) do(ctx context.Context, method, place string, body []byte, header http.Header) error {
	u := *s.endpoint
	u.Path = path.Join(u.Path, place)
	req, err := http.NewRequestWithContext(ctx, method, u.String(), bytes.NewReader(body))
	if err != nil {
		return err
	}
	for name, values := range header {
		req.Header[name] = values
	}
	sum := sha256.Sum256(body)
	hash := hex.EncodeToString(sum[:])
	req.Header.Set("X-Amz-Content-Sha256", hash)
	signer := v4.NewSigner(func(o *v4.SignerOptions) { o.DisableURIPathEscaping = true }) // S3 escapes once
	if err := signer.SignHTTP(ctx, s.key, req, hash, "s3", s.region, s.now()); err != nil {
		return err
	}
	res, err := s.client.Do(req)
	if err != nil {
		return bare(err)
	}
	defer res.Body.Close()
	said, _ := io.ReadAll(io.LimitReader(res.Body, 4<<10)) // what it says only explains the status
	if res.StatusCode > 299 && (method != http.MethodDelete || res.StatusCode != http.StatusNotFound) {
		return fmt.Errorf("%s %s: %s%s", method, place, res.Status, reason(said))
	}
	return nil
}

// reason is the code in what the storage says of a failure.
func reason(xml []byte) string {
	_, code, ok := bytes.Cut(xml, []byte("<Code>"))
	code, _, whole := bytes.Cut(code, []byte("</Code>"))
	if !ok || !whole || len(code) > 60 {
		return ""
	}
	return " (" + string(code) + ")"
}

// bare leaves out the address that net/http puts before an error.
func bare(err error) error {
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		return wrapped.Err
	}
	return err
}
