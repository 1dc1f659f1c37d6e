package outward_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"vitrine/notify/outward"
)

// nameServer is a real DNS server on loopback, over UDP: each question for a name
// is answered with the next of its addresses, the last one repeated.
type nameServer struct {
	conn net.PacketConn

	mu      sync.Mutex
	answers map[string][]netip.Addr
	asked   map[string]int
}

func serveNames(t *testing.T, answers map[string][]string) *nameServer {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &nameServer{conn: conn, answers: map[string][]netip.Addr{}, asked: map[string]int{}}
	for name, list := range answers {
		for _, text := range list {
			s.answers[name+"."] = append(s.answers[name+"."], netip.MustParseAddr(text))
		}
	}
	t.Cleanup(func() { conn.Close() })
	go s.serve()
	return s
}

func (s *nameServer) serve() {
	buf := make([]byte, 1500)
	for {
		n, from, err := s.conn.ReadFrom(buf)
		if err != nil {
			return
		}
		var m dnsmessage.Message
		if m.Unpack(buf[:n]) != nil || len(m.Questions) != 1 {
			continue
		}
		m.Response, m.RecursionAvailable, m.Additionals = true, true, nil
		m.Answers = s.answer(m.Questions[0])
		if out, err := m.Pack(); err == nil {
			s.conn.WriteTo(out, from)
		}
	}
}

func (s *nameServer) answer(q dnsmessage.Question) []dnsmessage.Resource {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := s.answers[q.Name.String()]
	if len(list) == 0 {
		return nil
	}
	at := list[min(s.asked[q.Name.String()], len(list)-1)]
	head := dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: dnsmessage.ClassINET, TTL: 0}
	switch {
	case q.Type == dnsmessage.TypeA && at.Is4():
		s.asked[q.Name.String()]++
		return []dnsmessage.Resource{{Header: head, Body: &dnsmessage.AResource{A: at.As4()}}}
	case q.Type == dnsmessage.TypeAAAA && at.Is6():
		s.asked[q.Name.String()]++
		return []dnsmessage.Resource{{Header: head, Body: &dnsmessage.AAAAResource{AAAA: at.As16()}}}
	}
	return nil
}

func (s *nameServer) resolver() *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", s.conn.LocalAddr().String())
	}}
}

// door counts who comes to a listener on loopback, with or without a word.
func door(t *testing.T) (address string, visits *atomic.Int64) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	visits = &atomic.Int64{}
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			visits.Add(1)
			conn.Close()
		}
	}()
	return l.Addr().String(), visits
}

// TestWhatIsInsideIsNeverDialled is trial F40.
func TestWhatIsInsideIsNeverDialled(t *testing.T) {
	t.Parallel()
	at, visits := door(t)
	names := serveNames(t, map[string][]string{
		"loop.example":   {"127.0.0.1"},
		"six.example":    {"::1"},
		"home.example":   {"192.168.1.1"},
		"cloud.example":  {"169.254.169.254"},
		"nat64.example":  {"64:ff9b::7f00:1"},
		"mapped.example": {"::ffff:10.0.0.1"},
	})
	c := outward.New(outward.Config{Resolver: names.resolver(), Patience: 5 * time.Second})
	_, port, _ := net.SplitHostPort(at)
	for _, address := range []string{
		"https://127.0.0.1/", "https://127.8.9.1/", "https://[::1]/", "https://0.0.0.0/", "https://[::]/", "https://localhost/", "https://vault.internal/",
		"https://10.1.2.3/", "https://172.16.0.1/", "https://172.31.255.255/", "https://192.168.0.10/", "https://100.64.0.1/", "https://198.18.0.1/",
		"https://169.254.169.254/latest/meta-data/", "https://[fd00:ec::254]/", "https://192.0.0.192/", "https://100.100.100.200/", "https://168.63.129.16/",
		"https://[fe80::1]/", "https://[fe80::1%25lo]/", "https://[fc00::1]/", "https://[fec0::1]/", "https://224.0.0.1/", "https://[ff02::1]/", "https://255.255.255.255/",
		"https://[::ffff:127.0.0.1]/", "https://[::ffff:169.254.169.254]/", "https://[::ffff:8.8.8.8]/", "https://[::127.0.0.1]/", "https://[::ffff:0:127.0.0.1]/",
		"https://[64:ff9b::127.0.0.1]/", "https://[64:ff9b:1::7f00:1]/", "https://[2002:7f00:1::]/", "https://[2001:0:7f00:1::]/", "https://[2001:db8::1]/", "https://203.0.113.5/",
		"https://2130706433/", "https://0x7f000001/", "https://127.1/", "https://017700000001/",
		"https://loop.example/", "https://six.example/", "https://home.example/", "https://cloud.example/", "https://nat64.example/", "https://mapped.example/",
		"http://" + at + "/", "https://" + at + "/", "https://loop.example:" + port + "/", "http://loop.example:" + port + "/", "http://hooks.example/",
	} {
		if _, err := c.Do(t.Context(), http.MethodPost, address, nil, "x"); err == nil {
			t.Errorf("%s was called", address)
		} else if strings.Contains(err.Error(), "meta-data") {
			t.Errorf("the error about %s tells its path: %v", address, err)
		}
	}
	for _, address := range []string{"https://loop.example/", "https://six.example/", "https://home.example/", "https://cloud.example/", "https://nat64.example/", "https://mapped.example/"} {
		if _, err := c.Do(t.Context(), http.MethodPost, address, nil, "x"); !errors.Is(err, outward.ErrRefused) {
			t.Errorf("%s: %v, want refused", address, err)
		}
	}
	for _, address := range []string{"", "hooks.example", "ftp://hooks.example/", "https://", "https://me:secret@hooks.example/", "file:///etc/passwd", "https:opaque"} {
		if _, err := c.Check(address); err == nil {
			t.Errorf("%q reads as an address", address)
		}
	}
	if n := visits.Load(); n != 0 {
		t.Errorf("somebody knocked %d times at a door inside", n)
	}
}

// TestANameThatChangesItsAddressGainsNothing looks a name up, finds it public, and
// is then led to loopback: what is dialled is judged, not what was seen before.
// It is trial F40.
func TestANameThatChangesItsAddressGainsNothing(t *testing.T) {
	t.Parallel()
	at, visits := door(t)
	_, port, _ := net.SplitHostPort(at)
	names := serveNames(t, map[string][]string{"rebind.example": {"93.184.216.34", "127.0.0.1"}})
	found, err := names.resolver().LookupNetIP(t.Context(), "ip4", "rebind.example")
	if err != nil || len(found) != 1 || found[0].IsLoopback() {
		t.Fatalf("the first look finds %v, %v", found, err)
	}
	// The operator allows another network, so that the port is not what stops it.
	c := outward.New(outward.Config{Resolver: names.resolver(), Patience: 5 * time.Second, Allow: []netip.Prefix{netip.MustParsePrefix("10.99.0.0/16")}})
	for _, address := range []string{"https://rebind.example:" + port + "/", "http://rebind.example:" + port + "/", "https://rebind.example/"} {
		if _, err := c.Do(t.Context(), http.MethodPost, address, nil, "x"); !errors.Is(err, outward.ErrRefused) {
			t.Errorf("%s: %v, want refused", address, err)
		}
	}
	if visits.Load() != 0 {
		t.Error("loopback was reached by a name that changed its address")
	}
}

// allowed is a client of an operator who allows loopback, and a server there.
func allowed(t *testing.T, h http.HandlerFunc) (*outward.Client, string) {
	t.Helper()
	s := httptest.NewTLSServer(h)
	t.Cleanup(s.Close)
	roots := x509.NewCertPool()
	roots.AddCert(s.Certificate())
	return outward.New(outward.Config{Patience: 2 * time.Second, Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")},
		Transport: func(t *http.Transport) { t.TLSClientConfig = &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12} }}), s.URL
}

func TestTheOperatorMayAllowANetwork(t *testing.T) {
	t.Parallel()
	var got string
	c, to := allowed(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got = r.Method + " " + r.Header.Get("X-One") + " " + string(body)
		w.Header().Set("Retry-After", "120")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	a, err := c.Do(t.Context(), http.MethodPost, to, http.Header{"X-One": {"1"}}, "hello")
	if err != nil || a.Status != 429 || a.RetryAfter != 2*time.Minute || a.Good() || got != "POST 1 hello" {
		t.Errorf("%+v, %v, received %q", a, err, got)
	}
	if _, err := c.Do(t.Context(), http.MethodPost, "https://[::1]/", nil, ""); !errors.Is(err, outward.ErrRefused) {
		t.Errorf("what is not allowed: %v", err)
	}
}

// TestARedirectIsNotFollowed is trial F40.
func TestARedirectIsNotFollowed(t *testing.T) {
	t.Parallel()
	inside, visits := door(t)
	for _, code := range []int{301, 302, 303, 307, 308} {
		c, to := allowed(t, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://"+inside+"/latest/meta-data/", code)
		})
		if a, err := c.Do(t.Context(), http.MethodPost, to, nil, "x"); err != nil || a.Status != code || a.Good() {
			t.Errorf("%d: %+v, %v", code, a, err)
		}
	}
	if visits.Load() != 0 {
		t.Error("a redirect was followed")
	}
}

// TestAnEndlessAnswerIsReadNoFurther is trial F40.
func TestAnEndlessAnswerIsReadNoFurther(t *testing.T) {
	t.Parallel()
	var written atomic.Int64
	c, to := allowed(t, func(w http.ResponseWriter, _ *http.Request) {
		chunk := make([]byte, 32<<10)
		for written.Load() < 64<<20 {
			n, err := w.Write(chunk)
			if written.Add(int64(n)); err != nil {
				return
			}
		}
	})
	a, err := c.Do(t.Context(), http.MethodGet, to, nil, "")
	if err != nil || len(a.Body) != outward.MostRead || !a.Good() {
		t.Errorf("read %d bytes, %v", len(a.Body), err)
	}
	if n := written.Load(); n > 32<<20 {
		t.Errorf("%d bytes were taken from it", n)
	}
}

// TestSilenceIsGivenUp is trial F40.
func TestSilenceIsGivenUp(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	_, to := allowed(t, func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-release:
		case <-r.Context().Done():
		}
	})
	defer close(release)
	c := outward.New(outward.Config{Patience: 150 * time.Millisecond, Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")},
		Transport: func(t *http.Transport) { t.TLSClientConfig = &tls.Config{InsecureSkipVerify: true} }})
	if _, err := c.Do(t.Context(), http.MethodPost, to+"/secret-path", nil, "x"); err == nil || !strings.Contains(err.Error(), "no answer in time") || strings.Contains(err.Error(), "secret-path") {
		t.Errorf("err = %v", err)
	}
}

func TestNoProxyOfTheEnvironmentDialsForUs(t *testing.T) {
	at, visits := door(t)
	for _, name := range []string{"HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy", "ALL_PROXY"} {
		t.Setenv(name, "http://"+at)
	}
	names := serveNames(t, map[string][]string{"hooks.example": {"127.0.0.1"}})
	c := outward.New(outward.Config{Resolver: names.resolver(), Patience: 2 * time.Second})
	if _, err := c.Do(t.Context(), http.MethodPost, "https://hooks.example/", nil, "x"); !errors.Is(err, outward.ErrRefused) || visits.Load() != 0 {
		t.Errorf("%v, %d visits", err, visits.Load())
	}
}
