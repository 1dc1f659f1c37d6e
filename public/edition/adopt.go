package edition

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"time"

	"vitrine/models"
)

// Facts gathers the facts that another machine's editions are made from, as its log
// tells them. It belongs to one goroutine.
type Facts struct {
	log    string
	size   int64
	sum    hash.Hash
	rest   []byte // of a line that is not whole yet
	begun  bool   // the head was read
	memory memory
}

// ErrOtherFacts says that facts were written by a program whose rows look otherwise.
var ErrOtherFacts = errors.New("they were written by another version of the program")

// Since is how many bytes of that log are known. Another log begins anew.
func (f *Facts) Since(log string) int64 {
	if f.log != log || f.sum == nil {
		*f = Facts{log: log, sum: sha256.New(), memory: newMemory()}
	}
	return f.size
}

// Forget drops everything, so that the log is read from its beginning.
func (f *Facts) Forget() { *f = Facts{} }

// Take takes the next bytes of the log in. After an error everything must be
// forgotten.
func (f *Facts) Take(part []byte) error {
	f.size += int64(len(part))
	f.sum.Write(part)
	text := append(f.rest, part...)
	if !f.begun {
		if len(text) < len(factsShape()) {
			f.rest = text
			return nil
		}
		if !bytes.HasPrefix(text, factsShape()) {
			return ErrOtherFacts
		}
		f.begun, text = true, text[len(factsShape()):]
	}
	for {
		line, after, whole := bytes.Cut(text, []byte("\n"))
		if !whole {
			f.rest = bytes.Clone(text)
			return nil
		}
		var one fact
		if err := json.Unmarshal(line, &one); err != nil {
			return err
		}
		if err := f.memory.take(one); err != nil {
			return err
		}
		text = after
	}
}

// Check returns why the facts are not those that o offers, nil where they are.
func (f *Facts) Check(o Offer) error {
	if o.Facts == nil || f.sum == nil || f.log != o.Facts.Log || f.size != o.Facts.Size || hex.EncodeToString(f.sum.Sum(nil)) != o.Facts.Sum {
		return errors.New("the facts are not those that are offered")
	}
	if f.memory.edition != o.Edition || len(f.rest) > 0 {
		return fmt.Errorf("the facts are of edition %d, the pages of %d", f.memory.edition, o.Edition)
	}
	return nil
}

// catalog is what the facts say, if they are those that o offers.
func (f *Facts) catalog(o Offer) (*catalog, error) {
	if err := f.Check(o); err != nil {
		return nil, err
	}
	c := f.memory
	c.changes = maps.Clone(c.changes) // more of the log changes it
	return c.whole(), nil
}

func newMemory() memory {
	m := memory{incidents: map[int64]*incident{}, maintenances: map[int64]*maintenance{}, postmortems: map[int64]*postmortem{}}
	m.changes = map[int64][]models.ComponentChange{}
	return m
}

// Adopt makes an edition that another machine made current: on disk first, then in
// memory, all of it or nothing. Files that are still missing, and facts of something
// else, are an error, and the current edition stays. Without facts nothing but its
// bytes is known of it.
func (p *Press) Adopt(a *Arrival, facts *Facts) (Change, error) {
	if len(a.missing) > 0 {
		return Change{}, fmt.Errorf("%d files of the edition are missing", len(a.missing))
	}
	next := a.next
	if facts != nil {
		var err error
		if next.site, err = facts.catalog(a.offer); err != nil {
			return Change{}, err
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	was := p.Current()
	if was == nil {
		was = &Edition{}
	}
	next.Serial, next.list = was.Serial+1, a.offer.List
	if !a.room.whole {
		if err := syncMany(p.cfg.Dir); err != nil {
			return Change{}, err
		}
	}
	if err := p.shelveAdopted(next, a.offer); err != nil {
		return Change{}, err
	}
	change := next.since(was)
	gone := len(was.files) > 0 && (next.site == nil || was.site == nil || next.site.lacksWordsOf(was.site)) || anyGoneSince(next, was)
	p.current.Store(next)
	p.began(next, a.offer)
	if p.retracted || gone {
		p.takeBack()
	}
	if !change.Empty() {
		p.watch.tell(change)
	}
	return change, nil
}

// anyGoneSince reports whether a file says for the first time that its text was
// withdrawn.
func anyGoneSince(next, was *Edition) bool {
	for f := range next.all() {
		if old, ok := was.File(f.Path); f.Status == http.StatusGone && (!ok || old.Status != f.Status) {
			return true
		}
	}
	return false
}

// shelveAdopted brings next to disk, its files being there, and lets go of what memory
// has no room for.
func (p *Press) shelveAdopted(next *Edition, o Offer) error {
	if err := os.MkdirAll(p.cfg.Dir, 0o755); err != nil {
		return err
	}
	for f := range next.all() {
		if _, err := os.Stat(p.shelf.blob(f)); err == nil {
			continue
		} else if !f.resident() {
			return err // removed meanwhile: the next try fetches it
		}
		if err := p.shelf.putBlob(f, writeSynced); err != nil {
			return err
		}
	}
	called := origin{Base: o.Base, Hub: o.Hub, Also: o.Also, Private: o.Private}
	if err := p.noteOrigin(called); err != nil {
		return fmt.Errorf("note what the site is called: %w", err)
	}
	p.call(called)
	if next.site != nil {
		p.note(next.site)
	} else if err := os.Remove(p.shelf.facts()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err // older facts would be taken for those of these pages
	}
	if err := p.shelf.publish(next, true); err != nil {
		return err
	}
	p.loose = nil
	next.settle(p.cfg.Memory)
	return nil
}

// began notes from what the clock goes on when the other machine falls silent.
func (p *Press) began(e *Edition, o Offer) {
	now := p.cfg.Site.Now()
	p.site, p.retry, p.recalled, p.marked, p.confirmed = e.site, time.Time{}, true, false, false
	if e.site == nil {
		p.written, p.stale = nil, false
		return
	}
	all := check(func(string, string, []byte) error { return nil }) // the other machine looked
	p.looks.Store(&all)
	w := p.clockSince(now, o.Away)
	p.next, p.stale = p.nextMark(e.site, w), w.stale != nil
}

// AdoptedFrom names the list that the current edition was adopted from; empty where
// this machine made it, or does not know.
func (p *Press) AdoptedFrom() string {
	if e := p.Current(); e != nil {
		return e.list
	}
	return ""
}

// Heard notes that the other machine answered and what it offers is current here. What
// it has not compared with its database is as old as it says.
func (p *Press) Heard(o Offer) {
	switch {
	case o.Sure:
		p.agreed()
	case o.Away != nil:
		seen := *o.Away
		p.seen.Store(&seen)
		p.away.Store(nil)
	default:
		p.away.Store(nil)
	}
}

// Silent notes that the other machine does not answer.
func (p *Press) Silent() { p.missed() }

// silence is how long the other machine is silent before the clock goes on here: it
// knows more.
const silence = 30 * time.Second

// Keep lets the clock change the pages while the other machine is silent, until ctx
// ends, and removes what is old from the disk.
func (p *Press) Keep(ctx context.Context) {
	tick, sweep := time.NewTicker(pollEvery), time.NewTicker(sweepEvery)
	defer tick.Stop()
	defer sweep.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-sweep.C:
			if p.Current() != nil {
				p.sweep()
			}
		case <-tick.C:
			if since := p.away.Load(); since != nil && p.cfg.Site.Now().Sub(*since) >= silence {
				p.Tick()
			}
		}
	}
}

// Close forgets the edition, in memory and on disk: the site is not for everybody any
// more, and this machine cannot tell who may read it.
func (p *Press) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.current.Store(nil)
	p.site, p.written = nil, nil
	return os.RemoveAll(p.cfg.Dir)
}
