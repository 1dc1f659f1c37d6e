package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// widget is a page of somebody else that shows ours with the vendor's widget, in
// Chromium.
type widget struct {
	browser *browser
	url     string
}

func newWidget(t *testing.T, packages, base string) *widget {
	t.Helper()
	script := filepath.Join(packages, "node_modules", "@statuspage", "status-widget", "dist", "index.js")
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/widget.js" {
			http.ServeFile(w, r, script)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><title>Somebody else</title><script src="/widget.js"></script><statuspage-widget src=%q></statuspage-widget>`, base)
	}))
	t.Cleanup(s.Close)
	return &widget{newBrowser(t), s.URL}
}

// says waits until the widget shows a description of the page to somebody who
// comes now: a browser that was here keeps our answer for some seconds.
func (w *widget) says(words string) {
	w.browser.t.Helper()
	visitor := w.browser.person("somebody else")
	visitor.open(w.url)
	eventually(w.browser.t, 15*time.Second, func() error {
		const shown = `(function all(n) { return [...n.childNodes].map((c) => (c.nodeType === 3 && n.localName !== 'style' ? c.data : '') + (c.shadowRoot ? all(c.shadowRoot) : '') + all(c)).join(' ') })(document.body)`
		if text := evaluate[string](visitor, shown); !strings.Contains(text, words) {
			return fmt.Errorf("the widget shows %q, want %q", strings.Join(strings.Fields(text), " "), words)
		}
		return nil
	})
}
