package edition

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Encoding is a content coding a file is kept in.
type Encoding int

// The codings, in the order in which a blob holds them.
const (
	Plain Encoding = iota
	Gzip
	Brotli

	encodings
)

// String is the token of Accept-Encoding and Content-Encoding.
func (e Encoding) String() string { return [...]string{"identity", "gzip", "br"}[e] }

// File is one public URL as bytes. It is immutable.
type File struct {
	Path     string
	Type     string    // value of Content-Type
	Status   int       // 200; 301 where Target says; 404 for the not-found page; 410 for what was withdrawn
	Modified time.Time // when these bytes first appeared here; whole seconds
	Open     bool      // scripts of any origin may read it
	Target   string    // where a reader is sent on to; empty: nowhere
	ETags    [encodings]string
	Dated    string // Modified as the value of Last-Modified

	name  string // names the blob on disk: SHA-256 of type and plain bytes, hex
	key   sum    // fingerprint of what it was made from
	sizes [encodings]int
	bytes [encodings][]byte // nil while on disk only
	shelf *shelf

	archival bool   // it may be on disk only
	line     string // in manifests
}

// Has reports whether the file is kept in encoding e.
func (f *File) Has(e Encoding) bool { return f.sizes[e] > 0 || e == Plain }

// Size is the length of the file in encoding e.
func (f *File) Size(e Encoding) int { return f.sizes[e] }

// Body returns the file in encoding e. Files of long ago are read from disk;
// nothing else is ever asked. The bytes must not be changed.
func (f *File) Body(e Encoding) ([]byte, error) {
	if f.bytes[Plain] != nil {
		return f.bytes[e], nil
	}
	return f.shelf.read(f, e)
}

// weight is the number of bytes the file takes in memory or on disk.
func (f *File) weight() int { return f.sizes[Plain] + f.sizes[Gzip] + f.sizes[Brotli] }

// resident reports whether the bytes are in memory.
func (f *File) resident() bool { return f.bytes[Plain] != nil }

// evicted returns the file without its bytes.
func (f *File) evicted() *File {
	slim := *f
	slim.bytes = [encodings][]byte{}
	return &slim
}

// newFile finishes a rendered sheet: it compresses and names it.
func newFile(s sheet, body []byte, now time.Time, shelf *shelf) (*File, error) {
	if body == nil {
		body = []byte{}
	}
	f := &File{Path: s.path, Type: s.mime, Status: s.status, Open: s.open, Target: s.target, Modified: now.Truncate(time.Second),
		key: s.key, name: blobName(s.mime, body), shelf: shelf}
	f.bytes[Plain] = body
	if compressible(s.mime) && len(body) > smallest {
		var err error
		if f.bytes[Gzip], f.bytes[Brotli], err = compress(body); err != nil {
			return nil, err
		}
	}
	for e := range encodings {
		f.sizes[e] = len(f.bytes[e])
	}
	f.tag()
	return f.entered(), nil
}

// tag derives the validators. The strong ones are one for each encoding, since they name
// bytes and not meanings (RFC 9110, section 8.8.3.3).
func (f *File) tag() {
	f.ETags[Plain] = `"` + f.name[:20] + `"`
	f.ETags[Gzip] = `"` + f.name[:20] + "-g" + strconv.FormatInt(int64(f.sizes[Gzip]), 36) + `"`
	f.Dated = f.Modified.UTC().Format(http.TimeFormat)
	f.ETags[Brotli] = `"` + f.name[:20] + "-b" + strconv.FormatInt(int64(f.sizes[Brotli]), 36) + `"`
}

func blobName(mime string, body []byte) string {
	h := sha256.New()
	h.Write([]byte(mime))
	h.Write([]byte{0})
	h.Write(body)
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// compressible reports whether a media type gains from compression.
func compressible(mime string) bool {
	mime, _, _ = strings.Cut(mime, ";")
	return strings.HasPrefix(mime, "text/") || strings.HasSuffix(mime, "+xml") || strings.HasSuffix(mime, "json") ||
		strings.HasSuffix(mime, "javascript")
}
