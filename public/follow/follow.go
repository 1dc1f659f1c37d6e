// Package follow lets one machine show the editions that another one makes: it asks
// for what changed, takes nothing that is not whole, and goes on with the last good
// edition for ever when the other machine falls silent. It needs no database and knows
// nothing of staff.
package follow

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"vitrine/public/edition"
)

// Config is what a Follower needs. Press, From and Log are required.
type Config struct {
	Press  *edition.Press // it must follow (edition.Config.Follows)
	From   string         // address of the public site to follow, no slash at the end
	Key    string         // that the other machine wants; empty: none
	Name   string         // the address of this one, as it tells there
	Closed bool           // this machine lets in who may read alone: a private site may be followed
	Every  time.Duration  // between two questions; 0 is 5 seconds
	Settle time.Duration  // how long the other machine must say the same before it is believed that it went back; 0 is 15 seconds
	Log    *slog.Logger
}

// Follower follows one machine.
type Follower struct {
	cfg    Config
	client *http.Client
	stream *http.Client // without a limit of time
	room   chan struct{}

	facts  edition.Facts
	lame   int    // tries to read the facts that failed, one after the other
	alien  string // log of facts that this program cannot read
	offer  *edition.Offer
	tag    string // of offer
	back   backward
	said   string // the last complaint in the log
	silent atomic.Bool
	woken  chan struct{}
}

const (
	every   = 5 * time.Second
	slowest = time.Minute
	settle  = 15 * time.Second
)

// ErrPrivate says that the site may not be shown here.
var ErrPrivate = errors.New("the site is private and this machine is open to everybody: set VITRINE_FOLLOW_KEY as there, and VITRINE_PRIVATE_PASSWORD, VITRINE_PRIVATE_NETWORKS or VITRINE_PRIVATE_OIDC here; until then nothing of it is shown")

// New returns a Follower; Run begins to follow.
func New(cfg Config) *Follower {
	if cfg.Every == 0 {
		cfg.Every = every
	}
	if cfg.Settle == 0 {
		cfg.Settle = settle
	}
	f := &Follower{cfg: cfg, room: make(chan struct{}, mostCarried), woken: make(chan struct{}, 1)}
	f.client, f.stream = newClient(limit), newClient(0)
	f.silent.Store(true)
	return f
}

// Run follows until ctx ends. It asks every few seconds, at once when the other
// machine tells of a change, and less often while it does not answer.
func (f *Follower) Run(ctx context.Context) {
	var all sync.WaitGroup
	all.Go(func() { f.cfg.Press.Keep(ctx) })
	all.Go(func() { f.listen(ctx) })
	defer all.Wait()
	wait := time.Duration(0)
	for {
		changed, err := f.Look(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			wait = min(slowest, max(f.cfg.Every, 2*wait))
		case changed: // it is told there at once what is held here
			wait = 0
		default:
			wait = f.cfg.Every
		}
		select {
		case <-ctx.Done():
			return
		case <-f.woken:
		case <-time.After(wait*3/4 + rand.N(wait/2+1)):
		}
	}
}

// Look asks once and brings what is new. It reports whether the edition changed.
func (f *Follower) Look(ctx context.Context) (changed bool, err error) {
	o, err := f.ask(ctx)
	switch {
	case ctx.Err() != nil:
		return false, ctx.Err()
	case err != nil:
		f.failed(err)
		return false, err
	}
	if changed, err = f.bring(ctx, o); err != nil {
		f.tag = "" // asked again in full
		f.failed(err)
		return false, err
	}
	f.silent.Store(false)
	f.said = ""
	f.cfg.Press.Heard(o)
	return changed, nil
}

// failed notes that nothing good came, and says why once.
func (f *Follower) failed(err error) {
	f.silent.Store(true)
	if errors.Is(err, ErrPrivate) {
		if err := f.cfg.Press.Close(); err != nil {
			f.cfg.Log.Error("what is private now could not be removed from this disk", "err", err)
		}
	}
	if f.cfg.Press.Current() != nil {
		f.cfg.Press.Silent()
	}
	if why := err.Error(); why != f.said {
		f.said = why
		f.cfg.Log.Warn("the other machine cannot be followed now; the last good pages stay", "from", f.cfg.From, "err", err)
	}
}

// bring makes what is offered current here, unless it is.
func (f *Follower) bring(ctx context.Context, o edition.Offer) (bool, error) {
	press := f.cfg.Press
	if o.Private && !f.cfg.Closed {
		return false, ErrPrivate
	}
	held := press.Current()
	if held != nil && press.AdoptedFrom() == o.List && held.Number == o.Edition {
		return false, nil
	}
	if held != nil {
		if err := f.back.allows(held.Number, o, time.Now(), f.cfg.Settle); err != nil {
			return false, err
		}
		if o.Edition < held.Number {
			f.cfg.Log.Warn("the other machine went back, as after a restored backup", "from", held.Number, "to", o.Edition)
		}
	}
	list, err := f.get(ctx, "list", url.Values{"name": {o.List}}, int64(o.ListSize)+1024)
	if err != nil {
		return false, err
	}
	a, err := press.Expect(o, list)
	if err != nil {
		return false, err
	}
	if err := f.fetch(ctx, a); err != nil {
		return false, err
	}
	facts, err := f.learn(ctx, o)
	if err != nil {
		return false, err
	}
	if _, err := press.Adopt(a, facts); err != nil {
		return false, err
	}
	return true, nil
}

// listen asks at once when the other machine tells of a change. Where no stream comes
// through, asking every few seconds is enough.
func (f *Follower) listen(ctx context.Context) {
	for ctx.Err() == nil {
		wait := min(time.Second, f.cfg.Every) // there is nothing to hear yet
		if !f.silent.Load() {
			f.hear(ctx)
			wait = f.cfg.Every + rand.N(f.cfg.Every)
		}
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
}

// wake makes Run ask at once.
func (f *Follower) wake() {
	select {
	case f.woken <- struct{}{}:
	default:
	}
}
