package main

import (
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// searches looks for words with keys alone: they are compared in the browser, in any
// writing, and no request carries them.
func (r *readership) searches(t *testing.T) {
	p := r.browser.person("a reader who remembers a word")
	var mu sync.Mutex
	var asked []string
	err := chromedp.Listen(p.ctx, func(ev any) {
		if e, ok := ev.(*network.EventRequestWillBeSent); ok {
			mu.Lock()
			defer mu.Unlock()
			asked = append(asked, e.Request.URL)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	p.open(r.public + "/en/history")
	p.follow("Search the past")
	if strings.Contains(p.text(), "JavaScript") {
		t.Error("a reader with scripts is told of their lack")
	}
	p.do("go to the words", chromedp.Focus(chromedp.JSPath(call(byLabel, "Words to look for"))))
	p.keys("  EMÁILS   late")
	p.comesToSee("Some emails and text messages to your users arrive late")
	if said := p.text(); strings.Contains(said, "Nothing has all") || !strings.Contains(said, "Found: ") {
		t.Errorf("the page says\n%s", said)
	}
	p.keys(" zebra")
	p.comesToSee("Nothing has all of these words.")
	p.keys(strings.Repeat(kb.Backspace, len(" zebra")))
	p.comesToSee("Some emails and text messages to your users arrive late")
	if query := evaluate[string](p, `new URLSearchParams(location.hash.slice(1)).get('q')`); query != "  EMÁILS   late" {
		t.Errorf("the address keeps %q", query)
	}
	p.reload()
	p.comesToSee("Some emails and text messages to your users arrive late")
	p.choose("What", "maintenance")
	p.comesToSee("Nothing has all of these words.")
	p.narrows(r.public)
	mu.Lock()
	defer mu.Unlock()
	for _, address := range asked {
		if strings.Contains(strings.ToLower(address), "zebra") || strings.Contains(address, "ILS") || strings.Contains(address, "q=emails") {
			t.Errorf("the words went out: %s", address)
		}
	}
	if len(asked) < 8 {
		t.Errorf("only %d requests were seen: %v", len(asked), asked)
	}
	bare := r.browser.person("a reader without scripts").withoutScript()
	bare.open(r.public + "/en/search")
	bare.sees("Your browser does the searching here", "History")
}

// narrows looks for one kind alone, and in another language.
func (p *person) narrows(public string) {
	p.t.Helper()
	p.open(public + "/en/search#kind=postmortem")
	p.reload()
	p.comesToSee("Postmortem · ")
	if strings.Contains(p.text(), "Incident · ") {
		p.t.Error("incidents show where postmortems are asked for")
	}
	p.open(public + "/ar/search#q=emails")
	p.comesToSee("حادث")
	p.comesToSee("تأخر وصول بعض رسائل البريد") // its title there; the word is one of the original
	if to := evaluate[string](p, `document.querySelector('[data-search] li a').pathname`); !strings.HasPrefix(to, "/ar/incidents/") && !strings.HasPrefix(to, "/ar/postmortems/") {
		p.t.Errorf("a find leads to %s", to)
	}
}
