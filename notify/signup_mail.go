package notify

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"vitrine/models/audience"
	"vitrine/views/mail"
)

// signupWorkers is how many sign-up mails go at a time, on connections of their
// own.
const signupWorkers = 2

// confirmWithin is how long a confirmation link works; a mail is not tried for
// longer.
const confirmWithin = 48 * time.Hour

// signupMails sends every sign-up mail that is due.
func (n *Notifier) signupMails(ctx context.Context) error {
	for !n.closing() {
		if due, err := n.Audience.SignupMailsDue(ctx); err != nil || !due {
			return err
		}
		line, err := n.own.get(ctx)
		if err != nil {
			if n.breaker.unreachable(err) {
				n.Log.WarnContext(ctx, "mail server cannot be reached", "server", n.own.server, "err", err)
			}
			return nil
		}
		m, err := n.Audience.ClaimSignupMail(ctx)
		if err != nil || m == nil {
			n.own.put(line)
			return err
		}
		if err := n.signupMail(ctx, line, *m); err != nil {
			return err
		}
	}
	return nil
}

// signupMail sends one claimed sign-up mail.
func (n *Notifier) signupMail(ctx context.Context, l *line, m audience.SignupMail) error {
	msg, err := n.composeSignup(ctx, m)
	if err == nil {
		err = n.sealAccount(&msg, pathOfSignup, m.ID)
	}
	if err != nil {
		n.own.put(l)
		n.Log.ErrorContext(ctx, "a sign-up mail could not be written", "mail", m.ID, "err", err)
		return n.Audience.SettleSignupMail(ctx, m.ID, false, "The mail could not be written.", nil)
	}
	r, alive := n.own.hand(l, msg)
	n.own.keep(l, alive)
	if r.taken() {
		n.breaker.accepted()
		return n.Audience.SettleSignupMail(context.WithoutCancel(ctx), m.ID, true, "", nil)
	}
	now := n.Audience.Now()
	next := now.Add(n.Retry[min(int(m.Attempts), len(n.Retry))-1])
	if r.early() && m.Attempts < 3 {
		next = now.Add(time.Second)
	}
	if r.address() || r.ours() || next.After(m.CreatedAt.Add(confirmWithin)) {
		return n.Audience.SettleSignupMail(ctx, m.ID, false, r.words, nil)
	}
	return n.Audience.SettleSignupMail(ctx, m.ID, false, r.words, &next)
}

// composeSignup writes a sign-up mail. It is transactional: it belongs to no
// list.
func (n *Notifier) composeSignup(ctx context.Context, m audience.SignupMail) (p dispatch, err error) {
	settings, sender, err := n.letterhead(ctx)
	if err != nil {
		return p, err
	}
	frame := mail.Frame{Settings: settings, Language: settings.LanguageFor(m.Language), BaseURL: n.PublicURL, Replies: sender.ReplyTo != ""}
	rendered, err := n.renderSignup(frame, m)
	if err != nil {
		return p, err
	}
	msg, err := n.message(sender, frame.SiteName(), m.Email, rendered)
	if err != nil {
		return p, err
	}
	msg.SetMessageIDWithValue("signup." + n.Key.Derive("signup-mail", strconv.FormatInt(m.ID, 10)) + "@" + n.host)
	return pack(msg)
}

func (n *Notifier) renderSignup(frame mail.Frame, m audience.SignupMail) (mail.Rendered, error) {
	purpose, sealed := "confirm", m.SealedToken
	switch m.Kind {
	case "manage":
		purpose, sealed = "manage", m.ManageSealed
	case "leave":
		purpose = "end"
	}
	token, err := n.Key.Unseal(purpose, sealed)
	if err != nil {
		return mail.Rendered{}, fmt.Errorf("sign-up mail %d: %w", m.ID, err)
	}
	link, expires := n.PublicURL+frame.Prefix()+"/subscriptions/"+token, m.CreatedAt.Add(confirmWithin)
	switch m.Kind {
	case "manage":
		if frame.ManageURL = link; m.IncidentID != "" {
			frame.ManageURL += "?incident=" + m.IncidentID
		}
		return mail.ManageLink.Render(mail.ManageLinkMail{Frame: frame, Incident: m.IncidentTitle, Single: m.Single})
	case "leave":
		return mail.LeaveList.Render(mail.LeaveListMail{Frame: frame, EndURL: link, ExpiresAt: expires})
	}
	return mail.Confirmation.Render(mail.ConfirmationMail{Frame: frame, ConfirmURL: link, ExpiresAt: expires, Incident: m.IncidentTitle})
}
