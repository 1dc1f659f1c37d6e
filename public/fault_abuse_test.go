package public_test

import (
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
)

// TestHostileRequestsAreClosedByLimits (F35): bodies and headers of megabytes, ten
// thousand parameters and JSON a hundred thousand levels deep get an answer that is
// no fault of ours; two hundred connections that say a byte now and then keep
// nobody else waiting and are closed.
func TestHostileRequestsAreClosedByLimits(t *testing.T) {
	t.Parallel()
	s := serve(t)
	var slow []net.Conn
	for range 200 {
		c, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		if _, err := io.WriteString(c, "GET / HTTP/1.1\r\nHost: status.example.org\r\nX-Slow: "); err != nil {
			t.Fatal(err)
		}
		slow = append(slow, c)
	}
	begun := time.Now()
	many := strings.Repeat("a=b&", 10_000)
	deep := strings.Repeat(`{"a":`, 100_000) + "1" + strings.Repeat("}", 100_000)
	for _, tc := range []struct {
		method, path, body, name, value string
		want                            int
	}{
		{"GET", "/?" + many, "", "", "", http.StatusRequestHeaderFieldsTooLarge}, // the line counts as head
		{"POST", "/subscribe", many + "email=a@example.org&scope=all&incidents=on", "", "", http.StatusOK},
		{"GET", "/", "", "X-Long", strings.Repeat("x", 1<<20), http.StatusRequestHeaderFieldsTooLarge},
		{"POST", "/subscribe", "email=" + strings.Repeat("x", 2<<20), "", "", http.StatusRequestEntityTooLarge},
		{"POST", "/api/v2/subscribers.json", deep, "Content-Type", "application/json", http.StatusUnprocessableEntity},
	} {
		var header []string
		if tc.name != "" {
			header = []string{tc.name, tc.value}
		}
		res, _ := s.tolerant(tc.method, tc.path, tc.body, header...)
		if res != nil && res.StatusCode != tc.want {
			t.Errorf("%s %.40s with %d bytes: %d, want %d", tc.method, tc.path, len(tc.body), res.StatusCode, tc.want)
		}
	}
	for range 20 {
		if res, _ := s.get("/"); res.StatusCode != http.StatusOK {
			t.Errorf("beside slow connections a page answers %d", res.StatusCode)
		}
	}
	for n, c := range slow {
		if err := c.SetReadDeadline(begun.Add(30 * time.Second)); err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, c); errors.Is(err, os.ErrDeadlineExceeded) {
			t.Fatalf("slow connection %d is still open", n)
		}
	}
	if strings.Contains(s.Log.String(), "panic") {
		t.Error("something panicked")
	}
}

// tolerant asks, and takes a cut connection for an answer to what is too large.
func (s *site) tolerant(method, path, body string, headers ...string) (*http.Response, error) {
	s.t.Helper()
	req, err := http.NewRequestWithContext(s.t.Context(), method, s.URL+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for n := 0; n+1 < len(headers); n += 2 {
		req.Header.Set(headers[n], headers[n+1])
	}
	res, err := client.Do(req)
	if err == nil {
		res.Body.Close()
	}
	return res, err
}
