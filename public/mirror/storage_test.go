package mirror_test

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"vitrine/public/mirror"
)

// storage is a stand-in for S3-compatible storage on loopback. It takes PUT and
// DELETE of one object, and checks each signature anew after the published
// description of version 4, sharing no code with the signer: whoever signs wrongly
// is refused as S3 does.
type storage struct {
	t      *testing.T
	server *httptest.Server

	mu     sync.Mutex
	held   map[string]object
	stored int
	status int    // what every request is answered with; 0: as it should be
	refuse string // the object that cannot be put
}

type object struct{ body, mime, cache string }

const (
	accessKey = "AKEXAMPLE"
	secretKey = "secret/with+signs=and more"
)

func newStorage(t *testing.T) *storage {
	t.Helper()
	s := &storage{t: t, held: map[string]object{}}
	s.server = httptest.NewServer(s)
	t.Cleanup(s.server.Close)
	return s
}

func (s *storage) target() mirror.Target {
	s.t.Helper()
	u := &url.URL{Scheme: "s3", User: url.UserPassword(accessKey, secretKey), Host: strings.TrimPrefix(s.server.URL, "http://"), Path: "/status bucket/prefix", RawQuery: "region=eu-central-1&tls=none"}
	target, err := mirror.NewS3(u.String())
	if err != nil {
		s.t.Fatal(err)
	}
	if strings.Contains(target.Name(), "secret") {
		s.t.Error("the name tells the secret")
	}
	return target
}

func (s *storage) fails(status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.status = status
}

// refuses lets no file be put at place, "" all.
func (s *storage) refuses(place string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refuse = place
}

func (s *storage) puts() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.stored
}

func (s *storage) objects() map[string]object {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := map[string]object{}
	for place, o := range s.held {
		all[place] = o
	}
	return all
}

func (s *storage) bodies() map[string]string {
	all := map[string]string{}
	for place, o := range s.objects() {
		all[place] = o.body
	}
	return all
}

// ServeHTTP implements http.Handler.
func (s *storage) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	place, ok := strings.CutPrefix(r.URL.Path, "/status bucket/prefix/")
	switch why := signed(r, body); {
	case s.status != 0, s.refuse != "" && s.refuse == place && r.Method == http.MethodPut:
		w.WriteHeader(cmp.Or(s.status, http.StatusServiceUnavailable))
		fmt.Fprint(w, "<Error><Code>SlowDown</Code></Error>")
	case why != "" || !ok:
		s.t.Errorf("%s %s: %s", r.Method, r.URL.Path, why)
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprint(w, "<Error><Code>SignatureDoesNotMatch</Code></Error>")
	case r.Method == http.MethodPut:
		s.stored++
		s.held[place] = object{string(body), r.Header.Get("Content-Type"), r.Header.Get("Cache-Control")}
	case r.Method == http.MethodDelete:
		delete(s.held, place)
		w.WriteHeader(http.StatusNoContent)
	default:
		w.WriteHeader(http.StatusMethodNotAllowed)
	}
}

// signed says why a request is not signed as it must be, "" where it is
// (AWS Signature Version 4, "Create a signed request").
func signed(r *http.Request, body []byte) string {
	scheme, rest, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	parts := map[string]string{}
	for _, part := range strings.Split(rest, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		parts[name] = value
	}
	at := r.Header.Get("X-Amz-Date")
	when, err := time.Parse("20060102T150405Z", at)
	if scheme != "AWS4-HMAC-SHA256" || err != nil || time.Since(when).Abs() > 15*time.Minute {
		return "no signature of now"
	}
	if r.Header.Get("X-Amz-Content-Sha256") != digest(body) {
		return "the hash of the body is wrong"
	}
	names := strings.Split(parts["SignedHeaders"], ";")
	if !slices.IsSorted(names) || !slices.Contains(names, "host") || !slices.Contains(names, "x-amz-date") || !slices.Contains(names, "x-amz-content-sha256") {
		return "headers are not signed: " + parts["SignedHeaders"]
	}
	canonical := r.Method + "\n" + escaped(r.URL.Path) + "\n" + r.URL.RawQuery + "\n"
	for _, name := range names {
		value := r.Header.Get(name)
		switch name {
		case "host":
			value = r.Host
		case "content-length":
			value = fmt.Sprint(r.ContentLength)
		}
		canonical += name + ":" + strings.Join(strings.Fields(value), " ") + "\n"
	}
	canonical += "\n" + parts["SignedHeaders"] + "\n" + digest(body)
	scope := at[:8] + "/eu-central-1/s3/aws4_request"
	key := []byte("AWS4" + secretKey)
	for _, part := range strings.Split(scope, "/") {
		key = sum(key, part)
	}
	want := hex.EncodeToString(sum(key, "AWS4-HMAC-SHA256\n"+at+"\n"+scope+"\n"+digest([]byte(canonical))))
	if parts["Credential"] != accessKey+"/"+scope || !hmac.Equal([]byte(parts["Signature"]), []byte(want)) {
		return "the signature does not fit"
	}
	return ""
}

// escaped writes a path as the description wants it: every byte but unreserved
// letters and slashes by its number, once.
func escaped(path string) string {
	var out strings.Builder
	for _, b := range []byte(path) {
		if b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || strings.IndexByte("-._~/", b) >= 0 {
			out.WriteByte(b)
		} else {
			fmt.Fprintf(&out, "%%%02X", b)
		}
	}
	return out.String()
}

func digest(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

func sum(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}

func readAll(t *testing.T, r io.ReadCloser) string {
	t.Helper()
	defer r.Close()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
