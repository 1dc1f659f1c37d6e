package edition

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"strings"
	"sync"

	"vitrine/locale"
)

// archival reports whether path is one of the many pages of long ago, or of one of many
// services, or a file about all of them for programs, which may be on disk only.
// Everything else is always in memory.
func archival(path string) bool {
	head, _, deeper := strings.Cut(path[min(1, len(path)):], "/")
	if _, foreign := locale.Find(head); foreign && deeper { // of each there are as many again in every language
		path = path[1+len(head):]
	}
	for _, many := range []string{"/components/", "/incidents/", "/maintenance/", "/history/", "/search/", "/postmortems/", "/api/postmortems", "/updates/components/", "/sitemap"} {
		if strings.HasPrefix(path, many) {
			return true
		}
	}
	return false
}

// byHeat returns the files, those that are read most first: what is not
// archival, then what changed last.
func (e *Edition) byHeat() []*File {
	files := slices.Collect(e.all())
	slices.SortFunc(files, func(a, b *File) int {
		if a.archival != b.archival {
			if a.archival {
				return 1
			}
			return -1
		}
		return newerFirst(a, b)
	})
	return files
}

func newerFirst(a, b *File) int {
	return cmp.Or(cmp.Compare(b.modified, a.modified), cmp.Compare(a.Path, b.Path))
}

// warm reads the files that fit into memory from disk and checks their bytes.
func (e *Edition) warm(memory int64) error {
	var used int64
	for _, f := range e.byHeat() {
		if used += int64(f.takes()); used > memory && f.archival {
			used -= int64(f.takes())
			continue
		}
		if err := f.warm(); err != nil {
			return err
		}
	}
	return nil
}

// warm reads a file into memory as it lies on disk, and checks its bytes.
func (f *File) warm() error {
	_, err := f.fetch()
	return err
}

// fetch is warm, and returns the bytes as they are when nothing compresses them.
func (f *File) fetch() (plain []byte, err error) {
	var held [encodings][]byte
	for enc, size := range f.stored() {
		if size == 0 {
			continue
		}
		if held[enc], err = f.shelf.read(f, Encoding(enc)); err != nil {
			return nil, err
		}
	}
	if plain = held[Plain]; f.lean() {
		if plain, err = unpack(held[Gzip], Gzip, f.Size(Plain)); err != nil {
			return nil, fmt.Errorf("%s is damaged on disk: %w", f.Path, err)
		}
	}
	if blobName(f.Type, plain) != f.name {
		return nil, fmt.Errorf("%s is damaged on disk", f.Path)
	}
	f.bytes, f.style = &held, styleOf(f.Type, plain)
	return plain, nil
}

// manyFiles are more than a publication changes: the site is made anew.
const manyFiles = 512

// room is where the files go that are being made. Where the whole site is made anew,
// archival ones go to disk at once: they may be far more than there is memory, and so
// may those that are served meanwhile.
type room struct {
	shelf *shelf
	whole bool // nothing leaves before the edition is complete
	apart bool // each file lies by itself
}

// frugal lets the collector run more often while the whole site is read or made anew,
// so that the process stays small, unless the operator set how often (GOGC). The
// function it returns ends that.
func frugal() func() {
	if os.Getenv("GOGC") != "" {
		return func() {}
	}
	thrift.Lock()
	defer thrift.Unlock()
	if thrift.many++; thrift.many == 1 {
		thrift.before = debug.SetGCPercent(25)
	}
	return func() {
		thrift.Lock()
		defer thrift.Unlock()
		if thrift.many--; thrift.many == 0 {
			debug.SetGCPercent(thrift.before)
		}
	}
}

// leastRoom is what the process may take in any case while a site is made, beside the
// program's own file.
const leastRoom = 190 << 20

// tight keeps the process within a third more than what is in use and so many files in
// the making need, unless the operator set a limit (GOMEMLIMIT). The function it returns
// ends that and hands back what was needed for it alone.
func tight(files int) func() {
	before := debug.SetMemoryLimit(-1)
	if before != math.MaxInt64 {
		return func() {}
	}
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	debug.SetMemoryLimit(max(leastRoom, (int64(live[0].Value.Uint64())+256*int64(files))*4/3)) // what is known of a file takes about as much
	return func() {
		debug.SetMemoryLimit(before)
		debug.FreeOSMemory()
	}
}

// thrift is how many are frugal at a time, and how often the collector ran before.
var thrift struct {
	sync.Mutex
	many, before int
}

// let leaves of files, which are one page in several languages, what may stay in memory.
// A disk that takes nothing is told of when the edition is put there.
func (r room) let(files []*File) {
	if r.whole {
		return
	}
	var some []int
	for n, f := range files {
		if f.resident() && f.archival {
			some = append(some, n)
		}
	}
	if r.apart {
		for _, n := range some {
			if f := files[n]; r.shelf.putBlob(f, writeMany) == nil {
				files[n] = f.evicted()
			}
		}
		return
	}
	together := make([]*File, len(some))
	for n, at := range some {
		together[n] = files[at]
	}
	if packed, err := r.shelf.putPack(together); err == nil {
		for n, at := range some {
			files[at] = packed[n]
		}
	}
}

// slimmed makes e current without the bytes of archival files, which the disk has: there
// is no room for those of two editions. Where the disk may lack some, e stays.
func (p *Press) slimmed(e *Edition) *Edition {
	if p.marked || len(p.loose) > 0 || len(e.files) == 0 {
		return e
	}
	slim := &Edition{Number: e.Number, Serial: e.Serial, At: e.At, files: maps.Clone(e.files), site: e.site, settings: e.settings, languages: e.languages,
		logo: e.logo, list: e.list}
	slim.facts.Store(e.facts.Load())
	for f := range e.all() {
		if f.resident() && f.archival {
			slim.put(f.evicted())
		}
	}
	p.current.Store(slim)
	return slim
}

// settle lets go of the bytes of archival files that do not fit into memory.
// The edition must be on disk and not yet current.
func (e *Edition) settle(memory int64) {
	var used int64
	for f := range e.all() {
		if f.resident() {
			used += int64(f.holds())
		}
	}
	if used <= memory {
		return
	}
	var some []*File
	used = 0
	for f := range e.all() {
		if f.resident() && f.archival {
			some = append(some, f)
		} else if f.resident() {
			used += int64(f.holds())
		}
	}
	slices.SortFunc(some, newerFirst)
	for _, f := range some {
		if used += int64(f.holds()); used > memory-memory/8 { // room for some publications
			used -= int64(f.holds())
			e.put(f.evicted())
		}
	}
}
