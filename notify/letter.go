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

	"vitrine/locale"
	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/views/mail"
)

// send writes a claimed letter and hands it over, on a second connection when the
// first had died before it mattered.
func (r *round) send(ctx context.Context, l audience.Letter) audience.Result {
	now := r.Audience.Now()
	p, err := r.write(ctx, l)
	if errors.Is(err, errNothing) {
		return audience.Result{DeliveryID: l.DeliveryID, State: audience.Suppressed, Untried: true, Detail: nothingHappened}
	}
	if err != nil {
		r.Log.ErrorContext(ctx, "a mail could not be written", "delivery", l.DeliveryID, "err", err)
		next := now.Add(r.Retry[0])
		return audience.Result{DeliveryID: l.DeliveryID, State: audience.Awaiting, NextTryAt: &next, Untried: true, Detail: "The mail could not be written."}
	}
	answer, err := r.converse(ctx, l, p)
	if err != nil {
		next := now.Add(time.Second)
		return audience.Result{DeliveryID: l.DeliveryID, State: audience.Awaiting, NextTryAt: &next, Untried: true, Detail: "There was no connection to the mail server."}
	}
	return r.judge(l, answer, now)
}

// converse hands a mail over on the next connection that is free. An error says
// that it was not handed over at all.
func (r *round) converse(ctx context.Context, l audience.Letter, p dispatch) (answer reply, err error) {
	line, err := r.relay.get(ctx)
	if err != nil {
		r.away(ctx, err)
		return answer, err
	}
	r.lanes.begin(l.DeliveryID, l.Email)
	begun := time.Now()
	answer, alive := r.relay.hand(line, p)
	// A server that was silent for long is not asked again at once: with the
	// second conversation this worker would be taken for dead.
	if answer.early() && time.Since(begun) < r.relay.wait/2 {
		if line, err = r.relay.again(ctx, line); err != nil {
			return answer, err
		}
		answer, alive = r.relay.hand(line, p)
	}
	r.relay.keep(line, alive)
	return answer, nil
}

// write makes the mail of one letter, ready to leave.
func (r *round) write(ctx context.Context, l audience.Letter) (p dispatch, err error) {
	if p, err = r.text(ctx, l); err != nil {
		return p, err
	}
	return p, r.seal(&p, pathOfDelivery, l.DeliveryID)
}

// text makes the mail of one letter without its seal. What was read before
// somebody changed it is read again.
func (r *round) text(ctx context.Context, l audience.Letter) (p dispatch, err error) {
	c, err := r.contents.of(r.notification.ID, l.Stamp, func() (*content, error) { return r.load(ctx, r.notification) })
	if err != nil {
		return p, err
	}
	if r.notification.Kind == audience.Digest { // no two are alike
		return r.whole(c, r.notification, l)
	}
	who, b, err := r.about(c, l)
	if err != nil {
		return p, err
	}
	s := c.sheet(who, func() (*sheet, bool) { return r.draw(c, r.notification, who, b) })
	if s != nil {
		if raw, ok := s.fill(b, r.room); ok {
			r.room = raw
			return dispatch{from: s.from, to: b.to, raw: raw}, nil
		}
	}
	return r.whole(c, r.notification, l)
}

// draw makes the sheet for one kind of person, nil where their mails must be
// written whole. It is proven on the first of them; it is not where it cannot be.
func (n *Notifier) draw(c *content, notification audience.Notification, who person, first blanks) (s *sheet, proven bool) {
	d := dummies(who.language)
	drawn, err := n.mail(c, notification, who, d)
	if err != nil {
		return nil, false
	}
	whole, err := n.mail(c, notification, who, first)
	if err != nil {
		return nil, false
	}
	s = cut(drawn, d)
	raw, ok := s.fill(first, nil)
	if !ok {
		return nil, false
	}
	if !agrees(raw, whole.raw) {
		n.Log.Warn("mails are written one by one: they differ from person to person in a place that is not known", "notification", notification.PublicID)
		return nil, true
	}
	return s, true
}

// mail writes one mail whole.
func (n *Notifier) mail(c *content, notification audience.Notification, who person, b blanks) (p dispatch, err error) {
	m, err := n.compose(c, notification, who, b)
	if err != nil {
		return p, err
	}
	return pack(m)
}

// whole writes one person's mail without a sheet.
func (n *Notifier) whole(c *content, notification audience.Notification, l audience.Letter) (p dispatch, err error) {
	who, b, err := n.about(c, l)
	if err != nil {
		return p, err
	}
	if notification.Kind == audience.Digest {
		who.reader = l.Subscriber
	}
	return n.mail(c, notification, who, b)
}

// about tells a letter's person apart from what is only put into the gaps.
func (n *Notifier) about(c *content, l audience.Letter) (who person, b blanks, err error) {
	who = person{everything: l.AllComponents, confirmed: l.ConfirmedAt != nil, answers: l.InReplyTo != "", zone: l.Zone,
		language: locale.Wish(l.Language, c.spoken)}
	b = blanks{to: l.Email, messageID: strings.Trim(l.MessageID, "<>"), inReplyTo: strings.Trim(l.InReplyTo, "<>"), date: n.Audience.Now()}
	if who.confirmed {
		b.confirmed, b.agreed = *l.ConfirmedAt, quotable(who.language.Date(l.ConfirmedAt.UTC()))
	}
	b.manage, b.leave, err = n.tokens(l)
	return who, b, err
}

// compose writes one person's mail about a notification: the headers of RFC 2369,
// 2919, 3834 and 8058 around the rendered texts.
func (n *Notifier) compose(c *content, notification audience.Notification, who person, b blanks) (*gomail.Msg, error) {
	frame := c.frame
	frame.Reader, frame.Zone, frame.Language = who.reader, who.zone, who.language
	frame.ManageURL, frame.AllComponents = n.PublicURL+frame.Prefix()+"/subscriptions/"+b.manage, who.everything
	if who.confirmed {
		frame.ConfirmedAt = &b.confirmed
	}
	rendered, err := c.render(frame)
	if err != nil {
		return nil, err
	}
	m, err := n.message(c.sender, frame.SiteName(), b.to, rendered)
	if err != nil {
		return nil, err
	}
	m.SetDateWithValue(b.date)
	m.SetMessageIDWithValue(b.messageID)
	if who.answers {
		m.SetGenHeader(gomail.HeaderInReplyTo, "<"+b.inReplyTo+">")
		m.SetGenHeader(gomail.HeaderReferences, "<"+b.inReplyTo+">")
	}
	m.SetGenHeader("Feedback-ID", notification.Thread+":"+string(notification.Kind)+":mail:"+n.stream())
	m.SetGenHeader("List-Help", "<"+n.PublicURL+"/subscribe>")
	m.SetGenHeader("List-Id", n.listID(frame.SiteName()))
	m.SetGenHeader("List-Post", "NO")
	m.SetGenHeader(gomail.HeaderListUnsubscribe, unsubscribe(n.PublicURL+"/u/"+b.leave, c.sender.ReplyTo)...)
	m.SetGenHeader(gomail.HeaderListUnsubscribePost, "List-Unsubscribe=One-Click")
	m.SetGenHeader(gomail.HeaderPrecedence, "list")
	return m, nil
}

// letterhead is what mail about one person's own account says of the site and its
// sender: a confirmation, a link to a subscription, a mail to staff. It has a sender
// of its own where one is configured, so that what receivers think of mass mail does
// not keep these away.
func (n *Notifier) letterhead(ctx context.Context) (site models.SiteSettings, sender audience.Sender, err error) {
	if site, err = n.Site.Settings(ctx); err == nil {
		sender, err = n.Audience.Sender(ctx)
	}
	if n.account.Address != "" {
		sender.Address = n.account.Address
		if n.account.Name != "" {
			sender.Name = n.account.Name
		}
	}
	return site, sender, err
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
	if r.Lang != "" {
		m.SetGenHeader(gomail.HeaderContentLang, r.Lang)
	}
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetGenHeader("X-Auto-Response-Suppress", "OOF, AutoReply")
	m.SetBodyString(gomail.TypeTextPlain, r.Text)
	m.AddAlternativeString(gomail.TypeTextHTML, r.HTML)
	if r.Calendar.Method != "" {
		m.AttachReadSeeker("maintenance.ics", strings.NewReader(r.Calendar.Text),
			gomail.WithFileContentType(gomail.ContentType("text/calendar; method="+r.Calendar.Method+"; charset=utf-8")))
	}
	return m, nil
}

// hush takes an address out of an error that will be logged.
func hush(err error, address string) error {
	return fmt.Errorf("%s", strings.ReplaceAll(err.Error(), address, "…"))
}

// links are a person's own addresses: to change the subscription, and to leave it
// with one click.
func (n *Notifier) links(c *content, l audience.Letter) (manage, leave string, err error) {
	manage, leave, err = n.tokens(l)
	return n.PublicURL + c.frame.Prefix() + "/subscriptions/" + manage, n.PublicURL + "/u/" + leave, err
}

// tokens are what is a person's own in these addresses. The leave token is derived
// from the key; where the key was changed since the person came, the manage token
// leaves as well.
func (n *Notifier) tokens(l audience.Letter) (manage, leave string, err error) {
	if manage, err = n.Key.Unseal("manage", l.ManageSealed); err != nil {
		return "", "", fmt.Errorf("delivery %d: %w", l.DeliveryID, err)
	}
	leave = n.Key.Derive("leave", l.Subscriber)
	if models.HashToken(leave) != l.LeaveHash {
		leave = manage
	}
	return manage, leave, nil
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
