package edition

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// shelf keeps editions on disk: blobs/ab/abcdef… hold the bytes of a file in its
// encodings one after the other, or of several (see putPack), manifests/ list the files
// of an edition,
// and the link current names the manifest that counts. The link moves last, by
// rename, so that a crash at any point leaves a whole edition.
type shelf struct {
	dir   string
	base  string          // the manifest that the next may go on from; empty: the next holds everything
	moved map[string]bool // paths in the site's own language where the site differs from it
}

// What a sweep leaves behind the current edition, for the case that it is damaged.
// Not much and not for long: texts that were taken back are in there.
const (
	kept      = 3 // manifests
	keptFor   = time.Hour
	sweepRest = 10 * time.Minute // younger blobs may belong to an edition in the making
)

func (s *shelf) blob(f *File) string { return s.lying(f.lies()) }

// lying is where a blob, or a pack of several, lies.
func (s *shelf) lying(name string) string { return filepath.Join(s.dir, "blobs", name[:2], name) }

func (s *shelf) manifests() string { return filepath.Join(s.dir, "manifests") }

func (s *shelf) link() string { return filepath.Join(s.dir, "current") }

// put writes the blobs that are not there yet, several at a time, and sees to it that
// they are on disk.
func (s *shelf) put(files []*File) error {
	work := make(chan *File)
	errs := make([]error, min(8, len(files)))
	var wg sync.WaitGroup
	for n := range errs {
		wg.Go(func() {
			for f := range work {
				if errs[n] == nil {
					errs[n] = s.putBlob(f, writeSynced)
				}
			}
		})
	}
	for _, f := range files {
		work <- f
	}
	close(work)
	wg.Wait()
	return errors.Join(errs...)
}

// putBlob writes a blob by write.
func (s *shelf) putBlob(f *File, write func(path string, parts ...[]byte) error) error {
	path := s.blob(f)
	if holds(path, f.weight(), f.bytes[:]) {
		return os.Chtimes(path, time.Time{}, time.Now()) // keeps the sweep away
	}
	return s.writeBlob(f, write)
}

// writeBlob is putBlob, whatever lies there.
func (s *shelf) writeBlob(f *File, write func(path string, parts ...[]byte) error) error {
	path := s.blob(f)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("store %s: %w", f.Path, err)
	}
	if err := write(path, f.bytes[:]...); err != nil {
		return fmt.Errorf("store %s: %w", f.Path, err)
	}
	return nil
}

// writeSynced writes a file so that path holds all of it or what it held before, when
// the power fails too.
func writeSynced(path string, parts ...[]byte) error {
	return writeSyncedBy(path, func(w io.Writer) error {
		for _, part := range parts {
			if _, err := w.Write(part); err != nil {
				return err
			}
		}
		return nil
	})
}

// writeSyncedBy is writeSynced of what write writes.
func writeSyncedBy(path string, write func(io.Writer) error) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	if err = write(tmp); err == nil {
		err = errors.Join(tmp.Chmod(0o644), tmp.Sync())
	}
	if err = errors.Join(err, tmp.Close()); err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(tmp.Name()))
	}
	return nil
}

// publish writes the manifest of e and makes it the one that counts. It holds
// everything where all is said, or much was moved since the last that did.
func (s *shelf) publish(e *Edition, all bool) error {
	if err := os.MkdirAll(s.manifests(), 0o755); err != nil {
		return fmt.Errorf("publish edition: %w", err)
	}
	base, moved := s.base, s.moved
	if all || len(moved) > max(256, len(e.files)/8) {
		base, moved = "", nil
	}
	name := fmt.Sprintf("%012d-%d", e.Serial, e.Number)
	if err := writeSyncedBy(filepath.Join(s.manifests(), name), func(w io.Writer) error { return writeManifest(w, e, base, moved) }); err != nil {
		return fmt.Errorf("publish edition: %w", err)
	}
	if err := s.turn(name); err != nil {
		return err
	}
	if base == "" {
		s.base, s.moved = name, nil
	}
	return nil
}

// move notes where e differs from was, from which it was made: until a manifest holds
// everything, whether or not this one comes to disk.
func (s *shelf) move(e, was *Edition) {
	if s.base == "" {
		return
	}
	if s.moved == nil {
		s.moved = map[string]bool{}
	}
	for path, f := range e.files {
		if was.files[path] != f {
			s.moved[path] = true
		}
	}
	for path := range was.files {
		if e.files[path] == nil {
			s.moved[path] = true
		}
	}
}

// turn makes a manifest the one that counts.
func (s *shelf) turn(name string) error {
	next := s.link() + ".new"
	if err := os.Remove(next); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("publish edition: %w", err)
	}
	if err := os.Symlink(filepath.Join("manifests", name), next); err != nil {
		return fmt.Errorf("publish edition: %w", err)
	}
	if err := os.Rename(next, s.link()); err != nil {
		return fmt.Errorf("publish edition: %w", err)
	}
	return errors.Join(syncDir(s.manifests()), syncDir(s.dir))
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// load reads the edition that counts, or when it is damaged the newest whole
// one before it.
func (s *shelf) load(memory int64) (*Edition, error) {
	names := s.history()
	if target, err := os.Readlink(s.link()); err == nil {
		names = append([]string{filepath.Base(target)}, names...)
	}
	var errs []error
	for _, name := range names {
		e, err := s.open(name)
		if err == nil {
			err = e.warm(memory)
		}
		if err == nil {
			return e, nil
		}
		errs = append(errs, fmt.Errorf("manifest %s: %w", name, err))
	}
	return nil, errors.Join(append([]error{ErrNoEdition}, errs...)...)
}

// history lists the manifests on disk, newest first.
func (s *shelf) history() []string {
	entries, err := os.ReadDir(s.manifests())
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	slices.Reverse(names)
	return names
}

// list reads a manifest, and the one that it goes on from.
func (s *shelf) list(name string) (*Edition, error) {
	text, err := os.Open(filepath.Join(s.manifests(), name))
	if err != nil {
		return nil, err
	}
	defer text.Close()
	return parseManifest(text, s.list)
}

// open reads a manifest and makes sure that each of its blobs is there.
func (s *shelf) open(name string) (*Edition, error) {
	e, err := s.list(name)
	if err != nil {
		return nil, err
	}
	packs := map[string]int64{} // their sizes
	for f := range e.all() {
		f.shelf = s
		size, seen := packs[f.pack]
		if !seen || f.pack == "" {
			info, err := os.Stat(s.blob(f))
			if err != nil {
				return nil, err
			}
			size = info.Size()
			packs[f.pack] = size
		}
		if end := int64(f.at) + int64(f.takes()); size < end || size > end && f.pack == "" {
			return nil, fmt.Errorf("%s ends at %d of %d bytes", f.Path, end, size)
		}
	}
	return e, nil
}

// read returns one encoding of a file from its blob.
func (s *shelf) read(f *File, e Encoding) ([]byte, error) {
	if e == Plain && f.lean() {
		packed, err := s.read(f, Gzip)
		if err != nil {
			return nil, err
		}
		plain, err := unpack(packed, Gzip, f.Size(Plain))
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", f.Path, err)
		}
		return plain, nil
	}
	blob, err := os.Open(s.blob(f))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", f.Path, err)
	}
	defer blob.Close()
	start := int(f.at)
	stored := f.stored()
	for _, before := range stored[:e] {
		start += before
	}
	body := make([]byte, f.Size(e))
	if _, err := io.ReadFull(io.NewSectionReader(blob, int64(start), int64(len(body))), body); err != nil {
		return nil, fmt.Errorf("read %s: %w", f.Path, err)
	}
	return body, nil
}

// sweep removes old manifests and every blob that none of the others names. It
// returns how many blobs it removed.
func (s *shelf) sweep(now time.Time) (int, error) {
	return s.clear(kept, now.Add(-keptFor), now.Add(-sweepRest))
}

// purge leaves nothing but the current edition: a text was taken back. The caller
// makes no edition meanwhile.
func (s *shelf) purge() error {
	_, err := s.clear(0, time.Time{}, time.Now().Add(time.Minute))
	return err
}

// clear removes all manifests but the current one and the newest keep that were
// written after since, and unnamed blobs that were written before the time
// given.
func (s *shelf) clear(keep int, since, before time.Time) (int, error) {
	live := map[string]bool{}
	current, err := os.Readlink(s.link())
	if err != nil {
		return 0, fmt.Errorf("sweep: %w", err)
	}
	bases, others := map[string]bool{s.base: true}, []string{}
	for n, name := range s.history() {
		info, err := os.Stat(filepath.Join(s.manifests(), name))
		if err == nil && name != filepath.Base(current) && (n >= keep || info.ModTime().Before(since)) {
			others = append(others, name)
		} else if err == nil {
			err = s.mark(name, live, bases)
			if err != nil && name != filepath.Base(current) {
				err = nil // an old one that cannot be read names none
			}
		}
		if err != nil {
			return 0, fmt.Errorf("sweep: %w", err)
		}
	}
	for _, name := range others {
		if bases[name] { // its list is needed still, its blobs are not
			continue
		}
		if err := os.Remove(filepath.Join(s.manifests(), name)); err != nil {
			return 0, fmt.Errorf("sweep: %w", err)
		}
	}
	return s.sweepBlobs(live, before)
}

// mark notes the blobs that a manifest names, and the manifest it goes on from. One that
// goes on from none is read line by line: memory may hold an edition already.
func (s *shelf) mark(name string, live, bases map[string]bool) error {
	text, err := os.Open(filepath.Join(s.manifests(), name))
	if err != nil {
		return err
	}
	defer text.Close()
	in := bufio.NewReaderSize(text, 1<<16)
	head, err := readHeader(in)
	if err != nil {
		return err
	}
	if head.base == "" {
		return readFiles(in, func(string) {}, func(f *File) { live[f.lies()] = true })
	}
	bases[head.base] = true
	e, err := s.list(name)
	if err != nil {
		return err
	}
	for f := range e.all() {
		live[f.lies()] = true
	}
	return nil
}

func (s *shelf) sweepBlobs(live map[string]bool, before time.Time) (gone int, err error) {
	err = filepath.WalkDir(filepath.Join(s.dir, "blobs"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || live[d.Name()] {
			return err
		}
		if info, err := d.Info(); err != nil || info.ModTime().After(before) {
			return err
		}
		gone++
		return os.Remove(path)
	})
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return gone, err
}
