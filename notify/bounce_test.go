package notify_test

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"vitrine/models/audience"
	"vitrine/notify"
)

const bounceDomain = "bounce.acme.example"

// postbox is a world that told a crowd of an incident, with the return path of each
// mail, and a mailbox for what comes back.
type postbox struct {
	*world
	paths map[string]string // return path of each address
	dir   string            // a maildir
	lmtp  string            // where a mail server hands over
	stop  func()
}

func openPostbox(t *testing.T, people int) *postbox {
	t.Helper()
	p := &postbox{world: create(t, 0), paths: map[string]string{}, dir: t.TempDir()}
	for _, name := range []string{"new", "cur", "tmp"} {
		if err := os.Mkdir(filepath.Join(p.dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	from := ""
	p.server.onMail = func(f string) { from = f }
	p.crowd(people)
	c := p.config()
	c.BounceDomain, c.Workers = bounceDomain, 1
	p.server.behave(func(to string) error { p.paths[to] = from; return nil }, nil)
	_, stop := p.start(c)
	p.open("Errors")
	p.finished(p.notification().PublicID)
	stop()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	p.lmtp = l.Addr().String()
	return p
}

// listen starts a notifier that reads reports from both places.
func (p *postbox) listen() {
	p.Helper()
	c := p.config()
	c.BounceDomain, c.BouncePoll = bounceDomain, 10*time.Millisecond
	c.Bounces = []string{"maildir:" + p.dir, "lmtp://" + p.lmtp}
	_, p.stop = p.start(c)
}

// drop puts a mail into the maildir, as a mail server does: whole or not at all.
func (p *postbox) drop(name, text string) {
	p.Helper()
	tmp := filepath.Join(p.dir, "tmp", name)
	if err := os.WriteFile(tmp, []byte(text), 0o600); err != nil {
		p.Fatal(err)
	}
	if err := os.Rename(tmp, filepath.Join(p.dir, "new", name)); err != nil {
		p.Fatal(err)
	}
}

// empty waits until everything in the maildir was looked at, and returns how many
// mails were left for a person to read.
func (p *postbox) empty() (left int) {
	p.Helper()
	p.until("the mailbox is empty", func() bool {
		list, err := os.ReadDir(filepath.Join(p.dir, "new"))
		return err == nil && len(list) == 0
	})
	list, err := os.ReadDir(filepath.Join(p.dir, "cur"))
	if err != nil {
		p.Fatal(err)
	}
	return len(list)
}

// state counts the subscribers who are written to, and the reports that were kept.
func (p *postbox) state() (active, reports int64) {
	p.Helper()
	c, err := p.audience.Counts(p.Context())
	if err == nil {
		err = p.db.Read(p.Context()).Raw("SELECT count(*) FROM bounce_reports").Scan(&reports).Error
	}
	if err != nil {
		p.Fatal(err)
	}
	return c.Active, reports
}

// dsn is a report as Postfix writes it.
func dsn(to, recipient, action, status, words string) string {
	return strings.ReplaceAll(fmt.Sprintf(`Return-Path: <>
From: MAILER-DAEMON@mx.customer.example (Mail Delivery System)
To: %[1]s
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="4Xyz.1/mx.customer.example"

--4Xyz.1/mx.customer.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.customer.example.

--4Xyz.1/mx.customer.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.customer.example
Arrival-Date: Thu, 19 Nov 2026 16:00:00 +0000 (UTC)

Final-Recipient: rfc822; %[2]s
Original-Recipient: rfc822;%[2]s
Action: %[3]s
Status: %[4]s
Diagnostic-Code: smtp; %[5]s

--4Xyz.1/mx.customer.example
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

Return-Path: <updates@status.acme.example>
Subject: [Acme Status] Errors

--4Xyz.1/mx.customer.example--
`, to, recipient, action, status, words), "\n", "\r\n")
}

// arf is a complaint as a provider writes it (RFC 5965): it comes to whatever
// address the operator registered.
func arf(path, kind string) string {
	return strings.ReplaceAll(fmt.Sprintf(`From: <abuse@provider.example>
To: <feedback@status.acme.example>
Subject: FW: [Acme Status] Errors
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="part1"

--part1
Content-Type: text/plain

This is an email abuse report.
--part1
Content-Type: message/feedback-report

Feedback-Type: %s
User-Agent: SomeGenerator/1.0
Version: 1
Original-Mail-From: <%s>

--part1
Content-Type: message/rfc822

Return-Path: <%s>
From: "Acme Status" <updates@status.acme.example>
Subject: [Acme Status] Errors

Text.
--part1--
`, kind, path, path), "\n", "\r\n")
}

func TestReportsAreReadAsTheyAreMeant(t *testing.T) {
	t.Parallel()
	p := openPostbox(t, 1)
	const sam = "person0@customer.example"
	path := p.paths[sam]
	const lost = "550 5.1.1 <" + sam + ">: Recipient address rejected: User unknown"
	for name, c := range map[string]struct {
		mail string
		to   []string
		want audience.BounceReport
		none bool
	}{
		"a dead address":       {dsn(path, sam, "failed", "5.1.1", lost), nil, audience.BounceReport{Kind: audience.HardBounce, Status: "5.1.1", Recipient: sam, Detail: lost}, false},
		"a full mailbox":       {dsn(path, sam, "failed", "5.2.2", "552 full"), nil, audience.BounceReport{Kind: audience.SoftBounce, Status: "5.2.2", Recipient: sam, Detail: "552 full"}, false},
		"a blocked sender":     {dsn(path, sam, "failed", "5.7.1", "554 no"), nil, audience.BounceReport{Kind: audience.PolicyBounce, Status: "5.7.1", Recipient: sam, Detail: "554 no"}, false},
		"words more precise":   {dsn(path, sam, "failed", "5.0.0", lost), nil, audience.BounceReport{Kind: audience.HardBounce, Status: "5.1.1", Recipient: sam, Detail: lost}, false},
		"in capitals":          {dsn(strings.ToUpper(path), sam, "Failed", "5.1.1", lost), nil, audience.BounceReport{Kind: audience.HardBounce, Status: "5.1.1", Recipient: sam, Detail: lost}, false},
		"only on the envelope": {dsn("postmaster@acme.example", sam, "failed", "5.1.1", lost), []string{path}, audience.BounceReport{Kind: audience.HardBounce, Status: "5.1.1", Recipient: sam, Detail: lost}, false},
		"a delay":              {mail: dsn(path, sam, "delayed", "4.4.1", "timed out"), none: true},
		"a delivery":           {mail: dsn(path, sam, "delivered", "2.0.0", "250 ok"), none: true},
		"a complaint":          {arf(path, "abuse"), nil, audience.BounceReport{Kind: audience.Complaint, Detail: "feedback: abuse"}, false},
		"no complaint":         {mail: arf(path, "not-spam"), none: true},
		"a holiday assistant":  {mail: "From: <" + sam + ">\r\nTo: " + path + "\r\nAuto-Submitted: auto-replied\r\nSubject: Away\r\n\r\nI am away.\r\n", none: true},
		"a person's answer":    {mail: "From: <" + sam + ">\r\nTo: " + path + "\r\nSubject: Re: Errors\r\n\r\nThanks.\r\n", none: true},
		"a form nobody knows":  {"From: MAILER-DAEMON@mx.example\r\nTo: " + path + "\r\nSubject: failure\r\n\r\nSorry.\r\n", nil, audience.BounceReport{Kind: audience.SoftBounce}, false},
		"a broken report":      {"From: a@b.example\r\nTo: " + path + "\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n--x\r\nContent-Ty", nil, audience.BounceReport{Kind: audience.SoftBounce}, false},
		"a forged path":        {mail: dsn("b+d1.aaaaaaaaaaaaaaaa@"+bounceDomain, sam, "failed", "5.1.1", lost), none: true},
		"another row":          {mail: dsn(strings.Replace(path, "+d", "+d1", 1), sam, "failed", "5.1.1", lost), none: true},
		"another domain":       {mail: dsn(strings.Replace(path, bounceDomain, "evil.example", 1), sam, "failed", "5.1.1", lost), none: true},
	} {
		got, ok := notify.ReadReport(p.key, bounceDomain, strings.NewReader(c.mail), c.to...)
		if ok == c.none {
			t.Errorf("%s: read: %v, %+v", name, ok, got)
			continue
		}
		if c.want.DeliveryID = p.deliveries(p.notification().PublicID)[0].ID; c.none {
			continue
		}
		if c.want.Source = "return path"; got != c.want {
			t.Errorf("%s:\n got %+v\nwant %+v", name, got, c.want)
		}
	}
}

// TestThousandsOfReportsGoodAndBad: what thousands of reports may hold (F28). Only
// those count that come to a return path of ours, and none costs more than a look at
// its beginning.
func TestThousandsOfReportsGoodAndBad(t *testing.T) {
	t.Parallel()
	people, reports := 200, 5000
	if testing.Short() {
		people, reports = 40, 600
	}
	p := openPostbox(t, people)
	noise := strings.Repeat("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\r\n", 160_000) // 10 MB
	dead, odd := 0, 0
	for n := range reports {
		address := fmt.Sprintf("person%d@customer.example", n%people)
		path := p.paths[address]
		text := dsn(path, address, "failed", "5.1.1", "550 5.1.1 unknown")
		switch kind := n % 50; {
		case n < people/4:
			dead++
		case kind == 0 && n < reports/2: // too large: what counts stands at its beginning, and says "not yet"
			text = strings.Replace(dsn(path, address, "delayed", "4.4.1", "later"), "text/rfc822-headers\r\n\r\n", "message/rfc822\r\n\r\n"+noise[:min(len(noise), 10<<20>>(n%3*4))], 1)
			odd++
		case kind < 15:
			text = strings.ReplaceAll(text, path, fmt.Sprintf("b+d%d.%016d@%s", n, n, bounceDomain)) // forged
			odd++
		case kind < 20:
			text = text[:len(text)*kind/50] // cut off before it says anything
			odd++
		case kind < 30:
			text = strings.Repeat("Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\n", 200) // parts in parts
			odd++
		case kind < 40:
			text = string(bytes.Repeat([]byte{0, 255, 13, 10}, n))
			odd++
		default:
			text = dsn(path, address, "delayed", "4.4.1", "later")
			odd++
		}
		p.drop(fmt.Sprintf("%06d", n), text)
	}
	p.listen()
	if left := p.empty(); left > odd {
		t.Errorf("%d mails were put aside, of %d odd ones", left, odd)
	}
	active, kept := p.state()
	if active != int64(people-dead) {
		t.Errorf("%d of %d are written to, want %d", active, people, people-dead)
	}
	if kept < int64(dead) || kept > int64(2*people) {
		t.Errorf("%d reports were kept, %d about dead addresses", kept, dead)
	}
	if strings.Contains(p.log.String(), "customer.example") {
		t.Error("the log names people")
	}
}

// TestAMailServerHandsReportsOver speaks LMTP as Postfix does.
func TestAMailServerHandsReportsOver(t *testing.T) {
	t.Parallel()
	p := openPostbox(t, 2)
	p.listen()
	var conn net.Conn
	p.until("reports are taken", func() (ok bool) {
		var err error
		conn, err = net.Dial("tcp", p.lmtp)
		return err == nil
	})
	c := smtp.NewClientLMTP(conn)
	c.CommandTimeout, c.SubmissionTimeout = 20*time.Second, 20*time.Second
	defer c.Close()
	const sam = "person0@customer.example"
	hand := func(to, text string) error {
		if err := c.Mail("", nil); err != nil {
			return err
		}
		if err := c.Rcpt(to, nil); err != nil {
			c.Reset()
			return err
		}
		w, err := c.Data()
		if err == nil {
			_, err = io.WriteString(w, text)
		}
		if err == nil {
			err = w.Close()
		}
		return err
	}
	report := dsn("postmaster@acme.example", sam, "failed", "5.1.1", "550 5.1.1 unknown")
	for _, stranger := range []string{"updates@status.acme.example", "b+d1.aaaaaaaaaaaaaaaa@" + bounceDomain} {
		if err := hand(stranger, report); err == nil || !strings.Contains(err.Error(), "no return path of ours") {
			t.Errorf("%s: %v", stranger, err)
		}
	}
	if active, kept := p.state(); active != 2 || kept != 0 {
		t.Errorf("%d active, %d kept", active, kept)
	}
	if err := hand(p.paths[sam], report+strings.Repeat("x", 3<<20)); err != nil {
		t.Fatal(err)
	}
	if active, kept := p.state(); active != 1 || kept != 1 {
		t.Errorf("%d active, %d kept", active, kept)
	}
	p.open("More errors")
	n := p.finished(p.notification().PublicID)
	if n.Recipients != 1 || len(p.server.to(sam)) != 1 {
		t.Errorf("%d recipients, %d mails to the dead address", n.Recipients, len(p.server.to(sam)))
	}
}

// FuzzReport: whatever comes back, reading it ends, and only our own return paths
// name a row.
func FuzzReport(f *testing.F) {
	f.Add(dsn("b+d1.aaaaaaaaaaaaaaaa@"+bounceDomain, "sam@customer.example", "failed", "5.1.1", "no"))
	f.Add(arf("b+d1.aaaaaaaaaaaaaaaa@"+bounceDomain, "abuse"))
	f.Add("Content-Type: multipart/report; boundary=\"\"\r\n\r\n----\r\n")
	key := testKey(f)
	f.Fuzz(func(t *testing.T, text string) {
		if r, ok := notify.ReadReport(key, bounceDomain, strings.NewReader(text)); ok {
			t.Errorf("believed: %+v", r)
		}
	})
}
