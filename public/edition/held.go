package edition

import (
	"context"
	"slices"
	"strings"
	"time"
)

// Held is a file that failed its check and stays as it was: with what last passed
// and the sign that it may be old, or absent. Everything else goes on, so that one bad page cannot
// silence the site.
type Held struct {
	Path  string
	Why   string
	Since time.Time
}

// heldRetry is how long until a file that is held back is tried again: what it
// waits for may be an acceptance or a rule, which are no publications.
const heldRetry = 30 * time.Second

// check has the last word on a file.
type check func(path, mime string, body []byte) error

// refused is the error of a check.
type refused struct{ err error }

func (r *refused) Error() string { return r.err.Error() }
func (r *refused) Unwrap() error { return r.err }

// check returns that of the edition about to be made.
func (p *Press) check() check {
	if p.cfg.Watch == nil {
		return func(string, string, []byte) error { return nil }
	}
	return p.cfg.Watch(context.Background())
}

// HeldBack lists the files that failed their check, ordered by path.
func (p *Press) HeldBack() []Held {
	if list := p.held.Load(); list != nil {
		return *list
	}
	return nil
}

// hold remembers what is held back, and since when.
func (p *Press) hold(held []Held) {
	before := p.HeldBack()
	for n, h := range held {
		at := slices.IndexFunc(before, func(b Held) bool { return b.Path == h.Path && b.Why == h.Why })
		if at >= 0 {
			held[n].Since = before[at].Since
			continue
		}
		p.cfg.Log.Error("a file is held back and its last good version stays", "path", h.Path, "why", h.Why)
	}
	slices.SortFunc(held, func(a, b Held) int { return strings.Compare(a.Path, b.Path) })
	p.held.Store(&held)
}

// keep lists the last good version of what is held back. It says from now on that it
// may be old; where that is new, the file is fresh.
func (p *Press) keep(was *Edition, held []Held) (all, fresh []*File, err error) {
	for _, h := range held {
		f, ok := was.File(h.Path)
		if !ok || strings.HasPrefix(h.Path, "/search/") { // a list of a year may hold what was taken back since
			continue
		}
		with, err := p.aged(f, h.Since)
		if err != nil {
			return nil, nil, err
		}
		if with == nil && f.pack != "" {
			with, err = f.alone()
		}
		if err != nil {
			return nil, nil, err
		}
		if with != nil {
			f, fresh = with, append(fresh, with)
		}
		if f.told != nil { // in whatever languages the site was then; each is put by itself
			bare := *f
			bare.told = nil
			f = &bare
		}
		all = append(all, f)
	}
	return all, fresh, nil
}

// nextMark is when a page changes though nothing is published.
func (p *Press) nextMark(site *catalog, w clock) time.Time {
	next := site.nextMark(w)
	if again := w.now.Add(heldRetry); len(p.HeldBack()) > 0 && again.Before(next) {
		return again
	}
	return next
}
