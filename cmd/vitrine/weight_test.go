package main

import (
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// firstFlight is what a server sends before it hears anything back; the first
// view has to fit into it.
const firstFlight = 14_336 // bytes

var stylesheet = regexp.MustCompile(`<link rel="stylesheet" href="([^"]+)"`)

// weigh weighs the demo's first page as it travels, and reads it in a browser that
// runs no script: nothing is asked of anybody else.
func (r *readership) weigh(t *testing.T) {
	s, b := r.server, r.browser
	_, _, home := s.get("/")
	for _, encoding := range []string{"br", "gzip"} {
		sum := s.weigh("/", encoding)
		for _, m := range stylesheet.FindAllStringSubmatch(home, -1) {
			sum += s.weigh(m[1], encoding)
		}
		t.Logf("%s: HTML and CSS weigh %d bytes", encoding, sum)
		if sum > firstFlight {
			t.Errorf("%s: HTML and CSS weigh %d bytes, more than %d", encoding, sum, firstFlight)
		}
	}
	for _, p := range []*person{b.person("a reader"), b.person("a reader without scripts").withoutScript()} {
		asked := p.watch()
		p.open(s.public)
		p.sees("Next update", "Services", "Last days")
		if p.open(s.public+"/postmortems") != http.StatusOK {
			t.Errorf("%s cannot read the postmortems", p.name)
		}
		for _, address := range asked() {
			if !strings.HasPrefix(address, s.public+"/") && !strings.HasPrefix(address, "data:") {
				t.Errorf("%s was sent to %s", p.name, address)
			}
		}
	}
}

// weigh is the number of bytes of a path's body on the wire.
func (s *server) weigh(path, encoding string) int {
	s.t.Helper()
	req, err := http.NewRequest("GET", s.public+path, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Accept-Encoding", encoding)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.Header.Get("Content-Encoding") != encoding {
		s.t.Fatalf("%s came as %q (%v), want %s", path, res.Header.Get("Content-Encoding"), err, encoding)
	}
	return len(body)
}

// watch lists every address the person's window asks for from now on.
func (p *person) watch() (asked func() []string) {
	p.t.Helper()
	var mu sync.Mutex
	var list []string
	err := chromedp.Listen(p.ctx, func(ev any) {
		if request, ok := ev.(*network.EventRequestWillBeSent); ok {
			mu.Lock()
			defer mu.Unlock()
			list = append(list, request.Request.URL)
		}
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		if len(list) < 3 { // two pages, and the style of the second: the first carries its own
			p.t.Errorf("only %d requests were seen: %v", len(list), list)
		}
		return append([]string(nil), list...)
	}
}
