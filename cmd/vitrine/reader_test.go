package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// readership is the demo with its public pages, one of each kind.
type readership struct {
	*server
	browser *browser
	paths   []string
}

// TestReadersOfEveryKindGetWhatTheyCameFor lets people read the demo who have little
// to read it with.
func TestReadersOfEveryKindGetWhatTheyCameFor(t *testing.T) {
	t.Parallel()
	s, _ := furnished(t)
	r := &readership{server: s, browser: newBrowser(t)}
	_, paths := s.export()
	for _, kind := range publicKinds {
		if at := slices.IndexFunc(append(paths, "/subscribe", "/ar/subscribe"), regexp.MustCompile("^"+kind+"$").MatchString); at >= 0 {
			r.paths = append(r.paths, append(paths, "/subscribe", "/ar/subscribe")[at])
		}
	}
	for _, reader := range []struct {
		name string
		read func(*readership, *testing.T)
	}{
		{"little bandwidth", (*readership).weigh},
		{"every other host is cut off (F37)", (*readership).cutOff},
		{"nothing comes after the first answer", (*readership).firstAnswer},
		{"keys alone", (*readership).byKeys},
		{"words to look for", (*readership).searches},
		{"a mouse on a bar of days", (*readership).pointsAtDays},
		{"a stream that is cut (F16)", (*readership).comesBack},
		{"a text browser", (*readership).inText},
	} {
		t.Run(reader.name, func(t *testing.T) {
			r.t, r.browser.t = t, t
			reader.read(r, t)
		})
	}
}

// cutOff opens each page in a browser that can reach no host but ours: nothing is
// asked of another, nothing fails, nothing is refused by the policy, and each page
// has its style, its pictures and its scripts.
func (r *readership) cutOff(t *testing.T) {
	p := r.browser.person("a reader behind a wall")
	var mu sync.Mutex
	var asked, trouble []string
	err := chromedp.Listen(p.ctx, func(ev any) {
		mu.Lock()
		defer mu.Unlock()
		switch e := ev.(type) {
		case *network.EventRequestWillBeSent:
			asked = append(asked, e.Request.URL)
		case *network.EventLoadingFailed:
			if !e.Canceled {
				trouble = append(trouble, e.ErrorText)
			}
		case *log.EventEntryAdded:
			trouble = append(trouble, e.Entry.Text+" "+e.Entry.URL)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	p.do("read the console", command(log.Enable, cdp.Empty{}))
	for _, path := range r.paths {
		p.open(r.public + path)
		for _, lack := range evaluate[[]string](p, `[
			...[...document.images].filter(i => !i.complete || !i.naturalWidth).map(i => i.src),
			...[...document.querySelectorAll('link[rel=stylesheet]')].filter(l => !l.sheet?.cssRules.length).map(l => l.href),
			...(getComputedStyle(document.querySelector('main')).maxWidth === 'none' ? ['its style'] : []),
			...(document.querySelector('footer .live, footer small') || !('live' in document.body.dataset) ? [] : ['its script']),
		]`) {
			t.Errorf("%s comes without %s", path, lack)
		}
	}
	mu.Lock()
	defer mu.Unlock()
	for _, address := range asked {
		if !strings.HasPrefix(address, r.public+"/") && !strings.HasPrefix(address, "data:") {
			t.Errorf("a reader was sent to %s", address)
		}
	}
	if len(asked) < 3*len(r.paths)/2 {
		t.Errorf("only %d requests were seen for %d pages", len(asked), len(r.paths))
	}
	for _, text := range trouble {
		t.Errorf("the browser complains: %s", text)
	}
}

// firstAnswer lets through one answer, the front page, and holds back everything
// that the browser asks for then, for ever: the headline and what is said of it are
// on the screen in their shape.
func (r *readership) firstAnswer(t *testing.T) {
	to, err := url.Parse(r.public)
	if err != nil {
		t.Fatal(err)
	}
	over, end := context.WithCancel(t.Context())
	pass := httputil.NewSingleHostReverseProxy(to)
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.URL.Path == "/" {
			pass.ServeHTTP(w, req)
			return
		}
		<-over.Done()
	}))
	defer front.Close()
	defer end()
	p := r.browser.person("a reader on a train")
	p.do("ask for the page", command(page.Navigate, page.NavigateParams{URL: front.URL + "/"}))
	eventually(t, patience, func() error {
		shown := evaluate[string](p, `(() => {
			const h1 = document.querySelector('h1'), box = h1?.getBoundingClientRect();
			if (!h1 || !performance.getEntriesByName('first-contentful-paint').length) return '';
			if (box.top < 0 || box.bottom > innerHeight || !h1.checkVisibility() || getComputedStyle(document.querySelector('main')).maxWidth === 'none') return '';
			return document.body.innerText;
		})()`)
		for _, want := range []string{"Some emails and text messages to your users arrive late", "Next update by", "Identified"} {
			if !strings.Contains(shown, want) {
				return fmt.Errorf("the screen does not say %q: %.200s", want, shown)
			}
		}
		return nil
	})
	if asked := evaluate[int](p, `performance.getEntriesByType('resource').filter(r => r.responseStatus === 200).length`); asked > 0 {
		t.Errorf("%d more answers came through", asked)
	}
	p.picture(false) // a frame is drawn
}
