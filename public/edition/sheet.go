package edition

import (
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"slices"
	"sync"
	"time"
)

// sheet is a file before it is rendered: where it goes, what it is made from,
// and how.
type sheet struct {
	path   string
	mime   string
	status int
	open   bool
	hasty  bool   // it is one of very many: gzip is enough
	drawn  string // of a picture: the words that can be read in it
	target string // where a reader is sent on to, with status 301; empty: nowhere
	key    sum    // of everything that body reads
	body   func() ([]byte, error)

	site *catalog                       // of a page: it is told in the language of this
	page func(*catalog) ([]byte, error) // of a page, instead of body
}

// render makes the bytes.
func (s sheet) render() ([]byte, error) {
	if s.page != nil {
		return s.page(s.site)
	}
	return s.body()
}

// pass has the bytes checked, and of a picture the words in it.
func (s sheet) pass(check check, body []byte) error {
	if err := check(s.path, s.mime, body); err != nil || s.drawn == "" {
		return err
	}
	return check(s.path, "text/plain; charset=utf-8", []byte(s.drawn))
}

// same reports whether f is what s would render.
func (s sheet) same(f *File) bool {
	return f != nil && f.key == s.key && f.Type == s.mime && int(f.Status) == s.status && f.Open == s.open && f.Target == s.target
}

// plan lists every file of the site as it is at the time of w, but for pages in other
// languages than its own.
func (p *Press) plan(c *catalog, w clock) []sheet {
	sheets := p.pageSheets(c, w)
	sheets = append(sheets, p.sitemapSheets(c, sheets)...)
	sheets = append(sheets, p.feedSheets(c)...)
	sheets = append(sheets, p.apiSheets(c, w)...)
	sheets = append(sheets, p.postmortemAPISheets(c)...)
	sheets = append(sheets, p.badgeSheets(c, w)...)
	sheets = append(sheets, p.shieldSheets(c, w)...)
	sheets = append(sheets, p.cardSheets(c)...)
	sheets = append(sheets, p.assetSheets(c)...)
	sheets = append(sheets, p.calendarSheet(c), p.embedSheet(), p.embedPageSheet(c, w), p.pushSheet(), p.robotsSheet(c), p.guideSheet(c))
	sheets = append(sheets, p.securitySheets(c, w.now)...)
	return append(sheets, p.redirectSheets(c, sheets)...)
}

// render makes the edition of site at the time of w current, when anything in it
// differs from the current one. The caller holds p.mu.
func (p *Press) render(site *catalog, w clock) (Change, error) {
	was := p.current.Load()
	if was == nil {
		was = &Edition{}
	}
	next := &Edition{Number: site.edition, Serial: was.Serial + 1, At: w.now, files: make(map[string]*File, len(was.files)+8),
		site: site, settings: site.looks(), languages: site.languages, logo: site.logoPath()}
	todo, files := p.todo(next, was, w)
	many := files >= manyFiles
	if many {
		defer frugal()()
		was = p.slimmed(was)
		defer tight(files)()
	}
	fresh, err := p.fill(next, was, todo, many, w.now)
	if err != nil {
		return Change{}, err
	}
	change := next.since(was)
	back := p.retracted || was.site == nil && len(was.files) > 0 || was.site != site && site.lacksWordsOf(was.site) || anyGone(fresh)
	if was.site != nil && len(fresh) == 0 && change.Empty() && was.Number == next.Number {
		next.Serial, next.At = was.Serial, was.At // it is on disk already
		next.facts.Store(was.facts.Load())
	} else if err := p.shelve(next, was, fresh, back); err != nil && w.stale == nil {
		return Change{}, err
	} else if err != nil {
		if p.retracted = p.retracted || back; back {
			back = false // what no list on disk names yet is needed
		}
		// That the data may be old is said from memory where the disk takes nothing.
		p.cfg.Log.Error("the notice that the data may be old is not on disk", "err", err)
		p.loose = append(p.loose, fresh...)
	}
	p.current.Store(next)
	p.site, p.next, p.stale, p.retry = site, p.nextMark(site, w), w.stale != nil, time.Time{}
	if back {
		p.takeBack()
	}
	if !change.Empty() {
		p.watch.tell(change)
	}
	return change, nil
}

// todo puts the files of was into next where nothing they are made from changed. It
// returns the sheets of all others, pages in the site's own language alone, and how many
// files they make.
func (p *Press) todo(next, was *Edition, w clock) (todo []sheet, files int) {
	tongues := next.site.tongues()
	for _, s := range p.plan(next.site, w) {
		if f := was.files[s.path]; s.sameIn(tongues, f) {
			next.files[s.path] = f
			continue
		}
		todo = append(todo, s)
		if files++; s.page != nil {
			files += len(tongues)
		}
	}
	return todo, files
}

// fill puts what todo makes into next. It returns the files that are fresh.
func (p *Press) fill(next, was *Edition, todo []sheet, many bool, now time.Time) ([]*File, error) {
	fresh, held, err := p.renderAll(todo, next.site.tongues(), was, many, now)
	if err != nil {
		return nil, err
	}
	p.hold(held)
	old, aged, err := p.keep(was, held)
	all := slices.Concat(fresh, old)
	for _, f := range all {
		if _, n := ownPath(next.languages, f.Path); n < 0 {
			next.put(f)
		}
	}
	for _, f := range all { // they lie with the page in the site's own language
		if _, n := ownPath(next.languages, f.Path); n >= 0 {
			next.put(f)
		}
	}
	return append(fresh, aged...), err
}

// renderAll renders sheets on every processor, pages in every language, and has each
// result checked.
func (p *Press) renderAll(todo []sheet, in []tongue, was *Edition, many bool, now time.Time) (files []*File, held []Held, err error) {
	check, room := p.check(), room{shelf: p.shelf, whole: !many}
	p.unsynced = p.unsynced || !room.whole
	p.looks.Store(&check)
	if many {
		todo = heavyFirst(todo)
	} else {
		todo, in = spokenAll(todo, in), nil // the front page in each language takes as long as all else
	}
	made := make([]rendered, len(todo))
	work := make(chan int)
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(todo)) {
		wg.Go(func() {
			for n := range work {
				made[n] = p.renderPage(todo[n].spoken(in), was, now, check, room)
			}
		})
	}
	for n := range todo {
		work <- n
	}
	close(work)
	wg.Wait()
	for _, page := range made {
		if page.err != nil {
			return nil, nil, page.err
		}
		files, held = append(files, page.files...), append(held, page.held...)
	}
	return files, held, nil
}

// heavyFirst begins with the front page, which takes longest, and what stays in memory
// with it; then come the lists of everything, which need most room while the files that
// are made take least.
func heavyFirst(todo []sheet) []sheet {
	var stay, leave []sheet
	for _, s := range todo {
		if archival(s.path) {
			leave = append(leave, s)
		} else {
			stay = append(stay, s)
		}
	}
	slices.Reverse(leave)
	return append(stay, leave...)
}

// rendered is what became of the sheets of one page.
type rendered struct {
	files []*File
	held  []Held
	err   error
}

// renderPage renders a page in every language and lets go of what memory has no room
// for.
func (p *Press) renderPage(sheets []sheet, was *Edition, now time.Time, check check, room room) (made rendered) {
	made.files = make([]*File, 0, len(sheets))
	for _, s := range sheets {
		s.hasty = !room.whole && archival(s.path)
		f, err := p.renderOne(s, was, now, check)
		if h := (*refused)(nil); errors.As(err, &h) {
			made.held = append(made.held, Held{Path: s.path, Why: h.Error(), Since: now})
		} else if err != nil {
			return rendered{err: err}
		} else {
			made.files = append(made.files, f)
		}
	}
	room.let(made.files)
	return made
}

// renderOne renders s. Where the bytes came out as they were, the old file stays
// what it was, its age included.
func (p *Press) renderOne(s sheet, was *Edition, now time.Time, check check) (*File, error) {
	body, err := s.render()
	if err != nil {
		return nil, fmt.Errorf("render %s: %w", s.path, err)
	}
	if err := s.pass(check, body); err != nil {
		return nil, &refused{err}
	}
	if f, ok := was.File(s.path); ok && f.name == blobName(s.mime, body) && int(f.Status) == s.status && f.Open == s.open {
		if same, err := f.alone(); err == nil { // what lies with it on disk may have changed
			same.key, same.told = s.key, nil
			return same, nil
		}
	}
	f, err := newFile(s, body, now, p.shelf)
	if err != nil {
		return nil, fmt.Errorf("compress %s: %w", s.path, err)
	}
	return f, nil
}

// shelve brings next, which was made from was, to disk and lets go of what memory has
// no room for. Where words were taken back, nothing on disk may go on from a list of
// earlier files.
func (p *Press) shelve(next, was *Edition, fresh []*File, back bool) error {
	p.shelf.move(next, was)
	var put []*File // fresh itself is still read by the caller
	for _, f := range slices.Concat(fresh, p.loose) {
		if last, ok := next.File(f.Path); ok && f.resident() && last.name == f.name {
			put = append(put, f)
		}
	}
	if err := p.shelf.put(put); err != nil {
		return err
	}
	if p.unsynced {
		if err := syncMany(p.cfg.Dir); err != nil {
			return err
		}
		p.unsynced = false
	}
	if p.note(next.site); !back { // else they are written anew first, without the words
		p.lend(next)
	}
	if err := p.shelf.publish(next, back); err != nil {
		return err
	}
	p.loose = nil
	next.settle(p.cfg.Memory)
	return nil
}

// takeBack removes earlier editions and facts from disk, since something was
// taken back: a postmortem, or words of an update.
func (p *Press) takeBack() {
	p.retracted = true
	if p.appended > 0 {
		p.written = nil // the older lines hold it
	}
	p.note(p.site)
	err := p.shelf.purge()
	if err == nil && p.written == nil && p.site != nil {
		err = errFacts
	}
	if err != nil {
		p.cfg.Log.Error("a text that was taken back may still be on this disk", "dir", p.cfg.Dir, "err", err)
		return
	}
	p.retracted = false
}

// anyGone reports whether a file says that its text was withdrawn.
func anyGone(files []*File) bool {
	return slices.ContainsFunc(files, func(f *File) bool { return f.Status == http.StatusGone })
}

// since lists what differs from was for a reader.
func (e *Edition) since(was *Edition) Change {
	change := Change{Edition: e.Number, Serial: e.Serial, Paths: []string{}}
	for path, f := range e.files {
		if was.files[path] == f { // in every language
			continue
		}
		for f := range f.all() {
			if old, ok := was.File(f.Path); !ok || old.name != f.name || old.Status != f.Status {
				change.Paths = append(change.Paths, f.Path)
			}
		}
	}
	for path, f := range was.files {
		if e.files[path] == f {
			continue
		}
		for f := range f.all() {
			if _, ok := e.File(f.Path); !ok {
				change.Paths = append(change.Paths, f.Path)
			}
		}
	}
	slices.Sort(change.Paths)
	return change
}
