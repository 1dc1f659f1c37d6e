package edition

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// A page that is made anew with the whole site lies on disk as one file with its other
// languages: a site may have ten thousand in seven, and to make a file takes as long as
// to fill it. They change together. One that comes out as it was, or is held back, while
// others change leaves the pack (see alone), so that words that are taken back leave the
// disk with it.
//
// What a pack holds of a file is compressed, where it is one that gains from it: to write
// the plain bytes too takes longer than all else here, and few want them of a page of long
// ago. They are made of the others then.

var packShape = regexp.MustCompile(`^[0-9a-f]{32}-(pack|packed)$`)

// wholePack ends the names of packs that an earlier version of this program wrote: they
// hold the plain bytes too.
const wholePack = "-pack"

// lean reports whether the file lies on disk without its plain bytes.
func (f *File) lean() bool {
	return f.pack != "" && !strings.HasSuffix(f.pack, wholePack) && f.sizes[Gzip] > 0
}

// stored is the number of bytes of the file in each encoding on disk.
func (f *File) stored() (sizes [encodings]int) {
	for e := range encodings {
		if e != Plain || !f.lean() {
			sizes[e] = f.Size(e)
		}
	}
	return sizes
}

// takes is the number of bytes of the file on disk.
func (f *File) takes() (n int) {
	for _, size := range f.stored() {
		n += size
	}
	return n
}

// packName names a pack by what it holds.
func packName(files []*File) string {
	h := sha256.New()
	for _, f := range files {
		h.Write([]byte(f.blob()))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:16]) + "-packed"
}

// putPack writes files one after the other into one. It returns them as they are then,
// without their bytes. The caller brings it to disk by syncMany.
func (s *shelf) putPack(files []*File) ([]*File, error) {
	if len(files) == 0 {
		return nil, nil
	}
	name := packName(files)
	var parts [][]byte
	size, packed := 0, make([]*File, len(files))
	for n, f := range files {
		packed[n] = f.evicted()
		packed[n].pack, packed[n].at = name, uint32(size)
		for e, length := range packed[n].stored() {
			parts = append(parts, f.bytes[e][:length])
		}
		size += packed[n].takes()
	}
	path := s.lying(name)
	if holds(path, size, parts) {
		return packed, os.Chtimes(path, time.Time{}, time.Now()) // keeps the sweep away
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, fmt.Errorf("store %s: %w", files[0].Path, err)
	}
	if err := writeMany(path, parts...); err != nil {
		return nil, fmt.Errorf("store %s: %w", files[0].Path, err)
	}
	return packed, nil
}

// holds reports whether a file holds those parts, of size bytes together: one that was
// damaged may be as long.
func holds(path string, size int, parts [][]byte) bool {
	if info, err := os.Stat(path); err != nil || info.Size() != int64(size) {
		return false
	}
	body, err := os.ReadFile(path)
	for _, part := range parts {
		rest, same := bytes.CutPrefix(body, part)
		if err != nil || !same {
			return false
		}
		body = rest
	}
	return err == nil && len(body) == 0
}

// lies names what holds the file on disk.
func (f *File) lies() string {
	if f.pack != "" {
		return f.pack
	}
	return f.blob()
}

// alone returns a copy of f that lies in no pack.
func (f *File) alone() (_ *File, err error) {
	single := *f
	if f.pack == "" {
		return &single, nil
	}
	var plain []byte
	if f.resident() {
		plain, err = f.Body(Plain)
	} else {
		plain, err = single.fetch()
	}
	if err != nil {
		return nil, err
	}
	held := *single.bytes
	held[Plain] = plain
	single.bytes, single.pack, single.at = &held, "", 0
	return &single, nil
}
