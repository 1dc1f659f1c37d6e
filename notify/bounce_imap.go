package notify

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/emersion/go-imap"
	"github.com/emersion/go-imap/client"
)

const (
	imapEvery  = 4       // a look costs a login: it is taken once in so many of the others
	imapAtOnce = 1000    // mails read at one look
	imapAnswer = 4 << 20 // bytes a server may say to one command
)

// watchMailbox reads a mailbox now and then, until Stop. A server that is away is
// told of once, not at each look.
func (n *Notifier) watchMailbox(ctx context.Context, b imapBox) {
	away := false
	n.every(ctx, imapEvery*n.BouncePoll, func(ctx context.Context) error {
		err := n.readMailbox(ctx, b)
		switch {
		case n.closing():
			return nil
		case err != nil && !away:
			words := strings.ReplaceAll(err.Error(), b.password, "…") // a server may repeat what it was told
			n.Log.WarnContext(ctx, "the mailbox of reports cannot be read; it is tried again and again", "server", b.address, "err", words)
		case err == nil && away:
			n.Log.InfoContext(ctx, "the mailbox of reports is read again", "server", b.address)
		}
		away = err != nil
		return nil
	})
}

// readMailbox reads what is unseen in a mailbox and marks it as seen, which removes
// nothing: the mailbox is the operator's. Each mail is marked after what it says was
// recorded. Where that fails it is read once more, and the same report counts once.
func (n *Notifier) readMailbox(ctx context.Context, b imapBox) error {
	talk, hangUp := context.WithCancel(ctx)
	defer hangUp()
	go func() {
		select {
		case <-n.stopping:
			hangUp()
		case <-talk.Done():
		}
	}()
	c, err := n.openMailbox(talk, b)
	if err != nil {
		return err
	}
	unseen := imap.NewSearchCriteria()
	unseen.WithoutFlags = []string{imap.SeenFlag, imap.DeletedFlag}
	list, err := c.UidSearch(unseen)
	if err != nil {
		return fmt.Errorf("look for mails: %w", err)
	}
	slices.Sort(list)
	var errs []error // one mail that cannot be taken in keeps none of the others away
	for _, uid := range list[:min(len(list), imapAtOnce)] {
		if n.closing() {
			return nil
		}
		if err := n.readMailboxMail(ctx, c, uid); err != nil {
			errs = append(errs, err)
		}
		if c.State() != imap.SelectedState { // the server is gone
			break
		}
	}
	_ = c.Logout() // everything is done
	return errors.Join(errs...)
}

// readMailboxMail reads one mail as far as a report goes.
func (n *Notifier) readMailboxMail(ctx context.Context, c *client.Client, uid uint32) error {
	one := new(imap.SeqSet)
	one.AddNum(uid)
	start := &imap.BodySectionName{Peek: true, Partial: []int{0, maxReport}}
	mails, done := make(chan *imap.Message), make(chan error, 1)
	go func() { done <- c.UidFetch(one, []imap.FetchItem{imap.FetchUid, start.FetchItem()}, mails) }()
	var raw []byte
	for m := range mails { // to its end, whatever the server says: it waits for us
		for _, text := range m.Body {
			if text != nil && raw == nil {
				raw, _ = io.ReadAll(io.LimitReader(text, maxReport)) // from memory
			}
		}
	}
	if err := <-done; err != nil {
		return fmt.Errorf("read a mail: %w", err)
	}
	if raw == nil { // somebody removed it
		return nil
	}
	if _, err := n.hear(ctx, bytes.NewReader(raw)); err != nil {
		return err // it stays unseen, and is read again
	}
	if err := c.UidStore(one, imap.FormatFlagsOp(imap.AddFlags, true), []any{imap.SeenFlag}, nil); err != nil {
		return fmt.Errorf("mark a mail as seen: %w", err)
	}
	return nil
}

// openMailbox signs in and opens the folder. The connection ends with ctx.
func (n *Notifier) openMailbox(ctx context.Context, b imapBox) (*client.Client, error) {
	raw, err := (&net.Dialer{Timeout: n.Conversation}).DialContext(ctx, "tcp", b.address)
	if err != nil {
		return nil, err
	}
	context.AfterFunc(ctx, func() { raw.Close() })
	m := &metered{Conn: raw, wait: n.Conversation}
	if err := m.SetDeadline(time.Time{}); err != nil {
		return nil, err
	}
	conn, err := n.greeted(ctx, m, b)
	if err != nil {
		return nil, err
	}
	c, err := client.New(conn)
	if err != nil {
		return nil, fmt.Errorf("greeting: %w", err)
	}
	select {
	case <-c.LoggedOut():
		return nil, errors.New("greeting: the connection ended")
	default:
	}
	c.ErrorLog = log.New(io.Discard, "", 0) // what matters comes back from the calls; a server that speaks unasked between these two lines is heard on stderr
	if err := c.Login(b.user, b.password); err != nil {
		return nil, fmt.Errorf("sign in: %w", err)
	}
	folder, err := c.Select(b.folder, false)
	if err != nil {
		return nil, fmt.Errorf("open the folder: %w", err)
	}
	if folder.ReadOnly {
		return nil, errors.New("the folder may be read only: nothing can be marked as seen")
	}
	return c, nil
}

// greeted puts TLS around a connection, as the mailbox asks for, and hears the
// greeting: of what is no greeting the library would write on stderr.
func (n *Notifier) greeted(ctx context.Context, conn net.Conn, b imapBox) (net.Conn, error) {
	if b.clear {
		return welcome(conn)
	}
	if !b.direct {
		if err := startTLS(conn); err != nil {
			return nil, err
		}
	}
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if n.TLS != nil {
		config = n.TLS.Clone()
	}
	config.ServerName = b.host
	safe := tls.Client(conn, config)
	if err := safe.HandshakeContext(ctx); err != nil {
		return nil, err
	}
	if b.direct {
		return welcome(safe)
	}
	return greeting(safe, safe), nil
}

// welcome reads the greeting of a server.
func welcome(conn net.Conn) (net.Conn, error) {
	in := bufio.NewReader(conn)
	line, err := in.ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("greeting: %w", err)
	}
	if !strings.HasPrefix(strings.ToUpper(line), "* OK") {
		return nil, errors.New("the server does not greet as an IMAP server does")
	}
	return greeting(conn, in), nil
}

// greeting is a connection whose greeting was heard, for a library that waits for
// one. The rest of what the server says comes from in.
func greeting(conn net.Conn, in io.Reader) net.Conn {
	return welcomed{Conn: conn, in: io.MultiReader(strings.NewReader("* OK heard\r\n"), in)}
}

// errClear says that a server does not encrypt.
var errClear = errors.New("the server does not begin TLS (STARTTLS): nothing was told to it")

// startTLS asks a server to encrypt from here on (RFC 3501, section 6.2.1). Until
// it does, anybody in between may speak in its place: nothing else is read of what
// was said, and nothing of it is left for later.
func startTLS(conn net.Conn) error {
	in := bufio.NewReader(conn)
	if _, err := in.ReadString('\n'); err != nil {
		return fmt.Errorf("greeting: %w", err)
	}
	if _, err := io.WriteString(conn, "a STARTTLS\r\n"); err != nil {
		return err
	}
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return fmt.Errorf("begin TLS: %w", err)
		}
		if answer, ours := strings.CutPrefix(line, "a "); ours {
			if !strings.HasPrefix(strings.ToUpper(answer), "OK") || in.Buffered() > 0 {
				return errClear
			}
			return nil
		}
	}
}

// welcomed is a connection whose greeting was heard before.
type welcomed struct {
	net.Conn
	in io.Reader
}

// Read implements io.Reader.
func (g welcomed) Read(p []byte) (int, error) { return g.in.Read(p) }

// metered is a connection to a server that may say only so much, in so much time,
// to each command: the library sets a deadline before each.
type metered struct {
	net.Conn
	wait time.Duration
	left atomic.Int64
}

// SetDeadline implements net.Conn; there is no way to have none.
func (m *metered) SetDeadline(time.Time) error {
	m.left.Store(imapAnswer)
	return m.Conn.SetDeadline(time.Now().Add(m.wait))
}

// Read implements io.Reader.
func (m *metered) Read(p []byte) (int, error) {
	if m.left.Load() <= 0 {
		return 0, errors.New("the server says too much")
	}
	k, err := m.Conn.Read(p)
	m.left.Add(-int64(k))
	return k, err
}
