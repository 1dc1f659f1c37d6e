// Package notify is what leaves for subscribers. It follows the jobs that deeds
// queue: takes the audience of a publication, hands a mail for each person to the
// mail server, and records in the ledger what became of it. Everything can stop
// at any instruction and goes on where it was; a person is told twice only where
// the mail server's answer was lost, and then with the same Message-ID.
package notify

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net/mail"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/riverqueue/river"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/notify/channel"
	"vitrine/notify/outward"
)

// Config is what a Notifier needs. Zero durations mean the defaults.
type Config struct {
	DB            *models.DB
	Audience      *audience.Store
	Site          *models.Store
	Key           models.Key
	PublicURL     string      // "https://status.example.org": links and Message-IDs are built from it
	SMTPURL       string      // empty: mail waits in the outbox
	TLS           *tls.Config // nil: the system's roots, TLS 1.2 and newer
	From          string      // "Status <status@example.org>", unless the console says otherwise
	FromAccount   string      // sender of mail about one person's own account, whatever the console says; empty: as From
	Advanced      func()      // called when the clock changed what is public
	Log           *slog.Logger
	Crew          Crew    // nil: nobody writes to staff here
	Signer        *Signer // nil: mails leave unsigned
	AccountSigner *Signer // signs as the domain of FromAccount; nil: as Signer

	Outward *outward.Client  // the way to webhooks and chats; nil: to public addresses alone
	SMS     *channel.Gateway // nil: no texts are sent
	Posting []time.Duration  // waits between calls of one delivery: those of Standard Webhooks

	Hub     string        // WebSub hub that is told of what is new in feeds; empty: none
	HubRest time.Duration // how old news is before the hub hears of it, 3 s: it comes at once, and pages are rendered first

	// BounceDomain is where reports about mails come back to, each to an address of
	// its own; empty: to the sender.
	BounceDomain string
	Bounces      []string // where reports are read: maildir:PATH, lmtp://HOST:PORT, imaps://USER:PASSWORD@HOST/FOLDER

	// Canary is where a small mail goes now and then that must come back to where
	// reports are read; CanaryHome: straight there; empty: none goes.
	Canary string

	CanaryEvery  time.Duration   // how often it goes, 15 min
	WatchEvery   time.Duration   // how often we look after ourselves, 5 s
	BouncePoll   time.Duration   // how often mailboxes are looked into, 15 s; those of other servers a quarter as often
	CrewEvery    time.Duration   // how often the crew looks at the clock, 20 s
	Workers      int             // connections for mails to subscribers, 10
	Rate         float64         // mails to subscribers a second, from this process; 0: as many as go
	RescueAfter  time.Duration   // until another process takes over a dead one's work, 75 s
	Conversation time.Duration   // until a mail server that says nothing is given up, 20 s
	Retry        []time.Duration // waits between tries, the last one repeated: 1, 5, 15, 30, 60 min
}

// retries are the waits between tries of one mail; the mail server does the long
// ones (RFC 5321, section 4.5.4.1, speaks of servers).
var retries = []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour}

// Notifier works what was queued. It may run in several processes at once on
// PostgreSQL, and in one on SQLite.
type Notifier struct {
	Config
	host     string // of PublicURL
	from     mail.Address
	account  mail.Address // without an address: as from
	relay    *relay       // nil without a mail server
	own      *relay       // for sign-up mails, so that they never wait for the others
	inside   *relay       // for the crew's mails
	hosts    hosts
	breaker  *breaker
	clerk    *clerk
	pace     *pace
	lanes    *lanes
	contents contents
	engine   *engine
	stopping chan struct{}
	stopped  sync.WaitGroup
	halt     context.CancelFunc // ends what still waits for the database; nil before Start
}

// New returns a Notifier that does nothing yet. Errors name what is wrong with
// the configuration.
func New(c Config) (*Notifier, error) {
	if c.Workers == 0 {
		c.Workers = 10
	}
	if c.CrewEvery == 0 {
		c.CrewEvery = 20 * time.Second
	}
	if c.BouncePoll == 0 {
		c.BouncePoll = bouncePoll
	}
	if c.CanaryEvery == 0 {
		c.CanaryEvery = canaryEvery
	}
	if c.WatchEvery == 0 {
		c.WatchEvery = watchEvery
	}
	if c.RescueAfter == 0 {
		c.RescueAfter = 75 * time.Second
	}
	if c.Conversation == 0 {
		c.Conversation = conversation
	}
	if len(c.Retry) == 0 {
		c.Retry = retries
	}
	if c.HubRest == 0 {
		c.HubRest = hubRest
	}
	if len(c.Posting) == 0 {
		c.Posting = channel.Waits
	}
	if c.Outward == nil {
		c.Outward = outward.New(outward.Config{})
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	c.PublicURL = strings.TrimRight(c.PublicURL, "/")
	n := &Notifier{Config: c, breaker: &breaker{now: models.Clock}, clerk: newClerk(c.Audience, c.RescueAfter/12),
		pace: paceOf(c.Rate), lanes: &lanes{most: c.Workers, now: models.Clock}, stopping: make(chan struct{})}
	if err := n.address(); err != nil {
		return nil, err
	}
	for _, source := range n.Bounces {
		if err := CheckMailbox(source); err != nil && namesMailbox(source) {
			return nil, err
		}
	}
	if err := n.connect(); err != nil {
		return nil, err
	}
	return n, n.hire()
}

// address reads who we are.
func (n *Notifier) address() error {
	u, err := url.Parse(n.PublicURL)
	if err != nil || u.Hostname() == "" {
		return models.Fail(models.Invalid, "The public URL %q has no host name.", n.PublicURL)
	}
	n.host = u.Hostname()
	from, err := mail.ParseAddress(n.From)
	if err != nil {
		return models.Fail(models.Invalid, "The sender %q is not of the form Name <name@example.org>.", n.From)
	}
	n.from = *from
	if n.FromAccount == "" {
		return nil
	}
	if from, err = mail.ParseAddress(n.FromAccount); err != nil {
		return models.Fail(models.Invalid, "The sender of account mail %q is not of the form Name <name@example.org>.", n.FromAccount)
	}
	n.account = *from
	return nil
}

// connect prepares the way to the mail server, without calling it.
func (n *Notifier) connect() (err error) {
	if n.SMTPURL == "" {
		return nil
	}
	if n.relay, err = newRelay(n.SMTPURL, n.host, n.TLS, n.Conversation); err != nil {
		return err
	}
	n.relay.atMost(n.Workers)
	if n.own, err = newRelay(n.SMTPURL, n.host, n.TLS, n.Conversation); err != nil {
		return err
	}
	n.inside, err = newRelay(n.SMTPURL, n.host, n.TLS, n.Conversation)
	return err
}

// hands is how many workers there are for each connection: while one sends, the
// outcome of the other is written down.
const hands = 2

// hire makes the workers.
func (n *Notifier) hire() (err error) {
	workers := river.NewWorkers()
	river.AddWorker(workers, &fanner{Notifier: n})
	river.AddWorker(workers, &deliverer{Notifier: n})
	river.AddWorker(workers, &poster{Notifier: n})
	river.AddWorker(workers, &prober{Notifier: n})
	queues := map[string]river.QueueConfig{fanQueue: {MaxWorkers: 2}, mailQueue: {MaxWorkers: hands * n.Workers}, postQueue: {MaxWorkers: postWorkers}}
	if n.Crew != nil {
		name, size := n.Crew.Queue()
		queues[name] = river.QueueConfig{MaxWorkers: size}
		n.Crew.Hire(workers, n.ready, n.hand)
	}
	n.engine, err = newEngine(n.DB, &river.Config{
		Workers:              workers,
		Queues:               queues,
		FetchCooldown:        5 * time.Millisecond,
		FetchPollInterval:    500 * time.Millisecond,
		JobTimeout:           n.RescueAfter * 2 / 3,
		RescueStuckJobsAfter: n.RescueAfter,
		RetryPolicy:          patience{},
		Logger:               slog.New(warnings{n.Log.Handler()}),
	})
	return err
}

// box is how long one job works before it lets others go first.
func (n *Notifier) box() time.Duration { return n.RescueAfter / 4 }

// Start begins to work and returns. It works until Stop.
func (n *Notifier) Start(ctx context.Context) error {
	if !n.DB.Postgres() { // the only process there is: what was on its way is not any more
		if err := n.Audience.Recover(ctx); err != nil {
			return fmt.Errorf("recover deliveries: %w", err)
		}
		if n.Crew != nil {
			if err := n.Crew.Recover(ctx); err != nil {
				return fmt.Errorf("recover mails to staff: %w", err)
			}
		}
		if err := n.engine.recover(ctx, n.DB); err != nil {
			return err
		}
	}
	ctx = models.By(context.WithoutCancel(ctx), models.Actor{Name: "clock", From: "notifier"})
	if err := n.engine.start(ctx); err != nil {
		return fmt.Errorf("start the job queue: %w", err)
	}
	ctx, n.halt = context.WithCancel(ctx)
	n.every(ctx, time.Second, n.pulse)
	n.every(ctx, time.Second, n.queuePosts)
	n.every(ctx, 15*time.Second, n.heal)
	n.every(ctx, 15*time.Second, n.tick)
	n.lookAfterOurselves(ctx)
	if n.Crew != nil {
		n.every(ctx, n.CrewEvery, func(ctx context.Context) error { return n.Crew.Tick(ctx, n.add) })
	}
	for range signupPosters {
		n.every(ctx, time.Second, n.signupPosts)
	}
	n.every(ctx, time.Second, n.pingHub)
	n.listenForBounces(ctx)
	if n.own != nil {
		for range signupWorkers {
			n.every(ctx, time.Second, n.signupMails)
		}
	}
	return nil
}

// every calls fn now and then once in each period, until Stop.
func (n *Notifier) every(ctx context.Context, period time.Duration, fn func(context.Context) error) {
	n.stopped.Go(func() {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		ticker := time.NewTicker(period)
		defer ticker.Stop()
		for {
			if err := fn(ctx); err != nil && ctx.Err() == nil {
				n.Log.ErrorContext(ctx, "notifier", "err", err)
			}
			select {
			case <-n.stopping:
				return
			case <-ticker.C:
			}
		}
	})
}

// closing reports whether Stop was called.
func (n *Notifier) closing() bool {
	select {
	case <-n.stopping:
		return true
	default:
		return false
	}
}

// stopHard is what Stop keeps of its time for what does not end by itself.
const stopHard = 4 * time.Second

// Stop lets the mails that are on their way be answered, for 15 s at most, and
// ends, before ctx does, whatever the database does. What is left is taken up at
// the next start. It must be called once.
func (n *Notifier) Stop(ctx context.Context) error {
	close(n.stopping)
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second+stopHard)
	defer cancel()
	deadline, _ := ctx.Deadline()
	soft, cancel := context.WithDeadline(ctx, deadline.Add(-stopHard))
	defer cancel()
	err := n.engine.stop(soft)
	if err != nil {
		hard, cancel := context.WithTimeout(ctx, stopHard/2)
		defer cancel()
		err = n.engine.cancel(hard)
	}
	calm := n.rest(soft)
	if n.halt != nil {
		n.halt()
	}
	if !calm && !n.rest(ctx) {
		err = errors.Join(err, errHung)
	}
	n.relay.close()
	n.own.close()
	n.inside.close()
	if err != nil && !errors.Is(err, context.Canceled) {
		return fmt.Errorf("stop the job queue: %w", err)
	}
	return nil
}

// errHung says that something waits for a database that does not answer.
var errHung = errors.New("the database did not answer in time")

// rest waits until everything that is done now and then has ended, and reports
// whether it has before ctx did.
func (n *Notifier) rest(ctx context.Context) bool {
	ended := make(chan struct{})
	go func() { n.stopped.Wait(); close(ended) }()
	select {
	case <-ended:
		return true
	case <-ctx.Done():
		return false
	}
}
