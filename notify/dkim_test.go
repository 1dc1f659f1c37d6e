package notify_test

import (
	"encoding/json"
	"fmt"
	"net/mail"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-msgauth/dkim"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/modelstest"
	"vitrine/models/signup"
	"vitrine/notify"
)

// keyFile is a new key as LoadSigner reads it.
func keyFile(t *testing.T, kind string) string {
	t.Helper()
	key, err := notify.NewSigningKey(kind)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "dkim.pem")
	if err := os.WriteFile(path, key, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// signer makes a key on disk as an operator does and loads it.
func signer(t *testing.T, kind, selector string) *notify.Signer {
	t.Helper()
	s, err := notify.LoadSigner(keyFile(t, kind), selector, "status.acme.example")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// everyKind makes the world send every kind of mail there is, and returns them by
// the kind of what they tell.
func (w *world) everyKind() map[string]received {
	w.Helper()
	ctx, sam := w.Context(), "sam@customer.example"
	api := modelstest.Component(w.T, w.store, "API")
	w.signUp(sam, api)
	if err := w.door.Ask(ctx, signup.Request{Email: "known@customer.example", Choice: signup.Choice{AllComponents: true, Incidents: true}}); err != nil {
		w.Fatal(err)
	}
	w.until("the link comes", func() bool { return len(w.server.to("known@customer.example")) > 0 })
	w.run("UPDATE subscribers SET wants_maintenance = ?, wants_countermeasures = ?", true, true)
	mails := map[string]received{}
	collect := func(kind string, do func()) {
		w.Helper()
		before := len(w.server.to(sam))
		do()
		w.until("the mail comes: "+kind, func() bool { return len(w.server.to(sam)) > before })
		mails[kind] = w.server.to(sam)[before]
	}
	var i models.Incident
	collect("incident", func() {
		i = w.open("Elevated API errors: Zürich & Genève, a title that is long enough to be folded over more than one line", api)
	})
	var u models.Update
	collect("update", func() { u = w.post(i, models.Identified, "We found **the cause**.\n\n.\nA line with a dot alone.") })
	collect("correction", func() {
		w.must(w.store.CorrectUpdate(ctx, u.PublicID, models.Correction{Body: "Another cause.", Notify: true}))
	})
	collect("resolved", func() { w.post(i, models.Resolved, "It is over.") })
	w.maintained(api, collect)
	var p models.Postmortem
	collect("postmortem", func() { p = w.publish(i) })
	collect("countermeasures", func() {
		w.must(w.store.SetCountermeasure(ctx, p.Countermeasures[0].PublicID, models.Done, ""))
	})
	w.must(w.store.WithdrawPostmortem(ctx, p.Slug, 0, "It was wrong."))
	collect("retraction", func() { w.must(w.store.Retract(ctx, models.NewRetraction{Slug: p.Slug, Body: "We withdrew it."})) })
	mails["confirmation"], mails["manage link"] = w.server.to(sam)[0], w.server.to("known@customer.example")[0]
	return mails
}

// maintained takes a maintenance from its announcement, by a reminder, to a
// cancellation.
func (w *world) maintained(c models.Component, collect func(string, func())) {
	var m models.Maintenance
	start := w.store.Now().Add(26 * time.Hour)
	collect("maintenance", func() {
		m = w.must(w.store.PlanMaintenance(w.Context(), models.NewMaintenance{Title: "Database upgrade", Body: "We upgrade.", ScheduledFor: start,
			ScheduledUntil: start.Add(time.Hour), ComponentIDs: []string{c.PublicID}, Remind: []string{"24h"}, Notify: true})).(models.Maintenance)
	})
	collect("reminder", func() {
		w.run("UPDATE maintenances SET created_at = ?, scheduled_for = ?", start.Add(-72*time.Hour), w.store.Now().Add(23*time.Hour))
		w.must(w.store.AdvanceMaintenances(w.Context()))
	})
	collect("cancelled maintenance", func() {
		w.must(w.store.PostMaintenanceUpdate(w.Context(), m.PublicID, models.NewMaintenanceUpdate{State: models.Cancelled, Body: "Not now.", Notify: true}))
	})
}

// must ends the test where a deed fails.
func (w *world) must(result any, err error) any {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
	return result
}

// verifier is Debian's dkimpy: another program in another language, which gets the
// key from us in place of the DNS.
const verifier = `
import dkim, json, sys
records = json.load(open(sys.argv[1]))
for path in sys.argv[2:]:
    asked = []
    def lookup(name, timeout=5):
        asked.append(name.decode().rstrip("."))
        return records.get(asked[-1], "").encode()
    ok = dkim.verify(open(path, "rb").read(), dnsfunc=lookup)
    print(json.dumps({"path": path, "ok": bool(ok), "asked": asked}))
`

// verified has a second implementation look at mails. It returns what it thinks of
// each.
func verified(t *testing.T, records map[string]string, mails map[string]received) map[string]bool {
	t.Helper()
	dir := t.TempDir()
	book := filepath.Join(dir, "records.json")
	text, _ := json.Marshal(records)
	args := []string{"-c", verifier, book}
	if err := os.WriteFile(book, text, 0o600); err != nil {
		t.Fatal(err)
	}
	for kind, m := range mails {
		path := filepath.Join(dir, kind)
		if err := os.WriteFile(path, []byte(m.Raw), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	out, err := exec.Command("/usr/bin/python3", args...).Output()
	if err != nil {
		t.Fatalf("dkimpy (Debian's python3-dkim; .ci/need installs it): %v\n%s", err, out)
	}
	found := map[string]bool{}
	for line := range strings.Lines(string(out)) {
		var one struct {
			Path string
			OK   bool
		}
		if err := json.Unmarshal([]byte(line), &one); err != nil {
			t.Fatal(err)
		}
		found[filepath.Base(one.Path)] = one.OK
	}
	return found
}

var signedList = regexp.MustCompile(`\bh=([A-Za-z:-]+)`)

// covers checks that a signature covers the fields that receivers ask for, once
// more than they stand in the mail.
func covers(t *testing.T, kind string, m received) {
	t.Helper()
	h := signedList.FindStringSubmatch(m.Header.Get("Dkim-Signature"))
	if h == nil {
		t.Errorf("%s: no list of signed fields in %q", kind, m.Header.Get("Dkim-Signature"))
		return
	}
	signed := map[string]int{}
	for _, name := range strings.Split(h[1], ":") {
		signed[strings.ToLower(name)]++
	}
	for name, times := range map[string]int{"from": 2, "list-unsubscribe": 2, "list-unsubscribe-post": 2, "to": 1, "subject": 1, "date": 1, "message-id": 1,
		"in-reply-to": 1, "references": 1, "reply-to": 1, "list-id": 1, "feedback-id": 1, "content-type": 1} {
		if signed[name] != times {
			t.Errorf("%s: %s is signed %d times, want %d", kind, name, signed[name], times)
		}
	}
}

// TestEveryKindOfMailIsSignedSoThatAnotherProgramBelievesIt sends every kind of
// mail to a real server and has Debian's dkimpy and go-msgauth verify what arrived.
func TestEveryKindOfMailIsSignedSoThatAnotherProgramBelievesIt(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"rsa", "ed25519"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			o := openOffice(t, modelstest.At(time.November, 19, 9, 0), 1)
			o.subscribe("known@customer.example")
			s := signer(t, kind, "s2026a")
			stop := o.crewWith(func(c *notify.Config) { c.Signer, c.BounceDomain = s, "bounce.acme.example" })
			mails := o.everyKind()
			o.owe(o.people[0], "Alarm before the disk is full", day(20))
			o.settled(1)
			stop()
			mails["staff"] = o.server.to(o.people[0].Email)[0]

			name, text := s.Record()
			if name != "s2026a._domainkey.status.acme.example" {
				t.Errorf("the record is called %s", name)
			}
			believed := verified(t, map[string]string{name: text}, mails)
			forged := map[string]received{}
			for kind, m := range mails {
				covers(t, kind, m)
				if !believed[kind] {
					t.Errorf("%s: dkimpy does not believe the signature", kind)
				}
				checks, err := dkim.VerifyWithOptions(strings.NewReader(m.Raw), &dkim.VerifyOptions{LookupTXT: func(string) ([]string, error) { return []string{text}, nil }})
				if err != nil || len(checks) != 1 || checks[0].Err != nil {
					t.Errorf("%s: go-msgauth: %v, %+v", kind, err, checks)
				}
				forged[kind+" with another way out"] = received{Raw: "List-Unsubscribe: <https://evil.example/>\r\n" + m.Raw}
				forged[kind+" with another sender"] = received{Raw: "From: evil@evil.example\r\n" + m.Raw}
				forged[kind+" with another text"] = received{Raw: m.Raw + "PS: click here\r\n"}
			}
			for kind, ok := range verified(t, map[string]string{name: text}, forged) {
				if ok {
					t.Errorf("%s: the signature holds", kind)
				}
			}
			if want := 13; len(mails) != want {
				t.Errorf("%d kinds of mail, want %d", len(mails), want)
			}
		})
	}
}

// crewWith is crew with a changed configuration.
func (o *office) crewWith(change func(*notify.Config)) (stop func()) {
	o.Helper()
	c := o.crewConfig()
	change(&c)
	_, stop = o.start(c)
	return stop
}

func TestKeysThatNobodyShouldSignWithAreRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, text string, mode os.FileMode) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
		return path
	}
	key, err := notify.NewSigningKey("rsa")
	if err != nil {
		t.Fatal(err)
	}
	good := write("good", string(key), 0o600)
	for why, c := range map[string]struct{ path, selector, domain, says string }{
		"no file":                 {filepath.Join(dir, "nothing"), "s", "acme.example", "vitrine dkim new"},
		"others can read it":      {write("open", string(key), 0o644), "s", "acme.example", "chmod 600"},
		"no key":                  {write("text", "hello", 0o600), "s", "acme.example", "no PEM block"},
		"a short RSA key":         {write("short", shortKey, 0o600), "s", "acme.example", "1024 bits"},
		"a selector with a space": {good, "s 1", "acme.example", "no name in the DNS"},
		"no domain":               {good, "s", "", "no name in the DNS"},
	} {
		if _, err := notify.LoadSigner(c.path, c.selector, c.domain); models.KindOf(err) != models.Invalid || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", why, err)
		}
	}
	if s, err := notify.LoadSigner(good, "S2026A", "Acme.Example."); err != nil || s.Domain() != "acme.example" {
		t.Errorf("%v, %v", s, err)
	}
}

// TestTheReturnPathNamesTheDelivery: reports come back to an address that only we
// can have written, whatever case a server on the way gives it.
func TestTheReturnPathNamesTheDelivery(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	var senders []string
	w.server.onMail = func(from string) { senders = append(senders, from) }
	w.crowd(3)
	c := w.config()
	c.BounceDomain = "bounce.acme.example"
	_, stop := w.start(c)
	w.open("Errors")
	id := w.finished(w.notification().PublicID).PublicID
	stop()
	slices.Sort(senders)
	if senders = slices.Compact(senders); len(senders) != 3 {
		t.Fatalf("senders %q", senders)
	}
	for n, d := range w.deliveries(id) {
		want := regexp.MustCompile(fmt.Sprintf(`^b\+d%d\.[a-z2-7]{16}@bounce\.acme\.example$`, d.ID))
		if !slices.ContainsFunc(senders, want.MatchString) {
			t.Errorf("delivery %d: no sender %s in %q", n, want, senders)
		}
	}
	for _, m := range w.server.all() {
		if from, err := mail.ParseAddress(m.Header.Get("From")); err != nil || from.Address != "updates@status.acme.example" {
			t.Errorf("From: %v, %v", from, err)
		}
	}
	if d := w.deliveries(id)[0]; d.State != audience.Accepted {
		t.Errorf("%+v", d)
	}
}

// shortKey is an RSA key of 1024 bits, made for this test.
const shortKey = `-----BEGIN RSA PRIVATE KEY-----
MIICXQIBAAKBgQDHLogRWVqg80mE3GXyns+dxYKEWdg2uewhl1P+AQWO4vBadp2D
UxLoOTh1jgujaifjLNFo2Q2ugwHbKhTq2iB1m6dZ7ZbMEtByL1TRbV+m9diF8c3+
5OJwXLTcQ222Vf7/JLGjHUJGBZj2EW1s6lna+M8IfPhDElh07aG4k0woAwIDAQAB
AoGAAdnT191tsysvlrV5mQySv1OTh+lR0gheQl2moSifRZmkRCLwCcVe2puVg7oj
L4yP/FNxSrkhoGqFPOUiNqB6RrlM4Yx8leCC3c4eXKTMVZAqx/3+UqR+hAgYLqt/
vluXS18bOEbNk5pjEvjsKicVK1a/t48Hf5/azFfE4Kdr0xECQQDtQ3qCW4EJ6qb2
j3iITBofKCJ1NjHBMxLjFGsqnKpZ6yNEQ6dRKKcec6hgnxB9warl1wr5CPnkoKPe
girTn3rpAkEA1ukw0Ht0nCHFw2t9ZiLznculKGNov/4sCUzjkbTxXHyLa1IUKynY
Flyj3bom7zEFpumRltOwBMPskIB6tPbgCwJBALEyER+kGSX/0nwXwEwCkgus3Lcv
J0+DxlpDWJn1cSBAhREpeZ8aPl12wUyP3zAcYHbQ+Ifu1TqTYm7+Rd/QnmkCQQCm
0VWhzuKiOxjeavZorKK7jpLBugBaX3phMbzHolNjvg0enhSnuJBSM1DDULbeHghM
Gqt3DxRnbomXVRNqmuMnAkA0R1lRiR17mwJ3XGIqPVKV8VSWopVAyC0ujbIAzxU7
NTa0G1snq5x8Q2hDPzzXJW+ZpRQow33uJlZ8qAgItFUe
-----END RSA PRIVATE KEY-----
`
