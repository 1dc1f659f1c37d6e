package notify

import (
	"context"
	"errors"
	"time"

	"github.com/riverqueue/river"

	"vitrine/models"
	"vitrine/models/audience"
)

// DeliverBatch says that a range of a notification's ledger is to be delivered.
// The job lives until every row of its range is settled.
type DeliverBatch struct {
	NotificationID int64 `json:"notification_id"`
	FirstID        int64 `json:"first_id"`
	LastID         int64 `json:"last_id"`
	Healed         int64 `json:"healed,omitempty"` // Unix time at which a lost job was replaced
}

// Kind implements river.JobArgs.
func (DeliverBatch) Kind() string { return "deliver_batch" }

func batches(id int64, rs []audience.Range, healed int64) []river.InsertManyParams {
	jobs := make([]river.InsertManyParams, len(rs))
	for i, r := range rs {
		jobs[i] = river.InsertManyParams{InsertOpts: once(mailQueue, time.Time{}),
			Args: DeliverBatch{NotificationID: id, FirstID: r.First, LastID: r.Last, Healed: healed}}
	}
	return jobs
}

// deliverer works DeliverBatch.
type deliverer struct {
	river.WorkerDefaults[DeliverBatch]
	*Notifier
}

// outboxNap is how long a batch sleeps while there is no mail server.
const outboxNap = 15 * time.Second

// Work delivers what is due in the range and sleeps until the rest is.
func (d *deliverer) Work(ctx context.Context, job *river.Job[DeliverBatch]) error {
	args, r := job.Args, &round{Notifier: d.Notifier, end: time.Now().Add(d.box())}
	for {
		work, err := d.Audience.Work(ctx, args.NotificationID, audience.Range{First: args.FirstID, Last: args.LastID})
		switch {
		case err != nil:
			return err
		case len(work.Ready) == 0 && work.Next == nil:
			return d.Audience.Settled(ctx, args.NotificationID, args.LastID)
		case len(work.Ready) == 0:
			return river.JobSnooze(max(0, time.Until(*work.Next)))
		case d.relay == nil:
			return river.JobSnooze(outboxNap)
		}
		if wait := d.breaker.wait(); wait > 0 {
			return river.JobSnooze(wait)
		}
		if r.over() {
			return river.JobSnooze(0) // others have their turn
		}
		if r.notification, err = d.Audience.NotificationByID(ctx, args.NotificationID); models.KindOf(err) == models.NotFound {
			return nil
		}
		var rest time.Duration
		if err == nil {
			rest, err = r.deliver(ctx, work)
		}
		if err != nil {
			return err
		}
		if rest > 0 {
			return river.JobSnooze(rest)
		}
	}
}

// round is one worker's way through a part of the ledger.
type round struct {
	*Notifier
	notification audience.Notification
	end          time.Time
	last         *audience.Result // not yet in the ledger
	placed       bool             // the pace lets it send one mail
	room         []byte           // for the mail in hand
}

// deliver tries each row in turn. The outcome of one and the claim of the next
// are one transaction, so that a crash leaves at most the row in hand uncertain.
// It returns how long what is left has to wait: for a slow domain, or for the pace.
func (r *round) deliver(ctx context.Context, work audience.Work) (rest time.Duration, err error) {
	r.clerk.begin()
	defer func() {
		r.clerk.end()
		if flushed := r.flush(); err == nil && flushed != nil {
			err = flushed
		}
	}()
	for left, first := work.Ready, true; len(left) > 0; first = false {
		var passed []int64
		for _, id := range left {
			if r.over() || r.breaker.wait() > 0 || ctx.Err() != nil {
				return 0, nil
			}
			if ready, rest, err := r.ready(ctx); err != nil || !ready {
				return rest, err
			}
			if !r.lanes.enter(id, work.Emails[id], first) {
				passed = append(passed, id)
				continue
			}
			r.placed = false
			err := r.one(ctx, id, work.Emails[id])
			if r.lanes.leave(id, work.Emails[id]); err != nil {
				return 0, err
			}
		}
		if !first && len(passed) == len(left) {
			return time.Second, nil
		}
		left = passed
	}
	return 0, nil
}

// ready waits until the pace lets a mail go and the server can be reached. Where
// the worker's time is over before, it returns how long the mail has to rest.
func (r *round) ready(ctx context.Context) (ready bool, rest time.Duration, err error) {
	if !r.placed {
		wait, placed := r.pace.wait(time.Now(), time.Until(r.end))
		if !placed {
			return false, wait, nil
		}
		if wait > 0 {
			if err := r.flush(); err != nil { // an outcome does not wait for the next mail
				return false, 0, err
			}
			select {
			case <-time.After(wait):
			case <-r.stopping:
				return false, 0, nil
			case <-ctx.Done():
				return false, 0, nil
			}
		}
		r.placed = true
	}
	ready, err = r.reach(ctx)
	return ready, 0, err
}

// over reports whether the worker is to stop after the mail in hand.
func (r *round) over() bool { return r.closing() || time.Now().After(r.end) }

// reach makes sure that there is a connection before anything is claimed, so that
// a mail server that is away costs no mail a try.
func (r *round) reach(ctx context.Context) (bool, error) {
	if r.relay.reached() {
		return true, nil
	}
	if err := r.flush(); err != nil { // dialling may take long
		return false, err
	}
	line, err := r.relay.get(ctx)
	if err != nil {
		r.away(ctx, err)
		return false, nil
	}
	r.relay.put(line)
	return true, nil
}

// away keeps the circuit breaker informed of a server that cannot be reached.
func (r *round) away(ctx context.Context, err error) {
	if errors.Is(err, errBusy) || ctx.Err() != nil {
		return
	}
	if r.breaker.unreachable(err) {
		r.Log.WarnContext(ctx, "mail server cannot be reached", "server", r.relay.server, "err", err)
	}
}

// one claims and sends one row.
func (r *round) one(ctx context.Context, id int64, email string) error {
	letter, err := r.claim(id, email)
	if err != nil || letter == nil {
		return err
	}
	result := r.send(ctx, *letter)
	r.last = &result
	return r.watch(ctx, *letter, result)
}

// flush writes the last outcome, if it is not written yet.
func (r *round) flush() error {
	if r.last == nil {
		return nil
	}
	_, err := r.claim(0, "")
	return err
}

// claim writes the last outcome and claims the next row. An outcome is worth
// patience: without it the mail would go twice.
func (r *round) claim(id int64, email string) (*audience.Letter, error) {
	end := time.Now().Add(r.box() / 2)
	for pause := 50 * time.Millisecond; ; pause *= 2 {
		letter, err := r.clerk.turn(audience.Turn{Last: r.last, Next: id, Email: email})
		if err == nil {
			r.last = nil
			return letter, nil
		}
		if r.last == nil || time.Now().Add(pause).After(end) {
			return nil, err
		}
		time.Sleep(pause)
	}
}

// doubts is how often the word of a server that refused many in a row is not
// believed about one address. After that it stands, also where no good address
// is between the bad ones.
const doubts = 2

// watch keeps the circuit breaker informed, and takes back what a server that
// refuses everybody said about single addresses.
func (r *round) watch(ctx context.Context, l audience.Letter, result audience.Result) error {
	address, heard := result.State == audience.Failed, r.breaker.now()
	switch {
	case result.State == audience.Accepted:
		r.breaker.accepted()
		return nil
	case result.Code < 500 || address && l.Attempts > doubts:
		return nil
	}
	if err := r.flush(); err != nil { // before any worker may take it back
		return err
	}
	ids := r.breaker.refused(result.DeliveryID, heard, result.Detail, address)
	if len(ids) == 0 {
		return nil
	}
	r.Log.WarnContext(ctx, "mail server refuses everybody; sending pauses", "server", r.relay.server, "refusals", len(ids))
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), r.box())
	defer cancel()
	at := r.Audience.Now().Add(r.Retry[min(int(l.Attempts), len(r.Retry))-1])
	return r.Audience.Requeue(ctx, ids, at, "The mail server refused everybody. It will be tried again.")
}
