package notify

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/riverqueue/river"

	"vitrine/models"
	"vitrine/views/mail"
)

// Ready says how long to wait until a mail may be handed over; 0: now.
type Ready = func() time.Duration

// Hand hands one mail over. It answers "sent", "failed" (the server refuses the
// address for good), "unknown" (its answer was lost) or "later", with the
// server's words.
type Hand = func(ctx context.Context, to, messageID, subject, text, html string) (outcome, detail string)

// Add queues jobs inside a running transaction.
type Add = func(ctx context.Context, tx *models.Tx, jobs ...river.JobArgs) error

// Crew writes to people who are no subscribers. It works one queue of its own on
// the notifier's engine and never waits for a list of thousands.
type Crew interface {
	Queue() (name string, workers int)
	Hire(workers *river.Workers, ready Ready, hand Hand)
	Tick(ctx context.Context, add Add) error
	Recover(ctx context.Context) error // takes up what the only process there is was doing when it stopped
}

// ready implements Ready.
func (n *Notifier) ready() time.Duration {
	if n.inside == nil {
		return outboxNap
	}
	return n.breaker.wait()
}

// add implements Add: each job waits in the crew's queue once.
func (n *Notifier) add(ctx context.Context, tx *models.Tx, jobs ...river.JobArgs) error {
	name, _ := n.Crew.Queue()
	params := make([]river.InsertManyParams, len(jobs))
	for i, job := range jobs {
		params[i] = river.InsertManyParams{Args: job, InsertOpts: once(name, time.Time{})}
	}
	return n.engine.add(ctx, tx, params)
}

// hand implements Hand, on connections of its own.
func (n *Notifier) hand(ctx context.Context, to, messageID, subject, text, html string) (outcome, detail string) {
	msg, err := n.staffMail(ctx, to, messageID, mail.Rendered{Subject: mail.Line(subject), Text: text, HTML: html})
	if err == nil {
		err = n.sealAccount(&msg, 0, 0) // what comes back about it, the sender's mailbox gets
	}
	if err != nil {
		n.Log.ErrorContext(ctx, "a mail to staff could not be written", "err", err)
		return "later", "The mail could not be written."
	}
	line, err := n.inside.get(ctx)
	if err != nil {
		if n.breaker.unreachable(err) {
			n.Log.WarnContext(ctx, "mail server cannot be reached", "server", n.inside.server, "err", err)
		}
		return "later", "The mail server cannot be reached."
	}
	r, alive := n.inside.hand(line, msg)
	n.inside.keep(line, alive)
	switch {
	case r.taken():
		n.breaker.accepted()
		return "sent", ""
	case r.address() || r.ours():
		return "failed", r.words
	case r.lost():
		return "unknown", r.words
	default:
		return "later", r.words
	}
}

// staffMail writes a mail to staff: it belongs to no list.
func (n *Notifier) staffMail(ctx context.Context, to, messageID string, r mail.Rendered) (p dispatch, err error) {
	settings, sender, err := n.letterhead(ctx)
	if err != nil {
		return p, err
	}
	msg, err := n.message(sender, mail.Frame{Settings: settings}.SiteName(), to, r)
	if err != nil {
		return p, err
	}
	if strings.ContainsAny(messageID, "<>@ \r\n") {
		return p, fmt.Errorf("message id %q", messageID)
	}
	msg.SetMessageIDWithValue(messageID + "@" + n.host)
	return pack(msg)
}
