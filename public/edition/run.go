package edition

import (
	"context"
	"math/rand/v2"
	"time"
)

const (
	pollEvery  = time.Second
	pollLimit  = 5 * time.Second // a database that hangs counts as away
	sweepEvery = 10 * time.Minute
	slowest    = 15 * time.Second // between two tries while the database is away
)

// Run keeps the edition true until ctx ends: it follows what other processes
// publish, and it is the editor for whom the clock is news. It needs no database
// for the latter, and may begin before the database ever answered.
func (p *Press) Run(ctx context.Context) {
	tick, sweep := time.NewTicker(pollEvery), time.NewTicker(sweepEvery)
	defer tick.Stop()
	defer sweep.Stop()
	var wait time.Duration
	next := time.Time{}
	for {
		select {
		case <-ctx.Done():
			return
		case <-sweep.C:
			p.sweep()
		case now := <-tick.C:
			if now.Before(next) {
				p.Tick()
				continue
			}
			if p.follow(ctx) {
				wait = 0
			} else {
				wait = min(slowest, max(pollEvery, wait*2))
				next = now.Add(wait/2 + rand.N(wait))
			}
			p.Tick()
		}
	}
}

// follow catches up when the database knows a newer edition, or when the last
// try failed. It reports whether the edition is true.
func (p *Press) follow(ctx context.Context) bool {
	number, err := p.newest(ctx)
	if err != nil {
		if ctx.Err() == nil {
			p.missed()
		}
		return false
	}
	if e := p.Current(); e != nil && e.site != nil && e.Number == number && p.away.Load() == nil {
		p.agreed()
		return true
	}
	if _, err := p.CatchUp(ctx); err != nil {
		p.cfg.Log.Error("the edition could not follow", "edition", number, "err", err)
		return false
	}
	return true
}

func (p *Press) newest(ctx context.Context) (int64, error) {
	ctx, cancel := context.WithTimeout(ctx, pollLimit)
	defer cancel()
	return p.cfg.Site.Edition(ctx)
}

// Tick renders what the clock alone has changed since the edition was made; it
// asks no database. Run calls it each second.
func (p *Press) Tick() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.site == nil && !p.recall() {
		p.mark()
		return
	}
	now := p.cfg.Site.Now()
	w := p.clockAt(now)
	if now.Before(p.retry) || now.Before(p.next) && (w.stale != nil) == p.stale {
		return
	}
	if _, err := p.render(p.site, w); err != nil {
		p.cfg.Log.Error("the clock could not change the edition", "err", err)
		p.missed()
		p.retry = now.Add(slowest)
	}
}

func (p *Press) sweep() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.loose) == 0 { // else no list on disk names what is served
		p.sweepShelf()
	}
	if p.retracted {
		p.takeBack()
	}
	if p.appended > appendedMost && p.site != nil {
		p.written = nil
		p.note(p.site)
	}
}

func (p *Press) sweepShelf() {
	if gone, err := p.shelf.sweep(time.Now()); err != nil {
		p.cfg.Log.Warn("old editions could not be removed", "err", err)
	} else if gone > 0 {
		p.cfg.Log.Info("removed old files", "files", gone)
	}
}
