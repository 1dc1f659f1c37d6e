package outward_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"vitrine/notify/outward"
)

// TestALibraryGoesTheSameWay: no address inside is dialled for it either, no redirect
// is followed, no more is read than of any answer, and what the operator allows is
// reached.
func TestALibraryGoesTheSameWay(t *testing.T) {
	t.Parallel()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/elsewhere":
			http.Redirect(w, r, "http://169.254.169.254/", http.StatusFound)
		case "/long":
			io.WriteString(w, strings.Repeat("x", outward.MostRead+100))
		default:
			io.WriteString(w, r.Method+" "+r.Header.Get("User-Agent"))
		}
	}))
	t.Cleanup(s.Close)
	names := serveNames(t, map[string][]string{"loop.example": {"127.0.0.1"}, "cloud.example": {"169.254.169.254"}})
	stranger := outward.New(outward.Config{Resolver: names.resolver()}).HTTP()
	for _, address := range []string{s.URL, "https://127.0.0.1/", "https://loop.example/", "https://cloud.example/", strings.Replace(s.URL, "127.0.0.1", "loop.example", 1)} {
		res, err := stranger.Post(address, "text/plain", strings.NewReader("x"))
		if err == nil {
			res.Body.Close()
		}
		if !errors.Is(err, outward.ErrRefused) {
			t.Errorf("%s: %v, want refused", address, err)
		}
	}
	allowed := outward.New(outward.Config{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Resolver: names.resolver()}).HTTP()
	for path, want := range map[string]string{"/": "GET Vitrine (status page)", "/elsewhere": `<a href="http://169.254.169.254/">Found</a>.`, "/long": strings.Repeat("x", outward.MostRead)} {
		res, err := allowed.Get(s.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || strings.TrimSpace(string(body)) != want {
			t.Errorf("%s: %d bytes, %v", path, len(body), err)
		}
	}
	if res, err := allowed.Get("https://cloud.example/"); !errors.Is(err, outward.ErrRefused) {
		if err == nil {
			res.Body.Close()
		}
		t.Errorf("another network: %v", err)
	}
}
