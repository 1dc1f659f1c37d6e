package public_test

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/signup"
)

// token returns the newest token that was to be mailed for a purpose.
func (s *site) token(kind string) string {
	s.t.Helper()
	column, where := "sealed_token", "FROM signup_mails WHERE kind = 'confirm' ORDER BY id DESC LIMIT 1"
	if kind == "manage" {
		column, where = "manage_sealed", "FROM subscribers ORDER BY id DESC LIMIT 1"
	}
	var sealed string
	if err := s.Fix.DB.Read(s.t.Context()).Raw("SELECT " + column + " " + where).Scan(&sealed).Error; err != nil {
		s.t.Fatal(err)
	}
	token, err := s.Key.Unseal(kind, sealed)
	if err != nil {
		s.t.Fatal(err)
	}
	return token
}

func (s *site) state() string {
	s.t.Helper()
	var state string
	if err := s.Fix.DB.Read(s.t.Context()).Raw("SELECT state FROM subscribers ORDER BY id DESC LIMIT 1").Scan(&state).Error; err != nil {
		s.t.Fatal(err)
	}
	return state
}

func (s *site) count(table string) int {
	s.t.Helper()
	var n int
	if err := s.Fix.DB.Read(s.t.Context()).Raw("SELECT count(*) FROM " + table).Scan(&n).Error; err != nil {
		s.t.Fatal(err)
	}
	return n
}

const signUp = "email=dana@example.org&scope=all&incidents=on&maintenance=on&postmortems=on"

func TestASubscriptionsLife(t *testing.T) {
	t.Parallel()
	s := serve(t)
	res, body := s.ask("POST", "/subscribe", signUp)
	if res.StatusCode != 200 || !strings.Contains(body, "dana@example.org") || s.state() != "pending" {
		t.Fatalf("signed up: %d, state %s", res.StatusCode, s.state())
	}
	confirm := "/subscriptions/" + s.token("confirm")
	for range 3 { // mail scanners look at every link
		if res, body = s.get(confirm); res.StatusCode != 200 || !strings.Contains(body, "<form method=\"post\"") || s.state() != "pending" {
			t.Fatalf("looked at: %d, state %s", res.StatusCode, s.state())
		}
	}
	res, _ = s.ask("POST", confirm, "deed=confirm")
	if res.StatusCode != 303 || res.Header.Get("Location") != confirm+"?done=confirm" || s.state() != "active" {
		t.Fatalf("confirmed: %d to %s, state %s", res.StatusCode, res.Header.Get("Location"), s.state())
	}
	if _, body = s.get(confirm + "?done=confirm"); !strings.Contains(body, "Your subscription is confirmed.") {
		t.Error("the page does not say that it is confirmed")
	}
	manage := "/subscriptions/" + s.token("manage")
	if res, _ = s.ask("POST", manage, "deed=change&scope=some&postmortems=on"); res.StatusCode != 422 {
		t.Errorf("a choice of nothing: %d", res.StatusCode)
	}
	components, err := s.Store.Components(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if res, _ = s.ask("POST", manage, "deed=change&scope=some&postmortems=on&component="+components[0].PublicID); res.StatusCode != 303 {
		t.Errorf("changed: %d", res.StatusCode)
	}
	sub, err := signup.NewDoor(s.Fix.DB, s.Key).Subscription(t.Context(), s.token("manage"))
	if err != nil || sub.Choice.AllComponents || len(sub.Choice.ComponentIDs) != 1 || sub.Choice.Incidents || !sub.Choice.Postmortems {
		t.Errorf("the choice is %+v, %v", sub.Choice, err)
	}
	if res, _ = s.ask("POST", manage, "deed=dance"); res.StatusCode != 422 {
		t.Errorf("an unknown deed: %d", res.StatusCode)
	}
	if res, _ = s.ask("POST", manage, "deed=leave"); res.StatusCode != 303 || s.state() != "left" {
		t.Errorf("left: %d, state %s", res.StatusCode, s.state())
	}
}

// TestARefusedFormShowsNoOtherChoice: only the form that changes the choice holds
// one. After another was refused the page shows what is kept, so that saving it
// loses nothing.
func TestARefusedFormShowsNoOtherChoice(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.ask("POST", "/subscribe", signUp)
	s.ask("POST", "/subscriptions/"+s.token("confirm"), "deed=confirm")
	manage := "/subscriptions/" + s.token("manage")
	const kept, typed = `name="maintenance" value="true" checked`, `name="countermeasures" value="true" checked`
	if res, body := s.ask("POST", manage, "deed=follow&incident=goneincident"); res.StatusCode != 422 || !strings.Contains(body, kept) || !strings.Contains(body, "not on our page any more") {
		t.Errorf("after a refused follow: %d\n%s", res.StatusCode, body)
	}
	if res, body := s.ask("POST", manage, "deed=change&scope=some&countermeasures=on"); res.StatusCode != 422 || strings.Contains(body, kept) || !strings.Contains(body, typed) {
		t.Errorf("after a refused change: %d\n%s", res.StatusCode, body)
	}
}

var stamps = regexp.MustCompile(`<time[^>]*>[^<]*</time>`)

// timeless is a page without its times, which move on by themselves.
func timeless(page string) string { return stamps.ReplaceAllString(page, "") }

func TestTheSignUpFormAnswersEverybodyTheSame(t *testing.T) {
	t.Parallel()
	s := serve(t)
	_, fresh := s.ask("POST", "/subscribe", signUp)
	res, known := s.ask("POST", "/subscribe", signUp)
	if res.StatusCode != 200 || timeless(known) != timeless(fresh) {
		t.Errorf("a known address is answered %d:\n%s\nand a new one:\n%s", res.StatusCode, known, fresh)
	}
	before := s.count("subscribers")
	if _, trapped := s.ask("POST", "/subscribe", signUp+"&website=https://spam.example"); timeless(trapped) != timeless(fresh) {
		t.Error("a machine is answered differently")
	}
	if _, body := s.ask("POST", "/subscribe", strings.Replace(signUp, "dana", "trapped", 1)+"&website=x"); !strings.Contains(body, "trapped@example.org") || s.count("subscribers") != before {
		t.Error("what only a machine fills in did not stop it")
	}
	for n := range 40 {
		if res, _ := s.ask("POST", "/subscribe", strings.Replace(signUp, "dana", fmt.Sprintf("flood%d", n), 1)); res.StatusCode != 200 {
			t.Fatalf("request %d of a flood is answered with %d", n, res.StatusCode)
		}
	}
	if got := s.count("subscribers"); got > 20 {
		t.Errorf("one network made %d subscribers", got)
	}
}

func TestAMistakeInTheFormLosesNothing(t *testing.T) {
	t.Parallel()
	s := serve(t)
	for name, form := range map[string]string{"no address": "email=&scope=all&incidents=on", "a wrong address": "email=dana%40nowhere&scope=all&incidents=on",
		"nothing chosen": "email=dana%40example.org&scope=all", "a header in it": "email=" + url.QueryEscape("a@b.example\r\nBcc: c@d.example") + "&scope=all&incidents=on"} {
		res, body := s.ask("POST", "/subscribe", form)
		if res.StatusCode != 422 || !strings.Contains(body, `role="alert"`) {
			t.Errorf("%s: %d", name, res.StatusCode)
		}
	}
	if s.count("subscribers") != 0 {
		t.Error("a wrong form made a subscriber")
	}
}

func TestOneClickLeaves(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.ask("POST", "/subscribe", signUp)
	s.ask("POST", "/subscriptions/"+s.token("confirm"), "deed=confirm")
	link := "/u/" + s.token("manage")
	if res, body := s.get(link); res.StatusCode != 200 || !strings.Contains(body, "<button>") || s.state() != "active" {
		t.Errorf("GET: %d, state %s", res.StatusCode, s.state())
	}
	known, body := s.ask("POST", link, "List-Unsubscribe=One-Click")
	if known.StatusCode != 200 || s.state() != "left" {
		t.Errorf("POST: %d, state %s", known.StatusCode, s.state())
	}
	unknown, other := s.ask("POST", "/u/AAAAAAAAAAAAAAAAAAAAAA", "List-Unsubscribe=One-Click")
	if unknown.StatusCode != 200 || other != body {
		t.Error("a token that nobody has is answered differently")
	}
	if _, page := s.ask("POST", "/u/AAAAAAAAAAAAAAAAAAAAAA", "List-Unsubscribe=One-Click", "Accept", "text/html,*/*"); !strings.Contains(page, "off our list") {
		t.Error("a person who pressed the button sees no page")
	}
}

func TestLeavingWithTheDatabaseAwayIsKeptAndDoneLater(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.ask("POST", "/subscribe", signUp)
	s.ask("POST", "/subscriptions/"+s.token("confirm"), "deed=confirm")
	token := s.token("manage")
	away := s.breakDoor()

	start := time.Now()
	res, body := s.ask("POST", "/u/"+token, "List-Unsubscribe=One-Click")
	if took := time.Since(start); res.StatusCode != 200 || took > 5*time.Second || body != "We have noted it and will do it as soon as our database is back.\n" {
		t.Fatalf("with the database away: %d after %v: %s", res.StatusCode, took, body)
	}
	if _, page := s.ask("POST", "/u/"+token, "List-Unsubscribe=One-Click", "Accept", "text/html"); !strings.Contains(page, "as soon as our database is back") {
		t.Error("the page does not say that it will be done later")
	}
	spool := filepath.Join(s.Dir, "leaving.log")
	info, err := os.Stat(spool)
	if err != nil || info.Mode().Perm() != 0o600 {
		if _, err := os.Stat(spool + ".work"); err != nil {
			t.Fatalf("the request is not on disk: %v", err)
		}
	}
	if strings.Contains(s.Log.String(), token) {
		t.Error("the token is in the log")
	}
	away()
	s.untilLeft()
}

func (s *site) untilLeft() {
	s.t.Helper()
	for deadline := time.Now().Add(30 * time.Second); s.state() != "left"; {
		if time.Now().After(deadline) {
			s.t.Fatal("the request was never done")
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func TestARequestThatAFullDiskCutShortSpoilsNoOther(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.ask("POST", "/subscribe", signUp)
	s.ask("POST", "/subscriptions/"+s.token("confirm"), "deed=confirm")
	token := s.token("manage")
	mend := s.breakDoor()
	if err := os.WriteFile(filepath.Join(s.Dir, "leaving.log"), []byte("YYYYYYYYYYYY"), 0o600); err != nil {
		t.Fatal(err)
	}
	if res, _ := s.ask("POST", "/u/"+token, "List-Unsubscribe=One-Click"); res.StatusCode != 200 {
		t.Fatalf("with the database away: %d", res.StatusCode)
	}
	mend()
	s.untilLeft()
}

// breakDoor makes every statement about subscribers fail, and returns what
// mends it.
func (s *site) breakDoor() (mend func()) {
	s.t.Helper()
	rename := func(from, to string) {
		err := s.Fix.DB.Tx(s.t.Context(), func(tx *models.Tx) error { return tx.DB().Exec("ALTER TABLE " + from + " RENAME TO " + to).Error })
		if err != nil {
			s.t.Fatal(err)
		}
	}
	rename("subscribers", "subscribers_away")
	return func() { rename("subscribers_away", "subscribers") }
}

func TestSubscribersOverTheAPI(t *testing.T) {
	t.Parallel()
	s := serve(t)
	res, body := s.ask("POST", "/api/v2/subscribers.json", "subscriber[email]=dana@example.org")
	if res.StatusCode != 201 || !strings.Contains(body, `"mode":"email","email":"dana@example.org"`) || s.state() != "pending" {
		t.Errorf("form: %d %s", res.StatusCode, body)
	}
	res, body = s.ask("POST", "/api/v2/subscribers.json", `{"subscriber":{"email":"robin@example.org"}}`, "Content-Type", "application/json")
	if res.StatusCode != 201 || !strings.Contains(body, "robin@example.org") {
		t.Errorf("JSON: %d %s", res.StatusCode, body)
	}
	res, body = s.ask("POST", "/api/v2/subscribers.json", `{"subscriber":{"email":"nonsense"}}`, "Content-Type", "application/json")
	if res.StatusCode != 422 || res.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("a wrong address: %d %s", res.StatusCode, body)
	}
	if res, _ = s.ask("DELETE", "/api/v2/subscribers.json", "subscriber[id]="+s.token("manage")); res.StatusCode != 204 || s.state() != "left" {
		t.Errorf("DELETE: %d, state %s", res.StatusCode, s.state())
	}
	if res, _ = s.ask("DELETE", "/api/v2/subscribers.json", "subscriber[email]=dana@example.org"); res.StatusCode != 422 || s.state() != "left" {
		t.Errorf("DELETE by address: %d", res.StatusCode)
	}
}

// TestSubscribersOverTheAPIKeepTheirChoice sends the choice in every form that
// clients send.
func TestSubscribersOverTheAPIKeepTheirChoice(t *testing.T) {
	t.Parallel()
	s := serve(t)
	components, err := s.Store.Components(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	id := components[0].PublicID
	for name, c := range map[string]struct{ path, body, kind string }{
		"form":      {"", "subscriber[email]=one@example.org&subscriber[component_ids][]=" + id, "application/x-www-form-urlencoded"},
		"JSON":      {"", `{"subscriber":{"email":"two@example.org","component_ids":["` + id + `"]}}`, "application/json"},
		"query":     {"?subscriber[email]=three@example.org&subscriber[component_ids][]=" + id, "x=y", "application/x-www-form-urlencoded"},
		"multipart": {"", "--b\r\nContent-Disposition: form-data; name=\"subscriber[email]\"\r\n\r\nfour@example.org\r\n--b\r\nContent-Disposition: form-data; name=\"subscriber[component_ids][]\"\r\n\r\n" + id + "\r\n--b--\r\n", "multipart/form-data; boundary=b"},
	} {
		if res, body := s.ask("POST", "/api/v2/subscribers.json"+c.path, c.body, "Content-Type", c.kind); res.StatusCode != 201 {
			t.Errorf("%s: %d %s", name, res.StatusCode, body)
			continue
		}
		sub, err := signup.NewDoor(s.Fix.DB, s.Key).Subscription(t.Context(), s.token("confirm"))
		if err != nil || sub.Choice.AllComponents || len(sub.Choice.ComponentIDs) != 1 || sub.Choice.ComponentIDs[0] != id {
			t.Errorf("%s: the choice is %+v, %v", name, sub.Choice, err)
		}
	}
}

func TestSubscribersOverTheAPIComeFromAnyOrigin(t *testing.T) {
	t.Parallel()
	s := serve(t)
	for _, c := range []struct {
		method, body string
		status       int
	}{{"OPTIONS", "", 204}, {"POST", "subscriber[email]=dana@example.org", 201}, {"POST", "subscriber[email]=nonsense", 422}, {"DELETE", "subscriber[id]=short", 422},
		{"DELETE", "subscriber[id]=AAAAAAAAAAAAAAAAAAAAAA", 204}} {
		res, _ := s.ask(c.method, "/api/v2/subscribers.json", c.body, "Origin", "https://elsewhere.example", "Access-Control-Request-Method", "POST")
		if res.StatusCode != c.status || res.Header.Get("Access-Control-Allow-Origin") != "*" || res.Header.Get("Access-Control-Allow-Credentials") != "" {
			t.Errorf("%s %s: %d, open to %q", c.method, c.body, res.StatusCode, res.Header.Get("Access-Control-Allow-Origin"))
		}
		if allowed := res.Header.Get("Access-Control-Allow-Methods"); c.method == "OPTIONS" && (!strings.Contains(allowed, "POST") || !strings.Contains(allowed, "DELETE") ||
			!strings.Contains(strings.ToLower(res.Header.Get("Access-Control-Allow-Headers")), "content-type")) {
			t.Errorf("the preflight allows %q", allowed)
		}
	}
}
