package notify

import (
	"net"
	"net/netip"
	"net/url"
	"strings"

	"vitrine/models"
)

// imapBox is a mailbox on another mail server that is read for reports.
type imapBox struct {
	host, address string // its name; name and port
	direct        bool   // TLS from the first byte, not by STARTTLS
	clear         bool   // no TLS: a server on this machine

	user, password, folder string
}

// mailboxForm is how a mailbox is written.
const mailboxForm = "Write a mailbox as imaps://user:password@host/INBOX, or imap:// where the server has STARTTLS; in user and password write %40 for @, %2C for a comma, and so on."

// CheckMailbox says what is wrong with the URL of a mailbox, as an error that
// repeats nothing of it: it holds a password.
func CheckMailbox(text string) error {
	_, err := parseMailbox(text)
	return err
}

// namesMailbox reports whether a place to read reports from is a mailbox that is
// read by IMAP.
func namesMailbox(source string) bool {
	return strings.HasPrefix(source, "imaps:") || strings.HasPrefix(source, "imap:")
}

func parseMailbox(text string) (b imapBox, err error) {
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" || u.User == nil || u.Fragment != "" || u.Scheme != "imap" && u.Scheme != "imaps" {
		return b, models.Fail(models.Invalid, "%s", mailboxForm)
	}
	port := map[string]string{"imaps": "993", "imap": "143"}[u.Scheme]
	if u.Port() != "" {
		port = u.Port()
	}
	b = imapBox{host: u.Hostname(), direct: u.Scheme == "imaps", user: u.User.Username(), folder: strings.TrimPrefix(u.Path, "/")}
	b.address = net.JoinHostPort(b.host, port)
	b.password, _ = u.User.Password()
	if b.folder == "" {
		b.folder = "INBOX"
	}
	switch _, err := net.LookupPort("tcp", port); {
	case err != nil || b.user == "" || b.password == "":
		return b, models.Fail(models.Invalid, "%s", mailboxForm)
	case !spelled(b.user+b.password) || strings.ContainsAny(b.folder, "\r\n\x00"):
		return b, models.Fail(models.Invalid, "The user and the password of a mailbox are of the letters, digits and signs of ASCII: IMAP knows no others.")
	case u.RawQuery == "" || u.RawQuery == "tls=starttls" && !b.direct:
		return b, nil
	case u.RawQuery != "tls=none" || b.direct:
		return b, models.Fail(models.Invalid, "After the ? of a mailbox only tls=starttls and tls=none are known, both behind imap://.")
	}
	if ip, err := netip.ParseAddr(b.host); b.host != "localhost" && (err != nil || !ip.IsLoopback()) {
		return b, models.Fail(models.Invalid, "A mailbox is read without TLS (tls=none) from this machine alone: the password would cross the network readable.")
	}
	b.clear = true
	return b, nil
}

// spelled reports whether LOGIN can say a text (RFC 3501, section 9: quoted).
func spelled(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' })
}
