package main

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"
)

// removedUpdate takes the leaked update off every public thing at once.
func (tr *inputs) removedUpdate(t *testing.T) {
	page := "/incidents/" + tr.open
	var leaked string
	for _, u := range list(tr.writer.do("GET", page, nil), "updates") {
		if strings.Contains(text(u, "body"), "10.20.30.43") {
			leaked = text(u, "id")
		}
	}
	public := []string{"/", page, "/history", "/feed.rss", "/feed.atom", "/feed.json", "/history.atom", "/components/sign-in", "/components/sign-in.rss",
		"/api/v2/summary.json", "/api/v2/incidents.json", "/api/v2/incidents/unresolved.json"}
	shown := 0
	for _, path := range public {
		if _, _, body := tr.s.get(path); strings.Contains(body, "10.20.30.43") {
			shown++
		}
	}
	if leaked == "" || shown < 5 {
		t.Fatalf("update %q is shown in %d places; nothing to remove", leaked, shown)
	}
	remove := page + "/updates/" + leaked + "/remove"
	tr.jonas.open(remove).says(t, http.StatusOK, "disappears at once")
	tr.jonas.send(remove, "", "reason", "").says(t, http.StatusUnprocessableEntity)
	tr.jonas.send(remove, "", "reason", "It named a machine and a person.").says(t, http.StatusOK, "Removed")
	for _, path := range public {
		status, _, body := tr.s.get(path)
		if status != http.StatusOK || strings.Contains(body, "10.20.30.43") || strings.Contains(body, "Wendela") {
			t.Errorf("after the removal %s answered %d and shows the leaked word", path, status)
		}
	}
	if got := tr.jonas.open("/audit"); !strings.Contains(got.body, "It named a machine and a person.") {
		t.Error("the audit trail does not keep why it was removed")
	}
}

// lostSession sends a form after the session was ended elsewhere.
func (tr *inputs) lostSession(t *testing.T) {
	page, updates := "/incidents/"+tr.open, "/incidents/"+tr.open+"/updates"
	writer := tr.s.console(t, "jonas@northpole.example", "admin")
	writer.open(page)
	form := writer.form(updates, "body", typedText, "step", "quiet")
	elsewhere := *writer
	elsewhere.open("/account")
	elsewhere.send("/sign-out", "")
	writer.web.Jar, _ = cookiejar.New(nil) // never fails without options

	got := writer.ask("POST", updates, form)
	got.says(t, http.StatusUnauthorized, "Your session had ended.", "Nothing you wrote is lost")
	got.holds(t, typedText)
	wrong := writer.send("/sign-in", "", "email", "jonas@northpole.example", "password", "not the password at all")
	wrong.says(t, http.StatusUnauthorized)
	wrong.holds(t, typedText)
	time.Sleep(1500 * time.Millisecond) // a wrong password costs a moment
	back := writer.send("/sign-in", "", "email", "jonas@northpole.example", "password", "correct horse staple admin")
	back.says(t, http.StatusOK, "You are signed in again", "It was not carried out", "Most sign-ins fail since 16:00 UTC.")
	back.holds(t, typedText)
	before := len(list(tr.writer.do("GET", page, nil), "updates"))
	writer.send(updates, "").says(t, http.StatusOK, "Published", "Most sign-ins fail since 16:00 UTC.")
	if after := len(list(tr.writer.do("GET", page, nil), "updates")); after != before+1 {
		t.Errorf("sending it again made %d updates", after-before)
	}
}

func (tr *inputs) crossSite(t *testing.T) {
	updates := "/incidents/" + tr.open + "/updates"
	tr.jonas.open("/incidents/" + tr.open)
	form := tr.jonas.form(updates, "body", "Sent by another site.", "step", "quiet")
	for _, site := range []string{"cross-site", "same-site"} {
		tr.jonas.ask("POST", updates, form, "Sec-Fetch-Site", site).says(t, http.StatusForbidden, "This form was sent by another site, so nothing was done.")
	}
	form.Set("csrf", "made-up")
	tr.jonas.ask("POST", updates, form).says(t, http.StatusForbidden, "This form does not belong to your session")
	if _, _, page := tr.s.get("/incidents/" + tr.open); strings.Contains(page, "Sent by another site.") {
		t.Error("another site published an update")
	}
}

// lyingHost names another host in every header that a proxy might write.
func (tr *inputs) lyingHost(t *testing.T) {
	lies := http.Header{"X-Forwarded-Host": {"evil.example"}, "X-Forwarded-Proto": {"https"}, "X-Forwarded-Server": {"evil.example"}, "X-Forwarded-For": {"203.0.113.9"},
		"Forwarded": {"host=evil.example;proto=https"}, "X-Original-Url": {"/evil.example"}, "X-Rewrite-Url": {"//evil.example/"}}
	for _, base := range []string{tr.s.public, tr.s.admin} {
		for _, path := range []string{"/", "/history", "/history/", "/feed.atom", "/feed.rss", "/feed.json", "/sitemap.xml", "/robots.txt", "/incidents/" + tr.open,
			"/subscribe", "/nowhere", "//evil.example/..", "/sign-in", "/api/v2/summary.json", "/api/v1/openapi.json", "/healthz"} {
			for _, host := range []string{"", "evil.example"} {
				status, answer := whisper(t, http.MethodGet, base+path, host, lies, nil)
				if strings.Contains(strings.ReplaceAll(answer, "//evil.example/..", ""), "evil.example") || status >= 500 {
					t.Errorf("%s%s for the host %q answered %d and names another host", base, path, host, status)
				}
			}
		}
	}
	box := newMailbox(t)
	s := prepare(t, "VITRINE_SMTP_URL="+box.url).start()
	form := s.signUpForm()
	form.Set("email", "sam@customer.example")
	if status, answer := whisper(t, http.MethodPost, s.public+"/subscribe", "evil.example", lies, form); status != http.StatusOK || strings.Contains(answer, "evil.example") {
		t.Fatalf("signing up answered %d %s", status, tail(answer, 300))
	}
	eventually(t, 15*time.Second, func() error {
		letters := box.of("sam@customer.example")
		if len(letters) == 0 {
			return errNoMail
		}
		if l := letters[0]; strings.Contains(string(l.raw)+l.text+l.html, "evil.example") || !strings.HasPrefix(confirmLink.FindString(l.text), s.public) {
			t.Errorf("the mail's link does not lead to the configured address:\n%s", l.text)
		}
		return nil
	})
}

// whisper sends a request with headers that lie and follows no redirect; the
// answer is its headers and its body.
func whisper(t *testing.T, method, address, host string, lies http.Header, form url.Values) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(context.Background(), method, address, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header, req.Host = lies.Clone(), host
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	var head strings.Builder
	if err := res.Header.Write(&head); err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, head.String() + string(body)
}

func (tr *inputs) strangeFields(t *testing.T) {
	for path, body := range map[string]object{
		"/incidents":                         {"title": "x", "state": "investigating", "body": "We look.", "titel": "x"},
		"/incidents/" + tr.open + "/updates": {"state": "identified", "body": "We look.", "publish": true},
		"/components":                        {"name": "Reports", "colour": "green"},
		"/subscribers":                       {"email": "kim@customer.example", "consent": "asked", "admin": true},
	} {
		status, answer := tr.writer.try("POST", path, body)
		if status != http.StatusUnprocessableEntity || len(list(answer, "errors")) == 0 {
			t.Errorf("POST %s with a field nobody knows answered %d %v", path, status, answer)
		}
	}
	if _, _, page := tr.s.get("/incidents/" + tr.open); strings.Contains(page, "We look.") {
		t.Error("an update with a field nobody knows was published")
	}
}
