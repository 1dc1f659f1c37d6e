package notify_test

import (
	"net/mail"
	"strings"
	"testing"
	"time"

	"vitrine/models/modelstest"
	"vitrine/models/signup"
	"vitrine/notify"
)

// twins are a signer for each of two domains, with the records of both.
func twins(t *testing.T) (updates, account *notify.Signer, records map[string]string) {
	t.Helper()
	records = map[string]string{}
	path := keyFile(t, "ed25519")
	var both [2]*notify.Signer
	for n, domain := range []string{"status.acme.example", "accounts.acme.example"} {
		s, err := notify.LoadSigner(path, "s1", domain)
		if err != nil {
			t.Fatal(err)
		}
		name, text := s.Record()
		both[n], records[name] = s, text
	}
	return both[0], both[1], records
}

// TestAccountMailHasASenderOfItsOwn: a confirmation, a manage link and a mail to staff
// leave under it and are signed as its domain; updates, and canaries in their place,
// leave as before, also where the console names another sender for them. Reports about each still
// name the row they are about.
func TestAccountMailHasASenderOfItsOwn(t *testing.T) {
	t.Parallel()
	o := openOffice(t, modelstest.At(time.November, 19, 9, 0), 1)
	var records map[string]string
	c := o.crewConfig()
	c.FromAccount = "Acme Accounts <hello@accounts.acme.example>"
	c.Signer, c.AccountSigner, records = twins(t)
	c.BounceDomain, c.Canary, c.CanaryEvery, c.WatchEvery = bounceDomain, "canary@acme.example", time.Hour, 20*time.Millisecond
	o.subscribe("sam@customer.example")
	o.run("INSERT INTO desk_settings (id, mail_from, mail_from_name, updated_at) VALUES (1, 'news@status.acme.example', 'Acme News', ?)", o.store.Now())
	for _, email := range []string{"new@customer.example", "sam@customer.example"} {
		if err := o.door.Ask(t.Context(), signup.Request{Email: email, Choice: everything, Consent: "test"}); err != nil {
			t.Fatal(err)
		}
	}
	o.owe(o.people[0], "Write it down", day(20))
	o.start(c)
	mails := map[string]received{}
	for kind, email := range map[string]string{"confirmation": "new@customer.example", "manage link": "sam@customer.example", "staff": o.people[0].Email, "canary": c.Canary} {
		o.until("the mail comes: "+kind, func() bool { return len(o.server.to(email)) > 0 })
		mails[kind] = o.server.to(email)[0]
	}
	o.open("Elevated API errors")
	o.until("the update comes", func() bool { return len(o.server.to("sam@customer.example")) == 2 })
	mails["update"] = o.server.to("sam@customer.example")[1]
	for kind, m := range mails {
		from, err := mail.ParseAddress(m.Header.Get("From"))
		if err != nil {
			t.Fatal(err)
		}
		want, domain, back := "hello@accounts.acme.example", "accounts.acme.example", "b+"
		switch kind {
		case "update", "canary":
			want, domain = "news@status.acme.example", "status.acme.example"
		case "staff":
			back = want // reports about it go to the sender
		}
		if account := domain == "accounts.acme.example"; from.Address != want || account && from.Name != "Acme Accounts" || !account && from.Name != "Acme News" {
			t.Errorf("%s is from %s", kind, from)
		}
		if !strings.HasPrefix(m.From, back) || back == "b+" && !strings.HasSuffix(m.From, "@"+bounceDomain) {
			t.Errorf("%s has the envelope sender %s", kind, m.From)
		}
		if !strings.Contains(m.Header.Get("DKIM-Signature"), "d="+domain+";") {
			t.Errorf("%s is signed %s", kind, m.Header.Get("DKIM-Signature"))
		}
	}
	for kind, ok := range verified(t, records, mails) {
		if !ok {
			t.Errorf("the signature of %s does not hold", kind)
		}
	}
}

func TestAccountMailLeavesAsUpdatesDoUnlessToldOtherwise(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	w.run("INSERT INTO desk_settings (id, mail_from, updated_at) VALUES (1, 'news@status.acme.example', ?)", w.store.Now())
	w.start(w.config())
	w.signUp("sam@customer.example", modelstest.Component(t, w.store, "API"))
	if m := w.server.to("sam@customer.example")[0]; m.Header.Get("From") != `"Acme Status" <news@status.acme.example>` {
		t.Errorf("it is from %s", m.Header.Get("From"))
	}
	c := w.config()
	c.FromAccount = "accounts"
	if _, err := notify.New(c); err == nil || !strings.Contains(err.Error(), "account mail") {
		t.Errorf("a sender that is none: %v", err)
	}
}
