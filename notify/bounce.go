package notify

import (
	"bytes"
	"context"
	"io"
	"strings"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
)

const (
	bouncePoll    = 15 * time.Second // how often mailboxes are looked into
	refusalsEvery = 5 * time.Minute  // how often refusals of the mail server are counted
)

// ReadReport reads one report (RFC 3464, RFC 5965) that came to the addresses in
// to, as far as it is about a mail that we sent from a return path of domain. It is
// false for everything else, and for what says that nothing is wrong.
func ReadReport(key models.Key, domain string, in io.Reader, to ...string) (audience.BounceReport, bool) {
	return bounceReader{ours: func(address string) (byte, int64, bool) { return readReturnPath(key, domain, address) }}.read(in, to...)
}

// hear takes one report in, which came to the addresses in to. It reports whether
// it was one that we understand; an error means that it must be kept for later.
func (n *Notifier) hear(ctx context.Context, in io.Reader, to ...string) (understood bool, err error) {
	raw, _ := io.ReadAll(io.LimitReader(in, maxReport)) // what was cut off or broke is read as far as it goes
	if id, home := n.canaryIn(raw, to); home {
		return true, n.Audience.CanaryBack(ctx, id)
	}
	r, ok := ReadReport(n.Key, n.BounceDomain, bytes.NewReader(raw), to...)
	if !ok {
		return false, nil
	}
	verdict, err := n.Audience.TakeBounce(ctx, r)
	if err != nil {
		return false, err
	}
	if r.Kind == audience.PolicyBounce && verdict == audience.BounceCounted {
		n.Log.WarnContext(ctx, "a mail was refused for what it is, not for whom; look at SPF, DKIM and DMARC with vitrine doctor", "status", audience.Hushed(r.Status))
	}
	return verdict != audience.BounceUnknown, nil
}

// listenForBounces begins to read reports from every configured place, until Stop.
// A place that cannot be read is tried again and again.
func (n *Notifier) listenForBounces(ctx context.Context) {
	n.every(ctx, refusalsEvery, n.Audience.HearRefusals)
	for _, source := range n.Bounces {
		if dir, ok := strings.CutPrefix(source, "maildir:"); ok {
			n.every(ctx, n.BouncePoll, func(ctx context.Context) error { return n.readMaildir(ctx, dir) })
			continue
		}
		if namesMailbox(source) {
			if b, err := parseMailbox(source); err == nil { // New complained of others
				n.watchMailbox(ctx, b)
			}
			continue
		}
		listening := false
		n.every(ctx, n.BouncePoll, func(ctx context.Context) (err error) {
			if !listening {
				err = n.listenLMTP(ctx, strings.TrimPrefix(source, "lmtp://"))
				listening = err == nil
			}
			return err
		})
	}
}
