package follow_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"vitrine/public"
)

const signUp = "email=dana@example.org&scope=all&incidents=on&maintenance=on&postmortems=on"

func (p *pair) count(what string) (n int) {
	p.t.Helper()
	if err := p.fix.DB.Read(p.t.Context()).Raw("SELECT count(*) FROM " + what).Scan(&n).Error; err != nil {
		p.t.Fatal(err)
	}
	return n
}

// token is what the newest mail to a subscriber holds.
func (p *pair) token(kind, column, from string) string {
	p.t.Helper()
	var sealed string
	if err := p.fix.DB.Read(p.t.Context()).Raw("SELECT " + column + " FROM " + from + " ORDER BY id DESC LIMIT 1").Scan(&sealed).Error; err != nil {
		p.t.Fatal(err)
	}
	token, err := p.key.Unseal(kind, sealed)
	if err != nil {
		p.t.Fatal(err)
	}
	return token
}

// TestWhatOneVisitorAsksIsCarriedToTheFirst: signing up, confirming, changing and
// leaving at the second address.
func TestWhatOneVisitorAsksIsCarriedToTheFirst(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	p.look()
	if res, body := p.ask(p.away, "GET", "/subscribe/challenge", ""); res.StatusCode != 200 || !strings.Contains(body, "challenge") {
		t.Errorf("the challenge answers %d", res.StatusCode)
	}
	res, body := p.ask(p.away, "POST", "/subscribe", signUp)
	if res.StatusCode != 200 || !strings.Contains(body, "dana@example.org") || p.count("signup_mails") != 1 {
		t.Fatalf("signing up answers %d", res.StatusCode)
	}
	if res.Header.Get("Cache-Control") != "no-store" || res.Header.Get("Content-Security-Policy") == "" {
		t.Errorf("an answer for one visitor has %v", res.Header)
	}
	if res, _ = p.ask(p.away, "POST", "/subscribe", "email=nobody"); res.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("a wrong address answers %d", res.StatusCode)
	}
	at := "/subscriptions/" + p.token("confirm", "sealed_token", "signup_mails")
	if res, _ = p.ask(p.away, "POST", at, "deed=confirm"); res.StatusCode != http.StatusSeeOther || !strings.HasPrefix(res.Header.Get("Location"), "/subscriptions/") {
		t.Errorf("confirming answers %d %s", res.StatusCode, res.Header.Get("Location"))
	}
	token := p.token("manage", "manage_sealed", "subscribers")
	if res, body = p.ask(p.away, "GET", "/subscriptions/"+token, ""); res.StatusCode != 200 || !strings.Contains(body, "dana@example.org") {
		t.Errorf("one's own page answers %d", res.StatusCode)
	}
	if res, body = p.ask(p.away, "POST", "/u/"+token, "List-Unsubscribe=One-Click"); res.StatusCode != 200 || !strings.Contains(body, "You are unsubscribed") {
		t.Errorf("leaving answers %d %s", res.StatusCode, body)
	}
	if p.count("subscribers WHERE state = 'left'") != 1 {
		t.Error("nobody left")
	}
}

// TestNobodysWishToLeaveIsLost: it is written down while the first is gone, and done
// when that is back; what cannot wait is refused in words.
func TestNobodysWishToLeaveIsLost(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	p.look()
	p.ask(p.home, "POST", "/subscribe", signUp)
	p.ask(p.home, "POST", "/subscriptions/"+p.token("confirm", "sealed_token", "signup_mails"), "deed=confirm")
	token := p.token("manage", "manage_sealed", "subscribers")
	p.down.Store(true)
	if res, body := p.ask(p.away, "POST", "/subscribe", "email=noor@example.org&scope=all&incidents=on"); res.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, "noor@example.org") || !strings.Contains(body, "not possible at this address just now") {
		t.Errorf("signing up without the first answers %d", res.StatusCode)
	}
	if res, body := p.ask(p.away, "GET", "/subscriptions/"+token, ""); res.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, "not possible at this address just now") {
		t.Errorf("one's own page without the first answers %d", res.StatusCode)
	}
	if res, body := p.ask(p.away, "POST", "/u/"+token, "List-Unsubscribe=One-Click"); res.StatusCode != 200 || !strings.Contains(body, "We have noted it") {
		t.Errorf("leaving without the first answers %d %s", res.StatusCode, body)
	}
	if p.count("subscribers WHERE state = 'active'") != 1 {
		t.Fatal("there is nobody to leave")
	}
	p.down.Store(false)
	p.look()
	p.listen(public.New(p.second, nil, public.Config{PublicURL: home, Dir: p.leaving, Log: p.logger(), Onward: p.follower.Carry})) // as after a restart
	for end := time.Now().Add(20 * time.Second); p.count("subscribers WHERE state = 'left'") != 1; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the wish to leave was lost")
		}
	}
}

// TestNobodyRunsInACircle: a request that was carried is not carried on, and nobody but
// the second machine speaks for a visitor.
func TestNobodyRunsInACircle(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	p.look()
	if res, _ := p.ask(p.away, "POST", "/subscribe", signUp, "Vitrine-Carried", "1"); res.StatusCode != http.StatusLoopDetected || p.count("signup_mails") != 0 {
		t.Errorf("a request that was carried already answers %d", res.StatusCode)
	}
	if res, _ := p.ask(p.away, "GET", "/.well-known/vitrine/edition", "", "Authorization", "Bearer "+key); res.StatusCode != http.StatusNotFound {
		t.Errorf("a machine that follows is followed: %d", res.StatusCode)
	}
	for n := range 8 { // more than one network may ask without a script's work
		p.ask(p.home, "POST", "/subscribe", strings.Replace(signUp, "dana", "reader"+string(rune('a'+n)), 1), public.VisitorHeader, "192.0.2."+string(rune('1'+n)))
	}
	if n := p.count("signup_mails"); n > 6 {
		t.Errorf("somebody without the key spoke for %d visitors", n)
	}
	before := p.count("signup_mails")
	for n := range 8 {
		p.ask(p.home, "POST", "/subscribe", strings.Replace(signUp, "dana", "guest"+string(rune('a'+n)), 1), public.VisitorHeader, "198.51."+string(rune('1'+n))+".7", "Authorization", "Bearer "+key)
	}
	if n := p.count("signup_mails") - before; n != 8 {
		t.Errorf("of 8 visitors of the second machine %d were heard", n)
	}
}
