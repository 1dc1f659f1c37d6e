package signup

import (
	"context"
	"fmt"
	"net/url"

	"vitrine/models"
)

// PerHost is how many messages about subscriptions go to one host in an hour,
// where anybody can make up addresses there. The known hosts of chats and push
// services have no such limit: what is made up there leads nowhere.
const PerHost = 10

// Plug is a visitor's wish to be told in a chat, by a webhook or on a device.
type Plug struct {
	Channel models.Channel
	Address string       // the URL of a webhook, or of a chat's incoming webhook
	Shape   models.Shape // of a webhook; empty: ours
	Choice
	From    string // as in Request
	Consent string
	Proven  bool
}

// plugged is a Plug ready to be kept.
type plugged struct {
	asked
	channel       models.Channel
	shape         models.Shape
	host          string   // empty where the channel's hosts are known
	former        []string // what the address was called under older keys
	addressSealed string
	secretSealed  string
}

// Check returns p as it is kept, or what is wrong with it: Invalid.
func (p Plug) Check() (Plug, error) {
	var err error
	if !p.Channel.Open() {
		return p, invalid("channel", "Choose one of the ways.")
	}
	if p.Address, err = p.Channel.Endpoint(p.Address); err != nil {
		return p, err
	}
	if u, err := url.Parse(p.Address); err != nil || !p.Channel.Hosts(u.Hostname()) {
		return p, invalid("endpoint", "This is no address that this chat gives out. Copy it whole from where it was made.")
	}
	switch {
	case p.Channel != models.ByWebhook:
		p.Shape = ""
	case p.Shape != models.StatuspageShape:
		p.Shape = models.OwnShape
	}
	p.Choice.List, p.Choice.Digest = false, "" // both are about mail
	return p, p.Choice.Check()
}

// Plug sends a message with a link to a new address, and one with the link to
// its subscription to a known one. Whoever reads it there confirms. The answer is
// the same for both, as with Ask. Errors are Invalid, and TooMany when the whole
// door is crowded.
func (d *Door) Plug(ctx context.Context, p Plug) error {
	p, err := p.Check()
	if err != nil {
		return err
	}
	if err := d.known(ctx, p.Choice); err != nil {
		return err
	}
	a, err := d.rows.plug(ctx, d.prepared(p))
	if err != nil {
		return fmt.Errorf("sign a channel up: %w", err)
	}
	if a == crowded {
		return busy
	}
	return nil
}

// PushKey is the public key by which push services know this site, in base64url;
// empty while it has none.
func (d *Door) PushKey(ctx context.Context) (string, error) {
	key, err := d.rows.pushKey(ctx)
	if err != nil {
		return "", fmt.Errorf("push key: %w", err)
	}
	return key, nil
}

func (d *Door) prepared(p Plug) plugged {
	names := d.key.Fingerprints(p.Channel, p.Address)
	out := plugged{channel: p.Channel, shape: p.Shape, former: append([]string{}, names[1:]...), addressSealed: d.key.Seal("endpoint", p.Address),
		asked: d.prepare(Request{Email: names[0], Choice: p.Choice, From: network(p.From), Consent: short(p.Consent, 2000), Proven: p.Proven})}
	if u, err := url.Parse(p.Address); err == nil && !p.Channel.Anchored(u.Hostname()) {
		out.host = u.Hostname()
	}
	if p.Channel == models.ByWebhook {
		out.secretSealed = d.key.Seal("webhook", models.NewWebhookSecret())
	}
	return out
}
