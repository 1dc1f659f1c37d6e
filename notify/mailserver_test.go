package notify_test

import (
	"bytes"
	"encoding/base64"
	"io"
	"log"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
)

// mailServer is a real SMTP server on the loopback that keeps what it accepts.
type mailServer struct {
	URL string

	mu     sync.Mutex
	mails  []received
	onMail func(from string)     // told of every envelope sender
	onRcpt func(to string) error // asked before a recipient is taken
	onData func(to string) error // asked after the whole mail was read, before it is kept
	onKept func(to string) bool  // asked after a mail was kept: true drops the line instead of saying so
}

// received is one accepted mail.
type received struct {
	From   string // of the envelope
	To     string
	Raw    string
	Header mail.Header
	Text   string
	HTML   string

	Calendar, Method string // the event it brings, and the type of that part
}

// serve starts a mail server that ends with the test.
func serve(t *testing.T) *mailServer {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	m := &mailServer{URL: "smtp://" + l.Addr().String() + "?tls=none"}
	s := smtp.NewServer(m)
	s.Domain, s.ReadTimeout, s.WriteTimeout = "mail.example.com", 20*time.Second, 20*time.Second
	s.ErrorLog = log.New(io.Discard, "", 0)
	go s.Serve(l)
	t.Cleanup(func() { s.Close() })
	return m
}

// NewSession implements smtp.Backend.
func (m *mailServer) NewSession(c *smtp.Conn) (smtp.Session, error) {
	return &session{server: m, conn: c}, nil
}

type session struct {
	conn   *smtp.Conn
	server *mailServer
	to     string
	from   string
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	if s.from = from; s.server.onMail != nil {
		s.server.onMail(from)
	}
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	return s.server.ask(s.server.rcpt(), to)
}

func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if err := s.server.ask(s.server.data(), s.to); err != nil {
		return err
	}
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	kept := read(s.to, raw)
	kept.From = s.from
	s.server.mails = append(s.server.mails, kept)
	if s.server.onKept != nil && s.server.onKept(s.to) {
		return s.conn.Conn().Close()
	}
	return nil
}

func (m *mailServer) rcpt() func(string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.onRcpt
}

func (m *mailServer) data() func(string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.onData
}

func (m *mailServer) ask(fn func(string) error, to string) error {
	if fn == nil {
		return nil
	}
	return fn(to)
}

// behave changes how the server answers.
func (m *mailServer) behave(onRcpt, onData func(string) error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.onRcpt, m.onData = onRcpt, onData
}

// to returns the mails for one address, in the order of their arrival.
func (m *mailServer) to(address string) (list []received) {
	for _, r := range m.all() {
		if r.To == address {
			list = append(list, r)
		}
	}
	return list
}

func (m *mailServer) all() []received {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]received(nil), m.mails...)
}

// read takes a mail apart with the standard library alone.
func read(to string, raw []byte) received {
	r := received{To: to, Raw: string(raw)}
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return r
	}
	r.Header = m.Header
	r.parts(m.Header.Get("Content-Type"), m.Body)
	return r
}

// parts takes the parts of a mail apart, parts in parts too.
func (r *received) parts(kind string, body io.Reader) {
	media, params, err := mime.ParseMediaType(kind)
	if err != nil || !strings.HasPrefix(media, "multipart/") {
		return
	}
	for parts := multipart.NewReader(body, params["boundary"]); ; {
		p, err := parts.NextRawPart()
		if err != nil {
			return
		}
		text := func(in io.Reader) string {
			all, _ := io.ReadAll(in)
			return strings.ReplaceAll(string(all), "\r\n", "\n")
		}
		switch kind := p.Header.Get("Content-Type"); {
		case strings.HasPrefix(kind, "multipart/"):
			r.parts(kind, p)
		case strings.HasPrefix(kind, "text/plain"):
			r.Text = text(quotedprintable.NewReader(p))
		case strings.HasPrefix(kind, "text/html"):
			r.HTML = text(quotedprintable.NewReader(p))
		case strings.HasPrefix(kind, "text/calendar"):
			r.Calendar, r.Method = text(base64.NewDecoder(base64.StdEncoding, p)), kind
		}
	}
}
