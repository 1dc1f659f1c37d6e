package notify

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"sync"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"

	"vitrine/models"
)

const (
	// conversation bounds the time from greeting to login, and from MAIL to the
	// answer after the final dot, unless the configuration says otherwise.
	conversation = 20 * time.Second

	// idle is how long an unused connection is kept. Servers may hang up after
	// five minutes (RFC 5321, section 4.5.3.2.7); many do so earlier.
	idle = 20 * time.Second
)

// relay is a mail server with the connections to it that are kept.
type relay struct {
	server string // host and port, for people
	client *gomail.Client
	wait   time.Duration // bounds each conversation
	places chan struct{} // one for each connection there may be; nil: any number

	mu   sync.Mutex
	kept []*line
	open int // connections at work
}

// errBusy says that all connections were at work for too long.
var errBusy = errors.New("all connections to the mail server are busy")

// line is one connection.
type line struct {
	smtp *smtp.Client
	used time.Time
	deaf bool   // it missed an answer: not good for another mail
	out  []byte // room for what is being said
}

// newRelay reads the URL of a mail server: smtp:// demands STARTTLS, smtps:// is
// TLS from the first byte, smtp://…?tls=none is for a relay on the same machine.
// host is how we greet it, wait bounds each conversation.
func newRelay(text, host string, config *tls.Config, wait time.Duration) (*relay, error) {
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" {
		return nil, models.Fail(models.Invalid, "The mail server must be given as smtp://user:password@host:587, smtps://user:password@host:465 or smtp://host:25?tls=none.")
	}
	options, port, err := security(u)
	if err != nil {
		return nil, err
	}
	if text := u.Port(); text != "" {
		if port, err = strconv.Atoi(text); err != nil {
			return nil, models.Fail(models.Invalid, "The port of the mail server is not a number.")
		}
	}
	options = append(options, gomail.WithPort(port), gomail.WithTimeout(wait), gomail.WithHELO(host), gomail.WithoutNoop(), gomail.WithoutSMTPUTF8())
	if config != nil {
		config = config.Clone()
		config.ServerName = u.Hostname()
		options = append(options, gomail.WithTLSConfig(config))
	}
	client, err := gomail.NewClient(u.Hostname(), options...)
	if err != nil {
		return nil, fmt.Errorf("mail server: %w", err)
	}
	return &relay{server: u.Hostname() + ":" + strconv.Itoa(port), client: client, wait: wait}, nil
}

// security turns the scheme, the tls parameter and the credentials into options
// and the usual port.
func security(u *url.URL) (options []gomail.Option, port int, err error) {
	switch way := u.Query().Get("tls"); {
	case u.Scheme == "smtps" && way == "":
		options, port = append(options, gomail.WithSSL()), 465
	case u.Scheme == "smtp" && (way == "" || way == "starttls"):
		options, port = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory)), 587
	case u.Scheme == "smtp" && way == "none":
		options, port = append(options, gomail.WithTLSPolicy(gomail.NoTLS)), 25
	default:
		return nil, 0, models.Fail(models.Invalid, "The mail server's tls=%s is not one of starttls and none.", way)
	}
	if u.User != nil {
		password, _ := u.User.Password()
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(u.User.Username()), gomail.WithPassword(password))
	}
	return options, port, nil
}

// atMost bounds the number of connections. It must be called before the first.
func (r *relay) atMost(connections int) { r.places = make(chan struct{}, connections) }

// get returns a kept connection, or a new one, as soon as there may be one more.
// It goes back by put or keep.
func (r *relay) get(ctx context.Context) (*line, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	l := r.take()
	if l == nil {
		var err error
		if l, err = r.dial(ctx); err != nil {
			r.free()
			return nil, err
		}
	}
	r.count(1)
	return l, nil
}

// count counts connections at work.
func (r *relay) count(n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.open += n
}

// free gives a place to the next.
func (r *relay) free() {
	if r.places != nil {
		<-r.places
	}
}

// enter waits for a place: not for as long as a conversation, after which a mail
// that is claimed would be taken for lost.
func (r *relay) enter(ctx context.Context) error {
	if r.places == nil {
		return nil
	}
	select {
	case r.places <- struct{}{}:
		return nil
	default:
	}
	timer := time.NewTimer(r.wait / 2)
	defer timer.Stop()
	select {
	case r.places <- struct{}{}:
		return nil
	case <-timer.C:
		return errBusy
	case <-ctx.Done():
		return ctx.Err()
	}
}

// leave is the end of a connection's work.
func (r *relay) leave() {
	r.count(-1)
	r.free()
}

// reached reports whether there is a connection, at work or kept.
func (r *relay) reached() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.open > 0 || len(r.kept) > 0 && time.Since(r.kept[len(r.kept)-1].used) < idle
}

// again hangs up and dials anew, for a connection that was closed while it was
// kept.
func (r *relay) again(ctx context.Context, l *line) (*line, error) {
	l.hangUp()
	l, err := r.dial(ctx)
	if err != nil {
		r.leave()
	}
	return l, err
}

// take returns the connection used last, if it is still fresh.
func (r *relay) take() *line {
	r.mu.Lock()
	defer r.mu.Unlock()
	for n := len(r.kept); n > 0; n = len(r.kept) {
		l := r.kept[n-1]
		r.kept = r.kept[:n-1]
		if time.Since(l.used) < idle {
			return l
		}
		l.hangUp()
	}
	return nil
}

func (r *relay) dial(ctx context.Context) (*line, error) {
	c, err := r.client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return nil, fmt.Errorf("dial mail server: %w", err)
	}
	return &line{smtp: c, used: time.Now()}, nil
}

// put keeps a connection for the next.
func (r *relay) put(l *line) {
	r.mu.Lock()
	r.kept = append(r.kept, l)
	r.mu.Unlock()
	r.leave()
}

// keep puts a connection back that is good for another mail, and drops one that
// is not.
func (r *relay) keep(l *line, alive bool) {
	if alive {
		r.put(l)
	} else {
		l.hangUp()
		r.leave()
	}
}

// hand hands one mail over, on a line of this relay.
func (r *relay) hand(l *line, p dispatch) (answer reply, alive bool) { return l.hand(p, r.wait) }

// close says goodbye on every kept connection; nil has none.
func (r *relay) close() {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, l := range r.kept {
		_ = r.client.CloseWithSMTPClient(l.smtp) // a lost goodbye loses no mail
	}
	r.kept = nil
}

// hangUp drops a connection without a word.
func (l *line) hangUp() { _ = l.smtp.Close() }
