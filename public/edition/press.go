package edition

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"vitrine/models"
)

// Config is what a Press needs. Dir, BaseURL, Site and Log are required.
type Config struct {
	Dir     string // holds blobs/, manifests/ and the link current; belongs to one process
	BaseURL string // "https://status.example.com": every absolute link starts with it
	Site    *models.Site
	// Watch is asked once for each edition and returns the check that has the last
	// word on every file that changed, by its address, media type and bytes. A file
	// that fails it is held back. nil lets everything through.
	Watch   func(context.Context) func(path, mime string, body []byte) error
	Hub     string   // WebSub hub that feeds name; empty: none
	Also    []string // other addresses of the same pages, which they name
	Follows bool     // its editions are made by another machine: Adopt brings them, and Site is asked for the time alone
	Version string   // of the program: another one renders everything anew
	Memory  int64    // bytes of files kept in memory; 0 is 24 MiB, and twice as many where it Follows
	// Patience is how long the pages may go without being compared with the
	// database during an active incident before they say that their data may be
	// old; 0 is 2 minutes. Calm is the same for times when nothing goes on; 0 is 6
	// hours.
	Patience, Calm time.Duration
	Log            *slog.Logger
}

// Press makes editions and hands out the current one. Its methods may be called
// from many goroutines at once.
type Press struct {
	cfg   Config
	shelf *shelf
	build sum // of what every file hangs on

	called  atomic.Pointer[origin]
	printed atomic.Pointer[printed] // what other machines are told of the current edition
	current atomic.Pointer[Edition]
	seen    atomic.Pointer[time.Time] // when the edition last agreed with the database
	noted   atomic.Pointer[time.Time] // the last seen that is on disk
	held    atomic.Pointer[[]Held]    // what failed its check
	looks   atomic.Pointer[check]     // that of the newest edition, for what is made on request
	told    sync.Map                  // what was made on request and failed, for the log
	away    atomic.Pointer[time.Time] // seen, as it was when keeping the edition true began to fail; nil while it does not

	mu    sync.Mutex // held while an edition is made
	site  *catalog   // what the current edition is made from; nil before the first read
	next  time.Time  // when the clock alone changes a page
	retry time.Time  // not before, after the clock could not
	stale bool       // the current edition says that its data may be old

	confirmed bool     // site comes from the database, not from the facts on disk
	recalled  bool     // the facts on disk were looked at
	marked    bool     // pages without facts got a notice
	written   *catalog // what the facts on disk say; nil when they must be written anew
	appended  int64    // bytes, since they were
	log       factsLog // the facts on disk, as other machines may read them
	loose     []*File  // files of the current edition that the disk did not take
	retracted bool     // words were taken back and may still be on disk
	unsynced  bool     // files were written that the disk may not have yet

	watch   watchers
	entries entryCache
}

// New returns a Press that holds no edition yet: call Load, then CatchUp.
func New(cfg Config) *Press {
	if cfg.Memory == 0 {
		cfg.Memory = 24 << 20
		if cfg.Follows {
			cfg.Memory = 48 << 20 // what arrives lies there with its plain bytes
		}
	}
	if cfg.Patience == 0 {
		cfg.Patience = 2 * time.Minute
	}
	if cfg.Calm == 0 {
		cfg.Calm = 6 * time.Hour
	}
	cfg.BaseURL = strings.TrimRight(cfg.BaseURL, "/")
	p := &Press{cfg: cfg, shelf: &shelf{dir: cfg.Dir}}
	p.call(origin{Base: cfg.BaseURL, Hub: cfg.Hub, Also: cfg.Also})
	return p
}

// buildID names the program, so that a new one does not serve what an old one
// rendered.
func buildID() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return executableID()
	}
	set := map[string]string{}
	for _, s := range info.Settings {
		set[s.Key] = s.Value
	}
	if set["vcs.revision"] != "" && set["vcs.modified"] == "false" {
		return set["vcs.revision"]
	}
	return executableID()
}

// executableID tells apart builds that carry no revision.
func executableID() string {
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	info, err := os.Stat(path)
	if err != nil {
		return ""
	}
	return info.ModTime().UTC().Format(time.RFC3339Nano)
}

// ErrNoEdition is returned by Load when the directory holds no whole edition.
var ErrNoEdition = errors.New("no edition on disk")

// Load makes the last whole edition on disk current. It asks no database; a
// missing or damaged edition is ErrNoEdition.
func (p *Press) Load() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	e, err := p.shelf.load(p.cfg.Memory)
	if err != nil {
		return err
	}
	if p.cfg.Follows {
		p.recallOrigin()
	}
	p.current.Store(e)
	return nil
}

// Current returns the edition being served, nil before there is one.
func (p *Press) Current() *Edition { return p.current.Load() }

// File returns the current file at path.
func (p *Press) File(path string) (*File, bool) {
	if e := p.current.Load(); e != nil {
		return e.File(path)
	}
	return nil, false
}

// Watch returns a channel of changes and a function that ends it. A slow
// watcher misses nothing but detail: changes it did not take in time are
// merged into one.
func (p *Press) Watch() (<-chan Change, func()) { return p.watch.add() }

// CatchUp reads what was published since the current edition, renders what
// changed and makes it current: on disk first, then in memory, all of it or
// nothing. On an error the current edition stays. Calls made while an edition
// is in the making wait for it and then do only what is left.
func (p *Press) CatchUp(ctx context.Context) (Change, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	change, err := p.catchUp(ctx)
	switch {
	case err == nil:
		p.agreed()
	case !errors.Is(ctx.Err(), context.Canceled): // a caller that left says nothing of the database
		p.missed()
	}
	return change, err
}

func (p *Press) catchUp(ctx context.Context) (Change, error) {
	ctx, cancel := context.WithTimeout(ctx, readLimit)
	defer cancel()
	if !p.confirmed {
		defer frugal()() // everything is read
	}
	site, err := p.read(ctx)
	if err != nil {
		return Change{}, err
	}
	now := p.cfg.Site.Now()
	change, err := p.render(site, clock{now: now, seen: now})
	if err != nil {
		return Change{}, err
	}
	p.confirmed = true
	return change, nil
}

// DataAwaySince returns since when the pages could not be compared with the
// database or could not follow it, nil while they can.
func (p *Press) DataAwaySince() *time.Time { return p.away.Load() }

// agreed remembers that the edition says what the database says. It is noted on
// disk each minute, for a process that starts without a database.
func (p *Press) agreed() {
	now := p.cfg.Site.Now()
	p.seen.Store(&now)
	if since := p.away.Swap(nil); since != nil {
		p.cfg.Log.Info("the pages can follow the database again", "away_since", *since)
	}
	last := p.noted.Load()
	if last != nil && now.Sub(*last).Abs() < time.Minute {
		return
	}
	if !p.noted.CompareAndSwap(last, &now) {
		return
	}
	if err := p.shelf.noteSeen(now); err != nil {
		p.cfg.Log.Warn("the disk does not take a note", "err", err)
	}
}

// missed remembers since when the edition cannot be kept true.
func (p *Press) missed() {
	since := p.lastSeen()
	p.away.CompareAndSwap(nil, &since)
}

// lastSeen is when the edition last agreed with the database, in this process or
// the one before.
func (p *Press) lastSeen() time.Time {
	now := p.cfg.Site.Now()
	t := now
	if seen := p.seen.Load(); seen != nil {
		t = *seen
	} else if noted := p.shelf.seen(); !noted.IsZero() {
		t = noted
	} else if e := p.Current(); e != nil {
		t = e.At
	}
	if t.After(now) {
		return now
	}
	return t
}
