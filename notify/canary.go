package notify

import (
	"bytes"
	"context"
	"fmt"
	"net/mail"
	"strconv"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
	views "vitrine/views/mail"
)

const (
	// CanaryHome sends the small mails straight to where reports are read.
	CanaryHome = "home"

	canaryEvery = 15 * time.Minute
	canaryField = "X-Vitrine-Canary" // names a canary in a mailbox that others deliver to
	canaryLost  = 2                  // so many in a row that do not come back are an alarm
)

// canary sends the small mail that must come back, when its time has come, and
// raises the alarm where two in a row did not.
func (n *Notifier) canary(ctx context.Context) error {
	if n.Canary == "" || n.own == nil || n.BounceDomain == "" {
		return n.Audience.End(ctx, audience.CanaryAlarm) // of when there were some
	}
	state, err := n.Audience.Canaries(ctx, n.CanaryEvery)
	if err != nil {
		return err
	}
	switch {
	case state.Missing >= canaryLost:
		since := "None ever did."
		if state.ReturnedAt != nil {
			since = "The last one came at " + state.ReturnedAt.UTC().Format("15:04 UTC on 2 January 2006") + "."
		}
		err = n.Audience.Raise(ctx, audience.CanaryAlarm, since)
	case state.ReturnedAt != nil: // one that came late, or is read again, ends nothing
		err = n.Audience.End(ctx, audience.CanaryAlarm)
	}
	if err != nil {
		return err
	}
	id, err := n.Audience.NextCanary(ctx, n.CanaryEvery)
	if err != nil || id == 0 {
		return err
	}
	if err := n.fly(ctx, id); err != nil { // it is missed when it does not come back
		n.Log.WarnContext(ctx, "a canary did not leave", "err", err)
	}
	return nil
}

// fly hands one canary over, by the way of every other mail.
func (n *Notifier) fly(ctx context.Context, id int64) error {
	p, err := n.composeCanary(ctx, id)
	if err != nil {
		return err
	}
	line, err := n.own.get(ctx)
	if err != nil {
		return err
	}
	r, alive := n.own.hand(line, p)
	n.own.keep(line, alive)
	if !r.taken() {
		return fmt.Errorf("the mail server did not take it: %s", r.words)
	}
	return nil
}

// composeCanary writes one canary, ready to leave.
func (n *Notifier) composeCanary(ctx context.Context, id int64) (p dispatch, err error) {
	settings, err := n.Site.Settings(ctx)
	if err != nil {
		return p, err
	}
	sender, err := n.Audience.Sender(ctx) // of updates: it flies in their place
	if err != nil {
		return p, err
	}
	home := returnPath(n.Key, n.BounceDomain, pathOfCanary, id)
	to := n.Canary
	if to == CanaryHome {
		to = home
	}
	const says = "This mail looks whether mails arrive. A program reads it; it may be deleted."
	m, err := n.message(sender, views.Frame{Settings: settings}.SiteName(), to, views.Rendered{Subject: "Canary " + strconv.FormatInt(id, 10), Text: says + "\n", HTML: "<p>" + says + "</p>"})
	if err != nil {
		return p, err
	}
	m.SetMessageIDWithValue("canary." + models.NewID() + "@" + n.host)
	m.SetGenHeader(canaryField, home)
	if p, err = pack(m); err != nil {
		return p, err
	}
	return p, n.seal(&p, pathOfLost, id)
}

// canaryIn finds the canary that came home with a mail: by the address that it
// came to, or by its own header where a mailbox of somebody's was read. A report
// about a canary comes to another address, and is none.
func (n *Notifier) canaryIn(raw []byte, to []string) (id int64, home bool) {
	for _, address := range to {
		if kind, id, ok := readReturnPath(n.Key, n.BounceDomain, address); ok {
			return id, kind == pathOfCanary
		}
	}
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return 0, false
	}
	kind, id, ok := readReturnPath(n.Key, n.BounceDomain, m.Header.Get(canaryField))
	return id, ok && kind == pathOfCanary
}
