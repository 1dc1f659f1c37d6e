package main

import "strings"

// checkAccount looks at the records of the domain that account mail comes from,
// where that is another. Mail to staff has it on the envelope too.
func (m mailClinic) checkAccount() []check {
	account, main := m.config.accountDomain(), m.signs
	if account == "" || strings.EqualFold(account, m.from) {
		return nil
	}
	m.from, m.envelope, m.signs = account, account, m.config.accountSigningDomain()
	checks := []check{m.checkSPF(), m.checkDMARC()}
	if m.config.DKIMKey != "" && !strings.EqualFold(m.signs, main) {
		checks = append(checks, m.checkDKIM(m.config.signingKeysAs(m.signs))...)
	}
	for n := range checks {
		checks[n].name += ", account mail"
	}
	return checks
}
