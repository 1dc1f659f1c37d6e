package main

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// seat is one person at the console, with a browser that runs no script.
type seat struct {
	t    testing.TB
	base string // the admin listener
	web  *http.Client
	page sheet // the last one shown
}

// sheet is one answer of the console.
type sheet struct {
	status int
	path   string // after redirects
	header http.Header
	body   string
	root   *html.Node
}

// seat returns somebody at the console who is not signed in.
func (s *server) seat() *seat {
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	return &seat{t: s.t, base: s.admin, web: &http.Client{Jar: jar, Timeout: 30 * time.Second}}
}

// console signs somebody in through the form.
func (s *server) console(t testing.TB, email, role string) *seat {
	t.Helper()
	d := s.seat()
	d.t = t
	d.open("/")
	d.send("/sign-in", "", "email", email, "password", "correct horse staple "+role)
	if d.page.status != http.StatusOK || d.page.path != "/" {
		t.Fatalf("signing in as %s led to %s (%d): %s", email, d.page.path, d.page.status, d.page.words())
	}
	return d
}

// open asks for a page.
func (d *seat) open(path string) sheet {
	d.t.Helper()
	return d.ask(http.MethodGet, path, nil)
}

// ask sends a request as a browser does from a page of the console; headers come
// in pairs.
func (d *seat) ask(method, path string, form url.Values, headers ...string) sheet {
	d.t.Helper()
	req, err := http.NewRequest(method, d.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		d.t.Fatal(err)
	}
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := d.web.Do(req)
	if err != nil {
		d.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		d.t.Fatal(err)
	}
	d.page = shown(d.t, res, body)
	return d.page
}

// shown is an answer of the console with its body.
func shown(t testing.TB, res *http.Response, body []byte) sheet {
	t.Helper()
	root, err := html.Parse(strings.NewReader(string(body)))
	if err != nil {
		t.Fatal(err)
	}
	return sheet{res.StatusCode, res.Request.URL.Path, res.Header, string(body), root}
}

// form returns what the shown form that goes to action would send; filled sets
// fields, in pairs.
func (d *seat) form(action string, filled ...string) url.Values {
	d.t.Helper()
	form := first(d.page.root, func(n *html.Node) bool {
		return n.Data == "form" && attribute(n, "action") == action && attribute(n, "method") == "post"
	})
	if form == nil {
		d.t.Fatalf("%s (%d) has no form for %s: %s", d.page.path, d.page.status, action, d.page.words())
	}
	fields := url.Values{}
	for n := range form.Descendants() {
		collect(fields, n)
	}
	for i := 0; i+1 < len(filled); i += 2 {
		fields.Set(filled[i], filled[i+1])
	}
	return fields
}

// send fills the shown form that goes to action and presses the button named
// step; none for the empty one.
func (d *seat) send(action, step string, filled ...string) sheet {
	d.t.Helper()
	fields := d.form(action, filled...)
	if step != "" {
		fields.Set("step", step)
	}
	return d.ask(http.MethodPost, action, fields)
}

// collect adds what the control n would send.
func collect(fields url.Values, n *html.Node) {
	name := attribute(n, "name")
	if n.Type != html.ElementNode || name == "" {
		return
	}
	switch n.Data {
	case "input":
		if kind := attribute(n, "type"); kind != "radio" && kind != "checkbox" || carries(n, "checked") {
			fields.Add(name, attribute(n, "value"))
		}
	case "textarea":
		fields.Add(name, written(n))
	case "select":
		for o := range n.Descendants() {
			if o.Data == "option" && carries(o, "selected") {
				fields.Add(name, attribute(o, "value"))
			}
		}
	}
}

func first(root *html.Node, is func(*html.Node) bool) *html.Node {
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && is(n) {
			return n
		}
	}
	return nil
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func carries(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// written is the text inside an element.
func written(n *html.Node) string {
	var s strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			s.WriteString(c.Data)
		}
	}
	return s.String()
}

// words is the text of the page's main part.
func (p sheet) words() string {
	main := first(p.root, func(n *html.Node) bool { return n.Data == "main" })
	if main == nil {
		return tail(p.body, 400)
	}
	return strings.Join(strings.Fields(written(main)), " ")
}

// keeps reports whether a control or a paragraph of the page holds the text as
// it was typed.
func (p sheet) keeps(typed string) bool {
	fields := url.Values{}
	for n := range p.root.Descendants() {
		collect(fields, n)
	}
	for _, values := range fields {
		for _, v := range values {
			if v == typed {
				return true
			}
		}
	}
	return false
}

// says fails unless the page has the status and its words hold every sentence.
func (p sheet) says(t testing.TB, status int, sentences ...string) {
	t.Helper()
	if p.status != status {
		t.Errorf("%s answered %d, want %d; it says: %s", p.path, p.status, status, p.words())
	}
	for _, sentence := range sentences {
		if !strings.Contains(p.words(), sentence) {
			t.Errorf("%s does not say %q; it says: %s", p.path, sentence, p.words())
		}
	}
}

// holds fails unless a control of the page holds each text exactly as typed, and
// no markup of it became markup of the page.
func (p sheet) holds(t testing.TB, typed ...string) {
	t.Helper()
	for _, text := range typed {
		if !p.keeps(text) {
			t.Errorf("%s (%d) lost what was typed: %q", p.path, p.status, tail(text, 80))
		}
	}
	if strings.Contains(p.body, rawMarkup) {
		t.Errorf("%s shows what was typed without escaping", p.path)
	}
}

// rawMarkup is in every text the stories type: it must come back escaped.
const rawMarkup = `<b id="typed">`
