package notify

import (
	"context"

	"vitrine/models/audience"
)

// Health tells how mail does. Where the database does not answer, the counts are
// missing.
func (n *Notifier) Health(ctx context.Context) audience.Health {
	h := audience.Health{Configured: n.relay != nil}
	if n.relay != nil {
		h.Server = n.relay.server
	}
	h.LastSuccess, h.DownSince, h.Detail = n.breaker.state()
	waiting, oldest, err := n.Audience.Waiting(ctx)
	if err != nil {
		n.Log.WarnContext(ctx, "mail health", "err", err)
	}
	h.Waiting, h.Oldest = waiting, oldest
	return h
}

// Render returns the mail of a delivery as it would leave now (RFC 5322), for
// the outbox and previews. Its links work: show it to staff alone.
func (n *Notifier) Render(ctx context.Context, deliveryID int64) ([]byte, error) {
	letter, err := n.Audience.LetterOf(ctx, deliveryID)
	if err != nil {
		return nil, err
	}
	d, err := n.Audience.DeliveryByID(ctx, deliveryID)
	if err != nil {
		return nil, err
	}
	notification, err := n.Audience.NotificationByID(ctx, d.NotificationID)
	if err != nil {
		return nil, err
	}
	c, err := n.load(ctx, notification)
	if err != nil {
		return nil, err
	}
	p, err := n.whole(c, notification, letter)
	return p.raw, err
}

// RenderSignup returns a sign-up mail as it would leave now.
func (n *Notifier) RenderSignup(ctx context.Context, signupMailID int64) ([]byte, error) {
	m, err := n.Audience.SignupMail(ctx, signupMailID)
	if err != nil {
		return nil, err
	}
	p, err := n.composeSignup(ctx, m)
	return p.raw, err
}
