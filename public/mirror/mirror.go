// Package mirror carries the public site to places that answer when this server
// does not: a folder, S3-compatible storage, whatever a command of the operator's
// reaches; and tells a CDN what it must fetch anew. Each mirror is brought up to the
// current edition by what changed alone, goes on by itself after it was away, and
// tells how far behind it is.
package mirror

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"vitrine/public/edition"
)

// Late is how long a mirror may be behind before that is an alarm.
const Late = 10 * time.Minute

// What a mirror that failed waits before it is tried again, at least and at most.
const (
	soonest = time.Second
	slowest = time.Minute
)

// Work is what brings a mirror from one edition to the next.
type Work struct {
	Edition *edition.Edition
	Put     []*edition.File // new and changed ones; pages come after what they need
	Gone    []string        // places of files that are no longer there
	Paths   []string        // URL paths of both
}

// Target is a place for mirrors of one kind.
type Target interface {
	// Name tells an operator which one it is; it holds no secret.
	Name() string
	// Bring does the work, or as much as it can: what failed is given again.
	Bring(ctx context.Context, w Work) error
}

// State is how one mirror does.
type State struct {
	Name     string
	Edition  int64      // the newest publication it holds; 0: none yet
	At       *time.Time // when it was last brought up to date; nil: never
	Behind   *time.Time // since when it lacks something; nil: it lacks nothing
	Trouble  string     // why the last try failed; "": it did not
	Files    int        // how many it holds
	Attempts int        // tries that failed since one succeeded
}

// Late reports whether the mirror has been behind for too long.
func (s State) Late(now time.Time) bool { return s.Behind != nil && now.Sub(*s.Behind) > Late }

// Config is what mirrors need.
type Config struct {
	Press *edition.Press
	Dir   string // remembers what each mirror holds
	Log   *slog.Logger
	Now   func() time.Time // nil is the real clock
}

// Mirrors are all mirrors of one process.
type Mirrors struct {
	cfg  Config
	list []*one
}

// one is a mirror with what it holds.
type one struct {
	target Target
	path   string // of its memory

	mu     sync.Mutex
	state  State
	memory memory
	alarm  bool // was told in the log
}

// New returns the mirrors with these targets.
func New(cfg Config, targets ...Target) *Mirrors {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	m := &Mirrors{cfg: cfg}
	for _, t := range targets {
		m.list = append(m.list, recall(cfg.Dir, t))
	}
	return m
}

// States tells how each mirror does, in the order they were given.
func (m *Mirrors) States() []State {
	list := make([]State, len(m.list))
	for n, o := range m.list {
		o.mu.Lock()
		list[n] = o.state
		o.mu.Unlock()
	}
	return list
}

// Run keeps every mirror up to date until ctx ends.
func (m *Mirrors) Run(ctx context.Context) {
	var all sync.WaitGroup
	for _, o := range m.list {
		all.Go(func() { m.keep(ctx, o) })
	}
	all.Wait()
}

// keep brings one mirror up to date whenever something changed, and again after a
// while where that failed. It also looks by itself: a change may have been missed.
func (m *Mirrors) keep(ctx context.Context, o *one) {
	changes, end := m.cfg.Press.Watch()
	defer end()
	next := time.Now()
	for {
		select {
		case <-ctx.Done():
			return
		case <-changes:
			if o.failing() { // its time has not come yet
				continue
			}
		case <-time.After(time.Until(next)):
		}
		if m.bring(ctx, o) {
			next = time.Now().Add(slowest)
		} else {
			next = time.Now().Add(pause(o.attempts()))
		}
	}
}

// pause is how long a mirror that failed so often waits.
func pause(attempts int) time.Duration { return min(slowest, soonest<<max(0, min(attempts-1, 6))) }

// bring does once what o lacks, and reports whether it lacks nothing any more.
func (m *Mirrors) bring(ctx context.Context, o *one) bool {
	e := m.cfg.Press.Current()
	if e == nil {
		return true
	}
	w := o.lacks(e)
	now := m.cfg.Now()
	if len(w.Put)+len(w.Gone) == 0 {
		o.note(func(s *State) { s.Edition, s.At, s.Behind, s.Trouble, s.Attempts = e.Number, &now, nil, "", 0 })
		return true
	}
	o.note(func(s *State) {
		if s.Behind == nil {
			s.Behind = &now
		}
	})
	unwritten := o.begin(w) // a disk that takes nothing does not stop a mirror
	err := o.target.Bring(ctx, w)
	if ctx.Err() != nil {
		return false
	}
	if err == nil {
		err = o.remember(w, m.cfg.Now())
	} else {
		err = errors.Join(err, unwritten)
	}
	if err != nil {
		m.failed(o, err)
		return false
	}
	now = m.cfg.Now()
	o.note(func(s *State) {
		s.Edition, s.At, s.Behind, s.Trouble, s.Attempts, s.Files = e.Number, &now, nil, "", 0, o.memory.count()
	})
	return true
}

// failed notes why a mirror is behind, and says it in the log when it begins and
// when it has lasted too long.
func (m *Mirrors) failed(o *one, err error) {
	var s State
	o.note(func(state *State) {
		state.Trouble, state.Attempts = err.Error(), state.Attempts+1
		s = *state
	})
	switch {
	case s.Attempts == 1:
		o.alarm = false
		m.cfg.Log.Warn("a mirror could not be brought up to date; it is tried again", "mirror", s.Name, "err", err)
	case s.Late(m.cfg.Now()) && !o.alarm:
		o.alarm = true
		m.cfg.Log.Error("a mirror is old", "mirror", s.Name, "behind_since", *s.Behind, "err", err)
	}
}

// note changes the state of o.
func (o *one) note(change func(*State)) {
	o.mu.Lock()
	defer o.mu.Unlock()
	change(&o.state)
}

func (o *one) attempts() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.state.Attempts
}

func (o *one) failing() bool { return o.attempts() > 0 }
