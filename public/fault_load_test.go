package public_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/html"

	"vitrine/models"
	"vitrine/public/edition"
)

// crowd is how many requests a rush has: many more in `make torture`.
func crowd() int {
	if os.Getenv("VITRINE_TORTURE") != "" {
		return 200_000
	}
	return 2_000
}

// TestARushAtTheMomentOfPublishingIsAnsweredWhole (F31, F32): thousands ask from 64
// connections while ten updates go out and their rendering is made slow. Nobody gets
// an error, everybody gets a whole page, the last one
// the newest; and each publication is rendered once.
func TestARushAtTheMomentOfPublishingIsAnsweredWhole(t *testing.T) {
	t.Parallel()
	var rendered, watched atomic.Int64
	s := serveWith(t, func(c *edition.Config) {
		c.Watch = func(context.Context) func(path, mime string, body []byte) error {
			watched.Add(1)
			return func(path, _ string, _ []byte) error {
				if path == "/" {
					rendered.Add(1)
					time.Sleep(100 * time.Millisecond)
				}
				return nil
			}
		}
	})
	open, err := s.Store.Incidents(t.Context(), models.IncidentQuery{})
	if err != nil {
		t.Fatal(err)
	}
	before := rendered.Load()
	rush := s.rush()
	const updates = 10
	for n := range updates {
		if _, err := s.Store.PostUpdate(t.Context(), open[0].PublicID, models.NewUpdate{State: models.Identified, Body: fmt.Sprintf("Word %d.", n)}); err != nil {
			t.Fatal(err)
		}
		var callers sync.WaitGroup
		for range 8 { // several processes' worth of reasons to render
			callers.Go(s.catchUp)
		}
		callers.Wait()
	}
	rush.Wait()
	if n := rendered.Load() - before; n != updates {
		t.Errorf("the page was rendered %d times for %d updates", n, updates)
	}
	if _, body := s.get("/"); !strings.Contains(body, fmt.Sprintf("Word %d.", updates-1)) {
		t.Error("the last word is not on the page")
	}
}

// TestTheOldPageIsServedWhileTheNextIsMade (F32): the rendering of two publications
// hangs. Every reader gets the last page at once and whole, one rendering is under
// way at a time, and when it goes on the newest page comes.
func TestTheOldPageIsServedWhileTheNextIsMade(t *testing.T) {
	t.Parallel()
	var hangs atomic.Bool
	var inside, most atomic.Int64
	begun, goOn := make(chan struct{}, 16), make(chan struct{})
	s := serveWith(t, func(c *edition.Config) {
		c.Watch = func(context.Context) func(path, mime string, body []byte) error {
			return func(path, _ string, _ []byte) error {
				if path != "/" || !hangs.Load() {
					return nil
				}
				most.Store(max(most.Load(), inside.Add(1)))
				defer inside.Add(-1)
				begun <- struct{}{}
				<-goOn
				return nil
			}
		}
	})
	hangs.Store(true)
	var callers sync.WaitGroup
	for _, title := range []string{"The first of two", "The second of two"} {
		if _, err := s.Store.OpenIncident(t.Context(), models.NewIncident{Title: title, State: models.Investigating, Body: "We look."}); err != nil {
			t.Fatal(err)
		}
		callers.Go(s.catchUp)
	}
	<-begun
	for range 200 {
		if res, body := s.get("/"); res.StatusCode != http.StatusOK || !strings.Contains(body, "The API fails") || strings.Contains(body, "of two") || !strings.HasSuffix(strings.TrimSpace(body), "</html>") {
			t.Fatalf("while a page is made, readers get %d and %d bytes", res.StatusCode, len(body))
		}
	}
	close(goOn)
	callers.Wait()
	if _, body := s.get("/"); !strings.Contains(body, "The second of two") {
		t.Error("the newest page did not come")
	}
	if most.Load() != 1 {
		t.Errorf("%d renderings were under way at one time", most.Load())
	}
}

// rush has 64 people ask for the home page, and wants it whole each time.
func (s *site) rush() *sync.WaitGroup {
	people, asked := &sync.WaitGroup{}, &atomic.Int64{}
	for range 64 {
		people.Go(func() {
			for asked.Add(1) < int64(crowd()) {
				res, body := s.get("/")
				if res.StatusCode != http.StatusOK || !strings.HasSuffix(strings.TrimSpace(body), "</html>") || !strings.Contains(body, "The API fails") {
					s.t.Errorf("%d, %d bytes", res.StatusCode, len(body))
					return
				}
			}
		})
	}
	return people
}

// TestFeedReadersThatAskAgainCostNothing (F33): thousands of polls of feeds, of which
// three in four know what they have. Those get 304 and no byte, also over the moment
// of a publication, and the process does not grow.
func TestFeedReadersThatAskAgainCostNothing(t *testing.T) { // not parallel: it looks at the heap
	s := serve(t)
	feeds := []string{"/feed.rss", "/feed.atom", "/feed.json", "/api/v2/summary.json"}
	tags := map[string]string{}
	poll := func(n int) (conditional, unchanged int) {
		for i := range n {
			path := feeds[i%len(feeds)]
			tag := tags[path]
			if i%4 == 3 {
				tag = ""
			}
			res, body := s.get(path, "If-None-Match", tag)
			if tag != "" {
				conditional++
			}
			switch {
			case res.StatusCode == http.StatusNotModified && body == "" && tag != "":
				unchanged++
			case res.StatusCode != http.StatusOK || body == "":
				t.Fatalf("%s: %d, %d bytes", path, res.StatusCode, len(body))
			}
			tags[path] = res.Header.Get("ETag")
		}
		return conditional, unchanged
	}
	poll(400)
	before := living()
	modelsIncident(t, s)
	conditional, unchanged := poll(crowd() / 2)
	if conditional == 0 || float64(unchanged) < 0.95*float64(conditional) {
		t.Errorf("%d of %d conditional polls were answered with 304", unchanged, conditional)
	}
	if grown := int64(living()) - int64(before); grown > 8<<20 {
		t.Errorf("the process grew by %d KiB", grown>>10)
	}
}

// living is what is in use on the heap after collection.
func living() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func modelsIncident(t *testing.T, s *site) {
	t.Helper()
	if _, err := s.Store.OpenIncident(t.Context(), models.NewIncident{Title: "Another", State: models.Investigating, Body: "We look."}); err != nil {
		t.Fatal(err)
	}
	s.catchUp()
}

// TestEveryPageIsCompleteWithoutAnotherHost (F37): whatever a page, a style sheet or
// a picture of ours makes a browser fetch by itself lies on the same host, and the
// policy would refuse anything else. A browser tries it in cmd/vitrine.
func TestEveryPageIsCompleteWithoutAnotherHost(t *testing.T) {
	t.Parallel()
	s := serve(t)
	seen := 0
	for f := range s.Press.Current().Files() {
		res, body := s.get(f.Path)
		kind, _, _ := strings.Cut(f.Type, ";")
		if kind == "text/html" {
			for _, part := range strings.Split(res.Header.Get("Content-Security-Policy"), ";") {
				name, sources, _ := strings.Cut(strings.TrimSpace(part), " ")
				sources = strings.TrimSuffix(sources, " "+f.Style()) // what stands in the page itself
				if strings.HasSuffix(name, "-src") && sources != "'self'" && sources != "'none'" {
					t.Errorf("%s lets a browser fetch from elsewhere: %s", f.Path, part)
				}
			}
		}
		for _, address := range fetched(t, kind, body) {
			seen++
			u, err := url.Parse(address)
			if err != nil || u.Host != "" && u.Host != "status.example.org" {
				t.Errorf("%s makes a browser fetch %s", f.Path, address)
				continue
			}
			if _, ok := s.Press.File(u.Path); !ok {
				t.Errorf("%s wants %s, which is not there", f.Path, address)
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d addresses were found, which proves nothing", seen)
	}
}

// fetched lists what a browser fetches by itself for a document.
func fetched(t *testing.T, kind, body string) (list []string) {
	t.Helper()
	switch kind {
	case "text/css":
		for _, part := range strings.Split(body, "url(")[1:] {
			address, _, _ := strings.Cut(part, ")")
			if address = strings.Trim(address, `"' `); !strings.HasPrefix(address, "data:") {
				list = append(list, address)
			}
		}
		if strings.Contains(body, "@import") {
			t.Error("a style sheet imports another")
		}
	case "text/html", "image/svg+xml":
		root, err := html.Parse(strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		for n := range root.Descendants() {
			list = append(list, fetchedBy(n)...)
		}
	}
	return list
}

// fetchedBy lists what one element makes a browser fetch.
func fetchedBy(n *html.Node) (list []string) {
	values := map[string]string{}
	for _, a := range n.Attr {
		values[a.Key] = a.Val
	}
	switch n.Data {
	case "script", "img", "iframe", "source", "video", "audio", "embed":
		list = append(list, values["src"])
	case "link":
		if strings.Contains("stylesheet icon preload modulepreload manifest mask-icon apple-touch-icon", values["rel"]) {
			list = append(list, values["href"])
		}
	case "image", "use":
		list = append(list, values["href"])
	}
	out := list[:0]
	for _, address := range list {
		if address != "" && !strings.HasPrefix(address, "data:") && !strings.HasPrefix(address, "#") {
			out = append(out, address)
		}
	}
	return out
}
