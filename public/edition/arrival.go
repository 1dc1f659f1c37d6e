package edition

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
)

// Limits of what another machine may send.
const (
	MostListed = 64 << 20 // bytes of a list, unpacked
	mostFile   = 32 << 20 // bytes of one file in one encoding
	mostFiles  = 1 << 20
)

// Arrival is an edition of another machine on its way to this one. It belongs to one
// goroutine.
type Arrival struct {
	press   *Press
	offer   Offer
	next    *Edition
	missing map[string][]*File // by Name
	room    room
}

// Expect reads the list that an offer names, compressed by gzip, and says what of it
// this machine does not hold yet. A list that is not whole, or not the one offered, is
// an error.
func (p *Press) Expect(o Offer, packed []byte) (*Arrival, error) {
	if o.ListSize <= 0 || o.ListSize > MostListed {
		return nil, fmt.Errorf("its list has %d bytes", o.ListSize)
	}
	text, err := unpack(packed, Gzip, o.ListSize)
	if err != nil {
		return nil, fmt.Errorf("its list: %w", err)
	}
	if all := sha256.Sum256(text); hex.EncodeToString(all[:]) != o.List {
		return nil, errors.New("its list is not the one it offers")
	}
	next, err := parseManifest(bytes.NewReader(text), func(string) (*Edition, error) { return nil, errManifest })
	if err != nil {
		return nil, fmt.Errorf("its list: %w", err)
	}
	if next.Number != o.Edition || next.files["/"] == nil || next.files[notFoundPath] == nil || len(next.files) > mostFiles {
		return nil, fmt.Errorf("its list of %d files is not that of edition %d", len(next.files), o.Edition)
	}
	a := &Arrival{press: p, offer: o, next: next, missing: map[string][]*File{}}
	was := p.Current()
	for f := range next.all() {
		if err := f.plausible(); err != nil {
			return nil, fmt.Errorf("%q in its list: %w", f.Path, err)
		}
		if f.shelf = p.shelf; was != nil && f.borrow(was) {
			continue
		}
		if twins := a.missing[f.Name()]; len(twins) > 0 && twins[0].sizes != f.sizes {
			return nil, fmt.Errorf("%q in its list is not as long as its twin", f.Path)
		}
		a.missing[f.Name()] = append(a.missing[f.Name()], f)
	}
	a.room = room{shelf: p.shelf, whole: len(a.missing) < manyFiles, apart: true}
	a.find()
	return a, nil
}

var (
	pathShape = regexp.MustCompile(`^/[^\x00-\x20\x7f\\]*$`)
	typeShape = regexp.MustCompile(`^[\x20-\x7e]{1,200}$`)
)

// plausible refuses what no edition holds.
func (f *File) plausible() error {
	switch {
	case !pathShape.MatchString(f.Path) || strings.Contains(f.Path, "..") || len(f.Path) > 2000:
		return errors.New("it is no path")
	case !typeShape.MatchString(f.Type):
		return errors.New("it is of no type")
	case f.Status != http.StatusOK && f.Status != http.StatusNotFound && f.Status != http.StatusGone && f.Status != http.StatusMovedPermanently:
		return fmt.Errorf("its status is %d", f.Status)
	case f.pack != "":
		return errors.New("it lies among others")
	case f.Target != "" && (!pathShape.MatchString(f.Target) || strings.HasPrefix(f.Target, "//")):
		return errors.New("it leads elsewhere")
	case f.sizes[Plain] > mostFile || f.sizes[Gzip] > mostFile || f.sizes[Brotli] > mostFile:
		return errors.New("it is too large")
	case f.Has(Brotli) && !f.Has(Gzip):
		return errors.New("it lacks an encoding")
	}
	return nil
}

// borrow takes the bytes of a file of was that holds the same.
func (f *File) borrow(was *Edition) bool {
	old, ok := was.File(f.Path)
	if !ok || old.name != f.name || old.sizes != f.sizes || old.pack != "" { // a pack leaves the disk with its last file
		return false
	}
	if !old.resident() { // it must lie where it is needed
		if info, err := os.Stat(old.shelf.blob(old)); err != nil || info.Size() != int64(old.weight()) {
			return false
		}
	}
	f.bytes, f.style, f.shelf = old.bytes, old.style, old.shelf
	return true
}

// find takes what a try that was broken off left on the disk.
func (a *Arrival) find() {
	for name, files := range a.missing {
		info, err := os.Stat(a.press.shelf.blob(files[0]))
		if err != nil || info.Size() != int64(files[0].weight()) || files[0].warm() != nil || files[0].agree() != nil {
			files[0].bytes = nil
			continue
		}
		a.settle(name)
	}
}

// Missing lists what must be fetched, each once.
func (a *Arrival) Missing() []*File {
	list := make([]*File, 0, len(a.missing))
	for _, files := range a.missing {
		list = append(list, files[0])
	}
	return list
}

// Take takes the bytes of a missing file as they travel, makes sure that they are the
// ones that the list names, and puts them on the shelf.
func (a *Arrival) Take(f *File, packed []byte) error {
	files := a.missing[f.Name()]
	if len(files) == 0 || len(packed) != f.Packing() {
		return fmt.Errorf("%s: %d bytes came, not %d", f.Path, len(packed), f.Packing())
	}
	f = files[0]
	f.bytes = &[encodings][]byte{}
	for _, e := range f.travels() {
		f.bytes[e], packed = bytes.Clone(packed[:f.sizes[e]]), packed[f.sizes[e]:]
	}
	if err := f.agree(); err != nil {
		return fmt.Errorf("%s: %w", f.Path, err)
	}
	write := writeMany // synced together, when all are there
	if a.room.whole {
		write = writeSynced
	}
	if err := a.press.shelf.writeBlob(f, write); err != nil {
		return err
	}
	a.settle(f.Name())
	return nil
}

// agree makes sure that every encoding of a file holds the bytes that its name names,
// and fills in the plain ones.
func (f *File) agree() error {
	plain := f.bytes[Plain]
	for _, e := range f.travels() {
		if e == Plain {
			continue
		}
		text, err := unpack(f.bytes[e], e, f.Size(Plain))
		if err != nil {
			return err
		}
		if plain != nil && !bytes.Equal(plain, text) {
			return fmt.Errorf("in %s it is another file", e)
		}
		plain = text
	}
	if len(plain) != f.Size(Plain) || blobName(f.Type, plain) != f.name {
		return errors.New("its bytes are not those that its name names")
	}
	f.bytes[Plain], f.style = plain, styleOf(f.Type, plain)
	return nil
}

// settle gives every file of that name the bytes that the first one has.
func (a *Arrival) settle(name string) {
	files := a.missing[name]
	kept := []*File{files[0]}
	a.room.let(kept)
	for _, f := range files {
		f.bytes, f.style = kept[0].bytes, kept[0].style
	}
	delete(a.missing, name)
}

// unpack returns the size bytes that were compressed; more or fewer are an error.
func unpack(packed []byte, e Encoding, size int) ([]byte, error) {
	var r io.Reader
	if e == Gzip {
		z := unzippers.Get().(*gzip.Reader)
		defer func() {
			_ = z.Reset(bytes.NewReader(nil)) // else it keeps the last file
			unzippers.Put(z)
		}()
		if err := z.Reset(bytes.NewReader(packed)); err != nil {
			return nil, err
		}
		r = z
	} else {
		r = brotli.NewReader(bytes.NewReader(packed))
	}
	buf := bytes.NewBuffer(make([]byte, 0, min(size, 1<<20)+512))
	if _, err := io.Copy(buf, io.LimitReader(r, int64(size)+1)); err != nil {
		return nil, err
	}
	if buf.Len() != size {
		return nil, fmt.Errorf("it has another length than %d bytes", size)
	}
	return buf.Bytes(), nil
}

// unzippers are used again: what one works with takes more room than most files.
var unzippers = sync.Pool{New: func() any { return new(gzip.Reader) }}
