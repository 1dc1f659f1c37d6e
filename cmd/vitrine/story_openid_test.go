package main

import (
	"net/http"
	"strings"
	"testing"

	"vitrine/public"
	"vitrine/public/openid/openidtest"
)

// TestStoryOfAReaderWhoSignsInAtAProvider, which is another site for the browser: from
// the page they asked for to that page, with and without scripts, and out again; a
// colleague who may not read is told whom to ask.
func TestStoryOfAReaderWhoSignsInAtAProvider(t *testing.T) {
	t.Parallel()
	s := prepare(t)
	p := openidtest.Start(t, s.public+public.ProviderReturn)
	p.URL, p.Asks = strings.Replace(p.URL, "127.0.0.1", "localhost", 1), true
	s.env = append(s.env, "VITRINE_PRIVATE_OIDC="+p.URL, "VITRINE_PRIVATE_OIDC_CLIENT="+p.ClientID, "VITRINE_PRIVATE_OIDC_SECRET="+p.Secret, "VITRINE_PRIVATE_OIDC_CLAIM=groups=board, readers",
		"VITRINE_PRIVATE_OIDC_NAME=Northpole", "VITRINE_OUTWARD_ALLOW=127.0.0.0/8,::1")
	s.start()
	b := newBrowser(t)
	for _, ada := range []*person{b.person("Ada"), b.person("Ada without scripts").withoutScript()} {
		if status := ada.open(s.public + "/history"); status != http.StatusUnauthorized {
			t.Fatalf("a stranger is answered with %d", status)
		}
		ada.sees("This page is private", "Sign in with Northpole")
		ada.follow("Sign in with")
		ada.sees("The provider")
		if status := ada.press("Continue as Ada"); status != http.StatusOK || ada.text() == "" {
			t.Errorf("the way back leads to %d", status)
		}
		ada.sees(s.public+"/history", "History")
		ada.open(s.public + "/sign-in")
		ada.press("Sign out")
		if status := ada.open(s.public + "/history"); status != http.StatusUnauthorized {
			t.Errorf("after signing out: %d", status)
		}
	}
	p.Person["groups"] = []string{"staff"}
	sam := b.person("Sam")
	sam.open(s.public + "/")
	sam.follow("Sign in with")
	if status := sam.press("Continue as Ada"); status != http.StatusForbidden {
		t.Errorf("who may not read is answered with %d", status)
	}
	sam.sees("your account may not read this site. Ask whoever gave you this address to let it in.", "Sign in with Northpole")
	if out, _, _ := s.vitrine("", "doctor"); !strings.Contains(out, "ok    sign-in        "+p.URL+" answers; it must send browsers back to "+s.public+"/sign-in/callback") {
		t.Errorf("the doctor says %s", out)
	}
	for _, secret := range p.Secrets() {
		if strings.Contains(s.log.String(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}
