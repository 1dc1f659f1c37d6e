package notify

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"time"

	"github.com/emersion/go-smtp"
)

// maxLMTP is how large a mail may be that a mail server hands us, in bytes. Only
// its beginning is read.
const maxLMTP = 32 << 20

// listenLMTP takes reports from a mail server beside us (RFC 2033), until Stop.
// Only return paths of ours are recipients.
func (n *Notifier) listenLMTP(ctx context.Context, address string) error {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return err
	}
	if host == "" {
		host = "127.0.0.1" // nobody else may hand us reports unless the operator says so
	}
	l, err := net.Listen("tcp", net.JoinHostPort(host, port))
	if err != nil {
		return err
	}
	s := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &bounceSession{Notifier: n, ctx: ctx}, nil }))
	s.LMTP, s.Domain, s.MaxMessageBytes, s.MaxRecipients = true, n.host, maxLMTP, maxAddresses
	s.MaxLineLength = maxLMTP // what comes back is as it is
	s.ReadTimeout, s.WriteTimeout = time.Minute, time.Minute
	s.ErrorLog = slog.NewLogLogger(n.Log.Handler(), slog.LevelWarn)
	n.stopped.Go(func() {
		if err := s.Serve(l); err != nil && !errors.Is(err, smtp.ErrServerClosed) && !n.closing() {
			n.Log.ErrorContext(ctx, "no more reports are taken", "err", err)
		}
	})
	n.stopped.Go(func() { <-n.stopping; s.Close() })
	return nil
}

// bounceSession is one connection of a mail server that brings reports.
type bounceSession struct {
	*Notifier
	ctx context.Context
	to  []string
}

// Reset implements smtp.Session.
func (s *bounceSession) Reset() { s.to = nil }

// Logout implements smtp.Session.
func (s *bounceSession) Logout() error { return nil }

// Mail implements smtp.Session.
func (s *bounceSession) Mail(string, *smtp.MailOptions) error { return nil }

// Rcpt implements smtp.Session.
func (s *bounceSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	if _, _, ok := readReturnPath(s.Key, s.BounceDomain, to); !ok {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "This is no return path of ours"}
	}
	s.to = append(s.to, to)
	return nil
}

// Data implements smtp.Session.
func (s *bounceSession) Data(r io.Reader) error {
	_, err := s.hear(s.ctx, r, s.to...)
	io.Copy(io.Discard, r) // the mail that came back, however large: nobody reads it
	if err != nil {
		s.Log.ErrorContext(s.ctx, "a report could not be taken in", "err", err)
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "Try again later"}
	}
	return nil
}
