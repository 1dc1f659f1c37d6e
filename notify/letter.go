package notify

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"strings"
	"time"
	"unicode"

	gomail "github.com/wneessen/go-mail"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/views/mail"
)

// send writes a claimed letter and hands it over, on a second connection when the
// first had died before it mattered.
func (r *round) send(ctx context.Context, l audience.Letter) audience.Result {
	now := r.Audience.Now()
	m, err := r.write(ctx, l)
	if errors.Is(err, errNothing) {
		return audience.Result{DeliveryID: l.DeliveryID, State: audience.Suppressed, Untried: true, Detail: nothingHappened}
	}
	if err != nil {
		r.Log.ErrorContext(ctx, "a mail could not be written", "delivery", l.DeliveryID, "err", err)
		next := now.Add(r.Retry[0])
		return audience.Result{DeliveryID: l.DeliveryID, State: audience.Awaiting, NextTryAt: &next, Untried: true, Detail: "The mail could not be written."}
	}
	alive, err := r.relay.send(r.line, m)
	if err != nil && !m.IsDelivered() && replyOf(err).early() {
		r.line.hangUp()
		if r.line, _ = r.relay.dial(ctx); r.line == nil {
			next := now.Add(time.Second)
			return audience.Result{DeliveryID: l.DeliveryID, State: audience.Awaiting, NextTryAt: &next, Untried: true, Detail: "The connection to the mail server broke."}
		}
		alive, err = r.relay.send(r.line, m)
	}
	if !alive {
		r.line.hangUp()
		r.line = nil
	}
	return r.judge(l, m, err, now)
}

// write makes the mail of one letter. What was read before somebody changed it
// is read again.
func (r *round) write(ctx context.Context, l audience.Letter) (m *gomail.Msg, err error) {
	if r.content == nil || r.content.stamp != l.Stamp {
		if r.content, err = r.load(ctx, r.notification); err != nil {
			r.content = nil
			return nil, err
		}
	}
	if m, err = r.compose(r.content, r.notification, l); err != nil {
		return nil, err
	}
	return m, r.seal(m, pathOfDelivery, l.DeliveryID)
}

// compose writes one person's mail about a notification: the headers of RFC 2369,
// 2919, 3834 and 8058 around the rendered texts.
func (n *Notifier) compose(c *content, notification audience.Notification, l audience.Letter) (*gomail.Msg, error) {
	manage, leave, err := n.links(l)
	if err != nil {
		return nil, err
	}
	frame := c.frame
	frame.Reader, frame.Zone = l.Subscriber, l.Zone
	frame.ManageURL, frame.AllComponents, frame.ConfirmedAt = manage, l.AllComponents, l.ConfirmedAt
	rendered, err := c.render(frame)
	if err != nil {
		return nil, err
	}
	m, err := n.message(c.sender, frame.SiteName(), l.Email, rendered)
	if err != nil {
		return nil, err
	}
	m.SetMessageIDWithValue(strings.Trim(l.MessageID, "<>"))
	if l.InReplyTo != "" {
		m.SetGenHeader(gomail.HeaderInReplyTo, l.InReplyTo)
		m.SetGenHeader(gomail.HeaderReferences, l.InReplyTo)
	}
	m.SetGenHeader("Feedback-ID", notification.Thread+":"+string(notification.Kind)+":mail:"+n.stream())
	m.SetGenHeader("List-Help", "<"+n.PublicURL+"/subscribe>")
	m.SetGenHeader("List-Id", n.listID(frame.SiteName()))
	m.SetGenHeader("List-Post", "NO")
	m.SetGenHeader(gomail.HeaderListUnsubscribe, unsubscribe(leave, c.sender.ReplyTo)...)
	m.SetGenHeader(gomail.HeaderListUnsubscribePost, "List-Unsubscribe=One-Click")
	m.SetGenHeader(gomail.HeaderPrecedence, "list")
	return m, nil
}

// message is a mail with the headers and bodies that every mail of ours has.
func (n *Notifier) message(sender audience.Sender, name, to string, r mail.Rendered) (*gomail.Msg, error) {
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	from := n.from
	if sender.Address != "" {
		from.Address = sender.Address
	}
	if from.Name = mail.Line(sender.Name); from.Name == "" {
		from.Name = name
	}
	if err := m.FromFormat(from.Name, from.Address); err != nil {
		return nil, fmt.Errorf("sender: %w", err)
	}
	if err := m.To(to); err != nil {
		return nil, fmt.Errorf("recipient: %w", hush(err, to))
	}
	if sender.ReplyTo != "" {
		if err := m.ReplyTo(sender.ReplyTo); err != nil {
			return nil, fmt.Errorf("reply-to: %w", err)
		}
	}
	m.SetDateWithValue(n.Audience.Now())
	m.Subject(r.Subject)
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetGenHeader("X-Auto-Response-Suppress", "OOF, AutoReply")
	m.SetBodyString(gomail.TypeTextPlain, r.Text)
	m.AddAlternativeString(gomail.TypeTextHTML, r.HTML)
	return m, nil
}

// hush takes an address out of an error that will be logged.
func hush(err error, address string) error {
	return fmt.Errorf("%s", strings.ReplaceAll(err.Error(), address, "…"))
}

// links are a person's own addresses: to change the subscription, and to leave
// it with one click. The leave token is derived from the key; where the key was
// changed since the person came, the manage token leaves as well.
func (n *Notifier) links(l audience.Letter) (manage, leave string, err error) {
	token, err := n.Key.Unseal("manage", l.ManageSealed)
	if err != nil {
		return "", "", fmt.Errorf("delivery %d: %w", l.DeliveryID, err)
	}
	leave = n.Key.Derive("leave", l.Subscriber)
	if models.HashToken(leave) != l.LeaveHash {
		leave = token
	}
	return n.PublicURL + "/subscriptions/" + token, n.PublicURL + "/u/" + leave, nil
}

// unsubscribe are the values of List-Unsubscribe: https first.
func unsubscribe(leave, replyTo string) []string {
	values := []string{"<" + leave + ">"}
	if replyTo != "" {
		values = append(values, "<mailto:"+replyTo+"?subject=unsubscribe>")
	}
	return values
}

// listID names the list for people and filters (RFC 2919).
func (n *Notifier) listID(name string) string {
	phrase := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`"<>()@,;:\[]`, r) {
			return -1
		}
		return r
	}, name+" updates")
	return mime.QEncoding.Encode("utf-8", phrase) + " <updates." + n.host + ">"
}

// stream is the sender's name in Feedback-ID: 5 to 15 letters.
func (n *Notifier) stream() string {
	letters := strings.Map(func(r rune) rune {
		if r < 128 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return r
		}
		return -1
	}, n.host) + "status"
	return letters[:min(15, len(letters))]
}
