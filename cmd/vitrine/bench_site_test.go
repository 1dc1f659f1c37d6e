package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/valyala/fasthttp"

	"vitrine/models"
)

const (
	siteConnections = 64
	siteRound       = time.Second
	siteRounds      = 9
)

// contender is a server that answers "/" with the same bytes.
type contender struct {
	name, address string
	body          []byte
	pid           int // 0: not known
	perSecond     []float64
	longest       []float64 // milliseconds, 99th percentile
	work          []float64 // microseconds of its processors for one request
}

// TestBenchHomePageBeside compares the home page of the real program, with little
// and with much history, with a bare handler and with nginx and gzip_static, each a
// process of its own, in alternating rounds of one run.
func TestBenchHomePageBeside(t *testing.T) {
	figures(t)
	little, much := siteWith(t, 10), siteWith(t, 10_000)
	body, kind := packedHome(t, much.address)
	other, pid := bare(t, kind, "gzip", body)
	all := []*contender{much, little, {name: "bare Fiber handler", address: other, body: body, pid: pid}, {name: "nginx, gzip_static", address: staticNginx(t, body, nil), body: body},
		{name: "nginx, with our headers", address: staticNginx(t, body, ourHeaders(t, much.address)), body: body}}
	for _, c := range all {
		c.measure(t) // warms up
		c.perSecond, c.longest, c.work = nil, nil, nil
	}
	for range siteRounds {
		for _, c := range all {
			c.measure(t)
		}
	}
	plain := unpacked(t, body)
	fmt.Printf("home page of %.1f KB, %.1f KB packed, %d kept connections, %d rounds of %s, load of the machine %s\n", float64(len(plain))/1000, float64(len(body))/1000,
		siteConnections, siteRounds, siteRound, load(t))
	for _, c := range all {
		fmt.Printf("  %-34s %8.0f requests/s, p99 %6.2f ms, %5.1f µs of its processors\n", c.name, half(c.perSecond), half(c.longest), half(c.work))
	}
	fmt.Printf("  requests/s: %.2f of bare (goal 0.9), %.2f of nginx (goal 0.9), %.2f of it with our headers; p99 %.2f of bare (goal 1.5); 10,000 incidents against 10: %.2f (goal 0.9 to 1.1)\n",
		ratio(much.perSecond, all[2].perSecond), ratio(much.perSecond, all[3].perSecond), ratio(much.perSecond, all[4].perSecond), ratio(much.longest, all[2].longest), ratio(much.perSecond, little.perSecond))
}

// ratio is the median of the ratios of the rounds: what the machine did meanwhile
// hit both of a round alike.
func ratio(ours, theirs []float64) float64 {
	var list []float64
	for n := range ours {
		list = append(list, ours[n]/theirs[n])
	}
	return half(list)
}

func half(list []float64) float64 {
	list = slices.Sorted(slices.Values(list))
	return list[len(list)/2]
}

// siteWith starts a site with that many incidents, all of them older than the front
// page tells of.
func siteWith(t *testing.T, incidents int) *contender {
	t.Helper()
	s := prepare(t)
	s.setup = "used already"
	s.vitrine("", "migrate")
	db, err := models.Open(context.Background(), "sqlite:"+filepath.Join(s.variable("VITRINE_DATA_DIR"), "vitrine.db"))
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Tx(t.Context(), func(tx *models.Tx) error { return fillIncidents(tx, 9, incidents, 30*24*time.Hour) }); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s.spawn()
	s.await(s.public+"/readyz", 4*time.Minute)
	address := strings.TrimPrefix(s.public, "http://")
	body, _ := packedHome(t, address)
	return &contender{name: fmt.Sprintf("Vitrine with %d incidents", incidents), address: address, body: body, pid: s.cmd.Process.Pid}
}

// packedHome is the home page in gzip, which all of them know.
func packedHome(t testing.TB, address string) (body []byte, kind string) {
	t.Helper()
	req, res := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
	askPacked(req, address)
	if err := fasthttp.Do(req, res); err != nil || res.StatusCode() != 200 || string(res.Header.ContentEncoding()) != "gzip" {
		t.Fatalf("the home page answered %d in %q, %v", res.StatusCode(), res.Header.ContentEncoding(), err)
	}
	return slices.Clone(res.Body()), string(res.Header.ContentType())
}

func askPacked(req *fasthttp.Request, address string) {
	req.SetRequestURI("http://" + address + "/")
	req.Header.Set("Accept-Encoding", "gzip")
}

func unpacked(t testing.TB, body []byte) []byte {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	var plain bytes.Buffer
	if _, err := plain.ReadFrom(z); err != nil {
		t.Fatal(err)
	}
	return plain.Bytes()
}

// ourHeaders are the fields of the home page that nginx has none of by itself, as it
// wants them written: they protect the reader, and whoever asks has to read them.
func ourHeaders(t testing.TB, address string) []string {
	t.Helper()
	req, res := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
	askPacked(req, address)
	if err := fasthttp.Do(req, res); err != nil {
		t.Fatal(err)
	}
	var list []string
	for name, value := range res.Header.All() {
		switch name := string(name); name {
		case "Server", "Date", "Connection", "Content-Type", "Content-Length", "Content-Encoding", "Etag", "Last-Modified":
		default:
			list = append(list, fmt.Sprintf("add_header %s %q;", name, value))
		}
	}
	if len(list) < 6 {
		t.Fatalf("the home page has the fields %q", list)
	}
	return list
}

// staticNginx serves body as the packed twin of its index page, with those fields.
func staticNginx(t testing.TB, body []byte, fields []string) string {
	t.Helper()
	port, work := freePorts(t, 1)[0], t.TempDir()
	for name, text := range map[string][]byte{"index.html": unpacked(t, body), "index.html.gz": body, "nginx.conf": fmt.Appendf(nil, `daemon off; worker_processes auto; pid %[1]s/pid; error_log %[1]s/error.log; %[2]s
events { worker_connections 1024; }
http {
  types { text/html html; } charset utf-8;
  access_log off; tcp_nodelay on; keepalive_requests 100000000; open_file_cache max=100;
  client_body_temp_path %[1]s; proxy_temp_path %[1]s; fastcgi_temp_path %[1]s; uwsgi_temp_path %[1]s; scgi_temp_path %[1]s;
  server { listen 127.0.0.1:%[3]d; root %[1]s; gzip_static on; %[4]s }
}`, work, nginxUser(), port, strings.Join(fields, " "))} {
		if err := os.WriteFile(filepath.Join(work, name), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return strings.TrimPrefix(background(t, port, exec.Command(tool(t, "nginx"), "-c", filepath.Join(work, "nginx.conf"), "-p", work)), "http://")
}

// measure asks from many kept connections for one round.
func (c *contender) measure(t testing.TB) {
	t.Helper()
	client := &fasthttp.HostClient{Addr: c.address, MaxConns: siteConnections}
	defer client.CloseIdleConnections()
	took := make([][]time.Duration, siteConnections)
	var all sync.WaitGroup
	begin, spent := time.Now(), time.Duration(0)
	if c.pid > 0 {
		spent = processorTime(t, c.pid)
	}
	for n := range took {
		all.Go(func() {
			req, res := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
			askPacked(req, c.address)
			for now := time.Now(); now.Sub(begin) < siteRound; {
				if err := client.Do(req, res); err != nil || !bytes.Equal(res.Body(), c.body) {
					t.Errorf("%s answered %d bytes, %v", c.name, len(res.Body()), err)
					return
				}
				next := time.Now()
				took[n], now = append(took[n], next.Sub(now)), next
			}
		})
	}
	all.Wait()
	each := slices.Sorted(slices.Values(slices.Concat(took...)))
	if len(each) == 0 {
		t.Fatalf("%s answered nothing", c.name)
	}
	c.perSecond = append(c.perSecond, float64(len(each))/time.Since(begin).Seconds())
	c.longest = append(c.longest, float64(each[len(each)*99/100].Microseconds())/1000)
	if c.pid > 0 {
		spent = processorTime(t, c.pid) - spent
	}
	c.work = append(c.work, float64(spent.Microseconds())/float64(len(each)))
}
