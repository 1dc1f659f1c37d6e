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
	// Check has the last word on every file that changed, before the edition is
	// swapped; an error keeps the old edition. nil lets everything through.
	Check   func(path string, body []byte) error
	Version string // of the program: another one renders everything anew
	Memory  int64  // bytes of files kept in memory; 0 is 48 MiB
	// Patience is how long the database may be silent during an active incident
	// before pages say that their data may be old; 0 is 2 minutes.
	Patience time.Duration
	Log      *slog.Logger
}

// Press makes editions and hands out the current one. Its methods may be called
// from many goroutines at once.
type Press struct {
	cfg   Config
	shelf *shelf
	build sum

	current atomic.Pointer[Edition]
	away    atomic.Pointer[time.Time] // since when the database does not answer

	mu    sync.Mutex // held while an edition is made
	site  *catalog   // what is published, as last read; nil before the first read
	next  time.Time  // when the clock alone changes a page
	stale bool       // the current edition says that its data may be old

	retracted bool // words were taken back since earlier editions were removed

	watch   watchers
	entries entryCache
}

// New returns a Press that holds no edition yet: call Load, then CatchUp.
func New(cfg Config) *Press {
	if cfg.Memory == 0 {
		cfg.Memory = 48 << 20
	}
	if cfg.Patience == 0 {
		cfg.Patience = 2 * time.Minute
	}
	cfg.BaseURL = strings.TrimRight(cfg.BaseURL, "/")
	p := &Press{cfg: cfg, shelf: &shelf{dir: cfg.Dir}}
	p.build = fingerprint("build").text(cfg.Version, buildID(), cfg.BaseURL).sum()
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
	ctx, cancel := context.WithTimeout(ctx, readLimit)
	defer cancel()
	site, err := p.read(ctx)
	if err != nil {
		p.missed()
		return Change{}, err
	}
	p.away.Store(nil)
	p.site = site
	return p.render()
}

// DataAwaySince returns since when the database has not answered, nil while it
// does.
func (p *Press) DataAwaySince() *time.Time { return p.away.Load() }

// missed remembers when the database first failed to answer.
func (p *Press) missed() {
	now := p.cfg.Site.Now()
	p.away.CompareAndSwap(nil, &now)
}
