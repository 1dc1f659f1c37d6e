package main

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-smtp"
)

// mailbox is a real SMTP server on loopback that keeps what it is given.
type mailbox struct {
	url string

	mu       sync.Mutex
	messages []letter
}

// letter is one received mail.
type letter struct {
	to   string
	raw  []byte
	head mail.Header
	text string // decoded text/plain part
	html string // decoded text/html part
}

func newMailbox(t testing.TB) *mailbox {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	box := &mailbox{url: "smtp://" + l.Addr().String() + "?tls=none"}
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) {
		return &mailSession{box: box}, nil
	}))
	server.AllowInsecureAuth = true
	go server.Serve(l)
	t.Cleanup(func() { server.Close() })
	return box
}

type mailSession struct {
	box *mailbox
	to  []string
}

func (s *mailSession) Mail(string, *smtp.MailOptions) error { return nil }
func (s *mailSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = append(s.to, to)
	return nil
}
func (s *mailSession) Reset()        { s.to = nil }
func (s *mailSession) Logout() error { return nil }

func (s *mailSession) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	l, err := readLetter(raw)
	if err != nil {
		return err
	}
	s.box.mu.Lock()
	defer s.box.mu.Unlock()
	for _, to := range s.to {
		l.to = to
		s.box.messages = append(s.box.messages, l)
	}
	return nil
}

// readLetter parses a mail into its header and its two texts.
func readLetter(raw []byte) (letter, error) {
	l := letter{raw: raw}
	msg, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return l, err
	}
	l.head = msg.Header
	kind, params, err := mime.ParseMediaType(msg.Header.Get("Content-Type"))
	if err != nil {
		return l, err
	}
	if !strings.HasPrefix(kind, "multipart/") {
		body, err := io.ReadAll(quotedprintable.NewReader(msg.Body))
		l.text = string(body)
		return l, err
	}
	return l, l.parts(multipart.NewReader(msg.Body, params["boundary"]))
}

// parts reads the texts of a mail, parts in parts too.
func (l *letter) parts(parts *multipart.Reader) error {
	for {
		part, err := parts.NextPart() // decodes quoted-printable by itself
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		kind, params, err := mime.ParseMediaType(part.Header.Get("Content-Type"))
		if err != nil {
			return err
		}
		if strings.HasPrefix(kind, "multipart/") {
			if err := l.parts(multipart.NewReader(part, params["boundary"])); err != nil {
				return err
			}
			continue
		}
		body, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		switch kind {
		case "text/html":
			l.html = string(body)
		case "text/plain":
			l.text = string(body)
		}
	}
}

// all returns every letter so far.
func (b *mailbox) all() []letter {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]letter(nil), b.messages...)
}

// of returns the letters to one address.
func (b *mailbox) of(to string) []letter {
	var mine []letter
	for _, l := range b.all() {
		if l.to == to {
			mine = append(mine, l)
		}
	}
	return mine
}
