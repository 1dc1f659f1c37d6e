package notify_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/notify"
)

// reading is the configuration of a notifier that reads mailboxes.
func (p *postbox) reading(trusted *x509.CertPool, sources ...string) notify.Config {
	c := p.config()
	c.BounceDomain, c.BouncePoll, c.Bounces = bounceDomain, 5*time.Millisecond, sources
	c.TLS = &tls.Config{RootCAs: trusted}
	return c
}

// discreet makes sure that the log holds neither the password nor a subscriber.
func (p *postbox) discreet() {
	p.Helper()
	for _, secret := range []string{imapPassword, "s3cret", "customer.example", url.QueryEscape(imapPassword)} {
		if strings.Contains(p.log.String(), secret) {
			p.Errorf("the log holds %q:\n%s", secret, p.log)
		}
	}
}

// lost is a report that one person of the crowd is not there any more.
func (p *postbox) lost(address string) string {
	return dsn(p.paths[address], address, "failed", "5.1.1", "550 5.1.1 unknown")
}

func TestReportsAreReadFromMailboxesOfOtherServers(t *testing.T) {
	t.Parallel()
	p := openPostbox(t, 4)
	noise := strings.Repeat("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\r\n", 30_000) // 2 MB
	large := strings.Replace(p.lost("person0@customer.example"), "text/rfc822-headers\r\n\r\n", "message/rfc822\r\n\r\n"+noise, 1)
	direct := mailboxAt(t, "imaps", large, "From: <sam@customer.example>\r\nTo: <bounces@acme.example>\r\nSubject: Hello\r\n\r\nHello.\r\n")
	begins := mailboxAt(t, "imap", p.lost("person1@customer.example"))
	beside := mailboxAt(t, "none", dsn(p.paths["person3@customer.example"], "person3@customer.example", "delayed", "4.4.1", "later"), p.lost("person2@customer.example"))
	direct.trusted.AddCert(mustParse(t, begins.lent))
	p.start(p.reading(direct.trusted, direct.url("imaps", ""), begins.url("imap", ""), beside.url("imap", "tls=none")))
	for s, mails := range map[*imapServer]int{direct: 2, begins: 1, beside: 2} {
		p.until("every mail was seen", func() bool { unseen, _ := s.count(); return unseen == 0 })
		if _, all := s.count(); all != mails {
			t.Errorf("%d mails were kept of %d", all, mails)
		}
		s.mu.Lock()
		for _, item := range s.fetched {
			if strings.HasPrefix(item, "BODY") && item != "BODY.PEEK[]<0.262144>" {
				t.Errorf("%s was asked for", item)
			}
		}
		s.mu.Unlock()
	}
	if active, reports := p.state(); active != 1 || reports != 3 {
		t.Errorf("%d active, %d reports", active, reports)
	}
	begins.put(p.lost("person3@customer.example"))
	p.until("what comes later is read too", func() bool { active, _ := p.state(); return active == 0 })
	p.discreet()
}

// TestAReportIsMarkedAfterItWasRecorded: whenever the mail server hears that a mail
// was seen, what it says is in the database. Where the server does not take the
// mark, the next is read all the same; the mail is read again, and counts once.
func TestAReportIsMarkedAfterItWasRecorded(t *testing.T) {
	t.Parallel()
	p := openPostbox(t, 3)
	s := mailboxAt(t, "none", p.lost("person0@customer.example"), p.lost("person1@customer.example"))
	var recorded []int64
	s.onStore = func() error { // one at a time: there is one reader
		_, reports := p.state()
		s.mu.Lock()
		defer s.mu.Unlock()
		if recorded = append(recorded, reports); len(recorded) <= 2 {
			return errors.New("the disk is full")
		}
		return nil
	}
	p.start(p.reading(nil, s.url("imap", "tls=none")))
	p.until("every mail was seen", func() bool { unseen, _ := s.count(); return unseen == 0 })
	s.mu.Lock()
	defer s.mu.Unlock()
	if want := []int64{1, 2, 2, 2}; !slices.Equal(recorded, want) {
		t.Errorf("%v reports were recorded at each mark, want %v", recorded, want)
	}
	if active, reports := p.state(); active != 1 || reports != 2 {
		t.Errorf("%d active, %d reports", active, reports)
	}
	p.discreet()
}

// TestAMailboxThatIsAwayIsToldOfOnce: however often it is tried, the log has one
// line, and one when it is back.
func TestAMailboxThatIsAwayIsToldOfOnce(t *testing.T) {
	t.Parallel()
	p := openPostbox(t, 1)
	s := mailboxAt(t, "imaps", p.lost("person0@customer.example"))
	s.turnAway(4)
	p.start(p.reading(s.trusted, s.url("imaps", "")))
	p.until("it is read again", func() bool { return strings.Contains(p.log.String(), "is read again") })
	if told := strings.Count(p.log.String(), "cannot be read"); told != 1 {
		t.Errorf("%d lines:\n%s", told, p.log)
	}
	if active, _ := p.state(); active != 0 {
		t.Errorf("%d active", active)
	}
	p.discreet()
}

// TestAPasswordIsToldToNobodyElse: a server that does not encrypt, or that shows
// another's certificate, hears none, and one that repeats it in its answer is not
// quoted.
func TestAPasswordIsToldToNobodyElse(t *testing.T) {
	t.Parallel()
	p := openPostbox(t, 1)
	bare, stranger, begins := mailboxAt(t, "bare"), mailboxAt(t, "imaps"), mailboxAt(t, "imap")
	tells := mailboxAt(t, "none")
	wrong := strings.Replace(tells.url("imap", "tls=none"), "bounces%40", "nobody%40", 1)
	p.start(p.reading(x509.NewCertPool(), bare.url("imap", ""), stranger.url("imaps", ""), begins.url("imap", ""), wrong))
	for _, s := range []*imapServer{bare, stranger, begins} {
		p.until("it was tried again", func() bool { begun, _ := s.tally(); return begun > 2 })
		if _, signIns := s.tally(); signIns != 0 {
			t.Errorf("%d tried to sign in", signIns)
		}
	}
	p.until("one was signed in to", func() bool { _, signIns := tells.tally(); return signIns > 2 })
	if told := strings.Count(p.log.String(), "cannot be read"); told != 4 {
		t.Errorf("%d lines:\n%s", told, p.log)
	}
	for _, want := range []string{"STARTTLS", "certificate", "nobody is called nobody@acme.example with …"} {
		if !strings.Contains(p.log.String(), want) {
			t.Errorf("the log does not hold %q:\n%s", want, p.log)
		}
	}
	p.discreet()
}

// TestAServerThatSaysTooMuchIsHungUpOn: it may not fill the memory, whatever it
// was asked.
func TestAServerThatSaysTooMuchIsHungUpOn(t *testing.T) {
	t.Parallel()
	p := openPostbox(t, 1)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	said := make(chan int64, 100)
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			_, _ = io.WriteString(conn, "* OK [CAPABILITY IMAP4rev1] ")
			n, _ := io.Copy(conn, io.LimitReader(endless{}, 1<<30))
			conn.Close()
			said <- n
		}
	}()
	p.start(p.reading(nil, "imap://sam:secret@"+l.Addr().String()+"?tls=none"))
	for range 2 {
		if n := <-said; n > 64<<20 {
			t.Errorf("it was listened to for %d bytes", n)
		}
	}
	p.until("the log tells", func() bool { return strings.Contains(p.log.String(), "says too much") })
}

// endless is a text without end.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

func TestAMailboxIsWrittenAsItMustBe(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"imaps://sam:pw@imap.acme.example", "imaps://sam:pw@imap.acme.example:1993/Bounces/In", "imap://sam%40acme.example:p%2Cw@imap.acme.example/INBOX",
		"imap://sam:pw@imap.acme.example?tls=starttls", "imap://sam:pw@localhost/INBOX?tls=none", "imap://sam:pw@[::1]:143/INBOX?tls=none"} {
		if err := notify.CheckMailbox(text); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	for text, want := range map[string]string{
		"imaps://imap.acme.example/INBOX":                     "imaps://user:password@host",
		"imaps://sam@imap.acme.example/INBOX":                 "imaps://user:password@host",
		"imaps://:pa55word@imap.acme.example/INBOX":           "imaps://user:password@host",
		"imaps://sam:pa55word@/INBOX":                         "imaps://user:password@host",
		"imaps:sam:pa55word@imap.acme.example":                "imaps://user:password@host",
		"imaps://sam:pa55%word@imap.acme.example/INBOX":       "%40",
		"imaps://sam:pa55#word@imap.acme.example/INBOX":       "%40",
		"imaps://sam:pa55/word@imap.acme.example/INBOX":       "%40",
		"imaps://sam:pa55word@imap.acme.example:70000/INBOX":  "imaps://user:password@host",
		"imaps://sam:pa55w%C3%B6rd@imap.acme.example/INBOX":   "ASCII",
		"imaps://sam:pa55%0D%0Aword@imap.acme.example/INBOX":  "ASCII",
		"imaps://sam:pa55word@imap.acme.example/IN%0D%0ABOX":  "ASCII",
		"imaps://sam:pa55word@imap.acme.example/?tls=none":    "tls=",
		"imap://sam:pa55word@imap.acme.example/?tls=maybe":    "tls=",
		"imap://sam:pa55word@imap.acme.example/?tls=none":     "this machine alone",
		"imap://sam:pa55word@192.0.2.7/INBOX?tls=none":        "this machine alone",
		"imap://sam:pa55word@localhost.evil.example?tls=none": "this machine alone",
	} {
		err := notify.CheckMailbox(text)
		if err == nil || !strings.Contains(models.MessageOf(err), want) || strings.Contains(err.Error(), "pa55") {
			t.Errorf("%s: %v", text, err)
		}
		if _, err := notify.New(notify.Config{PublicURL: "https://status.acme.example", From: "a@acme.example", Bounces: []string{text}}); err == nil || strings.Contains(err.Error(), "pa55") {
			t.Errorf("%s: started with %v", text, err)
		}
	}
}
