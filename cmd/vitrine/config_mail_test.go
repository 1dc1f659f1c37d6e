package main

import (
	"fmt"
	"strings"
	"testing"
)

// TestAWrongPlaceOfReportsIsNamedWithoutItsPassword: the start is refused with what
// to write, and nothing of what may be a password, not even where commas cut it.
func TestAWrongPlaceOfReportsIsNamedWithoutItsPassword(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"imaps://sam:pa55word@imap.acme.example:70000/INBOX":                  "place 1 of 1: Write a mailbox as imaps://user:password@host/INBOX",
		"maildir:/var/mail/bounces,imap://sam:pa55word@acme.example?tls=none": "place 2 of 2: A mailbox is read without TLS (tls=none) from this machine alone",
		"imaps://sam:pa55,word@imap.acme.example/INBOX":                       "place 2 of 2: write maildir:/absolute/path, lmtp://127.0.0.1:2424 or imaps://",
		"imapss://sam:pa55word@imap.acme.example/INBOX":                       "place 1 of 1: write maildir:",
		"lmtp://sam:pa55word@127.0.0.1":                                       "place 1 of 1: write maildir:",
		"maildir:bounces":                                                     `place 1 of 1: "maildir:bounces" is no folder from the root`,
		"imaps://sam:pa55word@imap.acme.example/INBOX,lmtp://127.0.0.1:2424":  "",
	} {
		c := Config{MailFrom: "Status <status@acme.example>"}
		c.BounceDomain, c.Bounces = "bounce.acme.example", strings.Split(text, ",")
		var bad complaints
		c.checkSigning(&bad)
		if got := fmt.Sprint(bad); strings.Contains(got, "pa55") || strings.Contains(got, "word@imap") || !strings.Contains(got, want) || (want == "") != (len(bad) == 0) {
			t.Errorf("%s:\n%s", text, got)
		}
	}
}

// TestAccountMailIsSignedAsADomainThatItsSenderBelongsTo, or receivers would see two
// senders in one mail.
func TestAccountMailIsSignedAsADomainThatItsSenderBelongsTo(t *testing.T) {
	t.Parallel()
	for _, v := range []struct{ account, chosen, want string }{
		{"", "", "status.acme.example"},
		{"", "acme.example", "acme.example"},
		{"Accounts <a@acme.example>", "", "acme.example"},
		{"Accounts <a@accounts.acme.example>", "acme.example", "acme.example"},
		{"Accounts <a@Accounts.acme.example>", "ACME.example", "ACME.example"},
		{"Accounts <a@accounts.acme.example>", "status.acme.example", "accounts.acme.example"},
		{"Accounts <a@notacme.example>", "acme.example", "notacme.example"},
		{"Accounts <a@status.acme.example>", "mail.status.acme.example", "mail.status.acme.example"},
	} {
		c := Config{MailFrom: "Status <status@status.acme.example>", MailFromAccount: v.account}
		c.DKIMDomain = v.chosen
		if got := c.accountSigningDomain(); got != v.want {
			t.Errorf("%q with %q is signed as %s, want %s", v.account, v.chosen, got, v.want)
		}
	}
}
