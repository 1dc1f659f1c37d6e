package notify_test

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"net"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"vitrine/models/audience"
	"vitrine/notify"
)

// torture skips a long trial, unless long trials were asked for.
func torture(t *testing.T) {
	t.Helper()
	if os.Getenv("VITRINE_TORTURE") == "" {
		t.Skip("a long trial: make torture")
	}
}

// throng is how many people each long trial writes to.
const throng = 10_000

// fault is one way in which a mail server is not as it should be. It sets the
// server up, and the notifier where it matters; what it returns is how many mails
// may come twice at the end.
type fault struct {
	name  string
	build func(w *world, c *notify.Config) (doubled func() int)
}

// refusal is an answer of a mail server.
func refusal(code int, class smtp.EnhancedCode, words string) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: class, Message: words}
}

func never() int { return 0 }

// faults are what a mail server may do to ten thousand mails. In all of them
// everybody is told in the end, the one with a wrong address apart.
var faults = []fault{
	{"drops the line after the final dot, every 97th mail", func(w *world, _ *notify.Config) func() int {
		var mails, drops atomic.Int64
		w.server.onKept = func(string) bool {
			drop := mails.Add(1)%97 == 0
			if drop {
				drops.Add(1)
			}
			return drop
		}
		return func() int { return int(drops.Load()) }
	}},
	{"says 421 to every tenth mail", func(w *world, _ *notify.Config) func() int {
		var mails atomic.Int64
		w.server.behave(func(string) error {
			if mails.Add(1)%10 == 0 {
				return refusal(421, smtp.EnhancedCode{4, 3, 2}, "enough for now")
			}
			return nil
		}, nil)
		return never
	}},
	{"knows nobody at the first try (greylisting)", func(w *world, c *notify.Config) func() int {
		c.Retry = []time.Duration{2 * time.Second}
		seen := make([]atomic.Int64, throng)
		w.server.behave(func(to string) error {
			if n := personOf(to); n >= 0 && seen[n].Add(1) == 1 {
				return refusal(451, smtp.EnhancedCode{4, 7, 1}, "greylisted")
			}
			return nil
		}, nil)
		return never
	}},
	{"says 550 of one address", func(w *world, _ *notify.Config) func() int {
		w.server.behave(func(to string) error {
			if personOf(to) == wrong {
				return refusal(550, smtp.EnhancedCode{5, 1, 1}, "unknown")
			}
			return nil
		}, nil)
		return never
	}},
	{"says 550 of everybody for ten seconds", func(w *world, c *notify.Config) func() int {
		c.Retry = []time.Duration{5 * time.Second}
		until := time.Now().Add(10 * time.Second)
		w.server.behave(func(string) error {
			if time.Now().Before(until) {
				return refusal(550, smtp.EnhancedCode{5, 1, 1}, "unknown")
			}
			return nil
		}, nil)
		return never
	}},
	{"says nothing after every 997th mail", func(w *world, c *notify.Config) func() int {
		c.Conversation = time.Second
		var mails, silent atomic.Int64
		w.server.behave(nil, func(string) error {
			if mails.Add(1)%997 == 0 {
				silent.Add(1)
				time.Sleep(3 * time.Second) // and keeps it
			}
			return nil
		})
		return func() int { return int(silent.Load()) }
	}},
}

// wrong is the person whose address does not exist, where a fault wants one.
const wrong = 4321

// personOf is which of the crowd an address belongs to, -1 for nobody.
func personOf(to string) int {
	n, err := strconv.Atoi(strings.TrimPrefix(strings.TrimSuffix(to, "@customer.example"), "person"))
	if err != nil || n >= throng {
		return -1
	}
	return n
}

// TestTortureAFaultyMailServer writes to ten thousand people by a mail server
// with one fault after the other.
func TestTortureAFaultyMailServer(t *testing.T) {
	torture(t)
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			w := create(t, 0)
			w.crowd(throng)
			c := w.config()
			doubled := f.build(w, &c)
			w.open("Elevated API errors")
			n, _ := w.start(c)
			begun := time.Now()
			id := w.notification().PublicID
			w.noEnd(id, func() bool { return w.everybody() })
			done := w.finished(id)
			w.told(done, doubled())
			t.Logf("%s for %d mails; %v; health %+v", time.Since(begun).Round(time.Millisecond), len(w.server.all()), done.Outcomes, n.Health(t.Context()).DownSince)
		})
	}
}

// everybody reports whether everybody got a mail, but for one address that may
// be wrong.
func (w *world) everybody() bool { return w.reached() >= throng-1 }

// noEnd waits until ok, and wants the notification not finished before.
func (w *world) noEnd(id string, ok func() bool) {
	w.Helper()
	for deadline := time.Now().Add(15 * time.Minute); ; time.Sleep(100 * time.Millisecond) {
		n, err := w.audience.Notification(w.Context(), id)
		if err != nil {
			w.Fatal(err)
		}
		switch {
		case ok():
			return
		case n.FinishedAt != nil:
			if ok() { // it came between the two looks
				return
			}
			w.Fatalf("finished with %d of %d told; %v", w.reached(), throng, n.Outcomes)
		case time.Now().After(deadline):
			w.Fatalf("%d of %d told; %v\n%s", w.reached(), throng, n.Outcomes, w.log)
		}
	}
}

// told compares the mailboxes with the ledger, person by person. At most twice
// mails may have come a second time.
func (w *world) told(n audience.Notification, twice int) {
	w.Helper()
	copies, ids, again := make([]int, throng), make([]string, throng), 0
	for _, m := range w.server.all() {
		p, id := personOf(m.To), m.Header.Get("Message-ID")
		if p < 0 {
			w.Fatalf("a mail to %q", m.To)
		}
		if copies[p]++; copies[p] > 1 {
			again++
			if ids[p] != id {
				w.Errorf("person %d got two Message-IDs", p)
			}
		}
		ids[p] = id
	}
	var missing []int
	for p, got := range copies {
		if got == 0 {
			missing = append(missing, p)
		}
	}
	refused := int(n.Outcomes[audience.Failed])
	if len(missing) != refused || refused > 1 || refused == 1 && missing[0] != wrong || n.Outcomes[audience.Accepted] != int64(throng-refused) {
		w.Errorf("%d people have no mail (%v), outcomes %v", len(missing), missing[:min(9, len(missing))], n.Outcomes)
	}
	if again > twice {
		w.Errorf("%d mails came twice, at most %d were doubtful", again, twice)
	}
	w.Logf("%d people: %d lost, %d mails twice (%d doubtful)", throng, len(missing)-refused, again, twice)
}

// TestTortureAMailServerThatDropsEveryGoodbye: it takes all mails and breaks the
// line at QUIT.
func TestTortureAMailServerThatDropsEveryGoodbye(t *testing.T) {
	torture(t)
	w := create(t, 0)
	w.crowd(throng)
	c := w.config()
	url, whole := play(t, script{"QUIT": ""})
	c.SMTPURL = url
	w.open("Elevated API errors")
	_, stop := w.start(c)
	n := w.finished(w.notification().PublicID)
	stop()
	if n.Outcomes[audience.Accepted] != throng || whole.Load() != throng {
		t.Errorf("%d mails, outcomes %v", whole.Load(), n.Outcomes)
	}
	t.Logf("%d mails, outcomes %v", whole.Load(), n.Outcomes)
}

// switched is a mail server that offers encryption, or does not, at one address.
type switched struct {
	*world
	address string
	config  *tls.Config
	roots   *x509.CertPool
	running *smtp.Server
	clear   atomic.Int64 // mails that were begun without encryption
}

// overheard is a session that notices what is said in clear.
type overheard struct {
	*session
	clear *atomic.Int64
}

func (o overheard) Mail(from string, options *smtp.MailOptions) error {
	if _, encrypted := o.conn.TLSConnectionState(); !encrypted {
		o.clear.Add(1)
	}
	return o.session.Mail(from, options)
}

func (s *switched) turn(encrypted bool) {
	s.Helper()
	if s.running != nil {
		s.running.Close()
	}
	l, err := net.Listen("tcp", s.address)
	if err != nil {
		s.Fatal(err)
	}
	s.address = l.Addr().String()
	s.running = smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) {
		return overheard{&session{server: s.server, conn: c}, &s.clear}, nil
	}))
	s.running.Domain, s.running.ErrorLog = "mail.example.com", log.New(io.Discard, "", 0)
	if encrypted {
		s.running.TLSConfig = s.config
	}
	go s.running.Serve(l)
}

// encrypting makes a world whose mail server offers encryption.
func encrypting(t *testing.T) *switched {
	t.Helper()
	lender := httptest.NewTLSServer(nil) // for its certificate
	t.Cleanup(lender.Close)
	s := &switched{world: create(t, 0), address: "127.0.0.1:0", config: &tls.Config{Certificates: lender.TLS.Certificates}, roots: x509.NewCertPool()}
	s.roots.AddCert(lender.Certificate())
	s.turn(true)
	t.Cleanup(func() { s.running.Close() })
	return s
}

// TestTortureEncryptionIsTakenAway: in the middle of ten thousand mails the server
// offers no STARTTLS any more. Nothing leaves until it does again.
func TestTortureEncryptionIsTakenAway(t *testing.T) {
	torture(t)
	s := encrypting(t)
	s.crowd(throng)
	c := s.demanding()
	s.open("Elevated API errors")
	n, _ := s.start(c)
	id := s.notification().PublicID
	s.until("a third is told", func() bool { return s.reached() > throng/3 })
	s.turn(false)
	s.until("the console hears of it", func() bool { return n.Health(t.Context()).DownSince != nil })
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if got := s.clear.Load(); got != 0 {
			t.Fatalf("%d mails were begun in clear", got)
		}
	}
	told := s.reached()
	s.turn(true)
	s.noEnd(id, func() bool { return s.reached() == throng })
	s.told(s.finished(id), 2*10) // of each worker the one that was on its way
	t.Logf("%d told before, nobody while it was away", told)
}

// demanding is the configuration of a notifier that demands encryption.
func (s *switched) demanding() notify.Config {
	c := s.world.config()
	c.SMTPURL, c.TLS = "smtp://"+s.address, &tls.Config{RootCAs: s.roots}
	return c
}
