package notify

import (
	"context"
	"errors"
	"strconv"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/notify/channel"
	"vitrine/notify/outward"
	"vitrine/views/mail"
)

// signupPosters is how many messages about subscriptions go to chats and webhooks
// at a time: one that does not answer holds a poster up for a quarter of a minute.
const signupPosters = 4

// mostSignupPosts is how often such a message is tried: anybody can make us call.
const mostSignupPosts = 3

// signupPosts sends what is due.
func (n *Notifier) signupPosts(ctx context.Context) error {
	for !n.closing() {
		if due, err := n.Audience.SignupPostsDue(ctx); err != nil || !due {
			return err
		}
		m, err := n.Audience.ClaimSignupPost(ctx)
		if err != nil || m == nil {
			return err
		}
		if err := n.signupPost(ctx, *m); err != nil {
			return err
		}
	}
	return nil
}

// signupPost sends one claimed message.
func (n *Notifier) signupPost(ctx context.Context, m audience.SignupMail) error {
	parcel, err := n.Audience.SignupParcel(ctx, m)
	if err == nil && parcel.Disabled {
		return n.Audience.SettleSignupMail(ctx, m.ID, false, "It is switched off. "+parcel.DisabledWhy, nil)
	}
	var call channel.Call
	if err == nil {
		call, err = n.composePost(ctx, m, parcel)
	}
	if err != nil {
		n.Log.ErrorContext(ctx, "a message about a subscription could not be written", "mail", m.ID, "err", err)
		return n.Audience.SettleSignupMail(ctx, m.ID, false, "The message could not be written.", n.onceMore(m))
	}
	answer, err := n.call(ctx, parcel.Channel, call)
	ctx = context.WithoutCancel(ctx)
	trial := tried(parcel.Channel, answer, err)
	if trial.Good() {
		return errors.Join(n.Audience.Note(ctx, parcel.SubscriberID, trial), n.Audience.SettleSignupMail(ctx, m.ID, true, "", nil))
	}
	next := n.onceMore(m)
	if trial.Disable != "" || errors.Is(err, outward.ErrRefused) {
		next = nil
	}
	return n.Audience.SettleSignupMail(ctx, m.ID, false, trial.Detail, next)
}

// onceMore is when a message is tried again; nil: not at all.
func (n *Notifier) onceMore(m audience.SignupMail) *time.Time {
	if m.Attempts >= mostSignupPosts {
		return nil
	}
	at := n.Audience.Now().Add(n.Retry[min(int(m.Attempts), len(n.Retry))-1])
	return &at
}

// composePost writes a message about a subscription: the question whether it is
// meant, or the link to one that is there. It is in our own shape whatever shape
// is wanted, because the others have none for it.
func (n *Notifier) composePost(ctx context.Context, m audience.SignupMail, parcel audience.Parcel) (channel.Call, error) {
	settings, err := n.Site.Settings(ctx)
	if err != nil {
		return channel.Call{}, err
	}
	purpose, sealed := "confirm", m.SealedToken
	if m.Kind == "manage" {
		purpose, sealed = "manage", m.ManageSealed
	}
	token, err := n.Key.Unseal(purpose, sealed)
	if err != nil {
		return channel.Call{}, err
	}
	frame := mail.Frame{Settings: settings, Language: settings.LanguageFor(m.Language)}
	site, home, link := frame.SiteName(), n.PublicURL+"/", n.PublicURL+frame.Prefix()+"/subscriptions/"+token
	news, links := channel.Known(frame.Language, site, home, link, n.Audience.Now()), channel.Links{Manage: link}
	if purpose == "confirm" {
		news, links = channel.Confirmation(frame.Language, site, home, link, m.CreatedAt.Add(confirmWithin), n.Audience.Now()), channel.Links{Confirm: link}
		if len(parcel.Secrets) > 0 {
			links.Secret = audience.SecretPrefix + parcel.Secrets[0]
		}
	}
	if parcel.Channel == models.ByWebhook {
		parcel.Shape = models.OwnShape
	}
	calls, err := n.written(ctx, parcel, news, nil, links, "msg_"+n.Key.Derive("signup-post", strconv.FormatInt(m.ID, 10)))
	if err != nil {
		return channel.Call{}, err
	}
	return calls[0], nil
}
