package notify_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-imap"
	"github.com/emersion/go-imap/backend"
	"github.com/emersion/go-imap/backend/memory"
	"github.com/emersion/go-imap/server"
)

const (
	imapUser     = "bounces@acme.example"
	imapPassword = "s3cret: 50%/#?@,"
)

// imapServer is a real IMAP server on the loopback with one mailbox in memory.
type imapServer struct {
	*testing.T
	address string

	mu      sync.Mutex
	box     *memory.Mailbox
	signIns int
	begun   int             // connections
	open    []net.Conn      // those that were let in
	fetched []string        // what was asked for
	refuse  int             // so many connections more are hung up on
	onStore func() error    // asked before a mail is marked
	trusted *x509.CertPool  // for its certificate
	lent    tls.Certificate // its certificate
}

// mailboxAt makes a server with mails that nobody has seen. way is imaps, imap,
// none (no TLS), or bare (asks for no TLS and yet offers none).
func mailboxAt(t *testing.T, way string, mails ...string) *imapServer {
	t.Helper()
	lender := httptest.NewTLSServer(nil) // for its certificate
	t.Cleanup(lender.Close)
	s := &imapServer{T: t, trusted: x509.NewCertPool(), lent: lender.TLS.Certificates[0]}
	s.trusted.AddCert(lender.Certificate())
	user, err := memory.New().Login(nil, "username", "password")
	if err != nil {
		t.Fatal(err)
	}
	box, err := user.GetMailbox("INBOX")
	if err != nil {
		t.Fatal(err)
	}
	s.box = box.(*memory.Mailbox)
	for _, text := range mails {
		s.put(text)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.address = l.Addr().String()
	l = &doorman{Listener: l, imapServer: s}
	config := &tls.Config{Certificates: []tls.Certificate{s.lent}}
	if way == "imaps" {
		l = tls.NewListener(l, config)
	}
	front := server.New(&imapUsers{s})
	front.ErrorLog = log.New(io.Discard, "", 0)
	if front.AllowInsecureAuth = way == "none"; way == "imap" {
		front.TLSConfig = config
	}
	go front.Serve(l)
	t.Cleanup(func() { l.Close(); s.hangUp() })
	return s
}

// hangUp ends every connection from outside: the server would read who is signed in while
// somebody signs in.
func (s *imapServer) hangUp() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.open {
		c.Close()
	}
}

// put brings a mail into the mailbox.
func (s *imapServer) put(text string) {
	s.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.box.CreateMessage(nil, time.Now(), strings.NewReader(text)); err != nil {
		s.Fatal(err)
	}
}

// url is the server's address as an operator writes it.
func (s *imapServer) url(scheme, query string) string {
	u := url.URL{Scheme: scheme, Host: s.address, Path: "/INBOX", RawQuery: query}
	quoted := func(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") }
	return strings.Replace(u.String(), "://", "://"+quoted(imapUser)+":"+quoted(imapPassword)+"@", 1)
}

// count counts the mails that nobody has seen yet, and all that are there but the
// one that every such server begins with.
func (s *imapServer) count() (unseen, all int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range s.box.Messages {
		if !slices.Contains(m.Flags, imap.SeenFlag) {
			unseen++
		}
	}
	return unseen, len(s.box.Messages) - 1
}

// tally is how often somebody connected, and signed in.
func (s *imapServer) tally() (begun, signIns int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.begun, s.signIns
}

// turnAway makes the server hang up on so many that come from now on.
func (s *imapServer) turnAway(most int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refuse = most
}

// doorman counts who comes, and hangs up on the first ones.
type doorman struct {
	net.Listener
	*imapServer
}

func (d *doorman) Accept() (net.Conn, error) {
	for {
		conn, err := d.Listener.Accept()
		if err != nil {
			return nil, err
		}
		d.mu.Lock()
		d.begun++
		away := d.refuse > 0
		d.refuse--
		if !away {
			d.open = append(d.open, conn)
		}
		d.mu.Unlock()
		if !away {
			return conn, nil
		}
		conn.Close()
	}
}

// imapUsers lets one user in.
type imapUsers struct{ *imapServer }

func (u *imapUsers) Login(_ *imap.ConnInfo, name, password string) (backend.User, error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.signIns++
	if name != imapUser || password != imapPassword {
		return nil, errors.New("nobody is called " + name + " with " + password) // a server that tells
	}
	return imapMailboxes{imapServer: u.imapServer}, nil
}

// imapMailboxes are that user's mailboxes.
type imapMailboxes struct {
	backend.User
	*imapServer
}

func (m imapMailboxes) Logout() error { return nil }

func (m imapMailboxes) GetMailbox(name string) (backend.Mailbox, error) {
	if name != "INBOX" {
		return nil, backend.ErrNoSuchMailbox
	}
	return watchedBox{Mailbox: m.box, imapServer: m.imapServer}, nil
}

// watchedBox is a mailbox for several at once, whose owner notices what is done.
type watchedBox struct {
	*memory.Mailbox
	*imapServer
}

func (b watchedBox) Name() string { return b.Mailbox.Name() }

func (b watchedBox) Status(items []imap.StatusItem) (*imap.MailboxStatus, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Mailbox.Status(items)
}

func (b watchedBox) SearchMessages(uid bool, c *imap.SearchCriteria) ([]uint32, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Mailbox.SearchMessages(uid, c)
}

func (b watchedBox) ListMessages(uid bool, set *imap.SeqSet, items []imap.FetchItem, ch chan<- *imap.Message) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, item := range items {
		b.fetched = append(b.fetched, string(item))
	}
	return b.Mailbox.ListMessages(uid, set, items, ch)
}

func (b watchedBox) UpdateMessagesFlags(uid bool, set *imap.SeqSet, op imap.FlagsOp, flags []string) error {
	if b.onStore != nil {
		if err := b.onStore(); err != nil {
			return err
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Mailbox.UpdateMessagesFlags(uid, set, op, flags)
}

// mustParse returns the certificate of a server.
func mustParse(t *testing.T, c tls.Certificate) *x509.Certificate {
	t.Helper()
	one, err := x509.ParseCertificate(c.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	return one
}
