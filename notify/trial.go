package notify

import (
	"context"
	"fmt"

	"vitrine/models"
	"vitrine/views/mail"
)

// Trial hands one mail over that only says that it has arrived: signed, and by the
// same way as every other. Errors say what the mail server said.
func (n *Notifier) Trial(ctx context.Context, to string) error {
	if n.own == nil {
		return models.Fail(models.Invalid, "No mail server is configured.")
	}
	to, err := models.Address(to)
	if err != nil {
		return err
	}
	settings, err := n.Site.Settings(ctx)
	if err != nil {
		return err
	}
	sender, err := n.Audience.Sender(ctx)
	if err != nil {
		return err
	}
	frame := mail.Frame{Settings: settings, BaseURL: n.PublicURL, Replies: sender.ReplyTo != ""}
	rendered, err := mail.Trial.Render(mail.TrialMail{Frame: frame, SentAt: n.Audience.Now()})
	if err != nil {
		return err
	}
	m, err := n.message(sender, frame.SiteName(), to, rendered)
	if err != nil {
		return err
	}
	m.SetMessageIDWithValue("trial." + models.NewID() + "@" + n.host)
	p, err := pack(m)
	if err == nil {
		err = n.seal(&p, 0, 0)
	}
	if err != nil {
		return err
	}
	line, err := n.own.get(ctx)
	if err != nil {
		return err
	}
	defer n.own.close()
	r, alive := n.own.hand(line, p)
	n.own.keep(line, alive)
	if !r.taken() {
		return fmt.Errorf("the mail server did not take it: %s", r.words)
	}
	return nil
}
