package main

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/netip"
	"net/smtp"
	"net/url"
	"slices"
	"strings"
	"time"
)

// mailClinic looks at what decides whether mail arrives.
type mailClinic struct {
	*session
	ctx      context.Context
	resolver *net.Resolver
	from     string // domain of the sender
	envelope string // domain that reports come back to
	signs    string // domain that signs
}

// resolverAt asks one DNS server; empty: the system's.
func resolverAt(address string) *net.Resolver {
	if address == "" {
		return net.DefaultResolver
	}
	if _, _, err := net.SplitHostPort(address); err != nil {
		address = net.JoinHostPort(address, "53")
	}
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{Timeout: 3 * time.Second}).DialContext(ctx, network, address)
	}}
}

// checkMail looks at the mail server and at the records in the DNS that make others
// believe the sender.
func (c *doctorCommand) checkMail(s *session) []check {
	checks := []check{s.checkRelay()}
	from, err := mail.ParseAddress(s.config.MailFrom)
	if err != nil || s.config.SMTPURL == "" {
		return checks
	}
	ctx, cancel := context.WithTimeout(s.ctx, time.Minute)
	defer cancel()
	m := mailClinic{session: s, ctx: ctx, resolver: resolverAt(c.Resolver), from: domainOf(from.Address)}
	m.envelope, m.signs = cmp.Or(s.config.BounceDomain, m.from), s.config.signingDomain()
	checks = append(checks, m.checkTLS())
	if c.Resolver == "" && (m.from == "localhost" || strings.HasSuffix(m.from, ".example")) {
		return append(checks, check{name: "sender", finding: from.Address + " is a name for trying out; nothing to look up"})
	}
	checks = append(checks, m.checkSPF())
	checks = append(checks, m.checkDKIM(s.config.signingKeys())...)
	checks = append(checks, m.checkDMARC(), m.checkReturn(), m.checkName())
	return append(checks, m.checkAccount()...)
}

// texts are the TXT records of a name; nobody has them is no error.
func (m mailClinic) texts(name string) ([]string, error) {
	list, err := m.resolver.LookupTXT(m.ctx, name+".")
	if missing(err) {
		return nil, nil
	}
	return list, err
}

// missing reports whether err only says that the DNS has no such record.
func missing(err error) bool {
	d, ok := errors.AsType[*net.DNSError](err)
	return ok && d.IsNotFound
}

// unanswered is a check that the DNS gave no answer to: it is not known to be well.
func unanswered(name, about string, err error) check {
	return check{name, fmt.Sprintf("no answer about %s: %v", about, err), "Ask again, or name another DNS server with --resolver."}
}

// checkSPF looks for the record that says which servers send for the domain of the
// envelope (RFC 7208).
func (m mailClinic) checkSPF() check {
	list, err := m.texts(m.envelope)
	if err != nil {
		return unanswered("SPF", m.envelope, err)
	}
	var found []string
	for _, text := range list {
		if text == "v=spf1" || strings.HasPrefix(text, "v=spf1 ") {
			found = append(found, text)
		}
	}
	switch {
	case len(found) == 0:
		return check{"SPF", "no record at " + m.envelope, "Publish a TXT record at " + m.envelope + " that names your mail server" + m.spfExample() + ", or the include that your provider names."}
	case len(found) > 1:
		return check{"SPF", fmt.Sprintf("%d records at %s; receivers then believe none", len(found), m.envelope), "Join them to one record."}
	case strings.Contains(found[0], "+all") || strings.HasSuffix(found[0], " all"):
		return check{"SPF", found[0], "It lets everybody send in your name. End it with -all or ~all."}
	}
	return check{name: "SPF", finding: found[0]}
}

// spfExample is a record that lets the mail server send, where it can be told from
// its name. An include would need a record at that name: without one the whole
// record is in error (RFC 7208, section 5.2).
func (m mailClinic) spfExample() string {
	term, host := "", m.relayHost()
	ip, err := netip.ParseAddr(host)
	switch {
	case err == nil && (atHome(ip) || !ip.IsGlobalUnicast()):
	case err == nil && ip.Unmap().Is4():
		term = "ip4:" + ip.Unmap().String()
	case err == nil:
		term = "ip6:" + ip.String()
	case strings.Contains(host, "."):
		term = "a:" + host
	}
	if term == "" {
		return ""
	}
	return ", for example: v=spf1 " + term + " -all"
}

// atHome reports whether an address is of this machine or of a private network.
func atHome(ip netip.Addr) bool {
	ip = ip.Unmap()
	return ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast()
}

func (m mailClinic) relayHost() string {
	u, err := url.Parse(m.config.SMTPURL)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// checkDKIM compares the published halves of the keys with ours.
func (m mailClinic) checkDKIM(keys [2]signingKey) []check {
	if m.config.DKIMKey == "" {
		return []check{{"DKIM", "mails leave here unsigned", "Make a key with vitrine dkim new FILE and set VITRINE_DKIM_KEY, unless your mail server signs as " + m.from + "."}}
	}
	var checks []check
	for _, key := range keys {
		signer, err := key.load()
		switch {
		case err != nil:
			checks = append(checks, check{key.title, sentence(err), "Mend " + key.variable + "."})
		case signer != nil:
			where, want := signer.Record()
			checks = append(checks, m.checkKeyRecord(key.title, where, want))
		}
	}
	return checks
}

func (m mailClinic) checkKeyRecord(name, where, want string) check {
	publish := "Publish it; vitrine dkim record prints it. It may take an hour until everybody sees it."
	list, err := m.texts(where)
	if err != nil {
		return unanswered(name, where, err)
	}
	if len(list) == 0 {
		return check{name, "no record at " + where, publish}
	}
	for _, text := range list {
		if tagOf(text, "p") == tagOf(want, "p") {
			return check{name: name, finding: where + " holds our key"}
		}
	}
	return check{name, where + " holds another key than ours: receivers refuse our signature", "Put our key there, or choose another selector. " + publish}
}

// tagOf is the value of a tag in a list such as "v=DKIM1; p=…", without blanks.
func tagOf(text, tag string) string {
	for _, one := range strings.Split(text, ";") {
		if name, value, ok := strings.Cut(one, "="); ok && strings.TrimSpace(name) == tag {
			return strings.Join(strings.Fields(value), "")
		}
	}
	return ""
}

// checkDMARC looks for the policy of the sender's domain, and whether what signs
// and what stands on the envelope belong to it (RFC 7489).
func (m mailClinic) checkDMARC() check {
	text, at, err := m.policy()
	if err != nil {
		return unanswered("DMARC", m.from, err)
	}
	if text == "" {
		return check{"DMARC", "no record for " + m.from, "Publish a TXT record at _dmarc." + m.from + ": v=DMARC1; p=none; rua=mailto:dmarc@" + m.from + ". Large receivers want one."}
	}
	policy := tagOf(text, "p")
	if !slices.Contains([]string{"none", "quarantine", "reject"}, policy) {
		return check{"DMARC", fmt.Sprintf("the record at _dmarc.%s has the policy %q", at, policy), "Write p=none, p=quarantine or p=reject."}
	}
	signed := m.config.DKIMKey != "" && aligned(m.signs, m.from, at, tagOf(text, "adkim"))
	sent := aligned(m.envelope, m.from, at, tagOf(text, "aspf"))
	finding := fmt.Sprintf("%s at _dmarc.%s", policy, at)
	switch {
	case signed && sent:
		return check{name: "DMARC", finding: finding + "; signature and envelope belong to " + m.from}
	case signed:
		return check{name: "DMARC", finding: finding + "; the signature belongs to " + m.from + ", the envelope (" + m.envelope + ") does not"}
	case sent && m.config.DKIMKey == "":
		return check{name: "DMARC", finding: finding + "; the envelope belongs to " + m.from + ", a forwarded mail will fail without a signature"}
	case sent:
		return check{"DMARC", finding + "; we sign as " + m.signs + ", which does not belong to " + m.from, "Set VITRINE_DKIM_DOMAIN to " + m.from + ", and make a record for it."}
	}
	return check{"DMARC", finding + "; neither signature nor envelope belong to " + m.from + ": receivers treat our mail as forged", "Set VITRINE_DKIM_DOMAIN to " + m.from + ", or VITRINE_MAIL_BOUNCE to a name below it."}
}

// policy finds the DMARC record of the sender's domain or of a domain above it.
func (m mailClinic) policy() (text, at string, err error) {
	for at = m.from; strings.Contains(at, "."); _, at, _ = strings.Cut(at, ".") {
		list, err := m.texts("_dmarc." + at)
		if err != nil {
			return "", at, err
		}
		for _, text := range list {
			if strings.HasPrefix(text, "v=DMARC1") {
				return text, at, nil
			}
		}
	}
	return "", m.from, nil
}

// aligned reports whether a domain counts as the sender's: the same where mode is
// strict, otherwise in the same organisation, whose record is at at.
func aligned(domain, from, at, mode string) bool {
	domain, from, at = strings.ToLower(domain), strings.ToLower(from), strings.ToLower(at)
	if mode == "s" || domain == from {
		return domain == from
	}
	under := func(name, above string) bool { return name == above || strings.HasSuffix(name, "."+above) }
	return under(domain, at) && under(from, at) || under(domain, from) || under(from, domain) && strings.Contains(domain, ".")
}

// checkReturn makes sure that reports find their way to the domain they come back
// to.
func (m mailClinic) checkReturn() check {
	if m.config.BounceDomain == "" {
		return check{name: "reports", finding: "what comes back goes to the sender; set VITRINE_MAIL_BOUNCE to have it read"}
	}
	finding := m.envelope
	list, err := m.resolver.LookupMX(m.ctx, m.envelope+".")
	if missing(err) || err == nil && len(list) == 0 {
		if _, err = m.resolver.LookupHost(m.ctx, m.envelope+"."); missing(err) {
			return check{"reports", m.envelope + " takes no mail: nothing comes back", "Publish an MX record at " + m.envelope + " that names the server which hands reports to us."}
		}
	}
	if err != nil {
		return unanswered("reports", m.envelope, err)
	}
	if len(list) > 0 {
		finding += " is handled by " + strings.TrimSuffix(list[0].Host, ".")
	}
	if len(m.config.Bounces) == 0 && len(m.config.BounceHooks) == 0 {
		return check{"reports", finding + ", and nobody reads them", "Set VITRINE_BOUNCES to where they arrive: maildir:PATH, lmtp://127.0.0.1:2424 or imaps://user:password@host/INBOX."}
	}
	return check{name: "reports", finding: finding}
}

// checkName looks whether the name that faces the world and its addresses name each
// other: ours, where the mail server stands in the house. A server elsewhere may be
// a provider's, whose other machines face the world: what is odd there is only told.
func (m mailClinic) checkName() check {
	name := m.relayHost()
	addresses, err := m.addresses(name)
	ours := name == "localhost" || err == nil && !slices.ContainsFunc(addresses, func(ip netip.Addr) bool { return !atHome(ip) })
	if ours {
		u, _ := url.Parse(m.config.PublicURL) // checked before
		name = u.Hostname()
		addresses, err = m.addresses(name)
	}
	return m.nameEachOther(name, addresses, err, func(finding, advice string) check {
		if ours {
			return check{"name", finding, advice}
		}
		return check{name: "name", finding: finding + "; whoever runs that mail server knows whether it matters"}
	})
}

// addresses are those of a name; an address is its own. None is an error.
func (m mailClinic) addresses(name string) (list []netip.Addr, err error) {
	if ip, err := netip.ParseAddr(name); err == nil {
		return []netip.Addr{ip}, nil
	}
	return m.resolver.LookupNetIP(m.ctx, "ip", name+".")
}

// nameEachOther looks up the names of a name's addresses; odd is what comes of one
// that does not lead back.
func (m mailClinic) nameEachOther(name string, addresses []netip.Addr, err error, odd func(finding, advice string) check) check {
	if missing(err) {
		return odd(name+" has no address", "Publish an A or AAAA record for it.")
	}
	if err != nil {
		return unanswered("name", name, err)
	}
	for _, ip := range addresses {
		address := ip.Unmap().String()
		names, err := m.resolver.LookupAddr(m.ctx, address)
		if err != nil && !missing(err) {
			return unanswered("name", address, err)
		}
		if len(names) == 0 {
			return odd(address+" of "+name+" has no name (PTR)", "Ask whoever gave you the address to set its PTR record to the name that your mail server greets with. Many receivers refuse mail without.")
		}
		back, err := m.resolver.LookupHost(m.ctx, names[0])
		if err != nil && !missing(err) {
			return unanswered("name", names[0], err)
		}
		if !slices.Contains(back, address) {
			return odd(fmt.Sprintf("%s is called %s, which is not at %s", address, strings.TrimSuffix(names[0], "."), address), "Let the PTR record and the name's own record agree.")
		}
	}
	return check{name: "name", finding: name + " and its addresses name each other"}
}

// certificateSoon is how long before its end a certificate is worth a word.
const certificateSoon = 14 * 24 * time.Hour

// checkTLS greets the mail server and looks at its certificate, without sending
// anything.
func (m mailClinic) checkTLS() check {
	u, err := url.Parse(m.config.SMTPURL)
	if err != nil {
		return check{"TLS", "VITRINE_SMTP_URL is not an address", "Write smtp://user:password@host:587."}
	}
	if u.Query().Get("tls") == "none" {
		if ip, err := netip.ParseAddr(u.Hostname()); u.Hostname() == "localhost" || err == nil && ip.IsLoopback() {
			return check{name: "TLS", finding: "none, to a mail server on this machine"}
		}
		return check{"TLS", "none: passwords and mails cross the network readable", "Take ?tls=none out of VITRINE_SMTP_URL, unless nobody else is on that network."}
	}
	state, err := m.handshake(u)
	if err != nil {
		return check{"TLS", err.Error(), "Mails wait until it works: nothing is sent unprotected. Mend the server's certificate, or its name in VITRINE_SMTP_URL."}
	}
	end := state.PeerCertificates[0].NotAfter
	c := check{name: "TLS", finding: fmt.Sprintf("%s, certificate good until %s", tls.VersionName(state.Version), end.UTC().Format("2 January 2006"))}
	if time.Until(end) < certificateSoon {
		c.advice = "Renew the mail server's certificate: without it no mail is sent."
	}
	return c
}

func (m mailClinic) handshake(u *url.URL) (state tls.ConnectionState, err error) {
	config := &tls.Config{ServerName: u.Hostname(), MinVersion: tls.VersionTLS12}
	address := net.JoinHostPort(u.Hostname(), cmp.Or(u.Port(), map[string]string{"smtps": "465", "smtp": "587"}[u.Scheme]))
	conn, err := (&net.Dialer{Timeout: 5 * time.Second}).DialContext(m.ctx, "tcp", address)
	if err != nil {
		return state, err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		return state, err
	}
	if u.Scheme == "smtps" {
		secure := tls.Client(conn, config)
		err = secure.HandshakeContext(m.ctx)
		return secure.ConnectionState(), err
	}
	client, err := smtp.NewClient(conn, u.Hostname())
	if err != nil {
		return state, err
	}
	if err := client.StartTLS(config); err != nil {
		return state, err
	}
	state, _ = client.TLSConnectionState()
	return state, client.Quit()
}
