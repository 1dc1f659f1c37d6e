// Package staff is what leaves for staff: reminders of action items, nags about
// reviews and postmortems that are due, what colleagues ask of one, the agenda of
// the week, and whole texts. What to say is
// decided when a mail is sent, so that nobody is told of what is done. It hands
// mails to the notifier on a queue of their own and knows no subscriber.
package staff

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"time"

	"github.com/riverqueue/river"

	"vitrine/models"
	"vitrine/models/review"
	"vitrine/models/staff"
	"vitrine/views/console"
)

// Queue is where the jobs of mails to staff wait.
const Queue = "staff_mail"

// workers is how many mails to staff are handed over at a time.
const workers = 2

// Crew writes to staff. It implements the crew of a notifier.
type Crew struct {
	Review   *review.Store
	Staff    *staff.Store
	Site     *models.Store
	DB       *models.DB
	AdminURL string // no slash at the end
	Log      *slog.Logger
	Every    time.Duration // how often what is due is looked for; 5 min when 0
	Retry    time.Duration // until a mail that did not leave is tried again; 5 min when 0

	looked time.Time
}

// MailQueued says that a mail to a user waits to be handed over.
type MailQueued struct {
	MailID int64 `json:"mail_id"`
}

// Kind implements river.JobArgs.
func (MailQueued) Kind() string { return "staff_mail" }

// Queue names the crew's queue and says how many work it.
func (c *Crew) Queue() (name string, size int) { return Queue, workers }

// Hire adds the worker of the crew's jobs.
func (c *Crew) Hire(ws *river.Workers, ready func() time.Duration, hand func(ctx context.Context, to, messageID, subject, text, html string) (outcome, detail string)) {
	river.AddWorker(ws, &worker{Crew: c, ready: ready, hand: hand})
}

// Recover takes up what the only process there is was doing when it stopped.
func (c *Crew) Recover(ctx context.Context) error { return c.Staff.RecoverMails(ctx) }

// Tick queues what is due, now and then, and what a process that is gone left
// behind. Each mail commits together with its job.
func (c *Crew) Tick(ctx context.Context, add func(ctx context.Context, tx *models.Tx, jobs ...river.JobArgs) error) error {
	queue := func(tx *models.Tx, ids []int64) error {
		jobs := make([]river.JobArgs, len(ids))
		for i, id := range ids {
			jobs[i] = MailQueued{id}
		}
		return add(ctx, tx, jobs...)
	}
	every := c.Every
	if every == 0 {
		every = 5 * time.Minute
	}
	if err := c.Staff.TidyMails(ctx); err != nil {
		return err
	}
	if time.Since(c.looked) >= every {
		err := errors.Join(c.Review.Remind(ctx, c.Staff, queue), c.Review.Nag(ctx, c.Staff, queue), c.Review.SendAgenda(ctx, c.Staff, queue), c.Review.TellAsked(ctx, c.Staff, queue),
			c.Review.SendTexts(ctx, c.Staff, queue))
		if err != nil {
			return fmt.Errorf("mails to staff: %w", err)
		}
		c.looked = time.Now()
	}
	left, err := c.Staff.MailsDue(ctx)
	if err != nil || len(left) == 0 {
		return err
	}
	return c.DB.Tx(ctx, func(tx *models.Tx) error { return queue(tx, left) })
}

// worker works MailQueued.
type worker struct {
	river.WorkerDefaults[MailQueued]
	*Crew
	ready func() time.Duration
	hand  func(ctx context.Context, to, messageID, subject, text, html string) (outcome, detail string)
}

// Work hands one mail over. The claim commits before anything leaves: what
// becomes of it is known, or it is handed over again under the same Message-ID.
func (w *worker) Work(ctx context.Context, job *river.Job[MailQueued]) error {
	if wait := w.ready(); wait > 0 {
		return river.JobSnooze(wait)
	}
	m, u, err := w.Staff.ClaimMail(ctx, job.Args.MailID)
	if err != nil || m == nil {
		return err
	}
	outcome, detail := "", ""
	letter, err := w.Write(ctx, *m, u)
	switch {
	case err != nil:
		w.Log.ErrorContext(ctx, "a mail to staff could not be written", "mail", m.ID, "err", err)
		detail = "The mail could not be written."
	case letter == nil:
		outcome, detail = "nothing", "Nothing was left to say."
	default:
		outcome, detail = w.hand(ctx, u.Email, "staff."+strconv.FormatInt(m.ID, 10)+"."+m.Period, letter.Subject, letter.Text, letter.HTML)
	}
	wait := w.Retry
	if wait == 0 {
		wait = 5 * time.Minute
	}
	state, next := stateOf(outcome), new(w.Staff.Now().Add(wait))
	if state != staff.MailWaiting && state != staff.MailUncertain {
		next, wait = nil, 0
	}
	if err := w.Staff.SettleMail(context.WithoutCancel(ctx), *m, state, detail, next); err != nil || wait == 0 {
		return err
	}
	return river.JobSnooze(wait)
}

// stateOf is what a mail is after an attempt: to be tried again, unless the
// outcome says otherwise.
func stateOf(outcome string) staff.MailState {
	switch outcome {
	case "nothing":
		return staff.MailExpired
	case "sent":
		return staff.MailSent
	case "failed":
		return staff.MailFailed
	case "unknown":
		return staff.MailUncertain
	default:
		return staff.MailWaiting
	}
}

// Write makes the text of a mail as it would leave now; nil when nothing is left
// to say, or the user does not want it any more.
func (c *Crew) Write(ctx context.Context, m staff.Mail, u staff.User) (*console.StaffMail, error) {
	choice, err := c.Staff.MailChoice(ctx, u.ID)
	if err != nil || !choice.Wants(m.Kind) {
		return nil, err
	}
	set, err := c.Site.Settings(ctx)
	if err != nil {
		return nil, err
	}
	frame := console.MailFrame{SiteName: set.Name, AdminURL: c.AdminURL, Name: u.Name, Words: console.WordsOf(set)}
	switch m.Kind {
	case staff.ReminderMail:
		return c.reminder(ctx, m, frame)
	case staff.NagMail:
		dues, err := c.Review.DueFor(ctx, u.ID)
		if err != nil || len(dues) == 0 {
			return nil, err
		}
		return rendered(console.NagMail{MailFrame: frame, Dues: dues}.Render())
	case staff.AskMail:
		mentions, asked, err := c.Review.AskedIn(ctx, m)
		if err != nil || len(mentions)+len(asked) == 0 {
			return nil, err
		}
		return rendered(console.AskMail{MailFrame: frame, Mentions: mentions, Asked: asked}.Render())
	case staff.TextMail:
		t, err := c.Review.TextOf(ctx, m)
		if err != nil || t == nil {
			return nil, err
		}
		return rendered(console.TextMail{MailFrame: frame, Text: *t}.Render())
	default:
		a, err := c.Review.Agenda(ctx)
		if err != nil {
			return nil, err
		}
		return rendered(console.AgendaMail{MailFrame: frame, Agenda: a}.Render())
	}
}

func (c *Crew) reminder(ctx context.Context, m staff.Mail, frame console.MailFrame) (*console.StaffMail, error) {
	items, err := c.Review.RemindedOf(ctx, m.ID)
	if err != nil || len(items) == 0 {
		return nil, err
	}
	today, err := c.Review.Today(ctx)
	if err != nil {
		return nil, err
	}
	return rendered(console.ReminderMail{MailFrame: frame, Items: items, Today: today}.Render())
}

func rendered(m console.StaffMail, err error) (*console.StaffMail, error) { return &m, err }
