package public_test

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/andybalholm/brotli"

	"vitrine/models"
	"vitrine/public"
	"vitrine/public/edition"
)

func decode(t *testing.T, encoding, body string) string {
	t.Helper()
	var r io.Reader = strings.NewReader(body)
	switch encoding {
	case "br":
		r = brotli.NewReader(r)
	case "gzip":
		z, err := gzip.NewReader(r)
		if err != nil {
			t.Fatal(err)
		}
		r = z
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(plain)
}

func TestEveryFileIsServedInEveryEncoding(t *testing.T) {
	t.Parallel()
	s := serve(t)
	for f := range s.Press.Current().Files() {
		want, err := f.Body(edition.Plain)
		if err != nil {
			t.Fatal(err)
		}
		tags := map[string]bool{}
		for accept, encoding := range map[string]string{"": "", "gzip": "gzip", "gzip, br;q=0.5": "br", "br;q=0, gzip": "gzip", "br;q=0.000, gzip;q=0": "", "deflate": ""} {
			res, body := s.get(f.Path, "Accept-Encoding", accept)
			got := res.Header.Get("Content-Encoding")
			if f.Has(edition.Gzip) && got != encoding {
				t.Errorf("%s with %q came in %q", f.Path, accept, got)
			}
			if res.StatusCode != int(f.Status) || decode(t, got, body) != string(want) || res.Header.Get("Content-Type") != f.Type {
				t.Errorf("%s with %q: %d %s, %d bytes", f.Path, accept, res.StatusCode, res.Header.Get("Content-Type"), len(body))
			}
			if f.Has(edition.Gzip) && res.Header.Get("Vary") != "Accept-Encoding" {
				t.Errorf("%s does not vary", f.Path)
			}
			tags[got+res.Header.Get("ETag")] = true
			checkConditions(t, s, f, accept, res)
		}
		if f.Has(edition.Gzip) && len(tags) != 3 {
			t.Errorf("%s has %d validators for three encodings", f.Path, len(tags))
		}
	}
}

// checkConditions asks again as a cache would.
func checkConditions(t *testing.T, s *site, f *edition.File, accept string, res *http.Response) {
	t.Helper()
	head, body := s.ask("HEAD", f.Path, "", "Accept-Encoding", accept)
	if body != "" || head.StatusCode != int(f.Status) || head.ContentLength != res.ContentLength || head.Header.Get("ETag") != res.Header.Get("ETag") {
		t.Errorf("HEAD %s: %d, length %d, want %d", f.Path, head.StatusCode, head.ContentLength, res.ContentLength)
	}
	if f.Status != 200 {
		return
	}
	for name, value := range map[string]string{"If-None-Match": `"other", W/` + res.Header.Get("ETag"), "If-Modified-Since": res.Header.Get("Last-Modified")} {
		again, body := s.get(f.Path, "Accept-Encoding", accept, name, value)
		if again.StatusCode != 304 || body != "" || again.Header.Get("ETag") != res.Header.Get("ETag") || again.Header.Get("Cache-Control") == "" {
			t.Errorf("%s with %s %s: %d", f.Path, name, value, again.StatusCode)
		}
	}
	if again, _ := s.get(f.Path, "If-None-Match", `"other"`, "If-Modified-Since", res.Header.Get("Last-Modified")); again.StatusCode != 200 {
		t.Errorf("%s: the date counted although a tag was given", f.Path)
	}
}

// counting is a listener whose connections count what is written at once.
type counting struct {
	net.Listener
	writes *atomic.Int64
}

func (l counting) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	return counted{c, l.writes}, err
}

type counted struct {
	net.Conn
	writes *atomic.Int64
}

func (c counted) Write(p []byte) (int, error) {
	c.writes.Add(1)
	return c.Conn.Write(p)
}

// TestAPageLeavesInOnePiece: head and body of a page of usual size, as browsers get
// it, are one write.
func TestAPageLeavesInOnePiece(t *testing.T) {
	t.Parallel()
	s := serve(t)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	writes := &atomic.Int64{}
	app := public.NewApp(s.Handler)
	go func() { _ = app.Listener(counting{ln, writes}) }()
	t.Cleanup(func() { _ = app.Shutdown() })
	s.URL = "http://" + ln.Addr().String()
	for _, path := range []string{"/", "/subscribe"} {
		writes.Store(0)
		_, body := s.get(path, "Accept-Encoding", "gzip")
		if len(body) < 2048 || len(body) > 14<<10 {
			t.Fatalf("%s has %d bytes, which proves nothing", path, len(body))
		}
		if n := writes.Load(); n != 1 {
			t.Errorf("%s with %d bytes left in %d pieces", path, len(body), n)
		}
	}
}

// TestThePolicyAllowsTheStyleOfTheFrontPageAlone: in every language the policy names
// the style element in the head by its hash, and other pages allow none.
func TestThePolicyAllowsTheStyleOfTheFrontPageAlone(t *testing.T) {
	t.Parallel()
	s := inLanguages(t)
	for _, path := range []string{"/", "/en", "/de", "/ar", "/history", "/de/history", "/nothing"} {
		res, body := s.get(path)
		policy := res.Header.Get("Content-Security-Policy")
		_, style, carries := strings.Cut(body, "<style>")
		style, _, _ = strings.Cut(style, "</style>")
		sum := sha256.Sum256([]byte(style))
		named := strings.Contains(policy, "style-src 'self' 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'; ")
		if front := !strings.HasSuffix(path, "history") && path != "/nothing"; carries != front || named != front || strings.Count(policy, "sha256") > 1 {
			t.Errorf("%s carries a style: %t; %s", path, carries, policy)
		}
	}
	accent := "#00796b"
	if _, err := s.Store.EditSettings(t.Context(), models.SettingsEdit{Accent: &accent}); err != nil {
		t.Fatal(err)
	}
	before, _ := s.get("/")
	s.catchUp()
	if after, _ := s.get("/"); after.Header.Get("Content-Security-Policy") == before.Header.Get("Content-Security-Policy") {
		t.Error("another style has the same name")
	}
}
