package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/dns/dnsmessage"

	"vitrine/notify"
)

// zone are the records of a DNS server: "TXT name" and so on, each with its values.
type zone map[string][]string

// serveDNS answers for a zone over UDP on loopback, and returns the address.
func serveDNS(t *testing.T, z zone) string {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		buf := make([]byte, 4096)
		for {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			if answer := z.answer(buf[:n]); answer != nil {
				conn.WriteTo(answer, from)
			}
		}
	}()
	return conn.LocalAddr().String()
}

// answer answers one question; a name of which the zone knows nothing does not
// exist, and one called "silent" gets a failure.
func (z zone) answer(packet []byte) []byte {
	var q dnsmessage.Message
	if q.Unpack(packet) != nil || len(q.Questions) != 1 {
		return nil
	}
	asked := q.Questions[0]
	name := strings.ToLower(strings.TrimSuffix(asked.Name.String(), "."))
	a := dnsmessage.Message{Header: dnsmessage.Header{ID: q.ID, Response: true, RecursionAvailable: true}, Questions: q.Questions}
	known := false
	for key := range z {
		known = known || strings.HasSuffix(key, " "+name)
	}
	if !known {
		a.RCode = dnsmessage.RCodeNameError
	}
	if strings.Contains(name, "silent") {
		a.RCode = dnsmessage.RCodeServerFailure
	}
	for _, value := range z[strings.TrimPrefix(asked.Type.String(), "Type")+" "+name] {
		a.Answers = append(a.Answers, dnsmessage.Resource{Header: dnsmessage.ResourceHeader{Name: asked.Name, Type: asked.Type, Class: asked.Class, TTL: 60}, Body: body(asked.Type, value)})
	}
	packed, err := a.Pack()
	if err != nil {
		return nil
	}
	return packed
}

func body(kind dnsmessage.Type, value string) dnsmessage.ResourceBody {
	switch kind {
	case dnsmessage.TypeA:
		return &dnsmessage.AResource{A: [4]byte(net.ParseIP(value).To4())}
	case dnsmessage.TypePTR:
		return &dnsmessage.PTRResource{PTR: dnsmessage.MustNewName(value + ".")}
	case dnsmessage.TypeMX:
		return &dnsmessage.MXResource{Pref: 10, MX: dnsmessage.MustNewName(value + ".")}
	default:
		var parts []string
		for len(value) > 255 {
			parts, value = append(parts, value[:255]), value[255:]
		}
		return &dnsmessage.TXTResource{TXT: append(parts, value)}
	}
}

// ward is an installation with keys whose records are all as they should be.
func ward(t *testing.T) (*session, zone) {
	t.Helper()
	dir := t.TempDir()
	c := &Config{DataDir: dir, DatabaseURL: "sqlite:" + filepath.Join(dir, "v.db"), SMTPURL: newMailbox(t).url, MailFrom: "Acme <updates@status.acme.example>",
		PublicURL: "https://status.acme.example", AdminURL: "https://console.acme.example", PublicAddr: "127.0.0.1:8080", AdminAddr: "127.0.0.1:8081",
		SendDelay: "10s", LogFormat: "text", LogLevel: "info"}
	c.DKIMSelector, c.DKIMNextSelector, c.BounceDomain, c.Bounces = "s1", "s2", "bounce.status.acme.example", []string{"lmtp://127.0.0.1:2424"}
	z := zone{"TXT bounce.status.acme.example": {"v=spf1 ip4:192.0.2.10 -all"}, "TXT _dmarc.acme.example": {"v=DMARC1; p=reject"},
		"MX bounce.status.acme.example": {"mx.acme.example"}, "A status.acme.example": {"192.0.2.10"}, "PTR 10.2.0.192.in-addr.arpa": {"status.acme.example"}}
	for kind, file := range map[string]*string{"rsa": &c.DKIMKey, "ed25519": &c.DKIMNextKey} {
		key, err := notify.NewSigningKey(kind)
		if err != nil {
			t.Fatal(err)
		}
		*file = filepath.Join(dir, kind)
		if err := os.WriteFile(*file, key, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, key := range c.signingKeys() {
		s, err := key.load()
		if err != nil {
			t.Fatal(err)
		}
		name, text := s.Record()
		z["TXT "+name] = []string{text}
	}
	return &session{ctx: t.Context(), config: c, streams: streams{strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{}}}, z
}

// TestTheDoctorSaysWhatKeepsMailFromArriving breaks one record after the other,
// each on a DNS server of its own, and wants the finding and the way to mend it.
func TestTheDoctorSaysWhatKeepsMailFromArriving(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*Config, zone)
		wrong  string // the check that must complain; empty: none
		says   string
	}{
		"everything fits": {func(*Config, zone) {}, "", ""},
		"no SPF":          {func(_ *Config, z zone) { delete(z, "TXT bounce.status.acme.example") }, "SPF", "Publish a TXT record at bounce.status.acme.example"},
		"two SPF records": {func(_ *Config, z zone) {
			z["TXT bounce.status.acme.example"] = []string{"v=spf1 -all", "v=spf1 mx -all"}
		}, "SPF", "one record"},
		"SPF for everybody":             {func(_ *Config, z zone) { z["TXT bounce.status.acme.example"] = []string{"v=spf1 +all"} }, "SPF", "everybody"},
		"no DKIM record":                {func(_ *Config, z zone) { delete(z, "TXT s1._domainkey.status.acme.example") }, "DKIM", "vitrine dkim record"},
		"no record of the next key":     {func(_ *Config, z zone) { delete(z, "TXT s2._domainkey.status.acme.example") }, "DKIM, next key", "vitrine dkim record"},
		"no next key where it is named": {func(c *Config, _ zone) { c.DKIMNextKey += ".gone" }, "DKIM, next key", "Mend VITRINE_DKIM_NEXT_KEY"},
		"another key":                   {func(_ *Config, z zone) { z["TXT s1._domainkey.status.acme.example"] = []string{"v=DKIM1; p=AAAA"} }, "DKIM", "Put our key there"},
		"no key":                        {func(c *Config, _ zone) { c.DKIMKey = "" }, "DKIM", "vitrine dkim new"},
		"no DMARC":                      {func(_ *Config, z zone) { delete(z, "TXT _dmarc.acme.example") }, "DMARC", "_dmarc.status.acme.example"},
		"a DMARC that is none":          {func(_ *Config, z zone) { z["TXT _dmarc.acme.example"] = []string{"v=DMARC1; p=maybe"} }, "DMARC", "p=quarantine"},
		"nothing belongs to us": {func(c *Config, z zone) {
			c.DKIMDomain, c.BounceDomain = "other.example", "b.other.example"
			z.lend("b.other.example", "other.example")
		}, "DMARC", "VITRINE_DKIM_DOMAIN"},
		"a strict policy":            {func(_ *Config, z zone) { z["TXT _dmarc.acme.example"] = []string{"v=DMARC1; p=reject; aspf=s"} }, "", ""},
		"reports find no way":        {func(_ *Config, z zone) { delete(z, "MX bounce.status.acme.example") }, "reports", "MX record"},
		"nobody reads reports":       {func(c *Config, _ zone) { c.Bounces = nil }, "reports", "VITRINE_BOUNCES"},
		"no address":                 {func(_ *Config, z zone) { delete(z, "A status.acme.example") }, "name", "A or AAAA"},
		"no PTR":                     {func(_ *Config, z zone) { delete(z, "PTR 10.2.0.192.in-addr.arpa") }, "name", "PTR"},
		"a PTR that leads elsewhere": {func(_ *Config, z zone) { z["PTR 10.2.0.192.in-addr.arpa"] = []string{"bounce.status.acme.example"} }, "name", "agree"},
		"a DNS that fails":           {func(c *Config, z zone) { c.BounceDomain = "silent.acme.example" }, "SPF", "Ask again"},
		"clear text over a network":  {func(c *Config, _ zone) { c.SMTPURL = "smtp://192.0.2.1?tls=none" }, "TLS", "?tls=none"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, z := ward(t)
			c.change(s.config, z)
			checks := (&doctorCommand{Resolver: serveDNS(t, z)}).checkMail(s)
			complained := false
			for _, ch := range checks {
				switch {
				case ch.advice != "" && ch.name == c.wrong:
					complained = strings.Contains(ch.finding+ch.advice, c.says)
				case ch.advice != "" && (c.wrong == "" || ch.name == "SPF" || ch.name == "DMARC"):
					t.Errorf("%s: %s. %s", ch.name, ch.finding, ch.advice)
				}
			}
			if c.wrong != "" && !complained {
				t.Errorf("%s does not say %q: %+v", c.wrong, c.says, checks)
			}
		})
	}
}

// TestTheDoctorKnowsWhoseNameFacesTheWorld: ours where the mail server stands in the
// house; of a server elsewhere nothing is wrong that may be as its owner wants it.
func TestTheDoctorKnowsWhoseNameFacesTheWorld(t *testing.T) {
	t.Parallel()
	s, z := ward(t)
	for name, values := range (zone{"A mx.acme.example": {"192.0.2.20"}, "PTR 20.2.0.192.in-addr.arpa": {"mx.acme.example"}, "A relay.acme.example": {"10.1.2.3"},
		"A smtp.provider.example": {"192.0.2.30"}, "A twin.acme.example": {"192.0.2.31"}, "PTR 31.2.0.192.in-addr.arpa": {"mx.acme.example"}}) {
		z[name] = values
	}
	m := mailClinic{session: s, ctx: t.Context(), resolver: resolverAt(serveDNS(t, z))}
	for relay, want := range map[string]string{
		"smtp://127.0.0.1:25":            "status.acme.example and its addresses name each other",
		"smtp://relay.acme.example":      "status.acme.example and its addresses name each other",
		"smtp://192.0.2.20:25":           "192.0.2.20 and its addresses name each other",
		"smtp://192.0.2.30:25":           "no name (PTR); whoever runs",
		"smtps://smtp.provider.example":  "no name (PTR); whoever runs",
		"smtp://twin.acme.example":       "is called mx.acme.example, which is not at 192.0.2.31; whoever runs",
		"smtps://nobody.acme.example:25": "has no address; whoever runs",
	} {
		s.config.SMTPURL = relay
		if got := m.checkName(); got.advice != "" || !strings.Contains(got.finding, want) {
			t.Errorf("%s: %+v, want %s", relay, got, want)
		}
	}
	delete(z, "PTR 10.2.0.192.in-addr.arpa")
	m.resolver, s.config.SMTPURL = resolverAt(serveDNS(t, z)), "smtp://relay.acme.example"
	if got := m.checkName(); !strings.Contains(got.advice, "PTR") {
		t.Errorf("our own name without a PTR: %+v", got)
	}
}

func TestTheDoctorsExampleOfSPFHolds(t *testing.T) {
	t.Parallel()
	for relay, want := range map[string]string{"smtp://mail.acme.example:587": "v=spf1 a:mail.acme.example -all", "smtp://198.51.100.7:25": "v=spf1 ip4:198.51.100.7 -all",
		"smtp://[2001:db8::7]:25": "v=spf1 ip6:2001:db8::7 -all", "smtp://10.0.0.5:25": "", "smtp://localhost:25": "", "smtp://mail": "", "smtp://[::1]:25": ""} {
		m := mailClinic{session: &session{config: &Config{SMTPURL: relay}}}
		if got := m.spfExample(); !strings.HasSuffix(got, want) || (want == "") != (got == "") {
			t.Errorf("%s: %q, want %q", relay, got, want)
		}
	}
}

// TestAKeyThatSignsNothingYetStopsNothing: only what mail needs now is wanted at the
// start, and a complaint names the setting it is about.
func TestAKeyThatSignsNothingYetStopsNothing(t *testing.T) {
	t.Parallel()
	s, _ := ward(t)
	complain := func() string {
		var bad complaints
		s.config.checkSigning(&bad)
		return fmt.Sprint(bad)
	}
	s.config.DKIMNextKey += ".gone"
	if got := complain(); strings.Contains(got, "DKIM") {
		t.Errorf("without the next key: %s", got)
	}
	if err := (dkimRecord{}).Run(s); err == nil || !strings.Contains(err.Error(), "VITRINE_DKIM_NEXT_KEY") {
		t.Errorf("the records without the next key: %v", err)
	}
	s.config.DKIMKey += ".gone"
	if got := complain(); !strings.Contains(got, "VITRINE_DKIM_KEY: ") {
		t.Errorf("without the key: %s", got)
	}
}

func TestAKeyThatCannotBeWrittenLeavesNoFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "key.pem")
	full := errors.New("no space left on device")
	if err := newFile(path, func(f *os.File) error { _, err := f.WriteString("half a k"); return errors.Join(err, full) }); !errors.Is(err, full) {
		t.Errorf("a full disk is told as %v", err)
	}
	if err := newFile(path, func(*os.File) error { return nil }); err != nil {
		t.Errorf("the next try: %v", err)
	}
}

// lend gives another domain everything but a relation to ours.
func (z zone) lend(envelope, signing string) {
	more := zone{"TXT " + envelope: {"v=spf1 -all"}, "MX " + envelope: {"mx.acme.example"}}
	for key, value := range z {
		if selector, _, ok := strings.Cut(key, "._domainkey."); ok {
			more[selector+"._domainkey."+signing] = value
		}
	}
	maps.Copy(z, more)
}

func TestTheDoctorDistrustsAnUnknownCertificate(t *testing.T) {
	t.Parallel()
	server := httptest.NewTLSServer(http.NotFoundHandler())
	defer server.Close()
	s, _ := ward(t)
	s.config.SMTPURL = "smtps://" + server.Listener.Addr().String()
	got := mailClinic{session: s, ctx: t.Context()}.checkTLS()
	if !strings.Contains(got.finding, "certificate") || !strings.Contains(got.advice, "nothing is sent unprotected") {
		t.Errorf("%+v", got)
	}
}

// TestTheDoctorSendsAMail: signed, by the way of every other mail.
func TestTheDoctorSendsAMail(t *testing.T) {
	t.Parallel()
	s, _ := ward(t)
	box := newMailbox(t)
	s.config.SMTPURL = box.url
	if got := s.sendTrial("sam@customer.example"); got.advice == "" {
		t.Errorf("without a schema: %+v", got)
	}
	if err := s.withHouse(func(*house) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if got := s.sendTrial("sam@customer.example"); got.advice != "" {
		t.Errorf("%+v", got)
	}
	box.mu.Lock()
	defer box.mu.Unlock()
	if len(box.messages) != 1 || box.messages[0].head.Get("Dkim-Signature") == "" || box.messages[0].to != "sam@customer.example" {
		t.Errorf("%d mails: %+v", len(box.messages), box.messages)
	}
}

func TestAKeyIsMadeAndItsRecordPrinted(t *testing.T) {
	t.Parallel()
	s, _ := ward(t)
	path := filepath.Join(t.TempDir(), "next.pem")
	if err := (&dkimNew{File: path, Kind: "rsa", Selector: "s3"}).Run(s); err != nil {
		t.Fatal(err)
	}
	said := s.out.(*bytes.Buffer).String()
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 || !strings.Contains(said, "s3._domainkey.status.acme.example. 3600 IN TXT (") {
		t.Errorf("%v, %v\n%s", info, err, said)
	}
	for _, line := range strings.Split(said, "\n") {
		if strings.HasPrefix(line, `  "`) && len(line) > 259 {
			t.Errorf("a string of %d letters does not fit into the DNS", len(line)-4)
		}
	}
	if err := (&dkimNew{File: path, Kind: "rsa", Selector: "s3"}).Run(s); err == nil || !strings.Contains(err.Error(), "never overwritten") {
		t.Errorf("made again: %v", err)
	}
	s.out.(*bytes.Buffer).Reset()
	if err := (dkimRecord{}).Run(s); err != nil || strings.Count(s.out.(*bytes.Buffer).String(), "_domainkey") != 2 {
		t.Errorf("%v\n%s", err, s.out)
	}
}
