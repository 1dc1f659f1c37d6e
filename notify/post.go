package notify

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/riverqueue/river"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/notify/channel"
	"vitrine/notify/outward"
)

const (
	postQueue   = "post"
	postWorkers = 24
	perHost     = 3   // calls to one host at a time: a slow one holds no others up
	postPage    = 500 // deliveries queued at a time
)

// Post says that a delivery to an endpoint is due. The ledger decides whether it
// is made: the job only brings a worker to it.
type Post struct {
	DeliveryID int64 `json:"delivery_id"`
}

// Kind implements river.JobArgs.
func (Post) Kind() string { return "post" }

// queuePosts queues what is due. It finds the work of a process that died too, so
// nothing is lost with a job.
func (n *Notifier) queuePosts(ctx context.Context) error {
	ids, err := n.Audience.PostsDue(ctx, postPage)
	if err != nil {
		return err
	}
	tests, err := n.Audience.TestsDue(ctx)
	if err != nil || len(ids)+len(tests) == 0 {
		return err
	}
	var jobs []river.InsertManyParams
	for _, id := range ids {
		jobs = append(jobs, river.InsertManyParams{Args: Post{DeliveryID: id}, InsertOpts: once(postQueue, time.Time{})})
	}
	for _, id := range tests {
		jobs = append(jobs, river.InsertManyParams{Args: Probe{SubscriberID: id}, InsertOpts: once(postQueue, time.Time{})})
	}
	return n.DB.Tx(ctx, func(tx *models.Tx) error { return n.engine.add(ctx, tx, jobs) })
}

// hosts counts the calls that are under way to each host.
type hosts struct {
	mu   sync.Mutex
	busy map[string]int
}

// enter reports whether one more call may be made to the host of an address; leave
// must be called after it.
func (h *hosts) enter(address string) (leave func(), ok bool) {
	host := address
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		host = u.Host
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.busy[host] >= perHost {
		return nil, false
	}
	if h.busy == nil {
		h.busy = map[string]int{}
	}
	h.busy[host]++
	return func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		if h.busy[host]--; h.busy[host] == 0 {
			delete(h.busy, host)
		}
	}, true
}

// poster works Post.
type poster struct {
	river.WorkerDefaults[Post]
	*Notifier
}

// Work makes one delivery.
func (p *poster) Work(ctx context.Context, job *river.Job[Post]) error {
	if p.closing() {
		return river.JobSnooze(time.Second)
	}
	parcel, err := p.Audience.Parcel(ctx, job.Args.DeliveryID)
	if models.KindOf(err) == models.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	leave, free := p.hosts.enter(parcel.Address)
	if !free {
		return river.JobSnooze(time.Second)
	}
	defer leave()
	r := &round{Notifier: p.Notifier}
	letter, err := r.claim(parcel.DeliveryID, "")
	if err != nil {
		return err
	}
	if letter != nil {
		result := p.post(ctx, parcel, *letter)
		r.last = &result
		if err := r.flush(); err != nil {
			return err
		}
	}
	return p.Audience.Settled(context.WithoutCancel(ctx), parcel.NotificationID, parcel.DeliveryID)
}

// post makes the calls of one claimed delivery and judges the answer.
func (p *poster) post(ctx context.Context, parcel audience.Parcel, l audience.Letter) audience.Result {
	result := audience.Result{DeliveryID: l.DeliveryID}
	if parcel.Disabled {
		result.State, result.Detail, result.Untried = audience.Suppressed, "It is switched off. "+parcel.DisabledWhy, true
		return result
	}
	calls, err := p.calls(ctx, parcel, l)
	if err != nil {
		return p.unwritten(ctx, result, err)
	}
	var answer outward.Answer
	for _, call := range calls {
		if answer, err = p.call(ctx, parcel.Channel, call); err != nil || !answer.Good() {
			break
		}
	}
	trial := tried(parcel.Channel, answer, err)
	if err := p.Audience.Note(context.WithoutCancel(ctx), parcel.SubscriberID, trial); err != nil {
		p.Log.ErrorContext(ctx, "the state of a channel was not written down", "err", err)
	}
	return p.judged(result, l, trial, answer, err)
}

// unwritten says what becomes of a delivery that could not be put into words.
func (p *poster) unwritten(ctx context.Context, result audience.Result, err error) audience.Result {
	next := p.Audience.Now().Add(time.Minute)
	result.State, result.NextTryAt, result.Untried = audience.Awaiting, &next, true
	switch {
	case errors.Is(err, errNoShape):
		result.State, result.NextTryAt, result.Detail = audience.Withheld, nil, "This shape has no words for such news."
	case errors.Is(err, channel.ErrNoGateway):
		result.Detail = "It waits for an SMS gateway: none is configured."
	default:
		p.Log.ErrorContext(ctx, "a call could not be written", "delivery", result.DeliveryID, "err", err)
		result.Detail = "The call could not be written."
	}
	return result
}

// call makes one call. Texts go to the operator's own gateway, the rest to
// addresses that somebody gave.
func (n *Notifier) call(ctx context.Context, c models.Channel, call channel.Call) (outward.Answer, error) {
	if c == models.BySMS {
		return n.SMS.Do(ctx, call)
	}
	return n.Outward.Do(ctx, call.Method, call.Address, call.Header, call.Body)
}

// tried says in words what a call came to.
func tried(c models.Channel, a outward.Answer, err error) audience.Trial {
	t := audience.Trial{Status: a.Status}
	words := printable(string(a.Body))
	switch {
	case err != nil:
		t.Detail = "It could not be called: " + printable(err.Error()) + "."
	case a.Good():
	case c == models.BySMS && channel.Stopped(string(a.Body)):
		t.Detail = "This number does not want our texts any more."
		t.Disable = "The number answered STOP."
	case channel.Gone(c, a.Status, words):
		t.Detail = "It says that it is gone: " + status(a.Status) + "."
		t.Disable = "It said that it is gone (" + status(a.Status) + ")."
	case a.Status >= 300 && a.Status < 400:
		t.Detail = "It sends us elsewhere (" + status(a.Status) + "), and we do not follow. Give the address it leads to."
	default:
		t.Detail = "It answered " + status(a.Status) + "."
	}
	return t
}

// status is "404 Not Found".
func status(code int) string {
	return strings.TrimSpace(strconv.Itoa(code) + " " + http.StatusText(code))
}

// judged plans what follows from an answer.
func (p *poster) judged(result audience.Result, l audience.Letter, t audience.Trial, a outward.Answer, err error) audience.Result {
	result.Code, result.Detail = int64(a.Status), t.Detail
	tries := int(l.Attempts)
	switch {
	case t.Good():
		result.State = audience.Accepted
		return result
	case t.Disable != "", tries > len(p.Posting), errors.Is(err, outward.ErrRefused):
		result.State = audience.Failed
		return result
	}
	wait := p.Posting[tries-1]
	if a.Status == http.StatusTooManyRequests || a.Status == http.StatusBadGateway || a.Status == http.StatusGatewayTimeout {
		wait = max(2*wait, min(a.RetryAfter, 24*time.Hour)) // slow down
	} else {
		wait = max(wait, min(a.RetryAfter, 24*time.Hour))
	}
	wait += rand.N(wait/10 + time.Millisecond)
	next := p.Audience.Now().Add(wait)
	result.State, result.NextTryAt = audience.Awaiting, &next
	return result
}
