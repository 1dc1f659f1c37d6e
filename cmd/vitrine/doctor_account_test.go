package main

import (
	"strings"
	"testing"
)

// TestTheDoctorLooksAtTheSenderOfAccountMail: at the records of its domain where that
// is another, one broken after the other.
func TestTheDoctorLooksAtTheSenderOfAccountMail(t *testing.T) {
	t.Parallel()
	const domain = "accounts.other.example"
	for name, c := range map[string]struct {
		from, lost, wrong, says string
	}{
		"everything fits":       {"hello@" + domain, "", "", ""},
		"the domain of updates": {"hello@status.acme.example", "", "", ""},
		"no SPF":                {"hello@" + domain, "TXT " + domain, "SPF, account mail", "Publish a TXT record at " + domain},
		"no DMARC":              {"hello@" + domain, "TXT _dmarc." + domain, "DMARC, account mail", "_dmarc." + domain},
		"no DKIM record":        {"hello@" + domain, "TXT s1._domainkey." + domain, "DKIM, account mail", "vitrine dkim record"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, z := ward(t)
			s.config.MailFromAccount = "Acme accounts <" + c.from + ">"
			z.lend(domain, domain)
			z["TXT _dmarc."+domain] = []string{"v=DMARC1; p=reject"}
			delete(z, c.lost)
			looked := map[string]bool{}
			for _, ch := range (&doctorCommand{Resolver: serveDNS(t, z)}).checkMail(s) {
				looked[ch.name] = true
				if ch.advice != "" && ch.name != c.wrong || ch.advice == "" && ch.name == c.wrong || !strings.Contains(ch.finding+ch.advice, c.says) && ch.name == c.wrong {
					t.Errorf("%s: %s. %s", ch.name, ch.finding, ch.advice)
				}
			}
			if own := strings.HasSuffix(c.from, domain); looked["SPF, account mail"] != own || looked["DKIM, account mail"] != own || looked["DMARC, account mail"] != own {
				t.Errorf("it looked at %v", looked)
			}
		})
	}
}
