package edition

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"iter"
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

// File is one public URL as bytes. It is immutable. A large site has a hundred thousand,
// twice as many while it is made anew: their parts are no larger than they need be.
type File struct {
	Path   string
	Type   string // value of Content-Type
	Target string // where a reader is sent on to; empty: nowhere

	pack  string             // the file on disk that holds it beside others; empty: it lies by itself
	told  []*File            // of a page: in the other languages of the site, in their order; nil where one is held back
	bytes *[encodings][]byte // nil while on disk only
	tags  *tags              // nil of archival files
	style *string            // names the style element in its head; nil: it has none
	shelf *shelf

	name     sum // fingerprint of type and plain bytes
	key      sum // fingerprint of what it was made from
	sizes    [encodings]uint32
	modified uint32 // Unix time
	at       uint32 // where in pack it begins

	Status   uint16 // 200; 301 where Target says; 404 for the not-found page; 410 for what was withdrawn
	Open     bool   // scripts of any origin may read it
	archival bool   // it may be on disk only
}

// Modified is when these bytes first appeared here, in whole seconds.
func (f *File) Modified() time.Time { return time.Unix(int64(f.modified), 0).UTC() }

// tags are what caches know a file by.
type tags struct {
	etags [encodings]string
	dated string
}

// ETag is the strong validator of the file in encoding e, one for each encoding,
// since they name bytes and not meanings (RFC 9110, section 8.8.3.3).
func (f *File) ETag(e Encoding) string {
	if f.tags != nil {
		return f.tags.etags[e]
	}
	return f.etag(e)
}

// Dated is Modified as the value of Last-Modified.
func (f *File) Dated() string {
	if f.tags != nil {
		return f.tags.dated
	}
	return f.Modified().Format(http.TimeFormat)
}

func (f *File) etag(e Encoding) string {
	tag := `"` + f.Mark()
	if e != Plain {
		tag += "-" + e.String()[:1] + strconv.FormatInt(int64(f.sizes[e]), 36)
	}
	return tag + `"`
}

// all yields the file and, of a page, it in every other language of the site.
func (f *File) all() iter.Seq[*File] {
	return func(yield func(*File) bool) {
		if !yield(f) {
			return
		}
		for _, t := range f.told {
			if t != nil && !yield(t) {
				return
			}
		}
	}
}

// Has reports whether the file is kept in encoding e.
func (f *File) Has(e Encoding) bool { return f.sizes[e] > 0 || e == Plain }

// Size is the length of the file in encoding e.
func (f *File) Size(e Encoding) int { return int(f.sizes[e]) }

// Body returns the file in encoding e. Archival files may be read from disk, and their
// plain bytes unpacked; nothing else is ever asked. The bytes must not be changed.
func (f *File) Body(e Encoding) ([]byte, error) {
	switch {
	case f.bytes == nil:
		return f.shelf.read(f, e)
	case e == Plain && len(f.bytes[Plain]) < f.Size(Plain): // as it lies in its pack
		return unpack(f.bytes[Gzip], Gzip, f.Size(Plain))
	}
	return f.bytes[e], nil
}

// Style is the source expression by which a content policy allows the style element
// in the head of the file, "'sha256-…'"; empty where it has none.
func (f *File) Style() string {
	if f.style == nil {
		return ""
	}
	return *f.style
}

// styleOf works Style out, nil without one. Only the head counts: what stands in it comes from our
// layout and the operator's style sheet, never from a text.
func styleOf(mime string, body []byte) *string {
	if mime != htmlType {
		return nil
	}
	head, _, _ := bytes.Cut(body, []byte("</head>"))
	_, style, found := bytes.Cut(head, []byte("<style>"))
	if !found {
		return nil
	}
	style, _, _ = bytes.Cut(style, []byte("</style>"))
	h := sha256.Sum256(style)
	source := "'sha256-" + base64.StdEncoding.EncodeToString(h[:]) + "'"
	return &source
}

// weight is the number of bytes of the file in all its encodings.
func (f *File) weight() int { return f.Size(Plain) + f.Size(Gzip) + f.Size(Brotli) }

// holds is the number of bytes the file takes in memory.
func (f *File) holds() (n int) {
	if f.resident() {
		for _, body := range f.bytes {
			n += len(body)
		}
	}
	return n
}

// blob names the file on disk, where the same bytes may be packed in several ways: one
// that is served is never written over by another.
func (f *File) blob() string {
	return f.name.String() + "-" + strconv.FormatInt(int64(f.sizes[Gzip]), 36) + "-" + strconv.FormatInt(int64(f.sizes[Brotli]), 36)
}

// resident reports whether the bytes are in memory.
func (f *File) resident() bool { return f.bytes != nil }

// evicted returns the file without its bytes.
func (f *File) evicted() *File {
	slim := *f
	slim.bytes = nil
	return &slim
}

// newFile finishes a rendered sheet: it compresses and names it.
func newFile(s sheet, body []byte, now time.Time, shelf *shelf) (*File, error) {
	if body == nil {
		body = []byte{}
	}
	f := &File{Path: s.path, Type: s.mime, Status: uint16(s.status), Open: s.open, Target: s.target, modified: uint32(now.Unix()),
		key: s.key, name: blobName(s.mime, body), shelf: shelf}
	f.bytes, f.style = &[encodings][]byte{Plain: body}, styleOf(s.mime, body)
	if compressible(s.mime) && len(body) > smallest {
		var err error
		if f.bytes[Gzip], f.bytes[Brotli], err = compress(body, s.hasty); err != nil {
			return nil, err
		}
	}
	for e := range encodings {
		f.sizes[e] = uint32(len(f.bytes[e]))
	}
	return f.tagged(), nil
}

// tagged finishes a file. The validators of those that are read often are written
// once.
func (f *File) tagged() *File {
	if f.archival = archival(f.Path); !f.archival {
		f.tags = &tags{dated: f.Dated()}
		for e := range encodings {
			f.tags.etags[e] = f.etag(e)
		}
	}
	return f
}

func blobName(mime string, body []byte) (name sum) {
	h := sha256.New()
	h.Write([]byte(mime))
	h.Write([]byte{0})
	h.Write(body)
	var all [sha256.Size]byte
	copy(name[:], h.Sum(all[:0]))
	return name
}

// compressible reports whether a media type gains from compression.
func compressible(mime string) bool {
	mime, _, _ = strings.Cut(mime, ";")
	return strings.HasPrefix(mime, "text/") || strings.HasSuffix(mime, "+xml") || strings.HasSuffix(mime, "json") || mime == "application/xml" ||
		strings.HasSuffix(mime, "javascript")
}
